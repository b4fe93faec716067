// How fast the stream engine is: a keyed sliding window beside a Map, RxJS and Redis Streams doing
// the same sums; what commits, snapshots, restarts and threads cost; and the payments on it.
import { join } from 'node:path';
import { Engine } from '../../main/stream/engine.ts';
import type { Source } from '../../main/stream/epoch-commit.ts';
import { HASH_SPACE } from '../../main/stream/partition.ts';
import { PROGRESS_BEGINS } from '../../main/stream/state-image.ts';
import { openTask, runTask, type Task } from '../../main/stream/task.ts';
import { inStages } from '../../main/stream/tasks.ts';
import { type EpochTime, TIME_BEGINS } from '../../main/stream/watermark.ts';
import {
  type Bench,
  type BenchContext,
  type Figure,
  interleaved,
  median,
  pairedRatio,
  percentile,
  type Rates,
  rateFigure,
  threadTime,
} from './bench.ts';
import { instantLatencies } from './instant-lane.ts';
import { material, openJourney, runJourney } from './office-journey.ts';
import { startRedis } from './redis-streams.ts';
import { runRxjs, StringMap } from './stream-contestants.ts';
import { openHop } from './stream-hop.ts';
import {
  batchesOf,
  type In,
  KEYS,
  type Out,
  type PlainRecords,
  part,
  plainRecords,
  topology,
} from './stream-material.ts';
import { openPaymentRun } from './stream-payments.ts';

const MEGA = 1_000_000;
const ROUNDS = 3;
/** Of rounds so short that a slow moment of the machine's memory hits one and not the next. */
const SHORT_ROUNDS = 9;
const WARM = 300_000;
const RECORDS = 1_000_000;
const PER_BATCH = 16_384;
const RXJS_RECORDS = 200_000;
const REDIS_RECORDS = 100_000;
const PAYMENTS = 20_000;
const IN_FLIGHT = 100_000;
const HOP_RECORDS = 8_000_000;
const ALL = { from: 0, to: HASH_SPACE };

export const bench: Bench = {
  name: 'stream',
  about: `count and sum of the last hour per key, ${KEYS} keys, and the payments on the engine`,
  async run(context) {
    const records = plainRecords(WARM + RECORDS);
    return [
      ...(await windows(context, records)),
      ...(await commits(context, records)),
      ...(await threadHop()),
      memory(),
      ...(await payments(context)),
      ...(await instant(context)),
    ];
  },
};

/** A task that goes through batches, epoch by epoch, and like its rivals keeps nothing for later. */
class Runner {
  readonly task: Task<In, Out> = openTask(topology, ALL, []);
  time: EpochTime = TIME_BEGINS;

  run(batches: readonly ArrayBuffer[]): number {
    let records = 0;
    for (const batch of batches) {
      const { rows, watermark, own } = runTask(this.task, {
        batch,
        time: this.time,
        snapshot: false,
        delta: false,
      });
      this.time = { watermark, own, held: [] };
      records += rows.length;
    }
    return records;
  }
}

async function windows(
  { note, temporaryFolder }: BenchContext,
  records: PlainRecords,
): Promise<Figure[]> {
  const redis = await startRedis(temporaryFolder());
  if (redis === null) note('no redis-server on this machine: Redis Streams is left out');
  note(`${RECORDS} records, ${SHORT_ROUNDS} rounds`);
  const warm = part(records, 0, WARM);
  const timed = part(records, WARM, WARM + RECORDS);
  const few = part(timed, 0, RXJS_RECORDS);
  const fewer = part(timed, 0, REDIS_RECORDS);
  const warmBatches = batchesOf(warm, PER_BATCH);
  const batches = batchesOf(timed, PER_BATCH);
  let runner = new Runner();
  let map = new StringMap();
  let rxjs = runRxjs();
  // Nobody is measured over what another one holds.
  const release = (): void => {
    runner = new Runner();
    map = new StringMap();
    rxjs = runRxjs();
  };
  const stream = {
    name: 'stream',
    prepare: () => {
      release();
      runner.run(warmBatches);
    },
    run: () => runner.run(batches),
  } as const;
  const here = [
    stream,
    {
      name: 'map',
      prepare: () => {
        release();
        map.run(warm);
      },
      run: () => map.run(timed).records,
    },
    {
      name: 'rxjs',
      prepare: () => {
        release();
        rxjs(warm);
      },
      run: () => rxjs(few).records,
    },
  ] as const;
  // What a core can do is told by its own time, not by that of a machine with other work.
  const rates = await interleaved(SHORT_ROUNDS, here, threadTime);
  if (redis === null) return windowFigures(rates, null);
  const server = {
    name: 'redis',
    prepare: release,
    run: async () => (await redis.run(fewer)).records,
  } as const;
  const served = await interleaved(ROUNDS, [stream, server]);
  await redis.stop();
  return windowFigures(rates, served);
}

