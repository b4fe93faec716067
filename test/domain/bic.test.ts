// Goal: BICs and countries are told from what only looks like them. Method: tables of cases, and
// the country codes against the runtime's own Unicode region data.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { bicCountry, checkBic, isTestBic, sameBic } from '../../main/domain/bic.ts';
import { countries, isBankingCountry, isCountry } from '../../main/domain/countries.ts';

test('eight or eleven characters with a country in the middle are a BIC', () => {
  for (const bic of ['DEUTDEFF', 'DEUTDEFF500', 'CFOLDEF0XXX', 'ABCDXKPR', '1234DE00ABC']) {
    assert.deepEqual(checkBic(bic), { ok: true, value: bic });
  }
  const malformed = `DEUTDEF DEUTDEFFF DEUTDEFF50 DEUTDEFF5000 deutdeff DEUTD1FF DEUT1EFF DEUTDEF-
    ＤEUTDEFF DEUTDEFFxxx`.split(/\s+/);
  for (const text of [...malformed, '', ' DEUTDEFF', 'DEUTDEFF ', 'DEUTDEFF\n', 'DEUT DEFF']) {
    const expected = { ok: false, refusal: { code: 'bic_format' } };
    assert.deepEqual(checkBic(text), expected, JSON.stringify(text));
  }
  for (const [bic, country] of [
    ['DEUTZZFF', 'ZZ'],
    ['DEUTUKFF500', 'UK'],
    ['DEUTEUFF', 'EU'],
  ]) {
    const expected = { ok: false, refusal: { code: 'bic_country_unknown', country } };
    assert.deepEqual(checkBic(bic ?? ''), expected);
  }
});

test('a BIC names its country, whether it is for tests, and its head office', () => {
  assert.equal(bicCountry('DEUTDEFF500'), 'DE');
  assert.equal(isTestBic('CFOLDEF0XXX'), true);
  assert.equal(isTestBic('CFOLDEF0'), true);
  assert.equal(isTestBic('DEUTDEFF000'), false);
  assert.equal(sameBic('DEUTDEFF', 'DEUTDEFFXXX'), true);
  assert.equal(sameBic('DEUTDEFF', 'DEUTDEFF500'), false);
  assert.equal(sameBic('DEUTDEFF', 'DEUTDEFM'), false);
});

test('the countries are the 249 of ISO 3166-1, and Kosovo for banks', () => {
  const codes = countries();
  assert.equal(codes.length, 249);
  assert.deepEqual(codes, [...codes].sort());
  for (const code of ['DE', 'SS', 'BQ', 'CW', 'TL']) assert.equal(isCountry(code), true, code);
  for (const code of ['XK', 'UK', 'EU', 'AN', 'YU', 'SU', 'ZZ', 'de', '', 'DEU']) {
    assert.equal(isCountry(code), false, code);
  }
  assert.equal(isBankingCountry('XK'), true);
  assert.equal(isBankingCountry('DE'), true);
  assert.equal(isBankingCountry('EU'), false);
});

test('Unicode names a region for every country', () => {
  const names = new Intl.DisplayNames(['en'], { type: 'region', fallback: 'none' });
  assert.deepEqual(
    countries().filter((code) => names.of(code) === undefined),
    [],
  );
});
