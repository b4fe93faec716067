// `inspect FILE…`: what a payment file is, holds and lacks, without touching a book.
import { stat } from 'node:fs/promises';
import type { Money } from '../../domain/money.ts';
import type { Problem } from '../../domain/problem.ts';
import { Fault } from '../../domain/result.ts';
import { FileReading } from '../../office/file-reading.ts';
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
