// Goal: what the directories of banks and of national codes say decides: an entry past its date, a
// bank unknown or another than the order's, and a bank out of the scheme's reach are held, refused or
// let go as the policy says, and a book without a directory asks nothing. Method: tables of payees,
// days and policies over one book that was given both directories, and the pure judgement besides.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ibanCheckDigits } from '../../main/domain/iban.ts';
import type { MasterKind } from '../../main/domain/master/kinds.ts';
import { BANK_PROBLEMS, bankVerdict } from '../../main/domain/payee-bank.ts';
import { localActor } from '../../main/domain/permissions.ts';
import { DEFAULT_POLICY } from '../../main/domain/policy.ts';
import { paymentId } from '../../main/ledger/payment-ids.ts';
import { readPayeeBank } from '../../main/ledger/read-payee-bank.ts';
import { readTrail } from '../../main/ledger/read-trail.ts';
import { importMaster, stageMaster } from '../../main/operations/import-master.ts';
import { proposeMasterChange } from '../../main/operations/propose-master-change.ts';
import { setPolicy } from '../../main/operations/set-policy.ts';
import { en } from '../../preload/locales/en.ts';
import { zhCN } from '../../preload/locales/zh-CN.ts';
import { type PaymentLine, standing, take } from './epochs.ts';
import {
  accountRow,
  assertSound,
  available,
  done,
  open,
  type TestDesk,
  testDesk,
} from './test-desk.ts';

const DAY_MS = 86_400_000;

function today(on: TestDesk): string {
  return new Date(on.now).toISOString().slice(0, 10);
}

function master(
  on: TestDesk,
  kind: MasterKind,
  written: { readonly [field: string]: string },
  ended = false,
): void {
  const of = { submissionId: on.newId(), kind, written, ended, validFrom: today(on) };
  const asked = { ...of, reason: 'the directory of November' };
  assert.equal(done(proposeMasterChange(on.desk(), asked, on.context())).state, 'confirmed');
}

function policy(on: TestDesk, name: string, value: string): void {
  done(setPolicy(on.desk(), { submissionId: on.newId(), name, value }, on.context()));
}

function german(code: string): string {
  const bban = `${code}0000001234`;
  return `DE${ibanCheckDigits('DE', bban)}${bban}`;
}

/** Reached until the end of 2026; its directory entry ends the day after tomorrow; out of reach. */
const GOOD = { bic: 'GOODDEFFXXX', name: 'Good Bank', schemes: 'SCT', validUntil: '2026-12-31' };
const SOON = { bic: 'SOONDEFFXXX', name: 'Soon Bank', schemes: 'SCT', validUntil: '2026-11-27' };
const FAR = { bic: 'FARRUS33XXX', name: 'Far Bank', schemes: 'CBPR' };
const GOOD_CODE = { system: 'DEBLZ', code: '50010517', name: 'Good Bank', bic: GOOD.bic };
const SOON_CODE = { system: 'DEBLZ', code: '50010518', name: 'Soon Bank', bic: SOON.bic };
const OLD_CODE = { system: 'DEBLZ', code: '50010519', name: 'Old', validUntil: '2026-11-27' };

function bookOf(t: Parameters<typeof testDesk>[0]): TestDesk {
  const on = testDesk(t, 91);
  on.actor = localActor('anna');
  open(on, [accountRow('payer', '1,000.00'), accountRow('payee', '0.00')]);
  return on;
}

function withDirectories(on: TestDesk): TestDesk {
  for (const bank of [GOOD, SOON, FAR]) master(on, 'bank', bank);
  for (const code of [GOOD_CODE, SOON_CODE, OLD_CODE]) master(on, 'routing', code);
  return on;
}

let files = 0;
function paid(on: TestDesk, ...payments: readonly PaymentLine[]): readonly string[] {
  files += 1;
  const blocks = [{ from: 'payer', date: today(on), payments }];
  return standing(on, take(on, { messageId: `D-${files}`, blocks }));
}

const one = (of: Omit<PaymentLine, 'amount'>): PaymentLine => ({ amount: '1.00', ...of });

