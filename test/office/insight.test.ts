// Goal: the thread of measures says of a real book what was done in it, begins again where it was,
// and starts over when its file is not of this book. Method: a day of deeds on a book, asked through
// the thread; then the same thread again, and one whose file was exchanged.

import assert from 'node:assert/strict';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { MeasuresFile } from '../../main/ledger/measures-file.ts';
import { paymentId } from '../../main/ledger/payment-ids.ts';
import { insightOn } from '../../main/office/insight.ts';
import { acknowledge, close, decide, dispatch, onlyCycle, settle } from '../operations/deeds.ts';
import { take } from '../operations/epochs.ts';
import { accountRow, done, open, type TestDesk, testDesk } from '../operations/test-desk.ts';

const MINUTE = 60_000;
const line = { amount: '10.00' };

/** Two payments settled after a wait, one rejected in review, one that still waits there. */
function day(t: TestContext): TestDesk {
  const on = testDesk(t);
  open(on, [accountRow('payer', '1,000.00'), accountRow('1010', '500.00', { kind: 'settlement' })]);
  on.now += MINUTE;
  const held = { ...line, outcome: 'review' } as const;
  const batch = take(on, {
    messageId: 'DAY',
    blocks: [{ from: 'payer', payments: [line, held, line, { ...held, amount: '70.00' }] }],
  });
  on.now += 5 * MINUTE;
  done(decide(on, paymentId(batch, 1), 'decline'));
  on.now += 5 * MINUTE;
  dispatch(on, batch);
  acknowledge(on, batch);
  const cycle = onlyCycle(on);
  close(on, cycle, '0.00');
  settle(on, cycle, '-20.00');
  return on;
}

async function asked(t: TestContext, on: TestDesk, unjudged = 0) {
  const insight = insightOn(on.book().file, (fault) => assert.fail(fault));
  t.after(() => insight.stop());
  const at = on.now;
  const series = await insight.ask('series', {
    resolution: 'hour',
    from: at - 60 * MINUTE,
    to: at + 60 * MINUTE,
    rail: null,
  });
  const now = await insight.ask('now', {
    currency: 'EUR',
    people: 1,
    at,
    cutOff: '17:00',
    cutOffAt: at + 2 * MINUTE,
    businessDate: '2026-11-26',
    knows: true,
    unjudged,
  });
  await insight.stop();
  return { series, now };
}

test('the measures are those of the book, and stay so from start to start', async (t) => {
  const on = day(t);
  const first = await asked(t, on);
  const sums = first.series.points.reduce(
    (all, each) => ({
      received: all.received + each.received,
      success: all.success + each.success,
      business: all.business + each.business,
    }),
    { received: 0, success: 0, business: 0 },
  );
  assert.deepEqual(sums, { received: 4, success: 2, business: 1 });
  const valued = (of: 'receivedSums' | 'endedSums') =>
    first.series.points.flatMap((each) => each[of]).reduce((all, { minor }) => all + minor, 0n);
  assert.deepEqual([valued('receivedSums'), valued('endedSums')], [10_000n, 3_000n]);
  const ended = first.series.points.find(({ success }) => success > 0);
  assert.ok(ended !== undefined && (ended.p99 ?? 0) >= 9.8 * MINUTE, 'two waited ten minutes');
  const review = first.now.steps.find(({ worklist }) => worklist === 'review');
  assert.deepEqual([review?.waiting, review?.waitingValue], [1, 7_000n]);
  assert.ok((review?.p99 ?? 0) >= 4.8 * MINUTE, 'one was decided after five minutes');
  assert.equal(first.now.forecast.waiting, 1);
  // Three minutes are assumed for a fault that nobody has handled, and two are left.
  assert.deepEqual([first.now.triage.order.length, first.now.triage.carriedValue], [0, 7_000n]);
  assert.deepEqual(await asked(t, on), first);
});

test('what is being judged counts as waiting there, and came when its file came', async (t) => {
  const on = day(t);
  const judgingOf = async (unjudged: number) => {
    const { steps } = (await asked(t, on, unjudged)).now;
    const { waiting, waitingValue, arrivalRate, serviceRate } =
      steps.find(({ worklist }) => worklist === 'judging') ?? assert.fail();
    return { waiting, waitingValue, arrivalRate, serviceRate };
  };
  const none = await judgingOf(0);
  assert.deepEqual([none.waiting, none.waitingValue], [0, 0n]);
  // Four came in half an hour, and were judged in the minute in which they came.
  assert.ok(none.arrivalRate > 0.13 && none.arrivalRate < 0.14, `${none.arrivalRate}`);
  assert.equal(none.serviceRate, 4, 'the other minutes had nothing to serve');
  assert.deepEqual(await judgingOf(93_000), { ...none, waiting: 93_000, waitingValue: null });
});

test('measures that are not of this book are made again', async (t) => {
  const on = day(t);
  const first = await asked(t, on);
  const path = join(on.folder, 'measures.db');
  const other = new MeasuresFile(path, 'another book');
  assert.deepEqual([...other.cells()], []);
  other.keep({ move: 1_000_000, epoch: 1_000_000, watermark: 1 }, [], new Map());
  other.close();
  assert.deepEqual(await asked(t, on), first);
  for (const end of ['', '-wal', '-shm']) rmSync(`${path}${end}`, { force: true });
  assert.deepEqual(await asked(t, on), first);
});
