// Whether what a person signs for or submits is within their authority today, asked inside the deed
// itself: between the question and the word nothing else is written.
import {
  type BeyondAuthority,
  beyondAuthority,
  isUnbounded,
  lenderOf,
  type TakenUp,
} from '../domain/authority.ts';
import type { Context } from '../domain/context.ts';
import { dateOfInstant, instantOfWallTime } from '../domain/instants.ts';
import type { Money } from '../domain/money.ts';
import type { Actor, Permission } from '../domain/permissions.ts';
import { ok, type Result } from '../domain/result.ts';
import { type Lent, movedBy, signedFor, submittedBy, writeLent } from '../ledger/authority-used.ts';
import type { Payment } from '../ledger/payment-rows.ts';
import type { Desk } from './desk.ts';

type Who = Pick<Context, 'actor' | 'now'>;

/**
 * By whose authority the actor, who holds `permission`, signs for the payment, for the deed to answer:
 * it counts on the lender's day from then on. Refuses as `lenderOf`. A day is the calendar's in the
 * bank's zone, as it is for grants. The branch is the debtor account's by its newest record of master
 * data; one that it does not name is outside of every bound. What was signed that day counts whatever
 * became of it, a payment signed again after an edit once.
 */
export function carriedToSign(
  desk: Desk,
  { actor, now }: Who,
  permission: Permission,
  payment: Signable,
): Result<Lent, BeyondAuthority> {
  if (isUnbounded(actor, permission)) return ok({});
  const { currency } = payment.amount;
  const soFar = usedToday(desk, now, permission, currency, payment.id);
  const carried = lenderOf(actor, permission, takenUp(desk, payment), soFar);
  if (!carried.ok) return carried;
  const lender = carried.value;
  return ok(writeLent(lender === null ? [] : [{ currency, lender }]));
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
 * By whose authority the actor submits a file, for the deed to answer. Refuses as `lenderOf`. A file goes
 * to the batch rail: which of its payments stay in the bank is found later. Of more accounts than are
 * known, a grant bound to a branch carries none.
 */
export function carriedToSubmit(
  desk: Desk,
  { actor, now }: Who,
  { sums, largest, debtors }: FileAuthority,
): Result<Lent, BeyondAuthority> {
  if (isUnbounded(actor, 'submit')) return ok({});
  const { master } = desk.book;
  const lenders: { currency: string; lender: string }[] = [];
  for (const { currency, minor: sum } of sums) {
    const soFar = usedToday(desk, now, 'submit', currency);
    const most = largest.find((each) => each.currency === currency)?.minor ?? sum;
    const branches = debtors?.map((debtor) => master.branchOf(debtor, currency)) ?? [''];
    for (const branch of new Set(branches)) {
      const taken = { currency, largest: most, sum, rail: 'batch', branch } as const;
      const carried = lenderOf(actor, 'submit', taken, soFar);
      if (!carried.ok) return carried;
      if (carried.value !== null) lenders.push({ currency, lender: carried.value });
    }
  }
  return ok(writeLent(lenders));
}

/**
 * What was used today of a person's right to submit, or of their others, in minor units; `but` is a
 * payment that is being signed for. No grant carries both: whoever submits signs by another one.
 */
export function usedToday(
  desk: Desk,
  now: number,
  permission: Permission,
  currency: string,
  but = 0,
): (person: string) => bigint {
  const on = readable(desk);
  const since = dayBegan(desk, now);
  return (person) => {
    const used = { person, since, currency };
    if (permission === 'submit') return submittedBy(on, used);
    return signedFor(on, used, but) + movedBy(on, used);
  };
}

function dayBegan({ zone }: Desk, now: number): number {
  return instantOfWallTime(dateOfInstant(now, zone), '00:00', zone);
}

function readable({ book }: Desk) {
  return { db: book.db, writes: false } as const;
}
