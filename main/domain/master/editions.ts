// Directories come out in editions: a whole one ends what it does not list, a delta changes the one it
// names as its base. Which one a book holds decides whether the next fits.
import type { MasterKind } from './kinds.ts';

/** Kinds that somebody publishes whole; what else is kept is the bank's own. */
export const EDITION_KINDS = ['bank', 'routing', 'participant'] as const satisfies MasterKind[];

export function hasEditions(kind: MasterKind): boolean {
  return EDITION_KINDS.some((each) => each === kind);
}

export const EDITION_SCOPES = ['full', 'delta'] as const;
export type EditionScope = (typeof EDITION_SCOPES)[number];

/** What an import says of itself. */
export type Edition = {
  readonly scope: EditionScope;
  /** The publisher's name of it. */
  readonly edition: string;
  /** The edition that a delta changes; of a full one '' or what was held when it was taken. */
  readonly base: string;
  /** The last day on which it may be relied on; '' where it names none. */
  readonly validUntil: string;
};

/** The edition that is held: the newest one that was confirmed. */
export type HeldEdition = Pick<Edition, 'edition' | 'validUntil'> & {
  readonly effectiveOn: string;
};
