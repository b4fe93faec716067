// The key of a keyed state, put together from a record's fields without making a string of it.
import type { TextColumn } from './columns.ts';
import { known, PoisonRecord } from './errors.ts';
import { SHORT_KEY_BYTES } from './key-batch.ts';
import { hashRange } from './partition.ts';

/** A record whose key is longer is poison: `key_too_long`. */
export const KEY_BYTES_MAX = 4096;

const NULL_LENGTH = 0xffff;

/**
 * One key, used again for each record: `key.start().text(accounts, row).i64(amount)`. Texts carry
 * their length and null is not empty, so two keys are equal only when all their parts are.
 */
export class KeyBuilder {
  readonly bytes = new Uint8Array(KEY_BYTES_MAX);
  /** The same bytes; once `hash` was asked, those of a short key are 0 after its end. */
  readonly words = new Uint32Array(this.bytes.buffer);
  length = 0;
  #hash = -1;
  readonly #view = new DataView(this.bytes.buffer);

  start(): this {
    this.length = 0;
    this.#hash = -1;
    return this;
  }

  text(column: TextColumn, row: number): this {
    const start = column.start(row);
    const length = column.end(row) - start;
    const at = this.#take(2 + length);
    this.#view.setUint16(at, column.isNull(row) ? NULL_LENGTH : length, true);
    const { bytes } = this;
    const { arena } = column;
    for (let i = 0; i < length; i += 1) bytes[at + 2 + i] = known(arena[start + i], 'in the arena');
    return this;
  }

  u32(value: number): this {
    this.#view.setUint32(this.#take(4), value, true);
    return this;
  }

  i64(value: bigint): this {
    this.#view.setBigInt64(this.#take(8), value, true);
    return this;
  }

  /** The key as it was stored. */
  stored(arena: Uint8Array, start: number, end: number): this {
    this.start();
    this.bytes.set(arena.subarray(start, end), this.#take(end - start));
    return this;
  }

  /** u32: the hash by which records are partitioned, if this were their key. */
  hash(): number {
    if (this.#hash >= 0) return this.#hash;
    if (this.length < SHORT_KEY_BYTES) this.bytes.fill(0, this.length, SHORT_KEY_BYTES);
    this.#hash = hashRange(this.bytes, 0, this.length);
    return this.#hash;
  }

  #take(bytes: number): number {
    const at = this.length;
    if (at + bytes > KEY_BYTES_MAX) throw new PoisonRecord('key_too_long');
    this.length = at + bytes;
    this.#hash = -1;
    return at;
  }
}
