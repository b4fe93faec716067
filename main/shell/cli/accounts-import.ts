// `accounts import FILE`: opens the accounts of a list, with their opening balances.
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { EXIT, type Exit } from './exit-codes.ts';
import type { Output } from './output.ts';
import { type Desk, notDone } from './with-office.ts';

export async function importAccounts(desk: Desk, file: string, output: Output): Promise<Exit> {
  const bytes = await readFile(file).catch(() => null);
  if (bytes === null) {
    output.object({ opened: 0, problems: ['file_cannot_be_read'], file });
    output.refusal({ code: 'file_cannot_be_read' });
    return EXIT.refused;
  }
  // The same list is the same submission: importing it twice opens nothing twice.
  const submissionId = `accounts.${createHash('sha256').update(bytes).digest('hex').slice(0, 48)}`;
  const reply = await desk.ask((client) => client.importAccounts({ submissionId, path: file }));
  if (!reply.ok) {
    if ('refusal' in reply) {
      const { code, ...details } = reply.refusal;
      const { problems } = details;
      const named = Array.isArray(problems) ? problems : [{ code, ...details }];
      output.object({ opened: 0, outcome: 'refused', code, problems: named });
      for (const problem of Array.isArray(problems) ? problems : []) {
        output.line('problem', { line: '', path: '', text: problem, reasonCode: '' });
      }
    }
    return notDone(reply, output);
  }
  const { opened, unchanged, problems } = reply.value;
  output.object({ opened, unchanged, problems });
  output.line('accounts_opened', { opened, unchanged });
  return EXIT.done;
}
