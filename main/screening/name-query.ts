// What a person typed into a search, as ranges of the terms that names are kept under.
import { fold } from './fold.ts';

/** A range of terms by their beginning, and the words that a term in it must also have. */
export type TermRange = { readonly prefix: string; readonly words: readonly string[] };

/** Units of a search that are looked at. */
export const QUERY_MAX = 100;

/** Words of a search that are tried beside one another. */
const PAIRED_MAX = 4;

/**
 * The ranges to look in, the most telling first; of those in one list any one will do, and the one
 * with the fewest terms is the least work. Two words that stand side by side in a name are one
 * beginning; any word is another, if the term has the rest; and joined they are pinyin (`chen wei`,
 * `c w`, 陈 伟).
 */
export function rangesOf(typed: string): readonly (readonly TermRange[])[] {
  const folded = fold(typed.slice(0, QUERY_MAX));
  if (folded === '') return [];
  const words = [...new Set(folded.split(' '))];
  const without = (...some: readonly string[]): readonly string[] =>
    words.filter((word) => !some.includes(word));
  const [only] = words;
  if (only !== undefined && words.length === 1) return [[{ prefix: only, words: [] }]];
  const paired = words.slice(0, PAIRED_MAX);
  const pairs = paired.flatMap((one) =>
    paired
      .filter((other) => other !== one)
      .map((other) => [{ prefix: `${one} ${other}`, words: without(one, other) }]),
  );
  const joined = { prefix: words.join(''), words: [] };
  return [...pairs, [joined], words.map((word) => ({ prefix: word, words: without(word) }))];
}

/** Whether a term of the range has every other word, each at the beginning of one of its own. */
export function fits(term: string, { prefix, words }: TermRange): boolean {
  // What stands behind the first word, so that `anna anna` needs two.
  const rest = ` ${term.slice(prefix.length)}`;
  return words.every((word) => rest.includes(` ${word}`));
}

/** The first text after every one that begins with `prefix`, in the order of their code points. */
export function afterPrefix(prefix: string): string {
  return `${prefix}\u{10ffff}`;
}
