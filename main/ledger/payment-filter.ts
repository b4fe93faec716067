// Which slots of the payment table a filter lets through: the filter is turned into small lookup
// tables once, and one pass over the columns asks them.
import { dayNumber } from '../domain/dates.ts';
import { maskAccount, toldForm } from '../domain/masked.ts';
import { statusIndex } from '../domain/payment-status.ts';
import { ABSENT, type PaymentTable } from './payment-table.ts';
import { type QueueFilter, statusesOf } from './queue-question.ts';
import { storable } from './read-queue.ts';

/** Slots that hold a text, one byte each; slots beyond its end do not. */
export type TextHits = Uint8Array;

type Range = { readonly first: number; readonly end: number };

/**
 * The slots that `filter` lets through, the last first. `hits` are the slots with the filter's
 * text, or null when it has none.
 */
export function slotsThatPass(
  table: PaymentTable,
  filter: QueueFilter,
  hits: TextHits | null,
): Uint32Array<ArrayBuffer> {
  const statuses = statusTable(filter);
  const currency = filter.currency === undefined ? ANY : table.knownCurrency(filter.currency);
  const informations = informationTable(table, filter);
  const amounts = amountRange(table, filter);
  const { first, end } = slotRange(table, filter);
  if (currency === NONE || amounts === 'none' || end <= first) return new Uint32Array(0);
  const { status, currency: currencies, information } = table;
  const found = new Uint32Array(end - first);
  let count = 0;
  for (let slot = end - 1; slot >= first; slot -= 1) {
    if (statuses[status[slot] ?? ABSENT] !== 1) continue;
    if (currency !== ANY && currencies[slot] !== currency) continue;
    if (informations !== null && informations[information[slot] ?? 0] !== 1) continue;
    if (amounts !== null && !amounts(slot)) continue;
    if (hits !== null && hits[slot] !== 1) continue;
    found[count] = slot;
    count += 1;
  }
  // A short answer gives its room back; a long one is not worth copying.
  return count * 2 < found.length ? found.slice(0, count) : found.subarray(0, count);
}

const ANY = -2;
const NONE = -1;

/** One byte per value of the status column: 1 lets it through. */
function statusTable(filter: QueueFilter): Uint8Array {
  const statuses = statusesOf(filter);
  const table = new Uint8Array(256).fill(statuses === null ? 1 : 0);
  for (const status of statuses ?? []) table[statusIndex(status)] = 1;
  table[ABSENT] = 0;
  return table;
}

/** The part that payments share with their payment information, decided once for each of those. */
function informationTable(table: PaymentTable, filter: QueueFilter): Uint8Array | null {
  const { account, executionFrom, executionTo, receivedOn } = filter;
  if (
    account === undefined &&
    executionFrom === undefined &&
    executionTo === undefined &&
    receivedOn === undefined
  ) {
    return null;
  }
  const from = executionFrom === undefined ? Number.NEGATIVE_INFINITY : dayNumber(executionFrom);
  const to = executionTo === undefined ? Number.POSITIVE_INFINITY : dayNumber(executionTo);
  const wanted = account === undefined ? null : accountsMeant(table, account, filter.told === true);
  const passes = new Uint8Array(table.informations.length);
  for (const [index, each] of table.informations.entries()) {
    const passed =
      each.day >= from &&
      each.day <= to &&
      (wanted === null || wanted.has(each.account)) &&
      (receivedOn === undefined || each.batch.receivedOn === receivedOn);
    passes[index] = passed ? 1 : 0;
  }
  return passes;
}

/** The accounts of a number: those that are told like it, where it is one that is told masked. */
function accountsMeant(table: PaymentTable, number: string, told: boolean): ReadonlySet<number> {
  if (!told) return new Set([table.knownAccount(number)]);
  const form = toldForm(number);
  const alike = table.accounts.flatMap((each, index) =>
    maskAccount(each) === form ? [index] : [],
  );
  return new Set(alike);
}

function slotRange(table: PaymentTable, filter: QueueFilter): Range {
  if (filter.batchId === undefined) return { first: 0, end: table.length };
  const batch = table.batch(filter.batchId);
  if (batch === null) return { first: 0, end: 0 };
  return { first: batch.firstSlot, end: batch.firstSlot + batch.records };
}

/**
 * Whether a slot's amount lies in the range; null for no range, `none` for an empty one. Amounts
 * are above zero, so their halves compare as unsigned numbers: no bigint is made per row.
 */
function amountRange(
  table: PaymentTable,
  filter: QueueFilter,
): ((slot: number) => boolean) | 'none' | null {
  const { amountFrom, amountTo } = filter;
  if (amountFrom === undefined && amountTo === undefined) return null;
  const from = storable(amountFrom ?? 0n);
  const to = storable(amountTo ?? storable(2n ** 63n));
  if (to < 0n || from > to) return 'none';
  const low = halvesOf(from < 0n ? 0n : from);
  const high = halvesOf(to);
  const { buffer, byteOffset, length } = table.amount;
  const halves = new Uint32Array(buffer, byteOffset, length * 2);
  return (slot) => {
    const upper = halves[slot * 2 + 1] ?? 0;
    const lower = halves[slot * 2] ?? 0;
    if (upper < low.upper || (upper === low.upper && lower < low.lower)) return false;
    return upper < high.upper || (upper === high.upper && lower <= high.lower);
  };
}

function halvesOf(amount: bigint): { readonly upper: number; readonly lower: number } {
  return { upper: Number(amount >> 32n), lower: Number(amount & 0xffff_ffffn) };
}
