// Goal: whatever is asked gets exactly the answer the contract declares, and nothing of ours leaks.
// Method: a client and `serve` joined in memory over a small contract with one method for each way
// a handler can behave; frames are also written by hand where an honest client would not.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { BAD_REQUESTS_MAX, type ServeLog, serve } from '../../main/office/serve.ts';
import { CALLS_IN_FLIGHT_MAX, decode, encode, STREAM_CREDIT } from '../../preload/channel.ts';
import { createClient, isChannelClosed } from '../../preload/client.ts';
import { contract } from '../../preload/contract/contract.ts';
import type { ContractShape, HandlerOf } from '../../preload/contract/method.ts';
import { samples } from '../preload/samples.ts';
import { channelPair, collect, turn } from './channel-pair.ts';
import { type EchoDesk, echoContract, echoDesk } from './echo-contract.ts';

const eur = (minor: bigint) => ({ minor, currency: 'EUR' });

function connect(desk: EchoDesk, name = 'Ada') {
  const pair = channelPair();
  const log: ServeLog[] = [];
  const untold: (readonly [string, string, unknown])[] = [];
  let faults = 0;
  serve(echoContract, desk.handlers, pair.office, {
    session: { name },
    log: (entry) => log.push(entry),
    onUntold: (method, { code, answered }) => untold.push([method, code, answered?.value]),
    newFaultId: () => {
      faults += 1;
      return `F${faults}`;
    },
  });
  const closes: string[] = [];
  pair.asker.onClose(() => closes.push('closed'));
  return { ...pair, log, untold, closes };
}

/** Says frames by hand and hands back what the office said. */
async function say(desk: EchoDesk, frames: readonly unknown[]) {
  const wire = connect(desk);
  for (const frame of frames) wire.asker.send(encode(frame));
  await turn();
  return { ...wire, replies: wire.office.sent.map((frame) => decode(frame)) };
}

test('every method of the contract answers over the wire', async () => {
  const shape: ContractShape = contract;
  const handlers: { [name: string]: HandlerOf<ContractShape[string], null> } = {};
  for (const [name, sample] of Object.entries(samples)) {
    if ('output' in sample) handlers[name] = () => ({ ok: true, value: sample.output });
    else {
      handlers[name] = async function* () {
        yield sample.item;
      };
    }
  }
  const pair = channelPair();
  serve(shape, handlers, pair.office, {
    session: null,
    log: ({ cause }) => assert.fail(`${cause}`),
    newFaultId: () => 'F',
  });
  const client = createClient(shape, pair.asker);
  for (const [name, sample] of Object.entries(samples)) {
    const answer = client[name]?.(sample.input);
    assert.ok(answer, name);
    if ('output' in sample) {
      assert.ok(answer instanceof Promise);
      assert.deepStrictEqual(await answer, { ok: true, value: sample.output });
    } else {
      assert.ok(!(answer instanceof Promise));
      assert.deepStrictEqual(await collect(answer), [sample.item]);
      assert.deepStrictEqual(await answer.end, { ok: true, value: null });
    }
  }
});

test('a value, a refusal and two askers: the session is the channel’s own', async () => {
  const desk = echoDesk();
  const ada = createClient(echoContract, connect(desk, 'Ada').asker);
  const bo = createClient(echoContract, connect(desk, 'Bo').asker);
  const [first, second, refused] = await Promise.all([
    ada.echo({ amount: eur(1n), note: '~n1' }),
    bo.echo({ amount: eur(2n), note: '' }),
    ada.echo({ amount: eur(0n), note: '' }),
  ]);
  assert.deepStrictEqual(first, { ok: true, value: { amount: eur(1n), note: '~n1', by: 'Ada' } });
  assert.deepStrictEqual(second, { ok: true, value: { amount: eur(2n), note: '', by: 'Bo' } });
  assert.deepStrictEqual(refused, {
    ok: false,
    refusal: { code: 'amount_not_positive', stated: 'none' },
  });
});

