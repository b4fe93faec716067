// Whether what a person signs for or submits is within their authority today, asked inside the deed
// itself: between the question and the word nothing else is written.
import { type BeyondAuthority, beyondAuthority, isUnbounded } from '../domain/authority.ts';
import type { Context } from '../domain/context.ts';
import { dateOfInstant, instantOfWallTime } from '../domain/instants.ts';
import type { Money } from '../domain/money.ts';
import { type Permission, personOf } from '../domain/permissions.ts';
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
  { id, amount, rail }: Pick<Payment, 'id' | 'amount' | 'rail'>,
): BeyondAuthority | null {
  if (isUnbounded(actor, permission)) return null;
  const { minor, currency } = amount;
  const { debtor } = desk.book.payments.accountNumbersOf(id);
  const branch = desk.book.master.branchOf(debtor, currency);
  const taken = { currency, largest: minor, sum: minor, rail, branch };
  const used = { person: personOf(actor), since: dayBegan(desk, now), currency };
  return beyondAuthority(actor, permission, taken, () => signedFor(readable(desk), used, id));
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
