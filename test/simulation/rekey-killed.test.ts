// Goal: `encrypt` and `rekey` killed at any moment leave a book that opens with its passphrase, whole,
// and a next try goes through. Method: the commands as processes on copies of one book, killed with
// SIGKILL in the middle of the time that they took before, or earlier, until one was; before the kill
// their arguments and environment are searched for the passphrase.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { chmodSync, cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { scheduler } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { demoBankList } from '../office/demo-bank.ts';
import { testFolder } from '../operations/test-desk.ts';
import { programOf } from '../programs.ts';
import { runCli } from '../shell/cli/run-cli.ts';

const CLI = fileURLToPath(programOf('main/shell/cli/index.ts'));
const PASSPHRASE = 'Zebra-Lantern-Orbit-Canary';

/** What a process shows to every other one of the same person. */
function shownOf(pid: number): string {
  const read = (name: string): string => {
    try {
      return readFileSync(`/proc/${pid}/${name}`, 'utf8');
    } catch {
      return '';
    }
  };
  return read('cmdline') + read('environ');
}

/** Runs a command and kills it after `ms`; answers how long it ran and whether it ended by itself. */
async function killed(args: readonly string[], here: string, ms: number) {
  const begun = performance.now();
  const child = spawn(process.execPath, [CLI, ...args], {
    env: { ...process.env, INIT_CWD: here },
    stdio: 'ignore',
  });
  const ended = new Promise<number | null>((resolve) => child.on('exit', resolve));
  const ending = new AbortController();
  const late = scheduler.wait(ms, { signal: ending.signal }).then(
    () => {
      assert.equal(shownOf(child.pid ?? 0).includes(PASSPHRASE), false);
      child.kill('SIGKILL');
    },
    () => undefined,
  );
  const code = await ended;
  ending.abort();
  await late;
  return { code, took: performance.now() - begun };
}

test('a change of keys that is killed leaves a book that opens, and goes through the next time', async (t) => {
  const here = testFolder(t);
  demoBankList(here);
  writeFileSync(join(here, 'key'), PASSPHRASE);
  chmodSync(join(here, 'key'), 0o600);
  const keyed = ['--key-file', 'key'];
  assert.equal(
    (await runCli(['accounts', 'import', 'accounts.csv', '--data', 'plain'], here)).code,
    0,
  );
  cpSync(join(here, 'plain'), join(here, 'coded'), { recursive: true });
  const whole = await killed(['encrypt', '--data', 'coded', ...keyed], here, 600_000);
  assert.equal(whole.code, 0);
  for (const [command, from] of [
    ['encrypt', 'plain'],
    ['rekey', 'coded'],
  ] as const) {
    const name = `${command}-killed`;
    // A machine that has become quicker meanwhile may be through by then: it is killed earlier.
    for (let ms = whole.took / 2; ; ms /= 2) {
      cpSync(join(here, from), join(here, name), { recursive: true });
      const { code } = await killed([command, '--data', name, ...keyed], here, ms);
      if (code === null) break;
      assert.equal(code, 0);
      rmSync(join(here, name), { recursive: true });
    }
    const audited = await runCli(['audit', '--data', name, ...keyed], here);
    assert.equal(audited.code, 0, `${name}: ${audited.out} ${audited.err}`);
    const again = await runCli(['rekey', '--data', name, ...keyed], here);
    const isPlain = command === 'encrypt' && again.code === 1;
    if (isPlain) assert.equal((await runCli(['encrypt', '--data', name, ...keyed], here)).code, 0);
    else assert.equal(again.code, 0, again.err);
    assert.equal((await runCli(['audit', '--data', name, ...keyed], here)).code, 0);
  }
});
