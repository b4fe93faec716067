// Goal: a stream is never faster than its reader, stops when told, and ends with the truth.
// Method: the producer counts what was pulled from it, credit is granted by hand in seeded
// portions, and loops are left, cancelled and broken at every point.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type ServeLog, serve } from '../../main/office/serve.ts';
import { decode, encode, STREAM_CREDIT } from '../../preload/channel.ts';
import { createClient } from '../../preload/client.ts';
import { seeded } from '../preload/seeded.ts';
import { channelPair, collect, turn } from './channel-pair.ts';
import { echoContract, echoDesk } from './echo-contract.ts';

function connect() {
  const desk = echoDesk();
  const pair = channelPair();
  const log: ServeLog[] = [];
  const options = { session: { name: 'Ada' }, newFaultId: () => 'F1' };
  serve(echoContract, desk.handlers, pair.office, { ...options, log: (entry) => log.push(entry) });
  return { ...pair, desk, log, seen: desk.seen };
}

function said(frames: readonly string[], kind: string): number {
  return frames.filter((frame) => frame.startsWith(`{"kind":"${kind}"`)).length;
}

test('every item comes, in order, and the end is ok', async () => {
  const wire = connect();
  const stream = createClient(echoContract, wire.asker).numbers({ upTo: 1000, note: '' });
  const items = await collect(stream);
  assert.deepStrictEqual(
    items,
    Array.from({ length: 1000 }, (_, n) => ({ n, note: '' })),
  );
  assert.deepStrictEqual(await stream.end, { ok: true, value: null });
  assert.ok(said(wire.asker.sent, 'grant') <= 1000 / (STREAM_CREDIT / 2));
});

test('nothing is pulled, sent or kept beyond the credit', async () => {
  const wire = connect();
  const chance = seeded(7);
  let granted = 1 + chance.int(5);
  const input = { upTo: 5000, note: '' };
  wire.asker.send(encode({ kind: 'open', seq: 1, method: 'numbers', input, credit: granted }));
  for (let round = 0; round < 200; round += 1) {
    await turn();
    assert.deepEqual([said(wire.office.sent, 'item'), wire.seen.pulled], [granted, granted]);
    const credit = 1 + chance.int(20);
    granted += credit;
    wire.asker.send(encode({ kind: 'grant', seq: 1, credit }));
  }
});

test('a reader that never reads holds one window of items, and so does a slow one', async () => {
  const wire = connect();
  const stream = createClient(echoContract, wire.asker).numbers({ upTo: 10_000, note: '' });
  await turn();
  assert.equal(wire.seen.pulled, STREAM_CREDIT);
  let read = 0;
  for await (const item of stream) {
    assert.equal(item.n, read);
    read += 1;
    await turn();
    assert.ok(wire.seen.pulled - read <= STREAM_CREDIT, `${wire.seen.pulled} after ${read}`);
    if (read === 200) break;
  }
  await turn();
  assert.deepStrictEqual(await stream.end, { ok: true, value: null });
  assert.deepEqual([wire.seen.streams, wire.seen.aborted, wire.log.length], [0, 1, 0]);
});

test('cancelling stops the producer at any point, once', async () => {
  for (let after = 0; after < 40; after += 1) {
    const wire = connect();
    const stream = createClient(echoContract, wire.asker).numbers({ upTo: 30, note: '' });
    const iterator = stream[Symbol.asyncIterator]();
    for (let read = 0; read < after; read += 1) await iterator.next();
    stream.cancel();
    stream.cancel();
    await turn();
    assert.deepStrictEqual(await iterator.next(), { done: true, value: undefined });
    assert.deepStrictEqual(await stream.end, { ok: true, value: null });
    assert.equal(wire.seen.streams, 0);
    assert.ok(said(wire.asker.sent, 'cancel') <= 1);
  }
});

test('cancelling wakes a loop that waits for the next item', async () => {
  const wire = connect();
  const stream = createClient(echoContract, wire.asker).numbers({ upTo: 0, note: '' });
  const reading = collect(stream);
  stream.cancel();
  assert.deepEqual(await reading, []);
});

test('a stream that fails hands over what it had, then the fault', async () => {
  const table: readonly (readonly [string, string])[] = [
    ['fail', 'disk_full'],
    ['undeclared', 'unexpected'],
    ['huge', 'frame_too_large'],
  ];
  for (const [note, code] of table) {
    const wire = connect();
    const stream = createClient(echoContract, wire.asker).numbers({ upTo: 9, note });
    assert.equal((await collect(stream)).length, 2);
    assert.deepStrictEqual(await stream.end, { ok: false, fault: { id: 'F1', code } });
    assert.deepEqual([wire.seen.streams, wire.log.length], [0, 1]);
    assert.doesNotMatch(wire.office.sent.join(), /secret|book\.db/);
  }
});

test('an office that breaks the protocol is not believed', async () => {
  const item = (seq: number) => ({ kind: 'item', seq, item: { n: 0, note: '' } });
  const table: readonly (readonly [string, readonly unknown[]])[] = [
    ['not a frame', [{ kind: 'call', seq: 1, method: 'echo', input: {} }]],
    ['never asked', [item(2)]],
    ['more than was granted', Array.from({ length: STREAM_CREDIT + 1 }, () => item(1))],
    ['a reply of no kind', [{ kind: 'reply', seq: 1, reply: { ok: true, refusal: 1 } }]],
  ];
  for (const [what, frames] of table) {
    const pair = channelPair();
    const stream = createClient(echoContract, pair.asker).numbers({ upTo: 9, note: '' });
    for (const frame of frames) pair.office.send(encode(frame));
    await turn();
    const closed = { ok: false, fault: { id: null, code: 'channel_closed' } };
    assert.deepStrictEqual(await stream.end, closed, what);
  }
  const pair = channelPair();
  const stream = createClient(echoContract, pair.asker).numbers({ upTo: 9, note: '' });
  pair.office.send(encode({ kind: 'reply', seq: 1, reply: { ok: true, value: null } }));
  pair.office.send(encode(item(1)));
  await turn();
  assert.deepStrictEqual(await stream.end, { ok: true, value: null }, 'late items are dropped');
  assert.deepStrictEqual(decode(pair.asker.sent[0] ?? ''), {
    kind: 'open',
    seq: 1,
    method: 'numbers',
    input: { upTo: 9, note: '' },
    credit: STREAM_CREDIT,
  });
});
