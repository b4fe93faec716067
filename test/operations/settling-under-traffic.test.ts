// Goal: cycles close and settle while payments keep coming, and every payment that the rail took is in
// exactly one of them. Method: seeded histories in which files, dispatches, acknowledgements, refused
// items, closes and settlements fall in any order, some under one commit; at the end everything is
// settled and each figure is compared with the payments themselves.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { paymentId } from '../../main/ledger/payment-ids.ts';
import { chance, pick } from '../fixtures/chance.ts';
import { acknowledge, close, dispatch, inward, refuseItem, settle } from './deeds.ts';
import { take } from './epochs.ts';
import { fileOf, settlingBook } from './settling.ts';
import { assertSound, done, posted, type TestDesk } from './test-desk.ts';

const STEPS = 36;
const SEEDS = [1, 2, 3, 4, 5, 6];

type Traffic = { readonly on: TestDesk; readonly seed: number; readonly waiting: Batches };
/** Batches by how far they came. */
type Batches = { accepted: number[]; dispatched: number[]; acknowledged: number[] };

/** One amount and back from minor units, written as the helpers read it. */
function written(minor: bigint): string {
  const digits = String(minor < 0n ? -minor : minor).padStart(3, '0');
  return `${minor < 0n ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`;
}

function takeFile({ on, seed, waiting }: Traffic, step: number): void {
  const items = 1 + (chance(seed, step, 'items') % 4);
  const amounts = Array.from({ length: items }, (_, at) =>
    written(BigInt(100 + (chance(seed, step, `amount ${at}`) % 90_000))),
  );
  const together = chance(seed, step, 'together') % 3 === 0;
  waiting.accepted.push(take(on, fileOf('payer', amounts, together)));
}

/** Closes the open cycle, if there is one, with some money coming in. */
function closeOpen({ on, seed }: Traffic, step: number): void {
  const cycle = on.book().cycles.openFor('EUR');
  if (cycle === null) return;
  const grossIn = written(BigInt(chance(seed, step, 'in') % 50_000));
  close(on, cycle.id, grossIn);
  if (grossIn !== '0.00') inward(on, cycle.id, 'payee', grossIn);
}

function settleOldest({ on }: Traffic): void {
  const [cycle] = on.book().cycles.inState('closed');
  if (cycle === undefined) return;
  // First what the rail says wrongly, then its right word.
  assert.equal(settle(on, cycle.id, written(cycle.netPosition - 1n)).settled, false);
  assert.equal(settle(on, cycle.id, written(cycle.netPosition)).settled, true);
}

const MOVES = {
  takeFile,
  dispatch: ({ on, waiting }: Traffic) => {
    const batch = waiting.accepted.shift();
    if (batch === undefined) return;
    dispatch(on, batch);
    waiting.dispatched.push(batch);
  },
  acknowledge: ({ on, waiting }: Traffic) => {
    const batch = waiting.dispatched.shift();
    if (batch === undefined) return;
    acknowledge(on, batch);
    waiting.acknowledged.push(batch);
  },
  refuse: ({ on, waiting }: Traffic) => {
    const batch = waiting.acknowledged.pop();
    if (batch === undefined) return;
    const payment = on.book().payments.byId(paymentId(batch, 0));
    const cycle = on.book().cycles.byId(payment?.cycle ?? 0);
    if (payment?.status === 'acknowledged' && cycle?.state === 'open') {
      done(refuseItem(on, payment.id));
    }
  },
  closeOpen,
  settleOldest,
} as const;
const NAMES = Object.keys(MOVES).filter((name): name is keyof typeof MOVES => name in MOVES);

/** Two moves under one commit: a cycle may close between the deeds of somebody else. */
function together(traffic: Traffic, step: number): void {
  const { on, seed } = traffic;
  const move = (place: string) => () =>
    MOVES[pick(NAMES, seed, step, place)](traffic, step * 2 + place.length);
  const settled = on.book().together([move('one'), move('another')]);
  assert.deepEqual(
    settled.map((each) => each.done),
    [true, true],
  );
}

function cyclesOf(on: TestDesk) {
  return on
    .book()
    .db.prepare<[], { cycle: bigint; state: string; gross_out: bigint; paid: bigint }>(
      `SELECT c.id AS cycle, c.state, c.gross_out,
         (SELECT coalesce(sum(amount), 0) FROM payments p
          WHERE p.cycle = c.id AND p.status = 'settled') AS paid
       FROM cycles c ORDER BY c.id`,
    )
    .all();
}

test('in any order, each payment is in exactly one cycle, and every cycle is its payments', (t) => {
  let closed = 0;
  for (const seed of SEEDS) {
    const on = settlingBook(t);
    const waiting: Batches = { accepted: [], dispatched: [], acknowledged: [] };
    const traffic = { on, seed, waiting };
    for (let step = 0; step < STEPS; step += 1) {
      if (chance(seed, step, 'alone') % 4 === 0) together(traffic, step);
      else MOVES[pick(NAMES, seed, step, 'move')](traffic, step);
    }
    const { db } = on.book();
    const sql = "SELECT DISTINCT id / 16777216 FROM payments WHERE status = 'accepted'";
    for (const batch of db.prepare<[], bigint>(sql).pluck().all()) dispatch(on, Number(batch));
    const left = "SELECT DISTINCT id / 16777216 FROM payments WHERE status = 'dispatched'";
    for (const batch of db.prepare<[], bigint>(left).pluck().all()) acknowledge(on, Number(batch));
    closeOpen(traffic, STEPS);
    while (on.book().cycles.inState('closed').length > 0) settleOldest(traffic);
    assertSound(on, `seed ${seed}`);
    const cycles = cyclesOf(on);
    closed += cycles.length;
    for (const { cycle, state, gross_out, paid } of cycles) {
      assert.deepEqual([state, gross_out], ['settled', paid], `seed ${seed} cycle ${cycle}`);
    }
    const without = "SELECT count(*) FROM payments WHERE status = 'settled' AND cycle = 0";
    assert.equal(db.prepare<[], bigint>(without).pluck().get(), 0n, 'none is in no cycle');
    for (const account of ['2120', '2121', '2125']) assert.equal(posted(on, account), 0n, account);
  }
  assert.ok(closed >= 2 * SEEDS.length, `${closed} cycles were closed`);
});
