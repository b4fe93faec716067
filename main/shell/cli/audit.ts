// `audit`: every invariant of the book, and the head of its chain to keep outside it.
import { EXIT, type Exit } from './exit-codes.ts';
import type { Output } from './output.ts';
import { type Desk, notDone } from './with-office.ts';

export async function audit(desk: Desk, output: Output): Promise<Exit> {
  const reply = await desk.ask((client) => client.audit({}));
  if (!reply.ok) return notDone(reply, output);
  const { ok, checks, head, count } = reply.value;
  output.object({ ok, checks, head, count });
  for (const { name, ok: passed, detail } of checks) {
    output.line(passed ? 'check_ok' : 'check_failed', { name, detail });
  }
  output.line('chain_head', { count, head });
  return ok ? EXIT.done : EXIT.auditFailed;
}
