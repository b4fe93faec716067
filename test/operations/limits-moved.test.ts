// Goal: whatever happens to the limits while a payment waits, before or between its signatures, it
// waits on: it is listed, signed by whom the row of today asks for and sent back like any other, and
// no setting lets it go. Method: a table of limits before and after and of who had signed; each row
// on a book of its own with the payment twice, once signed to the end and once sent back.
import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import type { Role } from '../../main/domain/permissions.ts';
import { openLevels, shownLevels } from '../../main/domain/signing.ts';
import { paymentId } from '../../main/ledger/payment-ids.ts';
import { maySignFor, waitingApproval } from '../../main/operations/approve.ts';
import { standing, take } from './epochs.ts';
import { as, policy, sendBack, shownOf, sign } from './persons.ts';
import {
  accountRow,
  assertSound,
  available,
  done,
  minor,
  open,
  refused,
  type TestDesk,
  testDesk,
} from './test-desk.ts';

/** Whole euros above which one, and above which two sign beside the maker; the payment is 150,000. */
type Limits = readonly [one: string, two: string];

type Word = readonly [name: string, role: Role];

type Row = {
  readonly what: string;
  readonly before: Limits;
  readonly signed: readonly Word[];
  readonly after: Limits;
  /** The row of the policy's table by which it waits then, and whose signatures are shown for it. */
  readonly rule: string;
  readonly shown: readonly (string | null)[];
  /** Who signs then, one after the other, and what each is told: how many are left, or why not. */
  readonly next: readonly (readonly [...Word, number | string])[];
};

const TWO = 'payment_above_second_limit';
const ONE = 'payment_above_limit';
/** What waited by a limit that is gone needs one more person's word all the same. */
const ANY = 'payment_seems_repeated';
const BEN = ['ben', 'analyst'] as const;
const CY = ['cy', 'supervisor'] as const;
const DORA = ['dora', 'supervisor'] as const;

const TABLE: readonly Row[] = [
  {
    what: 'the second limit is raised when the first of two has signed',
    before: ['100000', '120000'],
    signed: [BEN],
    after: ['100000', '200000'],
    rule: ONE,
    shown: [null],
    next: [[...CY, 0]],
  },
  {
    what: 'the same, and who signed as the first of two signs as the one who is asked for',
    before: ['100000', '120000'],
    signed: [BEN],
    after: ['100000', '200000'],
    rule: ONE,
    shown: [null],
    next: [
      ['anna', 'supervisor', 'second_person_must_differ'],
      [...BEN, 0],
    ],
  },
  {
    what: 'both limits are raised when the first of two has signed',
    before: ['100000', '120000'],
    signed: [BEN],
    after: ['900000', '900000'],
    rule: ANY,
    shown: [null],
    next: [[...DORA, 0]],
  },
  {
    what: 'both limits are raised before anybody has signed',
    before: ['100000', '120000'],
    signed: [],
    after: ['900000', '900000'],
    rule: ANY,
    shown: [null],
    next: [[...BEN, 0]],
  },
  {
    what: 'the first limit alone is raised, beyond the second',
    before: ['100000', '120000'],
    signed: [BEN],
    after: ['900000', '120000'],
    rule: TWO,
    shown: ['ben', null],
    next: [
      [...BEN, 'second_person_must_differ'],
      [...CY, 0],
    ],
  },
  {
    what: 'the second limit is lowered before anybody has signed',
    before: ['100000', '200000'],
    signed: [],
    after: ['100000', '120000'],
    rule: TWO,
    shown: [null, null],
    next: [
      [...BEN, 1],
      ['eli', 'analyst', 'signer_not_permitted'],
      [...CY, 0],
    ],
  },
  {
    what: 'the limits move and the payment is above and below the same ones',
    before: ['100000', '120000'],
    signed: [BEN],
    after: ['110000', '140000'],
    rule: TWO,
    shown: ['ben', null],
    next: [[...CY, 0]],
  },
];

