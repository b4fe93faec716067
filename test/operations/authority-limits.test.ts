// Goal: nobody signs for, lets go or submits more than their grants carry: not one payment, not in one
// day, and not by two words at once. Method: each bound at its edge on a book of payments that wait;
// then random histories of several people over days, against a model that adds up the words alone.
import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { type Authority, localActor, type Role } from '../../main/domain/permissions.ts';
import type { Result } from '../../main/domain/result.ts';
import { paymentId } from '../../main/ledger/payment-ids.ts';
import { approve } from '../../main/operations/approve.ts';
import { proposeMasterChange } from '../../main/operations/propose-master-change.ts';
import { submitBatch } from '../../main/operations/submit-batch.ts';
import { seeded } from '../preload/seeded.ts';
import { decide } from './deeds.ts';
import { submission, take } from './epochs.ts';
import { amend, policy, sendBack, shownOf, sign } from './persons.ts';
import { accountRow, assertSound, done, open, type TestDesk, testDesk } from './test-desk.ts';

const DAY_MS = 86_400_000;
const EVERYWHERE = {
  branch: null,
  rail: null,
  currency: null,
  singleLimit: null,
  dailyLimit: null,
};

const authority = (role: Role, bounds: Partial<Authority>): Authority => ({
  ...{ role, ...EVERYWHERE },
  ...bounds,
});

/** The same desk with a person at it whose roles have bounds. */
function within<T>(on: TestDesk, id: string, authorities: readonly Authority[], work: () => T): T {
  const { actor } = on;
  on.actor = { id, name: id, roles: authorities.map(({ role }) => role), authorities };
  try {
    return work();
  } finally {
    on.actor = actor;
  }
}

const codeOf = (result: Result<unknown>): string => (result.ok ? 'done' : result.refusal.code);

/** A book in which every payment waits for a signature; account `NORTH` is of branch B1. */
function bank(t: Pick<TestContext, 'after'>): TestDesk {
  const on = testDesk(t);
  open(on, [
    accountRow('1010', '90,000,000.00', { kind: 'settlement' }),
    accountRow('NORTH', '90,000,000.00'),
    accountRow('SOUTH', '90,000,000.00'),
  ]);
  policy(on, 'authorityLimit:EUR', '0');
  inBranch(on, 'NORTH', 'B1');
  inBranch(on, 'SOUTH', 'B2');
  return on;
}

function inBranch(on: TestDesk, account: string, branch: string): void {
  const { actor } = on;
  on.actor = localActor('mia');
  const written = { account, currency: 'EUR', customer: 'C-1', branch };
  const asked = { kind: 'account', written, ended: false, validFrom: '2026-11-26' } as const;
  const input = { submissionId: on.newId(), ...asked, reason: 'opened' };
  done(proposeMasterChange(on.desk(), input, on.context()));
  on.actor = actor;
}

function waiting(on: TestDesk, messageId: string, amounts: readonly string[], from = 'NORTH') {
  const payments = amounts.map((amount) => ({ amount }));
  const batch = take(on, { messageId, blocks: [{ from, payments }] });
  return amounts.map((_, at) => paymentId(batch, at));
}

test('who signs is held to one payment, to a day, and to currency, rail and branch', (t) => {
  const on = bank(t);
  const [small = 0, edge = 0, above = 0] = waiting(on, 'A', ['100.00', '150.00', '150.01']);
  const [elsewhere = 0] = waiting(on, 'B', ['1.00'], 'SOUTH');
  const ben = [
    authority('supervisor', {
      branch: 'B1',
      currency: 'EUR',
      singleLimit: 15_000n,
      dailyLimit: 25_000n,
    }),
  ];
  const signs = (payment: number) => codeOf(within(on, 'ben', ben, () => sign(on, payment)));
  assert.equal(signs(above), 'beyond_single_limit');
  assert.equal(signs(elsewhere), 'outside_authority');
  for (const bounds of [{ currency: 'USD' }, { rail: 'on_us' }] as const) {
    const other = [authority('supervisor', bounds)];
    assert.equal(codeOf(within(on, 'ben', other, () => sign(on, small))), 'outside_authority');
  }
  assert.deepEqual([signs(small), signs(edge)], ['done', 'done']);
  const [more = 0] = waiting(on, 'C', ['0.01']);
  assert.equal(signs(more), 'beyond_daily_limit');
  assert.equal(
    codeOf(within(on, 'ben', ben, () => sendBack(on, more))),
    'done',
    'nothing is too large to be sent back',
  );
  const [next = 0] = waiting(on, 'D', ['0.01']);
  on.now += DAY_MS;
  assert.equal(signs(next), 'done', 'the next day begins anew');
  assertSound(on);
});

