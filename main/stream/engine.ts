// The engine: one epoch at a time, it reads records, runs the tasks and has everything committed
// at once. Until the sink has committed nothing counts; after a failure it stops for good, and a
// new engine starts from what was committed: nothing lost, nothing twice.
import { type Columns, ColumnsView, type FixedColumns } from './columns.ts';
import { blankColumns } from './columns-fill.ts';
import type { AttachedSource, EpochCommit, Sink, Source } from './epoch-commit.ts';
import { firstPace, nextPace } from './epoch-pace.ts';
import { assert, known } from './errors.ts';
import { type Credits, type Lane, nextTurn } from './lanes.ts';
import { runEpoch } from './run-epoch.ts';
import { encodeImage, type Progress } from './state-image.ts';
import type { StateTable } from './task.ts';
import type { RunTasks } from './tasks.ts';
import type { Topology } from './topology.ts';

/** Sources attached at once; `attach` answers `too_many_sources` beyond. */
export const SOURCES_MAX = 1024;

export type EngineOptions<In extends Columns, Out extends FixedColumns> = {
  readonly topology: Topology<In, Out>;
  readonly runTasks: RunTasks;
  readonly sink: Sink<In, Out>;
  /** In order of precedence: the first wins ties. */
  readonly lanes: readonly Lane[];
  /** The number of the last committed epoch; 0 at the very beginning. */
  readonly epoch: number;
  /** How far the log has come: {@link progressOf} its images. */
  readonly progress: Progress;
  /** Every how many epochs a snapshot is taken; at least 1. */
  readonly snapshotEvery: number;
  /** Milliseconds from any beginning; only the epochs' size depends on it, never a result. */
  readonly clock: () => number;
  /** Whether the tasks run one epoch ahead while the one before is being committed. */
  readonly runAhead: boolean;
};

/** `draining` reads its sources to their end and takes no new ones; `failed` is for good. */
export type EngineMode = 'running' | 'paused' | 'draining' | 'drained' | 'failed';

export type StepResult =
  | { readonly kind: 'committed'; readonly source: string; readonly records: number }
  | { readonly kind: 'idle' | 'paused' | 'drained' };

/** Epochs for which a lane is in use after one of its own: some seconds of the small ones. */
const HURRIED_EPOCHS = 256;

/** Why a source is not taken. */
export type AttachRefusal = 'engine_is_draining' | 'too_many_sources';

/** A source as the engine goes through it. With `runAhead`, `next` may be ahead of `committed`. */
type Reading = {
  readonly name: string;
  readonly lane: string;
  readonly source: Source;
  next: number;
  committed: number;
};

type Read = {
  readonly reading: Reading;
  readonly fromOffset: number;
  readonly batch: ArrayBufferLike | null;
  readonly end: boolean;
};

type RunEpoch<In extends Columns, Out extends FixedColumns> = {
  readonly reading: Reading;
  readonly commit: EpochCommit<In, Out>;
};

export class Engine<In extends Columns, Out extends FixedColumns> {
  readonly #options: EngineOptions<In, Out>;
  /** Per lane, in turn: the one served last is at the end. */
  readonly #readings: readonly Reading[][];
  readonly #attached = new Map<string, Reading>();
  #credits: Credits;
  #mode: EngineMode = 'running';
  /** Of the last epoch that was run, which with `runAhead` may not be committed yet. */
  #runEpoch: number;
  #runProgress: Progress;
  #committedEpoch: number;
  #committedProgress: Progress;
  /** How many records each lane's next epoch should take. */
  readonly #wished: number[];
  /** The epoch that was last committed of each lane, or long before the first. */
  readonly #lastUse: number[];
  #activation: number;
  #ahead: Promise<RunEpoch<In, Out> | null> | null = null;
  #isStepping = false;

