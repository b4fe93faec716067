// What is said to the verifying thread and what it answers.
import type { Anchor } from '../ledger/verifier/chain.ts';
import type { Verdict } from '../ledger/verifier/verify-book.ts';

export type VerifyStart = { readonly path: string; readonly anchor: Anchor | null };

export type VerifyAnswer =
  | { readonly kind: 'progress'; readonly done: number; readonly total: number }
  | { readonly kind: 'verdict'; readonly verdict: Verdict };
