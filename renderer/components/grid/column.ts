// What a grid draws: its columns, and the few kinds of content that a cell can have.
import type { IconName } from '../icon.tsx';
import type { Tone } from '../status.tsx';
import type { ColumnWidth } from './column-tracks.ts';

/** A cell is text, with a quiet word behind it, or a mark in front that has the same meaning. */
export type Cell = {
  readonly text: string;
  readonly after?: string;
  /** All of it, where the cell says it shortened. */
  readonly title?: string;
  readonly mark?: { readonly icon: IconName; readonly tone: Tone };
};

export type Column<Row> = {
  readonly key: string;
  readonly title: string;
  readonly width: ColumnWidth;
  readonly align?: 'end';
  readonly sortable?: boolean;
  /** `name`: written by a person, in any script. */
  readonly look?: 'name' | 'soft' | 'mono';
  readonly content: (row: Row) => Cell;
};