for (const row of TABLE) {
  test(`${row.what}: it waits on, and goes by a word`, (t) => {
    const { on, batch, payments } = bank(t, row.before);
    const [payment, other] = payments;
    const opened = shownOf(on, payment);
    for (const each of payments) {
      for (const [name, role] of row.signed) as(on, name, [role], () => done(sign(on, each)));
    }
    limit(on, row.after);
    assert.deepEqual(standing(on, batch), ['awaiting_approval', 'awaiting_approval']);
    assert.equal(available(on, '2008'), minor('340,000.00'));
    for (const each of payments) assert.deepEqual(listed(on, each), [row.rule, row.shown]);
    assertSound(on, 'moved');
    for (const [name, role, told] of row.next) {
      as(on, name, [role], () => {
        const said = sign(on, payment);
        assert.deepEqual(said.ok ? said.value.open : said.refusal.code, told, name);
      });
    }
    assert.deepEqual(standing(on, batch), ['settled', 'awaiting_approval']);
    as(on, 'fay', ['supervisor'], () => {
      if (row.rule !== TWO) assert.equal(refused(sign(on, other, opened)).code, 'approval_stale');
      assert.equal(done(sendBack(on, other)).status, 'rejected');
    });
    assert.deepEqual(standing(on, batch), ['settled', 'rejected NARR']);
    assert.equal(available(on, '2008'), minor('490,000.00'));
    assertSound(on, 'ended');
  });
}

test('limits that come back bring back what was signed under them', (t) => {
  const { on, payments } = bank(t, ['100000', '120000']);
  const [payment] = payments;
  as(on, ...roleOf(BEN), () => done(sign(on, payment)));
  limit(on, ['100000', '200000']);
  assert.deepEqual(listed(on, payment), [ONE, [null]]);
  limit(on, ['100000', '120000']);
  assert.deepEqual(listed(on, payment), [TWO, ['ben', null]]);
  as(on, ...roleOf(CY), () => assert.equal(done(sign(on, payment)).status, 'settled'));
});

test('a wait whose every level has a signature is signed once more, by the last level', () => {
  const signature = { person: 'ben', sequence: 7 };
  const given = [0, 1].map((level) => ({ ...signature, level }));
  const rule = { id: TWO, levels: ['sign', 'approve'], order: 'sequential' } as const;
  assert.deepEqual(openLevels({ rule, given }), [1]);
  assert.deepEqual(shownLevels({ rule, given }), [
    { permission: 'sign', person: 'ben' },
    { permission: 'approve', person: null },
  ]);
});

function roleOf([name, role]: Word): readonly [string, readonly Role[]] {
  return [name, [role]];
}

function limit(on: TestDesk, [one, two]: Limits): void {
  policy(on, 'authorityLimit:EUR', `${one}00`);
  policy(on, 'secondAuthorityLimit:EUR', `${two}00`);
}

/** Two payments of 150,000.00 within the book that wait by `limits`. */
function bank(t: TestContext, limits: Limits) {
  const on = testDesk(t);
  open(on, [
    accountRow('1010', '1,890,000.00', { kind: 'settlement' }),
    accountRow('2001', '1,250,000.00'),
    accountRow('2008', '640,000.00'),
  ]);
  limit(on, limits);
  const payments = [1, 2].map(() => ({ amount: '150,000.00', to: '2001' }));
  const batch = take(on, { messageId: 'MOVED', blocks: [{ from: '2008', payments }] });
  return { on, batch, payments: [paymentId(batch, 0), paymentId(batch, 1)] as const };
}

/** The row by which it waits and whose signatures stand; whoever looks is answered. */
function listed(on: TestDesk, payment: number): readonly [string, readonly (string | null)[]] {
  const waiting = done(waitingApproval(on.desk(), payment, on.now));
  for (const role of ['analyst', 'supervisor', 'submitter', 'auditor'] as const) {
    as(on, 'gil', [role], () => maySignFor(on.desk(), waiting, on.context()));
  }
  return [waiting.rule.id, shownLevels(waiting).map(({ person }) => person)];
}
