// Goal: tasks on threads give what tasks here give, and only blocks of bytes cross.
// Method: an engine whose RunTasks posts each epoch, in shared memory, to two threads.
import { strict as assert } from 'node:assert';
import { once } from 'node:events';
import test from 'node:test';
import { Worker } from 'node:worker_threads';
import { Engine } from '../../main/stream/engine.ts';
import type { Source } from '../../main/stream/epoch-commit.ts';
import { progressOf } from '../../main/stream/state-image.ts';
import type { EpochWork, Stage, TaskResult } from '../../main/stream/task.ts';
import { inStages } from '../../main/stream/tasks.ts';
import { MemoryBook, paceOf, restoredHash, sourceOf } from './memory-book.ts';
import { runningTotal } from './topologies/running-total.ts';
import { randomArrivals } from './topologies/specimen.ts';

const { topology } = runningTotal;
const SHARING = { tasks: 2, partitions: 8 };

function shared(source: Source): Source {
  return {
    async read(offset, wished, max) {
      const { batch, end } = await source.read(offset, wished, max);
      if (batch === null) return { batch, end };
      const copy = new SharedArrayBuffer(batch.byteLength);
      new Uint8Array(copy).set(new Uint8Array(batch));
      return { batch: copy, end };
    },
  };
}

async function answer(thread: Worker): Promise<TaskResult> {
  const [result]: TaskResult[] = await once(thread, 'message');
  return result ?? assert.fail('a thread answers');
}

test('two threads, one golden', async (t) => {
  const threads = Array.from(
    { length: SHARING.tasks },
    (_, task) =>
      new Worker(new URL('task-thread.ts', import.meta.url), {
        workerData: { ...SHARING, task, images: [] },
      }),
  );
  t.after(() => Promise.all(threads.map((thread) => thread.terminate())));
  const runTasks = inStages(
    topology,
    threads.map((thread) => (work: EpochWork, stage: Stage) => {
      const result = answer(thread);
      thread.postMessage({ work, stage });
      return result;
    }),
  );
  const arrivals = randomArrivals(9, 300);
  const book = new MemoryBook();
  const engine = new Engine({
    topology,
    runTasks,
    sink: { commitEpoch: (epoch) => book.commit(epoch) },
    lanes: [{ name: 'only', weight: 1, pace: paceOf(50) }],
    epoch: 0,
    progress: progressOf([]),
    snapshotEvery: 4,
    runAhead: true,
    clock: () => 0,
  });
  engine.attach({ name: 'arrivals', lane: 'only', offset: 0, source: shared(sourceOf(arrivals)) });
  while ((await engine.step()).kind === 'committed');
  assert.deepEqual(book.lines, runningTotal.model(arrivals));
  assert.equal(book.isEnded, true);
  assert.equal(restoredHash(topology, book.images()).split(' ').length, 2);
});
