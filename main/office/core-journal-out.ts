// The profiles in which the general-ledger journal leaves for the core-banking system: CSV and JSON
// Lines. Each movement is two lines, a debit and a credit, and a trailer states the totals of each
// currency, so that whoever takes it in can refuse a file that was cut off.
import { createSumsByCurrency, formatMinor, type Money } from '../domain/money.ts';

export const JOURNAL_PROFILES = ['csv', 'jsonl'] as const;
export type JournalProfile = (typeof JOURNAL_PROFILES)[number];

/** One booked movement, in minor units. */
export type JournalMovement = {
  readonly posting: number;
  readonly entryId: number;
  readonly event: string;
  readonly debitAccount: string;
  readonly creditAccount: string;
  readonly currency: string;
  readonly amount: bigint;
  readonly bookingDate: string;
  readonly valueDate: string;
  readonly settlementDate: string;
};

const COLUMNS = [
  'posting',
  'entry',
  'event',
  'account',
  'side',
  'currency',
  'amount',
  'bookingDate',
  'valueDate',
  'settlementDate',
] as const;

export type JournalWriter = {
  /** What stands before the first movement; '' for a profile without. */
  readonly head: () => string;
  /** The two lines of a movement. */
  readonly lines: (movement: JournalMovement) => string;
  /** The trailer: movements and, per currency, what both sides add up to. */
  readonly totals: () => { readonly movements: number; readonly sums: readonly Money[] };
};

/** A journal in `profile`, movement by movement. Amounts are decimal strings in major units. */
export function createJournalWriter(profile: JournalProfile): JournalWriter {
  const sums = createSumsByCurrency();
  let movements = 0;
  return {
    head: () => (profile === 'csv' ? `${COLUMNS.join(',')}\n` : ''),
    lines(movement) {
      movements += 1;
      const { amount: minor, currency } = movement;
      sums.add({ minor, currency });
      return (['debit', 'credit'] as const).map((side) => lineOf(profile, movement, side)).join('');
    },
    totals: () => ({ movements, sums: sums.sums() }),
  };
}

function lineOf(
  profile: JournalProfile,
  movement: JournalMovement,
  side: 'debit' | 'credit',
): string {
  const { posting, entryId: entry, event, currency } = movement;
  const { bookingDate, valueDate, settlementDate } = movement;
  const account = side === 'debit' ? movement.debitAccount : movement.creditAccount;
  const amount = formatMinor({ minor: movement.amount, currency });
  const dates = { bookingDate, valueDate, settlementDate };
  const line = { posting, entry, event, account, side, currency, amount, ...dates };
  if (profile === 'jsonl') return `${JSON.stringify(line)}\n`;
  return `${COLUMNS.map((column) => quoted(String(line[column]))).join(',')}\n`;
}

/** A field as RFC 4180 writes it. */
function quoted(field: string): string {
  return /[",\r\n]/.test(field) ? `"${field.replaceAll('"', '""')}"` : field;
}
