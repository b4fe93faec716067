// Goal: amounts are read and written exactly or refused, and added without loss. Method: tables
// of well and badly written amounts, round trips over seeded amounts of every currency.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Bug } from '../../main/domain/assert.ts';
import { exponentForReading, paymentCurrencies } from '../../main/domain/currencies.ts';
import {
  addMoney,
  createDecimalSum,
  createSumsByCurrency,
  formatMinor,
  isDecimalNumber,
  MAX_MINOR,
  type Money,
  negate,
  parseAmount,
  parseSignedAmount,
  subtractMoney,
} from '../../main/domain/money.ts';
import { seeded } from './seeded.ts';

const MAX_EUR = '9999999999999999.99';

function eur(minor: bigint): Money {
  return { minor, currency: 'EUR' };
}

/** The minor units read, or the code of the refusal. */
function outcome(result: ReturnType<typeof parseAmount>): bigint | string {
  return result.ok ? result.value.minor : result.refusal.code;
}

test('amounts of payments are read exactly', () => {
  const cases: readonly (readonly [text: string, currency: string, minor: bigint])[] = [
    ['12.34', 'EUR', 1234n],
    ['12.3', 'EUR', 1230n],
    ['12', 'EUR', 1200n],
    ['0.01', 'EUR', 1n],
    ['007.50', 'EUR', 750n],
    ['100.000', 'EUR', 10_000n],
    ['1.10000', 'EUR', 110n],
    ['500', 'JPY', 500n],
    ['500.00', 'JPY', 500n],
    ['1.234', 'KWD', 1234n],
    ['1.2340', 'KWD', 1234n],
    ['90071992547409.93', 'EUR', 9_007_199_254_740_993n],
    ['999999999999999999', 'JPY', MAX_MINOR],
    [MAX_EUR, 'EUR', MAX_MINOR],
  ];
  for (const [text, currency, minor] of cases) {
    const expected = { ok: true, value: { minor, currency } };
    assert.deepEqual(parseAmount(text, currency), expected, `${text} ${currency}`);
  }
});

test('amounts that are badly written, too fine, too large or not positive are refused', () => {
  const shapes = `1e3 0x1F 1_000 +5 1,000.00 1.000,00 1,5 1.2.3 . .5 5. -. - -0 -0.00 --5 +-5
    NaN Infinity １２３ ١٢٣ 12.3４ 1e-2 0b1 1n null undefined 5- -5. -.5`.split(/\s+/);
  const cases: (readonly [text: string, currency: string, code: string])[] = [
    ...[...shapes, '', ' ', ' 12 ', '12 ', ' 12', '1 000', '12\n', '12\u0000', '\u200b12'].map(
      (text) => [text, 'EUR', 'amount_format'] as const,
    ),
    ['100.5', 'JPY', 'too_many_decimals'],
    ['1.2345', 'KWD', 'too_many_decimals'],
    ['1.001', 'EUR', 'too_many_decimals'],
    ['0.00001', 'EUR', 'too_many_decimals'],
    ['1.000000', 'EUR', 'too_many_decimals'],
    ['999999999999999999.99', 'EUR', 'amount_too_large'],
    ['10000000000000000.00', 'EUR', 'amount_too_large'],
    ['1000000000000000000', 'JPY', 'amount_too_large'],
    ['9223372036854775808', 'JPY', 'amount_too_large'],
    ['9'.repeat(100_000), 'EUR', 'amount_too_large'],
    ['0', 'EUR', 'amount_not_positive'],
    ['0.00', 'EUR', 'amount_not_positive'],
    ['-12.34', 'EUR', 'amount_not_positive'],
  ];
  for (const [text, currency, code] of cases) {
    const label = `${JSON.stringify(text.slice(0, 40))} ${currency}`;
    assert.equal(outcome(parseAmount(text, currency)), code, label);
  }
});

test('the currency is judged first, the form before the decimals, these before the size', () => {
  for (const currency of ['eur', 'XXX', 'XTS', 'XAU', 'DEM', 'CLF', '', 'EURO']) {
    const expected = { ok: false, refusal: { code: 'currency_unknown', currency } };
    assert.deepEqual(parseAmount('oops', currency), expected);
  }
  assert.deepEqual(parseAmount('1x.123', 'EUR'), {
    ok: false,
    refusal: { code: 'amount_format', currency: 'EUR', decimals: 2 },
  });
  assert.equal(outcome(parseAmount(`${'9'.repeat(20)}.123`, 'EUR')), 'too_many_decimals');
});

test('balances may be negative or zero, and of old or funds currencies', () => {
  const cases: readonly (readonly [text: string, currency: string, minor: bigint])[] = [
    ['-12.34', 'EUR', -1234n],
    ['0', 'EUR', 0n],
    ['-0.00', 'EUR', 0n],
    [`-${MAX_EUR}`, 'EUR', -MAX_MINOR],
    ['1.2345', 'CLF', 12_345n],
    ['-3.5', 'DEM', -350n],
    ['1234', 'ITL', 1234n],
  ];
  for (const [text, currency, minor] of cases) {
    const expected = { ok: true, value: { minor, currency } };
    assert.deepEqual(parseSignedAmount(text, currency), expected, `${text} ${currency}`);
  }
  const refused: readonly (readonly [text: string, currency: string, code: string])[] = [
    ['--1', 'EUR', 'amount_format'],
    ['-', 'EUR', 'amount_format'],
    ['+1', 'EUR', 'amount_format'],
    ['-1.001', 'EUR', 'too_many_decimals'],
    [`-${'9'.repeat(19)}`, 'JPY', 'amount_too_large'],
    ['1', 'XAU', 'currency_unknown'],
  ];
  for (const [text, currency, code] of refused) {
    const result = parseSignedAmount(text, currency);
    assert.equal(result.ok ? 'taken' : result.refusal.code, code, `${text} ${currency}`);
  }
});

