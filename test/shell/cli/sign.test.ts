// Goal: several signatures from the terminal are previewed as what they come to, bound to a code of
// exactly that, and given one by one; what is refused leaves the others whole; whoever it waits for
// is reminded of one request or payment. Method: the commands at
// a desk of made-up answers, its JSON lines compared whole.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { EXIT } from '../../../main/shell/cli/exit-codes.ts';
import { createOutput } from '../../../main/shell/cli/output.ts';
import { remind, remindAsked, sign, signAsked } from '../../../main/shell/cli/sign.ts';
import type { Desk } from '../../../main/shell/cli/with-office.ts';
import type { Client } from '../../../preload/contract/contract.ts';
import { approvalSamples } from '../../preload/approval-samples.ts';
import { requestSamples } from '../../preload/request-samples.ts';

const { approvalView: VIEW } = approvalSamples;

/** Payments that wait, by id: what they amount to, and whether they are this person's to sign. */
type Waits = { readonly [id: number]: { readonly minor: bigint; readonly cannot?: string } };

/** A desk at which these wait; `signed` is told each that was asked for, and what was shown. */
function deskOf(waits: Waits, signed: (id: number, shown: string) => void, stale = 0): Desk {
  const view = (id: number) => {
    const { minor, cannot = null } = waits[id] ?? { minor: 0n };
    const amount = { minor, currency: 'EUR' };
    const payment = { ...VIEW.output.payment, paymentId: id, amount };
    const usual = { ofDebtor: 3, toCreditor: 1, largest: 100_000n, average: 50_000n };
    return { ...VIEW.output, payment, shown: String(id).repeat(64), usual, cannot };
  };
  const client: Pick<Client, 'requestList' | 'approvalList' | 'approvalView' | 'approve'> = {
    requestList: async () => refusal('not_permitted'),
    approvalList: async () => {
      const rows = Object.keys(waits).map((id) => ({ ...view(Number(id)).payment, ...ROW }));
      return { ok: true, value: { total: rows.length, mine: 0, rows } };
    },
    approvalView: async ({ paymentId }) => ({ ok: true, value: view(paymentId) }),
    approve: async ({ paymentId, shown }) => {
      if (paymentId === stale) return refusal('approval_stale');
      signed(paymentId, shown);
      return { ok: true, value: { status: 'accepted', open: 0 } };
    },
  };
  const whole = new Proxy(client, {}) as Client;
  return { ask: (question) => question(whole), client: () => whole };
}
const ROW = {
  open: 1,
  cannot: null,
  inPlaceOf: null,
  shown: 'ab'.repeat(32),
  remindedAt: null,
  absentSigners: { named: [], more: 0 },
};

function refusal<const Code extends string>(code: Code) {
  return { ok: false, refusal: { code } } as const;
}

async function run(desk: Desk, args: readonly string[], confirm?: string) {
  let out = '';
  const sink = { write: (text: string) => (out += text) };
  const output = createOutput({ language: 'en', json: true, out: sink, err: sink });
  const asked = signAsked(args, confirm);
  assert.ok(asked !== null);
  const exit = await sign(desk, asked, output);
  const lines = out.split('\n').filter((each) => each !== '');
  return { exit, lines: lines.map((each) => JSON.parse(each)) };
}

const WAITS: Waits = {
  4: { minor: 90_000n },
  5: { minor: 250_000n },
  6: { minor: 70_000n, cannot: 'second_person_must_differ' },
};

test('the preview says what it comes to; its code signs each of just that, as it was shown', async () => {
  const signed: string[] = [];
  const desk = deskOf(WAITS, (id, shown) => void signed.push(`${id} ${shown.slice(0, 2)}`));
  const { exit, lines } = await run(desk, []);
  assert.equal(exit, EXIT.done);
  const of = lines
    .slice(0, -1)
    .map(({ kind, id, unusual, cannot }) => ({ kind, id, unusual, cannot }));
  assert.deepEqual(of, [
    { kind: 'payment', id: 4, unusual: null, cannot: null },
    { kind: 'payment', id: 5, unusual: 'far_above', cannot: null },
    { kind: 'payment', id: 6, unusual: null, cannot: 'second_person_must_differ' },
  ]);
  const { confirm, ...preview } = lines.at(-1);
  assert.deepEqual(preview, {
    outcome: 'preview',
    toSign: 2,
    sums: { EUR: '3400.00' },
    largest: { EUR: '2500.00' },
    unusual: 1,
    leftOut: 1,
  });
  assert.deepEqual(signed, []);
  const done = await run(desk, [], confirm);
  assert.deepEqual(done.exit, EXIT.done);
  assert.deepEqual(signed, ['4 44', '5 55']);
  const one = await run(desk, ['payment:4']);
  assert.equal(one.lines.at(-1).toSign, 1);
  assert.notEqual(one.lines.at(-1).confirm, confirm);
});

