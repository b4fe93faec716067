// Takes the records of one task through one operator: each under its keys, in the order of the
// batch, past those that were refused before and those that come too late for it.
import { type Columns, ColumnsView, type FixedColumns } from './columns.ts';
import { blankColumns, extractRow } from './columns-fill.ts';
import { Bug, known, PoisonRecord } from './errors.ts';
import { type KeyBatch, keysOfTexts } from './key-batch.ts';
import type { KeyedState } from './keyed-state.ts';
import type { Entries, ProcessEntries, ProcessRecord } from './operator.ts';
import type { Range } from './partition.ts';
import { type Correction, processOrRefuse, type Quarantined } from './quarantine.ts';
import type { EpochWork, Stage } from './task.ts';
import { keysOf, type Topology } from './topology.ts';
import { type Marks, watermarks } from './watermark.ts';

/** The partition hash of every record by one column, and which records have none there. */
type KeyHashes = {
  readonly hashes: Uint32Array;
  readonly isNull: (row: number) => boolean;
  /** The keys themselves, where they are texts. */
  readonly texts: KeyBatch | null;
};

export type RunningStage<In extends Columns, Out extends FixedColumns> = {
  readonly topology: Topology<In, Out>;
  readonly batch: ColumnsView<In>;
  readonly out: ColumnsView<Out>;
  /** The partition hashes that the task owns. */
  readonly owned: Range;
  /** Of the columns that the stage needs, by name. */
  readonly keys: ReadonlyMap<string, KeyHashes>;
  /** The rows that are the task's by the topology's key. */
  readonly rows: Uint32Array;
  readonly marks: Marks;
  readonly refused: Set<number>;
  readonly quarantined: Quarantined[];
  readonly corrections: Correction[];
};

/** What the operators of a stage share. */
export function beginStage<In extends Columns, Out extends FixedColumns>(
  topology: Topology<In, Out>,
  batch: ColumnsView<In>,
  work: EpochWork,
  { operators, outputs, refused }: Stage,
  owned: Range,
): RunningStage<In, Out> {
  const names = topology.operators
    .slice(operators.from, operators.to)
    .flatMap((operator) => keysOf(topology, operator));
  const keys = new Map<string, KeyHashes>();
  for (const name of new Set([topology.key, ...names])) keys.set(name, keyHashes(batch, name));
  const { hashes } = known(keys.get(topology.key), 'the topology has a key');
  return {
    topology,
    batch,
    out:
      outputs === null
        ? blankColumns(topology.output, batch.length)
        : new ColumnsView(topology.output, outputs.slice(0)),
    owned,
    keys,
    rows: rowsWithin(hashes, owned),
    marks: watermarks(topology, batch, work.time),
    refused: new Set(refused),
    quarantined: [],
    corrections: [],
  };
}

/** Runs operator number `at` of the topology on the stage's records. */
export function runOperator<In extends Columns, Out extends FixedColumns>(
  stage: RunningStage<In, Out>,
  at: number,
  state: KeyedState,
): void {
  const operator = known(stage.topology.operators[at], 'one state per operator');
  const tooLate = operator.late === 'correct' ? correctLate(stage, operator.name) : null;
  const { batch, out } = stage;
  const keys = operator.keys === undefined ? null : keysOf(stage.topology, operator);
  if (operator.openAll !== undefined) {
    runAll(stage, operator.name, keys, tooLate, operator.openAll(batch, out, state));
  } else {
    const process = operator.open(batch, out, state);
    if (keys === null) runUnderOneKey(stage, operator.name, process, state, tooLate);
    else runUnderItsKeys(stage, operator.name, keys, process, state, tooLate);
  }
}

/** Gives an operator all its records at once. */
function runAll<In extends Columns, Out extends FixedColumns>(
  stage: RunningStage<In, Out>,
  operator: string,
  keys: readonly string[] | null,
  tooLate: ReadonlySet<number> | null,
  process: ProcessEntries,
): void {
  try {
    process(keys === null ? entriesOfRows(stage, tooLate) : entriesOfKeys(stage, keys, tooLate));
  } catch (problem) {
    if (!(problem instanceof PoisonRecord)) throw problem;
    throw new Bug(`${operator} takes all records at once and refused one: ${problem.message}`);
  }
}

/** The task's records under the topology's key. */
function entriesOfRows<In extends Columns, Out extends FixedColumns>(
  { topology, batch, keys, rows, marks, refused }: RunningStage<In, Out>,
  tooLate: ReadonlySet<number> | null,
): Entries {
  const { hashes, texts } = known(keys.get(topology.key), 'the topology has a key');
  const isWhole = rows.length === batch.length && refused.size === 0 && tooLate === null;
  if (isWhole) {
    const sides = new Uint8Array(rows.length);
    return { count: rows.length, rows, sides, hashes, marks: marks.marks, keys: texts };
  }
  const taken = rows.filter((row) => !refused.has(row) && tooLate?.has(row) !== true);
  return {
    count: taken.length,
    rows: taken,
    sides: new Uint8Array(taken.length),
    hashes: taken.map((row) => hashes[row] ?? 0),
    marks: Float64Array.from(taken, (row) => marks.marks[row] ?? 0),
    keys: texts,
  };
}

