// How the rows that one deed wrote to one table are hashed: one SHA-256 over all of them, each field
// short where it repeats the row before it, and of each row a mark of eight bytes that lets `verify`
// name it. To the bit in docs/trail.md; the verifier implements it again on its own.
import { createHash, type Hash, hash } from 'node:crypto';
import { type Field, SHORT_TEXT } from './digest.ts';

/** Bytes of a row's mark, which the row keeps in its column `digest`. */
export const MARK_BYTES = 8;

/** What is collected before it is hashed: a deed of any size takes this much memory. */
const MOST_COLLECTED = 1 << 16;
const FIRST_ROOM = 1 << 10;

const NOTHING = 0x6e;
const INTEGER = 0x69;
const TEXT = 0x74;
const BYTES = 0x62;
const SAME = 0x73;
const COUNTED = 0x63;

const TWO_TO_32 = 0x1_0000_0000;
/** Tag and eight bytes: the most that a field takes besides text and bytes. */
const INTEGER_ROOM = 9;
const FIRST_PLACES = 32;

/** A field as a later row may repeat it; undefined where it may not. */
type Repeatable = string | number | null | undefined;

const NO_FIELDS: readonly Field[] = [];

// Two lanes of 32 bits with the multipliers of MurmurHash3's finalizer: each step is one-to-one in
// the word it takes, so a changed integer always changes the mark. It protects from nothing; the
// chain does.
function mixOne(lane: number, word: number): number {
  const mixed = Math.imul(lane ^ word, 0x85ebca6b);
  return mixed ^ (mixed >>> 15);
}

function mixTwo(lane: number, word: number): number {
  const mixed = Math.imul(lane ^ word, 0xc2b2ae35);
  return mixed ^ (mixed >>> 13);
}

/** Both lanes big-endian, as text of which each character is one byte. */
function markText(one: number, two: number): string {
  return String.fromCharCode(
    one >>> 24,
    (one >>> 16) & 0xff,
    (one >>> 8) & 0xff,
    one & 0xff,
    two >>> 24,
    (two >>> 16) & 0xff,
    (two >>> 8) & 0xff,
    two & 0xff,
  );
}

export class RowFold {
  private bytes = Buffer.allocUnsafe(FIRST_ROOM);
  private cells = new DataView(this.bytes.buffer, this.bytes.byteOffset, FIRST_ROOM);
  private length = 0;
  /** Takes what no longer fits; most deeds are hashed in one piece. */
  private begun: Hash | null = null;
  /** By place, the field of the row before where it may be repeated, else undefined. */
  private readonly before: Repeatable[] = [];
  /** By place, the two lanes of the field of the row before. */
  private ones = new Int32Array(FIRST_PLACES);
  private twos = new Int32Array(FIRST_PLACES);

  /**
   * Adds a row and answers its mark as text of which each character is one byte (`latin1`). Numbers
   * and what repeats are written here, without a call: they are most of what a deed writes.
   */
  add(fields: readonly Field[], more: readonly Field[] = NO_FIELDS): string {
    const count = fields.length + more.length;
    const { before } = this;
    this.makePlaces(count);
    this.makeRoom(4 + INTEGER_ROOM * count);
    this.cells.setUint32(this.length, count);
    let at = this.length + 4;
    let one = mixOne(0, count);
    let two = mixTwo(0, count);
    for (let place = 0; place < count; place += 1) {
      const field = (place < fields.length ? fields[place] : more[place - fields.length]) ?? null;
      const was = before[place];
      if (field === was) {
        this.bytes[at] = SAME;
        at += 1;
      } else if (typeof field === 'number') {
        const high = Math.floor(field / TWO_TO_32);
        const low = field | 0;
        const isNext = typeof was === 'number' && field === was + 1;
        this.bytes[at] = isNext ? COUNTED : INTEGER;
        if (!isNext) {
          this.cells.setInt32(at + 1, high);
          this.cells.setInt32(at + 5, low);
        }
        at += isNext ? 1 : INTEGER_ROOM;
        before[place] = field;
        this.ones[place] = mixOne(mixOne(INTEGER, high), low);
        this.twos[place] = mixTwo(mixTwo(INTEGER, high), low);
      } else {
        this.length = at;
        this.addOther(place, field, INTEGER_ROOM * (count - place));
        at = this.length;
      }
      one = mixOne(one, this.ones[place] ?? 0);
      two = mixTwo(two, this.twos[place] ?? 0);
    }
    this.length = at;
    // A shorter row leaves nothing behind that the next one could repeat.
    if (before.length > count) before.length = count;
    return markText(one, two);
  }

