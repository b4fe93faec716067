// What a field of master data may hold, and how its text is read: one rule per type, for the form on
// screen, the row of a file and the value in the book alike.
import { checkBic, isTestBic } from '../bic.ts';
import { isCountry } from '../countries.ts';
import { exponentOf } from '../currencies.ts';
import { isCalendarDate } from '../dates.ts';
import { checkIban } from '../iban.ts';
import { formatMinor, parseSignedAmount } from '../money.ts';
import { hasControlOrBidi } from '../text.ts';

export const FIELD_TYPES = [
  'text',
  'name',
  'code',
  'codes',
  'choice',
  'flag',
  'date',
  'whole',
  'amount',
  'currency',
  'country',
  'bic',
  'account',
] as const;
export type FieldType = (typeof FIELD_TYPES)[number];

/** One field of a kind. `values` are those of a choice; `max` is the greatest `whole` number. */
export type FieldRule = {
  readonly type: FieldType;
  readonly required?: true;
  readonly values?: readonly string[];
  readonly max?: number;
  /** Another field that must be filled in where this one is. */
  readonly needs?: string;
};

export const FIELD_FAULTS = [
  'master_field_missing',
  'master_field_too_long',
  'master_field_has_hidden_characters',
  'master_field_unreadable',
  'master_test_code_in_live_book',
] as const;
export type FieldFault = (typeof FIELD_FAULTS)[number];

/** What reading a field needs besides its text: the currency of the record, and the kind of book. */
export type FieldSetting = {
  /** The record's own currency, which amounts are written in; '' where it has none. */
  readonly currency: string;
  /** A live book takes neither test BICs nor accounts at a bank code that nobody was given. */
  readonly live: boolean;
};

/** The text as it is kept, `''` for nothing; or why it cannot be read. */
export type ReadField = { readonly text: string } | { readonly fault: FieldFault };

export const TEXT_MAX = 140;
export const CODE_MAX = 40;
const CODE = /^[A-Za-z0-9](?:[A-Za-z0-9._:/-]{0,39})$/;
const CODES_MAX = 32;

/** Bank codes of Germany that no bank has been given: the demonstration's accounts are kept there. */
const DEMO_BANK_CODES: readonly string[] = ['99999999', '99999998'];

/** Whether an account is one of the demonstration: an IBAN at a bank code nobody was given. */
export function isDemoAccount(account: string): boolean {
  return account.startsWith('DE') && DEMO_BANK_CODES.includes(account.slice(4, 12));
}

type Reader = (text: string, rule: FieldRule, setting: FieldSetting) => ReadField;

const unreadable: ReadField = { fault: 'master_field_unreadable' };

const READERS: Record<FieldType, Reader> = {
  text: (text) => ({ text }),
  name: (text) => ({ text: text.normalize('NFC') }),
  code: (text) => (CODE.test(text) ? { text } : unreadable),
  codes: readCodes,
  choice: (text, { values = [] }) => (values.includes(text) ? { text } : unreadable),
  flag: readFlag,
  date: (text) => (isCalendarDate(text) ? { text } : unreadable),
  whole: readWhole,
  amount: readAmount,
  currency: (text) => (exponentOf(text) === null ? unreadable : { text }),
  country: (text) => (isCountry(text) ? { text } : unreadable),
  bic: readBic,
  account: readAccount,
};

/**
 * Reads what a person or a file wrote for a field, spaces around it dropped. Faults in order:
 * `master_field_missing`, `master_field_too_long`, `master_field_has_hidden_characters`,
 * `master_field_unreadable`, `master_test_code_in_live_book`.
 */
export function readField(written: string, rule: FieldRule, setting: FieldSetting): ReadField {
  const text = written.trim();
  if (text === '') return rule.required ? { fault: 'master_field_missing' } : { text };
  if (text.length > lengthOf(rule)) return { fault: 'master_field_too_long' };
  if (hasControlOrBidi(text)) return { fault: 'master_field_has_hidden_characters' };
  return READERS[rule.type](text, rule, setting);
}

function lengthOf({ type }: FieldRule): number {
  if (type === 'codes') return CODES_MAX * (CODE_MAX + 1);
  return type === 'code' ? CODE_MAX : TEXT_MAX;
}

/** Codes between spaces, commas or semicolons; kept once each, with one space between. */
function readCodes(text: string): ReadField {
  const codes = [...new Set(text.split(/[\s,;]+/).filter((code) => code !== ''))];
  const isRead = codes.length <= CODES_MAX && codes.every((code) => CODE.test(code));
  return isRead ? { text: codes.join(' ') } : unreadable;
}

const TRUE_WORDS: readonly string[] = ['true', 'yes', '1', 'y', '是'];
const FALSE_WORDS: readonly string[] = ['false', 'no', '0', 'n', '否'];

function readFlag(text: string): ReadField {
  const word = text.toLowerCase();
  if (TRUE_WORDS.includes(word)) return { text: 'true' };
  return FALSE_WORDS.includes(word) ? { text: '' } : unreadable;
}

function readWhole(text: string, { max = 1_000_000 }: FieldRule): ReadField {
  if (!/^\d{1,7}$/.test(text) || Number(text) > max) return unreadable;
  return { text: String(Number(text)) };
}

function readAmount(text: string, _rule: FieldRule, { currency }: FieldSetting): ReadField {
  if (exponentOf(currency) === null) return unreadable;
  const amount = parseSignedAmount(text, currency);
  if (!amount.ok || amount.value.minor < 0n) return unreadable;
  return { text: formatMinor(amount.value) };
}

function readBic(text: string, _rule: FieldRule, { live }: FieldSetting): ReadField {
  const bic = text.toUpperCase();
  if (!checkBic(bic).ok) return unreadable;
  return live && isTestBic(bic) ? { fault: 'master_test_code_in_live_book' } : { text: bic };
}

const LOOKS_LIKE_AN_IBAN = /^[A-Za-z]{2}\d{2}[A-Za-z0-9]{11,30}$/;

/** An IBAN in its electronic form, or another bank's way of writing an account. */
function readAccount(text: string, _rule: FieldRule, { live }: FieldSetting): ReadField {
  const compact = text.replaceAll(' ', '');
  if (!LOOKS_LIKE_AN_IBAN.test(compact)) {
    return compact.length <= 34 && /^[A-Za-z0-9./-]+$/.test(compact)
      ? { text: compact }
      : unreadable;
  }
  const iban = compact.toUpperCase();
  if (!checkIban(iban).ok) return unreadable;
  return live && isDemoAccount(iban) ? { fault: 'master_test_code_in_live_book' } : { text: iban };
}
