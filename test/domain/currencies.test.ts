// Goal: exactly the active currencies of ISO 4217 can be paid in, each with its decimals. Method:
// tables of cases by hand, and the whole list against another project's copy of list one.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { exponentForReading, exponentOf, paymentCurrencies } from '../../main/domain/currencies.ts';
import { absent, reference } from './material.ts';

/** Active in ISO 4217 with decimals, and no currency a payment is made in. */
const FUNDS = ['BOV', 'CHE', 'CHW', 'CLF', 'COU', 'MXV', 'USN', 'UYI', 'UYW', 'XAD'];
/** Active in ISO 4217 without decimals: metals, composite units, test and no currency. */
const UNITS = 'XAG XAU XBA XBB XBC XBD XDR XPD XPT XSU XTS XUA XXX'.split(' ');

test('the decimals of a currency are those of ISO 4217', () => {
  const expected = { EUR: 2, USD: 2, JPY: 0, ISK: 0, KWD: 3, TND: 3, XOF: 0, XCG: 2, ZWG: 2 };
  const codes = Object.keys(expected);
  assert.deepEqual(Object.fromEntries(codes.map((code) => [code, exponentOf(code)])), expected);
});

test('what is not an active currency of payments has no decimals', () => {
  const refused = ['eur', 'Eur', '', 'EU', 'EURO', ' EUR', 'ABC', 'DEM', 'BGN', 'HRK', 'ANG'];
  for (const code of [...refused, ...FUNDS, ...UNITS, 'toString', '__proto__']) {
    assert.equal(exponentOf(code), null, code);
  }
});

test('money already booked may be in a funds code or in a withdrawn currency', () => {
  const expected = { EUR: 2, CLF: 4, UYW: 4, UYI: 0, CHE: 2, DEM: 2, ITL: 0, BGN: 2, HRK: 2 };
  const codes = Object.keys(expected);
  const found = Object.fromEntries(codes.map((code) => [code, exponentForReading(code)]));
  assert.deepEqual(found, expected);
  for (const code of [...UNITS, 'eur', 'ABC']) assert.equal(exponentForReading(code), null, code);
});

test('the payment currencies are ordered, once each, with 0, 2 or 3 decimals', () => {
  const codes = paymentCurrencies();
  assert.deepEqual(codes, [...new Set(codes)].sort());
  for (const code of codes) {
    assert.match(code, /^[A-Z]{3}$/);
    assert.ok([0, 2, 3].includes(exponentOf(code) ?? -1), code);
  }
});

test('the table is ISO 4217 list one as another project copied it', (t) => {
  const path = 'datasets+currency-codes/data/codes-all.csv';
  const csv = reference(path);
  if (csv === null) return t.skip(absent(path));
  const expected = new Map<string, number>();
  const without = new Set<string>();
  for (const line of csv.split('\n').slice(1)) {
    // The name of the entity may hold commas in quotes; the last four columns hold none.
    const columns = line.trim().split(',');
    const [code = '', , decimals = '', withdrawn = ''] = columns.slice(-4);
    if (code === '' || withdrawn !== '') continue;
    if (/^\d$/.test(decimals)) expected.set(code, Number(decimals));
    else without.add(code);
  }
  assert.ok(expected.size > 150, 'the list was read');
  assert.deepEqual([...without].sort(), UNITS);
  const payable = [...expected.keys()].filter((code) => !FUNDS.includes(code)).sort();
  assert.deepEqual(paymentCurrencies(), payable);
  for (const [code, decimals] of expected) {
    assert.equal(exponentForReading(code), decimals, code);
    assert.equal(exponentOf(code), FUNDS.includes(code) ? null : decimals, code);
  }
});
