// Goal: with `--output` every word goes into the file, and its absence is never taken for success.
// Method: the same commands with and without it, into files that can and cannot be written.

import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { runCli } from './run-cli.ts';

let here = '';
before(() => {
  here = mkdtempSync(join(tmpdir(), 'counterfoil-output-'));
});
after(() => rmSync(here, { recursive: true, force: true }));

test('the file takes what the terminal would have been told, and is its owner’s alone', async () => {
  const status = ['status', '--json', '--data', 'book'];
  const printed = await runCli(status, here);
  assert.equal(printed.code, 0, printed.err);
  const kept = await runCli([...status, '--output', 'out.txt'], here);
  assert.deepEqual(kept, { code: 0, out: '', err: '' });
  const file = join(here, 'out.txt');
  assert.equal(readFileSync(file, 'utf8'), printed.out);
  if (process.platform !== 'win32') assert.equal(statSync(file).mode & 0o777, 0o600);
});

test('what was refused is in the file, and in the exit code', async () => {
  const refused = await runCli(['inspect', 'none.xml', '--output', 'out.txt'], here);
  assert.deepEqual(refused, { code: 1, out: '', err: '' });
  assert.match(readFileSync(join(here, 'out.txt'), 'utf8'), /none\.xml/);
});

test('a file that cannot be written stops the command before it does anything', async () => {
  const nowhere = await runCli(['status', '--data', 'untouched', '--output', 'no/where.txt'], here);
  assert.equal(nowhere.code, 4);
  assert.match(nowhere.err, /output_not_written/);
  assert.throws(() => statSync(join(here, 'untouched')), { code: 'ENOENT' });
});

test('a disk that is full says so', {
  skip: process.platform !== 'linux' && 'needs /dev/full',
}, async () => {
  const full = await runCli(['status', '--data', 'book', '--output', '/dev/full'], here);
  assert.equal(full.code, 4);
  assert.match(full.err, /output_not_written.*ENOSPC|ENOSPC.*output_not_written/s);
});

test('an empty name is a usage error', async () => {
  assert.equal((await runCli(['status', '--output', ''], here)).code, 2);
});
