// Counts and sums of judged payments per status, reason and currency: as many as there are
// different ones, however many payments are counted.
import { known } from '../domain/assert.ts';
import type { Money } from '../domain/money.ts';
import type { Judged } from './judge-payment.ts';

/** Where payments came to rest, and why. */
export type Why = Pick<Judged, 'status' | 'reasonCode' | 'reason'>;

/** Payments of one currency that came to the same for the same reason; minor units. */
export type TallyCount = Why & {
  readonly currency: string;
  readonly payments: number;
  readonly amount: bigint;
};

/** Payments of any currency that came to the same for the same reason. */
export type RehearsedOutcome = Why & {
  readonly payments: number;
  /** Ordered by currency code. */
  readonly sums: readonly Money[];
};

export type Tally = {
  /** Counts one payment. */
  readonly add: (why: Why, amount: Money) => void;
  readonly addAll: (other: Tally) => void;
  /** Moves what rests as `received` to what `ended` says of it. */
  readonly lift: (ended: (why: Why) => Why) => void;
  readonly counts: () => readonly TallyCount[];
  /** What rests in a status, ordered by currency code. */
  readonly inStatus: (status: Why['status']) => readonly TallyCount[];
  /** At most so many outcomes, the most payments first. */
  readonly outcomes: (most: number) => readonly RehearsedOutcome[];
};

export function newTally(): Tally {
  const counts = new Map<string, TallyCount>();
  const count = ({ status, reasonCode, reason }: Why, added: Omit<TallyCount, keyof Why>): void => {
    const { currency } = added;
    const key = `${status} ${reasonCode} ${reason} ${currency}`;
    const before = counts.get(key) ?? { payments: 0, amount: 0n };
    const payments = before.payments + added.payments;
    const amount = before.amount + added.amount;
    counts.set(key, { status, reasonCode, reason, currency, payments, amount });
  };
  const inOrder = (): TallyCount[] =>
    [...counts.values()].sort((a, b) => byCode(a.currency, b.currency));
  return {
    add: (why, { minor, currency }) => count(why, { currency, payments: 1, amount: minor }),
    addAll: (other) => {
      for (const each of other.counts()) count(each, each);
    },
    lift: (ended) => {
      for (const [key, each] of [...counts]) {
        if (each.status !== 'received') continue;
        counts.delete(key);
        count(ended(each), each);
      }
    },
    counts: () => [...counts.values()],
    inStatus: (status) => inOrder().filter((each) => each.status === status),
    outcomes: (most) => {
      const byWhy = Map.groupBy(
        inOrder(),
        ({ status, reasonCode, reason }) => `${status} ${reasonCode} ${reason}`,
      );
      const joined = [...byWhy.values()].map(joinedOutcome);
      return joined.sort((a, b) => b.payments - a.payments).slice(0, most);
    },
  };
}

function byCode(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

function joinedOutcome(counts: readonly TallyCount[]): RehearsedOutcome {
  const { status, reasonCode, reason } = known(counts[0], 'a group has a member');
  return {
    status,
    reasonCode,
    reason,
    payments: counts.reduce((sum, { payments }) => sum + payments, 0),
    sums: counts.map(({ amount, currency }) => ({ minor: amount, currency })),
  };
}
