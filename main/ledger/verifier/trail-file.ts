// Checks a trail that was taken out of a book as JSON Lines or CSV: every link is made again from
// the file's own fields, each must follow the one before, and the last is the head it names. Shares
// no code with what wrote the file; docs/trail.md says how it is made.
import type { Anchor } from './chain.ts';
import { CHAIN_NAME, fieldsDigest } from './format.ts';
import type { Check, Verdict } from './verify-book.ts';

const FORMAT = 'counterfoil-trail-1';

const COLUMNS = [
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
type Column = (typeof COLUMNS)[number];
type Row = { readonly [column in Column]: string };

type Head = { readonly head: string; readonly count: number; readonly whole: boolean };
type Parts = { readonly head: Head; readonly rows: readonly Row[]; readonly ended: number | null };

/** Findings of one check that are named; the rest are counted. */
const NAMED = 5;

/** Whether a file begins as a trail that was taken out. */
export function looksLikeTrail(beginning: string): boolean {
  return beginning.startsWith('{"trail":') || beginning.startsWith('#,');
}

/** The verdict on the text of such a file; `anchor` is a head and count that were kept elsewhere. */
export function verifyTrailText(text: string, anchor: Anchor | null = null): Verdict {
  const read = readParts(text);
  if (typeof read === 'string') {
    const checks = [{ name: 'trail_is_readable', ok: false, detail: read }];
    return { ok: false, checks, head: '', count: 0 };
  }
  const { head, rows, ended } = read;
  const checks: Check[] = [
    { name: 'trail_is_readable', ok: true, detail: '' },
    check('trail_has_its_end', endFindings(rows, ended)),
    check('links_are_as_made', rows.flatMap(linkFindings)),
    check('links_follow_each_other', orderFindings(rows, head)),
    check('trail_ends_in_its_head', headFindings(rows, head)),
    check('trail_meets_its_anchor', anchorFindings(rows, anchor), anchor === null),
  ];
  return { ok: checks.every(({ ok }) => ok), checks, head: head.head, count: head.count };
}

function check(name: string, found: readonly string[], skipped = false): Check {
  const more = found.length > NAMED ? ` and ${found.length - NAMED} more` : '';
  const detail = skipped ? 'no anchor was given' : found.slice(0, NAMED).join('; ') + more;
  return { name, ok: found.length === 0, detail };
}

function endFindings(rows: readonly Row[], ended: number | null): string[] {
  if (ended === null) return ['its last line is missing'];
  return ended === rows.length ? [] : [`it ends after ${ended} deeds and has ${rows.length}`];
}

/** A deed without its link cannot be checked; the file's first line says whether it has them. */
function linkFindings(row: Row): string[] {
  const name = `deed ${row.sequence}`;
  const whole = /^\d{1,15}$/;
  const hash = /^[0-9a-f]{64}$/;
  const hashes = [row.inputHash, row.rowsDigest, row.previous, row.digest];
  const numbers = [row.sequence, row.program, row.rowCount];
  const at = Date.parse(row.at);
  if (!hashes.every((each) => hash.test(each)) || !numbers.every((each) => whole.test(each))) {
    return [`${name} has no link`];
  }
  if (!Number.isFinite(at)) return [`${name} has no time`];
  const bytes = (hex: string): Buffer => Buffer.from(hex, 'hex');
  const digest = fieldsDigest([
    CHAIN_NAME,
    BigInt(row.sequence),
    bytes(row.previous),
    BigInt(at),
    row.actor,
    row.deed,
    row.submissionId,
    bytes(row.inputHash),
    row.outcome,
    row.answer,
    BigInt(row.program),
    BigInt(row.rowCount),
    bytes(row.rowsDigest),
  ]).toString('hex');
  if (digest !== row.digest) return [`${name} differs from its digest`];
  const refusal = row.outcome === 'refused' ? readJson(row.answer)?.code : '';
  return refusal === row.refusal ? [] : [`${name} was not refused with ${row.refusal}`];
}

function orderFindings(rows: readonly Row[], { whole }: Head): string[] {
  const found: string[] = [];
  let before: Row | null = null;
  for (const row of rows) {
    const [last, next] = [Number(before?.sequence ?? 0), Number(row.sequence)];
    if (next <= last) found.push(`deed ${next} stands after deed ${last}`);
    else if (whole && next !== last + 1) found.push(`deed ${last + 1} is missing`);
    else if (before !== null && next === last + 1 && row.previous !== before.digest) {
      found.push(`deed ${next} does not name the link before it`);
    }
    before = row;
  }
  return found;
}

function headFindings(rows: readonly Row[], { head, count, whole }: Head): string[] {
  const last = rows.at(-1);
  if (last !== undefined && Number(last.sequence) > count) return ['it goes beyond its head'];
  const ends = last !== undefined && Number(last.sequence) === count;
  if (!ends) return whole ? [`it does not reach its head, deed ${count}`] : [];
  return last.digest === head ? [] : [`deed ${count} is not the head that it names`];
}

function anchorFindings(rows: readonly Row[], anchor: Anchor | null): string[] {
  if (anchor === null) return [];
  const row = rows.find(({ sequence }) => Number(sequence) === anchor.count);
  if (row === undefined) return [`deed ${anchor.count} of the anchor is not in it`];
  return row.digest === anchor.head
    ? []
    : [`deed ${anchor.count} is not the one that was anchored`];
}

function readParts(text: string): Parts | string {
  const records = text.startsWith('{') ? readJsonLines(text) : readCsv(text);
  if (records === null) return 'it cannot be read as JSON Lines or CSV';
  const [first, ...others] = records;
  const head = first === undefined ? null : headOf(first);
  if (head === null) return `its first line is not that of ${FORMAT}`;
  const last = others.at(-1);
  const ended = last !== undefined && typeof last.end === 'number' ? last.end : null;
  const deeds = ended === null ? others : others.slice(0, -1);
  const rows: Row[] = [];
  for (const deed of deeds) {
    const row = rowOf(deed);
    if (row === null) return `line ${rows.length + 2} is no deed`;
    rows.push(row);
  }
  return { head, rows, ended };
}

type Fields = { readonly [name: string]: unknown };

function headOf(fields: Fields): Head | null {
  const { trail, head, count, whole } = fields;
  if (trail !== FORMAT || typeof head !== 'string' || typeof count !== 'number') return null;
  return { head, count, whole: whole === true };
}

function rowOf(fields: Fields): Row | null {
  const cells: { [column: string]: string } = {};
  for (const column of COLUMNS) {
    const value = fields[column];
    if (typeof value !== 'string' && typeof value !== 'number') return null;
    cells[column] = String(value);
  }
  return cells as Row;
}

function readJson(text: string): Fields | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? (value as Fields) : null;
  } catch {
    return null;
  }
}