test('what is outside the contract is a bad request and enters no handler', async () => {
  const desk = echoDesk();
  const badRequest = { ok: false, fault: { id: 'F', code: 'bad_request' } };
  const good = { amount: eur(1n), note: '' };
  const asked: readonly (readonly [string, unknown])[] = [
    ['echo', {}],
    ['echo', null],
    ['echo', [good]],
    ['echo', { ...good, session: { name: 'root' } }],
    ['echo', { ...good, amount: { minor: 1, currency: 'EUR' } }],
    ['echo', { ...good, amount: { minor: '1', currency: 'EUR' } }],
    ['echo', { ...good, note: new Uint8Array([1]) }],
    ['nothing', good],
    ['constructor', good],
    ['__proto__', good],
    ['toString', good],
    ['numbers', { upTo: 1, note: '' }],
  ];
  const frames = asked.map(([method, input], at) => ({ kind: 'call', seq: at + 1, method, input }));
  const streamed = { kind: 'open', seq: 99, method: 'echo', input: good, credit: 1 };
  const { replies, log } = await say(desk, [...frames, streamed]);
  assert.deepStrictEqual(
    replies.map((frame) => JSON.stringify(frame).replace(/"F\d+"/, '"F"')).sort(),
    [...frames, streamed]
      .map(({ seq }) => ({ kind: 'reply', seq, reply: badRequest }))
      .map((frame) => JSON.stringify(frame))
      .sort(),
  );
  assert.equal(desk.seen.echoed, 0);
  assert.equal(log.length, replies.length);
});

test('faults carry a code and an id, never a text of ours', async () => {
  const table: readonly (readonly [string, string])[] = [
    ['fault', 'disk_full'],
    ['odd fault', 'unexpected'],
    ['bug', 'unexpected'],
    ['output', 'unexpected'],
    ['refusal', 'unexpected'],
    ['long refusal', 'unexpected'],
  ];
  for (const [how, code] of table) {
    const wire = connect(echoDesk());
    const reply = await createClient(echoContract, wire.asker).fail({ how });
    assert.deepStrictEqual(reply, { ok: false, fault: { id: 'F1', code } }, how);
    assert.doesNotMatch(wire.office.sent.join(), /SELECT|INSERT|secret|serve\.ts|book\.db/);
    const [entry] = wire.log;
    assert.deepEqual([entry?.faultId, entry?.method, entry?.code], ['F1', 'fail', code]);
    assert.ok(entry?.cause instanceof Error);
  }
});

test('an answer that is too large is a fault, and the channel goes on', async () => {
  const client = createClient(echoContract, connect(echoDesk()).asker);
  const note = '~'.repeat(600_000);
  const asked = await client.echo({ amount: eur(1n), note: note + note });
  assert.deepStrictEqual(asked, { ok: false, fault: { id: null, code: 'frame_too_large' } });
  // The quotes are escaped both ways, and the answer adds the asker's name to a full frame.
  const fits = '"'.repeat(524_230);
  assert.deepStrictEqual(await client.echo({ amount: eur(1n), note: fits }), {
    ok: false,
    fault: { id: 'F1', code: 'frame_too_large' },
  });
  assert.equal((await client.echo({ amount: eur(1n), note: '' })).ok, true);
});

test('of what was answered and not told it is said why, and of nothing else', async () => {
  const desk = echoDesk();
  const wire = connect(desk);
  const client = createClient(echoContract, wire.asker);
  const answered = { amount: eur(1n), note: '"'.repeat(524_230) };
  await client.echo({ amount: eur(1n), note: '' });
  await client.echo({ amount: eur(0n), note: '' });
  await collect(client.numbers({ upTo: 3, note: 'fail' }));
  wire.asker.send(encode({ kind: 'call', seq: 100, method: 'echo', input: {} }));
  await turn();
  assert.deepEqual(wire.untold, [], 'told, refused, a stream, and what entered no handler');
  const next = connect(desk);
  const again = createClient(echoContract, next.asker);
  await again.echo(answered);
  await again.fail({ how: 'fault' });
  const waits = again.wait({});
  await turn();
  next.asker.close();
  assert.ok(isChannelClosed(await waits));
  desk.release();
  await turn();
  assert.deepEqual(next.untold, [
    ['echo', 'frame_too_large', { ...answered, by: 'Ada' }],
    ['fail', 'disk_full', undefined],
    ['wait', 'channel_closed', 0],
  ]);
});

