// Goal: an untouched book becomes a demonstration, once and for good, filled through the same
// doors as any file; any other book is left alone. Method: a real office over a temporary folder.
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test, { type TestContext } from 'node:test';
import { runningOffice } from './running-office.ts';

function folderOf(t: TestContext): string {
  const folder = mkdtempSync(join(tmpdir(), 'counterfoil-start-demo-'));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

test('an untouched book becomes a demonstration, and asking again changes nothing', async (t) => {
  const running = await runningOffice(t, folderOf(t));
  assert.equal((await running.done((client) => client.session({}))).demo, false);
  const asked = { submissionId: 'demo-1' };
  const first = await running.done((client) => client.startDemo(asked));
  assert.deepEqual(first, { batches: [1, 2, 3] });
  for (const batchId of first.batches) await running.judged(batchId);
  await running.kill();
  assert.deepEqual(await running.done((client) => client.startDemo(asked)), first);
  assert.equal((await running.done((client) => client.session({}))).demo, true);
  const { payments, sums } = await running.done((client) => client.status({}));
  assert.deepEqual(payments, { accepted: 1243, settled: 1, in_repair: 1, in_review: 1 });
  assert.deepEqual(sums, [{ minor: 219_241_760n, currency: 'EUR' }]);
  const { checks } = await running.done((client) => client.audit({}));
  assert.deepEqual(
    checks.filter(({ ok }) => !ok),
    [],
  );
});

test('a book in which anything was tried stays what it is', async (t) => {
  const running = await runningOffice(t, folderOf(t));
  const refused = await running.ask((client) =>
    client.setPolicy({ submissionId: 'p-1', name: 'no such policy', value: '1' }),
  );
  assert.equal(refused.ok, false);
  assert.deepEqual(await running.ask((client) => client.startDemo({ submissionId: 'demo-1' })), {
    ok: false,
    refusal: { code: 'book_is_not_empty' },
  });
  assert.equal((await running.done((client) => client.session({}))).demo, false);
});
