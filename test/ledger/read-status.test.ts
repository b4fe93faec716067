// Goal: the status told of a batch is that of pain.002 also where payments stay in the house: what
// is paid on us is credited (ACCC), what goes through a cycle is settled (ACSC). Method: a batch of
// each kind and one of both, asked before and after its cycle is settled.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readBatch, readStatus } from '../../main/ledger/read-status.ts';
import { acknowledge, close, dispatch, onlyCycle, settle } from '../operations/deeds.ts';
import { take } from '../operations/epochs.ts';
import { accountRow, open, type TestDesk, testDesk } from '../operations/test-desk.ts';

/** Each batch's ISO status, the first batch first; one by one and all at once say the same. */
function told(on: TestDesk): readonly string[] {
  const reading = { db: on.book().db, writes: false };
  const all = readStatus(reading, 10).batches.toReversed();
  for (const batch of all) assert.deepEqual(readBatch(reading, batch.batchId), batch);
  return all.map(({ isoStatus }) => isoStatus);
}

test('on us is ACCC, through a cycle ACSC, both in one batch PART', (t) => {
  const on = testDesk(t);
  open(on, [accountRow('payer', '1,000.00'), accountRow('payee', '0.00')]);
  const onUs = { amount: '1.00', to: 'payee' };
  const away = { amount: '2.00' };
  const files = [
    ['ON-US', [onUs, onUs]],
    ['AWAY', [away, away]],
    ['BOTH', [onUs, away]],
  ] as const;
  const batches = files.map(([messageId, payments]) =>
    take(on, { messageId, blocks: [{ from: 'payer', payments }] }),
  );
  assert.deepEqual(told(on), ['ACCC', 'ACSP', 'PART']);
  for (const batch of batches.slice(1)) {
    dispatch(on, batch);
    acknowledge(on, batch);
  }
  const cycle = onlyCycle(on);
  close(on, cycle, '0.00');
  assert.deepEqual(told(on), ['ACCC', 'ACSP', 'PART']);
  assert.equal(settle(on, cycle, '-6.00').settled, true);
  assert.deepEqual(told(on), ['ACCC', 'ACSC', 'PART']);
});
