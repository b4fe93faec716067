// Goal: a deed is on the disk when it is acknowledged. Method: a child process does N deeds under
// strace and its syncs are counted: at least N. The same child at the driver's own default must
// show far fewer, or the counting itself would prove nothing.

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { testFolder } from '../operations/test-desk.ts';

const CHILD = join(import.meta.dirname, 'commit-many.ts');
const COMMITS = 60;
const HAS_STRACE = spawnSync('strace', ['-V']).status === 0;

/** How often the child synced a file while it did `commits` deeds. */
function syncs(t: TestContext, commits: number, how: 'full' | 'default'): number {
  const folder = testFolder(t);
  const counted = join(folder, 'strace.txt');
  const trace = ['-f', '-c', '-e', 'trace=fsync,fdatasync', '-o', counted];
  const run = [process.execPath, CHILD, folder, String(commits), how];
  const child = spawnSync('strace', [...trace, ...run], { encoding: 'utf8' });
  assert.equal(child.status, 0, child.stderr);
  assert.equal(child.stdout.trim().split('\n').length, commits, 'every deed was acknowledged');
  assert.ok(existsSync(counted), 'strace wrote its count');
  const lines = readFileSync(counted, 'utf8').split('\n');
  // "% time  seconds  usecs/call  calls [errors] syscall"
  return lines
    .map((line) => line.trim().split(/\s+/))
    .filter((fields) => fields.at(-1) === 'fsync' || fields.at(-1) === 'fdatasync')
    .reduce((sum, fields) => sum + Number(fields[3]), 0);
}

test('every acknowledged deed was synced; at the default of the driver it would not be', (t) => {
  if (!HAS_STRACE) return t.skip('strace is not installed');
  // Opening a new book syncs too: what the deeds add is counted.
  const opening = syncs(t, 0 + 1, 'full');
  const full = syncs(t, COMMITS, 'full') - opening;
  const lazy = syncs(t, COMMITS, 'default') - opening;
  t.diagnostic(`${COMMITS} deeds: ${full} syncs at FULL, ${Math.max(lazy, 0)} at NORMAL`);
  assert.ok(full >= COMMITS - 1, `${full} syncs for ${COMMITS} deeds`);
  assert.ok(lazy <= COMMITS / 10, `${lazy} syncs at NORMAL: the count cannot tell`);
});
