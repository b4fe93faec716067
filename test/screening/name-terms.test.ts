// Goal: a name is found by what people type for it, in any script, and not by what they do not.
// Method: a table of names with searches that meet them and searches that do not; each is answered
// by the ranges of the search over the terms of the name, as the index does it.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fold } from '../../main/screening/fold.ts';
import { afterPrefix, fits, rangesOf, type TermRange } from '../../main/screening/name-query.ts';
import { TERM_MAX, TERMS_MAX, termsOf } from '../../main/screening/name-terms.ts';

function isFound(typed: string, name: string): boolean {
  const terms = termsOf([name], 'C-2003');
  const isIn = (range: TermRange): boolean =>
    terms.some(
      (term) => term >= range.prefix && term < afterPrefix(range.prefix) && fits(term, range),
    );
  // Of ranges in one list any one will do: all of them must say the same.
  return rangesOf(typed).some((alike) => {
    const said = new Set(alike.map(isIn));
    assert.equal(said.size, 1, `${typed} is found in ${name} whichever word is looked for first`);
    return said.has(true);
  });
}

const CASES: readonly (readonly [
  name: string,
  found: readonly string[],
  not: readonly string[],
])[] = [
  [
    'Anna Maria Schmidt',
    ['anna', 'SCHM', 'schmidt anna', 'maria an', 'Ａｎｎａ', 'c-2003', 'C2003'],
    ['nna', 'schmidt otto', 'amaria'],
  ],
  ['Müller & Söhne GmbH', ['muller', 'mueller', 'Müller sohne', 'soehne', 'gmbh mu'], ['ller']],
  ['Łukasz Żółć', ['lukasz', 'zolc', 'ŻÓŁĆ'], ['ukasz']],
  ['Straße Øst', ['strasse', 'ost'], ['strase']],
  ["O'Neill", ['oneill', "o'neill", 'O’Neill'], ['neill']],
  ['陈伟', ['陈', '陈伟', '陈 伟', 'chenwei', 'chen wei', 'wei chen', 'cw', 'chenw'], ['cv', '张']],
  ['单于明', ['shan', 'chan', 'sym', 'shanyuming'], ['dan yu ming x']],
  ['曾国藩', ['zeng guofan', 'zgf', '国藩'], ['guo zen x']],
  ['吕布', ['lvbu', 'lubu', 'lb', 'lü bu'], ['liu']],
  ['重庆银行', ['chongqing yinhang', 'cqyh', 'yinhang', '银行'], ['zhongqing']],
  [
    '深圳市腾讯计算机系统有限公司',
    ['tengxun', 'teng xun', '腾讯', 'sz', 'txjsj', 'shenzhen'],
    ['tx jsj zz'],
  ],
  ['Иван Петров', ['иван', 'ПЕТРОВ ив'], ['ivan']],
  ['محمد علي', ['محمد', 'علي محمد'], ['mohamed']],
  ['陈伟 Trading Ltd', ['trading', 'chenwei', '陈伟 trading'], ['ding']],
];

for (const [name, found, not] of CASES) {
  test(`${name} is found as it is typed`, () => {
    for (const typed of found) assert.ok(isFound(typed, name), `${typed} finds ${name}`);
    for (const typed of not) assert.ok(!isFound(typed, name), `${typed} does not find ${name}`);
  });
}

test('folding twice is folding once, and leaves no sign behind', () => {
  for (const [name] of CASES) {
    const folded = fold(name);
    assert.equal(fold(folded), folded);
    assert.doesNotMatch(folded, /[^\p{L}\p{N} ]|^ | $| {2}/u);
  }
});

test('a very long name has a bounded number of bounded terms', () => {
  for (const name of ['陈'.repeat(140), 'ab '.repeat(46), 'x'.repeat(140)]) {
    const terms = termsOf([name, name.split('').reverse().join('')], 'K');
    assert.ok(terms.length <= TERMS_MAX, `${terms.length} terms`);
    assert.ok(terms.every((term) => term.length <= TERM_MAX));
  }
});

test('nothing typed looks nowhere', () => {
  assert.deepEqual(rangesOf('  … '), []);
});
