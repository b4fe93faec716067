// Goal: an office that dies between a commit and its answer leaves nobody in doubt: the submission
// id finds in the next office what the book holds, once. Method: a whole journey in which every
// deed, a refused one and an epoch die there, several times over; what the deed's row says is read
// beside the offices and compared with what the next one answers.
import assert from 'node:assert/strict';
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { isChannelClosed } from '../../preload/client.ts';
import type { Client } from '../../preload/contract/contract.ts';
import type { Reply } from '../../preload/contract/method.ts';
import { smallPain001 } from '../fixtures/small-pain001.ts';
import { ADLER, demoBankList, supplierIban } from '../office/demo-bank.ts';
import {
  lookInto,
  type RunningOffice,
  rowCounts,
  runningOffice,
  unsound,
} from '../office/running-office.ts';
import { testFolder } from '../operations/test-desk.ts';

const PROGRAM = new URL('./dies-after-commit.ts', import.meta.url);
const ROUNDS = 2;
/** Epochs of 250: one of them dies. */
const PAYMENTS = 600;
/** A supervisor gives up after a few deaths in a minute: a person starts the program again. */
const DEATHS_PER_START = 4;

type Kept = { readonly outcome: string; readonly answer: string };

class DyingJourney {
  readonly folder: string;
  deaths = 0;
  private readonly t: TestContext;
  private on: RunningOffice | null = null;
  private deathsAtStart = 0;

  constructor(t: TestContext) {
    this.t = t;
    this.folder = testFolder(t);
  }

  private async office(): Promise<RunningOffice> {
    if (this.on === null || this.deaths - this.deathsAtStart >= DEATHS_PER_START) {
      await this.on?.stop();
      this.deathsAtStart = this.deaths;
      this.on = await runningOffice(this.t, this.folder, {}, PROGRAM);
    }
    return this.on;
  }

  /** The next commits, each the last thing that its office does. */
  private die(times: number): string {
    const mark = join(this.folder, 'die-next');
    writeFileSync(mark, 'x'.repeat(times));
    return mark;
  }

  private kept(submissionId: string): readonly Kept[] {
    const sql = 'SELECT outcome, answer FROM deeds WHERE submission_id = ?';
    return lookInto(this.folder, (db) => db.prepare<[string], Kept>(sql).all(submissionId));
  }

  /**
   * Asks a deed that is done and never answered, and answers what the next office says of it. With
   * two deaths, the second one follows an epoch of the batch that was submitted.
   */
  async ask<Value>(
    submissionId: string,
    question: (client: Client) => Promise<Reply<Value>>,
    deaths: 1 | 2 = 1,
  ): Promise<Reply<Value>> {
    const on = await this.office();
    // A deed may wait for the check of the book; the mark must be its own.
    await on.done((client) => client.status({}));
    const mark = this.die(deaths);
    const unanswered = await question(on.client());
    assert.ok(isChannelClosed(unanswered), `${submissionId} was not answered`);
    assert.equal(existsSync(mark), deaths > 1, `${submissionId} was committed`);
    this.deaths += deaths;
    const [kept, ...others] = this.kept(submissionId);
    assert.ok(kept !== undefined, `${submissionId} is in the book`);
    assert.deepEqual(others, []);
    const again = await (await this.office()).ask(question);
    const said = again.ok ? again.value : 'refusal' in again ? again.refusal : null;
    assert.equal(again.ok, kept.outcome === 'done', submissionId);
    // What a file sums up to is kept for the limits of whoever submitted it, and not answered.
    const { sums: _kept, ...truth } = JSON.parse(kept.answer);
    assert.deepEqual({ ...said, ...truth }, said, `${submissionId} is answered as it is kept`);
    assert.equal(this.kept(submissionId).length, 1, `${submissionId} is there once`);
    return again;
  }

  async done<Value>(
    submissionId: string,
    question: (client: Client) => Promise<Reply<Value>>,
    deaths: 1 | 2 = 1,
  ): Promise<Value> {
    const reply = await this.ask(submissionId, question, deaths);
    assert.ok(reply.ok, submissionId);
    return reply.value;
  }

  /** Keeps a file; that is no deed. */
  async keep(path: string) {
    return (await this.office()).done((client) => client.draftBatch({ path }));
  }

  /** Waits until the batch is judged by the offices that come, of which one died over it. */
  async judged(batchId: number): Promise<void> {
    await (await this.office()).judged(batchId);
    assert.equal(existsSync(join(this.folder, 'die-next')), false, 'an epoch was its last commit');
  }
}

/** The first cycle falls, and its payments join the one that is answered. */
async function fallen(run: DyingJourney): Promise<number> {
  const first = { submissionId: 'd-fell', cycleId: 1, grossIn: 0n };
  await run.done('d-fell', (c) => c.closeCycle(first));
  const unwind = { submissionId: 'd-unwind', cycleId: 1, remark: 'the rail did not settle' };
  return (await run.done('d-unwind', (c) => c.unwindCycle(unwind))).nextCycle;
}

/** With `falls` the rail does not settle at first. */
async function journey(t: TestContext, falls: boolean): Promise<number> {
  const run = new DyingJourney(t);
  const { folder } = run;
  const list = demoBankList(folder);
  await run.done('d-import', (c) => c.importAccounts({ submissionId: 'd-import', path: list }));
  const policy = { submissionId: 'd-policy', name: 'duplicateWindowDays', value: '30' };
  await run.done('d-policy', (c) => c.setPolicy(policy));
  const path = join(folder, 'payments.xml');
  const items = Array.from({ length: PAYMENTS }, (_, at) => ({
    to: supplierIban(at),
    amount: '1.00',
  }));
  writeFileSync(path, smallPain001({ messageId: 'DYING', debtor: ADLER, items }));
  const { originalHash, fileName } = await run.keep(path);
  const file = { submissionId: 'd-submit', originalHash, fileName };
  const { batchId } = await run.done('d-submit', (c) => c.submitBatch(file), 2);
  await run.judged(batchId);
  const unknown = { submissionId: 'd-refused', batchId: 99 };
  const refused = await run.ask('d-refused', (c) => c.dispatchPayments(unknown));
  assert.equal('refusal' in refused && refused.refusal.code, 'batch_unknown');
  const dispatch = { submissionId: 'd-dispatch', batchId };
  const { payments } = await run.done('d-dispatch', (c) => c.dispatchPayments(dispatch));
  assert.equal(payments, PAYMENTS);
  const booked = { submissionId: 'd-acknowledge', batchId, fromRecord: 0 };
  await run.done('d-acknowledge', (c) => c.acknowledgeBatch(booked));
  const cycleId = falls ? await fallen(run) : 1;
  const close = { submissionId: 'd-close', cycleId, grossIn: 0n };
  await run.done('d-close', (c) => c.closeCycle(close));
  const settle = { submissionId: 'd-settle', cycleId, advised: -600_00n };
  const settled = await run.done('d-settle', (c) => c.settleCycle(settle));
  assert.deepEqual([settled.settled, settled.payments], [true, PAYMENTS]);
  assert.equal(rowCounts(folder).payments, PAYMENTS);
  assert.deepEqual(unsound(folder), []);
  return run.deaths;
}

test('a death between the commit and the answer leaves the truth under the submission id', async (t) => {
  let deaths = 0;
  for (let round = 0; round < ROUNDS; round += 1) deaths += await journey(t, round === 0);
  t.diagnostic(`${deaths} deaths between commit and answer: nothing lost, nothing twice`);
});
