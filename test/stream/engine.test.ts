// Goal: the engine commits whole epochs in order, rests when told to, and never outlives a failure.
// Method: an engine over sources and a sink that the test holds in its hand, stepped one by one.
// Crashes and restores are in topologies.test.ts.
import { strict as assert } from 'node:assert';
import test from 'node:test';
import { ColumnsView } from '../../main/stream/columns.ts';
import { Engine, type EngineOptions, SOURCES_MAX } from '../../main/stream/engine.ts';
import type { EpochCommit, Source } from '../../main/stream/epoch-commit.ts';
import { Bug } from '../../main/stream/errors.ts';
import { progressOf } from '../../main/stream/state-image.ts';
import { tasksHere } from '../../main/stream/tasks.ts';
import { sourceOf } from './memory-book.ts';
import { runningTotal } from './topologies/running-total.ts';
import {
  type Arrival,
  type In,
  type Out,
  randomArrivals,
  writeArrivals,
} from './topologies/specimen.ts';

const { topology } = runningTotal;
const ARRIVALS = randomArrivals(3, 20);

type Commit = EpochCommit<In, Out>;

/** An engine with two lanes, and the commits of its epochs. */
function newEngine(options: Partial<EngineOptions<In, Out>> = {}) {
  const commits: Commit[] = [];
  const engine = new Engine<In, Out>({
    topology,
    runTasks: tasksHere(topology, { tasks: 2, partitions: 4 }, []),
    sink: {
      commitEpoch: (commit) => {
        commits.push(commit);
      },
    },
    lanes: [
      { name: 'instant', weight: 2, pace: { least: 2, most: 2, targetMs: 1 } },
      { name: 'batch', weight: 1, pace: { least: 5, most: 5, targetMs: 1 } },
    ],
    epoch: 0,
    progress: progressOf([]),
    snapshotEvery: 1000,
    runAhead: false,
    clock: () => 0,
    ...options,
  });
  const attach = (name: string, lane: string, source: Source, offset = 0) =>
    engine.attach({ name, lane, source, offset });
  return { engine, commits, attach };
}

function summary({ epoch, source, fromOffset, toOffset, end }: Commit): string {
  return `${epoch} ${source} ${fromOffset}-${toOffset}${end ? ' end' : ''}`;
}

async function stepAll(engine: Engine<In, Out>): Promise<string> {
  for (;;) {
    const { kind } = await engine.step();
    if (kind !== 'committed') return kind;
  }
}

/** A source that has what the test has put into it so far, and never ends. */
function inbox(): Source & { readonly arrivals: Arrival[] } {
  const arrivals: Arrival[] = [];
  return {
    arrivals,
    async read(offset, _wished, max) {
      const part = arrivals.slice(offset, offset + max);
      return { batch: part.length === 0 ? null : writeArrivals(part), end: false };
    },
  };
}

for (const runAhead of [false, true]) {
  test(`epochs follow the lanes and each source its offsets (run ahead: ${runAhead})`, async () => {
    const { engine, commits, attach } = newEngine({ runAhead });
    attach('file', 'batch', sourceOf(ARRIVALS), 3);
    attach('keyed', 'instant', sourceOf(ARRIVALS.slice(0, 5)));
    attach('other', 'instant', sourceOf(ARRIVALS.slice(0, 3)));
    assert.equal(await stepAll(engine), 'idle');
    assert.deepEqual(commits.map(summary), [
      '1 keyed 0-2',
      '2 file 3-8',
      '3 other 0-2',
      '4 keyed 2-4',
      '5 file 8-13',
      '6 other 2-3 end',
      '7 keyed 4-5 end',
      '8 file 13-18',
      '9 file 18-20 end',
    ]);
    assert.deepEqual([engine.epoch, engine.mode, engine.offsets.size], [9, 'running', 0]);
  });
}

test('the batch and the outputs of an epoch lie side by side', async () => {
  const { engine, commits, attach } = newEngine();
  attach('file', 'batch', sourceOf(ARRIVALS), 4);
  await engine.step();
  const [commit] = commits;
  const accounts = Array.from({ length: 5 }, (_, row) => commit?.batch.text('account', row));
  assert.deepEqual(
    accounts,
    ARRIVALS.slice(4, 9).map(({ account }) => account),
  );
  assert.equal(commit?.outputs.length, 5);
});

test('a source that is empty ends with an epoch of no records', async () => {
  const { engine, commits, attach } = newEngine();
  attach('empty', 'batch', sourceOf([]));
  assert.deepEqual(await engine.step(), { kind: 'committed', source: 'empty', records: 0 });
  assert.deepEqual(commits.map(summary), ['1 empty 0-0 end']);
  assert.equal(await stepAll(engine), 'idle');
});

test('an inbox is idle until something comes, also when running ahead', async () => {
  for (const runAhead of [false, true]) {
    const { engine, commits, attach } = newEngine({ runAhead });
    const source = inbox();
    attach('inbox', 'instant', source);
    assert.equal(await stepAll(engine), 'idle');
    source.arrivals.push(...ARRIVALS.slice(0, 3));
    assert.equal(await stepAll(engine), 'idle');
    source.arrivals.push(...ARRIVALS.slice(3, 4));
    assert.equal(await stepAll(engine), 'idle');
    assert.deepEqual(commits.map(summary), ['1 inbox 0-2', '2 inbox 2-3', '3 inbox 3-4']);
    assert.deepEqual([...engine.offsets], [['inbox', 4]]);
  }
});

