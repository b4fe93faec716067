// Goal: what is written for a record is read by its kind's rules, and each fault is named with its
// field. Method: one written record of every kind is read and compared whole; then a table of faults,
// one field each; then what was read is read again.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  MASTER_KIND_NAMES,
  type MasterKind,
  namesOf,
  readContent,
  recordOf,
} from '../../../main/domain/master/kinds.ts';

/** A record of every kind, as a person may write it, and its key. */
const WRITTEN: Record<MasterKind, { readonly key: string; readonly of: Record<string, string> }> = {
  customer: {
    key: 'C-1',
    of: {
      customer: ' C-1 ',
      form: 'firm',
      name: 'Müller & Söhne',
      status: 'active',
      country: 'DE',
    },
  },
  account: {
    key: 'DE89370400440532013000 EUR',
    of: {
      account: 'de89 3704 0044 0532 0130 00',
      currency: 'EUR',
      customer: 'C-1',
      debitBlocked: 'yes',
      creditBlocked: 'no',
      signatories: 'P-1; P-2, P-1',
    },
  },
  agreement: {
    key: 'A-1',
    of: { agreement: 'A-1', customer: 'C-1', status: 'active', duplicateWindowDays: '007' },
  },
  beneficiary: {
    key: 'B-1',
    of: {
      beneficiary: 'B-1',
      customer: 'C-1',
      name: '陈伟',
      account: '4711/0815',
      coolOffDays: '3',
    },
  },
  correspondent: {
    key: 'DEUTDEFF',
    of: { bic: 'deutdeff', name: 'Deutsche Bank', status: 'active', currencies: 'USD EUR' },
  },
  settlementInstruction: {
    key: 'DEUTDEFF USD',
    of: {
      counterparty: 'DEUTDEFF',
      currency: 'USD',
      correspondent: 'CHASUS33',
      account: '400123',
      method: 'cover',
    },
  },
  participant: {
    key: 'P-1',
    of: {
      participant: 'P-1',
      bic: 'DEUTDEFF',
      name: 'Deutsche Bank',
      status: 'active',
      currency: 'EUR',
      cap: '800',
    },
  },
  tariff: {
    key: 'T-1 fileItem EUR',
    of: {
      tariff: 'T-1',
      service: 'fileItem',
      currency: 'EUR',
      fee: '0.05',
      taxed: 'true',
      taxRate: '1900',
    },
  },
  bank: {
    key: 'DEUTDEFF',
    of: { bic: 'DEUTDEFF', name: 'Deutsche Bank', schemes: 'SCT SCT_INST' },
  },
  routing: { key: 'DEBLZ 50010517', of: { system: 'DEBLZ', code: '50010517', name: 'ING' } },
};

test('a record of every kind is read, and reading it again changes nothing', () => {
  for (const kind of MASTER_KIND_NAMES) {
    const { key, of } = WRITTEN[kind];
    const read = readContent(kind, of, true);
    assert.ok(read.ok, `${kind}: ${JSON.stringify(read)}`);
    assert.equal(read.key, key, kind);
    assert.deepEqual(readContent(kind, read.content, true), read, kind);
  }
});

test('what is kept is read as typed values', () => {
  const account = readContent('account', WRITTEN.account.of, true);
  assert.ok(account.ok);
  assert.deepEqual(recordOf('account', account.content), {
    account: 'DE89370400440532013000',
    currency: 'EUR',
    customer: 'C-1',
    agreement: null,
    branch: null,
    debitBlocked: true,
    creditBlocked: false,
    dormantSince: null,
    signing: null,
    signatories: ['P-1', 'P-2'],
  });
  const tariff = readContent('tariff', WRITTEN.tariff.of, true);
  assert.ok(tariff.ok);
  assert.equal(recordOf('tariff', tariff.content).fee, 5n);
  const free = readContent('tariff', { ...WRITTEN.tariff.of, fee: '0' }, true);
  assert.equal(free.ok && recordOf('tariff', free.content).fee, 0n);
  const agreement = readContent('agreement', WRITTEN.agreement.of, true);
  assert.equal(agreement.ok && recordOf('agreement', agreement.content).duplicateWindowDays, 7);
});

test('names are what a record is searched by', () => {
  const content = { name: 'Anna', otherNames: 'Anja', town: 'Ulm' };
  assert.deepEqual(namesOf('customer', content), ['Anna', 'Anja']);
});

const FAULTS: readonly (readonly [MasterKind, field: string, value: string, code: string])[] = [
  ['customer', 'name', '  ', 'master_field_missing'],
  ['customer', 'customer', 'C'.repeat(41), 'master_field_too_long'],
  ['customer', 'name', 'N'.repeat(141), 'master_field_too_long'],
  ['customer', 'name', 'An\u202ena', 'master_field_has_hidden_characters'],
  ['customer', 'customer', 'C 1', 'master_field_unreadable'],
  ['customer', 'form', 'trust', 'master_field_unreadable'],
  ['customer', 'country', 'ZZ', 'master_field_unreadable'],
  ['customer', 'colour', 'red', 'master_field_unknown'],
  ['account', 'account', 'DE89370400440532013001', 'master_field_unreadable'],
  ['account', 'account', 'DE64999999990000002001', 'master_field_unreadable'],
  ['account', 'dormantSince', '2026-02-30', 'master_field_unreadable'],
  ['account', 'debitBlocked', 'perhaps', 'master_field_unreadable'],
  ['agreement', 'duplicateWindowDays', '91', 'master_field_unreadable'],
  ['agreement', 'duplicateWindowDays', '-1', 'master_field_unreadable'],
  ['tariff', 'fee', '0.055', 'master_field_unreadable'],
  ['tariff', 'fee', '-1', 'master_field_unreadable'],
  ['tariff', 'taxRate', '', 'master_field_missing'],
  ['tariff', 'taxRate', '10001', 'master_field_unreadable'],
  ['tariff', 'currency', 'EURO', 'master_field_unreadable'],
  ['bank', 'bic', 'CFOLDEF', 'master_field_unreadable'],
  ['bank', 'bic', 'CFOLDEF0XXX', 'master_test_code_in_live_book'],
];

test('each fault names its field', () => {
  for (const [kind, field, value, code] of FAULTS) {
    const read = readContent(kind, { ...WRITTEN[kind].of, [field]: value }, true);
    const codes = read.ok ? [] : read.problems.map((each) => `${each.field} ${each.code}`);
    assert.ok(codes.includes(`${field} ${code}`), `${kind} ${field} ${value}: ${codes}`);
  }
});

test('test codes belong into a demonstration', () => {
  const bank = { ...WRITTEN.bank.of, bic: 'CFOLDEF0XXX' };
  assert.equal(readContent('bank', bank, false).ok, true);
  // An account of the demo bank, with its right check digits.
  const account = { ...WRITTEN.account.of, account: 'DE25999999990000002001' };
  assert.equal(readContent('account', account, false).ok, true);
  assert.deepEqual(readContent('account', account, true), {
    ok: false,
    problems: [{ code: 'master_test_code_in_live_book', field: 'account', value: account.account }],
  });
});
