// Deeds other than payments that move money, held to the limits of those who do them: an event that is
// booked, an entry that is corrected, a batch that is handed over.
import { type BeyondAuthority, isUnbounded, lenderOf } from '../domain/authority.ts';
import type { Context } from '../domain/context.ts';
import { MAY_BE_HANDED_OVER } from '../domain/hand-over.ts';
import type { Rail } from '../domain/iso-status.ts';
import { createSumsByCurrency, type Money } from '../domain/money.ts';
import { type Move, type MoveKind, mostMoved } from '../domain/moved.ts';
import type { PaymentStatus } from '../domain/payment-status.ts';
import { type Actor, DEEDS, type Permission } from '../domain/permissions.ts';
import { ok, type Refusal, type Result } from '../domain/result.ts';
import { type TookUp, writeLent } from '../ledger/authority-used.ts';
import { handOversOf, type StandingTotal } from '../ledger/hand-overs.ts';
import type { AskedDeed } from './asked-deeds.ts';
import { usedToday } from './authority.ts';
import type { Desk } from './desk.ts';
import { type PreviewedEntry, plannedEvent } from './event-preview.ts';

/** What a deed moves, as limits look at it. */
type Moving = {
  /** Per currency; none for what moves nothing, or cannot be done at all. */
  readonly amounts: readonly Money[];
  /** Null for what goes by none. */
  readonly rail: Rail | null;
  /** Of the customers' accounts that it moves; the bank's own are of no branch. */
  readonly branches: ReadonlySet<string | null>;
};

/** What each kind of entry does to its postings. */
export const DOES = {
  hold: 'holds',
  post: 'moves',
  post_hold: 'moves',
  void_hold: 'frees',
  expire_hold: 'frees',
} as const satisfies Record<PreviewedEntry['kind'], MoveKind>;

/**
 * By whose authority the actor, who holds `permission`, asks for, signs or does what `asked` says, and
 * how much that takes up, for the deed to answer: it counts on the day from then on, whatever becomes of
 * it. The amount is per currency the most that any one account gives or takes, and of a batch that is
 * handed over the sum of what leaves. Refuses as `lenderOf`; what would be refused anyway moves nothing.
 */
export function carriedToMove(
  desk: Desk,
  asked: AskedDeed,
  { actor, now }: Pick<Context, 'actor' | 'now'>,
  permission: Permission,
): Result<TookUp, BeyondAuthority> {
  if (actor.authorities === undefined) return ok({});
  const moving = movingOf(desk, asked);
  const { amounts } = moving;
  if (amounts.length === 0) return ok({});
  const lenders = lendersOf(moving, actor, permission, (currency) =>
    usedToday(desk, now, permission, currency),
  );
  if (!lenders.ok) return lenders;
  const sums = amounts.map(({ currency, minor }) => `${currency} ${minor}`).join(',');
  const said = permission === 'submit' ? { sums } : { moved: sums };
  return ok({ ...said, ...writeLent(lenders.value) });
}

/**
 * What of it is beyond what the actor may do by `permission` today, by itself, or null: asked of whoever
 * asked for it before, beside which nothing of a day is counted again.
 */
export function beyondToMove(
  desk: Desk,
  asked: AskedDeed,
  actor: Actor,
  permission: Permission,
): BeyondAuthority | null {
  const carried = lendersOf(movingOf(desk, asked), actor, permission, () => () => 0n);
  return carried.ok ? null : carried.refusal;
}

type Lender = { readonly currency: string; readonly lender: string };

function lendersOf(
  { amounts, rail, branches }: Moving,
  actor: Actor,
  permission: Permission,
  usedIn: (currency: string) => (person: string) => bigint,
): Result<readonly Lender[], BeyondAuthority> {
  const lenders: Lender[] = [];
  if (isUnbounded(actor, permission)) return ok(lenders);
  for (const { currency, minor } of amounts) {
    for (const branch of branches) {
      const taken = { currency, largest: minor, sum: minor, rail, branch };
      const carried = lenderOf(actor, permission, taken, usedIn(currency));
      if (!carried.ok) return carried;
      if (carried.value !== null) lenders.push({ currency, lender: carried.value });
    }
  }
  return ok(lenders);
}

