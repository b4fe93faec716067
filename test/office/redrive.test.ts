// Goal: what the engine set aside is driven again when its cause is gone, once however often it is
// asked, over a kill, and is counted once by the measures; what is still wrong stays with its reason.
// Method: a real office, a file of which some payments are nobody's account, the account opened after.
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { smallPain001 } from '../fixtures/small-pain001.ts';
import { testFolder } from '../operations/test-desk.ts';
import { ADLER, BRANDT, demoBankList, supplierIban } from './demo-bank.ts';
import { importList, type RunningOffice, runningOffice, submitFile } from './running-office.ts';

const HEADER = 'account,name,currency,kind,openingBalance,accountLimit';

/** A payer's IBAN without an account in the book, and one that never gets one. */
const LATER = supplierIban(30);
const NEVER = supplierIban(31);

async function take(on: RunningOffice, messageId: string, iban: string, payments: number) {
  const items = Array.from({ length: payments }, (_, at) => {
    return { to: supplierIban(at % 7), amount: '1.00', remittance: `${messageId} ${at}` };
  });
  const path = join(on.folder, `${messageId}.xml`);
  writeFileSync(path, smallPain001({ messageId, debtor: { ...ADLER, iban }, items }));
  const submitted = await submitFile(on, path);
  assert.ok(submitted.ok);
  await on.judged(submitted.value.batchId);
  return submitted.value.batchId;
}

/** Waits until nothing is under way: what every screen hears, asked again after each change. */
async function settled(on: RunningOffice): Promise<void> {
  for (;;) {
    await on.office.ready();
    const heard = on.client().changed({});
    for (const changes = heard[Symbol.asyncIterator](); ; ) {
      const { intake } = await on.done((client) => client.engineStanding({}));
      if (intake.underWay.batches === 0) {
        heard.cancel();
        return;
      }
      if ((await changes.next()).done === true) break;
    }
  }
}

const statusesOf = async (on: RunningOffice, batchId: number) => {
  const { payments } = await on.done((client) => client.batch({ batchId }));
  return payments;
};

test('what was set aside is judged anew once its cause is gone, and counted once', async (t) => {
  const folder = testFolder(t);
  const on = await runningOffice(t, folder);
  await importList(on, demoBankList(folder), 'import-1');
  await take(on, 'BEFORE', BRANDT.iban, 2);
  const later = await take(on, 'LATER', LATER, 120);
  const never = await take(on, 'NEVER', NEVER, 2);
  assert.deepEqual(await statusesOf(on, later), { in_repair: 120 });

  writeFileSync(join(folder, 'later.csv'), `${HEADER}\n${LATER},Later,EUR,customer,115.00,0\n`);
  await importList(on, join(folder, 'later.csv'), 'import-2');
  const all = { submissionId: 'drive-all', paymentIds: null };
  const driven = await on.done((client) => client.redrivePayments(all));
  assert.deepEqual(driven, { payments: 122, left: 0 });
  await on.kill();
  assert.deepEqual(await on.done((client) => client.redrivePayments(all)), driven);
  await settled(on);

  const judged = await statusesOf(on, later);
  const accepted = judged.accepted ?? 0;
  // The account has less than all of them and their fees come to: the last ones lack the funds.
  assert.ok(accepted > 100 && accepted < 120, JSON.stringify(judged));
  assert.deepEqual(judged, { accepted, rejected: 120 - accepted });
  assert.deepEqual(await statusesOf(on, never), { in_repair: 2 });
  const measured = await on.done((client) =>
    client.accountMeasures({ account: LATER, currency: 'EUR' }),
  );
  assert.equal(measured?.paying.windows['24h'].paidCount, 120);

  const again = { submissionId: 'drive-one', paymentIds: null };
  assert.deepEqual(await on.done((client) => client.redrivePayments(again)), {
    payments: 2,
    left: 0,
  });
  await settled(on);
  assert.deepEqual(await statusesOf(on, never), { in_repair: 2 });
  const { checks } = await on.done((client) => client.audit({}));
  assert.deepEqual(
    checks.filter(({ ok }) => !ok),
    [],
  );

  // A rerun meets them where they were, and again where they were driven.
  let rerun: unknown = null;
  for await (const item of on.client().rerun({ since: { epoch: 1 }, policies: [] })) {
    if (item.kind === 'rerun') rerun = [item.rerun.records, item.rerun.was.length > 0];
  }
  assert.deepEqual(rerun, [124, true]);
});