/** What each payee comes to on Thursday, and on Saturday's next business day, Monday. */
const PAYEES: readonly (readonly [
  what: string,
  line: Omit<PaymentLine, 'amount'>,
  thursday: string,
  monday: string,
])[] = [
  ['no bank named', {}, 'accepted', 'accepted'],
  ['a bank in reach', { bank: GOOD.bic }, 'accepted', 'accepted'],
  ['its short BIC', { bank: 'GOODDEFF' }, 'accepted', 'accepted'],
  [
    'a branch that only its head office is listed for',
    { bank: 'GOODDEFF123' },
    'accepted',
    'accepted',
  ],
  ['an entry that ends on Friday', { bank: SOON.bic }, 'accepted', 'in_review RC01'],
  ['a bank nobody listed', { bank: 'NONEDEFFXXX' }, 'in_review RC07', 'in_review RC07'],
  ['a bank out of reach', { bank: FAR.bic }, 'rejected CNOR', 'rejected CNOR'],
  ['the bank of the IBAN', { to: german('50010517') }, 'accepted', 'accepted'],
  ['a bank of the IBAN that ends', { to: german('50010518') }, 'accepted', 'in_review RC01'],
  ['a code of the IBAN that ends', { to: german('50010519') }, 'accepted', 'in_review RC10'],
  [
    'an IBAN of a code nobody listed',
    { to: german('10000000') },
    'in_review RC10',
    'in_review RC10',
  ],
  ['IBAN and BIC agree', { to: german('50010517'), bank: GOOD.bic }, 'accepted', 'accepted'],
  [
    'IBAN and BIC differ',
    { to: german('50010517'), bank: SOON.bic },
    'in_review AGNT',
    'in_review AGNT',
  ],
  ['a national code', { bank: '50010517', byCode: true }, 'accepted', 'accepted'],
  [
    'a national code nobody listed',
    { bank: '99', byCode: true },
    'in_review RC10',
    'in_review RC10',
  ],
  [
    'an IBAN of a country without a list',
    { to: 'FR7630006000011234567890189' },
    'accepted',
    'accepted',
  ],
  ['a payee of this book', { to: 'payee', bank: FAR.bic }, 'settled', 'settled'],
];

test('each payee on a day, and after the entries ended', (t) => {
  const on = withDirectories(bookOf(t));
  const lines = PAYEES.map(([, line]) => one(line));
  const named = (of: readonly string[]) => PAYEES.map(([what], at) => `${what}: ${of[at]}`);
  assert.deepEqual(named(paid(on, ...lines)), named(PAYEES.map(([, , thursday]) => thursday)));
  on.now += 4 * DAY_MS;
  assert.deepEqual(named(paid(on, ...lines)), named(PAYEES.map(([, , , monday]) => monday)));
  assertSound(on);
});

const EXPIRED = one({ bank: SOON.bic });
const UNKNOWN = one({ bank: 'NONEDEFFXXX' });
const UNREACHED = one({ bank: FAR.bic });

/** By policy: what becomes of an expired entry, an unknown bank and one out of reach. */
const RULES: readonly (readonly [
  policies: { readonly [name: string]: string },
  readonly string[],
])[] = [
  [{}, ['in_review RC01', 'in_review RC07', 'rejected CNOR']],
  [{ directoryExpired: 'show' }, ['accepted', 'in_review RC07', 'rejected CNOR']],
  [{ directoryExpired: 'refuse' }, ['rejected RC01', 'in_review RC07', 'rejected CNOR']],
  [{ directoryDiffers: 'show' }, ['in_review RC01', 'accepted', 'rejected CNOR']],
  [{ directoryDiffers: 'refuse' }, ['in_review RC01', 'rejected RC07', 'rejected CNOR']],
  [{ bankNotReachable: 'show' }, ['in_review RC01', 'in_review RC07', 'accepted']],
  [{ bankNotReachable: 'hold' }, ['in_review RC01', 'in_review RC07', 'in_review CNOR']],
  [{ 'railScheme:EUR': 'off' }, ['in_review RC01', 'in_review RC07', 'accepted']],
  [{ 'railScheme:EUR': 'CBPR' }, ['in_review RC01', 'in_review RC07', 'accepted']],
];

test('the policy says whether it is shown, held or refused', (t) => {
  const on = withDirectories(bookOf(t));
  on.now += 4 * DAY_MS;
  const defaults = {
    directoryExpired: 'hold',
    directoryDiffers: 'hold',
    bankNotReachable: 'refuse',
  };
  for (const [policies, expected] of RULES) {
    for (const [name, value] of Object.entries({
      ...defaults,
      'railScheme:EUR': 'SCT',
      ...policies,
    })) {
      policy(on, name, value);
    }
    assert.deepEqual(paid(on, EXPIRED, UNKNOWN, UNREACHED), expected, JSON.stringify(policies));
  }
});

test('what is held has its funds, what is refused has none, and a batch booking waits as one', (t) => {
  const on = withDirectories(bookOf(t));
  assert.deepEqual(paid(on, UNKNOWN, UNREACHED), ['in_review RC07', 'rejected CNOR']);
  assert.equal(available(on, 'payer'), 99_895n, 'one payment and one fee');
  const blocks = [
    {
      from: 'payer',
      date: today(on),
      batchBooking: true,
      payments: [one({ bank: GOOD.bic }), UNKNOWN, UNREACHED],
    },
  ];
  const batch = take(on, { messageId: 'ONE-DEBIT', blocks }, 1);
  assert.deepEqual(standing(on, batch), ['accepted', 'in_review RC07', 'rejected CNOR']);
  assertSound(on);
});

test('what executes on a later day is not judged by the directories of today', (t) => {
  const on = withDirectories(bookOf(t));
  const blocks = [{ from: 'payer', date: '2026-12-03', payments: [UNKNOWN, UNREACHED] }];
  assert.deepEqual(standing(on, take(on, { messageId: 'LATER', blocks })), [
    'warehoused',
    'warehoused',
  ]);
});

