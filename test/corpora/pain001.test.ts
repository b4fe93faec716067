// Goal: every payment file of other projects is imported with the count and the sum that
// independent arithmetic gives, or refused by name; good files pass, broken ones are flagged for
// what is wrong with them. Method: the files of the corpora, read in place.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  corporaBytes,
  corporaFiles,
  corporaFolder,
  pain001Oracles,
  validFiles,
} from './corpora.ts';
import { disagreement, readPain001 } from './read-pain001.ts';

const folder = corporaFolder();
const skip = folder === null ? 'the corpora are not here (COUNTERFOIL_CORPORA)' : false;

/** Folders that hold payment messages; the second has pain.001 files beside its CSV. */
const PARTS = ['pain', 'payment-csv'];

test('every file is imported as the oracle counts it, or refused by name', { skip }, () => {
  assert.ok(folder !== null);
  const oracles = pain001Oracles(folder);
  const paths = PARTS.flatMap((part) => corporaFiles(folder, part));
  const disagreements = paths
    .map((path) => ({
      path,
      why: disagreement(readPain001(corporaBytes(folder, path)), oracles.get(path)),
    }))
    .filter(({ why }) => why !== null);
  assert.deepEqual(disagreements, []);
  const unread = [...oracles.keys()].filter((path) => !paths.includes(path));
  assert.deepEqual(unread, []);
});

test('a file that is valid and agrees with itself is not refused', { skip }, () => {
  assert.ok(folder !== null);
  const valid = validFiles(folder);
  const good = [...pain001Oracles(folder)].filter(
    ([path, { consistent }]) => consistent && valid.has(path),
  );
  const refused = good
    .map(([path]) => ({ path, ...readPain001(corporaBytes(folder, path)) }))
    .filter(({ accepted }) => !accepted)
    .map(({ path, refusals }) => `${path}: ${refusals.join(', ')}`);
  assert.deepEqual(refused, []);
});

/** File name → problems that must be among those found: what its makers broke on purpose. */
const BROKEN: { readonly [name: string]: readonly string[] } = {
  'pain001_credit_initiation_sample__violates_pain.001-R3_msgdefidr_mismatch.xml': [
    'message_definition_differs',
  ],
  'pain001_credit_initiation_sample__violates_pain.001-R8_existing.xml': [
    'payment_information_id_differs_from_message_id',
  ],
  'pain_001_2025_invalid.xml': [
    'currency_unknown',
    'element_missing',
    'message_definition_differs',
  ],
  'pain_001_2026_invalid.xml': ['bic_format', 'business_message_id_differs'],
  'musterfile_pain.001_Nov2020.xml': ['number_of_transactions_does_not_match'],
  'sepa_pain_001_v3_multiple_pmtinf.xml': [
    'number_of_transactions_does_not_match',
    'control_sum_does_not_match',
  ],
  'pain_001_v3_sepa.xml': ['date_invalid', 'iban_format', 'bic_format'],
  'invalid_pain_v11.xml': ['wrong_namespace'],
  invalid_file1: ['not_xml'],
  invalid_file2: ['xml_malformed'],
};

test('files that were broken on purpose are flagged for the right rule', { skip }, () => {
  assert.ok(folder !== null);
  const paths = corporaFiles(folder, 'pain');
  for (const [name, expected] of Object.entries(BROKEN)) {
    const path = paths.find((one) => one.endsWith(`/${name}`));
    assert.ok(path !== undefined, name);
    const { problems } = readPain001(corporaBytes(folder, path));
    assert.deepEqual(
      expected.filter((code) => !problems.includes(code)),
      [],
      `${name}: ${problems.join(', ')}`,
    );
  }
});
