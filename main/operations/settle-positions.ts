// Settles what a clearing house's participants owe each other (domain.md I3 and I4): every position of
// a currency against its participant's settlement account, all of them or none. The cycle is what was
// committed since the last time; what is only prepared stays for the next one.

import { type ApprovalFacts, STATED_BY_THE_SYSTEM } from '../domain/approval-policy.ts';
import type { Account } from '../domain/chart-of-accounts.ts';
import { PARTICIPANT_ACCOUNTS, participantOf } from '../domain/chart-of-accounts.ts';
import type { Context } from '../domain/context.ts';
import { formatMinor } from '../domain/money.ts';
import { ok, type Refusal, type Result, refuse } from '../domain/result.ts';
import { digestOf } from '../ledger/digest.ts';
import type { Writing } from '../ledger/journal.ts';
import { boundOn } from './bindings.ts';
import { bookRow } from './book-row.ts';
import { type Desk, openDay } from './desk.ts';
import { plainFacts } from './signed-facts.ts';

export type SettlePositionsInput = {
  readonly submissionId: string;
  /** ISO 4217. */
  readonly currency: string;
};

export type SettlePositionsRefusal = Refusal<
  'book_is_no_clearing_house' | 'participant_without_settlement' | 'participant_short_of_cover'
>;

/** A settlement as it is asked for: the positions of a currency as they stood then, by their hash. */
export type AskedSettlement = { readonly currency: string; readonly positions: string };

type Settled = { readonly participants: number };

/**
 * Settles and answers how many participants had something to settle, 0 for an empty cycle. Refuses
 * `second_person_required` in a clearing house's book with people, then `book_is_no_clearing_house`,
 * `participant_without_settlement` (a position has no account to settle
 * on), then `participant_short_of_cover` (a net debtor's cover is less than it owes, with how much is
 * missing): nothing is settled then, and once funds came in the same is asked again.
 */
export function settlePositions(desk: Desk, input: SettlePositionsInput, context: Context) {
  const { submissionId, currency } = input;
  const call = { deed: 'settlePositions', submissionId, input: [currency] } as const;
  const facts = () => settlementFacts(desk);
  return desk.book.performSigned<Settled, SettlePositionsRefusal>(call, facts, context, (w) =>
    settlePositionsNow(desk, w, input, context),
  );
}

/** What a branch is asked for can never be done: it is refused at once, and nobody signs for it. */
function settlementFacts({ book }: Desk): Omit<ApprovalFacts, 'deed'> {
  return { ...plainFacts(), risk: book.role === 'clearing' ? 'ordinary' : STATED_BY_THE_SYSTEM };
}

/** The deed as it was asked for. Refuses `positions_changed` (they moved since), then as the deed. */
export function settlePositionsAsAsked(
  desk: Desk,
  w: Writing,
  { currency, positions }: AskedSettlement,
  context: Context,
): Result<Settled, SettlePositionsRefusal | Refusal<'positions_changed'>> {
  if (positionsNow(desk, currency).hash !== positions) {
    return refuse({ code: 'positions_changed', currency });
  }
  return settlePositionsNow(desk, w, { currency }, context);
}

/** The deed itself, when whoever must has signed. */
export function settlePositionsNow(
  desk: Desk,
  w: Writing,
  { currency }: Omit<SettlePositionsInput, 'submissionId'>,
  context: Context,
): Result<Settled, SettlePositionsRefusal> {
  if (desk.book.role !== 'clearing') return refuse({ code: 'book_is_no_clearing_house' });
  const { standing } = positionsNow(desk, currency);
  // What is owed comes in before what is due goes out.
  const inOrder = standing.toSorted((one, other) => Number(one.net > 0n) - Number(other.net > 0n));
  for (const each of inOrder) {
    const settled = settleOne(desk, w, each, context);
    if (settled !== null) return refuse(settled);
  }
  return ok({ participants: standing.length });
}

type Standing = {
  readonly account: Account;
  readonly participant: string;
  /** What others owe it less what it owes, in minor units; never 0. */
  readonly net: bigint;
};

type Positions = {
  readonly standing: readonly Standing[];
  /** What the net debtors owe together, in minor units. */
  readonly moved: bigint;
  /** SHA-256 in hexadecimal. */
  readonly hash: string;
};

/** Says which form was hashed, so that a changed one never counts by accident. */
const FORM = 'counterfoil-positions-1';

/**
 * The positions of a currency as they stand. The hash covers what was ever booked for and against each
 * of them: positions that come to the same again in a later cycle are not the same positions.
 */
export function positionsNow(desk: Desk, currency: string): Positions {
  const all = desk.book.accounts
    .all()
    .filter((account) => account.kind === 'participant_position' && account.currency === currency);
  const standing = all
    .map((account) => ({
      account,
      participant: participantOf(account.number),
      net: netOf(desk, account),
    }))
    .filter(({ net }) => net !== 0n);
  const moved = standing.reduce((sum, { net }) => (net < 0n ? sum - net : sum), 0n);
  const fields = all.flatMap(({ id, number }) => {
    const { debitsPosted, creditsPosted } = desk.book.balances.balance(id);
    return [number, debitsPosted, creditsPosted];
  });
  return { standing, moved, hash: digestOf([FORM, currency, ...fields]).toString('hex') };
}

function netOf({ book }: Desk, { id }: Account): bigint {
  const { creditsPosted, debitsPosted } = book.balances.balance(id);
  return creditsPosted - debitsPosted;
}

function settleOne(
  desk: Desk,
  w: Writing,
  { account, participant, net }: Standing,
  context: Context,
): SettlePositionsRefusal | null {
  const { currency } = account;
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