  constructor(options: EngineOptions<In, Out>) {
    assert(options.snapshotEvery >= 1, 'a snapshot every so many epochs');
    this.#options = options;
    this.#readings = options.lanes.map(() => []);
    this.#credits = options.lanes.map(() => 0);
    this.#runEpoch = options.epoch;
    this.#committedEpoch = options.epoch;
    this.#runProgress = options.progress;
    this.#committedProgress = options.progress;
    this.#wished = options.lanes.map(({ pace }) => firstPace(pace));
    this.#lastUse = options.lanes.map(() => Number.NEGATIVE_INFINITY);
    this.#activation = options.progress.activation;
  }

  get mode(): EngineMode {
    return this.#mode;
  }

  /** The number of the last committed epoch. */
  get epoch(): number {
    return this.#committedEpoch;
  }

  /** Committed offsets by source, of those that have not ended. */
  get offsets(): ReadonlyMap<string, number> {
    return new Map([...this.#attached.values()].map(({ name, committed }) => [name, committed]));
  }

  /** How far the log had come with the last committed epoch. */
  get progress(): Progress {
    return this.#committedProgress;
  }

  /** How many records each lane's next epoch should take, in the lanes' order. */
  get wished(): readonly number[] {
    return this.#wished;
  }

  /**
   * Says that rules, lists, limits or models changed: `activation`, which only rises, is recorded
   * with every epoch from the next one on, so that a replay changes them at the same place. The
   * caller gives the tasks what changed before their next epoch.
   */
  activate(activation: number): void {
    assert(activation >= this.#activation, 'activations are numbered in their order');
    this.#activation = activation;
  }

  /** Adds a source, to be read from its `offset` on. Its name must be free and its lane known. */
  attach({ name, lane, offset, source }: AttachedSource): 'attached' | AttachRefusal {
    if (this.#mode === 'draining' || this.#mode === 'drained') return 'engine_is_draining';
    if (this.#attached.size >= SOURCES_MAX) return 'too_many_sources';
    assert(!this.#attached.has(name), `source ${name} is attached once`);
    const at = this.#options.lanes.findIndex((one) => one.name === lane);
    const reading: Reading = { name, lane, source, next: offset, committed: offset };
    known(this.#readings[at], `lane ${lane}`).push(reading);
    this.#attached.set(name, reading);
    return 'attached';
  }

  /** Begins no further epoch; one that the tasks have already run is still committed. */
  pause(): void {
    if (this.#mode !== 'failed') this.#mode = 'paused';
  }

  /** Goes on after `pause` or `drain`. */
  resume(): void {
    if (this.#mode !== 'failed') this.#mode = 'running';
  }

  /**
   * Takes no new sources; once the attached ones are at their end, the engine is `drained`. One that
   * has nothing at the moment is waited for.
   */
  drain(): void {
    if (this.#mode === 'running' || this.#mode === 'paused') this.#mode = 'draining';
  }

  /**
   * Runs and commits one epoch. Not to be called again before it has answered. Whatever it throws,
   * the engine has `failed`: what it remembers may be ahead of what was committed.
   */
  async step(): Promise<StepResult> {
    assert(
      !this.#isStepping && this.#mode !== 'failed',
      'one step at a time, none after a failure',
    );
    this.#isStepping = true;
    try {
      return await this.#step();
    } catch (problem) {
      this.#mode = 'failed';
      throw problem;
    } finally {
      this.#isStepping = false;
    }
  }

  async #step(): Promise<StepResult> {
    const ahead = this.#ahead;
    this.#ahead = null;
    let epoch = ahead === null ? null : await ahead;
    if (epoch === null && this.#mayBegin()) epoch = await this.#run();
    if (epoch === null) return this.#rest();
    if (this.#options.runAhead && this.#mayBegin()) {
      this.#ahead = this.#run();
      // Its failure is met by the next step, which awaits it; until then it is not unhandled.
      this.#ahead.catch(() => undefined);
    }
    const { reading, commit } = epoch;
    const begun = this.#options.clock();
    await this.#options.sink.commitEpoch(commit);
    this.#setPaces(reading.lane, commit.batch.length, this.#options.clock() - begun);
    this.#committedEpoch = commit.epoch;
    this.#committedProgress = commit.progress;
    reading.committed = commit.toOffset;
    if (commit.end) this.#attached.delete(reading.name);
    return { kind: 'committed', source: reading.name, records: commit.batch.length };
  }

  #setPaces(lane: string, records: number, tookMs: number): void {
    const { lanes } = this.#options;
    const at = lanes.findIndex(({ name }) => name === lane);
    const { pace } = known(lanes[at], 'a lane');
    const { targetMs, hurriedMs = targetMs } = pace;
    const isHurried = this.#lastUse.some((epoch, before) => {
      return before < at && epoch >= this.#committedEpoch - HURRIED_EPOCHS;
    });
    const fitting = { ...pace, targetMs: isHurried ? hurriedMs : targetMs };
    this.#wished[at] = nextPace(fitting, known(this.#wished[at], 'a lane'), records, tookMs);
    this.#lastUse[at] = this.#committedEpoch;
  }

  #mayBegin(): boolean {
    return this.#mode === 'running' || this.#mode === 'draining';
  }

  /** What a step answers that found nothing to do. */
  #rest(): StepResult {
    if (this.#mode === 'draining' && this.#attached.size === 0) this.#mode = 'drained';
    if (this.#mode === 'drained' || this.#mode === 'paused') return { kind: this.#mode };
    return { kind: 'idle' };
  }

  /** Reads and runs the next epoch; null when no source has anything. */
  async #run(): Promise<RunEpoch<In, Out> | null> {
    const { topology, runTasks, snapshotEvery } = this.#options;
    const read = await this.#readNext();
    if (read === null) return null;
    const epoch = this.#runEpoch + 1;
    const run = await runEpoch(
      topology,
      runTasks,
      this.#runProgress,
      {
        source: read.reading.name,
        batch: read.batch ?? blankColumns(topology.input, 0).buffer,
        end: read.end,
        activation: this.#activation,
      },
      { snapshot: epoch % snapshotEvery === 0, delta: true },
    );
    const { source, batch, outputs, quarantined, corrections, progress } = run;
    this.#runEpoch = epoch;
    this.#runProgress = progress;
    const encode = (tables: readonly StateTable[]) => encodeImage(topology, progress, tables);
    const commit: EpochCommit<In, Out> = {
      epoch,
      source,
      fromOffset: read.fromOffset,
      toOffset: read.fromOffset + batch.length,
      end: read.end,
      batch,
      outputs,
      quarantined,
      corrections,
      progress,
      stateDelta: encode(run.delta),
      snapshot: run.snapshot === null ? null : encode(run.snapshot),
    };
    return { reading: read.reading, commit };
  }

  /** The next batch by the lanes' turns; null when every source is idle. */
  async #readNext(): Promise<Read | null> {
    const { lanes } = this.#options;
    const ready = this.#readings.map((readings) => readings.length > 0);
    for (;;) {
      const turn = nextTurn(lanes, this.#credits, ready);
      if (turn === null) return null;
      const read = await this.#readLane(turn.lane);
      if (read !== null) {
        this.#credits = turn.credits;
        return read;
      }
      ready[turn.lane] = false;
    }
  }

  /** From the first source of the lane that has something, which then goes to the end of it. */
  async #readLane(at: number): Promise<Read | null> {
    const readings = known(this.#readings[at], 'a lane');
    const max = known(this.#options.lanes[at], 'a lane').pace.most;
    const wished = known(this.#wished[at], 'a lane');
    for (const reading of [...readings]) {
      const { batch, end } = await reading.source.read(reading.next, wished, max);
      if (batch === null && !end) continue;
      const fromOffset = reading.next;
      reading.next += batch === null ? 0 : this.#lengthOf(batch, max);
      readings.splice(readings.indexOf(reading), 1);
      if (!end) readings.push(reading);
      return { reading, fromOffset, batch, end };
    }
    return null;
  }

  #lengthOf(batch: ArrayBufferLike, max: number): number {
    const { length } = new ColumnsView(this.#options.topology.input, batch);
    assert(length >= 1 && length <= max, 'a source gives 1 to max records');
    return length;
  }
}
