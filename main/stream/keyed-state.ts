// What an operator remembers per key: a slot per key, value columns beside it, an expiry in event
// time. Each epoch gives a delta of what changed; every so often a snapshot gives all of it.
import type { Columns, ColumnsView, FixedColumns, FixedKind } from './columns.ts';
import { assert, known } from './errors.ts';
import { NOT_BEGUN } from './expiry-walk.ts';
import { KeyBuilder } from './key.ts';
import type { KeyBatch } from './key-batch.ts';
import type { Entries } from './operator.ts';
import type { Range } from './partition.ts';
import { ONE_PARTITION_KEY, SlotTable } from './slot-table.ts';
import { BigintCells, type NumberCells, ValueColumn } from './state-cells.ts';
import {
  type EarlierState,
  type EngineColumns,
  packedColumn,
  type StateColumns,
  type StateDefinition,
  stateSchema,
  storedRow,
} from './state-definition.ts';
import { VectorCells } from './state-vector.ts';
import { type RemovedKey, type WrittenState, writeState } from './state-writer.ts';

/** Expiry of a key that is kept for good. */
export const NEVER = Number.POSITIVE_INFINITY;

/**
 * A key is there from `insert` until it is removed or the watermark reaches its expiry, whichever
 * comes first. What is expired is invisible at once and its room is taken back later by `sweep`.
 * `out C`: a state with more columns serves where fewer are asked for, so one list holds them all.
 */
export class KeyedState<out C extends FixedColumns = FixedColumns> {
  readonly #stored: WrittenState;
  readonly #keys: SlotTable;
  readonly #values: readonly ValueColumn[];
  readonly #numbers = new Map<string, NumberCells>();
  readonly #bigints = new Map<string, BigintCells>();
  readonly #vectors: ReadonlyMap<string, VectorCells>;
  #capacity = 0;
  #removed: RemovedKey[] = [];
  #recordHash = 0;
  #watermark = Number.NEGATIVE_INFINITY;

  constructor(definition: StateDefinition<C>) {
    this.#keys = new SlotTable(definition.keysMax);
    this.#values = Object.entries<FixedKind>(definition.values).map(
      ([name, kind]) => new ValueColumn(name, kind, this.#keys),
    );
    for (const { name, cells } of this.#values) {
      if (cells instanceof BigintCells) this.#bigints.set(name, cells);
      else this.#numbers.set(name, cells);
    }
    this.#vectors = new Map(
      Object.entries(definition.vectors ?? {}).map(([name, shape]) => [
        name,
        new VectorCells(shape, this.#keys),
      ]),
    );
    const schema = stateSchema(definition);
    this.#stored = { schema, keys: this.#keys, values: this.#values, vectors: this.#vectors };
  }

  /** Counts changes; lets the task see that a refused record changed nothing. */
  get changes(): number {
    return this.#keys.changes;
  }

  /** How many keys take up room: those that are there, and expired ones not swept yet. */
  get kept(): number {
    return this.#keys.used;
  }

