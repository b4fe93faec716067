// The engine of payments in its place: kept files as sources, task threads, and the writer's
// commitEpoch as the sink. One epoch is one transaction.
import { assert, known } from '../domain/assert.ts';
import type { Batch } from '../ledger/batches.ts';
import { paymentId } from '../ledger/payment-ids.ts';
import { termsInForce } from '../operations/account-terms.ts';
import type { Desk } from '../operations/desk.ts';
import { directoryColumns } from '../pipeline/account-directory.ts';
import type { DecisionColumns } from '../pipeline/decision-columns.ts';
import type { InspectedAccount } from '../pipeline/inspect-account.ts';
import type { PaymentColumns } from '../pipeline/payment-columns.ts';
import { Engine, SOURCES_MAX } from '../stream/engine.ts';
import type { Source } from '../stream/epoch-commit.ts';
import type { Lane } from '../stream/lanes.ts';
import { type Counts, progressOf } from '../stream/state-image.ts';
import { commitToBook, type EpochBook, type Informations } from './engine-commits.ts';
import type { ChunkFeed, FileReading, FileSize } from './file-reading.ts';
import { Intake, type IntakeStanding, type Left } from './intake.ts';
import { originalPath } from './originals.ts';
import { PAYMENT_SHAPE } from './payment-shape.ts';
import { type RedriveLoad, readRecords, redriveLoads, redriveSource } from './redriven.ts';
import { stateImagesOf } from './state-images.ts';
import { TaskThreads, taskCount } from './task-threads.ts';

/** Records in one epoch of a rehearsal, which commits nothing. */
export const EPOCH_RECORDS = 250;

/**
 * How long an epoch may keep the writer, in milliseconds: whoever asks meanwhile waits for one or
 * two of them, and the goal is an answer within 50 ms for 99 of a hundred.
 */
const EPOCH_TARGET_MS = 15;

/** The same while single payments come in: each waits for the epoch that is being committed. */
const EPOCH_HURRIED_MS = 4;

/**
 * A batch of few payments is what somebody keys in and waits for: it overtakes the large ones, which
 * still get every fifth epoch.
 */
const INSTANT_PAYMENTS_MAX = 10;
const LANES: readonly Lane[] = [
  { name: 'instant', weight: 4, pace: { least: 10, most: 10, targetMs: EPOCH_TARGET_MS } },
  {
    name: 'batch',
    weight: 1,
    pace: { least: 25, most: 1000, targetMs: EPOCH_TARGET_MS, hurriedMs: EPOCH_HURRIED_MS },
  },
];

/** Records of a file's first chunks, before the engine has said how many it wishes. */
const CHUNK_RECORDS = 100;

/**
 * Epochs between two snapshots of the operators' state: some million payments. What is remembered
 * only grows within its window, so a snapshot is as large as the deltas it replaces, and making it
 * is the one moment at which the office needs several times that.
 */
const SNAPSHOT_EVERY = 20_000;

export type EngineRoom = {
  /** Takes up a batch that has been submitted or was left unfinished. */
  readonly attach: (batch: Batch) => void;
  /** Takes up what was driven again and is not judged yet; answers the batches it is of. */
  readonly redrive: () => ReadonlySet<number>;
  /** Accounts or policy changed: the operators see it from the next epoch on. */
  readonly reload: () => void;
  /** Runs epochs until nothing is left to read, then waits for the next batch. Never resolves. */
  readonly run: () => Promise<void>;
  /** The order of the book stands: payments are taken in as it says. */
  readonly steer: () => void;
  /** Whether payments are taken in, and what waits. */
  readonly intake: () => IntakeStanding;
  /** How far the engine has come, and what became of the records it took. */
  readonly standing: () => EngineStanding;
  /** What the measures hold of an account in a currency; null when it was not met. */
  readonly inspect: (account: string, currency: string) => Promise<InspectedAccount | null>;
  readonly stop: () => Promise<void>;
};

export type EngineStanding = {
  readonly epoch: number;
  /** Event time up to which all is known, milliseconds UTC; null before the first payment. */
  readonly watermark: number | null;
  readonly counts: Counts;
  /** Per lane the batches that are not at their end, and the payments its next epoch may take. */
  readonly lanes: readonly {
    readonly name: string;
    readonly batches: number;
    readonly paymentsPerEpoch: number;
  }[];
  readonly intake: IntakeStanding;
};

