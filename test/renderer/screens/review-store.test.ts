// Goal: after a decision the cursor stands on the next payment, in the same place of the list, to
// the last one. Method: the store on an office in memory whose list a decision shortens.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ok } from '../../../main/domain/result.ts';
import { createReviewStore } from '../../../renderer/screens/review/review-store.ts';
import { turn } from '../../office/channel-pair.ts';
import { fakeOffice } from '../fake-office.ts';
import { paymentRow, trailOf } from './payments.ts';

async function reviewOffice(count: number) {
  const list = { ids: Array.from({ length: count }, (_, at) => at + 1) };
  const fake = fakeOffice({
    reviewList({ offset, limit }) {
      const rows = list.ids.slice(offset, offset + limit).map((id) => ({
        ...paymentRow(id),
        heldSince: 1_795_689_720_000,
        relatedPayment: 0,
        needsTwoPersons: false,
        remindedAt: null,
        absentSigners: { named: [], more: 0 },
      }));
      return ok({ total: list.ids.length, offset, rows });
    },
    paymentTrail: ({ paymentId }) => ok(trailOf(paymentId)),
  });
  const store = createReviewStore(fake.office);
  const stop = store.listen();
  await settle();
  return { list, fake, store, stop };
}

async function settle() {
  for (let at = 0; at < 4; at += 1) await turn();
}

test('the next payment is opened in the same place', async () => {
  const { list, store, fake, stop } = await reviewOffice(4);
  store.step(1);
  await settle();
  assert.equal(store.state.getState().open?.paymentId, 2);
  store.decide('decline');
  list.ids = list.ids.filter((id) => id !== 2);
  await store.decided();
  await settle();
  const { active, open, deciding } = store.state.getState();
  assert.deepEqual([active, open?.paymentId, open?.kind, deciding], [1, 3, 'here', null]);
  stop();
  fake.end();
});

test('after the last one the cursor stands on the new last, and then on nothing', async () => {
  const { list, store, fake, stop } = await reviewOffice(2);
  store.step(1);
  await settle();
  list.ids = [1];
  await store.decided();
  await settle();
  assert.deepEqual([store.state.getState().active, store.state.getState().open?.paymentId], [0, 1]);
  list.ids = [];
  await store.decided();
  await settle();
  assert.equal(store.state.getState().open, null);
  assert.equal(store.state.getState().pages.total(), 0);
  stop();
  fake.end();
});

test('opening another payment leaves the decision that was being written', async () => {
  const { store, fake, stop } = await reviewOffice(3);
  store.openActive();
  store.decide('approve');
  store.openActive();
  assert.equal(store.state.getState().deciding, 'approve', 'the same one stays as it is');
  store.step(1);
  assert.equal(store.state.getState().deciding, null);
  stop();
  fake.end();
});
