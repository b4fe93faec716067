// Goal: the token reaches the browser and nobody else. Method: the launch page of a running shell
// on disk (mode, folder, life), what other people of the workstation could see of it, and the log.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import {
  chmod,
  mkdir,
  readdir,
  readFile,
  stat,
  symlink,
  utimes,
  writeFile,
} from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { sweepLaunchPages, writeLaunchPage } from '../../../main/shell/loopback/launch-page.ts';
import { windowArguments } from '../../../main/shell/loopback/open-window.ts';
import {
  ask,
  newToken,
  ownHeaders,
  requestText,
  sessionRequest,
  startShell,
} from './loopback-fixture.ts';

const ADDRESS = /url=(http:\/\/127\.0\.0\.1:\d+\/#([\w-]{43}))"/;

function tokenIn(page: string): string {
  const found = ADDRESS.exec(page)?.[2];
  assert.ok(found !== undefined, page);
  return found;
}

test('the launch page is its owner’s alone and goes after use', async (t) => {
  const { server, port, log } = await startShell(t);
  const path = await server.launch();
  const token = tokenIn(await readFile(path, 'utf8'));
  if (process.platform !== 'win32') {
    assert.equal((await stat(path)).mode & 0o777, 0o600);
    assert.equal((await stat(dirname(path))).mode & 0o777, 0o700);
  }
  assert.equal((await ask(port, sessionRequest(port, token))).status, 200);
  assert.equal((await ask(port, sessionRequest(port, token))).status, 401);
  assert.deepEqual(await readdir(dirname(path)), []);
  assert.deepEqual(log, [
    { code: 'session_opened' },
    { code: 'token_used_again', severity: 'alarm' },
  ]);
});

test('neither the log nor the browser’s arguments hold a token, a cookie or a key', async (t) => {
  const shell = await startShell(t);
  const launchPage = await shell.server.launch();
  const token = tokenIn(await readFile(launchPage, 'utf8'));
  const { cookie, key } = await shell.signIn();
  const posted = [ownHeaders(shell.port, token.length, key), [['Host', token]] as const];
  for (const headers of posted) {
    const target = `/${cookie}?${token}`;
    await ask(shell.port, requestText(`POST ${target} HTTP/1.1`, headers, token));
  }
  const args = windowArguments(
    { browser: '', launchPage, profilesFolder: '', language: 'en', asRoot: false },
    'profile',
  );
  const told = JSON.stringify([shell.log, args]);
  assert.ok(shell.log.length >= 3, told);
  for (const secret of [token, key, cookie, cookie.split('=')[1] ?? cookie]) {
    assert.equal(told.includes(secret), false);
  }
  assert.equal(args.includes('--no-sandbox'), false);
});

test('a folder that is not one’s own is not written to', async (t) => {
  const { folder } = await startShell(t);
  const real = join(folder, 'elsewhere');
  await mkdir(real);
  await symlink(real, join(folder, 'linked'));
  await writeFile(join(folder, 'file'), '');
  await assert.rejects(writeLaunchPage(join(folder, 'linked'), 'a', 'http://x/'), {
    code: 'launch_folder_unsafe',
  });
  await assert.rejects(writeLaunchPage(join(folder, 'file'), 'a', 'http://x/'));
  await writeLaunchPage(real, 'a', 'http://x/');
  await assert.rejects(writeLaunchPage(real, 'a', 'http://y/'), { code: 'EEXIST' });
  assert.deepEqual(await readdir(real), ['launch-a.html']);
});

test('pages of an earlier shell are swept out, and nothing else', async (t) => {
  const { folder } = await startShell(t);
  const place = join(folder, 'Counterfoil');
  const old = await writeLaunchPage(place, 'old', 'http://x/');
  await writeLaunchPage(place, 'new', 'http://x/');
  await writeFile(join(place, 'launch-notes.txt'), '');
  await utimes(old, 1, 1);
  await sweepLaunchPages(place, 2000);
  assert.deepEqual((await readdir(place)).sort(), ['launch-new.html', 'launch-notes.txt']);
});

test('closing the shell takes its launch pages along', async (t) => {
  const { server } = await startShell(t);
  const paths = [await server.launch(), await server.launch()];
  await server.close();
  assert.deepEqual(await readdir(dirname(paths[0] ?? '')), []);
});

/** Runs a script as nobody, and gives what it printed. */
async function asNobody(t: TestContext, script: string): Promise<string | null> {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) {
    t.skip('only root can act as a second person');
    return null;
  }
  const child = spawn('/bin/sh', ['-c', script], { uid: 65534, gid: 65534, env: {} });
  let printed = '';
  child.stdout.on('data', (bytes: Buffer) => {
    printed += bytes.toString();
  });
  child.stderr.on('data', (bytes: Buffer) => {
    printed += bytes.toString();
  });
  await new Promise((resolve) => child.on('close', resolve));
  return printed;
}

test('another person of the workstation gets neither page nor session', async (t) => {
  const { server, folder, port } = await startShell(t);
  // The way to the folder is open, as a home directory may be; the folder itself is not.
  await chmod(folder, 0o755);
  const path = await server.launch();
  const seen = await asNobody(t, `cat '${path}'; ls '${dirname(path)}'; cat /proc/*/cmdline`);
  if (seen === null) return;
  const token = tokenIn(await readFile(path, 'utf8'));
  assert.match(seen, /Permission denied/);
  assert.equal(seen.includes(token), false);
  const host = `127.0.0.1:${port}`;
  const posted = sessionRequest(port, 'A'.repeat(43)).replaceAll('\r\n', '\\r\\n');
  const script = `exec 3<>/dev/tcp/127.0.0.1/${port}; printf '${posted}' >&3; head -1 <&3`;
  const answer = await asNobody(t, `exec /bin/bash -c "${script.replaceAll('"', '\\"')}"`);
  assert.match(answer ?? '', /^HTTP\/1\.1 401 /, host);
  assert.equal((await ask(port, sessionRequest(port, token))).status, 200);
  assert.notEqual(newToken(server), token);
});
