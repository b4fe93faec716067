// What a person typed into a search, as ranges of the terms that names are kept under.
import { fold } from './fold.ts';

/** A range of terms by their beginning, and the words that a term in it must also have. */
export type TermRange = { readonly prefix: string; readonly words: readonly string[] };

/** Units of a search that are looked at. */
export const QUERY_MAX = 100;

/**
 * The ranges to look in, the most telling first. Several words are looked for in any order, the
 * longest as the beginning of a term; and joined, as pinyin is kept (`chen wei`, `cw`, 陈 伟).
 */
export function rangesOf(typed: string): readonly TermRange[] {
  const folded = fold(typed.slice(0, QUERY_MAX));
  if (folded === '') return [];
  const words = folded.split(' ');
  const [only, ...more] = words;
  if (only !== undefined && more.length === 0) return [{ prefix: only, words: [] }];
  const joined = { prefix: words.join(''), words: [] };
  const longest = words.reduce((best, word) => (word.length > best.length ? word : best));
  const others = words.filter((word) => word !== longest);
  return [{ prefix: longest, words: others }, joined];
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
