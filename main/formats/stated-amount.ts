// Amounts of statements: exact decimals of any length, added and written without a float.
import { exponentOf } from '../domain/currencies.ts';
import type { StatedAmount } from './camt-types.ts';

/** Digits before and behind the point that are read; no bank comes near either. */
const WHOLE_DIGITS_MAX = 30;
const DECIMALS_MAX = 20;

const PLAIN = /^(\d+)(?:\.(\d*))?$|^\.(\d+)$/;

/** The amount of a text as XML writes decimals (`8.85`, `+1`, `.5`, `5.`), or null: it is none. */
export function statedAmount(text: string): StatedAmount | null {
  const negative = text.startsWith('-');
  const found = PLAIN.exec(negative || text.startsWith('+') ? text.slice(1) : text);
  if (found === null) return null;
  const whole = found[1] ?? '0';
  const decimals = (found[2] ?? found[3] ?? '').replace(/0+$/, '');
  if (whole.length > WHOLE_DIGITS_MAX || decimals.length > DECIMALS_MAX) return null;
  const units = BigInt(whole + decimals);
  return { units: negative ? -units : units, scale: decimals.length };
}

export const NOTHING: StatedAmount = { units: 0n, scale: 0 };

export function negated({ units, scale }: StatedAmount): StatedAmount {
  return { units: -units, scale };
}

export function added(one: StatedAmount, other: StatedAmount): StatedAmount {
  const scale = Math.max(one.scale, other.scale);
  return { units: unitsAt(one, scale) + unitsAt(other, scale), scale };
}

export function isSame(one: StatedAmount, other: StatedAmount): boolean {
  const scale = Math.max(one.scale, other.scale);
  return unitsAt(one, scale) === unitsAt(other, scale);
}

function unitsAt({ units, scale }: StatedAmount, wanted: number): bigint {
  return units * 10n ** BigInt(wanted - scale);
}

/** Minor units of the currency, or null where that would lose a digit or the currency is unknown. */
export function minorUnits(amount: StatedAmount, currency: string): bigint | null {
  const exponent = exponentOf(currency);
  if (exponent === null || amount.scale > exponent) return null;
  return unitsAt(amount, exponent);
}

/** As a decimal string with the decimals of the currency, and more where the file states more. */
export function statedText({ units, scale }: StatedAmount, currency: string): string {
  const decimals = Math.max(scale, exponentOf(currency) ?? 0);
  const magnitude = units < 0n ? -units : units;
  const digits = (magnitude * 10n ** BigInt(decimals - scale))
    .toString()
    .padStart(decimals + 1, '0');
  const whole = digits.slice(0, digits.length - decimals);
  const text = decimals === 0 ? whole : `${whole}.${digits.slice(digits.length - decimals)}`;
  return units < 0n ? `-${text}` : text;
}