function readJsonLines(text: string): readonly Fields[] | null {
  const records: Fields[] = [];
  for (const line of text.split('\n')) {
    if (line === '') continue;
    const fields = readJson(line);
    if (fields === null) return null;
    records.push(fields);
  }
  return records;
}

/** The head and the end stand as JSON in a second cell, behind a first one that is `#`. */
function readCsv(text: string): readonly Fields[] | null {
  const records: Fields[] = [];
  for (const cells of csvRows(text)) {
    const [first, second] = cells;
    if (first === '#') {
      const fields = second === undefined ? null : readJson(second);
      if (fields === null) return null;
      records.push(fields);
    } else if (first !== COLUMNS[0]) {
      if (cells.length !== COLUMNS.length) return null;
      records.push(Object.fromEntries(COLUMNS.map((column, at) => [column, cells[at] ?? ''])));
    }
  }
  return records;
}

/** Rows of quoted cells; the apostrophe that keeps a cell from being a formula is taken off. */
function csvRows(text: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  const cell = /(?:"((?:[^"]|"")*)"|([^,\r\n]*))(,|\r\n|\n|$)/y;
  while (cell.lastIndex < text.length) {
    const found = cell.exec(text);
    if (found === null) return [];
    const [, quoted, plain, end] = found;
    const value = quoted === undefined ? (plain ?? '') : quoted.replaceAll('""', '"');
    row.push(value.startsWith("'") ? value.slice(1) : value);
    if (end !== ',') {
      rows.push(row);
      row = [];
    }
    if (end === '') break;
  }
  return rows;
}
