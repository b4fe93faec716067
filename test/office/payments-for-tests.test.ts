// Goal: a payment to a test BIC or to the demonstration's bank code is refused in a live book, in a
// rehearsal as when it is submitted, and goes its way in a demonstration. Method: the same file into
// one office of each kind.
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { payeeIban } from '../../main/office/demo/demo-files.ts';
import { smallPain001 } from '../fixtures/small-pain001.ts';
import { testFolder } from '../operations/test-desk.ts';
import { ADLER, demoBankList, supplierIban } from './demo-bank.ts';
import { importList, LIVE, runningOffice, submitFile } from './running-office.ts';

/** Three payments: to a test BIC, to an account of the demonstration, and to a real bank. */
function threePayments(folder: string): string {
  const item = { amount: '10.00', to: supplierIban(1) };
  const items = [item, { ...item, to: payeeIban(1) }, { ...item, to: supplierIban(2) }];
  // Always in the past, so that it executes on the day of either book.
  const text = smallPain001({ messageId: 'T-1', debtor: ADLER, items, date: '2026-01-05' });
  const agent = '<CdtrAgt><FinInstnId><BICFI>CFOLDEF0XXX</BICFI></FinInstnId></CdtrAgt>';
  const path = join(folder, 'three.xml');
  writeFileSync(path, text.replace('<Cdtr>', `${agent}<Cdtr>`));
  return path;
}

for (const [name, differing, expected] of [
  ['a live book', LIVE, { accepted: 1, rejected: 2 }],
  ['a demonstration', {}, { accepted: 3 }],
] as const) {
  test(`what is for tests is paid as it should be in ${name}`, async (t) => {
    const on = await runningOffice(t, testFolder(t), differing);
    await importList(on, demoBankList(on.folder), 'accounts');
    const path = threePayments(on.folder);
    const { originalHash } = await on.done((client) => client.draftBatch({ path }));
    const rehearsed: Record<string, number> = {};
    for await (const item of on.client().rehearseBatch({ originalHash })) {
      if (item.kind !== 'rehearsal') continue;
      for (const { status, payments } of item.rehearsal.outcomes) {
        rehearsed[status] = (rehearsed[status] ?? 0) + payments;
      }
    }
    const submitted = await submitFile(on, path);
    assert.ok(submitted.ok);
    await on.judged(submitted.value.batchId);
    const { payments } = await on.done((client) => client.status({}));
    assert.deepEqual([rehearsed, payments], [expected, expected]);
  });
}
