// Goal: what Insight says at 16:20 will miss the cut-off is what then misses it, to within a tenth.
// Method: afternoons on real books with a simulated clock: every minute files come in by a known
// timetable, some of their payments wait in review, and people decide as many as they can; the
// contract's own insightNow is asked, through its handler and the thread that reads the trail, and
// the afternoon goes on to the cut-off.

import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { instantOfWallTime } from '../../main/domain/instants.ts';
import { paymentId } from '../../main/ledger/payment-ids.ts';
import { insightOn } from '../../main/office/insight.ts';
import { insightNow } from '../../main/office/insight-handlers.ts';
import { contract, type Output } from '../../preload/contract/contract.ts';
import { decide } from '../operations/deeds.ts';
import { take } from '../operations/epochs.ts';
import {
  accountRow,
  done,
  open,
  SUPERVISOR,
  type TestDesk,
  testDesk,
} from '../operations/test-desk.ts';
import { seeded } from '../preload/seeded.ts';

const MINUTE = 60_000;
const DAY = '2026-11-26';

/** Payments that begin to wait, and payments that people decide, minute by minute. */
type Timetable = (minute: number) => { readonly arrive: number; readonly decide: number };

/** A desk on a book, the clock of which the test moves. */
class Afternoon {
  readonly on: TestDesk;
  readonly #timetable: Timetable;
  readonly #waiting: number[] = [];
  #minute = 0;

  constructor(on: TestDesk, timetable: Timetable) {
    this.on = on;
    this.#timetable = timetable;
    on.now = instantOfWallTime(DAY, '15:30', on.desk().zone);
    open(on, [accountRow('payer', '9,000,000.00')]);
    this.#takeIn(40);
  }

  get waiting(): number {
    return this.#waiting.length;
  }

  /** Lives one minute: its file at the beginning, its decisions spread over it. */
  live(): void {
    const begins = this.on.now;
    const { arrive, decide: able } = this.#timetable(this.#minute);
    this.#minute += 1;
    this.#takeIn(arrive);
    for (let decided = 0; decided < able && this.#waiting.length > 0; decided += 1) {
      this.on.now = begins + Math.floor(((decided + 1) * MINUTE) / (able + 1));
      done(decide(this.on, this.#waiting.shift() ?? 0, decided % 2 === 0 ? 'decline' : 'approve'));
    }
    this.on.now = begins + MINUTE;
  }

  /** A file of payments that wait, among others that go straight through. */
  #takeIn(held: number): void {
    const line = { amount: '10.00' };
    const payments = [
      ...Array.from({ length: held }, () => ({ ...line, outcome: 'review' as const })),
      ...Array.from({ length: 5 }, () => line),
    ];
    const messageId = `MINUTE-${this.#minute}-${held}`;
    const batch = take(this.on, { messageId, blocks: [{ from: 'payer', payments }] });
    for (let record = 0; record < held; record += 1) this.#waiting.push(paymentId(batch, record));
  }
}

/** What Insight says now, asked as the console asks. */
async function told(t: TestContext, on: TestDesk): Promise<Output<'insightNow'>['forecast']> {
  const insight = insightOn(on.book().file, (fault) => assert.fail(fault));
  t.after(() => insight.stop());
  const desk = on.desk();
  const office = { desk, insight, clock: () => on.now };
  const answer = await insightNow(office, { currency: 'EUR', people: 2 }, SUPERVISOR);
  await insight.stop();
  return contract.insightNow.output.parse(answer).forecast;
}

/** By how much the forecast of 16:20 is off at the cut-off, as a part of what really missed it. */
async function offBy(t: TestContext, seed: number, timetable: Timetable): Promise<number> {
  const afternoon = new Afternoon(testDesk(t, seed), timetable);
  const { on } = afternoon;
  const at = instantOfWallTime(DAY, '16:20', on.desk().zone);
  while (on.now < at) afternoon.live();
  const forecast = await told(t, on);
  assert.deepEqual([forecast.waiting, forecast.minutesLeft], [afternoon.waiting, 40]);
  assert.equal(forecast.missedValue, BigInt(forecast.missed) * 1_000n);
  for (let minute = 0; minute < forecast.minutesLeft; minute += 1) afternoon.live();
  t.diagnostic(`${forecast.missed} foretold, ${afternoon.waiting} missed`);
  return (forecast.missed - afternoon.waiting) / afternoon.waiting;
}

test('a known timetable: what is foretold misses the cut-off', async (t) => {
  // Nine a minute come and six are decided, in a pattern that repeats every five minutes.
  const off = await offBy(t, 1, (minute) => ({
    arrive: [3, 9, 15, 8, 10][minute % 5] ?? 0,
    decide: [7, 6, 5, 8, 4][minute % 5] ?? 0,
  }));
  assert.ok(Math.abs(off) <= 0.02, `off by ${off}`);
});

test('arrivals and decisions by chance: within a tenth on average', async (t) => {
  const off: number[] = [];
  for (let seed = 1; seed <= 4; seed += 1) {
    const { int } = seeded(seed);
    // Binomial with a variance of nearly the mean, as of people who do not know of one another.
    const about = (rate: number): number => {
      let events = 0;
      for (let slot = 0; slot < 10 * rate; slot += 1) if (int(10) === 0) events += 1;
      return events;
    };
    off.push(await offBy(t, seed, () => ({ arrive: about(12), decide: about(6) })));
  }
  const average = off.reduce((sum, each) => sum + Math.abs(each), 0) / off.length;
  t.diagnostic(`off by ${(100 * average).toFixed(1)} % on average`);
  assert.ok(average <= 0.1, off.map((each) => `${(100 * each).toFixed(0)} %`).join(', '));
});
