// Payments on both sides of a change of version: the golden state of the first version of the
// measures was taken after the first of them, so that this list never changes.
import { type Seeded, seeded } from '../domain/seeded.ts';
import { type Given, NOW } from './judge.ts';

const SECOND = 1000;
const HOUR = 3600 * SECOND;

/** How many of them the earlier version took: two epochs, the second of them the shorter. */
export const TAKEN_BEFORE = 90;
export const FIRST_EPOCH = 60;

function pick<T>(random: Seeded, list: readonly [T, ...T[]]): T {
  return list[random.below(list.length)] ?? list[0];
}

/**
 * Three payers and their payees, some of them payers too: met seldom and often, near the review
 * limit and not, passing on what came in, and repeating what an earlier batch paid.
 */
export function upgradePayments(): readonly Given[] {
  const random = seeded(20_261_121);
  let at = NOW;
  return Array.from({ length: 150 }, (_, index) => {
    at += pick(random, [0, SECOND, 20 * SECOND, 8 * 60 * SECOND, HOUR, 9 * HOUR]);
    const debtor = pick(random, ['2001', '2001', '2005', '2006']);
    return {
      debtor,
      to: pick(random, ['2005', '2006', 'X1', 'X2', `Y${index}`]),
      minor: pick(random, [100n, 180n, 950n, 2_000n, 2n ** 33n + 7n]),
      remittance: pick(random, ['rent', `invoice ${index}`]),
      batch: index < TAKEN_BEFORE ? 1 + Math.floor(index / 30) : 10 + Math.floor(index / 30),
      at,
    };
  });
}
