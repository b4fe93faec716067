// Goal: a closed cycle that the rail did not settle is unwound as row D8 says: its closing is taken
// back by a linked entry with the closing's value date, its payments are in the next cycle, and
// nothing else moves. Method: a table of cycles, each with what every account stands at before the
// closing, after it, after the unwinding and when the next cycle settled; then what must not happen:
// twice, over applied money, in a closed day.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { paymentId } from '../../main/ledger/payment-ids.ts';
import { readStandingWork } from '../../main/ledger/read-day.ts';
import { readSettlement } from '../../main/ledger/read-settlement.ts';
import { applyInward } from '../../main/operations/apply-inward.ts';
import { closeCycle } from '../../main/operations/close-cycle.ts';
import { closeDay } from '../../main/operations/close-day.ts';
import { correctEntry } from '../../main/operations/correct-entry.ts';
import { settleCycle } from '../../main/operations/settle-cycle.ts';
import {
  acknowledge,
  close,
  dispatch,
  entriesOf,
  inward,
  onlyCycle,
  refuseItem,
  settle,
  unwind,
} from './deeds.ts';
import { standing, take, totals } from './epochs.ts';
import { book } from './ledger-events.ts';
import { acknowledged, fileOf, settlingBook } from './settling.ts';
import {
  assertSound,
  changesOnlyItsRecord,
  done,
  posted,
  refused,
  type TestDesk,
} from './test-desk.ts';
import { verified } from './verified.ts';

const DAY_MS = 86_400_000;
const [D, NEXT] = ['2026-11-26', '2026-11-27'];

function entryIds(on: TestDesk, event: string): readonly number[] {
  const sql = 'SELECT id FROM entries WHERE event = ? ORDER BY id';
  return on.book().db.prepare<[string], bigint>(sql).pluck().all(event).map(Number);
}

/** What is booked on the accounts that a cycle moves, credit less debit, in minor units. */
const OWN = ['payer', '2120', '2121', '2125', '1010'] as const;
type Stand = readonly [payer: bigint, out: bigint, inward: bigint, position: bigint, own: bigint];

function stand(on: TestDesk): Stand {
  const [payer, out, came, position, own] = OWN.map((number) => posted(on, number));
  return [payer ?? 0n, out ?? 0n, came ?? 0n, position ?? 0n, own ?? 0n];
}

type Case = {
  readonly name: string;
  /** Amounts of the one batch before the closing; then of a second one after it. */
  readonly before: readonly string[];
  readonly after: readonly string[];
  readonly batchBooking?: true;
  readonly grossIn: string;
  /** What the next cycle settles with: everything that left, and nothing came in. */
  readonly owed: string;
  /** The postings of rows D6 and D8, as `debit/credit minor`. */
  readonly closing: readonly string[];
  readonly unwinding: readonly string[];
  /** As OWN: acknowledged, closed, unwound, and settled with the next cycle; 5 of fees an item. */
  readonly stands: readonly [Stand, Stand, Stand, Stand];
};

const BEGAN = 100_000_000n;
const OURS = -500_000n;

