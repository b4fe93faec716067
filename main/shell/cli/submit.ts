// `submit FILE… [--accounts FILE]`: keeps the file, submits it, and follows the engine until every
// payment is judged. Ctrl+C stops the following; the batch goes on when the book is next opened.
import type { Problem } from '../../domain/problem.ts';
import { importAccounts } from './accounts-import.ts';
import { EXIT, type Exit, worse } from './exit-codes.ts';
import { problemObjects } from './inspect.ts';
import type { Output } from './output.ts';
import { type Desk, notDone } from './with-office.ts';

export async function submit(
  desk: Desk,
  asked: { readonly files: readonly string[]; readonly accounts: string | null },
  output: Output,
): Promise<Exit> {
  if (asked.accounts !== null) {
    const imported = await importAccounts(desk, asked.accounts, whenRefused(output));
    if (imported !== EXIT.done) return imported;
  }
  let exit: Exit = EXIT.done;
  for (const file of asked.files) exit = worse(exit, await submitOne(desk, file, output));
  return exit;
}

/** In JSON the files' lines are the answer; of the accounts only a refusal is said. */
function whenRefused(output: Output): Output {
  const isRefusal = (value: unknown): boolean =>
    typeof value === 'object' && value !== null && 'outcome' in value;
  return {
    ...output,
    object: (value) => {
      if (isRefusal(value)) output.object(value);
    },
  };
}

async function submitOne(desk: Desk, file: string, output: Output): Promise<Exit> {
  const drafted = await desk.ask((client) => client.draftBatch({ path: file }));
  if (!drafted.ok) return refused(file, drafted, [], output);
  const { submissionId, originalHash, fileName } = drafted.value;
  const problems = await preview(desk, originalHash, output);
  const asked = { submissionId, originalHash, fileName };
  const submitted = await desk.ask((client) => client.submitBatch(asked));
  if (!submitted.ok) return refused(file, submitted, problems, output);
  const { batchId } = submitted.value;
  output.line('batch_submitted', { file, batchId });
  const begun = performance.now();
  const done = await follow(desk, batchId, output);
  const seconds = Math.round((performance.now() - begun) / 100) / 10;
  output.object({
    file,
    batchId,
    outcome: 'accepted',
    judged: done.judged,
    problems: problemObjects(problems, output),
  });
  if (done.judged) output.line('batch_judged', { batchId, total: done.total, seconds });
  else output.line('still_judging', { batchId });
  return EXIT.done;
}

/** Reads the kept file through the office, with progress; answers what is wrong with it. */
async function preview(
  desk: Desk,
  originalHash: string,
  output: Output,
): Promise<readonly Problem[]> {
  const stream = desk.client().inspectFile({ originalHash });
  for await (const item of stream) {
    if (item.kind === 'progress') output.progress.at('reading', item.bytes, item.size);
    if (item.kind !== 'preview') continue;
    output.progress.end();
    output.problems(item.preview.problems, item.preview.problemCount);
    return item.preview.problems;
  }
  return [];
}

/** Follows the batch until it is judged, across restarts of the office. */
async function follow(
  desk: Desk,
  batchId: number,
  output: Output,
): Promise<{ readonly judged: boolean; readonly total: number }> {
  let interrupted = false;
  const interrupt = (): void => {
    interrupted = true;
  };
  process.once('SIGINT', interrupt);
  let total = 0;
  try {
    for (;;) {
      // A question first: it waits for the office to be there.
      const asked = await desk.ask((client) => client.batch({ batchId }));
      // Whoever may look no more, or cannot sign in again, waits for nothing.
      if ('refusal' in asked) return { judged: false, total };
      if (await isHeldBack(desk)) {
        output.line('intake_holds');
        return { judged: false, total };
      }
      const stream = desk.client().batchProgress({ batchId });
      for await (const item of stream) {
        total = item.total;
        output.progress.at('judging', item.processed, item.total);
        if (item.done) return { judged: true, total };
        if (interrupted) return { judged: false, total };
      }
      const end = await stream.end;
      if (end.ok) return { judged: false, total };
    }
  } finally {
    process.removeListener('SIGINT', interrupt);
    output.progress.end();
  }
}

/** Whether payments are not taken in now: what is submitted waits for a person's word. */
async function isHeldBack(desk: Desk): Promise<boolean> {
  const reply = await desk.ask((client) => client.engineStanding({}));
  return reply.ok && reply.value.intake.state !== 'running';
}

function refused(
  file: string,
  reply: Parameters<typeof notDone>[0],
  problems: readonly Problem[],
  output: Output,
): Exit {
  if (!('refusal' in reply)) return notDone(reply, output);
  const { refusal } = reply;
  const { code, reasonCode = null, batchId = null } = refusal;
  const message = output.refusalText(refusal);
  const place = { line: null, path: null };
  const said = { code, reasonCode, severity: 'refuses', place, message };
  const listed = problemObjects(problems, output);
  const first = typeof batchId === 'number' ? { firstBatchId: batchId } : {};
  // A file that is refused for its content is explained by its own problems.
  const all = code === 'file_has_refusing_problems' ? listed : [{ ...said, ...first }, ...listed];
  output.object({ file, batchId: null, outcome: 'refused', code, message, problems: all });
  output.refusal(refusal);
  return EXIT.refused;
}
