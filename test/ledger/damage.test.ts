// Goal: no damage to the file that changes what a book says goes unnoticed. Method: single bits of
// a closed book are flipped, chosen by a seed; the book is opened and audited, and the layer that
// noticed first is counted. A flip that nothing noticed must have changed no row of any table.

import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { flipBits, noticed } from '../simulation/bit-flips.ts';
import { auditFile, richDesk } from './rich-book.ts';

const FLIPS = 50;

test('flipped bits are noticed, or changed nothing that is kept', (t) => {
  const on = richDesk(t);
  const { file } = on.book();
  on.close();
  const { flips, bytes, by, unnoticed } = flipBits(file, on.folder, FLIPS, 11);
  assert.deepEqual(unnoticed, []);
  const counts = [...by].sort(([, a], [, b]) => b - a).map(([name, n]) => `${name} ${n}`);
  t.diagnostic(`${flips} flips in ${bytes} bytes: ${counts.join(', ')}`);
});

test('a page of zeros and a file cut short are noticed', (t) => {
  const on = richDesk(t);
  const { file } = on.book();
  on.close();
  const sound = readFileSync(file);
  const page = 4096;
  const zeroed = Buffer.from(sound);
  zeroed.fill(0, 5 * page, 6 * page);
  const damaged = join(on.folder, 'damaged.db');
  for (const bytes of [
    zeroed,
    sound.subarray(0, sound.length - 3 * page),
    sound.subarray(0, 700),
  ]) {
    writeFileSync(damaged, bytes);
    assert.notEqual(noticed(damaged), null);
  }
});

test('an index that differs from its table is noticed: it would let a submission in twice', (t) => {
  const on = richDesk(t);
  const { file } = on.book();
  on.close();
  const bytes = readFileSync(file);
  // The submission id stands in its row, in the unique index, and where a page was tidied.
  const found: (readonly string[])[] = [];
  for (let at = bytes.indexOf('epoch/2/5'); at >= 0; at = bytes.indexOf('epoch/2/5', at + 1)) {
    const damaged = Buffer.from(bytes);
    damaged.write('epoch/2/6', at);
    const copy = join(on.folder, `index-${at}.db`);
    writeFileSync(copy, damaged);
    const broken = auditFile(copy).checks.filter((check) => !check.ok);
    if (broken.length > 0) found.push(broken.map(({ name }) => name));
  }
  assert.deepEqual(found.sort(), [['file_is_sound'], ['file_is_sound', 'chain_is_whole']]);
});
