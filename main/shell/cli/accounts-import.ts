// `accounts import FILE`: opens the accounts of a list, with their opening balances.
import type { Problem } from '../../domain/problem.ts';
import type { Refusal } from '../../domain/result.ts';
import { EXIT, type Exit } from './exit-codes.ts';
import { problemObjects } from './inspect.ts';
import type { Output } from './output.ts';
import { newSubmissionId } from './submission-id.ts';
import { type Desk, notDone } from './with-office.ts';

export async function importAccounts(desk: Desk, file: string, output: Output): Promise<Exit> {
  const drafted = await desk.ask((client) => client.draftBatch({ path: file }));
  if (!drafted.ok) return refused(drafted, output);
  const submissionId = newSubmissionId();
  const { originalHash } = drafted.value;
  const reply = await desk.ask((client) => client.importAccounts({ submissionId, originalHash }));
  if (!reply.ok) return refused(reply, output);
  const { opened, unchanged, problems } = reply.value;
  output.object({ opened, unchanged, problems });
  output.line('accounts_opened', { opened, unchanged });
  return EXIT.done;
}

function refused(reply: Parameters<typeof notDone>[0], output: Output): Exit {
  if (!('refusal' in reply)) return notDone(reply, output);
  const { refusal } = reply;
  const message = output.refusalText(refusal);
  const listed = listedProblems(refusal);
  output.problems(listed, listed.length);
  const problems = listed.length > 0 ? problemObjects(listed, output) : [theOnly(refusal, message)];
  output.object({ opened: 0, outcome: 'refused', code: refusal.code, message, problems });
  output.refusal(refusal);
  return EXIT.refused;
}

/** A refusal that lists no problems, as the one problem there is. */
function theOnly({ code, line }: Refusal, message: string) {
  const place = { line: typeof line === 'number' ? line : null, path: null };
  return { code, reasonCode: null, severity: 'refuses', place, message };
}

/** The problems of the list: the refusal carries each as a line, `line 3: code column value`. */
function listedProblems({ problems }: Refusal): readonly Problem[] {
  if (!Array.isArray(problems)) return [];
  return problems.map(String).map((text) => {
    const parts = /^line (\d+): (\S+) ?(\S*) ?(.*)$/s.exec(text);
    const [, line, code = text, column = '', value = ''] = parts ?? [];
    const place = { line: line === undefined ? null : Number(line), path: column || null };
    return { code, reasonCode: null, severity: 'refuses', place, data: { value, currency: value } };
  });
}
