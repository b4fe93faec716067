// Goal: a record that cannot be processed is set aside with its reason, and nothing else is hidden.
// Method: operators that refuse, fail and misbehave in turn, run in one task. That the rest flows
// on through every crash is in topologies.test.ts.
import { strict as assert } from 'node:assert';
import test from 'node:test';
import { ColumnsView } from '../../main/stream/columns.ts';
import { Bug, PoisonRecord } from '../../main/stream/errors.ts';
import { KeyBuilder } from '../../main/stream/key.ts';
import { NEVER } from '../../main/stream/keyed-state.ts';
import { HASH_SPACE } from '../../main/stream/partition.ts';
import { openTask, runTask } from '../../main/stream/task.ts';
import { defineTopology } from '../../main/stream/topology.ts';
import { poisoned } from './topologies/poisoned.ts';
import { runningTotal } from './topologies/running-total.ts';
import {
  type Arrival,
  input,
  lineOf,
  output,
  type SpecimenOperator,
  timeAt,
  writeArrivals,
} from './topologies/specimen.ts';

const values = { count: 'u32' } as const;
type TestOperator = SpecimenOperator<typeof values>;

const ARRIVALS: readonly Arrival[] = ['good', 'poison', 'good'].map((note, at) => ({
  account: 'anna',
  at,
  amount: 5n,
  note,
}));

function run(open: NonNullable<TestOperator['open']>, tries = 3) {
  const operator: TestOperator = { name: 'fussy', version: 1, state: { values, keysMax: 9 }, open };
  const topology = defineTopology({
    ...runningTotal.topology,
    tries,
    operators: [...runningTotal.topology.operators, operator],
  });
  const task = openTask(topology, { from: 0, to: HASH_SPACE }, []);
  const result = runTask(task, {
    batch: writeArrivals(ARRIVALS),
    time: timeAt(0),
    snapshot: false,
  });
  const outputs = new ColumnsView(output, result.outputs);
  return { ...result, lines: ARRIVALS.map((_, row) => lineOf(outputs, row)) };
}

test('a poison record is tried as often as stated and set aside whole; its output is blank', () => {
  const tried: number[] = [];
  const { quarantined, lines, rows } = run((batch) => (row) => {
    tried.push(row);
    if (batch.text('note', row) === 'poison') throw new PoisonRecord('cannot_say', 'of what');
  });
  assert.deepEqual(tried, [0, 1, 1, 1, 2]);
  assert.deepEqual([...rows], [0, 1, 2]);
  assert.deepEqual(lines, ['0 1 5', '0 0 0', '0 3 15']);
  assert.equal(quarantined.length, 1);
  const { record, ...rest } = quarantined[0] ?? assert.fail();
  assert.deepEqual(rest, {
    row: 1,
    operator: 'fussy',
    reason: 'cannot_say',
    message: 'cannot_say: of what',
    tries: 3,
  });
  const kept = new ColumnsView(input, record);
  assert.deepEqual(
    [kept.length, kept.text('account', 0), kept.i64('amount')[0], kept.text('note', 0)],
    [1, 'anna', 5n, 'poison'],
  );
});

test('a record that goes well at a later try is not poison', () => {
  let tries = 0;
  const { quarantined, lines } = run((batch) => (row) => {
    if (batch.text('note', row) !== 'poison') return;
    tries += 1;
    if (tries < 3) throw new PoisonRecord('not_yet');
  });
  assert.deepEqual([quarantined, lines], [[], ['0 1 5', '0 2 10', '0 3 15']]);
});

test('any other error stops the epoch: a bug is not a bad record', () => {
  for (const problem of [new Bug('ours'), new TypeError('ours too'), new RangeError('and this')]) {
    const fails = () =>
      run(() => () => {
        throw problem;
      });
    assert.throws(fails, problem);
  }
});

test('an operator that has changed its state cannot refuse any more', () => {
  const fails = () =>
    run(
      (batch, _, state) => (row) => {
        state.insert(new KeyBuilder().start().text(batch.texts('account'), row).u32(row), NEVER);
        if (row === 1) throw new PoisonRecord('too_late');
      },
      1,
    );
  assert.throws(fails, Bug);
});

test('records refused by two operators come in record order', () => {
  const [, taste] = poisoned.topology.operators;
  assert.ok(taste !== undefined);
  const late: TestOperator = {
    name: 'late',
    version: 1,
    state: { values, keysMax: 1 },
    open: () => (row) => {
      if (row === 0) throw new PoisonRecord('first_one');
    },
  };
  const topology = defineTopology({ ...runningTotal.topology, operators: [taste, late] });
  const task = openTask(topology, { from: 0, to: HASH_SPACE }, []);
  const { quarantined } = runTask(task, {
    batch: writeArrivals(ARRIVALS),
    time: timeAt(0),
    snapshot: false,
  });
  assert.deepEqual(
    quarantined.map(({ row, operator }) => [row, operator]),
    [
      [0, 'late'],
      [1, 'taste'],
    ],
  );
});