export type EngineRoomOptions = EpochBook & {
  readonly folder: string;
  readonly files: FileReading;
  /** Payments are expected: the task threads are ready before the first of them. */
  readonly isExpected: boolean;
  /** Told after each epoch's commit. */
  readonly onCommitted: (batch: number, firstRecord: number, lastRecord: number) => void;
};

/**
 * The engine over a book, waiting until it is told to `run`. Faults: those of {@link stateImagesOf}.
 */
export function openEngineRoom(options: EngineRoomOptions): EngineRoom {
  const { desk } = options;
  const { book } = desk;
  const images = stateImagesOf(book);
  const tables = () => ({
    directory: directoryColumns(book.accounts.all(), termsInForce(desk, options.context().now)),
    policies: [...book.policies.inForce()],
    live: !book.demo,
  });
  const threads = new TaskThreads({ ...tables(), images }, taskCount());
  if (options.isExpected) threads.begin();
  const informations: Informations = new WeakMap();
  const engine = newEngine(options, threads, informations, images, (name, payments, end) => {
    intake.judged(name, payments, end);
  });
  engine.activate(activationOf(book));
  const left: readonly Left[] = [
    ...book.batches.unfinished().map(leftOf),
    ...redriveLoads(book.batches.redrives.pending()).map(leftOfRedrive),
  ];
  const intake = new Intake(engine, SOURCES_MAX - 1, book.batches.intake.told(), left);
  const laneOf = new Map<string, string>();
  const idle = new Idle();

  function attach(batch: Batch): void {
    intake.take({ ...leftOf(batch), start: () => begin(batch) });
    idle.wake();
  }

  function begin(batch: Batch): void {
    const isInstant = batch.numberOfTransactions <= INSTANT_PAYMENTS_MAX;
    const feed = feedOf(options, batch, isInstant ? 'small' : 'large', () => idle.wake());
    const source = sourceOf(feed, informations);
    const name = String(batch.id);
    const lane = isInstant ? 'instant' : 'batch';
    laneOf.set(name, lane);
    const attached = engine.attach({ name, lane, offset: batch.nextRecord, source });
    assert(attached === 'attached', 'the engine takes a submitted batch');
  }

  const redrive = redriving(options, { engine, intake, informations, laneOf, idle });

  return {
    attach,
    redrive,
    run: () => stepUntilStopped(engine, idle),
    reload: () => {
      threads.load(tables());
      engine.activate(activationOf(book));
    },
    steer: () => {
      intake.steer(book.batches.intake.told());
      idle.wake();
    },
    intake: () => intake.standing(),
    standing: () => ({ ...standingOf(engine, laneOf), intake: intake.standing() }),
    inspect: (account, currency) =>
      threads.inspect(account, currency, engine.progress.clocks.watermark),
    stop: async () => {
      idle.stop();
      engine.pause();
      await threads.stop();
    },
  };
}

/** Takes up what is pending of the quarantine, each load once. */
function redriving(
  options: EngineRoomOptions,
  room: {
    readonly engine: Engine<PaymentColumns, DecisionColumns>;
    readonly intake: Intake;
    readonly informations: Informations;
    readonly laneOf: Map<string, string>;
    readonly idle: Idle;
  },
): EngineRoom['redrive'] {
  const { batches } = options.desk.book;
  const { engine, intake, informations, laneOf, idle } = room;

  function begin({ name, batch: id, payments }: RedriveLoad): void {
    const batch = known(batches.byId(id), 'a payment is of a batch');
    const reading = readRecords(options, batch, payments, () => idle.wake());
    const source = redriveSource(reading, (buffer, met) => informations.set(buffer, met));
    laneOf.set(name, 'batch');
    const attached = engine.attach({ name, lane: 'batch', offset: 0, source });
    assert(attached === 'attached', 'the engine takes what is driven again');
  }

  return () => {
    const taken = new Set<number>();
    for (const load of redriveLoads(batches.redrives.pending())) {
      if (intake.has(load.name)) continue;
      intake.take({ ...leftOfRedrive(load), start: () => begin(load) });
      taken.add(load.batch);
    }
    idle.wake();
    return taken;
  };
}

function leftOfRedrive({ name, sequence, payments }: RedriveLoad): Left {
  return { name, sequence, payments: payments.length };
}

function leftOf({ id, sequence, numberOfTransactions, nextRecord }: Batch): Left {
  return { name: String(id), sequence, payments: numberOfTransactions - nextRecord };
}

/** Where the engine waits while it has nothing to do. */
class Idle {
  isStopped = false;
  private isWoken = false;
  private go = (): void => undefined;

