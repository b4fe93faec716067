// Which keys were met, in sixteen bytes a key: a file of millions of rows is checked for a key that
// stands in it twice without keeping the keys.

const FIRST_SLOTS = 1 << 12;

/**
 * Remembers keys by 64 bits of two hashes. Two keys that are taken for one would refuse a file
 * without cause: for five million keys the chance is below one in a million.
 */
export class KeySet {
  private ones = new Uint32Array(FIRST_SLOTS);
  private twos = new Uint32Array(FIRST_SLOTS);
  private size = 0;

  /** Whether `key` was not met before; it is from now on. */
  add(key: string): boolean {
    let one = 0x811c9dc5;
    let two = 0x9747b28c;
    for (let at = 0; at < key.length; at += 1) {
      const unit = key.charCodeAt(at);
      one = Math.imul(one ^ unit, 0x01000193);
      one ^= one >>> 15;
      two = Math.imul(two ^ unit, 0x85ebca6b);
      two ^= two >>> 13;
    }
    if (2 * (this.size + 1) > this.ones.length) this.grow();
    // 0 and 0 is an empty slot.
    const isNew = this.put((one | 1) >>> 0, two >>> 0);
    if (isNew) this.size += 1;
    return isNew;
  }

  private put(one: number, two: number): boolean {
    const mask = this.ones.length - 1;
    let slot = (one ^ (two >>> 7)) & mask;
    while (this.ones[slot] !== 0) {
      if (this.ones[slot] === one && this.twos[slot] === two) return false;
      slot = (slot + 1) & mask;
    }
    this.ones[slot] = one;
    this.twos[slot] = two;
    return true;
  }

  private grow(): void {
    const [ones, twos] = [this.ones, this.twos];
    this.ones = new Uint32Array(2 * ones.length);
    this.twos = new Uint32Array(2 * twos.length);
    for (let slot = 0; slot < ones.length; slot += 1) {
      const one = ones[slot] ?? 0;
      if (one !== 0) this.put(one, twos[slot] ?? 0);
    }
  }
}
