// Goal: a masked account tells little enough and two of them apart, and an answer says none of its
// accounts whole. Method: accounts and answers by table.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { maskAccount, maskedAnswer, toldForm } from '../../main/domain/masked.ts';

const ACCOUNTS: readonly (readonly [string, string])[] = [
  ['DE89370400440532013000', 'DE89 •••• 3000'],
  ['DE89 3704 0044 0532 0130 00', 'DE89 •••• 3000'],
  ['NO9386011117947', 'NO93 •••• 7947'],
  ['123456789012', '1234 •••• 9012'],
  ['12345678901', '•••• 01'],
  ['1234567', '•••• 67'],
  ['1010', '1010'],
  ['', ''],
];

test('an account is masked to its ends', () => {
  for (const [account, masked] of ACCOUNTS) {
    assert.equal(maskAccount(account), masked);
    const hidden = account.replaceAll(' ', '').length > 6;
    if (hidden) assert.ok(masked.replaceAll(/[^0-9A-Z]/g, '').length <= 8);
  }
});

test('the form that was meant is the same of a number and of what is shown of it', () => {
  for (const [account, masked] of ACCOUNTS) {
    for (const written of [account, masked, masked.replaceAll(' ', '')]) {
      assert.equal(toldForm(written), maskAccount(account), written);
    }
  }
  assert.equal(toldForm('•••'), '•••');
});

const IBAN = 'DE89370400440532013000';
const HOME = '00123456789';

const ANSWERS: readonly (readonly [unknown, unknown])[] = [
  [
    { account: IBAN, posted: 5n },
    { account: 'DE89 •••• 3000', posted: 5n },
  ],
  [
    { creditorAccount: null, account: 7 },
    { creditorAccount: null, account: 7 },
  ],
  [{ account: '1010' }, { account: '1010' }],
  [
    { remark: `of ${IBAN}, not DE89370400440532013001` },
    { remark: 'of DE89 •••• 3000, not DE89370400440532013001' },
  ],
  [{ remark: 'DE89 3704 0044 0532 0130 00 PAID' }, { remark: 'DE89 •••• 3000 PAID' }],
  [
    [
      { key: `${HOME} EUR`, content: { account: HOME, currency: 'EUR' } },
      { key: `${HOME} EUR`, content: {} },
    ],
    [
      { key: '•••• 89 EUR', content: { account: '•••• 89', currency: 'EUR' } },
      { key: `${HOME} EUR`, content: {} },
    ],
  ],
  [
    [
      { what: 'account', before: null, after: `${HOME} EUR` },
      { what: 'account', before: null, after: `creditor: ${HOME}` },
      { what: 'moves', before: null, after: `${HOME} → 1010: 123456.00 EUR` },
      { what: 'value', before: '1000000', after: '2000000' },
    ],
    [
      { what: 'account', before: null, after: '•••• 89 EUR' },
      { what: 'account', before: null, after: 'creditor: •••• 89' },
      { what: 'moves', before: null, after: '•••• 89 → 1010: 123456.00 EUR' },
      { what: 'value', before: '1000000', after: '2000000' },
    ],
  ],
];

test('an answer is masked wherever it says an account, and nowhere else', () => {
  for (const [whole, masked] of ANSWERS) {
    const before = structuredClone(whole);
    assert.deepEqual(maskedAnswer(whole), masked);
    assert.deepEqual(whole, before, 'what was answered stays as it was');
  }
});
