// How much a deed of the ledger moves, as the limits of those who do it look at it.
import type { Money } from './money.ts';

/** What an entry does with the amounts of its postings: each is looked at apart. */
export type MoveKind = 'holds' | 'moves' | 'frees';

/** One posting, from which account's number to which, and what its entry does. */
export type Move = {
  readonly kind: MoveKind;
  readonly from: string;
  readonly to: string;
  readonly amount: Money;
};

/**
 * Per currency, in the order in which they come, the most that any one account gives or takes. What is
 * held, moved and freed is looked at apart, for the same money may be all three in one deed; a currency
 * in which nothing moves is left out.
 */
export function mostMoved(moves: readonly Move[]): readonly Money[] {
  const ends = new Map<string, bigint>();
  const most = new Map<string, bigint>();
  const add = (end: string, { minor, currency }: Money): void => {
    const sum = (ends.get(end) ?? 0n) + minor;
    ends.set(end, sum);
    if (sum > (most.get(currency) ?? 0n)) most.set(currency, sum);
  };
  for (const { kind, from, to, amount } of moves) {
    const { currency } = amount;
    add(`${kind} from ${currency} ${from}`, amount);
    add(`${kind} to ${currency} ${to}`, amount);
  }
  return [...most].map(([currency, minor]) => ({ minor, currency }));
}
