// The trail as a file: JSON Lines or CSV, each deed with everything its link is made from, between a
// line that names the chain's head and one that says that nothing is missing. docs/trail.md says how
// it is checked.

import { csvLine } from '../domain/csv.ts';
import type { TrailFormat } from '../domain/trail-formats.ts';

/** Named in the first line, so that a changed format is never checked by the rules of this one. */
export const TRAIL_EXPORT = 'counterfoil-trail-1';

/** What an export is of. Instants are ISO 8601 in UTC. */
export type TrailExportHead = {
  readonly head: string;
  readonly count: number;
  /** Every deed up to the head is in it; false where a filter or the compliance right left some out. */
  readonly whole: boolean;
  /** Whether the deeds carry their links; they do for those with the compliance right. */
  readonly linked: boolean;
  /** The columns in which account numbers are masked, for whoever may not see them. */
  readonly masked: readonly TrailColumn[];
  readonly exportedAt: number;
  readonly exportedBy: string;
  readonly filter: { readonly [part: string]: string | number };
};

/** One deed by column; the order of the columns is the order in which they are written. */
export type TrailExportRow = { readonly [column in TrailColumn]: string | number };

export const TRAIL_COLUMNS = [
  'sequence',
  'at',
  'actor',
  'deed',
  'outcome',
  'refusal',
  'subject',
  'remark',
  'submissionId',
  'inputHash',
  'answer',
  'program',
  'rowCount',
  'rowsDigest',
  'previous',
  'digest',
] as const;
export type TrailColumn = (typeof TRAIL_COLUMNS)[number];

/** The lines before the deeds, each with its end. */
export function trailHead(format: TrailFormat, head: TrailExportHead): string {
  const { exportedAt, ...others } = head;
  const said = { trail: TRAIL_EXPORT, ...others, exportedAt: new Date(exportedAt).toISOString() };
  if (format === 'jsonl') return `${JSON.stringify(said)}\n`;
  return `${csvLine(['#', JSON.stringify(said)])}${csvLine(TRAIL_COLUMNS)}`;
}

export function trailRow(format: TrailFormat, row: TrailExportRow): string {
  if (format === 'csv') return csvLine(TRAIL_COLUMNS.map((column) => row[column]));
  return `${JSON.stringify(Object.fromEntries(TRAIL_COLUMNS.map((each) => [each, row[each]])))}\n`;
}

/** The last line: how many deeds stand before it, so that a cut end is seen. */
export function trailEnd(format: TrailFormat, rows: number): string {
  const said = JSON.stringify({ end: rows });
  return format === 'jsonl' ? `${said}\n` : csvLine(['#', said]);
}