test('a paused engine begins nothing, and goes on where it was', async () => {
  const { engine, commits, attach } = newEngine();
  attach('file', 'batch', sourceOf(ARRIVALS.slice(0, 12)));
  await engine.step();
  engine.pause();
  assert.deepEqual([await stepAll(engine), commits.length], ['paused', 1]);
  engine.resume();
  assert.deepEqual([await stepAll(engine), commits.length], ['idle', 3]);
});

test('what had been run ahead of a pause is still committed', async () => {
  const { engine, commits, attach } = newEngine({ runAhead: true });
  attach('file', 'batch', sourceOf(ARRIVALS.slice(0, 20)));
  await engine.step();
  engine.pause();
  assert.equal(await stepAll(engine), 'paused');
  assert.deepEqual(commits.map(summary), ['1 file 0-5', '2 file 5-10']);
});

test('a draining engine takes no more sources and stops when the others are at their end', async () => {
  const { engine, commits, attach } = newEngine();
  attach('file', 'batch', sourceOf(ARRIVALS.slice(0, 7)));
  // One that has not been read yet: it is waited for.
  const slow = { isEnded: false };
  attach('slow', 'instant', {
    read: async () => ({ batch: null, end: slow.isEnded }),
  });
  engine.drain();
  assert.equal(await stepAll(engine), 'idle');
  assert.equal(engine.mode, 'draining');
  engine.pause();
  assert.equal(await stepAll(engine), 'paused');
  engine.drain();
  slow.isEnded = true;
  assert.equal(attach('late', 'batch', sourceOf(ARRIVALS)), 'engine_is_draining');
  assert.equal(await stepAll(engine), 'drained');
  assert.equal(engine.mode, 'drained');
  assert.deepEqual(commits.map(summary), ['1 file 0-5', '2 file 5-7 end', '3 slow 0-0 end']);
  engine.resume();
  assert.equal(attach('late', 'batch', sourceOf(ARRIVALS.slice(0, 1))), 'attached');
  assert.equal(await stepAll(engine), 'idle');
  assert.equal(commits.length, 4);
});

test('there is a greatest number of sources', () => {
  const { attach } = newEngine();
  for (let at = 0; at < SOURCES_MAX; at += 1) {
    assert.equal(attach(`inbox ${at}`, 'batch', inbox()), 'attached');
  }
  assert.equal(attach('one more', 'batch', inbox()), 'too_many_sources');
});

test('a snapshot comes every so many epochs, counted from the first of all', async () => {
  const { engine, commits, attach } = newEngine({ snapshotEvery: 3, epoch: 7 });
  attach('file', 'batch', sourceOf(ARRIVALS));
  await stepAll(engine);
  assert.deepEqual(
    commits.map(({ epoch, snapshot }) => [epoch, snapshot !== null]),
    [
      [8, false],
      [9, true],
      [10, false],
      [11, false],
    ],
  );
});

test('any failure is for good', async () => {
  const broken = new Error('disk full');
  const failing = async () => {
    throw broken;
  };
  const cases: { readonly [place: string]: Partial<EngineOptions<In, Out>> } = {
    commit: { sink: { commitEpoch: failing } },
    tasks: { runTasks: failing },
  };
  for (const [place, options] of Object.entries(cases)) {
    for (const runAhead of [false, true]) {
      const { engine, attach } = newEngine({ ...options, runAhead });
      attach('file', 'batch', sourceOf(ARRIVALS));
      await assert.rejects(engine.step(), broken, place);
      assert.deepEqual([engine.mode, engine.epoch, engine.offsets.get('file')], ['failed', 0, 0]);
      engine.resume();
      await assert.rejects(engine.step(), Bug);
    }
  }
  const { engine, attach } = newEngine();
  attach('unreadable', 'batch', { read: failing });
  await assert.rejects(engine.step(), broken);
  assert.equal(engine.mode, 'failed');
});

test('a failure while running ahead is met by the next step, after the commit before it', async () => {
  const { engine, commits, attach } = newEngine({ runAhead: true });
  const good = sourceOf(ARRIVALS);
  const broken = new Error('cannot read');
  attach('file', 'batch', {
    read: async (offset, wished, max) => {
      if (offset > 0) throw broken;
      return good.read(offset, wished, max);
    },
  });
  assert.equal((await engine.step()).kind, 'committed');
  await assert.rejects(engine.step(), broken);
  assert.deepEqual(commits.map(summary), ['1 file 0-5']);
});

test('misuse is a bug: two steps at once, a name or a lane that cannot be, too many records', async () => {
  const { engine, attach } = newEngine();
  attach('file', 'batch', sourceOf(ARRIVALS));
  assert.throws(() => attach('file', 'batch', inbox()), Bug);
  assert.throws(() => attach('other', 'express', inbox()), Bug);
  const first = engine.step();
  await assert.rejects(engine.step(), Bug);
  await first;
  const greedy = newEngine();
  greedy.attach('greedy', 'batch', {
    read: async () => ({ batch: writeArrivals(ARRIVALS), end: false }),
  });
  await assert.rejects(greedy.engine.step(), Bug);
  assert.ok(new ColumnsView(topology.input, writeArrivals(ARRIVALS)).length > 5);
});
