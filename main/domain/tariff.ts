// What a service costs: the fee of a tariff and the tax on it, exact in minor units.
import { assert } from './assert.ts';

/** Minor units of one currency. */
export type Charge = {
  readonly fee: bigint;
  readonly tax: bigint;
  /** The fee and its tax go back when the rail refuses what they were charged for. */
  readonly refundedOnReject: boolean;
};

/** Ten thousandths: 1900 is 19 %. */
const WHOLE = 10_000n;

/**
 * Tax on a fee at a rate in ten thousandths, half a minor unit upwards. European law leaves the rule
 * of rounding to the state (Court of Justice, C-484/06, Ahold); to the nearest unit is what it found
 * to be in keeping with it. It is rounded once per item, so that a batch booking is charged what its
 * items are one by one, and one of them gets back exactly what it was charged.
 */
export function taxOn(fee: bigint, rate: number): bigint {
  assert(fee >= 0n && rate >= 0, 'a fee and its rate are not negative');
  return (fee * BigInt(rate) + WHOLE / 2n) / WHOLE;
}

/** The charge of a record of a tariff; null where it names no fee. */
export function chargeOf(tariff: {
  readonly fee: bigint | null;
  readonly taxed: boolean;
  readonly taxRate: number | null;
  readonly refundedOnReject: boolean;
}): Charge | null {
  const { fee, taxed, taxRate, refundedOnReject } = tariff;
  if (fee === null) return null;
  return { fee, tax: taxed ? taxOn(fee, taxRate ?? 0) : 0n, refundedOnReject };
}
