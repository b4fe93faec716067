// The few words that an office process says to its supervisor beside the contract.
import type { BookInUse } from '../ledger/owner-lock.ts';

export type OfficeWord =
  | { readonly kind: 'ready' }
  | { readonly kind: 'refused'; readonly refusal: BookInUse }
  | { readonly kind: 'failed'; readonly code: string; readonly detail: string };
