// Comma-separated values (RFC 4180), read whole: fields may be quoted, quotes doubled, lines end
// in LF, CRLF or CR. Places are kept so that a problem can name its line.

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

/** The records of `text`, without blank lines; or the first problem of its shape. */
export function readCsv(
  text: string,
  limits: CsvLimits,
): { readonly records: readonly CsvRecord[]; readonly problem: CsvProblem | null } {
  const records: CsvRecord[] = [];
  let at = text.charCodeAt(0) === 0xfeff ? 1 : 0;
  let line = 1;
  while (at < text.length) {
    const start = line;
    const fields: string[] = [];
    for (;;) {
      const field = text[at] === '"' ? quotedField(text, at) : plainField(text, at);
      if (field === null)
        return { records, problem: { code: 'csv_quote_unbalanced', line: start } };
      fields.push(field.value);
      line += field.lines;
      at = field.end;
      if (text[at] !== ',') break;
      at += 1;
      if (fields.length >= limits.fields) {
        return { records, problem: { code: 'csv_too_many_fields', line: start } };
      }
    }
    if (text[at] === '\r' && text[at + 1] === '\n') at += 2;
    else at += 1;
    line += 1;
    if (fields.length === 1 && fields[0]?.trim() === '') continue;
    if (records.length >= limits.records) {
      return { records, problem: { code: 'csv_too_many_records', line: start } };
    }
    records.push({ line: start, fields });
  }
  return { records, problem: null };
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
