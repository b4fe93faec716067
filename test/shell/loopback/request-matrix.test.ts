// Goal: exactly one shape of request is let through per resource. Method: from the right request
// of each resource, every request that differs in one or two respects (Host, Origin,
// Sec-Fetch-Site, method, target, token, cookie or key, upgrade, length, smuggling) is
// written byte by byte to a running shell; only the right one may be answered with anything.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  ask,
  newToken,
  ownHeaders,
  requestText,
  type Shell,
  startShell,
} from './loopback-fixture.ts';
import {
  type Change,
  files,
  office,
  type Resource,
  type Respect,
  type Shape,
  session,
  statics,
} from './request-shapes.ts';

/** Every choice of at most two respects to be wrong in, and of the ways to be wrong in them. */
function* wrongs(respects: readonly Respect[]): Generator<readonly Change[]> {
  for (const [at, respect] of respects.entries()) {
    for (const change of respect) {
      yield [change];
      for (const other of respects.slice(at + 1))
        for (const second of other) yield [change, second];
    }
  }
}

function textOf(right: Resource['right'], changes: readonly Change[]): string {
  const shape: Shape = {
    ...structuredClone(right),
    version: 'HTTP/1.1',
    extra: [],
  };
  for (const { make } of changes) make(shape);
  const text = requestText(
    `${shape.method} ${shape.target} ${shape.version}`,
    [...shape.headers],
    shape.body,
  );
  const extraLines = shape.extra.map((line) => `${line}\r\n`).join('');
  return text.replace('\r\n', `\r\n${extraLines}`);
}

const AT_ONCE = 16;

/** Sends each wrong request; gives those that were let through or saw a byte of data. */
async function letThrough(shell: Shell, { right, respects }: Resource) {
  const pending = wrongs(respects);
  const found: string[] = [];
  const statuses = new Map<number | null, number>();
  let sent = 0;
  const worker = async () => {
    for (const changes of pending) {
      sent += 1;
      const { status, head, body } = await ask(shell.port, textOf(right, changes));
      statuses.set(status, (statuses.get(status) ?? 0) + 1);
      const refused = status === null || (status >= 400 && status < 500);
      if (!refused || body !== '' || /^(?:set-cookie|access-control)/im.test(head)) {
        found.push(`${status} for ${changes.map(({ name }) => name).join(' + ')}`);
      }
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  return { found, sent, statuses };
}

const RESOURCES: readonly ((shell: Shell) => Promise<Resource>)[] = [
  async ({ port }) => statics(port),
  async (shell) => {
    const used = newToken(shell.server);
    const text = requestText('POST /session HTTP/1.1', ownHeaders(shell.port, used.length), used);
    assert.equal((await ask(shell.port, text)).status, 200);
    return session(shell.port, newToken(shell.server), used);
  },
  async (shell) => files(shell.port, await shell.signIn(), await shell.signIn()),
  async (shell) => office(shell.port, await shell.signIn(), await shell.signIn()),
];

for (const prepare of RESOURCES) {
  test('of all shapes of a request one is let through', async (t) => {
    // A length that is longer than the body is a slow client, which is cut off.
    const shell = await startShell(t, { bodyMs: 200, uploadIdleMs: 200 });
    const resource = await prepare(shell);
    const { found, sent, statuses } = await letThrough(shell, resource);
    assert.deepEqual(found, []);
    assert.deepEqual([shell.kept.length, shell.offices.length], [0, 0], 'nothing got behind');
    const answer = await ask(shell.port, textOf(resource.right, []));
    assert.ok(resource.passed(answer, shell), `the right one was answered ${answer.head}`);
    assert.ok(sent >= 200, `${sent} shapes`);
    const told = [...statuses].map(([status, count]) => `${status} × ${count}`).sort();
    t.diagnostic(`${resource.name}: 1 of ${sent + 1} passed (${told.join(', ')})`);
  });
}

test('each of our names is answered under its own origin only', async (t) => {
  const { port, server } = await startShell(t);
  const names = [`127.0.0.1:${port}`, `localhost:${port}`, `[::1]:${port}`];
  const passed: string[] = [];
  for (const host of names) {
    for (const origin of names) {
      const token = newToken(server);
      const headers = new Map(ownHeaders(port, token.length));
      headers.set('Host', host).set('Origin', `http://${origin}`);
      const text = requestText('POST /session HTTP/1.1', [...headers], token);
      if ((await ask(port, text)).status === 200) passed.push(`${host} ${origin}`);
    }
  }
  assert.deepEqual(
    passed,
    names.map((name) => `${name} ${name}`),
  );
});
