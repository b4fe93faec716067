// Goal: an uploaded file reaches the book whole, under its own name, or leaves nothing behind.
// Method: names by table; uploads on raw sockets to a running shell, whole, broken off, too large
// and too many, and the folder they went through afterwards.
import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { connect } from 'node:net';
import { join } from 'node:path';
import { test } from 'node:test';
import { clearKeys, holdMasters } from '../../../main/office/key-ring.ts';
import { unsealedText } from '../../../main/office/sealed-file.ts';
import { fileNameOf } from '../../../main/shell/loopback/receive-file.ts';
import {
  ask,
  ended,
  ownHeaders,
  requestText,
  type SignedIn,
  startShell,
} from './loopback-fixture.ts';

const NAMES: readonly (readonly [
  header: string | undefined,
  linux: string | null,
  windows: string | null,
])[] = [
  ['a.xml', 'a.xml', 'a.xml'],
  ['%E5%B7%A5%E8%B5%84%20(11).xml', '工资 (11).xml', '工资 (11).xml'],
  ['..a', '..a', '..a'],
  ['-rf', '-rf', '-rf'],
  ['a%3Ab.xml', 'a:b.xml', null],
  ['con.xml', 'con.xml', null],
  ['a.', 'a.', null],
  ['x'.repeat(255), 'x'.repeat(255), 'x'.repeat(255)],
  ['x'.repeat(256), null, null],
  ['%E5'.concat('%B7%A5').repeat(86), null, null],
  [undefined, null, null],
  ['', null, null],
  ['.', null, null],
  ['%2E%2E', null, null],
  ['a%2Fb', null, null],
  ['a%5Cb', null, null],
  ['a%00', null, null],
  ['a%0Ab', null, null],
  ['a%C2%85b', null, null],
  ['%E5%B7', null, null],
  ['%', null, null],
  ['a b', null, null],
  ['ä', null, null],
];

test('a file name names a file in its own folder or nothing', () => {
  const read = NAMES.map(([header]) => [
    header,
    fileNameOf(header, 'linux'),
    fileNameOf(header, 'win32'),
  ]);
  assert.deepEqual(read, NAMES);
});

function upload(port: number, session: SignedIn, name: string, body: string, length = body.length) {
  const { cookie, key } = session;
  const headers: [string, string][] = [
    ...ownHeaders(port, length, key),
    ['Cookie', cookie],
    ['X-File-Name', name],
  ];
  return requestText('POST /files HTTP/1.1', headers, body);
}

test('for an encrypted book a file is sealed before it touches the disk', async (t) => {
  const { port, kept, folder, signIn } = await startShell(t);
  const session = await signIn();
  holdMasters([new Uint8Array(randomBytes(32))]);
  t.after(() => clearKeys());
  const body = '<Document/>'.repeat(300_000);
  await ask(port, upload(port, session, 'pay.xml', body));
  const [file] = kept;
  assert.ok(file !== undefined);
  assert.equal(file.bytes.includes('Document'), false);
  assert.equal(unsealedText(file.bytes), body);
  assert.deepEqual(await readdir(join(folder, 'uploads')), []);
});

test('a file reaches the book whole and its way is swept', async (t) => {
  const { port, kept, folder, signIn } = await startShell(t);
  const session = await signIn();
  const body = '<Document/>'.repeat(300_000);
  const answer = await ask(port, upload(port, session, '%E5%B7%A5.xml', body));
  assert.deepEqual(JSON.parse(Buffer.from(answer.body, 'latin1').toString()), {
    ok: true,
    value: { fileName: '工.xml' },
  });
  assert.deepEqual(
    kept.map(({ name, bytes }) => [name, bytes.toString() === body]),
    [['工.xml', true]],
  );
  assert.deepEqual(await readdir(join(folder, 'uploads')), []);
  const empty = await ask(port, upload(port, session, 'empty', ''));
  assert.equal(empty.status, 200, 'whether a file may be empty is the book’s question');
});

test('an upload that breaks off reaches nothing and leaves nothing', async (t) => {
  const { port, kept, folder, signIn, server } = await startShell(t, { uploadIdleMs: 200 });
  const socket = connect(port, '127.0.0.1');
  socket.write(upload(port, await signIn(), 'a.xml', 'x'.repeat(70_000), 1_000_000));
  await new Promise<void>((resolve) => socket.write('y', () => resolve()));
  socket.destroy();
  await ended(socket);
  await server.close();
  assert.equal(kept.length, 0);
  assert.equal(existsSync(join(folder, 'uploads')), false);
});

test('a file beyond the limit is refused before it is read', async (t) => {
  const { port, kept, signIn } = await startShell(t, { fileBytes: 10 });
  const session = await signIn();
  assert.equal((await ask(port, upload(port, session, 'a', 'x'.repeat(10)))).status, 200);
  assert.equal((await ask(port, upload(port, session, 'a', 'x'.repeat(11)))).status, 413);
  assert.equal(kept.length, 1);
});

test('uploads beyond the limit are refused while the first are under way', async (t) => {
  const { port, kept, signIn } = await startShell(t, { uploads: 1 });
  const session = await signIn();
  const slow = connect(port, '127.0.0.1');
  let answered = '';
  slow.on('data', (bytes) => {
    answered += bytes.toString();
  });
  const text = upload(port, session, 'slow', 'ab');
  await new Promise<void>((resolve) => slow.write(text.slice(0, -1), () => resolve()));
  // The first one is under way when its headers have been read: a question behind it tells.
  let status: number | null = 200;
  while (status === 200) ({ status } = await ask(port, upload(port, session, 'second', 'x')));
  assert.equal(status, 503);
  slow.write(text.slice(-1));
  while (!answered.includes('"ok":true'))
    await new Promise((resolve) => slow.once('data', resolve));
  slow.destroy();
  assert.ok(kept.some(({ name, bytes }) => name === 'slow' && bytes.toString() === 'ab'));
});
