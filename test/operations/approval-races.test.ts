// Goal: of several people who act on one payment at the same time exactly one wins, whatever the
// order; and what must be signed is what the table says, in every cell. Method: every interleaving
// of three people who each look and then act, with every choice of acts; every cell of deed × amount
// × rail × risk judged on a book and signed until it goes on.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  APPROVAL_RISKS,
  APPROVAL_RULES,
  approvalNeeded,
} from '../../main/domain/approval-policy.ts';
import { ROLES } from '../../main/domain/permissions.ts';
import { policyFrom } from '../../main/domain/policy.ts';
import type { Result } from '../../main/domain/result.ts';
import { paymentId } from '../../main/ledger/payment-ids.ts';
import { amendPayment } from '../../main/operations/amend-payment.ts';
import { approve, rejectApproval } from '../../main/operations/approve.ts';
import { cancelPayment } from '../../main/operations/cancel-payment.ts';
import { decide } from './deeds.ts';
import { take } from './epochs.ts';
import { as, policy, shownOf, sign } from './persons.ts';
import { accountRow, assertSound, done, open, type TestDesk, testDesk } from './test-desk.ts';

const PEOPLE = ['ben', 'carla', 'dora'] as const;
const ACTS = ['approve', 'reject', 'cancel', 'edit'] as const;
type Act = (typeof ACTS)[number];

/** Every order of three people who each look (their first turn) and then act (their second). */
function orders(left: readonly number[] = [2, 2, 2]): readonly (readonly number[])[] {
  if (left.every((turns) => turns === 0)) return [[]];
  return left.flatMap((turns, person) => {
    if (turns === 0) return [];
    const rest = left.map((each, at) => (at === person ? each - 1 : each));
    return orders(rest).map((order) => [person, ...order]);
  });
}

function choices(people: number): readonly (readonly Act[])[] {
  if (people === 0) return [[]];
  return choices(people - 1).flatMap((others) => ACTS.map((act) => [...others, act]));
}

function actOf(on: TestDesk, act: Act, payment: number, shown: string): Result<unknown> {
  const words = { submissionId: on.newId(), paymentId: payment, remark: 'seen' };
  const context = on.context();
  if (act === 'approve') return approve(on.desk(), { ...words, shown }, context);
  if (act === 'cancel') return cancelPayment(on.desk(), words, context);
  if (act === 'edit') return amendPayment(on.desk(), { ...words, remittance: 'new' }, context);
  return rejectApproval(on.desk(), { ...words, shown, reasonCode: 'NARR' }, context);
}

test('every interleaving of three people and every choice of acts has one winner', (t) => {
  const on = testDesk(t);
  on.book().db.pragma('synchronous = OFF');
  open(on, [
    accountRow('payer', '9,000,000.00'),
    accountRow('payee', '0.00'),
    accountRow('1010', '9,000,000.00', { kind: 'settlement' }),
  ]);
  policy(on, 'authorityLimit:EUR', '100');
  const runs = orders().flatMap((order) => choices(3).map((acts) => ({ order, acts })));
  // Within the book a payment that goes on is settled: nothing can take it back after that.
  const payments = runs.map(() => ({ amount: '2.00', to: 'payee' }));
  const batch = take(on, { messageId: 'RACES', blocks: [{ from: 'payer', payments }] });
  for (const [record, { order, acts }] of runs.entries()) {
    const payment = paymentId(batch, record);
    const seen = new Map<number, string>();
    let won = 0;
    for (const person of order) {
      const shown = seen.get(person);
      const act = acts[person] ?? 'approve';
      as(on, PEOPLE[person] ?? '', ROLES, () => {
        if (shown === undefined) {
          const waits = on.book().payments.byId(payment)?.status === 'awaiting_approval';
          seen.set(person, waits ? shownOf(on, payment) : 'cd'.repeat(32));
        } else if (actOf(on, act, payment, shown).ok && act !== 'edit') won += 1;
      });
    }
    const what = `${acts.join(', ')} in the order ${order.join('')}`;
    // An edit turns away whoever had looked before it, so that nobody may be left to win.
    if (acts.includes('edit')) assert.ok(won <= 1, what);
    else assert.equal(won, 1, what);
  }
  assertSound(on);
  t.diagnostic(`${runs.length} schedules`);
});

const LIMITS = { first: 100_000n, second: 200_000n };
/** Minor units around both limits. */
const AMOUNTS = [99_999n, 100_000n, 100_001n, 200_000n, 200_001n] as const;
const RAILS = ['batch', 'on_us'] as const;

/** How many sign beside the makers, said in words a second time. */
function expected(amount: bigint, risk: string): number {
  if (amount > LIMITS.second) return 2;
  return amount > LIMITS.first || risk === 'suspected_repeat' ? 1 : 0;
}

const PERSONS = ['eva', 'finn', 'gina'] as const;

test('every cell of the table is signed by as many as it says', (t) => {
  const on = testDesk(t);
  open(on, [
    accountRow('payer', '90,000.00'),
    accountRow('payee', '0.00'),
    accountRow('1010', '90,000.00', { kind: 'settlement' }),
  ]);
  const values = new Map([
    ['authorityLimit:EUR', String(LIMITS.first)],
    ['secondAuthorityLimit:EUR', String(LIMITS.second)],
  ]);
  for (const [name, value] of values) policy(on, name, value);
  const first = take(on, {
    messageId: 'A',
    blocks: [{ from: 'payer', payments: [{ amount: '1.00' }] }],
  });
  const met = new Set<string>();
  for (const amount of AMOUNTS) {
    for (const rail of RAILS) {
      for (const risk of APPROVAL_RISKS) {
        const cell = `${amount} ${rail} ${risk}`;
        const minor = { minor: amount, currency: 'EUR' };
        const facts = { deed: 'releasePayment', amount: minor, rail, risk } as const;
        const rule = approvalNeeded(facts, policyFrom(values));
        if (rule !== null) met.add(rule.id);
        assert.equal(rule?.levels.length ?? 0, expected(amount, risk), cell);
        const line = {
          amount: `${amount / 100n}.${String(amount % 100n).padStart(2, '0')}`,
          ...(rail === 'on_us' ? { to: 'payee' } : {}),
          ...(risk === 'held_by_rule' ? { outcome: 'review' as const } : {}),
          ...(risk === 'suspected_repeat' ? { repeats: paymentId(first, 0) } : {}),
        };
        const file = { messageId: cell, blocks: [{ from: 'payer', payments: [line] }] };
        assert.equal(
          signaturesOf(on, paymentId(take(on, file), 0), risk),
          expected(amount, risk),
          cell,
        );
      }
    }
  }
  const ofPayments = APPROVAL_RULES.filter(({ deed }) => deed === 'releasePayment');
  assert.deepEqual([...met].sort(), ofPayments.map(({ id }) => id).sort(), 'every row is met');
  assertSound(on);
});

/** Decides where a person must, then has one after another sign until the payment goes on. */
function signaturesOf(on: TestDesk, payment: number, risk: string): number {
  if (risk !== 'ordinary') done(as(on, 'dan', ['analyst'], () => decide(on, payment, 'approve')));
  let signed = 0;
  for (const person of PERSONS) {
    if (on.book().payments.byId(payment)?.status !== 'awaiting_approval') break;
    done(as(on, person, ['supervisor'], () => sign(on, payment)));
    signed += 1;
  }
  const status = on.book().payments.byId(payment)?.status;
  assert.ok(status === 'accepted' || status === 'settled', String(status));
  return signed;
}