const CASES: readonly Case[] = [
  {
    name: 'we owe',
    before: ['1,000.00', '2,000.00'],
    after: [],
    grossIn: '500.00',
    owed: '-3,000.00',
    closing: ['2120/2125 300000', '2125/2121 50000'],
    unwinding: ['2125/2120 300000', '2121/2125 50000'],
    stands: [
      [BEGAN - 300_010n, 300_000n, 0n, 0n, OURS],
      [BEGAN - 300_010n, 0n, 50_000n, 250_000n, OURS],
      [BEGAN - 300_010n, 300_000n, 0n, 0n, OURS],
      [BEGAN - 300_010n, 0n, 0n, 0n, OURS + 300_000n],
    ],
  },
  {
    name: 'we are owed, and more was acknowledged since',
    before: ['10.00'],
    after: ['7.00', '3.00'],
    grossIn: '25.00',
    owed: '-20.00',
    closing: ['2120/2125 1000', '2125/2121 2500'],
    unwinding: ['2125/2120 1000', '2121/2125 2500'],
    stands: [
      [BEGAN - 1_005n, 1_000n, 0n, 0n, OURS],
      [BEGAN - 1_005n, 0n, 2_500n, -1_500n, OURS],
      [BEGAN - 2_015n, 2_000n, 0n, 0n, OURS],
      [BEGAN - 2_015n, 0n, 0n, 0n, OURS + 2_000n],
    ],
  },
  {
    name: 'level, of a batch booking',
    before: ['1.00', '2.00', '3.00'],
    after: [],
    batchBooking: true,
    grossIn: '6.00',
    owed: '-6.00',
    closing: ['2120/2125 600', '2125/2121 600'],
    unwinding: ['2125/2120 600', '2121/2125 600'],
    stands: [
      [BEGAN - 615n, 600n, 0n, 0n, OURS],
      [BEGAN - 615n, 0n, 600n, 0n, OURS],
      [BEGAN - 615n, 600n, 0n, 0n, OURS],
      [BEGAN - 615n, 0n, 0n, 0n, OURS + 600n],
    ],
  },
];

for (const each of CASES) {
  test(`a cycle is unwound: ${each.name}`, (t) => {
    const on = settlingBook(t);
    const batch = acknowledged(on, each.before, each.batchBooking);
    const cycle = onlyCycle(on);
    const stands = [stand(on)];
    const closing = close(on, cycle, each.grossIn);
    stands.push(stand(on));
    const later = each.after.length === 0 ? null : acknowledged(on, each.after);
    const answer = done(unwind(on, cycle));
    stands.push(stand(on));
    assertSound(on, 'unwound');
    assert.deepEqual(answer, {
      entryId: answer.entryId,
      payments: each.before.length,
      nextCycle: cycle + 1,
    });
    assert.deepEqual(entriesOf(on, 'D6'), [each.closing]);
    assert.deepEqual(entriesOf(on, 'D8'), [each.unwinding]);
    const entry = on.book().journal.entry(answer.entryId);
    const original = on.book().journal.entry(closing);
    assert.equal(entry.valueDate, original.valueDate);
    assert.deepEqual(totals(on, batch), { acknowledged: each.before.length });
    const next = onlyCycle(on);
    const items = each.before.length + each.after.length;
    close(on, next, '0.00');
    settle(on, next, each.owed);
    stands.push(stand(on));
    assert.deepEqual(stands, each.stands);
    const batches = later === null ? [batch] : [batch, later];
    const settled = batches.map((id) => totals(on, id).settled ?? 0);
    assert.equal(
      settled.reduce((sum, count) => sum + count, 0),
      items,
    );
    on.reopen();
    assertSound(on, 'settled with the next');
    verified(on);
  });
}

test('every refusal, in order, changes nothing but its record', (t) => {
  const on = settlingBook(t);
  const batch = acknowledged(on, ['10.00']);
  const cycle = onlyCycle(on);
  const refusing = (work: () => Parameters<typeof refused>[0]) =>
    changesOnlyItsRecord(on, () => refused(work()).code);
  assert.equal(
    refusing(() => unwind(on, 99)),
    'cycle_unknown',
  );
  assert.equal(
    refusing(() => unwind(on, cycle)),
    'cycle_not_closed',
  );
  close(on, cycle, '5.00');
  inward(on, cycle, null, '0.01');
  assert.equal(
    refusing(() => unwind(on, cycle)),
    'cycle_was_drawn_on',
  );
  settle(on, cycle, '-5.00');
  assert.equal(
    refusing(() => unwind(on, cycle)),
    'cycle_not_closed',
  );
  assert.deepEqual(standing(on, batch), ['settled']);
  assertSound(on);
});

