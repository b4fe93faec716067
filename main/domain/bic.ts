// Business identifier codes (ISO 9362): who a bank is.
import { isBankingCountry } from './countries.ts';
import { ok, type Refusal, type Result, refuse } from './result.ts';

export type BicRefusal = Refusal<'bic_format' | 'bic_country_unknown'>;

/** ISO 20022 BICFIDec2014Identifier; ISO 9362:2014 allows digits in the party prefix. */
const BIC = /^[A-Z0-9]{4}[A-Z]{2}[A-Z0-9]{2}(?:[A-Z0-9]{3})?$/;

/**
 * The BIC as written, if it is one: 8 or 11 characters, upper case. Refusals in order of
 * precedence: `bic_format`, `bic_country_unknown` (characters 5 and 6 are no ISO 3166 country
 * and not `XK`). Whether the BIC is connected to anything is for a directory to say.
 */
export function checkBic(text: string): Result<string, BicRefusal> {
  // A regular expression's `$` is exact here: without the m flag it matches the very end only.
  if (text.length > 11 || !BIC.test(text)) return refuse({ code: 'bic_format' });
  const country = bicCountry(text);
  if (!isBankingCountry(country)) return refuse({ code: 'bic_country_unknown', country });
  return ok(text);
}

/** The country of a checked BIC: its fifth and sixth characters. */
export function bicCountry(bic: string): string {
  return bic.slice(4, 6);
}

/** Whether a checked BIC is a test BIC: its eighth character is `0` (ISO 9362, SWIFT usage). */
export function isTestBic(bic: string): boolean {
  return bic.charCodeAt(7) === 48;
}

/** Eight characters name the head office, which eleven write as branch `XXX`. */
export function sameBic(a: string, b: string): boolean {
  return longBic(a) === longBic(b);
}

function longBic(bic: string): string {
  return bic.length === 8 ? `${bic}XXX` : bic;
}
