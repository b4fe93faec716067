// The few words that an office process and its supervisor say to each other beside the contract.
import type { BookInUse } from '../ledger/owner-lock.ts';

export type OfficeWord =
  | { readonly kind: 'ready' }
  | { readonly kind: 'refused'; readonly refusal: BookInUse }
  | { readonly kind: 'failed'; readonly code: string; readonly detail: string };

/** What the workstation says of the person before it: the screen locked, asleep, nobody there. */
export const PRESENCES = ['locked', 'unlocked', 'suspended', 'resumed', 'idle', 'active'] as const;
export type Presence = (typeof PRESENCES)[number];

/** What a shell says to its office once it has started it. */
export type ShellWord =
  | { readonly kind: 'end' }
  | { readonly kind: 'presence'; readonly presence: Presence };
