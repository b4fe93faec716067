// Goal: what an earlier version of the measures has remembered is gone on with by this one, and what
// a newer one has is refused. Method: the state that the first version wrote after ninety payments,
// kept as it was written, taken up by the shipped topology for the sixty payments after them, and
// compared with runs that never stopped; then state whose version is raised.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import test from 'node:test';
import { known } from '../../main/domain/assert.ts';
import type { Decision } from '../../main/domain/decision.ts';
import type { Measures } from '../../main/domain/measures.ts';
import { DEFAULT_POLICY } from '../../main/domain/policy.ts';
import { stateImagesOf } from '../../main/office/state-images.ts';
import { DECISION_COLUMNS, readDecision } from '../../main/pipeline/decision-columns.ts';
import { PARTITIONS } from '../../main/pipeline/payment-topology.ts';
import { ColumnsView } from '../../main/stream/columns.ts';
import { NewerState } from '../../main/stream/errors.ts';
import { checkImages, encodeImage, progressOf, stateHash } from '../../main/stream/state-image.ts';
import { tasksHere } from '../../main/stream/tasks.ts';
import { TIME_BEGINS } from '../../main/stream/watermark.ts';
import { paymentsOf } from './judge.ts';
import { FIRST_EPOCH, TAKEN_BEFORE, upgradePayments } from './upgrade-payments.ts';

const POLICY = { ...DEFAULT_POLICY, reviewAbove: new Map([['EUR', 1000n]]) };

const { topology, columns } = paymentsOf(upgradePayments(), POLICY);
const COUNT = upgradePayments().length;

/** A snapshot and a delta after it, in lines of base64 with an empty one between them. */
const STORED = new URL('../golden/stream/measures-1.txt', import.meta.url);
const FIRST_VERSION = readFileSync(STORED, 'utf8')
  .split('\n\n')
  .map((lines) => new Uint8Array(Buffer.from(lines, 'base64')));

type Run = { readonly decisions: readonly Decision[]; readonly image: Uint8Array };

/** Runs the payments up to each of `ends` as an epoch, after `images`, on `tasks` tasks. */
async function runOn(
  images: readonly Uint8Array[],
  from: number,
  ends: readonly number[],
  tasks = 1,
): Promise<Run> {
  const run = tasksHere(topology, { tasks, partitions: PARTITIONS }, images);
  const before = progressOf(images);
  let time = { ...TIME_BEGINS, watermark: before.clocks.watermark };
  let first = from;
  let image = new Uint8Array(0);
  const decisions: Decision[] = [];
  for (const end of ends) {
    const result = await run({ batch: columns(first, end), time, snapshot: true });
    const outputs = new ColumnsView(DECISION_COLUMNS, result.outputs);
    for (let row = 0; row < end - first; row += 1) decisions.push(readDecision(outputs, row));
    time = { ...time, watermark: result.watermark, own: result.own };
    image = new Uint8Array(encodeImage(topology, before, known(result.snapshot, 'asked for')));
    first = end;
  }
  return { decisions, image };
}

/** A decision without what the first version did not learn: what a payer usually pays. */
function withoutHabits({ measures, ...rest }: Decision) {
  if (measures === null) return { ...rest, measures };
  const { usual: _usual, burst: _burst, ...others } = measures;
  return { ...rest, measures: others };
}

function habitsOf({ measures }: Decision): Pick<Measures, 'usual' | 'burst'> | null {
  return measures === null ? null : { usual: measures.usual, burst: measures.burst };
}

test('state of the first version is gone on with: all but habits as if it had never stopped', async () => {
  const whole = await runOn([], 0, [FIRST_EPOCH, TAKEN_BEFORE, COUNT]);
  const after = whole.decisions.slice(TAKEN_BEFORE);
  const onlyAfter = await runOn([], TAKEN_BEFORE, [COUNT]);
  const busy = after.filter(
    ({ measures }) => (measures?.account.windows['30d'].paidCount ?? 0) > 4,
  );
  assert.ok(busy.length > 20, 'accounts with windows of their own go on with them');
  assert.ok(after.some(({ measures }) => (measures?.relayedFrom ?? 0) > 0));
  assert.ok(after.some(({ relatedPayment }) => relatedPayment !== 0));
  for (const tasks of [1, 3]) {
    const taken = await runOn(FIRST_VERSION, TAKEN_BEFORE, [COUNT], tasks);
    assert.deepEqual(taken.decisions.map(withoutHabits), after.map(withoutHabits));
    // Habits are learned from the payments after it, and from all of those.
    assert.deepEqual(taken.decisions.map(habitsOf), onlyAfter.decisions.map(habitsOf));
  }
  assert.notDeepEqual(after.map(habitsOf), onlyAfter.decisions.map(habitsOf));
});

test('what was taken over is stored as this version stores it, and read so', async () => {
  const half = TAKEN_BEFORE + 30;
  const once = await runOn(FIRST_VERSION, TAKEN_BEFORE, [half, COUNT]);
  const first = await runOn(FIRST_VERSION, TAKEN_BEFORE, [half]);
  const { clocks, ...rest } = progressOf(FIRST_VERSION);
  assert.equal(progressOf([first.image]).clocks.watermark, clocks.watermark);
  const then = await runOn([first.image], half, [COUNT]);
  assert.deepEqual(then.decisions, once.decisions.slice(30));
  assert.equal(stateHash(topology, then.image), stateHash(topology, once.image));
  assert.deepEqual(rest, {
    activation: 0,
    counts: { records: TAKEN_BEFORE, late: 0, corrected: 0, quarantined: 0 },
  });
});

test('state of a newer version is refused in words, by topology and by operator', async () => {
  const { image } = await runOn([], 0, [FIRST_EPOCH]);
  const [first, second, measure, last] = topology.operators;
  assert.equal(measure?.name, 'measure');
  const before = [first, second, { ...known(measure, 'named'), version: 1 }, last].map((one) =>
    known(one, 'there are four'),
  );
  const cases = [
    [{ ...topology, version: topology.version - 1 }, 'the state is of payments 2, this is 1'],
    [{ ...topology, operators: before }, 'the state of measure is of 2, this is 1'],
  ] as const;
  for (const [program, message] of cases) {
    assert.throws(() => checkImages(program, [image]), new NewerState(message));
    assert.throws(
      () => tasksHere(program, { tasks: 1, partitions: PARTITIONS }, [image]),
      new NewerState(message),
    );
  }
  checkImages(topology, [image, ...FIRST_VERSION]);
});

test('an office says of newer state that the book is from a newer version', async () => {
  const { image } = await runOn([], 0, [FIRST_EPOCH]);
  const newer = encodeImage(
    { ...topology, version: topology.version + 1 },
    progressOf([image]),
    [],
  );
  const batches = (images: readonly Uint8Array[]) => ({
    epochs: { stateImages: () => images },
  });
  assert.throws(() => stateImagesOf({ batches: batches([image, newer]) }), {
    name: 'Fault',
    code: 'book_from_newer_program',
  });
  assert.deepEqual(stateImagesOf({ batches: batches([image]) }), [image]);
  // Damage is for the book's check to tell, with the book still readable.
  assert.deepEqual(stateImagesOf({ batches: batches([image.subarray(8)]) }), [image.subarray(8)]);
});
