// Goal: the WebSocket is a channel: whole frames, in order, both ways, each side's end the other's,
// and bounded. Method: a real WebSocket client with a session against a running shell whose office
// echoes and can be made to speak, to flood and to go away.
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { type TestContext, test } from 'node:test';
import { WebSocket } from 'ws';
import { known } from '../../../main/domain/assert.ts';
import type { Limits } from '../../../main/shell/loopback/limits.ts';
import { SESSION_MS } from '../../../main/shell/loopback/sessions.ts';
import { ask, requestText, type Shell, type SignedIn, startShell } from './loopback-fixture.ts';

function connectTo(shell: Shell, { cookie, key }: SignedIn): WebSocket {
  return new WebSocket(`ws://127.0.0.1:${shell.port}/office`, ['counterfoil', key], {
    headers: { Cookie: cookie },
    origin: shell.server.origin,
  });
}

async function opened(t: TestContext, limits: Partial<Limits> = {}) {
  const shell = await startShell(t, limits);
  const socket = connectTo(shell, await shell.signIn());
  await once(socket, 'open');
  return { shell, socket, office: known(shell.offices[0], 'the socket opened it') };
}

async function closeCode(socket: WebSocket): Promise<number> {
  const [code]: unknown[] = await once(socket, 'close');
  return Number(code);
}

test('frames go through whole and in order', async (t) => {
  const { socket, office } = await opened(t);
  const received: string[] = [];
  socket.on('message', (bytes) => received.push(bytes.toString()));
  const frames = ['a', '结算', '\0', 'x'.repeat(1_000_000), ''];
  for (const frame of frames) socket.send(frame);
  const all = frames.map((frame) => `echo:${frame}`);
  while (received.length < all.length) await once(socket, 'message');
  assert.deepEqual(received, all);
  assert.deepEqual(office.heard, frames);
  assert.equal(socket.extensions, '', 'no compression');
});

test('the page’s end is the office’s, and the other way round', async (t) => {
  const { shell, socket, office } = await opened(t);
  socket.close();
  await office.closed;
  const second = connectTo(shell, await shell.signIn());
  await once(second, 'open');
  known(shell.offices[1], 'the second socket opened it').channel.close();
  assert.equal(await closeCode(second), 1000);
});

test('an office that is away is said to come back', async (t) => {
  const { shell, socket } = await opened(t);
  shell.office.away = true;
  const second = connectTo(shell, await shell.signIn());
  assert.equal(await closeCode(second), 1013);
  assert.equal(socket.readyState, WebSocket.OPEN, 'the first one is not touched');
});

test('a binary frame and a frame that is too large end the channel', async (t) => {
  const { shell, socket, office } = await opened(t, { frameBytes: 1000 });
  socket.send(new Uint8Array(3));
  assert.equal(await closeCode(socket), 1003);
  await office.closed;
  const second = connectTo(shell, await shell.signIn());
  await once(second, 'open');
  second.send('x'.repeat(1001));
  assert.equal(await closeCode(second), 1009);
  await known(shell.offices[1], 'the second socket opened it').closed;
  assert.deepEqual(
    shell.offices.flatMap(({ heard }) => heard),
    [],
  );
});

test('a page that stops reading is cut off', async (t) => {
  const { socket, office } = await opened(t, { unsentBytes: 100_000 });
  socket.pause();
  let said = 0;
  // The kernel takes some megabytes before anything waits; the limit then comes at once.
  while (!office.isClosed() && said < 2000) {
    office.say('x'.repeat(50_000));
    said += 1;
    if (said % 10 === 0) await new Promise(setImmediate);
  }
  assert.ok(office.isClosed(), `${said} frames waited`);
  socket.terminate();
});

test('sockets beyond the limit are refused, and room comes back', async (t) => {
  const { shell, socket } = await opened(t, { sockets: 1 });
  const session = await shell.signIn();
  const refused = connectTo(shell, session);
  const [error]: unknown[] = await once(refused, 'error');
  assert.match(String(error), /503/);
  socket.close();
  await closeCode(socket);
  const again = connectTo(shell, session);
  await once(again, 'open');
  again.close();
});

test('a session that is over opens nothing', async (t) => {
  const shell = await startShell(t);
  const session = await shell.signIn();
  shell.clock.now += SESSION_MS;
  const refused = connectTo(shell, session);
  const [error]: unknown[] = await once(refused, 'error');
  assert.match(String(error), /401/);
  assert.equal(shell.offices.length, 0);
});

test('a socket ends with its session', async (t) => {
  const shell = await startShell(t);
  const session = await shell.signIn();
  shell.clock.now += SESSION_MS - 50;
  const socket = connectTo(shell, session);
  await once(socket, 'open');
  assert.equal(await closeCode(socket), 1001);
});

test('the end of the shell is said to every page', async (t) => {
  const { shell, socket, office } = await opened(t);
  const told = closeCode(socket);
  await shell.server.close();
  assert.equal(await told, 1001);
  await office.closed;
  const gone = await ask(shell.port, requestText('GET / HTTP/1.1', [['Host', 'x']]));
  assert.equal(gone.status, null);
});
