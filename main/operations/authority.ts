// Whether what a person signs for or submits is within their authority today, asked inside the deed
// itself: between the question and the word nothing else is written.
import {
  type BeyondAuthority,
  beyondAuthority,
  isUnbounded,
  type TakenUp,
} from '../domain/authority.ts';
import type { Context } from '../domain/context.ts';
import { dateOfInstant, instantOfWallTime } from '../domain/instants.ts';
import type { Money } from '../domain/money.ts';
import { type Actor, type Permission, personOf } from '../domain/permissions.ts';
import { signedFor, submittedBy } from '../ledger/authority-used.ts';
import type { Payment } from '../ledger/payment-rows.ts';
import type { Desk } from './desk.ts';

type Who = Pick<Context, 'actor' | 'now'>;

/**
 * What of the payment is beyond the authority by which the actor holds `permission`, or null; see
 * `beyondAuthority`. A day is the calendar's in the bank's zone, as it is for grants. The branch is the
 * debtor account's by its newest record of master data; one that it does not name is outside of every
 * bound. What was signed that day counts whatever became of it, a payment signed again after an edit
 * once.
 */
export function beyondToSign(
  desk: Desk,
  { actor, now }: Who,
  permission: Permission,
  payment: Signable,
): BeyondAuthority | null {
  if (isUnbounded(actor, permission)) return null;
  const { currency } = payment.amount;
  const used = { person: personOf(actor), since: dayBegan(desk, now), currency };
  const soFar = () => signedFor(readable(desk), used, payment.id);
  return beyondAuthority(actor, permission, takenUp(desk, payment), soFar);
}

/**
 * Whether the authority by which the actor holds `permission` reaches as far as this payment, by itself:
 * asked of a signature that they gave before, beside which nothing of a day is counted again.
 */
export function reachesToday(
  desk: Desk,
  actor: Actor,
  permission: Permission,
  payment: Signable,
): boolean {
  if (isUnbounded(actor, permission)) return true;
  return beyondAuthority(actor, permission, takenUp(desk, payment), () => 0n) === null;
}

type Signable = Pick<Payment, 'id' | 'amount' | 'rail'>;

function takenUp({ book }: Desk, { id, amount, rail }: Signable): TakenUp {
  const { minor, currency } = amount;
  const { debtor } = book.payments.accountNumbersOf(id);
  const branch = book.master.branchOf(debtor, currency);
  return { currency, largest: minor, sum: minor, rail, branch };
}

/** A file as far as authority looks at it: per currency what is largest and what all comes to. */
export type FileAuthority = {
  readonly sums: readonly Money[];
  readonly largest: readonly Money[];
  /** Accounts that are debited; null where there are more than were kept. */
  readonly debtors: readonly string[] | null;
};

/**
 * What of a file is beyond the authority by which the actor submits, or null. A file goes to the batch
 * rail: which of its payments stay in the bank is found later. Of more accounts than are known, a grant
 * bound to a branch carries none.
 */
export function beyondToSubmit(
  desk: Desk,
  { actor, now }: Who,
  { sums, largest, debtors }: FileAuthority,
): BeyondAuthority | null {
  if (isUnbounded(actor, 'submit')) return null;
  const { master } = desk.book;
  for (const { currency, minor: sum } of sums) {
    const used = { person: personOf(actor), since: dayBegan(desk, now), currency };
    const soFar = () => submittedBy(readable(desk), used);
    const most = largest.find((each) => each.currency === currency)?.minor ?? sum;
    const branches = debtors?.map((debtor) => master.branchOf(debtor, currency)) ?? [''];
    for (const branch of new Set(branches)) {
      const taken = { currency, largest: most, sum, rail: 'batch', branch } as const;
      const beyond = beyondAuthority(actor, 'submit', taken, soFar);
      if (beyond !== null) return beyond;
    }
  }
  return null;
}

function dayBegan({ zone }: Desk, now: number): number {
  return instantOfWallTime(dateOfInstant(now, zone), '00:00', zone);
}

function readable({ book }: Desk) {
  return { db: book.db, writes: false } as const;
}
