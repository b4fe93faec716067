// What the hand-over's screens conclude from what the office told them, and from what was typed.
import type { Output } from '../../preload/contract/contract.ts';

type Key = Output<'branchKeys'>['keys'][number];
type Shown = Output<'readHandOver'>;

/** What the office would refuse a file for that came, whoever presses; it is said before anybody does. */
export function standsInTheWay({ isForHere, branch }: Pick<Shown, 'isForHere' | 'branch'>) {
  if (!isForHere) return 'hand_over_of_another_book';
  return branch === null ? 'branch_key_unknown' : null;
}

/** The branches to which a batch can go: those of a trusted key, each once and by its newest name. */
export function branchesToGiveTo(keys: readonly Key[]): readonly Key[] {
  const trusted = keys.filter(({ state }) => state === 'trusted');
  return [...new Map(trusted.map((key) => [key.book, key])).values()];
}

export type EnteredKey = {
  readonly book: string;
  readonly name: string;
  readonly publicKey: string;
};

/**
 * A key as it is trusted, from what was typed or pasted of it: in groups or in one piece, in either
 * case. Null while a part of it is missing or is none.
 */
export function keyEntered({ book, name, publicKey }: EnteredKey): EnteredKey | null {
  const entered = {
    book: book.trim(),
    name: name.trim(),
    publicKey: publicKey.replace(/\s/g, '').toLowerCase(),
  };
  const isWhole = entered.book !== '' && entered.name !== '';
  return isWhole && /^[0-9a-f]{64}$/.test(entered.publicKey) ? entered : null;
}
