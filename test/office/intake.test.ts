// Goal: taking in payments pauses, drains and goes on as people say, over a kill, with nothing lost
// and nothing judged that was to wait. Method: the intake alone over an engine that writes down what
// it is told; then a real office over whole files, killed in each state.
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import type { IntakeOrder } from '../../main/domain/intake.ts';
import { Intake, type Load } from '../../main/office/intake.ts';
import { smallPain001 } from '../fixtures/small-pain001.ts';
import { testFolder } from '../operations/test-desk.ts';
import { ADLER, demoBankList, supplierIban } from './demo-bank.ts';
import { importList, type RunningOffice, runningOffice, submitFile } from './running-office.ts';

const told = (order: IntakeOrder, sequence: number) => {
  return { order, sequence, since: 1, by: 'anna', reason: 'why' };
};

/** An intake whose engine writes down what it is told, and loads of three payments. */
function written(order: IntakeOrder = 'running', sequence = 0, startedMax = 10) {
  const said: string[] = [];
  const say = (word: string) => () => {
    said.push(word);
  };
  const engine = { pause: say('pause'), resume: say('resume'), drain: say('drain') };
  const intake = new Intake(engine, startedMax, told(order, sequence));
  const load = (name: string, at: number): Load => {
    return { name, sequence: at, payments: 3, start: say(name) };
  };
  const since = (): readonly string[] => said.splice(0).filter((word) => word !== 'resume');
  since();
  return { intake, load, since };
}

test('what comes is started as the order that stands has it', () => {
  const { intake, load, since } = written();
  intake.take(load('a', 1));
  assert.deepEqual(since(), ['a']);
  intake.steer(told('paused', 2));
  intake.take(load('b', 3));
  assert.deepEqual(since(), ['pause']);
  const { state, underWay, waiting } = intake.standing();
  assert.deepEqual([state, underWay, waiting.batches], ['paused', { batches: 2, payments: 6 }, 0]);
  intake.steer(told('draining', 4));
  intake.take(load('c', 5));
  assert.deepEqual(since(), ['b', 'drain', 'drain']);
  intake.judged('a', 3, true);
  intake.judged('b', 2, false);
  assert.deepEqual(intake.standing(), {
    state: 'draining',
    since: 1,
    by: 'anna',
    reason: 'why',
    underWay: { batches: 1, payments: 1 },
    waiting: { batches: 1, payments: 3 },
  });
  intake.judged('b', 1, true);
  assert.equal(intake.standing().state, 'drained');
  since();
  intake.steer(told('running', 6));
  assert.deepEqual([since(), intake.standing().state], [['c'], 'running']);
});

test('after a restart a drain takes up what had come before it, and no more', () => {
  const { intake, load, since } = written('draining', 5);
  for (const [name, at] of [['a', 1] as const, ['b', 4] as const, ['c', 6] as const]) {
    intake.take(load(name, at));
  }
  assert.deepEqual(since(), ['a', 'drain', 'b', 'drain', 'drain']);
  assert.deepEqual(intake.standing().waiting, { batches: 1, payments: 3 });
});

test('where the engine has as many as it takes, the others follow in their order', () => {
  const { intake, load, since } = written('running', 0, 2);
  for (const [at, name] of ['a', 'b', 'c', 'd'].entries()) intake.take(load(name, at + 1));
  assert.deepEqual(since(), ['a', 'b']);
  intake.steer(told('draining', 9));
  // Two that the drain takes to the end are not started yet: the engine must still take them.
  assert.deepEqual(since(), []);
  intake.judged('a', 3, true);
  assert.deepEqual(since(), ['c']);
  intake.judged('b', 3, true);
  assert.deepEqual(since(), ['d', 'drain']);
});

async function submit(on: RunningOffice, messageId: string, payments: number): Promise<number> {
  const items = Array.from({ length: payments }, (_, at) => {
    return { to: supplierIban(at % 20), amount: '0.07', remittance: `${messageId} ${at}` };
  });
  const path = join(on.folder, `${messageId}.xml`);
  writeFileSync(path, smallPain001({ messageId, debtor: ADLER, items }));
  const submitted = await submitFile(on, path);
  assert.ok(submitted.ok);
  return submitted.value.batchId;
}

let orders = 0;

async function steer(on: RunningOffice, order: IntakeOrder): Promise<void> {
  orders += 1;
  const deed = { submissionId: `told-${orders}`, order, reason: 'the rail is away' };
  await on.done((client) => client.steerIntake(deed));
}

/** Follows what every screen hears until the intake stands in `state`. */
async function until(on: RunningOffice, state: string): Promise<void> {
  await on.office.ready();
  for await (const { phase, intake } of on.client().officeState({})) {
    if (phase === 'ready' && intake.state === state) return;
  }
}

const standing = (on: RunningOffice) => on.done((client) => client.engineStanding({}));

test('a pause and a drain hold over a kill, lose nothing, and say what is left', async (t) => {
  const folder = testFolder(t);
  const on = await runningOffice(t, folder);
  await importList(on, demoBankList(folder), 'import-1');
  await steer(on, 'paused');
  const few = await submit(on, 'FEW', 3);
  const many = await submit(on, 'MANY', 900);
  await on.kill();
  await until(on, 'paused');
  const paused = await standing(on);
  assert.deepEqual(paused.intake.underWay, { batches: 2, payments: 903 });
  assert.deepEqual(
    [paused.counts.records, paused.intake.by, paused.intake.reason],
    [0, 'anna', 'the rail is away'],
  );

  await steer(on, 'draining');
  const late = await submit(on, 'LATE', 2);
  await on.kill();
  await until(on, 'drained');
  for (const batch of [few, many]) await on.judged(batch);
  const drained = await standing(on);
  const { state, underWay, waiting } = drained.intake;
  assert.deepEqual(
    [drained.counts.records, state, underWay.payments, waiting],
    [903, 'drained', 0, { batches: 1, payments: 2 }],
  );

  await steer(on, 'running');
  await on.judged(late);
  assert.equal((await standing(on)).counts.records, 905);
  const found = await on.done((client) => client.audit({}));
  assert.deepEqual(
    found.checks.filter(({ ok }) => !ok),
    [],
  );
});