test('two words at once do not pass a day’s limit twice', (t) => {
  const on = bank(t);
  const [one = 0, other = 0] = waiting(on, 'A', ['60.00', '60.00']);
  const ben = [authority('supervisor', { currency: 'EUR', dailyLimit: 10_000n })];
  const words = within(on, 'ben', ben, () => {
    const inputs = [one, other].map((id) => ({
      ...{ submissionId: on.newId(), paymentId: id, shown: shownOf(on, id), remark: '' },
    }));
    const context = on.context();
    return on.book().together(inputs.map((input) => () => approve(on.desk(), input, context)));
  });
  const codes = words.map((each) => ('value' in each ? codeOf(each.value) : 'threw'));
  assert.deepEqual(codes, ['done', 'beyond_daily_limit']);
});

test('an edit makes a signature void, and it is counted once all the same', (t) => {
  const on = bank(t);
  policy(on, 'secondAuthorityLimit:EUR', '0');
  const [payment = 0] = waiting(on, 'A', ['60.00']);
  const ben = [authority('supervisor', { currency: 'EUR', dailyLimit: 6_000n })];
  const signs = () => within(on, 'ben', ben, () => codeOf(sign(on, payment)));
  assert.equal(signs(), 'done');
  amend(on, payment, 'another text');
  assert.equal(signs(), 'done');
});

test('who decides alone is held to their limits; what others sign for is theirs to carry', (t) => {
  const on = bank(t);
  policy(on, 'authorityLimit:EUR', '10000');
  const lines = ['60.00', '60.00', '200.00'].map((amount) => ({
    amount,
    outcome: 'review' as const,
  }));
  const batch = take(on, { messageId: 'A', blocks: [{ from: 'NORTH', payments: lines }] });
  const eva = [authority('analyst', { currency: 'EUR', singleLimit: 7_000n, dailyLimit: 10_000n })];
  const decides = (record: number, outcome: 'approve' | 'decline') =>
    within(on, 'eva', eva, () => codeOf(decide(on, paymentId(batch, record), outcome)));
  assert.equal(decides(2, 'approve'), 'done', 'it waits for another person still');
  assert.equal(decides(0, 'approve'), 'done');
  assert.equal(decides(1, 'approve'), 'beyond_daily_limit');
  assert.equal(decides(1, 'decline'), 'done');
});

test('who submits is held to the largest payment, the day’s files and the accounts', (t) => {
  const on = bank(t);
  let made = 0;
  const submits = (bounds: Partial<Authority>, amounts: readonly string[], from = 'NORTH') => {
    made += 1;
    const payments = amounts.map((amount) => ({ amount }));
    const input = submission(on, { messageId: `S-${made}`, blocks: [{ from, payments }] });
    const lena = [authority('submitter', bounds)];
    return within(on, 'lena', lena, () => codeOf(submitBatch(on.desk(), input, on.context())));
  };
  const limited = { currency: 'EUR', singleLimit: 5_000n, dailyLimit: 10_000n };
  assert.equal(submits(limited, ['50.01']), 'beyond_single_limit');
  assert.equal(submits(limited, ['50.00', '50.00', '0.01']), 'beyond_daily_limit');
  assert.equal(submits({ branch: 'B1' }, ['1.00'], 'SOUTH'), 'outside_authority');
  assert.equal(submits({ currency: 'USD' }, ['1.00']), 'outside_authority');
  assert.equal(submits({ rail: 'on_us' }, ['1.00']), 'outside_authority');
  assert.equal(submits(limited, ['50.00', '20.00']), 'done');
  assert.equal(submits(limited, ['30.01']), 'beyond_daily_limit', 'before any of it is judged');
  assert.equal(submits(limited, ['30.00']), 'done');
  on.now += DAY_MS;
  assert.equal(submits(limited, ['50.00']), 'done');
});

