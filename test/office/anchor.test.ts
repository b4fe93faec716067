// Goal: what is written of a chain is read again as it was, and anything else beside the book is
// named as no anchor instead of being believed. Method: one anchor there and back, then files that
// differ from it in one thing each.
import assert from 'node:assert/strict';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { test } from 'node:test';
import { type Anchor, anchorPath, readAnchor, writeAnchor } from '../../main/office/anchor.ts';
import { hashLike, testFolder } from '../operations/test-desk.ts';

const ANCHOR: Anchor = {
  instanceId: 'book-1',
  verified: { sequence: 12, digest: Buffer.from(hashLike('verified')) },
  head: { sequence: 40, digest: Buffer.from(hashLike('head')) },
  at: 1_795_686_120_000,
};

test('an anchor is read as it was written, and the next one takes its place', (t) => {
  const folder = testFolder(t);
  assert.deepEqual(readAnchor(folder), { kind: 'none' });
  writeAnchor(folder, ANCHOR);
  assert.deepEqual(readAnchor(folder), { kind: 'anchor', anchor: ANCHOR });
  const later = { ...ANCHOR, verified: ANCHOR.head, at: ANCHOR.at + 1 };
  writeAnchor(folder, later);
  assert.deepEqual(readAnchor(folder), { kind: 'anchor', anchor: later });
  assert.deepEqual(readdirSync(folder), ['anchor']);
});

test('a file that is no anchor is not believed', (t) => {
  const folder = testFolder(t);
  writeAnchor(folder, ANCHOR);
  const whole = readFileSync(anchorPath(folder), 'utf8');
  const others: readonly (readonly [what: string, text: string])[] = [
    ['nothing', ''],
    ['half of it', whole.slice(0, whole.length / 2)],
    ['another format', whole.replace('anchor-1', 'anchor-2')],
    ['a key more', whole.replace('{', '{"more":1,')],
    ['a digest too short', whole.replace(/[0-9a-f]{64}/, 'ab')],
    ['a head before what was verified', whole.replace('"sequence":40', '"sequence":4')],
    ['too long', whole + ' '.repeat(5000)],
  ];
  for (const [what, text] of others) {
    writeFileSync(anchorPath(folder), text);
    assert.equal(readAnchor(folder).kind, 'unreadable', what);
  }
});

test('an anchor that cannot be written says so and leaves nothing half made', (t) => {
  const folder = testFolder(t);
  mkdirSync(anchorPath(folder));
  assert.throws(() => writeAnchor(folder, ANCHOR), { code: 'anchor_not_written' });
  assert.deepEqual(readdirSync(folder), ['anchor']);
  assert.equal(readAnchor(folder).kind, 'unreadable');
});
