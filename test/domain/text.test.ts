// Goal: characters that hide or reorder text are found and shown escaped, and honest names of all
// scripts pass; what is compared by hand stands in fours. Method: tables of each, and every code
// point up to the last of Unicode by class.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  hasControlOrBidi,
  inFours,
  isSepaReference,
  isSepaText,
  visible,
} from '../../main/domain/text.ts';

test('names of people in any script hide nothing', () => {
  const names = `Müller|O'Brien-Smith|İbrahim Yıldız|Straße|陈伟|محمد علي|Ελένη|Đặng Thị|Zoë|𠮷野家`;
  for (const name of [...names.split('|'), '', 'x', 'a\\b', '🙂 emoji', 'non\u00a0breaking']) {
    assert.equal(hasControlOrBidi(name), false, name);
  }
  assert.equal(visible('Müller 陈伟 𠮷野家'), 'Müller 陈伟 𠮷野家');
});

test('hidden and reordering characters are found anywhere and shown by code point', () => {
  const hidden = [
    0x00, 0x09, 0x0a, 0x1f, 0x7f, 0x80, 0x85, 0x9f, 0xad, 0x61c, 0x180e, 0x200b, 0x200c, 0x200d,
    0x200e, 0x200f, 0x2028, 0x2029, 0x202a, 0x202e, 0x2060, 0x2064, 0x2066, 0x2069, 0xd800, 0xdfff,
    0xfe0f, 0xfeff, 0xe0001, 0xe007f, 0xe0100,
  ];
  for (const point of hidden) {
    const character = String.fromCodePoint(point);
    const escaped = `\\u{${point.toString(16)}}`;
    for (const [before, after] of [
      ['', ''],
      ['Anna ', ' Berg'],
      ['𠮷', '家'],
    ]) {
      assert.equal(hasControlOrBidi(`${before}${character}${after}`), true, escaped);
      assert.equal(visible(`${before}${character}${after}`), `${before}${escaped}${after}`);
    }
  }
});

test('text cannot imitate an escape, and what is shown hides nothing', () => {
  assert.equal(visible('\\u{202e}'), '\\u{5c}u{202e}');
  assert.equal(visible('pay\u202e321'), 'pay\\u{202e}321');
  for (let point = 0; point <= 0x10ffff; point += 1) {
    const character = String.fromCodePoint(point);
    const shown = visible(character);
    if (hasControlOrBidi(shown)) assert.fail(`${point.toString(16)} is shown unescaped`);
    const hides = hasControlOrBidi(character);
    if (hides !== (shown !== character) && character !== '\\') {
      assert.fail(`${point.toString(16)} is judged and shown differently`);
    }
  }
});

test('every control and every bidirectional format character of Unicode hides', () => {
  const deceiving = /^(?:\p{Cc}|\p{Bidi_Control}|\p{Zl}|\p{Zp}|\p{Cs}|\p{Variation_Selector})$/u;
  for (let point = 0; point <= 0x10ffff; point += 1) {
    const character = String.fromCodePoint(point);
    if (deceiving.test(character) && !hasControlOrBidi(character)) {
      assert.fail(`${point.toString(16)} passes`);
    }
  }
});

test('SEPA carries the basic Latin set, and references without stray slashes', () => {
  const carried = ["Rechnung 12/3 (A-B): 1,50 + 'x'? .", '', 'ABC/123'];
  for (const text of carried) assert.equal(isSepaText(text), true, text);
  for (const text of ['Müller', 'a&b', 'a_b', 'a\nb', '€', 'a*b', '１２', 'a\u200b', 'x\n']) {
    assert.equal(isSepaText(text), false, JSON.stringify(text));
  }
  for (const text of ['ABC/123', 'NOTPROVIDED', '']) assert.equal(isSepaReference(text), true);
  for (const text of ['/ABC', 'ABC/', 'A//B', '/', 'Ä']) {
    assert.equal(isSepaReference(text), false, text);
  }
});

test('a key is read out in fours, and nothing of it is lost', () => {
  const read = [
    ['', ''],
    ['a', 'a'],
    ['abcd', 'abcd'],
    ['abcde', 'abcd e'],
    ['0123456789abcdef', '0123 4567 89ab cdef'],
    ['ab\ncd🙂f', 'ab\nc d🙂f'],
  ] as const;
  for (const [text, groups] of read) assert.equal(inFours(text), groups, JSON.stringify(text));
  const key = '9f'.repeat(32);
  assert.deepEqual([inFours(key).length, inFours(key).replaceAll(' ', '')], [79, key]);
});
