// `backup [--to DIR]` and `drill`: a backup made and checked while the book is worked with, and the
// newest one restored aside to see that everything is there.
import type { Output as AnswerOf } from '../../../preload/contract/contract.ts';
import { EXIT, type Exit } from './exit-codes.ts';
import type { Output } from './output.ts';
import { type Desk, notDone } from './with-office.ts';

export async function backup(desk: Desk, to: string | null, output: Output): Promise<Exit> {
  const reply = await followed(desk, output, () => desk.ask((client) => client.backUp({ to })));
  if (!reply.ok) return notDone(reply, output);
  tellBackup(reply.value, output);
  return reply.value.good ? EXIT.done : EXIT.auditFailed;
}

/** A backup as JSON and as a line: when, what it holds, and what its check found. */
function tellBackup(made: AnswerOf<'backUp'>, output: Output): void {
  const { name, madeAt, good, failed, head, count, bytes, originals, missing } = made;
  const at = new Date(madeAt).toISOString();
  output.object({ name, madeAt: at, ok: good, failed, head, count, bytes, originals, missing });
  const said = { name, count, originals, missing, failed, megabytes: Math.ceil(bytes / 1e6) };
  output.line(good ? 'backup_made' : 'backup_not_sound', said);
  if (missing > 0) output.line('backup_missing', said);
}

export async function drill(desk: Desk, output: Output): Promise<Exit> {
  const reply = await followed(desk, output, () => desk.ask((client) => client.drillBackup({})));
  if (!reply.ok) return notDone(reply, output);
  const { name, at, ok, detail } = reply.value;
  output.object({ name, at: new Date(at).toISOString(), ok, detail });
  output.line(ok ? 'drill_passed' : 'drill_failed', { name, detail });
  return ok ? EXIT.done : EXIT.auditFailed;
}

/** Shows how far the office has come while `ask` waits; an interrupt stops the job in order. */
async function followed<T>(desk: Desk, output: Output, ask: () => Promise<T>): Promise<T> {
  const interrupt = (): void => void desk.ask((client) => client.stopKeeping({}));
  process.once('SIGINT', interrupt);
  const asked = ask();
  const stream = desk.client().keepingProgress({});
  const end = (): void => stream.cancel();
  asked.then(end, end);
  try {
    for await (const { phase, done, total } of stream) {
      if (phase !== null) output.progress.at(phase, done, total);
    }
    return await asked;
  } finally {
    output.progress.end();
    process.removeListener('SIGINT', interrupt);
  }
}
