// A list of slots in one typed array, for what was changed since the last delta.

export class SlotList {
  #slots = new Uint32Array(64);
  #count = 0;

  push(slot: number): void {
    if (this.#count === this.#slots.length) {
      this.#slots = new Uint32Array(this.#slots.buffer.transfer(this.#slots.byteLength * 2));
    }
    this.#slots[this.#count] = slot;
    this.#count += 1;
  }

  clear(): void {
    this.#count = 0;
  }

  /** Empties the list and gives the slots for which `isTaken` says so, in order. */
  take(isTaken: (slot: number) => boolean): Uint32Array {
    let taken = 0;
    for (let i = 0; i < this.#count; i += 1) {
      const slot = this.#slots[i] ?? 0;
      if (!isTaken(slot)) continue;
      this.#slots[taken] = slot;
      taken += 1;
    }
    this.#count = 0;
    return this.#slots.slice(0, taken);
  }
}
