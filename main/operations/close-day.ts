// Closes a business day (row H7): what stands open is named with its owner and carried by name, the
// foreign positions are valued (H6), and a snapshot is kept. Nothing more is booked in that day.
import { assert, known } from '../domain/assert.ts';
import { bankAccountCode, isBankAccount } from '../domain/chart-of-accounts.ts';
import type { Context } from '../domain/context.ts';
import type { BusinessDate } from '../domain/dates.ts';
import { DAY_WORK } from '../domain/day-work.ts';
import { ok, type Refusal, type Result, refuse } from '../domain/result.ts';
import {
  BASE_CURRENCY,
  type ForeignPosition,
  marketValue,
  type Rate,
  type RateRefusal,
  ratesText,
} from '../domain/revaluation.ts';
import { linesOf, rowPostings } from '../domain/row-postings.ts';
import type { Writing } from '../ledger/journal.ts';
import { readStandingWork, type StandingWork } from '../ledger/read-day.ts';
import { remarkOf } from '../ledger/remarks.ts';
import { type Desk, headOn, openDay } from './desk.ts';

export type CloseDayInput = {
  readonly submissionId: string;
  readonly day: BusinessDate;
  /** Market rates, one for each currency in which the book has a position. */
  readonly rates: readonly Rate[];
  /** What the person takes over into the next day, each by its reference. */
  readonly carried: readonly string[];
  /** What the person says of the day; '' for nothing. Kept beside the chain, and erasable. */
  readonly remark: string;
};

export type CloseDayRefusal =
  | Refusal<
      | 'day_already_closed'
      | 'day_has_not_begun'
      | 'earlier_day_is_open'
      | 'carried_item_unknown'
      | 'day_has_blockers'
    >
  | RateRefusal;

/** The closed day, and the head of the chain as it stood before: what is printed and kept. */
export type ClosedDay = {
  readonly day: BusinessDate;
  /** Result of the revaluation in minor units of the base currency; a loss is negative. */
  readonly revaluation: string;
  readonly entryId: number;
  readonly carried: number;
  readonly chainHead: string;
  readonly chainCount: number;
};

/** Blockers that a refusal names; the view has all of them. */
const NAMED = 100;

/**
 * Closes `day` and answers what it came to. Refuses `day_already_closed`, `day_has_not_begun` (it
 * is not there yet), `earlier_day_is_open` (days close in order), `carried_item_unknown` (nothing
 * of that name stands open), `day_has_blockers` (each named with its owner: what the rail has not
 * answered and what is not applied can be carried, a break needs its reason), `rate_unreadable`,
 * then `rate_missing`.
 */
export function closeDay(desk: Desk, input: CloseDayInput, context: Context) {
  const { book } = desk;
  const { submissionId, day, rates, carried, remark } = input;
  const fields = [day, ratesText(rates), JSON.stringify([...carried].sort())];
  const said = remarkOf(remark, null);
  const call = { deed: 'closeDay', submissionId, input: fields, remark: said } as const;
  return book.perform<ClosedDay, CloseDayRefusal>(call, context, (w) => {
    if (book.days.isClosed(day)) return refuse({ code: 'day_already_closed', day });
    if (day > openDay(desk, context.now)) return refuse({ code: 'day_has_not_begun', day });
    const earlier = book.days.open().find((each) => each < day);
    if (earlier !== undefined) return refuse({ code: 'earlier_day_is_open', day: earlier });
    const work = readStandingWork(book.db);
    const blocked = blockersOf(work, carried);
    if (blocked !== null) return refuse(blocked);
    const valued = revalue(desk, w, context, day, rates);
    if (!valued.ok) return valued;
    book.journal.flush();
    const head = book.chainHead();
    const items = work.map((each) => ({ ...each, carried: carried.includes(each.reference) }));
    const { entry, result } = valued.value;
    book.closings.close(w, { day, rates: ratesText(rates), revaluation: entry, items, head });
    return ok({
      day,
      revaluation: String(result),
      entryId: entry,
      carried: carried.length,
      chainHead: head.digest.toString('hex'),
      chainCount: head.sequence,
    });
  });
}

/** What keeps the day from closing, or null. */
function blockersOf(
  work: readonly StandingWork[],
  carried: readonly string[],
): Refusal<'carried_item_unknown' | 'day_has_blockers'> | null {
  const mayCarry = work.filter(({ kind }) => DAY_WORK[kind] === 'carried');
  const unknown = carried.find((name) => !mayCarry.some(({ reference }) => reference === name));
  if (unknown !== undefined) return { code: 'carried_item_unknown', item: unknown };
  const blocking = work.filter(({ kind, reference }) => {
    if (DAY_WORK[kind] === 'listed') return false;
    return DAY_WORK[kind] === 'explained' || !carried.includes(reference);
  });
  if (blocking.length === 0) return null;
  const blockers = blocking
    .slice(0, NAMED)
    .map(({ kind, reference, owner }) => `${kind}: ${reference} (${owner})`);
  return { code: 'day_has_blockers', count: blocking.length, blockers };
}

/** Brings our own position to the market value of the foreign ones, in the day that closes. */
function revalue(
  desk: Desk,
  w: Writing,
  context: Context,
  day: BusinessDate,
  rates: readonly Rate[],
): Result<{ readonly entry: number; readonly result: bigint }, RateRefusal> {
  const { book } = desk;
  const on = book.closings.balancesOn(day);
  const long = (account: number): bigint => {
    const { creditsPosted, debitsPosted } = on(account);
    return creditsPosted - debitsPosted;
  };
  const positions = book.accounts.all().filter(({ kind }) => kind === 'position');
  const foreign: ForeignPosition[] = positions
    .filter(({ currency }) => currency !== BASE_CURRENCY)
    .map(({ id, currency }) => ({ currency, long: long(id) }));
  const value = marketValue(foreign, rates);
  if (!value.ok) return value;
  const own = book.accounts.find(bankAccountCode('fxPosition', BASE_CURRENCY), BASE_CURRENCY);
  const carriedAt = own === null ? 0n : -long(own.id);
  const result = value.value - carriedAt;
  if (result === 0n) return ok({ entry: 0, result });
  const amounts = { revaluation: { minor: result, currency: BASE_CURRENCY } };
  const postings = rowPostings(linesOf('H6'), amounts, (role, currency) =>
    isBankAccount(role) ? book.accounts.bank(w, role, currency, context.ids.bytes).id : null,
  );
  assert(postings.ok && postings.value.length === 1, 'a result is one posting');
  const posted = book.journal.post(w, headOn(day, 'H6', { batch: 0, payment: 0 }), postings.value);
  const entry = known(posted.ok ? posted.value : null, 'positions and results are not checked');
  return ok({ entry, result });
}
