// What the desktop program puts on its window, by name: three messages from the page, one answer
// that brings a port, and words that the shell says on its own (a menu, a link, a file).
import type { Action } from './keymap.ts';

/** Channel names of the window's messages; nothing else is listened to. */
export const DOOR = {
  open: 'counterfoil:open',
  keepFile: 'counterfoil:keep-file',
  language: 'counterfoil:language',
  port: 'counterfoil:port',
  word: 'counterfoil:word',
} as const;

/** Where a link or a notice leads: a place to look at, never a deed. */
export type DesktopPlace =
  | { readonly kind: 'screen'; readonly screen: 'queue' | 'batch' | 'review' | 'settlement' }
  | { readonly kind: 'payment'; readonly paymentId: number }
  | { readonly kind: 'batch'; readonly batchId: number };

/** A word of the shell to the page. `file` brings what `draftBatch` answered, whatever it was. */
export type DesktopWord =
  | { readonly kind: 'action'; readonly action: Action }
  | { readonly kind: 'show'; readonly place: DesktopPlace }
  | { readonly kind: 'file'; readonly fileName: string; readonly answer: unknown };

/** `window.counterfoil` in the desktop program. */
export type DesktopDoor = {
  /** Asks for a channel; the answer is the message {@link DOOR.port}, with a port or without one. */
  readonly open: () => void;
  /** Hands a file to the office; answers what `draftBatch` answered. */
  readonly keepFile: (file: File) => Promise<unknown>;
  /** Tells the shell which language its menu should speak. */
  readonly language: (language: string) => void;
  /** Listens to the shell's words; those said before are told at once. */
  readonly listen: (hear: (word: DesktopWord) => void) => void;
};
