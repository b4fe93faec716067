// The two ends of the engine: where records come from, and what is committed of an epoch.
import type { Columns, ColumnsView, FixedColumns } from './columns.ts';
import type { Correction, Quarantined } from './quarantine.ts';
import type { Progress } from './state-image.ts';

/** Records from an offset on; no batch when there are none now. `end`: none will follow these. */
export type SourceRead = { readonly batch: ArrayBufferLike | null; readonly end: boolean };

/** A numbered list of records that answers the same for the same offset, each time. */
export type Source = {
  /**
   * About `wished` records and at most `max`, at least one unless there are none, starting with
   * number `offset`.
   */
  read(offset: number, wished: number, max: number): Promise<SourceRead>;
};

export type AttachedSource = {
  readonly name: string;
  /** Name of its lane. */
  readonly lane: string;
  /** The first record that is not committed. */
  readonly offset: number;
  readonly source: Source;
};

/** All that one epoch did, to be committed in one transaction. */
export type EpochCommit<In extends Columns, Out extends FixedColumns> = {
  /** Counts up by one with every epoch. */
  readonly epoch: number;
  readonly source: string;
  readonly fromOffset: number;
  /** Exclusive: where this source goes on. */
  readonly toOffset: number;
  /** Whether the source has ended with this epoch, which may then have no records. */
  readonly end: boolean;
  readonly batch: ColumnsView<In>;
  /** Row i belongs to record `fromOffset + i`; all 0 where it was quarantined. */
  readonly outputs: ColumnsView<Out>;
  readonly quarantined: readonly Quarantined[];
  /** Records that came too late for an operator: never dropped, but not counted by it. */
  readonly corrections: readonly Correction[];
  /** How far the log has come with this epoch; lies in the images too. */
  readonly progress: Progress;
  /** What changed in the operators' state; a recovery needs all since the last snapshot. */
  readonly stateDelta: Uint8Array;
  /** All state after this epoch, every `snapshotEvery` epochs; makes what lies before it spare. */
  readonly snapshot: Uint8Array | null;
};

export type Sink<In extends Columns, Out extends FixedColumns> = {
  /** Commits all or throws. When it throws, whether it committed is known after a restart. */
  commitEpoch(commit: EpochCommit<In, Out>): Promise<void> | void;
};
