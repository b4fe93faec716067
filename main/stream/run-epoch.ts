// One epoch's run: what the tasks make of a batch, and how far the log has come with it. The engine
// commits it; a rerun only looks at it.
import { type Columns, ColumnsView, type FixedColumns } from './columns.ts';
import type { Correction, Quarantined } from './quarantine.ts';
import { clocksAfter, timeFor } from './source-clocks.ts';
import type { Progress } from './state-image.ts';
import type { StateTable } from './task.ts';
import type { RunTasks } from './tasks.ts';
import type { Topology } from './topology.ts';

/** What is read from one source at once. */
export type EpochInput = {
  readonly source: string;
  readonly batch: ArrayBufferLike;
  /** Whether none will follow from this source. */
  readonly end: boolean;
  /** The last activation that the tasks were told of: {@link Progress}. */
  readonly activation: number;
};

export type EpochOutputs<In extends Columns, Out extends FixedColumns> = {
  readonly source: string;
  readonly batch: ColumnsView<In>;
  /** Row i belongs to record i of the batch; all 0 where it was quarantined. */
  readonly outputs: ColumnsView<Out>;
  readonly quarantined: readonly Quarantined[];
  /** Records that came too late for an operator: never dropped, but not counted by it. */
  readonly corrections: readonly Correction[];
  /** How far the log has come with this epoch. */
  readonly progress: Progress;
  readonly delta: readonly StateTable[];
  readonly snapshot: readonly StateTable[] | null;
};

/** Runs `input` after what had come as far as `before`. */
export async function runEpoch<In extends Columns, Out extends FixedColumns>(
  topology: Topology<In, Out>,
  runTasks: RunTasks,
  before: Progress,
  input: EpochInput,
  wanted: { readonly snapshot: boolean; readonly delta: boolean },
): Promise<EpochOutputs<In, Out>> {
  const { source, end, activation } = input;
  const batch = new ColumnsView(topology.input, input.batch);
  const time = timeFor(before.clocks, source, topology.idleAfter);
  const result = await runTasks({ batch: input.batch, time, ...wanted });
  const { own, watermark, late, corrections, quarantined } = result;
  const records = batch.length;
  const { counts } = before;
  return {
    source,
    batch,
    outputs: new ColumnsView(topology.output, result.outputs),
    quarantined,
    corrections,
    progress: {
      activation,
      clocks: clocksAfter(before.clocks, { source, records, own, watermark, end }),
      counts: {
        records: counts.records + records,
        late: counts.late + late,
        corrected: counts.corrected + corrections.length,
        quarantined: counts.quarantined + quarantined.length,
      },
    },
    delta: result.delta,
    snapshot: result.snapshot,
  };
}

/** Nobody commits a rerun, so that nobody asks for its state. */
const NOTHING = { snapshot: false, delta: false } as const;

/**
 * Runs a log again into outputs that nobody commits: from the beginning or from any epoch whose
 * images `runTasks` and `from` were made of, by this topology or by another, in epochs of any size.
 * `activate` gives the tasks the rules, lists, limits and models of an activation, before its first
 * epoch: those of the log, or others where what they would have done is to be seen.
 */
export async function* rerun<In extends Columns, Out extends FixedColumns>(
  topology: Topology<In, Out>,
  runTasks: RunTasks,
  from: Progress,
  log: AsyncIterable<EpochInput> | Iterable<EpochInput>,
  activate: (activation: number) => void = () => undefined,
): AsyncGenerator<EpochOutputs<In, Out>> {
  let progress = from;
  for await (const input of log) {
    if (input.activation !== progress.activation) activate(input.activation);
    const epoch = await runEpoch(topology, runTasks, progress, input, NOTHING);
    progress = epoch.progress;
    yield epoch;
  }
}
