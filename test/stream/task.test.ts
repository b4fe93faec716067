// Goal: a task's memory follows what is alive, and a task sees its own records only.
// Method: one task run for many epochs whose keys expire; tasks of three ranges on one batch.
import { strict as assert } from 'node:assert';
import test from 'node:test';
import { HASH_SPACE, hashesOfTask } from '../../main/stream/partition.ts';
import { openTask, runTask } from '../../main/stream/task.ts';
import { firstSeen } from './topologies/first-seen.ts';
import { runningTotal } from './topologies/running-total.ts';
import { randomArrivals, timeAt, writeArrivals } from './topologies/specimen.ts';

test('expired keys are forgotten in the course of the epochs', () => {
  const task = openTask(firstSeen.topology, { from: 0, to: HASH_SPACE }, []);
  let watermark = 0;
  for (let epoch = 0; epoch < 100; epoch += 1) {
    const arrivals = Array.from({ length: 20 }, (_, at) => ({
      account: `account ${epoch} ${at}`,
      at: epoch * 500,
      amount: 1n,
      note: null,
    }));
    const batch = writeArrivals(arrivals);
    watermark = runTask(task, { batch, time: timeAt(watermark), snapshot: false }).watermark;
    // Keys live for 1,200 ms, so those of three epochs are alive; as many may wait for the sweep.
    assert.ok((task.states[0]?.kept ?? 0) <= 6 * 20, `epoch ${epoch}: ${task.states[0]?.kept}`);
  }
});

test('the tasks of all ranges share the records: none twice, none left', () => {
  const batch = writeArrivals(randomArrivals(5, 200));
  const rows = [0, 1, 2].map((at) => {
    const task = openTask(runningTotal.topology, hashesOfTask(at, 3, 16), []);
    return [...runTask(task, { batch, time: timeAt(0), snapshot: false }).rows];
  });
  assert.ok(rows.every((own) => own.length > 0 && own.length < 200));
  assert.deepEqual(
    rows.flat().sort((a, b) => a - b),
    Array.from({ length: 200 }, (_, row) => row),
  );
});

test('an event time that is no number moves nothing', () => {
  const task = openTask(runningTotal.topology, { from: 0, to: HASH_SPACE }, []);
  const arrivals = [5, Number.NaN, 3].map((at) => ({
    account: 'anna',
    at,
    amount: 1n,
    note: null,
  }));
  const work = { time: timeAt(4), snapshot: false };
  assert.equal(runTask(task, { ...work, batch: writeArrivals(arrivals) }).watermark, 5);
  assert.equal(runTask(task, { ...work, batch: writeArrivals(arrivals.slice(1)) }).watermark, 4);
});
