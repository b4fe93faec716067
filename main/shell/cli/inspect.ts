// `inspect FILE…`: what a payment file or a statement is, holds and lacks, without touching a book.
import { stat } from 'node:fs/promises';
import type { Money } from '../../domain/money.ts';
import type { Problem } from '../../domain/problem.ts';
import { Fault } from '../../domain/result.ts';
import { FileReading } from '../../office/file-reading.ts';
import {
  amountText,
  type CamtReading,
  type CamtStatement,
  inspectStatement,
  type StatedAmount,
} from '../../office/inspect-statement.ts';
import { EXIT, type Exit, worse } from './exit-codes.ts';
import { type Output, sumsObject, sumsText } from './output.ts';

/** What reading one file gives. */
type Preview = Awaited<ReturnType<FileReading['inspect']>>;

export async function inspect(files: readonly string[], output: Output): Promise<Exit> {
  const reading = new FileReading();
  let exit: Exit = EXIT.done;
  try {
    for (const file of files) exit = worse(exit, await inspectOne(reading, file, output));
    return exit;
  } finally {
    await reading.stop();
  }
}

async function inspectOne(reading: FileReading, file: string, output: Output): Promise<Exit> {
  const found = await stat(file).catch(() => null);
  if (found?.isFile() !== true) {
    return unreadable(file, 'file_cannot_be_read', output);
  }
  try {
    const statement = await inspectStatement(file);
    if (statement !== null) {
      describeStatement(file, statement, output);
      return statement.accepted ? EXIT.done : EXIT.refused;
    }
    const onProgress = (bytes: number, size: number) => output.progress.at('reading', bytes, size);
    const preview = await reading.inspect(file, onProgress);
    output.progress.end();
    describe(file, preview, output);
    return preview.accepted ? EXIT.done : EXIT.refused;
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    return unreadable(file, error.code, output);
  }
}

/** A bank statement: its balances for a person, every entry in JSON. */
function describeStatement(file: string, reading: CamtReading, output: Output): void {
  const { kind, accepted, messageId, entryCount, problems, problemCount } = reading;
  output.object({
    file,
    kind,
    outcome: accepted ? 'accepted' : 'refused',
    messageId,
    numberOfTransactions: entryCount,
    statements: reading.statements.map(statementObject),
    problemCount,
    problems: problemObjects(problems, output),
  });
  if (accepted) output.line('accepted_statement', { file, kind, entries: entryCount });
  else output.line('refused_file', { file, count: problemCount });
  for (const statement of reading.statements) {
    const { account, currency, opening, closing, balanced, entryCount: entries } = statement;
    const text = (amount: StatedAmount | null) =>
      `${amountText(amount, currency) ?? '–'} ${currency}`;
    const line = balanced === false ? 'camt_statement_differs' : 'camt_statement';
    output.line(line, { account, entries, opening: text(opening), closing: text(closing) });
  }
  output.problems(problems, problemCount);
}

function statementObject(statement: CamtStatement) {
  const { id, account, currency, opening, closing, balanced, date, entries } = statement;
  return {
    id,
    account,
    currency,
    opening: amountText(opening, currency),
    closing: amountText(closing, currency),
    balanced,
    date,
    entryCount: statement.entryCount,
    entries: entries.map((entry) => ({
      bookingDate: entry.bookingDate,
      valueDate: entry.valueDate,
      amount: amountText(entry.amount, entry.currency),
      currency: entry.currency,
      status: entry.status,
      reversal: entry.reversal,
      reference: entry.reference,
      endToEndId: entry.endToEndId,
      details: entry.details,
    })),
  };
}

/** A file that is refused before its content could be read. */
function unreadable(file: string, code: string, output: Output): Exit {
  const problem: Problem = {
    code,
    reasonCode: null,
    severity: 'refuses',
    place: { line: null, path: null },
    data: {},
  };
  const problems = problemObjects([problem], output);
  output.object({ file, kind: null, outcome: 'refused', problems });
  output.line('refused_file', { file, count: 1 });
  output.problems([problem], 1);
  return EXIT.refused;
}

function describe(file: string, preview: Preview, output: Output): void {
  const { kind, header, counts, accepted, problems, problemCount } = preview;
  const sums: readonly Money[] = counts.sums;
  output.object({
    file,
    kind,
    outcome: accepted ? 'accepted' : 'refused',
    messageId: header?.messageId ?? null,
    numberOfTransactions: counts.transactions,
    sums: sumsObject(sums),
    problemCount,
    problems: problemObjects(problems, output),
  });
  const shown = {
    file,
    kind: kind ?? '?',
    messageId: header?.messageId ?? '?',
    transactions: counts.transactions,
    sums: sumsText(sums),
  };
  if (accepted) output.line('accepted_file', shown);
  else output.line('refused_file', { file, count: problemCount });
  output.problems(problems, problemCount);
}

/** Problems as JSON gives them, with an English message. */
export function problemObjects(problems: readonly Problem[], output: Output) {
  return problems.map(({ code, reasonCode, severity, place, data }) => ({
    code,
    reasonCode,
    severity,
    place,
    message: output.problemText({ code, reasonCode, severity, place, data }),
  }));
}
