// Comma-separated values (RFC 4180), read piece by piece: fields may be quoted, quotes doubled, lines
// end in LF, CRLF or CR. Places are kept so that a problem can name its line.

export type CsvRecord = {
  /** 1-based line on which the record starts. */
  readonly line: number;
  readonly fields: readonly string[];
};

export type CsvProblem = {
  readonly code: 'csv_quote_unbalanced' | 'csv_too_many_fields' | 'csv_too_many_records';
  readonly line: number;
};

export type CsvLimits = { readonly records: number; readonly fields: number };

/** Units of one record: beyond, a quote was not closed. */
const RECORD_UNITS_MAX = 1 << 18;

/** Reads text piece by piece; records that are not whole yet wait for the next piece. */
export type CsvReader = {
  /** Answers false once a problem was found: nothing more is read. */
  readonly push: (text: string) => boolean;
  /** The problem of its shape, or null. */
  readonly end: () => CsvProblem | null;
};

/** A reader that gives each record that is not blank to `onRecord`. */
export function createCsvReader(
  limits: CsvLimits,
  onRecord: (record: CsvRecord) => void,
): CsvReader {
  let rest = '';
  let isFirst = true;
  let line = 1;
  let records = 0;
  let problem: CsvProblem | null = null;

  function take(read: ReadRecord): void {
    const isBlank = read.fields.length === 1 && read.fields[0]?.trim() === '';
    if (!isBlank && records >= limits.records) {
      problem = { code: 'csv_too_many_records', line };
      return;
    }
    if (!isBlank) {
      records += 1;
      onRecord({ line, fields: read.fields });
    }
    line += read.lines;
  }

  function readAll(text: string, isLast: boolean): void {
    let at = isFirst && text.charCodeAt(0) === 0xfeff ? 1 : 0;
    isFirst &&= text.length === 0;
    while (problem === null && at < text.length) {
      const read = readRecord(text, at, limits.fields, isLast);
      if (read === null) break;
      if ('code' in read) {
        problem = { code: read.code, line };
        break;
      }
      take(read);
      at = read.end;
    }
    rest = text.slice(at);
    if (rest.length > RECORD_UNITS_MAX) problem ??= { code: 'csv_quote_unbalanced', line };
  }

  return {
    push: (text) => {
      if (problem === null) readAll(rest + text, false);
      return problem === null;
    },
    end: () => {
      if (problem === null) readAll(rest, true);
      return problem;
    },
  };
}

/** The records of `text`, without blank lines; or the first problem of its shape. */
export function readCsv(
  text: string,
  limits: CsvLimits,
): { readonly records: readonly CsvRecord[]; readonly problem: CsvProblem | null } {
  const records: CsvRecord[] = [];
  const reader = createCsvReader(limits, (record) => records.push(record));
  reader.push(text);
  return { records, problem: reader.end() };
}

type ReadRecord = {
  readonly fields: readonly string[];
  /** Where the next record begins, and how many lines this one took. */
  readonly end: number;
  readonly lines: number;
};

/** The record at `start`; null where more text may belong to it. */
function readRecord(
  text: string,
  start: number,
  fieldsMax: number,
  isLast: boolean,
): ReadRecord | { readonly code: CsvProblem['code'] } | null {
  const fields: string[] = [];
  let at = start;
  let lines = 1;
  for (;;) {
    const field = text[at] === '"' ? quotedField(text, at) : plainField(text, at);
    if (field === null) return isLast ? { code: 'csv_quote_unbalanced' } : null;
    if (field.end >= text.length && !isLast) return null;
    fields.push(field.value);
    lines += field.lines;
    at = field.end;
    if (text[at] !== ',') break;
    at += 1;
    if (fields.length >= fieldsMax) return { code: 'csv_too_many_fields' };
  }
  const isReturn = text[at] === '\r';
  if (isReturn && at + 1 >= text.length && !isLast) return null;
  return { fields, end: at + (isReturn && text[at + 1] === '\n' ? 2 : 1), lines };
}

type ReadField = { readonly value: string; readonly end: number; readonly lines: number };

function plainField(text: string, start: number): ReadField {
  let end = start;
  while (end < text.length && !isFieldEnd(text.charCodeAt(end))) end += 1;
  return { value: text.slice(start, end), end, lines: 0 };
}

/** A comma, a carriage return or a line feed. */
function isFieldEnd(code: number): boolean {
  return code === 44 || code === 13 || code === 10;
}

function quotedField(text: string, start: number): ReadField | null {
  let value = '';
  let at = start + 1;
  for (;;) {
    const quote = text.indexOf('"', at);
    if (quote < 0) return null;
    value += text.slice(at, quote);
    at = quote + 1;
    if (text[at] !== '"') break;
    value += '"';
    at += 1;
  }
  const isEnd = at >= text.length || isFieldEnd(text.charCodeAt(at));
  return isEnd ? { value, end: at, lines: value.split('\n').length - 1 } : null;
}
