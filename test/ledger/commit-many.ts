// A child of durability.test.ts: commits deeds on a book one after another, and says when each has
// been acknowledged. `full` is how we open a book; `default` is how the driver would.

import { assert } from '../../main/domain/assert.ts';
import { openBook } from '../../main/ledger/book.ts';
import { deskOf } from '../../main/operations/desk.ts';
import { setPolicy } from '../../main/operations/set-policy.ts';
import { SUPERVISOR, THURSDAY_MORNING } from '../operations/test-desk.ts';

const [folder = '', commits = '0', how = ''] = process.argv.slice(2);
const bytes = (count: number): Uint8Array => new Uint8Array(count);
const fresh = { instanceId: 'durable', now: THURSDAY_MORNING, demo: false };
const book = openBook(folder, fresh, bytes);
if (how === 'default') book.db.pragma('synchronous = NORMAL');
const ids = { next: () => 'unused', bytes };
for (let at = 0; at < Number(commits); at += 1) {
  const input = { submissionId: `deed-${at}`, name: 'duplicateWindowDays', value: String(at % 99) };
  const context = { actor: SUPERVISOR, now: THURSDAY_MORNING + at, ids };
  assert(setPolicy(deskOf(book), input, context).ok, 'the deed was done');
  process.stdout.write(`${at}\n`);
}
// Not closed: what is counted are the syncs of the commits, not that of a checkpoint at the end.
process.exit(0);
