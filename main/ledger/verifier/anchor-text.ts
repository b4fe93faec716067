// An anchor as people and programs write it down: a head and a count kept outside the book.
import type { Anchor } from './chain.ts';
import { EXPORT_TAIL_BYTES, readExportEnd } from './export-file.ts';

const HEAD_AND_COUNT = /^([0-9a-f]{64}):(\d{1,15})$/;

/**
 * Reads `HEAD:COUNT`, the line that `audit --json` and `verify --json` print, the line of the
 * file `anchor` beside a book, and the last line of an exported file; null for anything else.
 */
export function readAnchorText(text: string): Anchor | null {
  const line = text.trim();
  const pair = HEAD_AND_COUNT.exec(line);
  if (pair !== null) return anchorOf(pair[1], Number(pair[2]));
  const end = readExportEnd(text.slice(-EXPORT_TAIL_BYTES));
  if (end !== null) return { head: end.head, count: end.count };
  const said = jsonOrNull(line);
  if (said === null) return null;
  const { head, count } = said;
  if (typeof head !== 'object' || head === null) return anchorOf(head, count);
  const point: { digest?: unknown; sequence?: unknown } = head;
  return anchorOf(point.digest, point.sequence);
}

function jsonOrNull(line: string): { head?: unknown; count?: unknown } | null {
  try {
    const said: unknown = JSON.parse(line);
    return typeof said === 'object' ? said : null;
  } catch {
    return null;
  }
}

function anchorOf(head: unknown, count: unknown): Anchor | null {
  if (typeof head !== 'string' || !/^[0-9a-f]{64}$/.test(head)) return null;
  return Number.isSafeInteger(count) && Number(count) >= 0 ? { head, count: Number(count) } : null;
}
