// The bytes of keys that are too long to lie beside their slots, one after another.
import { LimitReached } from './errors.ts';

const FIRST_BYTES = 1024;
const BYTES_MAX = 0x7fffffff;

export class LongKeys {
  #bytes = new Uint8Array(FIRST_BYTES);
  #used = 0;
  #live = 0;

  hasRoom(size: number): boolean {
    return this.#used + size <= this.#bytes.length;
  }

  /** Copies a key that there is room for, and answers where it is kept. */
  keep(from: Uint8Array, start: number, size: number): number {
    const at = this.#used;
    this.#bytes.set(from.subarray(start, start + size), at);
    this.#used += size;
    this.#live += size;
    return at;
  }

  copy(at: number, size: number, target: Uint8Array, to: number): void {
    target.set(this.#bytes.subarray(at, at + size), to);
  }

  /** Whether the key kept at `at` is that of `bytes` from `start` on. */
  equals(at: number, size: number, bytes: Uint8Array, start: number): boolean {
    for (let i = 0; i < size; i += 1) if (this.#bytes[at + i] !== bytes[start + i]) return false;
    return true;
  }

  /** Forgets a key: its bytes are left behind at the next `move`. */
  leave(size: number): void {
    this.#live -= size;
  }

  /**
   * Makes room for `more` bytes. `keepers` hands over each key that is still kept and is told where
   * it lies now.
   */
  move(more: number, keepers: (moved: (at: number, size: number) => number) => void): void {
    if (this.#live + more > BYTES_MAX) throw new LimitReached('keys take 2 GiB');
    const room = Math.max((this.#live + more) * 2, FIRST_BYTES);
    const bytes = new Uint8Array(Math.min(room, BYTES_MAX));
    let used = 0;
    keepers((at, size) => {
      const to = used;
      this.copy(at, size, bytes, to);
      used += size;
      return to;
    });
    this.#bytes = bytes;
    this.#used = used;
  }
}
