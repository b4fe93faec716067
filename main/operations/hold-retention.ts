// A duty to keep data beyond its class (a dispute, an investigation, an order): placed and lifted by
// a person, each with its reason.
import type { Context } from '../domain/context.ts';
import { ok, type Refusal, refuse } from '../domain/result.ts';
import type { RetentionSubject } from '../domain/retention.ts';
import { remarkOf } from '../ledger/remarks.ts';
import type { Desk } from './desk.ts';

export type PlaceRetentionHoldInput = {
  readonly submissionId: string;
  readonly subject: RetentionSubject;
  /** A case number or an order: kept beside the chain, and erased with what it is about. */
  readonly reason: string;
};

export type PlaceRetentionHoldRefusal = Refusal<
  | 'batch_unknown'
  | 'account_unknown'
  | 'remark_unknown'
  | 'person_unknown'
  | 'personal_data_erased'
  | 'remark_required'
>;

/**
 * Holds the data of `subject` until the hold is lifted; answers the hold. Refuses `batch_unknown`,
 * `account_unknown`, `remark_unknown` or `person_unknown`, `personal_data_erased` (there is nothing left
 * to keep), `remark_required`.
 */
export function placeRetentionHold(desk: Desk, input: PlaceRetentionHoldInput, context: Context) {
  const { book } = desk;
  const { submissionId, subject, reason } = input;
  const remark = remarkOf(reason, subject);
  const bound = [subject.kind, subject.id];
  const call = { deed: 'placeRetentionHold', submissionId, input: bound, remark } as const;
  return book.perform<{ hold: number }, PlaceRetentionHoldRefusal>(call, context, (w) => {
    const { kind, id } = subject;
    if (kind === 'batch' && book.batches.byId(id) === null) {
      return refuse({ code: 'batch_unknown', batchId: id });
    }
    if (kind === 'account' && !book.accounts.all().some((account) => account.id === id)) {
      return refuse({ code: 'account_unknown', accountId: id });
    }
    if (kind === 'remark' && book.retention.remarkedAt(id) === null) {
      return refuse({ code: 'remark_unknown', deed: id });
    }
    if (kind === 'person' && book.people.byId(id) === null) {
      return refuse({ code: 'person_unknown', person: id });
    }
    if (book.retention.isErased(subject)) return refuse({ code: 'personal_data_erased' });
    if (reason.trim() === '') return refuse({ code: 'remark_required' });
    return ok({ hold: book.retention.addHold(w, subject, 0) });
  });
}

export type LiftRetentionHoldInput = {
  readonly submissionId: string;
  readonly hold: number;
  readonly reason: string;
};

export type LiftRetentionHoldRefusal = Refusal<'retention_hold_unknown' | 'remark_required'>;

/** Lifts a hold. Refuses `retention_hold_unknown` (none that runs), `remark_required`. */
export function liftRetentionHold(desk: Desk, input: LiftRetentionHoldInput, context: Context) {
  const { retention } = desk.book;
  const { submissionId, hold, reason } = input;
  const remark = remarkOf(reason, retention.subjectOf(hold));
  const call = { deed: 'liftRetentionHold', submissionId, input: [hold], remark } as const;
  return desk.book.perform<{ hold: number }, LiftRetentionHoldRefusal>(call, context, (w) => {
    const subject = retention.subjectOf(hold);
    if (subject === null) return refuse({ code: 'retention_hold_unknown', hold });
    if (reason.trim() === '') return refuse({ code: 'remark_required' });
    retention.addHold(w, subject, hold);
    return ok({ hold });
  });
}
