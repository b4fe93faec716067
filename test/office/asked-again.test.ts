// Goal: what was asked before is answered the same again, also where the file it was about is gone, and
// to nobody else. Method: an import and a submission, each asked again after the kept files were
// removed, and by somebody without rights.
import assert from 'node:assert/strict';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { smallPain001 } from '../fixtures/small-pain001.ts';
import { testFolder } from '../operations/test-desk.ts';
import { ADLER, demoBankList, supplierIban } from './demo-bank.ts';
import { outsiderOf } from './refusal-world.ts';
import { runningOffice } from './running-office.ts';

test('an import and a submission are answered again without their files', async (t) => {
  const folder = testFolder(t);
  const on = await runningOffice(t, folder);
  const list = await on.done((c) => c.draftBatch({ path: demoBankList(folder) }));
  const accounts = { submissionId: 'again-1', originalHash: list.originalHash };
  const opened = await on.done((c) => c.importAccounts(accounts));
  assert.equal(opened.opened, 7);
  const path = join(folder, 'again.xml');
  const items = [{ to: supplierIban(1), amount: '1.00' }];
  writeFileSync(path, smallPain001({ messageId: 'AGAIN', debtor: ADLER, items }));
  const { originalHash, fileName } = await on.done((c) => c.draftBatch({ path }));
  const batch = { submissionId: 'again-2', originalHash, fileName };
  const submitted = await on.done((c) => c.submitBatch(batch));
  await on.judged(submitted.batchId);
  rmSync(join(folder, 'originals'), { recursive: true });
  assert.deepEqual(await on.client().importAccounts(accounts), { ok: true, value: opened });
  assert.deepEqual(await on.client().submitBatch(batch), { ok: true, value: submitted });
  const outsider = outsiderOf(on);
  for (const reply of [
    await outsider.importAccounts(accounts),
    await outsider.submitBatch(batch),
  ]) {
    assert.equal('refusal' in reply && reply.refusal.code, 'submission_id_reused');
  }
  const other = await on.ask((c) => c.submitBatch({ ...batch, submissionId: 'again-3' }));
  assert.equal('refusal' in other && other.refusal.code, 'original_unknown');
});

test('a person without rights leaves a refusal in the trail and no copy of a file', async (t) => {
  const folder = testFolder(t);
  const on = await runningOffice(t, folder);
  const outsider = outsiderOf(on);
  const path = demoBankList(folder);
  const drafted = await outsider.draftBatch({ path });
  const imported = await outsider.importAccounts({ submissionId: 'no-1', path });
  for (const reply of [drafted, imported]) {
    assert.equal('refusal' in reply && reply.refusal.code, 'not_permitted');
  }
  const { originalHash } = await on.done((c) => c.draftBatch({ path }));
  const asked = { submissionId: 'no-2', originalHash };
  for (const times of [1, 2]) {
    const refused = await outsider.importAccounts(asked);
    const what = `asked ${times} times`;
    assert.equal('refusal' in refused && refused.refusal.code, 'not_permitted', what);
  }
  const audit = await on.done((c) => c.audit({}));
  assert.deepEqual([audit.ok, audit.count], [true, 1]);
});