test('amounts are written with exactly the decimals of their currency', () => {
  const cases: readonly (readonly [minor: bigint, currency: string, text: string])[] = [
    [1234n, 'EUR', '12.34'],
    [1n, 'EUR', '0.01'],
    [0n, 'EUR', '0.00'],
    [-1n, 'EUR', '-0.01'],
    [-1234n, 'EUR', '-12.34'],
    [500n, 'JPY', '500'],
    [-500n, 'JPY', '-500'],
    [-5n, 'KWD', '-0.005'],
    [12_345n, 'CLF', '1.2345'],
    [MAX_MINOR * 1000n, 'EUR', '9999999999999999990.00'],
  ];
  for (const [minor, currency, text] of cases) {
    assert.equal(formatMinor({ minor, currency }), text);
  }
  assert.throws(() => formatMinor({ minor: 1n, currency: 'XXX' }), Bug);
});

test('what was written is read back as the same amount, in every currency', () => {
  const random = seeded(20261126);
  for (const currency of [...paymentCurrencies(), 'CLF', 'UYW', 'DEM']) {
    for (let round = 0; round < 60; round += 1) {
      const money = { minor: random.integer(18) + 1n, currency };
      if (money.minor > MAX_MINOR) continue;
      const text = formatMinor(money);
      const debt = negate(money);
      const expected = { ok: true, value: money };
      assert.deepEqual(parseSignedAmount(text, currency), expected, text);
      assert.deepEqual(parseSignedAmount(formatMinor(debt), currency), { ok: true, value: debt });
      if (exponentForReading(currency) === 4 || currency === 'DEM') continue;
      assert.deepEqual(parseAmount(text, currency), expected, text);
    }
  }
});

test('what is read is what an independent reading of the decimal gives', () => {
  const random = seeded(7);
  for (let round = 0; round < 5000; round += 1) {
    const integer = random.text('0123456789', 1 + random.below(16));
    const fraction = random.text('0123456789', random.below(3));
    const text = fraction === '' ? integer : `${integer}.${fraction}`;
    let minor = 0n;
    for (const digit of integer + fraction.padEnd(2, '0')) minor = minor * 10n + BigInt(digit);
    const expected = minor === 0n ? 'amount_not_positive' : minor;
    assert.equal(outcome(parseAmount(text, 'EUR')), expected, text);
  }
});

test('amounts are added, subtracted and negated in one currency only', () => {
  assert.deepEqual(addMoney(eur(MAX_MINOR), eur(1n)), eur(10n ** 18n));
  assert.deepEqual(subtractMoney(eur(1n), eur(3n)), eur(-2n));
  assert.deepEqual(negate(eur(-7n)), eur(7n));
  const yen = { minor: 1n, currency: 'JPY' };
  assert.throws(() => addMoney(eur(1n), yen), Bug);
  assert.throws(() => subtractMoney(eur(1n), yen), Bug);
});

test('sums are kept per currency and ordered by code', () => {
  const sums = createSumsByCurrency();
  assert.deepEqual(sums.sums(), []);
  sums.add({ minor: 5n, currency: 'USD' });
  sums.add(eur(MAX_MINOR));
  sums.add({ minor: 7n, currency: 'JPY' });
  sums.add(eur(MAX_MINOR));
  sums.add({ minor: -5n, currency: 'USD' });
  assert.deepEqual(sums.sums(), [
    eur(MAX_MINOR * 2n),
    { minor: 7n, currency: 'JPY' },
    { minor: 0n, currency: 'USD' },
  ]);
  assert.throws(() => sums.add({ minor: 1n, currency: 'nonsense' }), Bug);
});

test('control sums add decimals of any currencies and compare them exactly', () => {
  const sum = createDecimalSum();
  assert.equal(sum.toString(), '0');
  assert.ok(sum.equals('0.00'));
  sum.add(eur(105_000n));
  sum.add(eur(10n));
  for (const text of ['1050.1', '1050.10', '01050.100000']) assert.ok(sum.equals(text), text);
  const others = ['1050.11', '1050', '1050.10000000001', '-1050.1', '1050,1', '1.0501e3', ''];
  for (const text of [...others, ' 1050.1', '+1050.1', '1050.1\n', '１０５０.1']) {
    assert.equal(sum.equals(text), false, text);
  }
  sum.add({ minor: 5n, currency: 'JPY' });
  sum.add({ minor: 1n, currency: 'KWD' });
  assert.equal(sum.toString(), '1055.101');
  assert.equal(sum.addText('0.00000000000000001'), true);
  assert.equal(sum.addText('ten'), false);
  assert.equal(sum.toString(), '1055.10100000000000001');
  sum.add(eur(-200_000n));
  assert.equal(sum.toString(), '-944.89899999999999999');
});

test('a hundred thousand cents are exactly a thousand', () => {
  const sum = createDecimalSum();
  for (let cent = 0; cent < 100_000; cent += 1) sum.add(eur(1n));
  assert.equal(sum.toString(), '1000');
  assert.ok(sum.equals('1000.00'));
});

test('a decimal number has at most 18 digits, 17 of them behind the point', () => {
  const good = ['0', '-0', '1.5', '-1.5', '9'.repeat(18), `0.${'9'.repeat(17)}`, '0001.50'];
  for (const text of good) assert.equal(isDecimalNumber(text), true, text);
  const bad = ['9'.repeat(19), `0.${'9'.repeat(18)}`, `1.${'0'.repeat(70)}`, '', '1.', '.5', '1e2'];
  for (const text of bad) assert.equal(isDecimalNumber(text), false, text);
});
