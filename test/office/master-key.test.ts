// Goal: a recovery key that was written down opens the book, however it is typed, and one with a
// typing error is told as such; keys for different purposes have nothing in common. Method: keys
// from a seed, printed, read back, and mistyped in every place.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';
import {
  derivedKey,
  keyIdOf,
  type Purpose,
  readRecovery,
  recoveryText,
} from '../../main/office/master-key.ts';

const seeded = (seed: number): Uint8Array =>
  new Uint8Array(createHash('sha256').update(String(seed)).digest());

test('a recovery key is read back, in any case and spacing, with O and I for 0 and 1', () => {
  for (let seed = 0; seed < 200; seed += 1) {
    const master = seeded(seed);
    const text = recoveryText(master);
    assert.match(text, /^(?:[0-9A-HJKMNP-TV-Z]{4}-){13}[0-9A-HJKMNP-TV-Z]{4}$/);
    const typed = [
      text,
      text.toLowerCase(),
      text.replaceAll('-', ''),
      ` ${text.replaceAll('-', '  ')}\n`,
      text.replaceAll('0', 'o').replaceAll('1', seed % 2 === 0 ? 'I' : 'l'),
    ];
    for (const each of typed) assert.deepEqual(readRecovery(each), { kind: 'key', master });
  }
});

test('a wrong sign anywhere, or two neighbours swapped, is a typing error', () => {
  const text = recoveryText(seeded(7)).replaceAll('-', '');
  for (let at = 0; at < text.length; at += 1) {
    const other = text[at] === '7' ? '8' : '7';
    const wrong = text.slice(0, at) + other + text.slice(at + 1);
    assert.deepEqual(readRecovery(wrong), { kind: 'mistyped' }, `sign ${at}`);
    const swapped = text.slice(0, at) + (text[at + 1] ?? '') + text[at] + text.slice(at + 2);
    if (swapped !== text) assert.deepEqual(readRecovery(swapped), { kind: 'mistyped' });
  }
});

test('a passphrase is no recovery key, whatever its length', () => {
  const words = ['', 'correct horse battery staple', 'U'.repeat(56), '!'.repeat(56)];
  for (const each of words) assert.deepEqual(readRecovery(each), { kind: 'not_one' }, each);
});

test('each purpose has a key of its own, the same each time', () => {
  const purposes: readonly Purpose[] = ['database', 'files', 'key id', 'earlier keys'];
  const texts = [seeded(1), seeded(2)].flatMap((master) =>
    purposes.map((purpose) => Buffer.from(derivedKey(master, purpose)).toString('hex')),
  );
  assert.equal(new Set(texts).size, texts.length);
  assert.equal(keyIdOf(seeded(1)), keyIdOf(seeded(1)));
  assert.match(keyIdOf(seeded(1)), /^[0-9a-f]{32}$/);
});
