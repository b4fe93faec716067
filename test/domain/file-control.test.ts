// Goal: how much of a file falls with a mistake in it, and who may sign for an account, is what was
// agreed on. Method: a table of every mistake under every level; signers against lists; what is
// written of the fallen is read back.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  type ControlledBlock,
  type ControlTerms,
  fallenFor,
  fallsOf,
  readFallen,
  type Signers,
  signersIn,
  writeFallen,
} from '../../main/domain/file-control.ts';

const RIGHT = { line: 7, debtorAccount: 'A', totals: null, fault: null };
const TOTALS = { code: 'control_sum_does_not_match', reasonCode: 'AM17' };
const FAULT = { code: 'creditor_iban_length', reasonCode: 'AC03' };
const UNSIGNED = { code: 'signatures_missing', reasonCode: 'DS0A' };
const ONE: Signers = { signatories: ['S-1', 'S-2'], needed: 1 };

/** What falls: whole file, block, or nothing; under no agreement, then each level. */
const LEVELS = [null, 'file', 'paymentInformation', 'item'] as const;
const BLOCK = 'paymentInformation';
const MISTAKES: readonly (readonly [
  string,
  Partial<ControlledBlock>,
  Signers | null,
  readonly (string | null)[],
])[] = [
  ['nothing', {}, null, [null, null, null, null]],
  ['a total that differs', { totals: TOTALS }, null, ['file', 'file', BLOCK, BLOCK]],
  ['a wrong item', { fault: FAULT }, null, [null, 'file', BLOCK, null]],
  ['both', { totals: TOTALS, fault: FAULT }, null, ['file', 'file', BLOCK, BLOCK]],
  ['nobody signed', {}, ONE, ['file', 'file', BLOCK, BLOCK]],
  ['nobody signed what is wrong', { fault: FAULT }, ONE, ['file', 'file', BLOCK, BLOCK]],
];

test('what falls with each mistake, by the level agreed on', () => {
  for (const [name, mistakes, signers, expected] of MISTAKES) {
    const block = { ...RIGHT, ordinal: 3, ...mistakes };
    const units = LEVELS.map((controlLevel) => {
      const [fall] = fallsOf([block], () => ({ controlLevel, signers }), []);
      return fall?.unit ?? null;
    });
    assert.deepEqual(units, expected, name);
  }
});

test('the first mistake is named: totals, then signatures, then items', () => {
  const terms: ControlTerms = { controlLevel: 'paymentInformation', signers: ONE };
  const named = (mistakes: Partial<ControlledBlock>, signedBy: readonly string[]) =>
    fallsOf([{ ...RIGHT, ordinal: 0, ...mistakes }], () => terms, signedBy).map(
      ({ mistake }) => mistake,
    );
  assert.deepEqual(named({ totals: TOTALS, fault: FAULT }, []), [TOTALS]);
  assert.deepEqual(named({ fault: FAULT }, []), [UNSIGNED]);
  assert.deepEqual(named({ fault: FAULT }, ['S-1']), [FAULT]);
  assert.deepEqual(named({}, ['S-1']), []);
});

/** Who signed, who may and how many must, and the code that is answered; null: it is signed for. */
const SIGNED: readonly (readonly [readonly string[], Signers, string | null])[] = [
  [['S-2'], ONE, null],
  [['S-9'], ONE, 'DS0H'],
  [[], ONE, 'DS0A'],
  [['S-1'], { ...ONE, needed: 2 }, 'DS0A'],
  [['S-1', 'S-1'], { ...ONE, needed: 2 }, 'DS0A'],
  [['S-1', 'S-9'], { ...ONE, needed: 2 }, 'DS0A'],
  [['S-2', 'S-1'], { ...ONE, needed: 2 }, null],
  // An account for which nobody may sign.
  [['S-1'], { signatories: [], needed: 1 }, 'DS0H'],
];

test('who signed is compared with who may sign for the account', () => {
  for (const [signedBy, signers, expected] of SIGNED) {
    const [fall] = fallsOf(
      [{ ...RIGHT, ordinal: 0 }],
      () => ({ controlLevel: null, signers }),
      signedBy,
    );
    assert.equal(fall?.mistake.reasonCode ?? null, expected, signedBy.join());
  }
});

test('each account has terms of its own', () => {
  const terms: { readonly [account: string]: ControlTerms } = {
    A: { controlLevel: 'paymentInformation', signers: null },
    B: { controlLevel: 'item', signers: null },
  };
  const blocks = ['A', 'B', 'A'].map((debtorAccount, ordinal) => ({
    ...RIGHT,
    debtorAccount,
    ordinal,
    fault: FAULT,
  }));
  const none = { controlLevel: null, signers: null };
  const falls = fallsOf(blocks, (account) => terms[account] ?? none, []);
  assert.deepEqual(
    falls.map(({ ordinal, unit }) => [ordinal, unit]),
    [
      [0, 'paymentInformation'],
      [2, 'paymentInformation'],
    ],
  );
});

test('the fallen are read as they were written, a right item without the code of a wrong one', () => {
  const falls = [
    { ordinal: 0, line: 1, unit: 'paymentInformation', mistake: TOTALS },
    { ordinal: 4, line: 9, unit: 'file', mistake: TOTALS },
    { ordinal: 12, line: 30, unit: 'paymentInformation', mistake: FAULT },
    { ordinal: 13, line: 40, unit: 'paymentInformation', mistake: UNSIGNED },
  ] as const;
  assert.deepEqual(
    [...readFallen(writeFallen(falls))],
    [
      [0, { reasonCode: 'AM17', reason: 'control_sum_does_not_match' }],
      [12, { reasonCode: 'NARR', reason: 'other_item_of_block_wrong' }],
      [13, { reasonCode: 'DS0A', reason: 'signatures_missing' }],
    ],
  );
  assert.deepEqual([...readFallen('')], []);
  assert.equal(fallenFor({ code: TOTALS.code, reasonCode: null }).reasonCode, 'NARR');
});

test('signers are read from whatever stands between them', () => {
  assert.deepEqual(signersIn(null), []);
  assert.deepEqual(signersIn('S-1; S-2,S-3\n S-2\nS-4 '), ['S-1', 'S-2', 'S-3', 'S-4']);
});
