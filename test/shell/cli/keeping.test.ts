// Goal: `backup`, `drill` and `restore` do what they say from the command line, with their JSON and
// exit codes. Method: the commands as processes on one book, one after another.

import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { demoBankList } from '../../office/demo-bank.ts';
import { type Json, runCli } from './run-cli.ts';

let here = '';
before(() => {
  here = mkdtempSync(join(tmpdir(), 'counterfoil-keeping-'));
  demoBankList(here);
});
after(() => rmSync(here, { recursive: true, force: true }));

/** The one object that a command prints; that a check runs may be said beside it. */
async function only(args: readonly string[]): Promise<{ code: number | null; line: Json }> {
  const { code, out } = await runCli([...args, '--json', '--data', 'book'], here);
  const [line = '{}', ...others] = out.split('\n').filter((each) => each !== '');
  assert.deepEqual(others, []);
  return { code, line: JSON.parse(line) };
}

test('a book is backed up, proven and restored', async () => {
  assert.equal((await only(['accounts', 'import', 'accounts.csv'])).code, 0);
  assert.equal((await runCli(['drill', '--data', 'book'], here)).code, 1);
  const before = await only(['status']);
  assert.deepEqual(before.line.backup, { madeAt: null, provenAt: null });
  const made = await only(['backup']);
  assert.equal(made.code, 0);
  const { name, ok, count, originals, missing, failed } = made.line;
  assert.deepEqual(
    { ok, count, originals, missing, failed },
    {
      ok: true,
      count: 1,
      originals: 0,
      missing: 0,
      failed: '',
    },
  );
  const drilled = await only(['drill']);
  assert.deepEqual([drilled.code, drilled.line.name, drilled.line.ok], [0, name, true]);
  const after = await only(['status']);
  assert.deepEqual(after.line.backup, { madeAt: made.line.madeAt, provenAt: drilled.line.at });

  const elsewhere = await only(['backup', '--to', 'usb']);
  assert.equal(existsSync(join(here, 'usb', String(elsewhere.line.name), 'book.db')), true);
  const restored = await only(['restore', String(name)]);
  assert.equal(restored.code, 0);
  const { outcome, count: links, waiting } = restored.line;
  assert.deepEqual({ outcome, links, waiting }, { outcome: 'restored', links: 1, waiting: 0 });
  const audited = await only(['audit']);
  assert.deepEqual([audited.code, audited.line.ok, audited.line.count], [0, true, 2]);
  const missed = await only(['restore', 'usb/nothing']);
  assert.deepEqual([missed.code, missed.line.code], [1, 'backup_unknown']);
  const person = await runCli(['restore', 'usb/nothing', '--data', 'book', '--lang', 'en'], here);
  assert.match(person.err, /There is no such backup/);
});

test('usage is 2', async () => {
  for (const args of [
    ['restore'],
    ['restore', 'a', 'b'],
    ['backup', 'x'],
    ['status', '--to', 'x'],
  ]) {
    assert.equal((await runCli(args, here)).code, 2, args.join(' '));
  }
});
