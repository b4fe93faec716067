// Revaluation at the close of a day (row H6): the position in our own currency is brought to the
// market value of the foreign positions. Exact: a rate is a decimal text, never a float.
import { known } from './assert.ts';
import { exponentForReading } from './currencies.ts';
import { ok, type Refusal, type Result, refuse } from './result.ts';

/** The currency in which the book's results are counted. */
export const BASE_CURRENCY = 'EUR';

/** Units of `currency` for one of the base currency, as the market writes it: `1.0825`. */
export type Rate = { readonly currency: string; readonly rate: string };

/** What we are long of a foreign currency, in its minor units; negative where we are short. */
export type ForeignPosition = { readonly currency: string; readonly long: bigint };

export type RateRefusal = Refusal<'rate_unreadable' | 'rate_missing'>;

const RATE = /^(?:0|[1-9]\d{0,8})(?:\.\d{1,10})?$/;

/**
 * The market value of foreign positions in minor units of the base currency, each rounded half away
 * from zero. Refuses `rate_unreadable` (not a decimal above zero, or one currency twice), then
 * `rate_missing` (a position has none).
 */
export function marketValue(
  positions: readonly ForeignPosition[],
  rates: readonly Rate[],
): Result<bigint, RateRefusal> {
  const read = new Map<string, { readonly digits: bigint; readonly decimals: number }>();
  for (const { currency, rate } of rates) {
    const [whole = '', fraction = ''] = rate.split('.');
    const digits = RATE.test(rate) ? BigInt(whole + fraction) : 0n;
    if (digits === 0n || read.has(currency)) {
      return refuse({ code: 'rate_unreadable', currency, rate });
    }
    read.set(currency, { digits, decimals: fraction.length });
  }
  let value = 0n;
  for (const { currency, long } of positions) {
    if (long === 0n) continue;
    const rate = read.get(currency);
    if (rate === undefined) return refuse({ code: 'rate_missing', currency });
    const base = exponent(BASE_CURRENCY);
    const numerator = long * 10n ** BigInt(rate.decimals + base);
    value += halfAwayFromZero(numerator, rate.digits * 10n ** BigInt(exponent(currency)));
  }
  return ok(value);
}

/** The rates as the day's closing keeps them: `USD 1.0825, ZAR 19.2`, in order of currency. */
export function ratesText(rates: readonly Rate[]): string {
  return rates
    .map(({ currency, rate }) => `${currency} ${rate}`)
    .sort()
    .join(', ');
}

function exponent(currency: string): number {
  return known(exponentForReading(currency), 'an account is in a currency of ISO 4217');
}

/** `numerator` by `denominator` (above zero), rounded half away from zero. */
export function halfAwayFromZero(numerator: bigint, denominator: bigint): bigint {
  const sign = numerator < 0n ? -1n : 1n;
  return (sign * (2n * sign * numerator + denominator)) / (2n * denominator);
}
