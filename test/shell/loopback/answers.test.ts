// Goal: what is served is what was built, under the content policy, and nothing invites another
// page in. Method: whole heads of answers of each kind, a nonce per answer, both addresses, and a
// start without a console.
import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { readRendererFiles } from '../../../main/shell/renderer-files.ts';
import {
  type Answer,
  APPEARANCE,
  ask,
  newToken,
  PAGE,
  requestText,
  SCRIPT,
  sessionRequest,
  startShell,
} from './loopback-fixture.ts';

/** The headers of an answer, without the date, by lower-case name. */
function headersOf({ head }: Answer): { [name: string]: string } {
  const lines = head.split('\r\n').slice(1);
  const pairs = lines.map((line): [string, string] => {
    const at = line.indexOf(': ');
    return [line.slice(0, at).toLowerCase(), line.slice(at + 2)];
  });
  return Object.fromEntries(pairs.filter(([name]) => name !== 'date'));
}

function get(port: number, target: string, method = 'GET'): string {
  return requestText(`${method} ${target} HTTP/1.1`, [['Host', `127.0.0.1:${port}`]]);
}

function safe(port: number, nonce: string): { [name: string]: string } {
  return {
    'content-security-policy': `default-src 'none'; script-src 'self'; style-src 'self' 'nonce-${nonce}'; img-src 'self' data:; font-src 'self'; connect-src 'self' ws://127.0.0.1:${port}; form-action 'none'; base-uri 'none'; object-src 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types 'none'`,
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    'permissions-policy':
      'camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), serial=(), usb=()',
    'cache-control': 'no-store',
  };
}

function nonceIn(answer: Answer): string {
  const nonce = /'nonce-([A-Za-z0-9+/]{24})'/.exec(
    headersOf(answer)['content-security-policy'] ?? '',
  );
  assert.ok(nonce?.[1] !== undefined, answer.head);
  return nonce[1];
}

test('the page carries how it looks, and the nonce of its answer, new each time', async (t) => {
  const { port } = await startShell(t);
  const answers = [await ask(port, get(port, '/')), await ask(port, get(port, '/'))];
  const nonces = answers.map(nonceIn);
  assert.notEqual(nonces[0], nonces[1]);
  for (const [at, answer] of answers.entries()) {
    const nonce = nonces[at] ?? '';
    const page = PAGE.replace('__CSP_NONCE__', nonce).replace('__APPEARANCE__', APPEARANCE);
    assert.equal(answer.body, page);
    assert.deepEqual(headersOf(answer), {
      ...safe(port, nonce),
      'content-type': 'text/html; charset=utf-8',
      'content-length': String(page.length),
      connection: 'keep-alive',
      'keep-alive': 'timeout=5, max=1000',
    });
  }
});

test('files and refusals carry the same headers', async (t) => {
  const { port } = await startShell(t);
  const file = await ask(port, get(port, '/assets/console-1.js'));
  assert.equal(file.body, SCRIPT);
  assert.deepEqual(headersOf(file), {
    ...safe(port, nonceIn(file)),
    'content-type': 'text/javascript; charset=utf-8',
    'content-length': String(SCRIPT.length),
    connection: 'keep-alive',
    'keep-alive': 'timeout=5, max=1000',
  });
  for (const refusal of [
    await ask(port, get(port, '/assets/none.js')),
    await ask(port, get(port, '/', 'OPTIONS')),
    await ask(port, 'nonsense\r\n\r\n'),
  ]) {
    assert.equal(refusal.body, '');
    assert.deepEqual(headersOf(refusal), {
      ...safe(port, nonceIn(refusal)),
      'content-length': '0',
      connection: 'close',
    });
  }
});

test('a session’s cookie is for this server, this site and no script; its key for the page', async (t) => {
  const { port, server } = await startShell(t);
  const answer = await ask(port, sessionRequest(port, newToken(server)));
  const { 'set-cookie': cookie, ...headers } = headersOf(answer);
  const form = `^counterfoil-${port}=([\\w-]{43}); HttpOnly; SameSite=Strict; Path=/$`;
  const value = new RegExp(form).exec(cookie ?? '')?.[1];
  assert.ok(value !== undefined, cookie);
  assert.match(answer.body, /^[\w-]{43}$/);
  assert.notEqual(answer.body, value);
  assert.deepEqual(headers, {
    ...safe(port, nonceIn(answer)),
    'content-type': 'text/plain; charset=utf-8',
    'content-length': '43',
    connection: 'keep-alive',
    'keep-alive': 'timeout=5, max=1000',
  });
});

test('only this machine can reach it', async (t) => {
  const { port } = await startShell(t);
  const hasSecond = await new Promise<boolean>((resolve) => {
    const probe = createServer().on('error', () => resolve(false));
    probe.listen(0, '::1', () => probe.close(() => resolve(true)));
  });
  const second = await ask(port, requestText('GET / HTTP/1.1', [['Host', `[::1]:${port}`]]), '::1');
  assert.equal(second.status, hasSecond ? 200 : null);
  // Every address of 127.0.0.0/8 leads here on Linux; a server on 0.0.0.0 would answer on this one.
  assert.equal((await ask(port, get(port, '/'), '127.0.0.2')).status, null);
});

test('a console that was not built is a fault that says so', async (t) => {
  const folder = await mkdtemp(join(tmpdir(), 'counterfoil-empty-'));
  t.after(() => rm(folder, { recursive: true }));
  await assert.rejects(readRendererFiles(folder), { code: 'console_not_built' });
  await assert.rejects(readRendererFiles(join(folder, 'none')), { code: 'console_not_built' });
});
