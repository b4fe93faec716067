// Lists of master data as files: one kind per file, the header naming the fields in any order, read
// row by row in flat memory and written the way they are read.
import { isAnchorRecord } from '../domain/export-anchor.ts';
import {
  type FieldProblem,
  kindRule,
  type MasterContent,
  type MasterKind,
  readContent,
} from '../domain/master/kinds.ts';
import { PROBLEMS_KEPT, type Problem } from '../domain/problem.ts';
import { visible } from '../domain/text.ts';
import { type CsvRecord, createCsvReader } from './csv.ts';
import { KeySet } from './key-set.ts';

export type MasterListRow = {
  /** 1-based line in the file. */
  readonly line: number;
  readonly key: string;
  readonly content: MasterContent;
  /** The record ends: the column `ended` says so. */
  readonly ended: boolean;
};

export type MasterListOutcome = {
  /** Rows that could be read. */
  readonly rows: number;
  /** The first problems; the file is taken only when there is none. */
  readonly problems: readonly Problem[];
  readonly problemCount: number;
};

/** Rows of one file; more are imported in several. */
export const MASTER_LIST_ROWS_MAX = 5_000_000;
const FIELDS_MAX = 64;
/** Whether a record goes on: a column that every kind has. */
const ENDED = 'ended';

export type MasterListReader = {
  /** Answers false once the shape of the file was found wrong. */
  readonly push: (text: string) => boolean;
  readonly end: () => MasterListOutcome;
};

/**
 * Reads a list of a kind and gives every row without a problem to `onRow`; the anchor of an exported
 * list is no row. Problem codes, placed by
 * line: `csv_…` for its shape, `master_list_header` (a column missing that is required, unknown or
 * twice), `master_list_empty`, `master_list_fields` (not as many fields as the header),
 * `master_key_twice`, and those of `readContent`.
 */
export function createMasterListReader(
  kind: MasterKind,
  live: boolean,
  onRow: (row: MasterListRow) => void,
): MasterListReader {
  const problems: Problem[] = [];
  let [rows, problemCount] = [0, 0];
  let columns: readonly string[] | null = null;
  let isRead = true;
  const keys = new KeySet();

  function add(found: Problem): void {
    problemCount += 1;
    if (problems.length < PROBLEMS_KEPT) problems.push(found);
  }

  function takeRow(record: CsvRecord, names: readonly string[]): void {
    const { line, fields } = record;
    // An exported list is edited and brought in again: its anchor is of the file that was exported.
    if (isAnchorRecord(fields)) return;
    if (fields.length !== names.length) {
      add(problemAt('master_list_fields', line, { value: String(fields.length) }));
      return;
    }
    const written: Record<string, string> = {};
    for (const [at, name] of names.entries()) written[name] = fields[at] ?? '';
    const ended = endedOf(written[ENDED] ?? '');
    delete written[ENDED];
    const read = readContent(kind, written, live);
    if (!read.ok) for (const each of read.problems) add(fieldProblem(each, line));
    if (ended === null) add(problemAt('master_field_unreadable', line, { column: ENDED }));
    if (!read.ok || ended === null) return;
    if (!keys.add(read.key)) {
      add(problemAt('master_key_twice', line, { value: visible(read.key) }));
      return;
    }
    rows += 1;
    onRow({ line, key: read.key, content: read.content, ended });
  }

  const reader = createCsvReader(
    { records: MASTER_LIST_ROWS_MAX + 2, fields: FIELDS_MAX },
    (record) => {
      if (columns !== null) takeRow(record, columns);
      else if (isRead) {
        columns = columnsOf(kind, record);
        isRead = columns !== null;
        if (!isRead) {
          const expected = masterColumns(kind).join(',');
          add(problemAt('master_list_header', record.line, { expected }));
        }
      }
    },
  );
  return {
    push: (text) => reader.push(text) && isRead,
    end: () => {
      const problem = reader.end();
      if (problem !== null) add(problemAt(problem.code, problem.line, {}));
      if (problemCount === 0 && rows === 0) add(problemAt('master_list_empty', 1, {}));
      return { rows, problems, problemCount };
    },
  };
}

/** The columns of a kind's file, in the order of an export. */
export function masterColumns(kind: MasterKind): readonly string[] {
  return [...Object.keys(kindRule(kind).fields), ENDED];
}

/** The fields that the header names, or null where it cannot be a list of this kind. */
function columnsOf(kind: MasterKind, header: CsvRecord): readonly string[] | null {
  const known = masterColumns(kind);
  const names = header.fields.map((field) =>
    known.find((name) => name.toLowerCase() === field.trim().toLowerCase()),
  );
  const columns = names.filter((name) => name !== undefined);
  const { fields } = kindRule(kind);
  const isWhole = Object.entries(fields).every(
    ([name, { required }]) => required !== true || columns.includes(name),
  );
  const isClear = columns.length === names.length && new Set(columns).size === columns.length;
  return isWhole && isClear ? columns : null;
}

function endedOf(text: string): boolean | null {
  const word = text.trim().toLowerCase();
  if (word === '' || word === 'false' || word === 'no' || word === '0') return false;
  return word === 'true' || word === 'yes' || word === '1' ? true : null;
}

function fieldProblem({ code, field, value }: FieldProblem, line: number): Problem {
  return problemAt(code, line, { column: field, value: visible(value) });
}

function problemAt(code: string, line: number, data: Problem['data']): Problem {
  return { code, reasonCode: null, severity: 'refuses', place: { line, path: null }, data };
}

/** The header of an exported list, with the mark by which spreadsheets know UTF-8. */
export function masterListHeader(kind: MasterKind): string {
  return `\ufeff${masterColumns(kind).join(',')}\r\n`;
}

/** One row of an exported list; reading it gives the same content. */
export function masterListLine(kind: MasterKind, content: MasterContent, ended: boolean): string {
  const values = Object.keys(kindRule(kind).fields).map((field) => content[field] ?? '');
  return `${[...values, ended ? 'true' : ''].map(quoted).join(',')}\r\n`;
}

/** Quoted where the text could be read as something else by a reader or a spreadsheet. */
function quoted(text: string): string {
  return /[",\r\n]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