function windowFigures(
  rates: (name: 'stream' | 'map' | 'rxjs') => Rates,
  served: ((name: 'stream' | 'redis') => Rates) | null,
): Figure[] {
  const unit = 'M records/s';
  const against = (
    other: 'string Map' | 'RxJS' | 'Redis Streams',
    ours: Rates,
    theirs: Rates,
    least: number,
  ): Figure => ({
    ...rateFigure({ name: 'stream, hourly window', unit, against: other }, ours, {
      scale: MEGA,
      ratio: pairedRatio(ours, theirs),
    }),
    gate: { of: 'ratio', least },
  });
  return [
    against('string Map', rates('stream'), rates('map'), 0.3),
    against('RxJS', rates('stream'), rates('rxjs'), 20),
    ...(served === null ? [] : [against('Redis Streams', served('stream'), served('redis'), 10)]),
  ];
}

/** An engine over `batches` whose sink keeps the state of each epoch, in memory only. */
async function runEngine(
  batches: readonly ArrayBuffer[],
  snapshotEvery: number,
  keep: (image: Uint8Array) => void,
): Promise<number> {
  const task = openTask(topology, ALL, []);
  let records = 0;
  const engine = new Engine<In, Out>({
    topology,
    runTasks: inStages(topology, [(work, stage) => runTask(task, work, stage)]),
    sink: {
      commitEpoch: ({ batch, stateDelta, snapshot }) => {
        records += batch.length;
        keep(snapshot ?? stateDelta);
      },
    },
    lanes: [{ name: 'one', weight: 1, pace: { least: 1, most: PER_BATCH, targetMs: 1 } }],
    clock: () => 0,
    epoch: 0,
    progress: PROGRESS_BEGINS,
    snapshotEvery,
    runAhead: false,
  });
  let at = 0;
  const source: Source = {
    read: async () => {
      at += 1;
      return { batch: batches[at - 1] ?? null, end: at >= batches.length };
    },
  };
  engine.attach({ name: 'records', lane: 'one', offset: 0, source });
  while ((await engine.step()).kind === 'committed');
  return records;
}

const NEVER = 1_000_000_000;

async function commits({ note }: BenchContext, records: PlainRecords): Promise<Figure[]> {
  note('end to end, with and without a snapshot; restored from deltas');
  const batches = batchesOf(records, PER_BATCH);
  let images: Uint8Array[] = [];
  const rates = await interleaved(
    SHORT_ROUNDS,
    [
      {
        name: 'engine',
        prepare: () => {
          images = [];
        },
        run: () => runEngine(batches, NEVER, (image) => images.push(image)),
      },
      { name: 'snapshot', run: () => runEngine(batches, batches.length, () => undefined) },
      {
        name: 'restore',
        run: () => {
          openTask(topology, ALL, images);
          return records.accounts.length;
        },
      },
    ],
    threadTime,
  );
  const cost = 100 * (1 - pairedRatio(rates('snapshot'), rates('engine')));
  const unit = 'M records/s';
  const plain = { unit, against: 'none' } as const;
  return [
    {
      ...rateFigure({ name: 'stream, end to end', ...plain }, rates('engine'), { scale: MEGA }),
      gate: { of: 'value', least: 1.39 },
    },
    figure('stream, a snapshot in 1.3 M records costs', cost, '%', { most: 10 }),
    rateFigure({ name: 'stream, restored from deltas', ...plain }, rates('restore'), {
      scale: MEGA,
    }),
  ];
}

