// Erases the personal data of a batch, an account or a person whose time to be kept has passed: the
// chain holds commitments only, and verifies as before.
import type { Context } from '../domain/context.ts';
import { type BusinessDate, dateOf } from '../domain/dates.ts';
import { dateOfInstant } from '../domain/instants.ts';
import { ok, type Refusal, type Result, refuse } from '../domain/result.ts';
import { keptUntil, type RetentionClass, type RetentionSubject } from '../domain/retention.ts';
import { type Desk, openDay, policyOf } from './desk.ts';

export type ErasePersonalDataInput = {
  readonly submissionId: string;
  readonly subject: RetentionSubject;
};

export type ErasePersonalDataRefusal = Refusal<
  | 'batch_unknown'
  | 'account_unknown'
  | 'remark_unknown'
  | 'person_unknown'
  | 'personal_data_erased'
  | 'batch_not_ended'
  | 'account_not_closed'
  | 'person_not_ended'
  | 'retention_class_runs'
  | 'retention_hold_runs'
>;

/** `original` is the SHA-256 of the kept file that must be removed with it; '' where it is no batch. */
export type ErasedPersonalData = { readonly rows: number; readonly original: string };

/**
 * Erases every name, account number and text beside the chain that belongs to `subject`, with its
 * salts; of a person their names and credentials, so that deeds and signatures stay theirs by id.
 * Refuses `batch_unknown`, `account_unknown`, `remark_unknown` (no words, or they belong to a
 * batch or an account and go with it) or `person_unknown`, `personal_data_erased` (it was before),
 * `batch_not_ended`, `account_not_closed` or `person_not_ended`, `retention_hold_runs` (with the hold and its reason),
 * `retention_class_runs` (with the class and until when). When it is durable, the caller removes the
 * original and calls `retention.forget`.
 */
export function erasePersonalData(desk: Desk, input: ErasePersonalDataInput, context: Context) {
  const { book } = desk;
  const { submissionId, subject } = input;
  const bound = [subject.kind, subject.id];
  const call = { deed: 'erasePersonalData', submissionId, input: bound } as const;
  return book.perform<ErasedPersonalData, ErasePersonalDataRefusal>(call, context, (w) => {
    const found = ENDED[subject.kind](desk, subject);
    if (!found.ok) return found;
    const hold = book.retention.holdOn(subject);
    if (hold !== null) {
      return refuse({ code: 'retention_hold_runs', hold: hold.id, reason: hold.reason });
    }
    const retention = CLASS_OF[subject.kind];
    const years = policyOf(desk).retentionYears.get(retention) ?? 0;
    const until = keptUntil(found.value.endedOn, years);
    if (openDay(desk, context.now) <= until) {
      return refuse({ code: 'retention_class_runs', class: retention, until });
    }
    const rows = book.retention.erase(w, subject, { retention, keptUntil: until });
    // Whoever knows people by name reads them anew.
    if (subject.kind === 'person') book.people.revision += 1;
    return ok({ rows, original: found.value.original });
  });
}

type Ended = { readonly endedOn: BusinessDate; readonly original: string };

function batchEnded(
  desk: Desk,
  subject: RetentionSubject,
): Result<Ended, ErasePersonalDataRefusal> {
  const { batches, retention } = desk.book;
  const batch = batches.byId(subject.id);
  if (batch === null) return refuse({ code: 'batch_unknown', batchId: subject.id });
  if (retention.isErased(subject)) return refuse({ code: 'personal_data_erased' });
  const open = retention.unfinishedPayments(subject.id);
  if (open > 0) return refuse({ code: 'batch_not_ended', batchId: subject.id, payments: open });
  const endedOn = laterOf(batch.receivedOn, retention.lastBookedOn(subject));
  return ok({ endedOn, original: Buffer.from(batch.original).toString('hex') });
}

function accountEnded(
  desk: Desk,
  subject: RetentionSubject,
): Result<Ended, ErasePersonalDataRefusal> {
  const { accounts, retention } = desk.book;
  const account = accounts.all().find(({ id }) => id === subject.id);
  if (account === undefined) return refuse({ code: 'account_unknown', accountId: subject.id });
  if (retention.isErased(subject)) return refuse({ code: 'personal_data_erased' });
  if (account.status !== 'closed')
    return refuse({ code: 'account_not_closed', account: account.id });
  return ok({
    endedOn: laterOf(dateOf(1970, 1, 1), retention.lastBookedOn(subject)),
    original: '',
  });
}

/** Words of their own have ended when they were written. */
function remarkEnded(
  desk: Desk,
  subject: RetentionSubject,
): Result<Ended, ErasePersonalDataRefusal> {
  const { retention } = desk.book;
  const at = retention.remarkedAt(subject.id);
  if (at === null) return refuse({ code: 'remark_unknown', deed: subject.id });
  if (retention.isErased(subject)) return refuse({ code: 'personal_data_erased' });
  return ok({ endedOn: dateOfInstant(at, desk.zone), original: '' });
}

/** Whoever left: what they did is kept by their id, and is nobody's name's. */
function personEnded(
  desk: Desk,
  subject: RetentionSubject,
): Result<Ended, ErasePersonalDataRefusal> {
  const { people, retention } = desk.book;
  if (people.byId(subject.id) === null) {
    return refuse({ code: 'person_unknown', person: subject.id });
  }
  if (retention.isErased(subject)) return refuse({ code: 'personal_data_erased' });
  const at = people.endedAt(subject.id);
  if (at === null) return refuse({ code: 'person_not_ended', person: subject.id });
  return ok({ endedOn: dateOfInstant(at, desk.zone), original: '' });
}

const ENDED = {
  batch: batchEnded,
  account: accountEnded,
  remark: remarkEnded,
  person: personEnded,
} as const;

const CLASS_OF = {
  batch: 'payment_data',
  account: 'account_data',
  remark: 'payment_data',
  person: 'staff_data',
} as const satisfies Record<RetentionSubject['kind'], RetentionClass>;

function laterOf(one: BusinessDate, other: BusinessDate | null): BusinessDate {
  return other === null || other < one ? one : other;
}