  /** The `i32`, `u32`, `u8` or `f64` column of that name; a {@link Bug} for an `i64`. */
  number(column: keyof C & string): NumberCells {
    return known(this.#numbers.get(column), column);
  }

  /** The `i64` column of that name; a {@link Bug} for another kind. */
  bigint(column: keyof C & string): BigintCells {
    return known(this.#bigints.get(column), column);
  }

  /** The vectors of that name; a {@link Bug} for a value. */
  vector(name: string): VectorCells {
    return known(this.#vectors.get(name), name);
  }

  /** Said by the task before each record: its partition hash, and the watermark it brings. */
  atRecord(partitionHash: number, watermark: number): void {
    this.#recordHash = partitionHash;
    this.#watermark = watermark;
  }

  /** The slot of `key`, or −1 when it is absent or expired. */
  find(key: KeyBuilder): number {
    const slot = this.#keys.find(key);
    if (slot < 0 || !this.#isAlive(slot)) return -1;
    assert(this.#keys.hash(slot) === this.#recordHash, ONE_PARTITION_KEY);
    return slot;
  }

  /**
   * The slots of the keys at `places` of `keys`, to `slots`, whether they are there or not: for
   * each, in the order of the records, {@link isThere} is asked after `atRecord`, and {@link begin}
   * said before anything is written to one that is not. What expires with these records only still
   * takes up room.
   */
  enterAll(keys: KeyBatch, places: Uint32Array, count: number, slots: Uint32Array): void {
    if (this.#keys.room < count) this.sweep(this.#keys.slots);
    this.#keys.enterAll(keys, places, count, slots);
    this.#growTo(this.#keys.capacity);
  }

  /** Whether the key of an entered slot is there. */
  isThere(slot: number): boolean {
    if (!this.#isAlive(slot)) return false;
    assert(this.#keys.hash(slot) === this.#recordHash, ONE_PARTITION_KEY);
    return true;
  }

  /**
   * Takes entries under the topology's keys as they arrive, at most `most` at once, and gives `work`
   * one run of them after another: entries `from` to before `to`, whose keys are at `slots[0]` and on,
   * are there, and expire `lifetime` milliseconds after their event times. It is what `find`, and then
   * `insert` or `expireAt`, say of one entry after another, if `work` writes under no other keys.
   */
  arrive(
    entries: Entries,
    times: Float64Array,
    { most, lifetime }: { readonly most: number; readonly lifetime: number },
    work: (from: number, to: number, slots: Uint32Array) => void,
  ): void {
    const { count, rows } = entries;
    const keys = known(entries.keys, 'the key is a text');
    const entered = new Uint32Array(Math.min(most, count));
    for (let first = 0; first < count; first += most) {
      const end = Math.min(first + most, count);
      this.enterAll(keys, rows.subarray(first, end), end - first, entered);
      for (let from = first; from < end; ) {
        const slots = from === first ? entered : entered.subarray(from - first);
        const to = this.#arriveUntil(entries, times, slots, from, end, lifetime);
        work(from, to, slots);
        from = to;
      }
    }
  }

  /**
   * Says that entries are there, up to one whose key was there and is gone, if it is not the first:
   * what is kept for it is cleared, and may be that of an entry which was not worked with yet.
   */
  #arriveUntil(
    { hashes, marks, rows }: Entries,
    times: Float64Array,
    slots: Uint32Array,
    from: number,
    to: number,
    lifetime: number,
  ): number {
    for (let i = from; i < to; i += 1) {
      const slot = slots[i - from] ?? 0;
      const hash = hashes[i] ?? 0;
      const watermark = marks[i] ?? 0;
      const expiresAt = (times[rows[i] ?? 0] ?? 0) + lifetime;
      if (this.#keys.prolong(slot, hash, watermark, expiresAt)) continue;
      this.atRecord(hash, watermark);
      if (i > from && this.#keys.expiry(slot) !== NOT_BEGUN) return i;
      this.begin(slot, expiresAt);
    }
    // `prolong` says nothing of where it was.
    this.atRecord(hashes[to - 1] ?? 0, marks[to - 1] ?? 0);
    return to;
  }

  /** Puts in the key of an entered slot that is not there; as `insert`. */
  begin(slot: number, expiresAt: number): void {
    assert(!this.#isAlive(slot), 'an absent key is begun');
    for (const column of this.#values) column.clear(slot);
    for (const cells of this.#vectors.values()) cells.clear(slot);
    this.#keys.setHash(slot, this.#recordHash);
    this.#keys.setExpiry(slot, expiresAt);
    this.#keys.touch(slot);
  }

  /**
   * A slot for `key`, which `find` did not give; its values are 0. `expiresAt` is event time in
   * milliseconds UTC, or {@link NEVER}.
   */
  insert(key: KeyBuilder, expiresAt: number): number {
    let slot = this.#keys.find(key);
    assert(slot < 0 || !this.#isAlive(slot), 'an absent key is inserted');
    if (slot < 0) {
      if (this.#keys.room <= 0) this.sweep(this.#keys.slots);
      slot = this.#addSlot(key);
    }
    this.begin(slot, expiresAt);
    return slot;
  }

  /** Moves the expiry of a key that is there. */
  expireAt(slot: number, expiresAt: number): void {
    this.#keys.touch(slot);
    this.#keys.setExpiry(slot, expiresAt);
  }

  /** Forgets a key before its time. */
  remove(slot: number): void {
    this.#keys.touch(slot);
    const key = new Uint8Array(this.#keys.size(slot));
    this.#keys.copyKey(slot, key, 0);
    this.#removed.push({ key, hash: this.#keys.hash(slot) });
    this.#drop(slot);
  }

  /** What changed since the last delta, as columns; null when nothing did. */
  takeDelta(): ArrayBufferLike | null {
    const removed = this.#removed;
    const slots = this.#keys.takeChanged();
    this.#removed = [];
    return slots.length + removed.length === 0 ? null : writeState(this.#stored, slots, removed);
  }

  /** Leaves out what changed so far from the next delta: for a run that is not committed. */
  forgetChanges(): void {
    this.#keys.forgetChanged();
    this.#removed = [];
  }

  /** All keys that are not expired, as columns. */
  snapshot(): ArrayBufferLike {
    const slots = new Uint32Array(this.#keys.used);
    let count = 0;
    for (let slot = 0; slot < this.#keys.slots; slot += 1) {
      if (!this.#keys.isUsed(slot) || !this.#isAlive(slot)) continue;
      slots[count] = slot;
      count += 1;
    }
    return writeState(this.#stored, slots.subarray(0, count), []);
  }

  /** Takes over from a snapshot or delta the keys whose partition hash lies in `hashes`. */
  restore(rows: ColumnsView<EngineColumns>, hashes: Range, earlier?: EarlierState<C>): void {
    const key = new KeyBuilder();
    const keys = rows.texts('$key');
    const rowHashes = rows.u32('$hash');
    const isRemoved = rows.u8('$removed');
    const stored: Columns = rows.schema.columns;
    const carried = this.#values.filter(({ name, kind }) => stored[name] === kind);
    const vectors = this.#carriedVectors(earlier);
    for (let row = 0; row < rows.length; row += 1) {
      const hash = known(rowHashes[row], 'a row');
      if (hash < hashes.from || hash >= hashes.to) continue;
      key.stored(keys.arena, keys.start(row), keys.end(row));
      const found = this.#keys.find(key);
      if (isRemoved[row] === 1) {
        if (found >= 0) this.#drop(found);
        continue;
      }
      const slot = found < 0 ? this.#addSlot(key) : found;
      this.#keys.setHash(slot, hash);
      this.#keys.setExpiry(slot, known(rows.f64('$expires')[row], 'a row'));
      for (const column of carried) column.copyFrom(rows.cells(column.name).words, row, slot);
      for (const [name, cells] of vectors) {
        const packed = rows.textCells(packedColumn(name, cells.shape));
        cells.unpack(slot, packed.arena, packed.start(row), packed.end(row));
      }
      earlier?.migrate?.(storedRow(rows, row), this, slot);
    }
    // What migrating has written is derived from what is stored: no delta needs to say it again.
    if (earlier?.migrate !== undefined) this.#keys.forgetChanged();
  }

  /** Vectors that the stored version had with the same length. */
  #carriedVectors(earlier: StateColumns | undefined) {
    const all = [...this.#vectors];
    if (earlier === undefined) return all;
    return all.filter(([name, { shape }]) => earlier.vectors?.[name]?.words === shape.words);
  }

  #drop(slot: number): void {
    for (const cells of this.#vectors.values()) cells.clear(slot);
    this.#keys.remove(slot);
  }

  /** Takes back the room of expired keys, looking at the next `budget` slots, round and round. */
  sweep(budget: number): void {
    // A changed slot waits until its delta is taken: an earlier row may say that it lives longer.
    const slots = Math.min(budget, this.#keys.slots);
    this.#keys.sweep(slots, this.#watermark, (slot) => this.#drop(slot));
  }

  #isAlive(slot: number): boolean {
    return this.#keys.expiry(slot) > this.#watermark;
  }

  #addSlot(key: KeyBuilder): number {
    const slot = this.#keys.add(key);
    this.#growTo(this.#keys.capacity);
    return slot;
  }

  #growTo(capacity: number): void {
    if (this.#capacity >= capacity) return;
    this.#capacity = capacity;
    for (const column of this.#values) column.grow(capacity);
    for (const cells of this.#vectors.values()) cells.grow(capacity);
  }
}
