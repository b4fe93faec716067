// Goal: an IBAN is taken if and only if its country, length, structure and check digits agree.
// Method: cases by hand, seeded accounts of every country against a bigint calculation, and the
// examples and structures of two other projects' registries.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Bug } from '../../main/domain/assert.ts';
import {
  checkIban,
  formatIban,
  ibanBankIdentifier,
  ibanCheckDigits,
  ibanCountry,
  isSepaIban,
} from '../../main/domain/iban.ts';
import { type IbanRule, ibanRule, ibanRules } from '../../main/domain/iban-registry.ts';
import { absent, reference } from './material.ts';
import { type Seeded, seeded } from './seeded.ts';

const DIGITS = '0123456789';
const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ';

function outcome(text: string): string {
  const result = checkIban(text);
  return result.ok ? result.value : result.refusal.code;
}

/** An account number that fits the structure of `rule`. */
function bbanOf(rule: IbanRule, random: Seeded): string {
  const alphabets: { readonly [kind: string]: string } = {
    n: DIGITS,
    a: LETTERS,
    c: DIGITS + LETTERS,
  };
  return [...rule.characters].map((kind) => random.text(alphabets[kind] ?? '', 1)).join('');
}

/** ISO 7064 mod 97-10 the slow way: the whole number, letters written out, in one bigint. */
function remainder(iban: string): bigint {
  const moved = iban.slice(4) + iban.slice(0, 4);
  return BigInt(moved.replace(/[A-Z]/g, (letter) => `${letter.charCodeAt(0) - 55}`)) % 97n;
}

test('spaces and lower case are taken, and the electronic form is given back', () => {
  const forms = [
    'DE89370400440532013000',
    'DE89 3704 0044 0532 0130 00',
    'de89370400440532013000',
    ' de89 3704 0044 0532 0130 00 ',
  ];
  for (const form of forms) assert.equal(outcome(form), 'DE89370400440532013000', form);
  assert.equal(outcome('gb82 west 1234 5698 7654 32'), 'GB82WEST12345698765432');
});

test('refusals come in order: form, country, length, structure, check digits', () => {
  const cases: readonly (readonly [text: string, code: string])[] = [
    ['', 'iban_format'],
    ['DE', 'iban_format'],
    ['DE89', 'iban_format'],
    ['8937DE0400440532013000', 'iban_format'],
    ['DE8O370400440532013000', 'iban_format'],
    ['DE89-3704-0044-0532-0130-00', 'iban_format'],
    ['DE89\t370400440532013000', 'iban_format'],
    ['DE89\u00a0370400440532013000', 'iban_format'],
    ['ＤＥ89370400440532013000', 'iban_format'],
    ['DE8９370400440532013000', 'iban_format'],
    ['DE89370400440532013ß00', 'iban_format'],
    ['DE89370400440532013ı00', 'iban_format'],
    ['DE89370400440532013000\n', 'iban_format'],
    ['DE89\u200b370400440532013000', 'iban_format'],
    ['D'.repeat(1_000_000), 'iban_format'],
    ['ZZ89370400440532013000', 'iban_country_unknown'],
    ['US89370400440532013000', 'iban_country_unknown'],
    ['AA110011123Z5678', 'iban_country_unknown'],
    ['DE8937040044053201300', 'iban_length'],
    ['DE893704004405320130000', 'iban_length'],
    [`DE89${'0'.repeat(31)}`, 'iban_length'],
    ['DE8937O400440532013000', 'iban_structure'],
    ['GB82W3ST12345698765432', 'iban_structure'],
    ['DE88370400440532013000', 'iban_check_digits'],
    ['DE89370400440532013001', 'iban_check_digits'],
    ['DE89370400440532031000', 'iban_check_digits'],
  ];
  for (const [text, code] of cases) assert.equal(outcome(text), code, text.slice(0, 40));
});

test('a refusal says what was expected', () => {
  assert.deepEqual(checkIban('DE8937040044'), {
    ok: false,
    refusal: { code: 'iban_length', country: 'DE', expected: 22, found: 12 },
  });
  assert.deepEqual(checkIban('DE8937O400440532013000'), {
    ok: false,
    refusal: { code: 'iban_structure', country: 'DE', expected: '8!n10!n' },
  });
});

test('check digits 00, 01 and 99 are refused although their remainder is right', () => {
  const random = seeded(3);
  const twins: readonly (readonly [real: string, twin: string])[] = [
    ['97', '00'],
    ['98', '01'],
    ['02', '99'],
  ];
  for (const [real, twin] of twins) {
    let bban = '';
    do bban = random.text(DIGITS, 18);
    while (ibanCheckDigits('DE', bban) !== real);
    assert.equal(outcome(`DE${real}${bban}`), `DE${real}${bban}`);
    assert.equal(remainder(`DE${twin}${bban}`), 1n);
    assert.equal(outcome(`DE${twin}${bban}`), 'iban_check_digits');
  }
});

test('made check digits are right, and any other one of 100 is refused, in every country', () => {
  const random = seeded(13616);
  for (const rule of ibanRules()) {
    for (let round = 0; round < 20; round += 1) {
      const bban = bbanOf(rule, random);
      const digits = ibanCheckDigits(rule.country, bban);
      const iban = `${rule.country}${digits}${bban}`;
      assert.equal(remainder(iban), 1n, iban);
      assert.equal(outcome(iban), iban);
      assert.equal(outcome(formatIban(iban).toLowerCase()), iban);
      const other = String(random.below(100)).padStart(2, '0');
      if (other !== digits) {
        assert.equal(outcome(`${rule.country}${other}${bban}`), 'iban_check_digits', iban);
      }
    }
  }
  assert.throws(() => ibanCheckDigits('de', '1'), Bug);
});

