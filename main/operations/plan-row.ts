// Plans a row of the posting rules: the entries that it would write, before anything is. Whoever books
// it and whoever only shows it plan it alike.
import { known } from '../domain/assert.ts';
import type { HoldName, PostingRule, Step } from '../domain/posting-rules.ts';
import { type EventCode, POSTING_RULES, rowOf } from '../domain/posting-table.ts';
import { ok, type Refusal, type Result, refuse } from '../domain/result.ts';
import { type AccountFor, reversed, rowPostings } from '../domain/row-postings.ts';
import type { Book } from '../ledger/book.ts';
import { type EntryHead, isBooked } from '../ledger/entries.ts';
import type { EntryRequest } from '../ledger/entry-request.ts';
import type { Bindings } from './bindings.ts';

export type PlanRefusal = Refusal<
  'event_lacks_account' | 'event_lacks_amount' | 'event_lacks_hold' | 'event_lacks_original'
>;

/** An entry that a row would write, and the hold that it would be. */
export type Planned = { readonly request: EntryRequest; readonly as: HoldName | null };

export type RowToPlan = {
  readonly book: Pick<Book, 'journal'>;
  readonly code: EventCode;
  readonly bindings: Bindings;
  /** Two compliance persons stand for it (R11). */
  readonly licensed: boolean;
  readonly accountFor: AccountFor;
};

/**
 * The entries of the row in order, each but the last linked to the next. Refuses
 * `event_lacks_account`, `event_lacks_amount`, `event_lacks_hold`, `event_lacks_original`: nothing is
 * bound to what the row names.
 */
export function planRow(row: RowToPlan): Result<readonly Planned[], PlanRefusal> {
  const { steps }: PostingRule = POSTING_RULES[row.code];
  const planned: Planned[] = [];
  for (const step of steps) {
    const plan = planStep(row, step);
    if (!plan.ok) return plan;
    planned.push(...plan.value);
  }
  const last = planned.length - 1;
  return ok(
    planned.map(({ request, as }, at) => ({ request: { ...request, linked: at < last }, as })),
  );
}

function planStep(row: RowToPlan, step: Step): Result<readonly Planned[], PlanRefusal> {
  const { code, bindings, licensed, accountFor } = row;
  const standing = { linked: false, licensed };
  if (step.kind === 'correct') return planCorrections(row);
  if (step.kind === 'hold' || step.kind === 'post') {
    const postings = rowPostings(step.lines, bindings.amounts, accountFor);
    if (!postings.ok) return refuse({ ...postings.refusal, event: code });
    if (postings.value.length === 0) return ok([]);
    const isLinked = step.kind === 'post' && step.corrects;
    const corrects = isLinked ? bindings.originals[0] : 0;
    if (corrects === undefined) return refuse({ code: 'event_lacks_original', event: code });
    const { kind } = step;
    const head = corrects === 0 ? headOf(row) : correctingHead(row, corrects);
    const request = { kind, head, postings: postings.value, corrects, ...standing };
    return ok([{ request, as: step.kind === 'hold' ? step.as : null }]);
  }
  const hold = bindings.holds[step.of];
  if (hold === undefined) return refuse({ code: 'event_lacks_hold', event: code, hold: step.of });
  const { kind, answers: answered } = step;
  const request = { kind, head: headOf(row), hold, parts: null, answered, ...standing };
  return ok([{ request, as: null }]);
}

/** The reverse of every booked posting of each original, linked to it. */
function planCorrections(row: RowToPlan): Result<readonly Planned[], PlanRefusal> {
  const { code, bindings } = row;
  if (bindings.originals.length === 0) return refuse({ code: 'event_lacks_original', event: code });
  return ok(bindings.originals.map((original) => planCorrection(row, original)));
}

function planCorrection(row: RowToPlan, corrects: number): Planned {
  const { journal } = row.book;
  const original = journal.has(corrects) ? journal.entry(corrects) : null;
  const booked = (original?.postings ?? []).filter((_, at) =>
    isBooked(known(original?.layers[at], 'a layer for each posting')),
  );
  const postings = booked.map(reversed);
  const head = correctingHead(row, corrects);
  const standing = { linked: false, licensed: false };
  return { request: { kind: 'post', head, postings, corrects, ...standing }, as: null };
}

function headOf({ code, bindings }: RowToPlan): EntryHead {
  const { batch, payment, dates } = bindings;
  const { booking, value, settlement } = dates;
  const of = { event: rowOf(code), batch, payment };
  return { ...of, bookingDate: booking, valueDate: value, settlementDate: settlement };
}

/** A correction keeps the value date of what it corrects (R7). */
function correctingHead(row: RowToPlan, original: number): EntryHead {
  const { journal } = row.book;
  const head = headOf(row);
  return journal.has(original) ? { ...head, valueDate: journal.entry(original).valueDate } : head;
}
