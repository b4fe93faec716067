// Goal: amounts are shown exactly at any size and read back to the same minor units; dates are the
// same day in every time zone. Method: seeded amounts of every number of decimals, compared digit by
// digit with the domain's own decimal strings; known values per language.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DEMO_ZONE } from '../../main/domain/demo-scenes.ts';
import { formatMinor } from '../../main/domain/money.ts';
import { formatsOf, LANGUAGES, readAmount } from '../../renderer/format.ts';

const CURRENCIES = ['EUR', 'JPY', 'KWD', 'CNY', 'CLF', 'USD'] as const;
const AMOUNTS = [
  0n,
  1n,
  -1n,
  9n,
  10n,
  99n,
  100n,
  123_456_789_012_345_678n,
  -999_999_999_999_999_999n,
  9_007_199_254_740_993n,
  10n ** 29n + 7n,
];

test('every digit of an amount is there, in both languages', () => {
  for (const language of LANGUAGES) {
    const { amount } = formatsOf(language);
    for (const currency of CURRENCIES) {
      for (const minor of AMOUNTS) {
        const shown = amount({ minor, currency });
        const plain = shown.replaceAll(',', '').replace('\u2212', '-');
        assert.equal(plain, formatMinor({ minor, currency }), `${minor} ${currency}`);
      }
    }
  }
});

test('what is shown can be typed in again', () => {
  for (const language of LANGUAGES) {
    const { amount } = formatsOf(language);
    for (const currency of ['EUR', 'JPY', 'KWD'] as const) {
      for (const minor of AMOUNTS.filter((each) => each < 10n ** 18n)) {
        assert.equal(readAmount(amount({ minor, currency }), currency), minor);
      }
    }
  }
});

test('amounts as people type them', () => {
  const typed: readonly (readonly [string, string | null, bigint | null])[] = [
    ['1234.5', 'EUR', 123_450n],
    [' 1,234.50 ', 'EUR', 123_450n],
    ["1'234", 'EUR', 123_400n],
    ['1，234。5', 'CNY', 123_450n],
    ['-12', 'EUR', -1200n],
    ['\u221212.30', 'EUR', -1230n],
    ['12.', 'EUR', 1200n],
    ['12.345', 'EUR', null],
    ['12.5', 'JPY', null],
    ['500', 'JPY', 500n],
    ['1.005', 'KWD', 1005n],
    ['7', null, 700n],
    ['', 'EUR', null],
    ['1e3', 'EUR', null],
    ['twelve', 'EUR', null],
    // A comma that cannot part groups may have been meant for the decimal point.
    ['120,50', 'EUR', null],
    ['1,5', 'EUR', null],
    ['12,3456', 'EUR', null],
    ['1234,567', 'EUR', null],
    ['1.234,56', 'EUR', null],
    [',5', 'EUR', null],
    ['1 234 567.8', 'EUR', 123_456_780n],
    ['1\u00a0234', 'EUR', 123_400n],
    ['１２３．４５', 'CNY', 12_345n],
    ['1 2', 'EUR', null],
  ];
  for (const [text, currency, minor] of typed)
    assert.equal(readAmount(text, currency), minor, text);
});

test('numbers and dates are written as each language writes them', () => {
  const en = formatsOf('en');
  const zh = formatsOf('zh-CN');
  assert.equal(en.money({ minor: -123_456n, currency: 'EUR' }), '\u22121,234.56 EUR');
  assert.equal(en.count(1_234_567), '1,234,567');
  assert.equal(en.date('2026-11-26'), 'Nov 26, 2026');
  assert.equal(en.dateLong('2026-11-26'), 'Thursday, November 26, 2026');
  assert.equal(zh.date('2026-11-26'), '2026年11月26日');
  assert.equal(zh.dateLong('2026-11-26'), '2026年11月26日星期四');
  assert.equal(en.size(1_413_924), '1.4 MB');
  assert.equal(zh.span(40), '40秒');
  assert.equal(en.span(40), '40 sec');
  assert.equal(en.span(240), '4 min');
  assert.equal(formatsOf('en'), en, 'formatters are made once');
  // 10:42 on the demo bank's wall, wherever the workstation stands.
  const begins = Date.UTC(2026, 10, 26, 9, 42);
  const inBank = formatsOf('en', DEMO_ZONE);
  assert.deepEqual([inBank.minute(begins), inBank.time(begins)], ['10:42', '10:42:00']);
  assert.equal(formatsOf('zh-CN', 'Asia/Shanghai').minute(begins), '17:42');
});
