// The simple types of ISO 20022 messages: what a leaf element may say, and the problem code when
// it says something else. Texts are only measured; everything with a form is matched against it.
import { isCalendarDate } from '../domain/dates.ts';

export type LeafKind = {
  readonly token: string;
  /** Most characters of a plain text; 0 when `problem` decides. */
  readonly maxLength: number;
  /** The problem code of a value, or null when it is right. */
  readonly problem: (text: string) => string | null;
  /** An amount has the attribute `Ccy`, and nothing else has attributes. */
  readonly isAmount: boolean;
  /** Payments tend to repeat the value of the one before, so that comparing with it pays. */
  readonly repeats: boolean;
  /** White space around the value is no part of it (XML Schema: collapse). */
  readonly trims: boolean;
};

const IBAN = /^[A-Z]{2}[0-9]{2}[a-zA-Z0-9]{1,30}$/;
const BIC = /^[A-Z]{6}[A-Z2-9][A-NP-Z0-9](?:[A-Z0-9]{3})?$/;
const BIC_2014 = /^[A-Z0-9]{4}[A-Z]{2}[A-Z0-9]{2}(?:[A-Z0-9]{3})?$/;
const UETR = /^[a-f0-9]{8}-[a-f0-9]{4}-4[a-f0-9]{3}-[89ab][a-f0-9]{3}-[a-f0-9]{12}$/;
const ZONE = '(?:Z|[+-](?:0[0-9]|1[0-3]):[0-5][0-9]|[+-]14:00)?';
const DATE = new RegExp(`^(\\d{4}-\\d{2}-\\d{2})${ZONE}$`);
const TIME = '(?:(?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](?:\\.[0-9]+)?|24:00:00(?:\\.0+)?)';
const DATE_TIME = new RegExp(`^(\\d{4}-\\d{2}-\\d{2})T${TIME}${ZONE}$`);

/** An XML Schema date, with or without a zone, of a day that exists. */
export function isDate(text: string): boolean {
  const day = DATE.exec(text)?.[1];
  return day !== undefined && isCalendarDate(day);
}

/** An XML Schema dateTime, with or without a zone, of a day that exists. */
export function isDateTime(text: string): boolean {
  const day = DATE_TIME.exec(text)?.[1];
  return day !== undefined && isCalendarDate(day);
}

/** An XML Schema decimal of at most so many digits, not counting zeros that say nothing. */
function isDecimal(text: string, totalDigits: number, fractionDigits: number): boolean {
  const parts = /^[+-]?0*([0-9]*)(?:\.([0-9]*?)0*)?$/.exec(text);
  if (parts === null || !/[0-9]/.test(text)) return false;
  const whole = parts[1] ?? '';
  const fraction = parts[2] ?? '';
  return whole.length + fraction.length <= totalDigits && fraction.length <= fractionDigits;
}

function form(code: string, fits: (text: string) => boolean): LeafKind['problem'] {
  return (text) => (fits(text) ? null : code);
}

const matches = (pattern: RegExp) => (text: string) => pattern.test(text);

/** Problem functions of the leaves that are neither text nor code list, and whether they trim. */
const FORMS: { readonly [token: string]: readonly [LeafKind['problem'], trims: boolean] } = {
  alphanumeric4: [form('value_format', matches(/^[a-zA-Z0-9]{4}$/)), false],
  amount: [form('amount_format', (text) => isDecimal(text, 18, 5) && !text.startsWith('-')), true],
  anything: [() => null, false],
  base64: [form('value_format', matches(/^[A-Za-z0-9+/\s]{1,14000}={0,2}\s*$/)), true],
  bic: [form('bic_format', matches(BIC)), false],
  bic2014: [form('bic_format', matches(BIC_2014)), false],
  boolean: [form('boolean_format', matches(/^(?:true|false|1|0)$/)), true],
  count: [form('number_format', matches(/^[0-9]{1,15}$/)), false],
  country: [form('country_format', matches(/^[A-Z]{2}$/)), false],
  currency: [form('currency_format', matches(/^[A-Z]{3}$/)), false],
  date: [form('date_invalid', isDate), true],
  dateTime: [form('date_time_invalid', isDateTime), true],
  decimal: [form('number_format', (text) => isDecimal(text, 18, 17)), true],
  digits2: [form('value_format', matches(/^[0-9]{2}$/)), false],
  iban: [form('iban_format', matches(IBAN)), false],
  integer: [form('number_format', (text) => isDecimal(text, 18, 0)), true],
  lei: [form('lei_format', matches(/^[A-Z0-9]{18}[0-9]{2}$/)), false],
  phone: [form('phone_format', matches(/^\+[0-9]{1,3}-[0-9()+-]{1,30}$/)), false],
  rate: [form('number_format', (text) => isDecimal(text, 11, 10)), true],
  uetr: [form('uetr_format', matches(UETR)), false],
  year: [form('value_format', matches(new RegExp(`^[0-9]{4}${ZONE}$`))), true],
};

/** The kind that a type of the message definition names, or null when it is no leaf. */
export function leafKind(
  token: string,
  codeLists: { readonly [name: string]: string },
): LeafKind | null {
  const base = { token, maxLength: 0, isAmount: token === 'amount', trims: false, repeats: false };
  const text = /^t([0-9]+)$/.exec(token);
  if (text !== null) return { ...base, maxLength: Number(text[1]), problem: () => null };
  if (token.startsWith('#')) {
    const codes = new Set((codeLists[token.slice(1)] ?? '').split(' '));
    return { ...base, problem: form('code_unknown', (value) => codes.has(value)), repeats: true };
  }
  const repeats = ['bic', 'bic2014', 'country', 'currency'].includes(token);
  const [problem, trims] = FORMS[token] ?? [];
  return problem === undefined || trims === undefined ? null : { ...base, problem, trims, repeats };
}
