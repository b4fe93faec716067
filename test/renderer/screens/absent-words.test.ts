// Goal: a row says in a few words whom it waits for in vain, however many they are, and the detail says
// all of them. Method: nobody, one, two, twenty and more people who are away, of whom twenty are named,
// in both languages.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { awayShortly, onlyAbsentWords } from '../../../renderer/screens/review/absent-words.ts';
import { textsOf } from '../../../renderer/texts.ts';

const NAMES = ['Ada Adler', '陈伟', 'Clara Voss'];
const nameOf = (actor: string): string => NAMES[Number(actor)] ?? `N ${actor}`;
const away = (count: number, more = 0) => ({
  named: Array.from({ length: count }, (_, at) => ({ person: String(at), until: '2026-12-01' })),
  more,
});

const SHORTLY = {
  en: [
    null,
    'All away: Ada Adler',
    'All away: Ada Adler and 1 other',
    'All away: Ada Adler and 19 others',
    'All away: Ada Adler and 24 others',
  ],
  'zh-CN': [
    null,
    '人员均外出：Ada Adler',
    '人员均外出：Ada Adler 和另外 1 人',
    '人员均外出：Ada Adler 和另外 19 人',
    '人员均外出：Ada Adler 和另外 24 人',
  ],
} as const;

for (const language of ['en', 'zh-CN'] as const) {
  const texts = textsOf(language);
  test(`one by name and how many more: ${language}`, () => {
    const said = [away(0), away(1), away(2), away(20), away(20, 5)].map((of) =>
      awayShortly({ of }, texts, nameOf),
    );
    assert.deepEqual(said, SHORTLY[language]);
  });

  test(`all of them by name and day: ${language}`, () => {
    assert.equal(onlyAbsentWords({ of: away(0) }, texts, nameOf), null);
    const [sign, decide] = [false, true].map((isDecided) =>
      onlyAbsentWords({ of: away(3, 1200), isDecided }, texts, nameOf),
    );
    const day = texts.format.date('2026-12-01');
    for (const said of [sign, decide]) {
      for (const name of NAMES) assert.ok(said?.includes(name), name);
      assert.equal(said?.split(day).length, 4, 'each with their last day');
      assert.ok(said?.includes(texts.format.count(1200)), 'and how many more');
    }
    assert.notEqual(sign, decide);
  });
}