/** What the model knows of a word that was taken. */
type Word = { readonly person: string; readonly day: number; readonly payment: number };

const PEOPLE: Readonly<Record<string, readonly Authority[]>> = {
  ben: [authority('supervisor', { currency: 'EUR', singleLimit: 5_000n, dailyLimit: 12_000n })],
  carla: [authority('supervisor', { branch: 'B2', currency: 'EUR', dailyLimit: 9_000n })],
  dora: [
    authority('supervisor', { branch: 'B1', currency: 'EUR', singleLimit: 2_000n }),
    authority('analyst', {
      branch: 'B2',
      currency: 'EUR',
      singleLimit: 8_000n,
      dailyLimit: 16_000n,
    }),
  ],
};

test('random histories of people and days: as a model that adds up the words', (t) => {
  const on = bank(t);
  const chance = seeded(11);
  const amounts = Array.from({ length: 120 }, () => 100n * BigInt(1 + chance.int(60)));
  const inFull = amounts.map((minor) => `${minor / 100n}.00`);
  const north = waiting(on, 'N', inFull.slice(0, 60));
  const south = waiting(on, 'S', inFull.slice(60), 'SOUTH');
  const payments = [...north, ...south].map((id, at) => ({
    id,
    minor: amounts[at] ?? 0n,
    branch: at < 60 ? 'B1' : 'B2',
  }));
  const words: Word[] = [];
  const met = new Map<string, number>();
  const amountOf = new Map(payments.map(({ id, minor }) => [id, minor]));
  let day = 0;
  const expected = (person: string, { id, minor, branch }: (typeof payments)[number]): string => {
    const reaching = (PEOPLE[person] ?? []).filter((each) => [null, branch].includes(each.branch));
    if (reaching.length === 0) return 'outside_authority';
    const single = reaching.filter(
      ({ singleLimit }) => singleLimit === null || minor <= singleLimit,
    );
    if (single.length === 0) return 'beyond_single_limit';
    const others = new Set(
      words
        .filter((word) => word.person === person && word.day === day && word.payment !== id)
        .map(({ payment }) => payment),
    );
    const total = [...others].reduce((sum, each) => sum + (amountOf.get(each) ?? 0n), minor);
    const fits = single.some(({ dailyLimit }) => dailyLimit === null || total <= dailyLimit);
    return fits ? 'done' : 'beyond_daily_limit';
  };
  for (let step = 0; step < 400; step += 1) {
    if (chance.int(40) === 0) {
      day += 1;
      on.now += DAY_MS;
    }
    const payment = chance.pick(payments);
    const person = chance.pick(Object.keys(PEOPLE));
    if (on.book().payments.byId(payment.id)?.status !== 'awaiting_approval') continue;
    const code = codeOf(within(on, person, PEOPLE[person] ?? [], () => sign(on, payment.id)));
    assert.equal(code, expected(person, payment), `step ${step}: ${person}, ${payment.minor}`);
    if (code === 'done') words.push({ person, day, payment: payment.id });
    met.set(code, (met.get(code) ?? 0) + 1);
  }
  for (const code of ['done', 'outside_authority', 'beyond_single_limit', 'beyond_daily_limit']) {
    assert.ok((met.get(code) ?? 0) > 5, `${code} is met: ${met.get(code)}`);
  }
  assertSound(on);
});
