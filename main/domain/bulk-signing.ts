// What several things that wait for a signature come to before one confirmation signs each of them:
// how many, how much, what stands out, and what is not this person's to sign. Pure.
import type { Money } from './money.ts';

/** Things that are previewed and signed at one time, at most. */
export const SIGNED_AT_ONCE_MAX = 100;

/** What is usual for a payer among the newest payments of the book; amounts in minor units. */
export type Usual = {
  readonly ofDebtor: number;
  readonly toCreditor: number;
  /** Null where the payer has none. */
  readonly largest: bigint | null;
};

/** One thing that waits, as it is shown; a deed that is no payment has no amount and no usual. */
export type ToSign = {
  readonly kind: 'payment' | 'request';
  readonly id: number;
  readonly amount: Money | null;
  /** The hash that the signature is bound to, lower-case hexadecimal. */
  readonly shown: string;
  readonly usual: Usual | null;
  /** Why it is not this person's to sign; null where it is. */
  readonly cannot: string | null;
};

export const UNUSUAL = ['first_of_payer', 'far_above', 'new_payee'] as const;
/** The payer's first; far above their largest; an account that they have not paid lately. */
export type Unusual = (typeof UNUSUAL)[number];

/** So many times the payer's largest earlier payment is far above it. */
const FAR_ABOVE = 2n;

/** What stands out in a payment of `minor` units against what is usual, the graver first; or null. */
export function unusualOf(minor: bigint, { largest, toCreditor }: Usual): Unusual | null {
  if (largest === null) return 'first_of_payer';
  if (minor > FAR_ABOVE * largest) return 'far_above';
  return toCreditor === 0 ? 'new_payee' : null;
}

export type BulkPreview<Item extends ToSign> = {
  /** What one confirmation signs, in the order in which it was chosen. */
  readonly signable: readonly Item[];
  /** Sum and largest per currency of the payments among them, by the currency's code. */
  readonly sums: readonly Money[];
  readonly largest: readonly Money[];
  /** Those among them that stand out, and why. */
  readonly unusual: readonly { readonly item: Item; readonly why: Unusual }[];
  /** What was chosen and is left out, and why. */
  readonly others: readonly { readonly item: Item; readonly why: string }[];
};

/** What `items` come to for the person to whom they are shown. */
export function bulkPreview<Item extends ToSign>(items: readonly Item[]): BulkPreview<Item> {
  const signable = items.filter(({ cannot }) => cannot === null);
  const sums = new Map<string, bigint>();
  const largest = new Map<string, bigint>();
  for (const { amount } of signable) {
    if (amount === null) continue;
    const { currency, minor } = amount;
    sums.set(currency, (sums.get(currency) ?? 0n) + minor);
    const most = largest.get(currency);
    largest.set(currency, most === undefined || minor > most ? minor : most);
  }
  const unusual = signable.flatMap((item) => {
    const { amount, usual } = item;
    const why = amount === null || usual === null ? null : unusualOf(amount.minor, usual);
    return why === null ? [] : [{ item, why }];
  });
  const others = items.flatMap((item) =>
    item.cannot === null ? [] : [{ item, why: item.cannot }],
  );
  return { signable, sums: byCurrency(sums), largest: byCurrency(largest), unusual, others };
}

function byCurrency(amounts: ReadonlyMap<string, bigint>): readonly Money[] {
  return [...amounts]
    .map(([currency, minor]) => ({ minor, currency }))
    .sort((one, other) => (one.currency < other.currency ? -1 : 1));
}
