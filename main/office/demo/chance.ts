// The demonstration's dice: the same number again for the same words, so that every demonstration
// of one version is the same to the unit.

/** A whole number from 0 to 2³²−1 that depends on nothing but `words`. */
export function chance(...words: readonly (string | number)[]): number {
  // FNV-1a over the words, and one round of mixing so that neighbours differ in all their bits.
  let hash = 0x811c9dc5;
  for (const character of words.join('|')) {
    hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x01000193);
  }
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}

/** One of `choices`, the same again for the same words. */
export function pick<Choice>(
  choices: readonly [Choice, ...Choice[]],
  ...words: readonly (string | number)[]
): Choice {
  return choices[chance(...words) % choices.length] ?? choices[0];
}
