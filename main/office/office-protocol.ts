// The few words that an office process and its supervisor say to each other beside the contract.
import type { BookInUse } from '../ledger/owner-lock.ts';
import type { Slot } from './key-slots.ts';

export type OfficeWord =
  | { readonly kind: 'ready' }
  /** The key is about to be changed: the next office opens the book with one of the two sets. */
  | {
      readonly kind: 'keys';
      readonly now: readonly Uint8Array[];
      readonly next: readonly Uint8Array[];
    }
  | { readonly kind: 'refused'; readonly refusal: BookInUse }
  | { readonly kind: 'failed'; readonly code: string; readonly detail: string };

/** What the workstation says of the person before it: the screen locked, asleep, nobody there. */
export const PRESENCES = ['locked', 'unlocked', 'suspended', 'resumed', 'idle', 'active'] as const;
export type Presence = (typeof PRESENCES)[number];

/** What a shell says to its office once it has started it. */
export type ShellWord =
  | { readonly kind: 'end' }
  /** One more way of opening the book, which the workstation's keyring keeps the secret of. */
  | { readonly kind: 'slot'; readonly slot: Slot }
  | { readonly kind: 'presence'; readonly presence: Presence };
