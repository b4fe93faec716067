// Goal: the list of what waits for a signature follows the office, and what is open is what is signed
// for: a newer version replaces it, and one that waits no more is said to be gone. Method: the store
// on an office in memory whose list changes.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ok, refuse } from '../../../main/domain/result.ts';
import { createSignatureStore } from '../../../renderer/screens/review/signature-store.ts';
import { turn } from '../../office/channel-pair.ts';
import { approvalSamples } from '../../preload/approval-samples.ts';
import { fakeOffice } from '../fake-office.ts';

async function settle() {
  for (let at = 0; at < 4; at += 1) await turn();
}

test('what is open follows its versions, until it waits no more', async () => {
  const { output: list } = approvalSamples.approvalList;
  const { output: view } = approvalSamples.approvalView;
  let version = 1;
  const fake = fakeOffice({
    approvalList: () => ok(list),
    approvalView: ({ paymentId }) =>
      version === 0
        ? refuse({ code: 'payment_status_does_not_allow', paymentId })
        : ok({ ...view, payment: { ...view.payment, version } }),
  });
  const store = createSignatureStore(fake.office);
  const stop = store.listen();
  await settle();
  assert.equal(store.state.getState().list?.total, list.total);
  store.open(7);
  await settle();
  assert.equal(store.state.getState().view?.payment.version, 1);
  version = 2;
  fake.announce({ topic: 'payments', ids: [7] });
  await settle();
  assert.equal(store.state.getState().view?.payment.version, 2);
  version = 0;
  fake.announce({ topic: 'payments', ids: [8] });
  await settle();
  assert.equal(store.state.getState().view?.payment.version, 2, 'another payment moved');
  fake.announce({ topic: 'payments', ids: null });
  await settle();
  const { view: shown, gone, openId } = store.state.getState();
  assert.deepEqual([shown, gone, openId], [null, true, 7]);
  await store.said();
  assert.equal(store.state.getState().openId, null);
  stop();
  fake.end();
});
