// Goal: a rehearsal says what submitting the file then does, and writes nothing. Method: the cases
// of the epochs and random files are rehearsed and then committed on the same book, in epochs of
// several sizes; how many payments rest where and why are compared whole.

import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { beginRehearsal, REHEARSED_BATCH } from '../../main/operations/rehearse-batch.ts';
import { type Seeded, seeded } from '../preload/seeded.ts';
import { CASES } from './epoch-cases.ts';
import { type Block, epochOf, type FileTable, take } from './epochs.ts';
import { accountRow, dump, open, posted, type TestDesk, testDesk } from './test-desk.ts';

function book(t: Pick<TestContext, 'after'>): TestDesk {
  const on = testDesk(t);
  open(on, [
    accountRow('payer', '100.00'),
    accountRow('payee', '10.00'),
    accountRow('payer', '100.00', { currency: 'USD' }),
  ]);
  return on;
}

type Outcomes = { readonly [why: string]: number };

function rehearsed(on: TestDesk, file: FileTable, size: number): Outcomes {
  const count = file.blocks.reduce((all, { payments }) => all + payments.length, 0);
  const rehearsal = beginRehearsal(on.desk(), on.now);
  for (let from = 0; from < count; from += size) {
    rehearsal.judge(epochOf(on, REHEARSED_BATCH, file, from, Math.min(from + size, count)));
  }
  const { outcomes, transactions } = rehearsal.result();
  assert.equal(transactions, count);
  return Object.fromEntries(
    outcomes
      .map(({ status, reasonCode, reason, payments }): [string, number] => [
        `${status} ${reasonCode} ${reason}`,
        payments,
      ])
      .sort(),
  );
}

function committed(on: TestDesk, file: FileTable, size: number): Outcomes {
  const batch = take(on, file, size);
  const rows = on
    .book()
    .db.prepare<[number], { why: string; n: bigint }>(
      `SELECT status || ' ' || coalesce(reason_code, 'null') || ' ' || coalesce(reason, 'null')
         AS why, count(*) AS n FROM payments WHERE id / 16777216 = ? GROUP BY 1 ORDER BY 1`,
    )
    .all(batch);
  return Object.fromEntries(rows.map(({ why, n }) => [why, Number(n)]));
}

test('every case rests where its rehearsal said', (t) => {
  for (const [at, { name, block }] of CASES.entries()) {
    for (const size of [1, 2, 100]) {
      const on = book(t);
      const file = { messageId: `CASE-${at}`, blocks: [{ from: 'payer', ...block }] };
      const before = dump(on.book());
      const expected = rehearsed(on, file, size);
      assert.deepEqual(dump(on.book()), before, 'a rehearsal writes nothing');
      assert.deepEqual(committed(on, file, size), expected, `${name}, epochs of ${size}`);
    }
  }
});

function randomBlock(chance: Seeded): Block {
  return {
    from: chance.pick(['payer', 'payee', 'nobody']),
    batchBooking: chance.int(2) === 0,
    date: chance.pick(['2026-11-26', '2026-11-26', '2026-11-20', '2026-12-03']),
    payments: Array.from({ length: 1 + chance.int(4) }, () => ({
      amount: `${chance.int(45)}.${10 + chance.int(90)}`,
      ...(chance.int(4) === 0 ? { outcome: chance.pick(['review', 'decline'] as const) } : {}),
      ...(chance.int(5) === 0 ? { to: 'other' } : {}),
      ...(chance.int(6) === 0 ? { currency: 'USD' } : {}),
    })),
  };
}

test('random files rest where their rehearsal said, whatever the size of the epochs', (t) => {
  const chance = seeded(3);
  for (let round = 0; round < 40; round += 1) {
    const blocks = Array.from({ length: 1 + chance.int(4) }, () => randomBlock(chance));
    const answers = [1, 3, 100].map((size) => {
      const on = book(t);
      open(on, [accountRow('other', '0.00')]);
      const file = { messageId: `ROUND-${round}`, blocks };
      // Any other size may be rehearsed: the answer does not depend on it.
      const expected = rehearsed(on, file, chance.pick([1, 2, 5, 100]));
      assert.deepEqual(committed(on, file, size), expected, `round ${round}, epochs of ${size}`);
      return [posted(on, 'payer'), posted(on, 'other')];
    });
    assert.deepEqual(answers[1], answers[0], `round ${round}`);
    assert.deepEqual(answers[2], answers[0], `round ${round}`);
  }
});
