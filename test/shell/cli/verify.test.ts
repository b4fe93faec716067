// Goal: `verify FILE` says whether a book is what its trail says, by exit code and in JSON, without
// the office and without touching the book. Method: the command as a process, on a book that is
// open, one at rest, tampered copies and anchors in each form.

import assert from 'node:assert/strict';
import { copyFileSync, existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { copyOf, richDesk, tamper } from '../../ledger/rich-book.ts';
import { testFolder } from '../../operations/test-desk.ts';
import { type Json, runCli, runJson } from './run-cli.ts';

async function verified(
  args: readonly string[],
  here: string,
): Promise<{ code: number | null; line: Json }> {
  const { code, lines } = await runJson(['verify', ...args], here);
  const [line = {}, ...others] = lines;
  assert.deepEqual(others, []);
  return { code, line };
}

/** The names of the checks that failed. */
function failing({ checks }: Json): readonly unknown[] {
  assert.ok(Array.isArray(checks));
  return checks.filter((check) => !check.ok).map((check) => check.name);
}

test('0 for a sound book with its anchor, 5 for a tampered one, with the row that differs', async (t) => {
  const here = testFolder(t);
  const on = richDesk(t);
  // The desk keeps its folder; a copy elsewhere belongs to nobody.
  const file = join(here, 'moved.db');
  const { sequence, digest } = on.book().chainHead();
  on.close();
  copyFileSync(on.book().file, file);
  const head = digest.toString('hex');

  const sound = await verified([file, '--anchor', `${head}:${sequence}`], here);
  assert.equal(sound.code, 0);
  const { ok, head: told, count } = sound.line;
  assert.deepEqual({ ok, told, count }, { ok: true, told: head, count: sequence });
  assert.equal(existsSync(join(here, 'book')), false, 'no office was started');

  const tampered = copyOf(file, 'tampered');
  tamper(tampered, 'UPDATE payments SET amount = amount + 1 WHERE id = 33554434');
  const found = await verified([tampered], here);
  assert.equal(found.code, 5);
  assert.ok(failing(found.line).includes('chain_is_whole'));
  assert.match(
    JSON.stringify(found.line),
    /epoch of batch 2 from record 0 to 5: payments 33554434 differs/,
  );

  const cut = copyOf(file, 'cut');
  tamper(cut, `DELETE FROM deeds WHERE sequence = ${sequence}`);
  // What the command printed is an anchor for the next time.
  writeFileSync(join(here, 'kept.json'), JSON.stringify(sound.line));
  const missing = await verified([cut, '--anchor', 'kept.json'], here);
  assert.deepEqual([missing.code, failing(missing.line)], [5, ['chain_meets_its_anchor']]);

  const person = await runCli(['verify', tampered], here);
  assert.equal(person.code, 5);
  assert.match(person.out, /FAILED {2}chain_is_whole: deed \d+ \(commitEpoch\)/);
  assert.match(person.out, /ok {6}file_is_sound/);
});

test('3 for a book that is open, 1 for a file that is none, 2 for an anchor that is none', async (t) => {
  const here = testFolder(t);
  const on = richDesk(t);
  const { file } = on.book();
  const open = await verified([file], here);
  assert.deepEqual([open.code, open.line.code], [3, 'book_in_use']);
  writeFileSync(join(here, 'letter.txt'), 'not a book\n'.repeat(40));
  const letter = await verified(['letter.txt'], here);
  assert.deepEqual([letter.code, letter.line.code], [1, 'not_a_book']);
  const missing = await verified(['nothing.db'], here);
  assert.deepEqual([missing.code, missing.line.code], [1, 'file_cannot_be_read']);
  const anchor = await verified(['letter.txt', '--anchor', 'letter.txt'], here);
  assert.deepEqual([anchor.code, anchor.line.code], [2, 'anchor_unreadable']);
});