/** The task's records under keys of the operator's own: each as often as the task owns one. */
function entriesOfKeys<In extends Columns, Out extends FixedColumns>(
  stage: RunningStage<In, Out>,
  keys: readonly string[],
  tooLate: ReadonlySet<number> | null,
): Entries {
  const { topology, batch, refused, owned } = stage;
  const { marks } = stage.marks;
  const own = keys.map((name) => known(stage.keys.get(name), 'worked out for the stage'));
  const most = batch.length * keys.length;
  const entries = {
    count: 0,
    rows: new Uint32Array(most),
    sides: new Uint8Array(most),
    hashes: new Uint32Array(most),
    marks: new Float64Array(most),
    keys: known(stage.keys.get(topology.key), 'the topology has a key').texts,
  };
  for (let row = 0; row < batch.length; row += 1) {
    if (refused.has(row) || tooLate?.has(row) === true) continue;
    for (let side = 0; side < own.length; side += 1) {
      const key = known(own[side], 'one per key');
      const hash = key.hashes[row] ?? 0;
      if (hash < owned.from || hash >= owned.to || key.isNull(row)) continue;
      const at = entries.count;
      entries.rows[at] = row;
      entries.sides[at] = side;
      entries.hashes[at] = hash;
      entries.marks[at] = marks[row] ?? 0;
      entries.count += 1;
    }
  }
  return entries;
}

function runUnderOneKey<In extends Columns, Out extends FixedColumns>(
  stage: RunningStage<In, Out>,
  operator: string,
  process: ProcessRecord,
  state: KeyedState,
  tooLate: ReadonlySet<number> | null,
): void {
  const { topology, batch, out, refused } = stage;
  const { hashes } = known(stage.keys.get(topology.key), 'the topology has a key');
  const { marks } = stage.marks;
  const { rows } = stage;
  const hasSkipped = refused.size > 0 || tooLate !== null;
  for (let i = 0; i < rows.length; i += 1) {
    const row = rows[i] ?? 0;
    if (hasSkipped && (refused.has(row) || tooLate?.has(row) === true)) continue;
    state.atRecord(hashes[row] ?? 0, marks[row] ?? 0);
    const problem = processOrRefuse(process, row, topology.tries, state);
    if (problem === null) continue;
    refused.add(row);
    clearRow(out, row);
    stage.quarantined.push({
      row,
      operator,
      reason: problem.reason,
      message: problem.message,
      tries: topology.tries,
      record: extractRow(batch, row),
    });
  }
}

function runUnderItsKeys<In extends Columns, Out extends FixedColumns>(
  stage: RunningStage<In, Out>,
  operator: string,
  keys: readonly string[],
  process: ProcessRecord,
  state: KeyedState,
  tooLate: ReadonlySet<number> | null,
): void {
  const { batch, refused, owned } = stage;
  const { marks } = stage.marks;
  const sides = keys.map((name) => known(stage.keys.get(name), 'worked out for the stage'));
  try {
    for (let row = 0; row < batch.length; row += 1) {
      if (refused.size > 0 && refused.has(row)) continue;
      if (tooLate?.has(row) === true) continue;
      for (let side = 0; side < sides.length; side += 1) {
        const key = known(sides[side], 'one per key');
        const hash = key.hashes[row] ?? 0;
        if (hash < owned.from || hash >= owned.to || key.isNull(row)) continue;
        state.atRecord(hash, marks[row] ?? 0);
        process(row, side);
      }
    }
  } catch (problem) {
    if (!(problem instanceof PoisonRecord)) throw problem;
    throw new Bug(`${operator} has keys of its own and refused a record: ${problem.message}`);
  }
}

/** The rows that are later than allowed, those of this task listed as corrections. */
function correctLate<In extends Columns, Out extends FixedColumns>(
  stage: RunningStage<In, Out>,
  operator: string,
): ReadonlySet<number> | null {
  const { marks, times } = stage.marks;
  const { allowedLateness } = stage.topology;
  const tooLate = new Set<number>();
  for (let row = 0; row < times.length; row += 1) {
    const lateBy = (marks[row] ?? 0) - (times[row] ?? 0);
    if (lateBy > allowedLateness) tooLate.add(row);
  }
  if (tooLate.size === 0) return null;
  for (const row of stage.rows) {
    if (!tooLate.has(row) || stage.refused.has(row)) continue;
    stage.corrections.push({ row, operator, lateBy: (marks[row] ?? 0) - (times[row] ?? 0) });
  }
  return tooLate;
}

/** How many of the task's records came behind the watermark. */
export function countLate<In extends Columns, Out extends FixedColumns>(
  stage: RunningStage<In, Out>,
): number {
  const { marks, times } = stage.marks;
  let late = 0;
  for (const row of stage.rows) if ((times[row] ?? 0) < (marks[row] ?? 0)) late += 1;
  return late;
}

function keyHashes<In extends Columns>(batch: ColumnsView<In>, name: string): KeyHashes {
  const field = batch.schema.fields.find((each) => each.name === name);
  if (field?.kind === 'u32') {
    const hashes = Uint32Array.from(batch.cells(name).words);
    return { hashes, isNull: () => false, texts: null };
  }
  const column = batch.textCells(name);
  const texts = keysOfTexts(column);
  return { hashes: texts.hashes, isNull: (row) => column.isNull(row), texts };
}

function rowsWithin(hashes: Uint32Array, range: Range): Uint32Array {
  const rows = new Uint32Array(hashes.length);
  let count = 0;
  for (let row = 0; row < hashes.length; row += 1) {
    const hash = hashes[row] ?? 0;
    if (hash < range.from || hash >= range.to) continue;
    rows[count] = row;
    count += 1;
  }
  return rows.slice(0, count);
}

function clearRow<C extends Columns>(out: ColumnsView<C>, row: number): void {
  for (const { name } of out.schema.fields) {
    const { words, perRow } = out.cells(name);
    words.fill(0, row * perRow, (row + 1) * perRow);
  }
}
