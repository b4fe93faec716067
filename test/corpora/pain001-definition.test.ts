// Goal: our table of the message definition says the same as the published schemas, for every
// version: which element stands where, in which order, how often, and of which simple type.
// Method: both are unfolded into a list of paths, and the lists are compared whole.
import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { CODE_LISTS, PAIN001_TYPES } from '../../main/formats/pain001-definition.ts';
import { TRANSFER_TYPES } from '../../main/formats/pain001-transfer-definition.ts';
import { corporaFolder } from './corpora.ts';
import { readSchemaPaths } from './schema-paths.ts';

const SCHEMAS = 'xsd/phoughton+pyiso20022/xsd/payments_initiation/pain.001';
const VERSIONS = [3, 4, 5, 6, 7, 8, 9, 10, 11, 12];

/** Our names of simple types → the names that the schemas give them, one after the other. */
const SIMPLE_TYPES: { readonly [ours: string]: string } = {
  alphanumeric4: 'Exact4AlphaNumericText',
  amount: 'ActiveOrHistoricCurrencyAndAmount',
  base64: 'Max10KBinary',
  bic: 'BICIdentifier BICFIIdentifier AnyBICIdentifier',
  bic2014: 'BICFIDec2014Identifier AnyBICDec2014Identifier',
  boolean: 'BatchBookingIndicator TrueFalseIndicator',
  count: 'Max15NumericText',
  country: 'CountryCode',
  currency: 'ActiveOrHistoricCurrencyCode',
  date: 'ISODate',
  dateTime: 'ISODateTime',
  decimal: 'DecimalNumber',
  digits2: 'Exact2NumericText',
  iban: 'IBAN2007Identifier',
  integer: 'Number',
  lei: 'LEIIdentifier',
  phone: 'PhoneNumber',
  rate: 'BaseOneRate PercentageRate',
  uetr: 'UUIDv4Identifier',
  year: 'ISOYear',
};

const OURS = new Map(
  Object.entries(SIMPLE_TYPES).flatMap(([ours, names]) =>
    names.split(' ').map((name) => [name, ours] as const),
  ),
);

for (const version of VERSIONS) {
  const name = `pain.001.001.${String(version).padStart(2, '0')}`;
  const folder = corporaFolder();
  const file = folder === null ? null : join(folder, SCHEMAS, `${name}.xsd`);
  const isHere = file !== null && existsSync(file);
  const skip = isHere ? false : `no schema of ${name} here (COUNTERFOIL_CORPORA)`;
  test(`the table of ${name} is its schema`, { skip }, () => {
    assert.ok(file !== null);
    const published = readSchemaPaths(readFileSync(file), OURS);
    assert.ok(published.length > 900, `${published.length} paths`);
    assert.deepEqual(ourPaths(version), published);
  });
}

/** `path order min max type` of every element below Document, as our table has it. */
function ourPaths(version: number): string[] {
  const types = new Map<string, string>();
  for (const [since, definition] of [...PAIN001_TYPES, ...TRANSFER_TYPES]) {
    if (since <= version) types.set(definition.split(' ', 1)[0] ?? '', definition);
  }
  const paths: string[] = [];
  const walk = (type: string, path: string): void => {
    const [, kind = '', children = ''] = /^\w+ ([=|]) (.+)$/.exec(types.get(type) ?? '') ?? [];
    for (const [index, child] of children.split(' ').entries()) {
      const [, name, mark = '', most, below = ''] =
        /^(\w+)([?*+]|\{(\d+)\})?:([\w#]+)$/.exec(child) ?? [];
      const isChoice = kind === '|';
      const min = isChoice || mark === '' || mark === '+' ? '1' : '0';
      const max = mark === '*' || mark === '+' ? 'unbounded' : (most ?? '1');
      const isLeaf = !types.has(below);
      paths.push(
        `${path}/${name} ${isChoice ? 0 : index} ${min} ${max} ${isLeaf ? leaf(below) : '-'}`,
      );
      if (!isLeaf) walk(below, `${path}/${name}`);
    }
  };
  walk('Document', '');
  return paths.sort();
}

function leaf(type: string): string {
  if (!type.startsWith('#')) return type;
  return (CODE_LISTS[type.slice(1)] ?? '').split(' ').sort().join('|');
}