test('unwound once: it is neither closed, settled, applied nor unwound again', (t) => {
  const on = settlingBook(t);
  const batch = acknowledged(on, ['10.00', '20.00']);
  const cycle = onlyCycle(on);
  close(on, cycle, '5.00');
  const submissionId = on.newId();
  const first = done(unwind(on, cycle, submissionId));
  // The same submission is answered again; it is the same cycle that it asks for.
  assert.deepEqual(done(unwind(on, cycle, submissionId)), first);
  on.reopen();
  assert.deepEqual(done(unwind(on, cycle, submissionId)), first);
  assert.equal(refused(unwind(on, first.nextCycle, submissionId)).code, 'submission_id_reused');
  const [desk, id] = [on.desk(), on.newId];
  for (const [code, again] of [
    ['cycle_not_closed', () => unwind(on, cycle)],
    [
      'cycle_not_open',
      () => closeCycle(desk, { submissionId: id(), cycleId: cycle, grossIn: 0n }, on.context()),
    ],
    [
      'cycle_not_closed',
      () => settleCycle(desk, { submissionId: id(), cycleId: cycle, advised: 0n }, on.context()),
    ],
    [
      'cycle_not_closed',
      () => {
        const asked = { submissionId: id(), cycleId: cycle, account: null, amount: 1n };
        return applyInward(desk, asked, on.context());
      },
    ],
  ] as const) {
    assert.equal(
      changesOnlyItsRecord(on, () => refused(again()).code),
      code,
    );
  }
  // Its payments are in a cycle that is open, and the rail may refuse one of them.
  done(refuseItem(on, paymentId(batch, 0)));
  assert.deepEqual(standing(on, batch), ['rejected AC04', 'acknowledged']);
  // A cycle falls as often as the rail says.
  close(on, first.nextCycle, '0.00');
  const second = done(unwind(on, first.nextCycle));
  assert.deepEqual([second.payments, second.nextCycle], [1, first.nextCycle + 1]);
  const { cycles } = readSettlement({ db: on.book().db, writes: false });
  assert.deepEqual(
    cycles.map(({ cycleId, state, items, grossOut, grossIn, blocks }) =>
      [cycleId, state, items, grossOut, grossIn, blocks.length].join(' '),
    ),
    ['3 open 1 2000 0 0', '2 unwound 0 2000 0 0', '1 unwound 0 3000 500 0'],
  );
  assertSound(on);
  verified(on);
});

test('what was applied before it fell is taken back first, entry by entry', (t) => {
  const on = settlingBook(t);
  acknowledged(on, ['10.00']);
  const cycle = onlyCycle(on);
  close(on, cycle, '8.00');
  inward(on, cycle, 'payee', '5.00');
  inward(on, cycle, null, '2.00');
  const applied = entryIds(on, 'D9');
  const correct = (entryId: number) => {
    const input = { submissionId: on.newId(), entryId, remark: 'the cycle fell' };
    return correctEntry(on.desk(), input, on.context());
  };
  const leftOf = () => on.book().cycles.byId(cycle)?.inwardApplied;
  const corrections = applied.map((entryId) => done(correct(entryId)).entryId);
  assert.deepEqual(entriesOf(on, 'R7'), [['payee/2121 500'], ['2210/2121 200']]);
  assert.deepEqual([leftOf(), posted(on, 'payee'), posted(on, '2210')], [0n, 1_000n, 0n]);
  assertSound(on, 'taken back');
  // Taken back once; and what was taken back is applied anew, not by a correction of the correction.
  const again = [...applied, ...corrections].map((entryId) => refused(correct(entryId)).code);
  assert.deepEqual(again, [
    'entry_already_corrected',
    'insufficient_funds',
    'entry_belongs_to_a_cycle',
    'entry_belongs_to_a_cycle',
  ]);
  inward(on, cycle, 'payee', '8.00');
  assert.equal(leftOf(), 800n);
  // Its payee has spent it: the bank stands for a credit that nobody paid.
  const spent = take(on, fileOf('payee', ['15.00']));
  dispatch(on, spent);
  acknowledge(on, spent);
  const [newest = 0] = entryIds(on, 'D9').slice(-1);
  assert.equal(refused(correct(newest)).code, 'insufficient_funds');
  assert.equal(refused(unwind(on, cycle)).code, 'cycle_was_drawn_on');
  verified(on);
  settle(on, cycle, '-2.00');
  assert.equal(refused(correct(newest)).code, 'entry_belongs_to_a_cycle');
  assertSound(on, 'settled after all');
});

