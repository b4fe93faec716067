// Tumbling windows of several lengths over one stream, each cell a few counters, sums and quantile
// sketches under one key. Cells of a short window add up to those of a longer one, so that an hour
// ago can be seen by the minute and a year ago by the day, in bounded memory.

import { assert } from './errors.ts';
import { QuantileSketch, sketchFrom } from './quantile-sketch.ts';

/** A window's length and how long its cells are kept, in milliseconds. */
export type Resolution = {
  readonly name: string;
  readonly length: number;
  readonly kept: number;
};

/** What is measured in one window under one key. */
export type Cell = {
  readonly counts: Map<string, number>;
  readonly sums: Map<string, bigint>;
  readonly sketches: Map<string, QuantileSketch>;
};

/** A cell as plain data: what a file or another thread takes. */
export type CellEntries = {
  readonly counts: readonly (readonly [name: string, count: number])[];
  readonly sums: readonly (readonly [name: string, sum: string])[];
  readonly sketches: readonly (readonly [name: string, entries: readonly number[]])[];
};

export type CellAt = {
  readonly resolution: string;
  /** Milliseconds UTC at which the window begins. */
  readonly start: number;
  readonly key: string;
  readonly cell: Cell;
};

export function emptyCell(): Cell {
  return { counts: new Map(), sums: new Map(), sketches: new Map() };
}

export function addCount(cell: Cell, name: string, count: number): void {
  cell.counts.set(name, (cell.counts.get(name) ?? 0) + count);
}

export function addSum(cell: Cell, name: string, sum: bigint): void {
  cell.sums.set(name, (cell.sums.get(name) ?? 0n) + sum);
}

export function addValue(cell: Cell, name: string, value: number, times: number): void {
  const sketch = cell.sketches.get(name) ?? new QuantileSketch();
  cell.sketches.set(name, sketch);
  sketch.add(value, times);
}

/** Adds all of `from` to `into`. */
export function mergeCell(into: Cell, from: Cell): void {
  for (const [name, count] of from.counts) addCount(into, name, count);
  for (const [name, sum] of from.sums) addSum(into, name, sum);
  for (const [name, sketch] of from.sketches) {
    const own = into.sketches.get(name) ?? new QuantileSketch();
    into.sketches.set(name, own);
    own.merge(sketch);
  }
}

export function entriesOf(cell: Cell): CellEntries {
  return {
    counts: [...cell.counts],
    sums: [...cell.sums].map(([name, sum]) => [name, String(sum)] as const),
    sketches: [...cell.sketches].map(([name, sketch]) => [name, sketch.entries()] as const),
  };
}

export function cellFrom({ counts, sums, sketches }: CellEntries): Cell {
  return {
    counts: new Map(counts),
    sums: new Map(sums.map(([name, sum]) => [name, BigInt(sum)])),
    sketches: new Map(sketches.map(([name, entries]) => [name, sketchFrom(entries)])),
  };
}

export class Rollups {
  readonly resolutions: readonly Resolution[];
  private readonly cells: ReadonlyMap<string, Map<number, Map<string, Cell>>>;
  private readonly dirty = new Map<string, CellAt>();
  private newest = 0;

  constructor(resolutions: readonly Resolution[]) {
    this.resolutions = resolutions;
    this.cells = new Map(resolutions.map(({ name }) => [name, new Map()]));
  }

  /** Event time of the newest record, milliseconds UTC; 0 before the first. */
  get watermark(): number {
    return this.newest;
  }

  /**
   * Lets `change` add to the cell of `key` in every window that holds event time `at`
   * (milliseconds UTC). A late record updates its windows for as long as they are kept; after that
   * it counts in the longer ones only.
   */
  add(at: number, key: string, change: (cell: Cell) => void): void {
    this.newest = Math.max(this.newest, at);
    for (const resolution of this.resolutions) {
      const start = Math.floor(at / resolution.length) * resolution.length;
      if (start + resolution.kept <= this.newest) continue;
      change(this.touch(resolution, start, key));
    }
  }

  private touch({ name }: Resolution, start: number, key: string): Cell {
    const windows = this.cells.get(name);
    assert(windows !== undefined, 'a resolution has its windows');
    const keys = windows.get(start) ?? new Map<string, Cell>();
    windows.set(start, keys);
    const cell = keys.get(key) ?? emptyCell();
    keys.set(key, cell);
    this.dirty.set(`${name} ${start} ${key}`, { resolution: name, start, key, cell });
    return cell;
  }

  /** Goes on from a watermark that was kept elsewhere. */
  resume(watermark: number): void {
    this.newest = Math.max(this.newest, watermark);
  }

  /** Puts back a cell that was kept elsewhere. */
  restore({ resolution, start, key, cell }: CellAt): void {
    const windows = this.cells.get(resolution);
    if (windows === undefined) return;
    const keys = windows.get(start) ?? new Map<string, Cell>();
    windows.set(start, keys);
    keys.set(key, cell);
    this.newest = Math.max(this.newest, start);
  }

  /** The cells that changed since the last call. */
  takeChanged(): readonly CellAt[] {
    const changed = [...this.dirty.values()];
    this.dirty.clear();
    return changed;
  }

  /** Forgets what is older than it is kept; answers from when on each resolution is kept. */
  expire(): ReadonlyMap<string, number> {
    return new Map(
      this.resolutions.map(({ name, kept }) => {
        const from = this.newest - kept;
        const windows = this.cells.get(name);
        for (const start of windows?.keys() ?? []) if (start <= from) windows?.delete(start);
        return [name, from];
      }),
    );
  }

  /**
   * One cell per window from `from` to before `to`, in order, empty ones included, each the sum of
   * the cells whose key `wanted` accepts. `most` bounds the answer.
   */
  series(
    name: string,
    from: number,
    to: number,
    wanted: (key: string) => boolean,
    most: number,
  ): readonly { readonly start: number; readonly cell: Cell }[] {
    const resolution = this.resolutions.find((each) => each.name === name);
    const windows = this.cells.get(name);
    assert(resolution !== undefined && windows !== undefined, 'a resolution that is kept');
    const { length } = resolution;
    const first = Math.floor(from / length) * length;
    const points: { start: number; cell: Cell }[] = [];
    for (let start = first; start < to && points.length < most; start += length) {
      const cell = emptyCell();
      for (const [key, own] of windows.get(start) ?? []) if (wanted(key)) mergeCell(cell, own);
      points.push({ start, cell });
    }
    return points;
  }
}