  /** There may be something to do. */
  wake(): void {
    this.isWoken = true;
    this.go();
  }

  stop(): void {
    this.isStopped = true;
    this.wake();
  }

  /** From now on a `wake` is for what comes after. */
  begin(): void {
    this.isWoken = false;
  }

  async wait(): Promise<void> {
    if (this.isStopped || this.isWoken) return;
    await new Promise<void>((resolve) => {
      this.go = resolve;
    });
  }
}

async function stepUntilStopped(
  engine: Engine<PaymentColumns, DecisionColumns>,
  idle: Idle,
): Promise<void> {
  while (!idle.isStopped) {
    idle.begin();
    const step = await engine.step();
    if (step.kind !== 'committed') await idle.wait();
  }
}

/** The engine as the last committed epoch left it; `images` hold its state. */
function newEngine(
  options: EngineRoomOptions,
  threads: TaskThreads,
  informations: Informations,
  images: readonly Uint8Array[],
  onJudged: (name: string, payments: number, end: boolean) => void,
): Engine<PaymentColumns, DecisionColumns> {
  const { book } = options.desk;
  return new Engine<PaymentColumns, DecisionColumns>({
    topology: PAYMENT_SHAPE,
    runTasks: (work) =>
      threads.run(
        work,
        known(informations.get(work.batch), 'the chunk is known').map((each) => each.information),
      ),
    sink: {
      // In the loop's next turn: whoever asks is answered between two epochs, and the next epoch's
      // work reaches the task threads before the writer is busy with this one.
      commitEpoch: async (commit) => {
        const { source, batch, end } = commit;
        const [id, first, last] = await commitToBook(options, commit, informations);
        onJudged(source, batch.length, end);
        options.onCommitted(id, first, last);
      },
    },
    lanes: LANES,
    clock: () => performance.now(),
    epoch: book.batches.epochs.count(),
    progress: progressOf(images),
    snapshotEvery: SNAPSHOT_EVERY,
    runAhead: true,
  });
}

function standingOf(
  engine: Engine<PaymentColumns, DecisionColumns>,
  laneOf: Map<string, string>,
): Omit<EngineStanding, 'intake'> {
  const { clocks, counts } = engine.progress;
  const attached = engine.offsets;
  for (const name of laneOf.keys()) if (!attached.has(name)) laneOf.delete(name);
  const lanes = LANES.map(({ name }, at) => ({
    name,
    batches: [...laneOf.values()].filter((lane) => lane === name).length,
    paymentsPerEpoch: known(engine.wished[at], 'one per lane'),
  }));
  const watermark = Number.isFinite(clocks.watermark) ? clocks.watermark : null;
  return { epoch: engine.epoch, watermark, counts, lanes };
}

/** As many accounts as an activation can tell apart; the directory takes fewer. */
const ACCOUNTS_IN_ACTIVATION = 2 ** 24;

/** The number of the last policy that was set under `activation`: {@link activationOf}. */
export function lastPolicyOf(activation: number): number {
  return Math.floor(activation / ACCOUNTS_IN_ACTIVATION);
}

/**
 * Which tables the operators work with, as one number that only rises: the last policy that was
 * set, the last step of master data, and how many accounts there were. It lies in each epoch's state, so that a replay meets
 * the same tables at the same payment.
 */
function activationOf({ policies, master, accounts }: Desk['book']): number {
  return (policies.last() + master.lastStep()) * ACCOUNTS_IN_ACTIVATION + accounts.all().length;
}

function feedOf(
  { folder, files }: EngineRoomOptions,
  batch: Batch,
  size: FileSize,
  onReady: () => void,
): ChunkFeed {
  const path = originalPath(folder, Buffer.from(batch.original).toString('hex'));
  const records = {
    records: CHUNK_RECORDS,
    receivedAt: batch.receivedAt,
    firstPayment: paymentId(batch.id, 0),
    from: batch.nextRecord,
  };
  return files.open(path, records, size, onReady);
}

/** What is not read yet is not waited for: another batch's payments go first. */
function sourceOf(feed: ChunkFeed, informations: Informations): Source {
  return {
    read: async (offset, wished, max) => {
      const chunk = feed.take(wished);
      if (chunk === null) return { batch: null, end: false };
      assert(chunk.fromRecord === offset, 'the engine reads a file in order');
      assert(chunk.records <= max, 'a chunk is one epoch');
      informations.set(chunk.buffer, chunk.informations);
      return { batch: chunk.buffer, end: chunk.end };
    },
  };
}