test('an event that moved what the cycle holds keeps it from being unwound', (t) => {
  const on = settlingBook(t);
  acknowledged(on, ['10.00']);
  const cycle = onlyCycle(on);
  close(on, cycle, '8.00');
  const told = { accounts: { customer: 'payee' }, amounts: { returned: '3.00' } } as const;
  book(on, 'D10', { ...told, item: `cycle ${cycle}` });
  const code = changesOnlyItsRecord(on, () => refused(unwind(on, cycle)).code);
  assert.equal(code, 'cycle_was_drawn_on');
  const [returned = 0] = entryIds(on, 'D10');
  const back = { submissionId: on.newId(), entryId: returned, remark: 'of another cycle' };
  done(correctEntry(on.desk(), back, on.context()));
  done(unwind(on, cycle));
  assertSound(on);
  verified(on);
});

test('an empty cycle is unwound without an entry, and money that only came in joins none', (t) => {
  const on = settlingBook(t);
  const batch = acknowledged(on, ['10.00']);
  done(refuseItem(on, paymentId(batch, 0)));
  const empty = onlyCycle(on);
  close(on, empty, '0.00');
  assert.deepEqual(done(unwind(on, empty)), { entryId: 0, payments: 0, nextCycle: 0 });
  const other = acknowledged(on, ['10.00']);
  done(refuseItem(on, paymentId(other, 0)));
  const inwardOnly = onlyCycle(on);
  close(on, inwardOnly, '8.00');
  const { entryId, ...rest } = done(unwind(on, inwardOnly));
  assert.deepEqual(rest, { payments: 0, nextCycle: 0 });
  assert.deepEqual(entriesOf(on, 'D8'), [['2121/2125 800']]);
  assert.ok(entryId > 0);
  assert.deepEqual(on.book().cycles.inState('open'), []);
  assertSound(on);
  verified(on);
});

test('a wrong advice about a cycle that fell is nobody’s break any more', (t) => {
  const on = settlingBook(t);
  acknowledged(on, ['10.00']);
  const cycle = onlyCycle(on);
  close(on, cycle, '0.00');
  settle(on, cycle, '-9.00');
  const breaks = () =>
    readStandingWork(on.book().db)
      .filter(({ kind }) => kind === 'break_unexplained')
      .map(({ reference }) => reference);
  assert.deepEqual(breaks(), ['break 1']);
  done(unwind(on, cycle));
  assert.deepEqual(breaks(), []);
});

test('of a day that is closed since it is booked in the open one, with the value date of the closing', (t) => {
  const on = settlingBook(t);
  acknowledged(on, ['10.00']);
  const cycle = onlyCycle(on);
  close(on, cycle, '0.00');
  on.now += DAY_MS;
  const input = { submissionId: on.newId(), day: D, rates: [], carried: [], remark: '' };
  done(closeDay(on.desk(), input, on.context()));
  const { entryId, nextCycle } = done(unwind(on, cycle));
  const sql = 'SELECT booking_date, value_date, settlement_date FROM entries WHERE id = ?';
  const dates = on.book().db.prepare<[number], string[]>(sql).raw().get(entryId);
  assert.deepEqual(dates, [NEXT, D, D]);
  assert.equal(on.book().cycles.byId(nextCycle)?.settlementDate, NEXT);
  assertSound(on);
});
