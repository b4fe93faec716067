// Goal: how far the engine has come, and what it holds of an account, is there to be looked at, the
// same after the office was killed. Method: a large and a small file through a real office, the
// inspector asked about debtor, payee and a stranger; then a kill, and the same questions.
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import type { InspectedAccount } from '../../main/pipeline/inspect-account.ts';
import { type SmallFile, smallPain001 } from '../fixtures/small-pain001.ts';
import { THURSDAY_MORNING, testFolder } from '../operations/test-desk.ts';
import { ADLER, demoBankList, supplierIban } from './demo-bank.ts';
import { importList, type RunningOffice, runningOffice, submitFile } from './running-office.ts';

const PAYEE = supplierIban(0);

function fileOf(messageId: string, payments: number): SmallFile {
  const items = Array.from({ length: payments }, (_, at) => ({
    to: supplierIban(at % 20),
    amount: '7.00',
    remittance: `${messageId} ${at}`,
  }));
  return { messageId, debtor: ADLER, items };
}

async function take(on: RunningOffice, file: SmallFile): Promise<void> {
  const path = join(on.folder, `${file.messageId}.xml`);
  writeFileSync(path, smallPain001(file));
  const submitted = await submitFile(on, path);
  assert.ok(submitted.ok);
  await on.judged(submitted.value.batchId);
}

function moved(account: InspectedAccount | null) {
  const { paidCount, paidSum, receivedCount, receivedSum } =
    account?.paying.windows['24h'] ?? assert.fail('the account was met');
  return { paidCount, paidSum, receivedCount, receivedSum };
}

test('the engine says how far it is and what it holds of an account, also after a kill', async (t) => {
  const folder = testFolder(t);
  const on = await runningOffice(t, folder);
  await importList(on, demoBankList(folder), 'import-1');
  const before = await on.done((client) => client.engineStanding({}));
  assert.deepEqual([before.epoch, before.watermark, before.counts.records], [0, null, 0]);
  await take(on, fileOf('MANY', 400));
  await take(on, fileOf('FEW', 3));
  const look = async () => {
    const standing = await on.done((client) => client.engineStanding({}));
    const inspect = (account: string, currency: string) =>
      on.done((client) => client.accountMeasures({ account, currency }));
    assert.deepEqual(standing.counts, { records: 403, late: 0, corrected: 0, quarantined: 0 });
    assert.ok(standing.epoch >= 2 && (standing.watermark ?? 0) >= THURSDAY_MORNING);
    assert.deepEqual(
      standing.lanes.map(({ name, batches }) => [name, batches]),
      [
        ['instant', 0],
        ['batch', 0],
      ],
    );
    const payee = await inspect(PAYEE, 'EUR');
    assert.deepEqual(moved(await inspect(ADLER.iban, 'EUR')), {
      paidCount: 403,
      paidSum: 282_100n,
      receivedCount: 0,
      receivedSum: 0n,
    });
    // Twenty payees share 403 payments; the first has one of the three as well.
    const received = { receivedCount: 21, receivedSum: 14_700n };
    assert.deepEqual(moved(payee), { paidCount: 0, paidSum: 0n, ...received });
    assert.equal(payee?.receiving.windows['1h'].counterparties, 1);
    assert.equal(await inspect(PAYEE, 'USD'), null);
    assert.equal(await inspect('stranger', 'EUR'), null);
  };
  await look();
  await on.kill();
  await look();
});
