// Settles what a clearing house's participants owe each other (domain.md I3 and I4): every position of
// a currency against its participant's settlement account, all of them or none. The cycle is what was
// committed since the last time; what is only prepared stays for the next one.
import type { Account } from '../domain/chart-of-accounts.ts';
import { PARTICIPANT_ACCOUNTS, participantOf } from '../domain/chart-of-accounts.ts';
import type { Context } from '../domain/context.ts';
import { formatMinor } from '../domain/money.ts';
import { ok, type Refusal, type Result, refuse } from '../domain/result.ts';
import type { Writing } from '../ledger/journal.ts';
import { bookRow, boundOn } from './book-row.ts';
import { type Desk, openDay } from './desk.ts';

export type SettlePositionsInput = {
  readonly submissionId: string;
  /** ISO 4217. */
  readonly currency: string;
};

export type SettlePositionsRefusal = Refusal<
  'book_is_no_clearing_house' | 'participant_without_settlement' | 'participant_short_of_cover'
>;

type Settled = { readonly participants: number };

/**
 * Settles and answers how many participants had something to settle, 0 for an empty cycle. Refuses
 * `book_is_no_clearing_house`, `participant_without_settlement` (a position has no account to settle
 * on), then `participant_short_of_cover` (a net debtor's cover is less than it owes, with how much is
 * missing): nothing is settled then, and once funds came in the same is asked again.
 */
export function settlePositions(desk: Desk, input: SettlePositionsInput, context: Context) {
  const { submissionId, currency } = input;
  const call = { deed: 'settlePositions', submissionId, input: [currency] } as const;
  return desk.book.perform<Settled, SettlePositionsRefusal>(call, context, (w) =>
    settlePositionsNow(desk, w, input, context),
  );
}

/** The deed itself. */
export function settlePositionsNow(
  desk: Desk,
  w: Writing,
  { currency }: Omit<SettlePositionsInput, 'submissionId'>,
  context: Context,
): Result<Settled, SettlePositionsRefusal> {
  const { book } = desk;
  if (book.role !== 'clearing') return refuse({ code: 'book_is_no_clearing_house' });
  const standing = book.accounts
    .all()
    .filter((account) => account.kind === 'participant_position' && account.currency === currency)
    .map((account) => ({ account, net: netOf(desk, account) }))
    .filter(({ net }) => net !== 0n);
  // What is owed comes in before what is due goes out.
  const inOrder = standing.toSorted((one, other) => Number(one.net > 0n) - Number(other.net > 0n));
  for (const { account, net } of inOrder) {
    const settled = settleOne(desk, w, { account, net }, context);
    if (settled !== null) return refuse(settled);
  }
  return ok({ participants: standing.length });
}

function netOf({ book }: Desk, { id }: Account): bigint {
  const { creditsPosted, debitsPosted } = book.balances.balance(id);
  return creditsPosted - debitsPosted;
}

function settleOne(
  desk: Desk,
  w: Writing,
  { account, net }: { readonly account: Account; readonly net: bigint },
  context: Context,
): SettlePositionsRefusal | null {
  const { currency } = account;
  const participant = participantOf(account.number);
  const number = `${PARTICIPANT_ACCOUNTS.settlement}/${participant}`;
  const settlement = desk.book.accounts.find(number, currency);
  if (settlement === null) return { code: 'participant_without_settlement', participant };
  const owes = net < 0n;
  const bindings = boundOn(openDay(desk, context.now), {
    accounts: { participantPosition: account.id, participantSettlement: settlement.id },
    amounts: { net: { minor: owes ? -net : net, currency } },
  });
  const booked = bookRow(desk, w, context, owes ? 'I4.debtor' : 'I4.creditor', bindings);
  if (booked.ok) return null;
  const missing = -net - netOf(desk, settlement);
  return {
    code: 'participant_short_of_cover',
    participant,
    currency,
    missing: formatMinor({ minor: missing, currency }),
  };
}
