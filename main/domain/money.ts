// Money is an integer count of minor units and its currency, in every room. A decimal string
// exists only at the edges: files, JSON, text. No amount ever passes through a float.
import { assert, known } from './assert.ts';
import { exponentForReading, exponentOf } from './currencies.ts';
import { ok, type Refusal, type Result, refuse } from './result.ts';

/** `minor` counts the smallest unit of `currency` (ISO 4217): 12.34 EUR is 1234n, 500 JPY is 500n. */
export type Money = {
  readonly minor: bigint;
  readonly currency: string;
};

/**
 * The largest amount of one payment or balance, in minor units: 18 digits, as ISO 20022's
 * totalDigits. Nine of them add up within a signed 64-bit column; sums are checked where stored.
 */
export const MAX_MINOR = 10n ** 18n - 1n;

/** Digits ISO 20022 allows before and after the point (ActiveOrHistoricCurrencyAndAmount). */
const INTEGER_DIGITS = 18;
const FRACTION_DIGITS = 5;

/** CtrlSum is an ISO 20022 DecimalNumber: totalDigits 18, fractionDigits 17. */
const DECIMALS_MAX = 17;
const DIGITS_MAX = 18;

const MINUS = 45;
const POINT = 46;
const ZERO = 48;
const NINE = 57;

export type AmountRefusal = Refusal<
  | 'currency_unknown'
  | 'amount_format'
  | 'too_many_decimals'
  | 'amount_too_large'
  | 'amount_not_positive'
>;

export type SignedAmountRefusal = Refusal<
  'currency_unknown' | 'amount_format' | 'too_many_decimals' | 'amount_too_large'
>;

/**
 * The amount of a payment as a file writes it: digits, and if need be a point and digits
 * (`12`, `12.3`, `0012.30`). Exact; greater than zero; at most {@link MAX_MINOR} minor units.
 * Zeros beyond the currency's decimals lose nothing and are taken (`100.000` EUR); any other
 * digit there is refused.
 *
 * Refusals in order of precedence: `currency_unknown` (no active ISO 4217 currency),
 * `amount_format` (sign, exponent, spaces, separators, full-width digits, `5.`, `.5`, empty),
 * `too_many_decimals` (a digit would be lost, or more than 5 decimals), `amount_too_large` (more
 * than 18 digits before the point, or above the maximum), `amount_not_positive` (zero, or a minus
 * before an amount that is otherwise well written).
 */
export function parseAmount(text: string, currency: string): Result<Money, AmountRefusal> {
  const exponent = exponentOf(currency);
  if (exponent === null) return refuse({ code: 'currency_unknown', currency });
  const minor = minorOf(text, 0, exponent);
  if (typeof minor === 'bigint') {
    if (minor > 0n) return ok({ minor, currency });
    return refuse({ code: 'amount_not_positive', currency });
  }
  if (text.charCodeAt(0) === MINUS) {
    const negated = minorOf(text, 1, exponent);
    if (typeof negated === 'bigint' && negated > 0n) {
      return refuse({ code: 'amount_not_positive', currency });
    }
  }
  return refuse({ code: minor, currency, decimals: exponent });
}

/**
 * A balance or a movement of a statement: as {@link parseAmount}, but a leading minus and zero
 * are taken (`-0.00` is zero), and so are the currencies of `exponentForReading`, because old
 * accounts were kept in them. Refusals in the same order.
 */
export function parseSignedAmount(
  text: string,
  currency: string,
): Result<Money, SignedAmountRefusal> {
  const exponent = exponentForReading(currency);
  if (exponent === null) return refuse({ code: 'currency_unknown', currency });
  const negative = text.charCodeAt(0) === MINUS;
  const minor = minorOf(text, negative ? 1 : 0, exponent);
  if (typeof minor !== 'bigint') return refuse({ code: minor, currency, decimals: exponent });
  return ok({ minor: negative ? -minor : minor, currency });
}

/**
 * The decimal string of an amount in major units, with exactly the currency's decimals and no
 * separators: 1234n EUR is `12.34`, -5n KWD is `-0.005`, 500n JPY is `500`.
 */
export function formatMinor(money: Money): string {
  return decimalText(money.minor, recordedExponent(money.currency));
}

/** `a` + `b`; both in one currency. */
export function addMoney(a: Money, b: Money): Money {
  assert(a.currency === b.currency, 'amounts are added in one currency');
  return { minor: a.minor + b.minor, currency: a.currency };
}

/** `a` − `b`; both in one currency. */
export function subtractMoney(a: Money, b: Money): Money {
  assert(a.currency === b.currency, 'amounts are subtracted in one currency');
  return { minor: a.minor - b.minor, currency: a.currency };
}

export function negate(money: Money): Money {
  return { minor: -money.minor, currency: money.currency };
}

/** Adds amounts up per currency. At most one entry per currency of ISO 4217 is held. */
export type SumsByCurrency = {
  add(money: Money): void;
  /** One amount per currency seen, ordered by currency code. */
  sums(): Money[];
};