test('every wrong digit, wrong letter and swap of two neighbours is found, in every country', () => {
  const random = seeded(97);
  let tried = 0;
  for (const rule of ibanRules()) {
    const bban = bbanOf(rule, random);
    const iban = `${rule.country}${ibanCheckDigits(rule.country, bban)}${bban}`;
    for (let at = 0; at < iban.length; at += 1) {
      const character = iban.charAt(at);
      for (const other of DIGITS.includes(character) ? DIGITS : LETTERS) {
        if (other === character) continue;
        const wrong = iban.slice(0, at) + other + iban.slice(at + 1);
        assert.equal(checkIban(wrong).ok, false, `${iban} as ${wrong}`);
        tried += 1;
      }
      const next = iban.charAt(at + 1);
      const alike = DIGITS.includes(character) === DIGITS.includes(next);
      if (next === '' || next === character || !alike) continue;
      const swapped = iban.slice(0, at) + next + character + iban.slice(at + 2);
      assert.equal(checkIban(swapped).ok, false, `${iban} as ${swapped}`);
    }
  }
  assert.ok(tried > 20_000, `${tried} wrong characters were tried`);
});

test('every character in place of another is found where the structure mixes no kinds', () => {
  for (const iban of ['DE89370400440532013000', 'GB82WEST12345698765432', 'NL91ABNA0417164300']) {
    for (let at = 0; at < iban.length; at += 1) {
      for (const other of `${DIGITS}${LETTERS}`) {
        if (other === iban.charAt(at)) continue;
        const wrong = iban.slice(0, at) + other + iban.slice(at + 1);
        assert.equal(checkIban(wrong).ok, false, wrong);
      }
    }
  }
});

test('an IBAN is printed in groups of four and names its country, bank and scheme', () => {
  assert.equal(formatIban('DE89370400440532013000'), 'DE89 3704 0044 0532 0130 00');
  assert.equal(formatIban('GB82WEST12345698765432'), 'GB82 WEST 1234 5698 7654 32');
  assert.equal(formatIban('NO9386011117947'), 'NO93 8601 1117 947');
  assert.equal(ibanCountry('DE89370400440532013000'), 'DE');
  assert.equal(ibanBankIdentifier('DE89370400440532013000'), '37040044');
  assert.equal(ibanBankIdentifier('IT60X0542811101000000123456'), '05428');
  assert.equal(ibanBankIdentifier('DZ580002100001113000000570'), null);
  assert.equal(isSepaIban('DE89370400440532013000'), true);
  assert.equal(isSepaIban('GB82WEST12345698765432'), true);
  assert.equal(isSepaIban('DZ580002100001113000000570'), false);
});

test('the scheme countries and the registered ones are told apart', () => {
  const flags = (country: string) => {
    const rule = ibanRule(country);
    return rule === null ? 'none' : `${rule.registered ? 'registered' : 'used'} ${rule.sepa}`;
  };
  const expected = {
    FR: 'registered true',
    RS: 'registered true',
    CH: 'registered true',
    TR: 'registered false',
    FO: 'registered false',
    MA: 'used false',
    GP: 'used false',
    US: 'none',
    fr: 'none',
    F: 'none',
    '': 'none',
  };
  const found = Object.keys(expected).map((country) => [country, flags(country)]);
  assert.deepEqual(Object.fromEntries(found), expected);
  assert.equal(ibanRules().filter((rule) => rule.sepa).length, 42);
});

/** Rows of the copied registry that the present one contradicts, with the reason. */
const OUTDATED: ReadonlySet<string> = new Set([
  'AA', // the internet's own scheme, which is no country's
  'BI', // registered since, with 27 characters
  'NI', // registered since, with 28 characters
  'BF', // banks there print 28 characters since the union's common format
  'DZ', // banks there print 26 characters
]);

test('every example of a copied registry is taken', (t) => {
  const path = 'globalcitizen+php-iban/registry.txt';
  const registry = reference(path);
  if (registry === null) return t.skip(absent(path));
  let taken = 0;
  for (const line of registry.split('\n').slice(1)) {
    const columns = line.split('|');
    const country = columns[0] ?? '';
    const example = columns[7] ?? '';
    if (example === '') continue;
    assert.equal(remainder(example), 1n, `${example} has the right remainder`);
    if (OUTDATED.has(country)) {
      assert.equal(checkIban(example).ok, false, `${country} is still outdated`);
    } else {
      assert.equal(outcome(example), example);
      taken += 1;
    }
  }
  assert.ok(taken >= 100, `${taken} examples were taken`);
});

/** Territories that the other project lists with the letters of their own; we do not. */
const ELSEWHERE = ['GG', 'IM', 'JE'];

test('lengths and structures are those of another project', (t) => {
  const path = 'mdomke+schwifty/schwifty/iban_registry/generated.json';
  const json = reference(path);
  if (json === null) return t.skip(absent(path));
  const expand = (structure: string) =>
    structure.replace(/(\d+)!([nac])/g, (_, count: string, kind: string) =>
      kind.repeat(Number(count)),
    );
  const specs = new Map<string, string>();
  for (const [country, entry] of Object.entries<{ bban_spec?: string }>(JSON.parse(json))) {
    specs.set(country, expand(entry.bban_spec ?? ''));
  }
  assert.ok(specs.size > 90, 'the list was read');
  const missing = [...specs.keys()].filter((country) => ibanRule(country) === null);
  assert.deepEqual(missing.sort(), ELSEWHERE);
  for (const rule of ibanRules()) {
    const spec = specs.get(rule.country);
    if (spec !== undefined) assert.equal(rule.characters, spec, rule.country);
    assert.equal(rule.length, 4 + rule.characters.length);
  }
});
