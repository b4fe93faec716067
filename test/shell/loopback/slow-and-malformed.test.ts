// Goal: slow, endless and malformed clients are cut off, and a flood costs nothing that stays.
// Method: raw sockets that say too little, too much or nonsense (mutated from a seed) to a shell
// with short limits; afterwards it must answer as before. 100,000 requests are left to campaigns;
// here 5,000 with the memory they leave behind.
import assert from 'node:assert/strict';
import { connect } from 'node:net';
import { test } from 'node:test';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { seeded } from '../../domain/seeded.ts';
import {
  ask,
  DATA,
  ended,
  ownHeaders,
  requestText,
  type Shell,
  startShell,
} from './loopback-fixture.ts';

/** Short, but longer than a busy machine lets a process stand between two of its turns. */
const SHORT = {
  headersMs: 700,
  bodyMs: 700,
  uploadIdleMs: 700,
  idleMs: 1000,
  checkMs: 50,
  keepAliveMs: 700,
};

async function stillServes({ port }: Shell): Promise<void> {
  const { status, body } = await ask(
    port,
    requestText('GET / HTTP/1.1', [['Host', `127.0.0.1:${port}`]]),
  );
  assert.deepEqual([status, body.includes(DATA)], [200, true]);
}

test('a client that is slow at any point is cut off', async (t) => {
  const shell = await startShell(t, SHORT);
  const { port } = shell;
  const { cookie, key } = await shell.signIn();
  const right: [string, string][] = [
    ...ownHeaders(port, 1000, key),
    ['Cookie', cookie],
    ['X-File-Name', 'a.xml'],
  ];
  const starts = {
    'says nothing': '',
    'half a first line': 'GET / HT',
    'half a header': 'GET / HTTP/1.1\r\nHost: 127',
    'headers without end': `GET / HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\n`,
    'a token that does not come': requestText('POST /session HTTP/1.1', ownHeaders(port, 43)),
    'half a token': requestText('POST /session HTTP/1.1', ownHeaders(port, 43), 'AAAA'),
    'an upload that stands still': requestText('POST /files HTTP/1.1', right, '<Document>'),
    'silence after an answer': requestText('GET / HTTP/1.1', [['Host', `127.0.0.1:${port}`]]),
  };
  await Promise.all(
    Object.values(starts).map(async (text) => {
      const socket = connect(port, '127.0.0.1');
      if (text !== '') socket.write(text);
      await ended(socket);
    }),
  );
  assert.equal(shell.kept.length, 0);
  await stillServes(shell);
});

test('a drip of header bytes does not buy time', async (t) => {
  const shell = await startShell(t, SHORT);
  const socket = connect(shell.port, '127.0.0.1');
  socket.write('GET / HTTP/1.1\r\n');
  const drip = setInterval(() => socket.write('X-A: b\r\n'), 20);
  await ended(socket);
  clearInterval(drip);
  await stillServes(shell);
});

test('connections beyond the limit are dropped, and room comes back', async (t) => {
  const shell = await startShell(t, { ...SHORT, connections: 8 });
  const sockets = Array.from({ length: 40 }, () => connect(shell.port, '127.0.0.1'));
  await Promise.all(sockets.map(ended));
  await stillServes(shell);
});

test('mutated requests neither stop the shell nor reach the book', async (t) => {
  const shell = await startShell(t, SHORT);
  const { port } = shell;
  const chance = seeded(31);
  const right = requestText('POST /files HTTP/1.1', ownHeaders(port, 11), '<Document/>');
  const pieces = [
    '\r\n',
    '\n',
    '\0',
    '\r',
    ': ',
    '\xff\xfe',
    ' HTTP/1.1',
    'A'.repeat(500),
    '%00',
    '\r\n\r\n',
  ];
  const mutated = Array.from({ length: 600 }, () => {
    let text = right;
    for (let times = 1 + chance.below(4); times > 0; times -= 1) {
      const at = chance.below(text.length + 1);
      const cut = chance.below(3) === 0 ? chance.below(40) : 0;
      const piece = pieces[chance.below(pieces.length)] ?? '';
      text = text.slice(0, at) + piece + text.slice(at + cut);
    }
    return Buffer.from(text, 'latin1');
  });
  const noise = Array.from({ length: 200 }, () =>
    Uint8Array.from({ length: chance.below(400) + 1 }, () => chance.below(256)),
  );
  const statuses = new Set<number | null>();
  for (let at = 0; at < mutated.length + noise.length; at += 20) {
    const some = [...mutated, ...noise].slice(at, at + 20);
    const answers = await Promise.all(some.map((bytes) => ask(port, bytes)));
    for (const { status, body } of answers) {
      statuses.add(status);
      assert.equal(body.includes(DATA), false);
    }
  }
  assert.deepEqual([shell.kept.length, shell.offices.length], [0, 0]);
  assert.ok([...statuses].every((status) => status === null || (status >= 400 && status < 500)));
  await stillServes(shell);
});

test('5,000 quick requests leave no memory behind', async (t) => {
  const shell = await startShell(t);
  setFlagsFromString('--expose-gc');
  const collect: () => void = runInNewContext('gc');
  const refused = requestText('POST /session HTTP/1.1', ownHeaders(shell.port, 3), 'bad');
  const page = requestText('GET / HTTP/1.1', [['Host', `127.0.0.1:${shell.port}`]]);
  const flood = async (times: number) => {
    let left = times;
    const worker = async () => {
      while (left > 0) {
        left -= 1;
        const { status } = await ask(shell.port, left % 2 === 0 ? page : refused);
        assert.ok(status === 200 || status === 401 || status === 429, String(status));
      }
    };
    await Promise.all(Array.from({ length: 16 }, worker));
  };
  await flood(500);
  collect();
  const before = process.memoryUsage().heapUsed;
  const start = performance.now();
  await flood(5000);
  const seconds = (performance.now() - start) / 1000;
  collect();
  const grown = process.memoryUsage().heapUsed - before;
  assert.ok(grown < 4_000_000, `${grown} bytes more`);
  assert.ok(shell.log.length < 100, `${shell.log.length} log lines`);
  t.diagnostic(`5,000 requests in ${Math.round(seconds * 10) / 10} s, heap ${grown} bytes more`);
});