  /** SHA-256 over the rows that were added. */
  digest(): Buffer {
    const rest = this.bytes.subarray(0, this.length);
    if (this.begun === null) return hash('sha256', rest, 'buffer');
    return this.begun.update(rest).digest();
  }

  /** Adds what is no number and does not repeat, and leaves `room` for the rest of the row. */
  private addOther(place: number, field: Exclude<Field, number>, room: number): void {
    if (typeof field === 'string') this.addText(place, field, room);
    else if (typeof field === 'bigint') this.addBigint(place, field);
    else if (field !== null) this.addBytes(place, field, room);
    else {
      this.bytes[this.length] = NOTHING;
      this.length += 1;
      this.keep(place, null, NOTHING, NOTHING);
    }
  }

  private keep(place: number, field: Repeatable, one: number, two: number): void {
    this.before[place] = field;
    this.ones[place] = one;
    this.twos[place] = two;
  }

  /** One that a number holds is written as that number would be. */
  private addBigint(place: number, field: bigint): void {
    const at = this.length;
    const small = Number(field);
    const isShort = Number.isSafeInteger(small);
    const was = this.before[place];
    if (isShort && small === was) {
      this.bytes[at] = SAME;
      this.length += 1;
      return;
    }
    this.cells.setBigInt64(at + 1, field);
    const high = this.cells.getInt32(at + 1);
    const low = this.cells.getInt32(at + 5);
    const isNext = isShort && typeof was === 'number' && small === was + 1;
    this.bytes[at] = isNext ? COUNTED : INTEGER;
    this.length += isNext ? 1 : INTEGER_ROOM;
    const one = mixOne(mixOne(INTEGER, high), low);
    const two = mixTwo(mixTwo(INTEGER, high), low);
    this.keep(place, isShort ? small : undefined, one, two);
  }

  private addText(place: number, field: string, room: number): void {
    const { length } = field;
    this.makeRoom(5 + 3 * length + room);
    const from = this.length + 5;
    let bytes = 0;
    while (length <= SHORT_TEXT && bytes < length) {
      const unit = field.charCodeAt(bytes);
      if (unit > 0x7f) break;
      this.bytes[from + bytes] = unit;
      bytes += 1;
    }
    if (bytes < length) bytes = this.bytes.write(field, from, 'utf8');
    // Half a surrogate pair is read back as another character; ASCII is read back as it is.
    this.close(place, TEXT, bytes, bytes === length ? field : undefined);
  }

  private addBytes(place: number, field: Uint8Array, room: number): void {
    this.makeRoom(5 + field.length + room);
    this.bytes.set(field, this.length + 5);
    this.close(place, BYTES, field.length, undefined);
  }

  /** Puts tag and length before content that is in place already, and mixes all of it. */
  private close(place: number, tag: number, bytes: number, field: string | undefined): void {
    this.bytes[this.length] = tag;
    this.cells.setUint32(this.length + 1, bytes);
    let at = this.length + 5;
    const end = at + bytes;
    let one = mixOne(tag, bytes);
    let two = mixTwo(tag, bytes);
    for (; at < end; at += 1) {
      const byte = this.bytes[at] ?? 0;
      one = mixOne(one, byte);
      two = mixTwo(two, byte);
    }
    this.length = end;
    this.keep(place, field, one, two);
  }

  private makePlaces(count: number): void {
    if (count <= this.ones.length) return;
    const [ones, twos] = [new Int32Array(2 * count), new Int32Array(2 * count)];
    ones.set(this.ones);
    twos.set(this.twos);
    this.ones = ones;
    this.twos = twos;
  }

  /** Makes room for `count` more bytes: what is there is hashed once it is enough, else kept. */
  private makeRoom(count: number): void {
    if (this.length + count <= this.bytes.length) return;
    const collected = this.bytes.subarray(0, this.length);
    if (this.length + count > MOST_COLLECTED) {
      this.begun ??= createHash('sha256');
      this.begun.update(collected);
      this.length = 0;
      if (count <= this.bytes.length) return;
    }
    const grown = Buffer.allocUnsafe(Math.max(2 * this.bytes.length, this.length + count));
    if (this.length > 0) collected.copy(grown);
    this.bytes = grown;
    this.cells = new DataView(grown.buffer, grown.byteOffset, grown.byteLength);
  }
}
