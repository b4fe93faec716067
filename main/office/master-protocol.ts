// What the office asks the thread that reads lists of master data, and what it answers.
import type { MasterKind } from '../domain/master/kinds.ts';
import type { MasterListOutcome } from '../formats/master-csv.ts';
import type { NewVersion } from '../ledger/master.ts';

export type OpenList = {
  readonly path: string;
  readonly kind: MasterKind;
  /** A live book takes no test codes. */
  readonly live: boolean;
  /** Rows that are in the book already and are not given again. */
  readonly skip: number;
  /** Whether the records are wanted, or only how many there are of which sort. */
  readonly counting: boolean;
  /** A full edition: what is in the book and not in the file ends. */
  readonly isFull: boolean;
  /** The last step of any change by which the book is read; null: as it is now. */
  readonly upToStep: number | null;
};

/** Counted so far; `unchanged` are as the book has them. */
export type ListCounts = {
  readonly added: number;
  readonly changed: number;
  /** Records that end, by the file's word or, of a full edition, by its silence. */
  readonly ended: number;
  readonly unchanged: number;
};

export type ListPiece = {
  readonly fromRow: number;
  /** Rows read so far, the skipped and the unchanged among them. */
  readonly toRow: number;
  /** Bytes of the file that were read; of a packed one unpacked. */
  readonly bytes: number;
  readonly counts: ListCounts;
  readonly versions: readonly Omit<NewVersion, 'salt'>[];
  /** The first problems of the file so far; all that will be kept when there is an outcome. */
  readonly outcome: MasterListOutcome | null;
};

export type MasterQuestions = {
  open: { readonly input: OpenList; readonly answer: number };
  next: { readonly input: { readonly list: number }; readonly answer: ListPiece };
  close: { readonly input: { readonly list: number }; readonly answer: null };
};
