// Goal: the reader thread answers at once, sees what the writer commits, and ends when told.
// Method: a real thread on a book that a writer of this process keeps changing; the questions are
// those of the protocol.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Fault } from '../../main/domain/result.ts';
import { paymentId } from '../../main/ledger/payment-ids.ts';
import { Reader } from '../../main/office/reader.ts';
import { take } from '../operations/epochs.ts';
import { accountRow, open, testDesk } from '../operations/test-desk.ts';

const SORT = { by: 'amount', descending: false } as const;

function file(messageId: string, amounts: readonly string[]) {
  return { messageId, blocks: [{ from: '2001', payments: amounts.map((amount) => ({ amount })) }] };
}

test('pages follow the commits, before the payments are loaded and after', async (t) => {
  const on = testDesk(t);
  open(on, [accountRow('2001', '10,000.00')]);
  const first = take(on, file('ONE', ['3.00', '1.00']));
  let loaded: () => void = () => undefined;
  const isLoaded = new Promise<void>((resolve) => {
    loaded = resolve;
  });
  const reader = new Reader(on.book().file, () => loaded());
  t.after(() => reader.stop());
  const amounts = async (filter: { readonly text?: string }) => {
    const page = await reader.ask('page', { filter, sort: SORT, offset: 0, limit: 10 });
    return { total: page.total, amounts: page.rows.map(({ amount }) => amount.minor) };
  };
  assert.equal((await amounts({})).total, 2);
  await isLoaded;
  assert.deepEqual(await amounts({}), { total: 2, amounts: [100n, 300n] });
  assert.deepEqual(await amounts({ text: 'creditor 1' }), { total: 1, amounts: [100n] });

  // Nothing tells the thread of this commit: the book itself does.
  const second = take(on, file('TWO', ['2.00', '5.00']));
  assert.deepEqual(await amounts({}), { total: 4, amounts: [100n, 200n, 300n, 500n] });
  assert.deepEqual(await amounts({ text: 'creditor 1' }), { total: 2, amounts: [100n, 500n] });
  take(on, file('THREE', ['4.00']));
  reader.changed();
  assert.equal((await amounts({})).total, 5);

  const trail = await reader.ask('trail', { paymentId: paymentId(first, 0) });
  assert.equal(trail?.why.decision?.code, 'approved_by_rules');
  assert.equal(await reader.ask('trail', { paymentId: 5 }), null);
  const { found } = await reader.ask('find', { text: 'TWO', told: false });
  assert.deepEqual(
    found.map((item) => (item.kind === 'batch' ? item.batch.batchId : 0)),
    [second],
  );
  const equation = await reader.ask('equation', {});
  assert.deepEqual(equation.currencies[0]?.received, { payments: 5, amount: 1500n });
  assert.equal((await reader.ask('review', { offset: 0, limit: 5 })).total, 0);
  assert.equal((await reader.ask('settlement', null)).waiting.length, 3);
  assert.equal((await reader.ask('audit', { anchor: null })).ok, true);
});

test('a question to a thread that has ended is a fault', async (t) => {
  const on = testDesk(t);
  const reader = new Reader(on.book().file);
  assert.deepEqual((await reader.ask('status', null)).batches, []);
  const asked = reader.ask('batch', { batchId: 1 });
  await reader.stop();
  assert.equal(await asked, null);
  await assert.rejects(
    reader.ask('status', null),
    (error) => error instanceof Fault && error.code === 'reader_stopped',
  );
});