test('another preview than the code stands for signs nothing; a refusal is one thing’s alone', async () => {
  const signed: number[] = [];
  const kept = (id: number) => void signed.push(id);
  const before = await run(deskOf({ 4: { minor: 1n } }, kept), []);
  const { confirm } = before.lines.at(-1);
  const changed = await run(deskOf(WAITS, kept), [], confirm);
  assert.deepEqual([changed.exit, changed.lines[0].code], [EXIT.refused, 'preview_changed']);
  assert.deepEqual(signed, []);
  const desk = deskOf(WAITS, kept, 4);
  const preview = await run(desk, []);
  const partly = await run(desk, [], preview.lines.at(-1).confirm);
  assert.equal(partly.exit, EXIT.refused);
  const told = partly.lines.map(({ outcome, id, code }) => ({ outcome, id, code }));
  assert.deepEqual(told, [
    { outcome: 'refused', id: 4, code: 'approval_stale' },
    { outcome: 'signed', id: 5, code: undefined },
  ]);
  assert.deepEqual(signed, [5]);
});

test('what cannot be understood is not asked', () => {
  for (const args of [['5'], ['payment:0'], ['batch:3'], ['payment:5', 'x']]) {
    assert.equal(signAsked(args, undefined), null, args.join(' '));
  }
  assert.equal(signAsked([], 'soon'), null);
  const many = Array.from({ length: 101 }, (_, at) => `payment:${at + 1}`);
  assert.equal(signAsked(many, undefined), null);
});

test('whoever may sign is reminded of the one request that is named, bound to what is shown', async () => {
  const [waiting] = requestSamples.requestList.output.requests;
  assert.ok(waiting !== undefined);
  const { requestId, shown } = waiting;
  const said: unknown[] = [];
  const client: Pick<Client, 'requestList' | 'decideRequest' | 'remindPayment'> = {
    requestList: async () => ({ ok: true, value: { requests: [waiting] } }),
    decideRequest: async ({ submissionId: _, ...word }) => {
      said.push(word);
      if (said.length > 1) return { ok: false, refusal: { code: 'reminded_lately', again: 1 } };
      return { ok: true, value: { state: 'waits', open: 1 } };
    },
    remindPayment: async ({ submissionId: _, ...word }) => {
      said.push(word);
      return { ok: true, value: { remindedAt: 1 } };
    },
  };
  const whole = new Proxy(client, {}) as Client;
  const desk: Desk = { ask: (question) => question(whole), client: () => whole };
  let out = '';
  const sink = { write: (text: string) => (out += text) };
  const output = createOutput({ language: 'en', json: true, out: sink, err: sink });
  const named = { kind: 'request', id: requestId } as const;
  assert.equal(await remind(desk, named, output), EXIT.done);
  assert.deepEqual(JSON.parse(out), { outcome: 'reminded', kind: 'request', id: requestId });
  assert.equal(await remind(desk, named, output), EXIT.refused);
  assert.equal(JSON.parse(out.trim().split('\n').at(-1) ?? '').code, 'reminded_lately');
  // Of one that is not shown there is no hash to send: the office says that there is none.
  await remind(desk, { ...named, id: requestId + 1 }, output);
  const payment = { kind: 'payment', id: 12 } as const;
  assert.equal(await remind(desk, payment, output), EXIT.done);
  assert.deepEqual(JSON.parse(out.trim().split('\n').at(-1) ?? ''), {
    outcome: 'reminded',
    ...payment,
  });
  const word = { decision: 'reminded', remark: '' };
  assert.deepEqual(said, [
    { ...word, requestId, shown },
    { ...word, requestId, shown },
    { ...word, requestId: requestId + 1, shown: '0'.repeat(64) },
    { paymentId: 12 },
  ]);
  const asked = [['request:3'], ['payment:3'], ['request:3', 'request:4'], ['3'], []];
  assert.deepEqual(asked.map(remindAsked), [
    { thing: { kind: 'request', id: 3 } },
    { thing: { kind: 'payment', id: 3 } },
    ...[null, null, null],
  ]);
});
