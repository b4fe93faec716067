// Goal: the queue keeps place and filter, opens trails, moves nothing by itself and follows what
// changed. Method: the store on an office in memory with a list that the test changes.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ok, refuse } from '../../../main/domain/result.ts';
import type { Input } from '../../../preload/contract/contract.ts';
import { createQueueStore, sortAfter } from '../../../renderer/screens/queue/queue-store.ts';
import { turn } from '../../office/channel-pair.ts';
import { fakeOffice } from '../fake-office.ts';
import { paymentRow, trailOf } from './payments.ts';

function queueOffice(count: number) {
  const list = { ids: Array.from({ length: count }, (_, at) => count - at), complete: true };
  const pages: Input<'queuePage'>[] = [];
  const fake = fakeOffice({
    queuePage(input) {
      pages.push(input);
      const ids = input.filter.worklist === 'repair' ? [] : list.ids;
      const rows = ids.slice(input.offset, input.offset + input.limit).map(paymentRow);
      const { offset } = input;
      return ok({ total: ids.length, offset, sequence: 1, complete: list.complete, rows });
    },
    paymentTrail: ({ paymentId }) =>
      list.ids.includes(paymentId)
        ? ok(trailOf(paymentId))
        : refuse({ code: 'payment_unknown', paymentId }),
    dayEquation: () => ok({ businessDate: '2026-11-26', notYetRead: 0, currencies: [] }),
  });
  return { list, pages, fake, store: createQueueStore(fake.office) };
}

async function settle() {
  for (let at = 0; at < 4; at += 1) await turn();
}

test('the list is asked newest first, and sorted by its heads', async () => {
  const { store, pages, fake } = queueOffice(3);
  const stop = store.listen();
  await settle();
  assert.deepEqual(pages[0]?.sort, { by: 'receivedAt', descending: true });
  store.sortBy('amount');
  store.sortBy('amount');
  store.sortBy('creditorName');
  assert.deepEqual(store.state.getState().sort, { by: 'amount', descending: false });
  stop();
  fake.end();
});

test('the order after a click is the likely one first, then the other way round', () => {
  const newest = { by: 'receivedAt', descending: true } as const;
  assert.deepEqual(sortAfter('status', newest), { by: 'status', descending: false });
  assert.deepEqual(sortAfter('amount', newest), { by: 'amount', descending: true });
  assert.deepEqual(sortAfter('receivedAt', newest), { by: 'receivedAt', descending: false });
  assert.equal(sortAfter('reason', newest), null);
});

test('the open trail follows the cursor, and a closed one stays closed', async () => {
  const { store, fake } = queueOffice(5);
  const stop = store.listen();
  await settle();
  store.step(1);
  assert.equal(store.state.getState().open, null);
  store.openPayment(4);
  await settle();
  assert.equal(store.state.getState().open?.kind, 'here');
  store.step(1);
  await settle();
  const { active, open } = store.state.getState();
  assert.deepEqual([active, open?.paymentId, open?.kind], [2, 3, 'here']);
  store.step(100);
  assert.equal(store.state.getState().active, 4);
  store.close();
  store.step(-1);
  assert.equal(store.state.getState().open, null);
  stop();
  fake.end();
});

test('the open one is read again when somebody goes or comes back, and a closed one is not', async () => {
  const { store, fake } = queueOffice(3);
  const stop = store.listen();
  const told = async () => {
    fake.announce({ topic: 'people', ids: null });
    await settle();
    for (let at = 0; at < 8; at += 1) await fake.pass();
    return fake.asked.get('paymentTrail') ?? 0;
  };
  await settle();
  assert.equal(await told(), 0);
  store.openPayment(2);
  await settle();
  assert.equal(await told(), 2);
  stop();
  fake.end();
});

test('a payment that is not there is said to be missing', async () => {
  const { store, fake } = queueOffice(1);
  store.openPayment(99);
  await settle();
  assert.deepEqual(store.state.getState().open, { kind: 'missing', paymentId: 99 });
  fake.end();
});

test('new payments wait in the bar until they are asked for', async () => {
  const { store, fake, list } = queueOffice(3);
  const stop = store.listen();
  await settle();
  store.step(1);
  list.ids = [5, 4, ...list.ids];
  fake.announce({ topic: 'payments', ids: null });
  await settle();
  for (let at = 0; at < 8; at += 1) await fake.pass();
  const { pages, active } = store.state.getState();
  assert.deepEqual([pages.waiting(), pages.row(0)?.paymentId, active], [2, 3, 1]);
  store.showNew();
  await settle();
  assert.deepEqual([pages.waiting(), pages.row(0)?.paymentId], [null, 5]);
  stop();
  fake.end();
});

test('a filter begins at the first row, the same filter changes nothing', async () => {
  const { store, fake } = queueOffice(3);
  const stop = store.listen();
  await settle();
  store.step(2);
  const before = store.state.getState().pages;
  store.setFilter({});
  assert.equal(store.state.getState().pages, before);
  store.setFilter({ worklist: 'repair' });
  store.state.getState().pages.want(0, 1);
  await settle();
  const { active, pages } = store.state.getState();
  assert.deepEqual([active, pages.total()], [0, 0]);
  stop();
  fake.end();
});