export function createSumsByCurrency(): SumsByCurrency {
  const minors = new Map<string, bigint>();
  return {
    add(money) {
      const sum = minors.get(money.currency);
      // Only a new currency is looked up, so that the map stays as small as ISO 4217.
      if (sum === undefined) recordedExponent(money.currency);
      minors.set(money.currency, (sum ?? 0n) + money.minor);
    },
    sums() {
      const codes = [...minors.keys()].sort();
      return codes.map((currency) => ({ minor: minors.get(currency) ?? 0n, currency }));
    },
  };
}

/**
 * A control sum: ISO 20022 adds the amounts of a file as plain decimals, whatever their
 * currencies, and states the total.
 */
export type DecimalSum = {
  add(money: Money): void;
  /**
   * Adds an amount as written, for items whose currency or decimals are wrong: they still count
   * in the file's own total. False, and nothing added, unless it is a decimal number.
   */
  addText(text: string): boolean;
  /** Whether `text` is a decimal number of exactly this value: `1050.1` equals 1050.10. */
  equals(text: string): boolean;
  /** The sum without zeros at its end: `1050.1`, `500`, `-0.05`. */
  toString(): string;
};

export function createDecimalSum(): DecimalSum {
  // One sum per number of decimals, so that an addition is one bigint addition and no scaling.
  const sums: bigint[] = new Array<bigint>(DECIMALS_MAX + 1).fill(0n);
  const total = (): bigint => {
    let sum = 0n;
    for (const part of sums) sum = sum * 10n + part;
    return sum;
  };
  const put = (minor: bigint, decimals: number): void => {
    sums[decimals] = (sums[decimals] ?? 0n) + minor;
  };
  return {
    add: (money) => put(money.minor, recordedExponent(money.currency)),
    addText(text) {
      const decimal = decimalOf(text);
      if (decimal !== null) put(decimal.digits, decimal.decimals);
      return decimal !== null;
    },
    equals(text) {
      const decimal = decimalOf(text);
      if (decimal === null) return false;
      return decimal.digits * 10n ** BigInt(DECIMALS_MAX - decimal.decimals) === total();
    },
    toString: () => withoutEndingZeros(decimalText(total(), DECIMALS_MAX)),
  };
}

/**
 * Whether `text` is an ISO 20022 DecimalNumber as files write it: digits with an optional minus
 * and point, at most 18 digits of which 17 behind the point.
 */
export function isDecimalNumber(text: string): boolean {
  return decimalOf(text) !== null;
}

type Decimal = { readonly digits: bigint; readonly decimals: number };

function decimalOf(text: string): Decimal | null {
  const form = /^(-?)0*(\d+)(?:\.(\d+))?$/.exec(text.length > 64 ? '' : text);
  if (form === null) return null;
  const [, sign = '', integer = '', fraction = ''] = form;
  const decimals = withoutZerosBehind(fraction);
  const whole = integer === '0' ? '' : integer;
  if (decimals.length > DECIMALS_MAX || whole.length + decimals.length > DIGITS_MAX) return null;
  const digits = BigInt(integer + decimals);
  return { digits: sign === '-' ? -digits : digits, decimals: decimals.length };
}

function withoutZerosBehind(digits: string): string {
  return digits.replace(/0+$/, '');
}

function withoutEndingZeros(decimal: string): string {
  return withoutZerosBehind(decimal).replace(/\.$/, '');
}

/** `minor` with the point put before its last `decimals` digits: (1234n, 2) is `12.34`. */
function decimalText(minor: bigint, decimals: number): string {
  const negative = minor < 0n;
  let digits = (negative ? -minor : minor).toString();
  if (decimals > 0) {
    if (digits.length <= decimals) digits = digits.padStart(decimals + 1, '0');
    const point = digits.length - decimals;
    digits = `${digits.slice(0, point)}.${digits.slice(point)}`;
  }
  return negative ? `-${digits}` : digits;
}

/** Decimals of the currency of an amount that exists, and so was once parsed. */
function recordedExponent(currency: string): number {
  return known(exponentForReading(currency), 'money is in a currency of ISO 4217');
}

type WrongAmount = 'amount_format' | 'too_many_decimals' | 'amount_too_large';

/**
 * Minor units of the unsigned decimal that begins at `start`, or the reason why it is none. One
 * pass over the characters: this runs once or twice per payment of every file.
 */
function minorOf(text: string, start: number, exponent: number): bigint | WrongAmount {
  const { length } = text;
  let point = length;
  let lastDigit = start;
  for (let at = start; at < length; at += 1) {
    const character = text.charCodeAt(at);
    if (character === POINT && point === length && at > start) point = at;
    else if (character < ZERO || character > NINE) return 'amount_format';
    else if (character !== ZERO) lastDigit = at;
  }
  if (point === start || point === length - 1) return 'amount_format';
  const decimals = point === length ? 0 : length - point - 1;
  if (decimals > FRACTION_DIGITS || lastDigit > point + exponent) return 'too_many_decimals';
  if (point - start > INTEGER_DIGITS) return 'amount_too_large';
  const integer = text.slice(start, point);
  const fraction = exponent === 0 ? '' : text.slice(point + 1, point + 1 + exponent);
  const minor = BigInt(integer + fraction.padEnd(exponent, '0'));
  return minor > MAX_MINOR ? 'amount_too_large' : minor;
}