async function threadHop(): Promise<Figure[]> {
  const hop = await openHop();
  const rates = await interleaved(ROUNDS, [{ name: 'hop', run: () => hop.run(HOP_RECORDS) }]);
  await hop.stop();
  const name = 'stream, thread hop of 64-byte records';
  const unit = 'M records/s';
  return [
    {
      ...rateFigure({ name, unit, against: 'none' }, rates('hop'), { scale: MEGA }),
      gate: { of: 'value', least: 20 },
    },
  ];
}

/** What a million keys with one record each take, of what the machine has given to this process. */
function memory(): Figure {
  const names = Array.from({ length: MEGA }, (_, at) => `DE${String(at).padStart(12, '0')}`);
  const accounts = Uint32Array.from(names.keys());
  const times = Float64Array.from(accounts, (at) => 1_795_000_000_000 + at);
  const records = { names, accounts, times, amounts: new Float64Array(MEGA).fill(100) };
  const batches = batchesOf(records, PER_BATCH);
  globalThis.gc?.();
  const before = process.memoryUsage.rss();
  const runner = new Runner();
  runner.run(batches);
  globalThis.gc?.();
  const bytes = process.memoryUsage.rss() - before;
  const kept = runner.task.states[0]?.kept ?? 0;
  return figure('stream, memory per million keys', bytes / kept, 'MB', { most: 300 });
}

async function payments({ note, temporaryFolder }: BenchContext): Promise<Figure[]> {
  note(`${PAYMENTS} payments through the topology, and through the office`);
  const folder = temporaryFolder();
  const small = material(folder, PAYMENTS);
  const pipeline = openPaymentRun(small);
  let images: Uint8Array[] = [];
  let made = 0;
  const rates = await interleaved(ROUNDS, [
    {
      name: 'measured',
      prepare: () => {
        images = [];
      },
      run: () => pipeline.run(true, (image) => images.push(image)),
    },
    { name: 'unmeasured', run: () => pipeline.run(false, () => undefined) },
    {
      name: 'restore',
      run: () => {
        pipeline.restore(images);
        return PAYMENTS;
      },
    },
    {
      name: 'office',
      run: async () => {
        made += 1;
        const journey = await openJourney(join(folder, `book-${made}`), small);
        try {
          const begun = performance.now();
          const judged = await runJourney(journey, small);
          live.push((judged * 1000) / (performance.now() - begun));
          return judged;
        } finally {
          await journey.office.stop();
        }
      },
    },
  ]);
  const unit = 'payments/s';
  const measuring = 1 / median(rates('measured')) - 1 / median(rates('unmeasured'));
  const share = 100 * measuring * median(live);
  const restored = median(rates('restore')) / median(live);
  const plain = { unit, against: 'none' } as const;
  return [
    rateFigure({ name: 'stream, payments through the topology', ...plain }, rates('measured')),
    figure('stream, measures cost of the way from file to durable', share, '%', { most: 10 }),
    rateFigure({ name: 'stream, payments from file to durable', ...plain }, live),
    figure('stream, restart replays at the live rate times', restored, '×', { least: 5 }),
  ];
}

/** The office's rates without its start, of all rounds. */
const live: number[] = [];

async function instant({ note, temporaryFolder }: BenchContext): Promise<Figure[]> {
  note(`single payments while ${IN_FLIGHT} are in flight`);
  const { first, meanwhile: answers } = await instantLatencies(temporaryFolder(), IN_FLIGHT);
  note(`${answers.length} single payments`);
  return [
    figure('stream, first payment of an office received to decided', first, 'ms', null),
    figure('stream, instant lane received to decided, median', percentile(answers, 50), 'ms', null),
    figure('stream, instant lane received to decided, 99 %', percentile(answers, 99), 'ms', {
      most: 50,
    }),
  ];
}

type Bounds = { readonly least?: number; readonly most?: number };

/** A figure taken once, against nothing. */
function figure(name: string, value: number, unit: string, bounds: Bounds | null): Figure {
  const plain = { name, value, unit, against: 'none', ratio: null, spread: null } as const;
  return bounds === null ? plain : { ...plain, gate: { of: 'value', ...bounds } };
}
