// Where the slot of a key is found: an open-addressing table of four bytes a position, at least half of
// them empty. It knows no keys: whoever asks compares them, and says their hashes when it must move them.

/** The low bits of an entry are the slot plus one; 0 is an empty position. */
const SLOT_BITS = 24;
const SLOT_MASK = 2 ** SLOT_BITS - 1;

/** The most slots that an index can tell apart. */
export const SLOTS_MAX = SLOT_MASK;

/** The slot of an entry; −1 of an empty one. */
export function slotOf(entry: number): number {
  return (entry & SLOT_MASK) - 1;
}

/** Whether an entry may be that of a key with this hash: the eight bits that it keeps are alike. */
export function isMaybe(entry: number, hash: number): boolean {
  return (entry ^ hash) >>> SLOT_BITS === 0;
}

export class SlotIndex {
  /** By position; as many as a power of two. A key stands at its hash's place or soon after it. */
  entries: Uint32Array;
  /** What was found ahead of the work, kept so that the looking is not left out as idle. */
  seen = 0;

  constructor(positions: number) {
    this.entries = new Uint32Array(positions);
  }

  /** The slot at `position`; −1 where it is empty. */
  slotAt(position: number): number {
    return slotOf(this.entries[position] ?? 0);
  }

  put(position: number, hash: number, slot: number): void {
    this.entries[position] = ((hash >>> SLOT_BITS) << SLOT_BITS) | (slot + 1);
  }

  /** Puts in a slot whose key is not there. */
  add(hash: number, slot: number): void {
    const mask = this.entries.length - 1;
    let at = hash & mask;
    while (this.entries[at] !== 0) at = (at + 1) & mask;
    this.put(at, hash, slot);
  }

  /** Empty, with room for as many positions. */
  clear(positions: number): void {
    this.entries = new Uint32Array(positions);
  }

  /**
   * For each of the keys at `places` the first slot that may be its own, to `slots`; slot 0 where there
   * is none. Nothing but the index is looked at, and all the places before any is compared: a machine
   * waits for many at once, but not past a comparison that it guessed wrongly.
   */
  guessAll(
    hashes: Uint32Array,
    places: Uint32Array,
    from: number,
    to: number,
    slots: Uint32Array,
  ): void {
    const { entries } = this;
    const mask = entries.length - 1;
    let seen = 0;
    for (let i = from; i < to; i += 1) seen |= entries[(hashes[places[i] ?? 0] ?? 0) & mask] ?? 0;
    this.seen = seen;
    for (let i = from; i < to; i += 1) {
      const hash = hashes[places[i] ?? 0] ?? 0;
      let at = hash & mask;
      let entry = entries[at] ?? 0;
      while (entry !== 0 && !isMaybe(entry, hash)) {
        at = (at + 1) & mask;
        entry = entries[at] ?? 0;
      }
      slots[i] = entry === 0 ? 0 : slotOf(entry);
    }
  }

  /** Takes a slot out and moves its neighbours up, so that no search ends early in the gap. */
  remove(slot: number, hashOf: (slot: number) => number): void {
    const { entries } = this;
    const mask = entries.length - 1;
    let gap = hashOf(slot) & mask;
    while (slotOf(entries[gap] ?? 0) !== slot) gap = (gap + 1) & mask;
    for (let at = (gap + 1) & mask; entries[at] !== 0; at = (at + 1) & mask) {
      const entry = entries[at] ?? 0;
      const home = hashOf(slotOf(entry)) & mask;
      if (((at - home) & mask) < ((at - gap) & mask)) continue;
      entries[gap] = entry;
      gap = at;
    }
    entries[gap] = 0;
  }
}
