// Turns the bytes of a file into UTF-8, piece by piece: finds out the encoding from the byte order
// mark and the XML declaration, refuses when the two contradict, and makes every line end an LF.
import { CR, LF, writeCodePoint } from './xml-bytes.ts';

/**
 * Moves bytes of `input` from `from` on into `output` at `at`, as UTF-8 with LF line ends.
 * `taken` is the position in `input` up to which bytes were read, `at` the position after the
 * last one written; `valid` is false when the byte at `taken` cannot be of this encoding.
 */
export type Transcoder = {
  step(input: Buffer, from: number, output: Buffer, at: number, limit: number): void;
  taken: number;
  at: number;
  valid: boolean;
  /** True when the file ended in the middle of a character. */
  incomplete(): boolean;
};

export type Encoding = 'utf-8' | 'us-ascii' | 'iso-8859-1' | 'iso-8859-15' | 'windows-1252' | Utf16;
type Utf16 = 'utf-16le' | 'utf-16be';

const ENCODING_NAMES: ReadonlyMap<string, Encoding | 'utf-16'> = new Map<
  string,
  Encoding | 'utf-16'
>([
  ['utf-8', 'utf-8'],
  ['utf8', 'utf-8'],
  ['us-ascii', 'us-ascii'],
  ['ascii', 'us-ascii'],
  ['ansi_x3.4-1968', 'us-ascii'],
  ['iso-8859-1', 'iso-8859-1'],
  ['iso_8859-1', 'iso-8859-1'],
  ['latin1', 'iso-8859-1'],
  ['iso-8859-15', 'iso-8859-15'],
  ['iso_8859-15', 'iso-8859-15'],
  ['latin-9', 'iso-8859-15'],
  ['windows-1252', 'windows-1252'],
  ['cp1252', 'windows-1252'],
  ['utf-16', 'utf-16'],
  ['utf-16le', 'utf-16le'],
  ['utf-16be', 'utf-16be'],
]);

/** What the first bytes say about the encoding; `bom` counts the bytes of the mark. */
export type ByteOrderMark = { readonly encoding: Encoding | null; readonly bom: number };

/**
 * Reads the byte order mark. `refused` for UTF-32 and for UTF-16 without a mark, which we would
 * have to guess.
 */
export function byteOrderMark(head: Uint8Array): ByteOrderMark | 'refused' {
  const [first = -1, second = -1, third = -1, fourth = -1] = head;
  if (first === 0xef && second === 0xbb && third === 0xbf) return { encoding: 'utf-8', bom: 3 };
  if (first === 0xff && second === 0xfe) {
    return third === 0 && fourth === 0 ? 'refused' : { encoding: 'utf-16le', bom: 2 };
  }
  if (first === 0xfe && second === 0xff) return { encoding: 'utf-16be', bom: 2 };
  if (first === 0 || second === 0) return 'refused';
  return { encoding: null, bom: 0 };
}

/**
 * The encoding of a file with this mark whose declaration names `declared` (null: names none),
 * or null when the name is unknown or contradicts the mark. XML 1.0, section 4.3.3.
 */
export function settleEncoding(mark: Encoding | null, declared: string | null): Encoding | null {
  if (declared === null) return mark ?? 'utf-8';
  const named = ENCODING_NAMES.get(declared.toLowerCase());
  if (named === undefined) return null;
  const isUtf16 = named === 'utf-16' || named === 'utf-16le' || named === 'utf-16be';
  if (mark === 'utf-16le' || mark === 'utf-16be') {
    return named === 'utf-16' || named === mark ? mark : null;
  }
  if (isUtf16) return null;
  return mark === null || mark === named ? named : null;
}

export function createTranscoder(encoding: Encoding): Transcoder {
  if (encoding === 'utf-8') return copying();
  if (encoding === 'utf-16le' || encoding === 'utf-16be') return utf16(encoding === 'utf-16be');
  return singleByte(singleByteTable(encoding));
}

/** UTF-8 is copied as it is; the scanner validates it while it reads. */
function copying(): Transcoder {
  const lineEnds = createLineEnds();
  return {
    taken: 0,
    at: 0,
    valid: true,
    step(input, from, output, at, limit) {
      const to = Math.min(input.length, from + (limit - at));
      input.copy(output, at, from, to);
      this.taken = to;
      this.at = lineEnds(output, at, at + (to - from));
    },
    incomplete: () => false,
  };
}

