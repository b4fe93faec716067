// Goal: a thread's port and a child's pipe carry the contract alike, many channels at once, and
// tell of their end once. Method: the echo contract over a real MessageChannel and a real child;
// the limits of a pipe over an end that never takes what it is given.
import assert from 'node:assert/strict';
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { test } from 'node:test';
import { MessageChannel } from 'node:worker_threads';
import { Fault } from '../../main/domain/result.ts';
import {
  createPipe,
  PIPE_CHANNELS_MAX,
  portChannel,
  UNSENT_UNITS_MAX,
} from '../../main/office/channels.ts';
import { serve } from '../../main/office/serve.ts';
import { createClient } from '../../preload/client.ts';
import { collect, turn } from './channel-pair.ts';
import { echoContract, echoDesk } from './echo-contract.ts';

const CHILD = join(import.meta.dirname, 'echo-child.ts');
const asked = { amount: { minor: 12n, currency: 'EUR' }, note: '~ 中' };
const closed = { ok: false, fault: { id: null, code: 'channel_closed' } };

test('a port between threads carries the contract and its end', async () => {
  const { port1, port2 } = new MessageChannel();
  serve(echoContract, echoDesk().handlers, portChannel(port2), {
    session: { name: 'Ada' },
    log: () => {},
    newFaultId: () => 'F',
  });
  const channel = portChannel(port1);
  const client = createClient(echoContract, channel);
  assert.deepStrictEqual(await client.echo(asked), { ok: true, value: { ...asked, by: 'Ada' } });
  assert.equal((await collect(client.numbers({ upTo: 100, note: '' }))).length, 100);
  const waiting = client.wait({});
  port2.close();
  assert.deepStrictEqual(await waiting, closed);
  let told = 0;
  channel.onClose(() => {
    told += 1;
  });
  channel.close();
  channel.send('after the end');
  assert.equal(told, 1);
});

test('a port that is handed something else than text is closed', async () => {
  const { port1, port2 } = new MessageChannel();
  portChannel(port2);
  port1.postMessage({ kind: 'call' });
  await once(port1, 'close');
});

test('one pipe carries many channels, and loses them one by one or all at once', async () => {
  const child = fork(CHILD, { serialization: 'json' });
  const pipe = createPipe(child, () => assert.fail('the child opens nothing'));
  const [ada, bo] = [pipe.open('Ada'), pipe.open('Bo')];
  const [asAda, asBo] = [createClient(echoContract, ada), createClient(echoContract, bo)];
  const [first, second] = await Promise.all([asAda.echo(asked), asBo.echo(asked)]);
  assert.deepStrictEqual(first, { ok: true, value: { ...asked, by: 'Ada' } });
  assert.deepStrictEqual(second, { ok: true, value: { ...asked, by: 'Bo' } });
  assert.equal((await collect(asBo.numbers({ upTo: 100, note: '' }))).length, 100);

  const waiting = asAda.wait({});
  ada.close();
  assert.deepStrictEqual(await waiting, closed);
  assert.equal((await asBo.echo(asked)).ok, true);

  const lost = asBo.wait({});
  const exited = once(child, 'exit');
  pipe.open('die');
  assert.deepStrictEqual(await lost, closed);
  await exited;
  assert.deepStrictEqual(await createClient(echoContract, pipe.open('late')).echo(asked), closed);
});

test('a peer that ends a channel itself is heard, and what is not ours is ignored', async () => {
  const { left, right, say } = pipeInMemory();
  const opened: unknown[] = [];
  createPipe(right, (channel, session) => {
    opened.push(session);
    channel.close();
  });
  let told = 0;
  createPipe(left, () => {})
    .open({ who: 'Ada', since: 1n })
    .onClose(() => {
      told += 1;
    });
  for (const strange of [null, 'x', [], ['opener', 1, 'open'], ['opener', '1', 'frame', 'x']]) {
    say(strange);
  }
  await turn();
  assert.deepEqual([opened, told], [[{ who: 'Ada', since: 1n }], 1]);
});

test('a pipe bounds its channels and what its peer has not taken', () => {
  const sent: unknown[] = [];
  const never = { send: (message: unknown) => sent.push(message), on: () => {} };
  const pipe = createPipe(never, () => {});
  const channels = Array.from({ length: PIPE_CHANNELS_MAX }, () => pipe.open(null));
  assert.throws(
    () => pipe.open(null),
    (error) => error instanceof Fault && error.code === 'too_many_channels',
  );
  let told = 0;
  channels[0]?.onClose(() => {
    told += 1;
  });
  const frame = 'x'.repeat(UNSENT_UNITS_MAX / 4);
  for (let at = 0; at < 4; at += 1) channels[0]?.send(frame);
  assert.equal(told, 0);
  channels[0]?.send(frame);
  channels[0]?.send(frame);
  assert.deepEqual([told, sent.length], [1, PIPE_CHANNELS_MAX + 5 + 1]);
  pipe.open(null);
});

type Listener = (message: unknown) => void;

/** Two ends of a pipe in one process; `say` puts any message on the right one. */
function pipeInMemory() {
  const listeners: { left: Listener; right: Listener } = { left: () => {}, right: () => {} };
  const end = (self: 'left' | 'right', other: 'left' | 'right') => ({
    send(message: unknown, taken: (error: null) => void) {
      queueMicrotask(() => {
        listeners[other](message);
        taken(null);
      });
    },
    on(event: string, listener: Listener) {
      if (event === 'message') listeners[self] = listener;
    },
  });
  return {
    left: end('left', 'right'),
    right: end('right', 'left'),
    say: (message: unknown) => listeners.right(message),
  };
}
