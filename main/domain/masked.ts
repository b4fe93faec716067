// Account numbers as they are shown to those who need not know them: enough to tell two apart in a
// list, too little to pay to.
import { checkIban } from './iban.ts';

/** Why an account is asked for in full: a word, for free text would stay in the chain. */
export const REVEAL_REASONS = ['customer_asks', 'bank_asks', 'correction', 'audit'] as const;
export type RevealReason = (typeof REVEAL_REASONS)[number];

/** Accounts of the bank's own chart have so many characters at most, and belong to nobody. */
const OWN_MAX = 6;
/** From here on the first and the last four characters are shown: a third of the shortest IBAN's. */
const LONG_FROM = 12;
const SHOWN = 4;
const HIDDEN = '••••';

/** `DE02 •••• 3456`; of a short number only the last two signs, of the bank's own all. */
export function maskAccount(account: string): string {
  const plain = account.replaceAll(/\s/g, '');
  if (plain.length <= OWN_MAX) return account;
  if (plain.length < LONG_FROM) return `${HIDDEN} ${plain.slice(-2)}`;
  return `${plain.slice(0, SHOWN)} ${HIDDEN} ${plain.slice(-SHOWN)}`;
}

/** A number as it is told, copied from a screen, with whatever spaces. */
const TOLD = /^([^•]{4})?•{4}([^•]{2,4})$/;

/**
 * The masked form that was meant, whether a number was written whole or as it is told: what somebody
 * asks with who may not see accounts, for whom two numbers that look alike are alike.
 */
export function toldForm(written: string): string {
  const [, before, after] = TOLD.exec(written.replaceAll(/\s/g, '')) ?? [];
  if (after === undefined) return maskAccount(written);
  return before === undefined ? `${HIDDEN} ${after}` : `${before} ${HIDDEN} ${after}`;
}

/** `#2` behind a number as it is told: the second of those that are told alike. */
const PLACED = /^(.+?)\s*#([1-9]\d{0,5})$/;

/**
 * What somebody asks for who is told numbers masked: a number, and its place among those of the book
 * that are told like it, from 1 in the order in which they were opened; null where none is named.
 */
export function accountAsked(written: string): {
  readonly account: string;
  readonly place: number | null;
} {
  const [, account, place] = PLACED.exec(written.trim()) ?? [];
  if (account === undefined || place === undefined) return { account: written, place: null };
  return { account, place: Number(place) };
}

/** Whether what is shown of an account is a part of it. */
export function isMasked(account: string): boolean {
  return account.includes(HIDDEN);
}

/** What is shown around the hidden part of a text with one masked number, or null for another text. */
export function aroundHidden(
  told: string,
): { readonly before: string; readonly after: string } | null {
  const [before = '', after = '', ...more] = told.split(/ ?•••• /);
  return isMasked(told) && more.length === 0 ? { before, after } : null;
}

/** Under these names an answer, a record of master data or a refusal says an account's number. */
const ACCOUNT_NAMES: ReadonlySet<string> = new Set([
  'account',
  'counterAccount',
  'creditAccount',
  'creditorAccount',
  'debitAccount',
  'debtorAccount',
]);

/** An IBAN within a text, as it is sent or in groups of four. */
const IBAN_LIKE =
  /\b[A-Z]{2}\d{2}(?:[A-Z0-9]{11,30}|(?: [A-Z0-9]{4}){2,7}(?: [A-Z0-9]{1,3})?)(?![A-Za-z0-9])/g;

/**
 * `answer` as it is told to somebody who may not see accounts: a copy with every number masked that
 * stands under the name of an account, that a line about an account names, that the same row says
 * again in another place, or that is an IBAN in whatever text. Bytes, instants and amounts stay.
 */
export function maskedAnswer(answer: unknown): unknown {
  return masked(answer, numbersIn(answer));
}

/** The same of a record's fields and its key: texts by name. */
export function maskedRecord(
  record: Readonly<Record<string, string>>,
): Readonly<Record<string, string>> {
  const numbers = numbersIn(record);
  const told = Object.entries(record).map(([name, each]) => [
    name,
    ACCOUNT_NAMES.has(name) ? maskAccount(each) : maskText(each, numbers),
  ]);
  return Object.fromEntries(told);
}

function masked(value: unknown, numbers: readonly string[]): unknown {
  if (typeof value === 'string') return maskText(value, numbers);
  if (Array.isArray(value)) {
    return value.map((row) => masked(row, [...new Set([...numbers, ...numbersIn(row)])]));
  }
  if (!isPlain(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, each]) => [
      name,
      ACCOUNT_NAMES.has(name) && typeof each === 'string'
        ? maskAccount(each)
        : masked(each, numbers),
    ]),
  );
}

/** The numbers that a value names itself, those of the rows of its lists left to each row. */
function numbersIn(value: unknown): string[] {
  if (!isPlain(value)) return [];
  const found = Object.entries(value).flatMap(([name, each]) => {
    if (typeof each !== 'string') return numbersIn(each);
    return ACCOUNT_NAMES.has(name) ? [each] : [];
  });
  return [...found, ...numbersOfEffect(value)].filter(isLong);
}

/** How the lines that tell what a deed comes to name accounts, by what the line is about. */
const EFFECT_NUMBERS: ReadonlyMap<unknown, RegExp> = new Map([
  // `NUMBER CUR`, or `role: NUMBER`.
  ['account', /^(?:\S+: )?(\S+)(?: [A-Z]{3})?$/],
  ['moves', /^(\S+) → (\S+): /],
]);

function numbersOfEffect({ what, before, after }: Readonly<Record<string, unknown>>): string[] {
  const form = EFFECT_NUMBERS.get(what);
  if (form === undefined) return [];
  return [before, after].flatMap((text) =>
    typeof text === 'string' ? (form.exec(text)?.slice(1) ?? []) : [],
  );
}

function isLong(number: string): boolean {
  return maskAccount(number) !== number;
}

function isPlain(value: unknown): value is Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null) return false;
  const parent: unknown = Object.getPrototypeOf(value);
  return parent === Object.prototype || parent === null;
}

/** A text with each of `numbers` in it masked, and every IBAN whatever it is of. */
export function maskText(text: string, numbers: readonly string[] = []): string {
  let told = text;
  // The longest first, for one number may begin another.
  const longestFirst =
    numbers.length > 1 ? numbers.toSorted((a, b) => b.length - a.length) : numbers;
  for (const number of longestFirst) {
    if (told.includes(number)) told = told.replaceAll(number, () => maskAccount(number));
  }
  return told.replaceAll(IBAN_LIKE, maskIfIban);
}

/** What follows an IBAN in groups may look like one more group: the longest that is one is masked. */
function maskIfIban(found: string): string {
  for (let end = found.length; end > 0; end = found.lastIndexOf(' ', end - 1)) {
    const part = found.slice(0, end);
    if (checkIban(part).ok) return `${maskAccount(part)}${found.slice(end)}`;
  }
  return found;
}