/** One byte, one character; `table` gives the code point, or -1 where the encoding has none. */
function singleByte(table: Int32Array): Transcoder {
  const lineEnds = createLineEnds();
  return {
    taken: 0,
    at: 0,
    valid: true,
    step(input, from, output, start, limit) {
      let at = start;
      let taken = from;
      while (taken < input.length && at + 3 <= limit) {
        const codePoint = table[input[taken] ?? 0] ?? -1;
        if (codePoint < 0) {
          this.valid = false;
          break;
        }
        at = writeCodePoint(output, at, codePoint);
        taken += 1;
      }
      this.taken = taken;
      this.at = lineEnds(output, start, at);
    },
    incomplete: () => false,
  };
}

function utf16(bigEndian: boolean): Transcoder {
  const lineEnds = createLineEnds();
  let firstByte = -1;
  let highSurrogate = -1;
  return {
    taken: 0,
    at: 0,
    valid: true,
    step(input, from, output, start, limit) {
      let at = start;
      let taken = from;
      while (taken < input.length && at + 4 <= limit) {
        const byte = input[taken] ?? 0;
        taken += 1;
        if (firstByte < 0) {
          firstByte = byte;
          continue;
        }
        const unit = bigEndian ? (firstByte << 8) | byte : (byte << 8) | firstByte;
        firstByte = -1;
        const isLow = unit >= 0xdc00 && unit < 0xe000;
        if (isLow !== highSurrogate >= 0) {
          this.valid = false;
          break;
        }
        if (unit >= 0xd800 && unit < 0xdc00) {
          highSurrogate = unit;
          continue;
        }
        const base = isLow ? 0x10000 + ((highSurrogate - 0xd800) << 10) - 0xdc00 : 0;
        highSurrogate = -1;
        at = writeCodePoint(output, at, base + unit);
      }
      this.taken = taken;
      this.at = lineEnds(output, start, at);
    },
    incomplete: () => firstByte >= 0 || highSurrogate >= 0,
  };
}

/**
 * XML 1.0, section 2.11: CR LF and a lone CR are one LF. The answer is the new end of
 * `bytes[from, to)`, which is rewritten in place; a CR at a boundary is remembered.
 */
function createLineEnds(): (bytes: Buffer, from: number, to: number) => number {
  let afterCr = false;
  return (bytes, from, to) => {
    const first = afterCr ? from : bytes.subarray(from, to).indexOf(CR);
    if (first < 0) return to;
    let at = afterCr ? from : from + first;
    for (let index = at; index < to; index += 1) {
      const byte = bytes[index] ?? 0;
      if (byte !== LF || !afterCr) {
        bytes[at] = byte === CR ? LF : byte;
        at += 1;
      }
      afterCr = byte === CR;
    }
    return at;
  };
}

/** ISO 8859-15 differs from ISO 8859-1 in eight places. */
const LATIN_9 = [0xa4, 0x20ac, 0xa6, 0x160, 0xa8, 0x161, 0xb4, 0x17d, 0xb8, 0x17e, 0xbc, 0x152];
const LATIN_9_REST = [0xbd, 0x153, 0xbe, 0x178];
/** Windows-1252 from 0x80 to 0x9f; -1 where nothing is assigned. */
const WINDOWS_1252 = [
  0x20ac, -1, 0x201a, 0x192, 0x201e, 0x2026, 0x2020, 0x2021, 0x2c6, 0x2030, 0x160, 0x2039, 0x152,
  -1, 0x17d, -1, -1, 0x2018, 0x2019, 0x201c, 0x201d, 0x2022, 0x2013, 0x2014, 0x2dc, 0x2122, 0x161,
  0x203a, 0x153, -1, 0x17e, 0x178,
];

function singleByteTable(encoding: Exclude<Encoding, 'utf-8' | Utf16>): Int32Array {
  const table = Int32Array.from({ length: 256 }, (_, byte) => byte);
  if (encoding === 'us-ascii') table.fill(-1, 0x80);
  if (encoding === 'windows-1252') table.set(WINDOWS_1252, 0x80);
  if (encoding === 'iso-8859-15') {
    const pairs = [...LATIN_9, ...LATIN_9_REST];
    for (let index = 0; index < pairs.length; index += 2) {
      table[pairs[index] ?? 0] = pairs[index + 1] ?? 0;
    }
  }
  return table;
}
