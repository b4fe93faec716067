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

export class RowFold {
  private bytes = Buffer.allocUnsafe(FIRST_ROOM);
  private cells = new DataView(this.bytes.buffer, this.bytes.byteOffset, FIRST_ROOM);
  private length = 0;
  /** Takes what no longer fits; most deeds are hashed in one piece. */
  private begun: Hash | null = null;
  /** By place, the field of the row before where it may be repeated, else undefined. */
  private readonly before: (string | number | null | undefined)[] = [];
  /** By place, the two lanes of the field of the row before. */
  private readonly ones: number[] = [];
  private readonly twos: number[] = [];
  private one = 0;
  private two = 0;

  /** Adds a row and answers its mark as text of which each character is one byte (`latin1`). */
  add(fields: readonly Field[], more: readonly Field[] = NO_FIELDS): string {
    const count = fields.length + more.length;
    this.makeRoom(4);
    this.cells.setUint32(this.length, count);
    this.length += 4;
    this.one = mixOne(0, count);
    this.two = mixTwo(0, count);
    let place = 0;
    for (const field of fields) this.addField(place++, field);
    for (const field of more) this.addField(place++, field);
    // A shorter row leaves nothing behind that the next one could repeat.
    if (this.before.length > count) this.before.length = count;
    return this.mark();
  }

  private mark(): string {
    const { one, two } = this;
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

  /** SHA-256 over the rows that were added. */
  digest(): Buffer {
    const rest = this.bytes.subarray(0, this.length);
    if (this.begun === null) return hash('sha256', rest, 'buffer');
    return this.begun.update(rest).digest();
  }

  private addField(place: number, field: Field): void {
    if (field !== null && field === this.before[place]) this.repeat(place);
    else if (typeof field === 'number') this.addNumber(place, field);
    else if (typeof field === 'string') this.addText(place, field);
    else if (typeof field === 'bigint') this.addBigint(place, field);
    else if (field !== null) this.addBytes(place, field);
    else if (this.before[place] === null) this.repeat(place);
    else {
      this.makeRoom(1);
      this.bytes[this.length++] = NOTHING;
      this.keep(place, null, NOTHING, NOTHING);
    }
  }

  private repeat(place: number): void {
    this.makeRoom(1);
    this.bytes[this.length++] = SAME;
    this.one = mixOne(this.one, this.ones[place] ?? 0);
    this.two = mixTwo(this.two, this.twos[place] ?? 0);
  }

  private keep(place: number, field: string | number | null | undefined, one: number, two: number) {
    this.before[place] = field;
    this.ones[place] = one;
    this.twos[place] = two;
    this.one = mixOne(this.one, one);
    this.two = mixTwo(this.two, two);
  }

  private addNumber(place: number, field: number): void {
    const high = Math.floor(field / TWO_TO_32);
    const low = field | 0;
    const before = this.before[place];
    this.makeRoom(9);
    if (typeof before === 'number' && field === before + 1) this.bytes[this.length++] = COUNTED;
    else {
      this.bytes[this.length] = INTEGER;
      this.cells.setInt32(this.length + 1, high);
      this.cells.setInt32(this.length + 5, low);
      this.length += 9;
    }
    const one = mixOne(mixOne(INTEGER, high), low);
    this.keep(place, field, one, mixTwo(mixTwo(INTEGER, high), low));
  }

  private addBigint(place: number, field: bigint): void {
    const small = Number(field);
    if (Number.isSafeInteger(small)) {
      if (small === this.before[place]) this.repeat(place);
      else this.addNumber(place, small);
      return;
    }
    this.makeRoom(9);
    this.bytes[this.length] = INTEGER;
    this.cells.setBigInt64(this.length + 1, field);
    const high = this.cells.getInt32(this.length + 1);
    const low = this.cells.getInt32(this.length + 5);
    this.length += 9;
    const one = mixOne(mixOne(INTEGER, high), low);
    this.keep(place, undefined, one, mixTwo(mixTwo(INTEGER, high), low));
  }

  private addText(place: number, field: string): void {
    const { length } = field;
    this.makeRoom(5 + 3 * length);
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

  private addBytes(place: number, field: Uint8Array): void {
    this.makeRoom(5 + field.length);
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
