// How a name is written when only its letters count: case, accents and width folded away, signs
// made into spaces, so that what a person types meets what was kept.

/** Letters that Unicode does not take apart, and what people type for them. */
const LETTERS: ReadonlyMap<string, string> = new Map([
  ['ß', 'ss'],
  ['æ', 'ae'],
  ['œ', 'oe'],
  ['ø', 'o'],
  ['đ', 'd'],
  ['ð', 'd'],
  ['þ', 'th'],
  ['ł', 'l'],
  ['ħ', 'h'],
  ['ı', 'i'],
  ['ŀ', 'l'],
  ['ŋ', 'n'],
  ['ŧ', 't'],
]);

const PLAIN = /^[a-z0-9 ]*$/;
const MARKS = /\p{M}+/gu;
const SIGNS = /[^\p{L}\p{N}]+/gu;
const KEPT_LETTERS = new RegExp(`[${[...LETTERS.keys()].join('')}]`, 'gu');
/** Within a word these are not heard: O'Neill, A.G. */
const SILENT = /['’ʼ`.]/gu;

/**
 * `text` in lower case, accents dropped, full-width letters made ordinary ones (NFKD), apostrophes
 * and points dropped, every other sign a space; one space between words, none at the ends.
 */
export function fold(text: string): string {
  const lower = text.toLowerCase();
  if (PLAIN.test(lower)) return lower.replace(/ +/g, ' ').trim();
  return lower
    .normalize('NFKD')
    .replace(MARKS, '')
    .toLowerCase()
    .replace(KEPT_LETTERS, (letter) => LETTERS.get(letter) ?? letter)
    .replace(SILENT, '')
    .replace(SIGNS, ' ')
    .normalize('NFC')
    .trim();
}

const UMLAUTS: ReadonlyMap<string, string> = new Map([
  ['ä', 'ae'],
  ['ö', 'oe'],
  ['ü', 'ue'],
  ['å', 'aa'],
]);

/** `text` with its umlauts written out (Müller as Mueller), or null where it has none. */
export function withUmlautsWrittenOut(text: string): string | null {
  const lower = text.toLowerCase().normalize('NFC');
  const written = lower.replace(/[äöüå]/g, (letter) => UMLAUTS.get(letter) ?? letter);
  return written === lower ? null : written;
}

const HAN = /\p{Script=Han}/u;

/** Whether there is a Chinese character in `text`. */
export function hasHan(text: string): boolean {
  return HAN.test(text);
}