test('a change of an entry is seen by the next payment, and an end of it too', (t) => {
  const on = withDirectories(bookOf(t));
  assert.deepEqual(paid(on, UNREACHED), ['rejected CNOR']);
  master(on, 'bank', { ...FAR, schemes: 'CBPR SCT' });
  assert.deepEqual(paid(on, UNREACHED), ['accepted']);
  master(on, 'bank', { ...FAR, schemes: 'CBPR SCT' }, true);
  assert.deepEqual(paid(on, UNREACHED), ['in_review RC07']);
});

/** An edition without news: its name and its last day are what it brings. */
function edition(on: TestDesk, kind: MasterKind, name: string, validUntil: string): void {
  const original = on.context().ids.bytes(32);
  const list = { submissionId: on.newId(), original, validFrom: today(on), reason: 'list', kind };
  const of = { scope: 'full', edition: name, base: '', validUntil } as const;
  const input = { ...list, edition: of };
  const { changeId } = done(importMaster(on.desk(), input, on.context()));
  const none = { changeId, fromRow: 0, toRow: 0, versions: [], last: true };
  assert.equal(done(stageMaster(on.desk(), none, on.context())).state, 'confirmed');
}

test('a directory past its own last day is not relied on, until the next edition is in', (t) => {
  const on = withDirectories(bookOf(t));
  edition(on, 'bank', '2026-11', '2026-11-27');
  edition(on, 'routing', '2026-11', '2026-11-29');
  const payees = [one({ bank: GOOD.bic }), one({ to: german('50010517') }), one({})];
  assert.deepEqual(paid(on, ...payees), ['accepted', 'accepted', 'accepted']);
  on.now += 4 * DAY_MS;
  const outdated = ['in_review RC01', 'in_review RC10', 'accepted'];
  assert.deepEqual(paid(on, ...payees), outdated);
  policy(on, 'directoryExpired', 'refuse');
  assert.deepEqual(paid(on, ...payees), ['rejected RC01', 'rejected RC10', 'accepted']);
  edition(on, 'bank', '2026-12', '2026-12-31');
  edition(on, 'routing', '2026-12', '');
  assert.deepEqual(paid(on, ...payees), ['accepted', 'accepted', 'accepted']);
  assertSound(on);
});

test('a book that was given no directory asks nothing of it', (t) => {
  const on = bookOf(t);
  const lines = PAYEES.map(([, line]) => one(line));
  const stay = PAYEES.map(([, , , monday]) => (monday === 'settled' ? 'settled' : 'accepted'));
  assert.deepEqual(paid(on, ...lines), stay);
});

test('the detail of a payment says which bank it goes to, by what, and what is wrong', (t) => {
  const on = withDirectories(bookOf(t));
  on.now += 4 * DAY_MS;
  const payments = [
    one({}),
    one({ bank: GOOD.bic }),
    one({ to: german('50010518') }),
    one({ bank: '99', byCode: true }),
  ];
  const batch = take(on, {
    messageId: 'SHOWN',
    blocks: [{ from: 'payer', date: today(on), payments }],
  });
  const shown = payments.map((_, record) => {
    const reading = { db: on.book().db, writes: false };
    const trail = readTrail(reading, paymentId(batch, record));
    assert.ok(trail !== null);
    return readPayeeBank(reading, trail.payment);
  });
  const listed = { schemes: ['SCT'], problem: null };
  const nothing = { bic: null, name: null, validUntil: null, schemes: [] };
  assert.deepEqual(shown, [
    null,
    { bic: GOOD.bic, source: 'stated', name: 'Good Bank', validUntil: '2026-12-31', ...listed },
    {
      ...listed,
      bic: SOON.bic,
      source: 'iban',
      name: 'Soon Bank',
      validUntil: '2026-11-27',
      problem: 'creditor_bank_expired',
    },
    { ...nothing, source: null, problem: 'creditor_bank_code_unknown' },
  ]);
  assertSound(on);
});

test('a book with banks only says nothing of national codes', (t) => {
  const on = bookOf(t);
  master(on, 'bank', GOOD);
  const lines = [one({ to: german('10000000') }), one({ bank: '99', byCode: true }), UNKNOWN];
  assert.deepEqual(paid(on, ...lines), ['accepted', 'accepted', 'in_review RC07']);
});

type Words = { readonly [code: string]: string };

test('every problem has its words and its code in both languages', () => {
  const strict = {
    directoryExpired: 'refuse',
    directoryDiffers: 'refuse',
    bankNotReachable: 'refuse',
  } as const;
  for (const problem of BANK_PROBLEMS) {
    const verdict = bankVerdict(problem, { ...DEFAULT_POLICY, ...strict });
    assert.equal(verdict?.outcome, 'decline');
    for (const { domain } of [en, zhCN]) {
      const texts: { readonly [of in 'reason' | 'reasonCode']: Words } = domain;
      assert.ok(texts.reason[problem] !== undefined, problem);
      assert.ok(texts.reasonCode[verdict.reasonCode] !== undefined, verdict.reasonCode);
    }
  }
});
