// The last line of every file that is taken out of the book: the chain's head it was taken at, and
// the digest of all that stands before the line. docs/trail.md says how it is checked.
import { csvLine } from './csv.ts';

/** Named in the line, so that a changed form is never checked by the rules of this one. */
export const EXPORT_ANCHOR = 'counterfoil-export-1';

export const EXPORT_FORMATS = ['csv', 'jsonl'] as const;
export type ExportFormat = (typeof EXPORT_FORMATS)[number];

/** The chain's newest link: its digest as lower-case hexadecimal and its number, from 1 without gaps. */
export type ChainPoint = { readonly head: string; readonly count: number };

/** `sha256` is that of every byte of the file before the line, as lower-case hexadecimal. */
export type ExportAnchor = ChainPoint & { readonly sha256: string };

/**
 * The line with its end. In CSV it is a record of two cells, `#` and the words as JSON, as in the
 * exported trail; in JSON Lines it is the words themselves.
 */
export function anchorLine(
  format: ExportFormat,
  exported: string,
  { head, count, sha256 }: ExportAnchor,
): string {
  const words = JSON.stringify({ anchor: EXPORT_ANCHOR, export: exported, head, count, sha256 });
  return format === 'jsonl' ? `${words}\n` : csvLine(['#', words]);
}

/** Whether a record of CSV is that line. */
export function isAnchorRecord(fields: readonly string[]): boolean {
  const [mark, words = ''] = fields;
  return fields.length === 2 && mark === '#' && words.startsWith(`{"anchor":"${EXPORT_ANCHOR}"`);
}
