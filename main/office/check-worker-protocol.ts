// What the office and the thread that checks its book say to each other.
import type { StartCheck } from '../domain/start-checks.ts';
import type { CheckedBook, KnownChain } from '../ledger/check-book.ts';
import type { ChainAnchor } from '../ledger/verify-chain.ts';

/** `start`: everything before the first deed. `chain`: what was written since, on from a link. */
export type CheckWork =
  | { readonly kind: 'start'; readonly file: string; readonly anchored: KnownChain | null }
  | { readonly kind: 'chain'; readonly file: string; readonly from: ChainAnchor };

export type CheckWord =
  | {
      readonly kind: 'progress';
      readonly check: StartCheck;
      /** Of all the checks, 0 to 1. */
      readonly fraction: number;
      /** Milliseconds that the rest may take; null while nothing can be said. */
      readonly remaining: number | null;
    }
  | { readonly kind: 'checked'; readonly found: CheckedBook }
  /** The chain is whole up to there, and there is more of it. */
  | { readonly kind: 'reached'; readonly verified: ChainAnchor }
  | {
      readonly kind: 'verified';
      readonly broken: string | null;
      readonly verified: ChainAnchor;
    };
