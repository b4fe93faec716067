// What a book must pass before it takes deeds, by name, in the order in which it is looked at. The
// bank's own day begins with it, so every name has words in both languages.

export const START_CHECKS = [
  'book_is_the_anchored_one',
  'chain_reaches_its_anchor',
  'file_is_sound',
  'invariants_hold',
  'chain_is_whole',
] as const;
export type StartCheck = (typeof START_CHECKS)[number];

/** For what deeds wait beside those checks: the book is written anew under another key. */
export const KEY_CHANGE = 'book_gets_another_key';

/** Why deeds wait: one of the checks of a start, or the change of the key. */
export type WaitsFor = StartCheck | typeof KEY_CHANGE;
