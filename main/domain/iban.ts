// International bank account numbers (ISO 13616): shape, length, structure, check digits.
import { assert } from './assert.ts';
import { type IbanRule, ibanRuleAt } from './iban-registry.ts';
import { ok, type Refusal, type Result, refuse } from './result.ts';

export type IbanRefusal = Refusal<
  'iban_format' | 'iban_country_unknown' | 'iban_length' | 'iban_structure' | 'iban_check_digits'
>;

/** No printed IBAN is longer: 34 characters in groups of four, with room for careless spaces. */
const TEXT_MAX = 64;

const SPACE = 32;
const ZERO = 48;
const NINE = 57;
const A = 65;
const Z = 90;
/** `n` and `a`, as the registry marks the places of digits and letters. */
const DIGIT = 110;
const LETTER = 97;

/**
 * The IBAN in electronic form: spaces removed, upper case. Refusals in order of precedence:
 * `iban_format` (not two letters, two digits and letters or digits), `iban_country_unknown` (no
 * IBANs begin so), `iban_length` and `iban_structure` (not as the country's registry entry says),
 * `iban_check_digits` (ISO 7064 mod 97-10; `00`, `01` and `99` can never be computed and are
 * refused although the remainder of 00, 01 and 99 may agree). National check digits inside the
 * BBAN are the account bank's to check.
 */
export function checkIban(text: string): Result<string, IbanRefusal> {
  const iban = electronicForm(text);
  if (!hasIbanShape(iban)) return refuse({ code: 'iban_format' });
  const rule = ibanRuleAt(iban.charCodeAt(0), iban.charCodeAt(1));
  if (rule === null) return refuse({ code: 'iban_country_unknown', country: ibanCountry(iban) });
  if (iban.length !== rule.length) {
    const { country, length } = rule;
    return refuse({ code: 'iban_length', country, expected: length, found: iban.length });
  }
  if (!fitsStructure(iban, rule)) {
    return refuse({ code: 'iban_structure', country: rule.country, expected: rule.structure });
  }
  const stated = (iban.charCodeAt(2) - ZERO) * 10 + iban.charCodeAt(3) - ZERO;
  if (stated < 2 || stated > 98 || remainder97(iban) !== 1) {
    return refuse({ code: 'iban_check_digits', country: rule.country });
  }
  return ok(iban);
}

/** The print form of a checked IBAN: groups of four, parted by one space (ISO 13616-1). */
export function formatIban(iban: string): string {
  let groups = iban.slice(0, 4);
  for (let at = 4; at < iban.length; at += 4) groups += ` ${iban.slice(at, at + 4)}`;
  return groups;
}

/** The country of a checked IBAN: its first two characters. */
export function ibanCountry(iban: string): string {
  return iban.slice(0, 2);
}

/** The bank identifier inside a checked IBAN, or null where its country's BBAN has none. */
export function ibanBankIdentifier(iban: string): string | null {
  const rule = ibanRuleAt(iban.charCodeAt(0), iban.charCodeAt(1));
  if (rule?.bankIdentifier == null) return null;
  const [start, end] = rule.bankIdentifier;
  return iban.slice(4 + start, 4 + end);
}

/** Whether a checked IBAN's account can be reached by a SEPA scheme, by its country. */
export function isSepaIban(iban: string): boolean {
  return ibanRuleAt(iban.charCodeAt(0), iban.charCodeAt(1))?.sepa === true;
}

/**
 * The two check digits of an account (`country` two capitals, `bban` capitals and digits), `02`
 * to `98`: ISO 7064 mod 97-10 over the BBAN, the country and `00`.
 */
export function ibanCheckDigits(country: string, bban: string): string {
  const unchecked = `${country}00${bban}`;
  assert(hasIbanShape(unchecked), 'check digits are made for a country and a BBAN');
  return String(98 - remainder97(unchecked)).padStart(2, '0');
}

/** Without spaces, in upper case; the same string, not a copy, when it is so already. */
function electronicForm(text: string): string {
  if (text.length > TEXT_MAX) return '';
  for (let at = 0; at < text.length; at += 1) {
    const character = text.charCodeAt(at);
    if (character === SPACE || character > Z) {
      // Only ASCII is raised: toUpperCase alone would make letters out of others (ß, ı, ﬁ).
      const spaceless = text.replaceAll(' ', '');
      return /^[A-Za-z0-9]*$/.test(spaceless) ? spaceless.toUpperCase() : '';
    }
  }
  return text;
}

function hasIbanShape(iban: string): boolean {
  if (iban.length < 5) return false;
  for (let at = 0; at < iban.length; at += 1) {
    const character = iban.charCodeAt(at);
    const digit = character >= ZERO && character <= NINE;
    const letter = character >= A && character <= Z;
    const fits = at < 2 ? letter : at < 4 ? digit : letter || digit;
    if (!fits) return false;
  }
  return true;
}

function fitsStructure(iban: string, rule: IbanRule): boolean {
  const { characters } = rule;
  for (let at = 4; at < iban.length; at += 1) {
    const kind = characters.charCodeAt(at - 4);
    const digit = iban.charCodeAt(at) <= NINE;
    if (kind === DIGIT ? !digit : kind === LETTER && digit) return false;
  }
  return true;
}

/** The IBAN, its first four characters last and its letters as 10 to 35, modulo 97. */
function remainder97(iban: string): number {
  let remainder = 0;
  const { length } = iban;
  for (let step = 0; step < length; step += 1) {
    const at = step + 4 < length ? step + 4 : step + 4 - length;
    const character = iban.charCodeAt(at);
    remainder =
      character <= NINE ? remainder * 10 + character - ZERO : remainder * 100 + character - A + 10;
    // Reduced only before it could leave the range of small integers: divisions cost most here.
    if (remainder > 9_999_999) remainder %= 97;
  }
  return remainder % 97;
}