test('calls in flight are bounded on both sides, and free again when answered', async () => {
  const desk = echoDesk();
  const wire = connect(desk);
  const client = createClient(echoContract, wire.asker);
  const calls = Array.from({ length: CALLS_IN_FLIGHT_MAX }, () => client.wait({}));
  await turn();
  assert.equal(desk.waiting(), CALLS_IN_FLIGHT_MAX);
  const local = { ok: false, fault: { id: null, code: 'too_many_calls' } };
  assert.deepStrictEqual(await client.wait({}), local);
  desk.release();
  for (const reply of await Promise.all(calls)) assert.equal(reply.ok, true);
  const again = client.wait({});
  await turn();
  desk.release();
  assert.equal((await again).ok, true);

  const frames = Array.from({ length: CALLS_IN_FLIGHT_MAX + 1 }, (_, at) => at + 1).map((seq) => ({
    kind: 'call',
    seq,
    method: 'wait',
    input: {},
  }));
  assert.deepStrictEqual((await say(desk, frames)).replies, [
    {
      kind: 'reply',
      seq: CALLS_IN_FLIGHT_MAX + 1,
      reply: { ok: false, fault: { id: 'F1', code: 'too_many_calls' } },
    },
  ]);
  assert.equal(desk.waiting(), CALLS_IN_FLIGHT_MAX);
});

test('a channel that closes mid-call answers channel_closed, and the deed runs to its end', async () => {
  const desk = echoDesk();
  const wire = connect(desk);
  const client = createClient(echoContract, wire.asker);
  const call = client.wait({});
  const numbers = client.numbers({ upTo: 1000, note: '' });
  await turn();
  wire.office.close();
  const reply = await call;
  assert.deepStrictEqual(reply, { ok: false, fault: { id: null, code: 'channel_closed' } });
  assert.equal(isChannelClosed(reply), true);
  assert.equal((await collect(numbers)).length, STREAM_CREDIT);
  assert.deepStrictEqual(await numbers.end, reply);
  assert.deepStrictEqual(await client.wait({}), reply);
  assert.equal(desk.waiting(), 1);
  desk.release();
  await turn();
  assert.deepEqual([desk.seen.streams, desk.seen.aborted, wire.log.length], [0, 1, 0]);
});

test('what is not of the protocol closes the channel', async () => {
  const call = (seq: number) => ({ kind: 'call', seq, method: 'wait', input: {} });
  const open = { kind: 'open', seq: 1, method: 'numbers', input: { upTo: 1, note: '' }, credit: 1 };
  const table: readonly (readonly unknown[])[] = [
    [null],
    [{}],
    [{ kind: 'reply', seq: 1, reply: { ok: true, value: 1 } }],
    [{ ...call(1), session: 'root' }],
    [call(0)],
    [call(1.5)],
    [call(2 ** 60)],
    [call(5), call(5)],
    [call(5), call(4)],
    [{ ...open, credit: 0 }],
    [{ ...open, credit: 1e9 }],
    [{ kind: 'grant', seq: 1, credit: 1 }],
    [{ kind: 'cancel', seq: 1 }],
    [call(1), { kind: 'grant', seq: 1, credit: 1024 }, { kind: 'grant', seq: 1, credit: 1 }],
  ];
  for (const frames of table) {
    const { closes, log } = await say(echoDesk(), frames);
    assert.deepEqual([closes, log.map(({ code }) => code)], [['closed'], ['bad_frame']]);
  }
});

test('an asker that goes on asking badly is cut off, with a bounded log', async () => {
  const frames = Array.from({ length: 1000 }, (_, at) => ({
    kind: 'call',
    seq: at + 1,
    method: 'nothing',
    input: null,
  }));
  const { closes, log, replies } = await say(echoDesk(), frames);
  assert.deepEqual(closes, ['closed']);
  assert.equal(replies.length, BAD_REQUESTS_MAX);
  assert.equal(log.length, BAD_REQUESTS_MAX + 2);
});
