// `accounts import FILE`: opens the accounts of a list, with their opening balances.
import type { Refusal } from '../../domain/result.ts';
import { EXIT, type Exit } from './exit-codes.ts';
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
  const problems = listedProblems(refusal, message);
  output.object({ opened: 0, outcome: 'refused', code: refusal.code, message, problems });
  if (Array.isArray(refusal.problems)) {
    for (const { place, message: text } of problems) {
      output.line('problem', { line: place.line ?? '?', path: '', text, reasonCode: '' });
    }
  }
  return notDone(reply, output);
}

/** The problems of the list as JSON gives them; a refusal without a list is the only problem. */
function listedProblems(refusal: Refusal, message: string) {
  const { code, line, problems } = refusal;
  if (!Array.isArray(problems)) {
    const place = { line: typeof line === 'number' ? line : null, path: null };
    return [{ code, severity: 'refuses', place, message }];
  }
  // The refusal carries each as one line of text: `line 3: currency_unknown currency XXQ`.
  return problems.map(String).map((text) => {
    const [, at, named = text, details = ''] = /^line (\d+): (\S+) ?(.*)$/s.exec(text) ?? [];
    const place = { line: at === undefined ? null : Number(at), path: null };
    return { code: named, severity: 'refuses', place, message: `${named} ${details}`.trim() };
  });
}
