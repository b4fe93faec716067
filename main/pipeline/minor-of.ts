// A statistic of amounts as whole minor units, to be read beside amounts.

/** The whole number nearest to `value`. */
export function minorOf(value: number): bigint {
  return BigInt(Math.round(value));
}
