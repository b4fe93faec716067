// Goal: what was chosen is fetched as it is now, signed one by one for exactly what was shown, and what
// is refused or waits no more leaves the others whole. Method: the functions over an office in memory.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { bulkPreview } from '../../../main/domain/bulk-signing.ts';
import { ok, refuse } from '../../../main/domain/result.ts';
import { lookAt, type Signed, signEach } from '../../../renderer/screens/review/bulk.ts';
import { chosenOf, createChoice } from '../../../renderer/screens/review/choice.ts';
import { approvalSamples } from '../../preload/approval-samples.ts';
import { requestSamples } from '../../preload/request-samples.ts';
import { fakeOffice } from '../fake-office.ts';

const VIEW = approvalSamples.approvalView.output;
const [REQUEST] = requestSamples.requestList.output.requests;

/** An office where payments 1 to 3 wait, and one request; 2 is stale when it is signed. */
function office(signed: string[]) {
  return fakeOffice({
    requestList: () =>
      ok({ requests: REQUEST === undefined ? [] : [{ ...REQUEST, cannot: null }] }),
    approvalView: ({ paymentId }) => {
      if (paymentId > 3) return refuse({ code: 'payment_unknown', paymentId });
      const payment = { ...VIEW.payment, paymentId };
      return ok({ ...VIEW, payment, shown: String(paymentId).repeat(64) });
    },
    approve: ({ paymentId, shown, submissionId }) => {
      if (paymentId === 2) return refuse({ code: 'approval_stale', paymentId, version: 3 });
      signed.push(`${paymentId} ${shown.slice(0, 2)} ${submissionId}`);
      return ok({ status: 'accepted', open: 0 });
    },
    decideRequest: ({ requestId, decision }) => {
      signed.push(`request ${requestId} ${decision}`);
      return ok({ state: 'done', open: 0 });
    },
  });
}

test('each is signed for what was shown, under its own key; one refused leaves the others', async () => {
  const signed: string[] = [];
  const on = office(signed);
  const id = REQUEST?.requestId ?? 0;
  const payments = [1, 2, 3, 9].map((each) => ({ kind: 'payment', id: each }) as const);
  const looked = await lookAt(on.office, [{ kind: 'request', id }, ...payments]);
  assert.ok(looked !== null);
  assert.equal(looked.gone, 1, 'the ninth waits no more');
  const preview = bulkPreview(looked.items);
  const told: Signed[] = [];
  await signEach(
    on.office,
    preview,
    (each) => told.push(each),
    () => false,
  );
  assert.deepEqual(
    told.map(({ item, reply }) => [item.kind, item.id, reply.ok]),
    [
      ['request', id, true],
      ['payment', 1, true],
      ['payment', 2, false],
      ['payment', 3, true],
    ],
  );
  const keys = looked.items.map(({ submissionId }) => submissionId);
  assert.equal(new Set(keys).size, keys.length);
  assert.deepEqual(signed, [`request ${id} approved`, `1 11 ${keys[1]}`, `3 33 ${keys[3]}`]);
  on.end();
});

test('whoever stops it signs no more', async () => {
  const signed: string[] = [];
  const on = office(signed);
  const looked = await lookAt(
    on.office,
    [1, 3].map((id) => ({ kind: 'payment', id }) as const),
  );
  const isStopped = () => signed.length > 0;
  await signEach(on.office, bulkPreview(looked?.items ?? []), () => undefined, isStopped);
  assert.equal(signed.length, 1);
  on.end();
});

test('what waits no more is chosen no more, and no more than are signed at one time', () => {
  const choice = createChoice();
  choice.offer('payment', [5, 6]);
  choice.offer('request', [5]);
  choice.all();
  choice.toggle({ kind: 'payment', id: 5 });
  choice.offer('request', []);
  assert.deepEqual(chosenOf(choice.state.getState()), [{ kind: 'payment', id: 6 }]);
  choice.offer(
    'payment',
    Array.from({ length: 150 }, (_, at) => at + 1),
  );
  choice.all();
  assert.equal(chosenOf(choice.state.getState()).length, 100);
  choice.toggle({ kind: 'payment', id: 150 });
  assert.equal(chosenOf(choice.state.getState()).length, 100);
  choice.none();
  assert.deepEqual(chosenOf(choice.state.getState()), []);
});
