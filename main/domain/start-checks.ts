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