/** Holds a deed that one person does, or has to ask others for, to the limits of that person. */
export function withinLimits(desk: Desk, asked: () => AskedDeed | null, context: Context) {
  let took: TookUp = {};
  return {
    /** Refuses as `carriedToMove`. */
    may: (): Result<TookUp, BeyondAuthority> => {
      const of = asked();
      const carried = of === null ? ok({}) : carriedToMove(desk, of, context, DEEDS[of.deed]);
      if (carried.ok) took = carried.value;
      return carried;
    },
    /** What was done, with what it took up. */
    counted: <Done extends object, R extends Refusal>(
      done: Result<Done, R>,
    ): Result<Done & TookUp, R> => (done.ok ? ok({ ...done.value, ...took }) : done),
  };
}

const NOTHING: Moving = { amounts: [], rail: null, branches: new Set() };

function movingOf(desk: Desk, asked: AskedDeed): Moving {
  if (asked.deed === 'handOverBatch') return ofBatch(desk, asked);
  if (asked.deed === 'bookEvent')
    return ofMoves(desk, eventMoves(desk, asked), asked.bindings.rail);
  if (asked.deed === 'correctEntry') return ofMoves(desk, entryMoves(desk, asked), '');
  return NOTHING;
}

function eventMoves(desk: Desk, { event, bindings }: AskedDeed<'bookEvent'>): readonly Move[] {
  const planned = plannedEvent(desk, event, bindings);
  if (!planned.ok) return [];
  return planned.value.entries.flatMap(({ kind, postings }) =>
    postings.map(({ debitAccount, creditAccount, amount }) => {
      return { kind: DOES[kind], from: debitAccount, to: creditAccount, amount };
    }),
  );
}

function entryMoves({ book }: Desk, { entryId }: AskedDeed<'correctEntry'>): readonly Move[] {
  if (!book.journal.has(entryId)) return [];
  const numberOf = (id: number): string => book.accounts.byId(id).number;
  // The other way round.
  return book.journal.entry(entryId).postings.map(({ debitAccount, creditAccount, amount }) => {
    return { kind: 'moves', from: numberOf(creditAccount), to: numberOf(debitAccount), amount };
  });
}

function ofMoves({ book }: Desk, moves: readonly Move[], named: string): Moving {
  const branches = new Set<string | null>();
  for (const { from, to, amount } of moves) {
    for (const number of [from, to]) {
      const { currency } = amount;
      if (book.accounts.find(number, currency)?.kind !== 'customer') continue;
      branches.add(book.master.branchOf(number, currency));
    }
  }
  if (branches.size === 0) branches.add(null);
  const rail = (['batch', 'on_us'] as const).find((each) => each === named) ?? null;
  return { amounts: mostMoved(moves), rail, branches };
}

function ofBatch({ book }: Desk, { batchId }: AskedDeed<'handOverBatch'>): Moving {
  if (book.batches.byId(batchId) === null) return NOTHING;
  const handOvers = handOversOf(book);
  const amounts = leavingSums(handOvers.standingOf(batchId));
  const branches = handOvers
    .debtorsOf(batchId)
    .flatMap((debtor) => amounts.map(({ currency }) => book.master.branchOf(debtor, currency)));
  return { amounts, rail: 'batch', branches: new Set(branches) };
}

/** What leaves of a batch that stands so, in minor units by currency. */
export function leavingSums(standing: readonly StandingTotal[]): readonly Money[] {
  const sums = createSumsByCurrency();
  const leaves: readonly PaymentStatus[] = MAY_BE_HANDED_OVER;
  for (const { status, sum } of standing) if (leaves.includes(status)) sums.add(sum);
  return sums.sums();
}
