// Deeds other than payments that move money, held to the limits of those who do them: an event that is
// booked, an entry that is corrected, a batch that is handed over.
import {
  type BeyondAuthority,
  isUnbounded,
  lenderOf,
  type UsedSoFar,
} from '../domain/authority.ts';
import type { Context } from '../domain/context.ts';
import { MAY_BE_HANDED_OVER } from '../domain/hand-over.ts';
import type { Rail } from '../domain/iso-status.ts';
import { createSumsByCurrency, type Money } from '../domain/money.ts';
import { type Move, type MoveKind, mostMoved } from '../domain/moved.ts';
import type { PaymentStatus } from '../domain/payment-status.ts';
import { type Actor, DEEDS, type Permission, personOf } from '../domain/permissions.ts';
import { ok, type Refusal, type Result } from '../domain/result.ts';
import {
  type Grown,
  type TookUp,
  tookUpAt,
  writeLent,
  writeSums,
} from '../ledger/authority-used.ts';
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
  /** Of the customers' accounts that it moves; empty where it moves none, which is of no branch. */
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
  const lenders = lendersOf(moving, actor, permission, ({ currency, minor }) => ({
    sum: minor,
    soFar: usedToday(desk, now, permission, currency),
  }));
  if (!lenders.ok) return lenders;
  const sums = writeSums(amounts);
  const said = permission === 'submit' ? { sums } : { moved: sums };
  return ok({ ...said, ...writeLent(lenders.value) });
}

/**
 * What a deed takes up of whoever asked for it, as `actor` is today, when it is carried out, for the
 * deed that does so to answer. How much it came to when it was asked for (at `sequence` of the trail)
 * was counted then, on the day of the asking, and is not again; by how much it comes to more now counts
 * on today. So nothing is gained by asking for a batch before it is judged, or for the correction of an
 * entry before it is booked. Refuses as `lenderOf`: of all that it comes to by itself, then of what it
 * came to more beside what was used of the day.
 */
export function grownToMove(
  desk: Desk,
  { asked, sequence }: { readonly asked: AskedDeed; readonly sequence: number },
  { actor, now }: Pick<Context, 'actor' | 'now'>,
  permission: Permission,
): Result<Grown, BeyondAuthority> {
  const moving = movingOf(desk, asked);
  if (moving.amounts.length === 0) return ok({});
  const byItself = lendersOf(moving, actor, permission, ({ minor }) => ({
    sum: minor,
    soFar: () => 0n,
  }));
  if (!byItself.ok) return byItself;
  const took = tookUpAt({ db: desk.book.db, writes: false }, sequence);
  const moreOf = ({ currency, minor }: Money): bigint => minor - (took.get(currency) ?? 0n);
  const amounts = moving.amounts.filter((amount) => moreOf(amount) > 0n);
  if (amounts.length === 0) return ok({});
  const lenders = lendersOf({ ...moving, amounts }, actor, permission, (amount) => ({
    sum: moreOf(amount),
    soFar: usedToday(desk, now, permission, amount.currency),
  }));
  if (!lenders.ok) return lenders;
  const grown = amounts.flatMap((amount) => {
    const { currency } = amount;
    const theirs = lenders.value.filter((each) => each.currency === currency);
    const persons = new Set([personOf(actor), ...theirs.map(({ lender }) => lender)]);
    return [...persons].map((person) => `${currency} ${person} ${moreOf(amount)}`);
  });
  const said = grown.join(',');
  return ok(permission === 'submit' ? { sumsFor: said } : { movedFor: said });
}

type Lender = { readonly currency: string; readonly lender: string };

/** What of an amount counts on a day, in minor units, and what was used of it before. */
type Counted = { readonly sum: bigint; readonly soFar: UsedSoFar };

function lendersOf(
  { amounts, rail, branches }: Moving,
  actor: Actor,
  permission: Permission,
  counted: (amount: Money) => Counted,
): Result<readonly Lender[], BeyondAuthority> {
  const lenders: Lender[] = [];
  if (isUnbounded(actor, permission)) return ok(lenders);
  for (const amount of amounts) {
    const { currency, minor: largest } = amount;
    const { sum, soFar } = counted(amount);
    for (const branch of branches.size === 0 ? [null] : branches) {
      const carried = lenderOf(actor, permission, { currency, largest, sum, rail, branch }, soFar);
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
