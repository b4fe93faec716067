// Goal: what the flow of payments is measured to be is what happened to each payment. Method: random
// moves of random stretches of batches, told to the measures run by run and to a plain list payment
// by payment; counts, times and sketches of every window must agree, also when the measures forget
// batches and are told their past again.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { FlowMove } from '../../main/domain/flow.ts';
import type { PaymentStatus } from '../../main/domain/payment-status.ts';
import { WAIT_OF_STATUS } from '../../main/domain/waits.ts';
import { FlowMeasures } from '../../main/pipeline/flow-measures.ts';
import { type Seeded, seeded } from '../preload/seeded.ts';

const MINUTE = 60_000;
const RECORDS = 60;

/** The way of a payment in this test, each step with what follows it. */
const NEXT: { readonly [from in PaymentStatus]?: readonly PaymentStatus[] } = {
  received: ['accepted', 'in_review', 'in_repair', 'rejected'],
  in_review: ['accepted', 'rejected'],
  in_repair: ['received', 'cancelled'],
  accepted: ['dispatched', 'cancelled'],
  dispatched: ['acknowledged', 'rejected'],
  acknowledged: ['settled'],
};

type Plain = { status: PaymentStatus; since: number };

type Story = {
  readonly moves: FlowMove[];
  /** Per minute and name: how many payments, or milliseconds. */
  readonly counts: Map<string, number>;
};

function tell(chance: Seeded, batches: number): Story {
  const counts = new Map<string, number>();
  const count = (at: number, name: string, times: number): void => {
    const key = `${Math.floor(at / MINUTE)} ${name}`;
    counts.set(key, (counts.get(key) ?? 0) + times);
  };
  const moves: FlowMove[] = [];
  const payments = Array.from({ length: batches }, (): Plain[] =>
    Array.from({ length: RECORDS }, () => ({ status: 'received', since: 0 })),
  );
  let at = 0;
  for (let id = 1; id <= 400; id += 1) {
    at += chance.int(3 * MINUTE);
    const batch = chance.int(batches);
    const own = payments[batch] ?? [];
    const first = chance.int(RECORDS);
    const from: PaymentStatus = own[first]?.status ?? 'received';
    const next = NEXT[from];
    if (next === undefined) continue;
    const to = chance.pick(next);
    let last = first;
    while (last + 1 < RECORDS && own[last + 1]?.status === from && chance.int(5) > 0) last += 1;
    for (const payment of own.slice(first, last + 1)) {
      count(at, `spell ${from}`, at - payment.since);
      const wait = WAIT_OF_STATUS[from];
      if (wait !== null) count(at, `ms:${wait}`, at - payment.since);
      if (to === 'settled') count(at, 'success', 1);
      if (to === 'rejected') count(at, 'business', 1);
      if (to === 'cancelled') count(at, 'cancelled', 1);
      payment.status = to;
      payment.since = at;
    }
    const parts = [
      { rail: 'batch', currency: 'EUR', payments: last - first + 1, amount: BigInt(last - first) },
    ];
    moves.push({
      id,
      at,
      batch: batch + 1,
      firstRecord: first,
      lastRecord: last,
      from,
      to,
      reasonCode: null,
      actor: 'anna',
      parts,
    });
  }
  return { moves, counts };
}

const COUNTED = ['success', 'business', 'cancelled', 'ms:machine', 'ms:human', 'ms:cycle'];

test('counts and times are those of every single payment', () => {
  for (let seed = 1; seed <= 20; seed += 1) {
    const { moves, counts } = tell(seeded(seed), 4);
    const measures = new FlowMeasures();
    const past: FlowMove[] = [];
    for (const move of moves) {
      // Now and then everything is forgotten: the past of a batch is told again when it moves.
      const again = !measures.knows(move.batch) || move.id % 7 === 0;
      if (again)
        measures.remember(
          move.batch,
          0,
          past.filter(({ batch }) => batch === move.batch),
        );
      measures.moved(move);
      past.push(move);
    }
    const end = moves.at(-1)?.at ?? 0;
    for (const { start, cell } of measures.rollups.series(
      'minute',
      0,
      end + 1,
      () => true,
      5_000,
    )) {
      for (const name of COUNTED) {
        const plain = counts.get(`${start / MINUTE} ${name}`) ?? 0;
        assert.equal(cell.counts.get(name) ?? 0, plain, `seed ${seed}, ${start}, ${name}`);
      }
    }
    const [day] = measures.rollups.series('day', 0, 1, () => true, 1);
    const settled = moves
      .filter(({ to }) => to === 'settled')
      .reduce((sum, { firstRecord, lastRecord }) => sum + lastRecord - firstRecord + 1, 0);
    assert.equal(day?.cell.counts.get('success') ?? 0, settled);
  }
});

test('handling is the gap between two deeds of a person, and only of a person', () => {
  const measures = new FlowMeasures();
  const review = (id: number, at: number, actor: string): FlowMove => ({
    id,
    at,
    batch: 1,
    firstRecord: id,
    lastRecord: id,
    from: 'in_review',
    to: 'accepted',
    reasonCode: 'AM05',
    actor,
    parts: [{ rail: 'batch', currency: 'EUR', payments: 1, amount: 1n }],
  });
  measures.remember(1, 0, []);
  measures.moved(review(1, 10 * MINUTE, 'anna'));
  measures.moved(review(2, 11 * MINUTE, 'ben'));
  measures.moved(review(3, 12 * MINUTE, 'anna'));
  // After lunch nobody has handled one item for an hour.
  measures.moved(review(4, 80 * MINUTE, 'anna'));
  const [day] = measures.rollups.series('day', 0, 1, () => true, 1);
  const handling = day?.cell.sketches.get('handling:AM05');
  assert.equal(handling?.count, 1);
  assert.ok(Math.abs((handling.quantile(0.5) ?? 0) - 2 * MINUTE) <= 0.02 * 2 * MINUTE);
});
