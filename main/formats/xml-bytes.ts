// The characters of XML 1.0 as bytes of UTF-8: classes for the scanning loops, and the check of
// multi-byte sequences. Everything a loop asks of a byte is one table look-up.

export const LF = 0x0a;
export const CR = 0x0d;
export const SPACE = 0x20;
export const QUOTE = 0x22;
export const AMPERSAND = 0x26;
export const APOSTROPHE = 0x27;
export const SLASH = 0x2f;
export const COLON = 0x3a;
export const LESS = 0x3c;
export const EQUALS = 0x3d;
export const GREATER = 0x3e;
export const QUESTION = 0x3f;
export const BRACKET = 0x5d;
export const HYPHEN = 0x2d;
export const EXCLAMATION = 0x21;

/** Classes of a byte in character data. `PLAIN` is the only one that a run may pass over. */
export const PLAIN = 0;
export const CLASS_LF = 1;
export const CLASS_LESS = 2;
export const CLASS_AMPERSAND = 3;
export const CLASS_HIGH = 4;
export const CLASS_ILLEGAL = 5;
export const CLASS_BRACKET = 6;

/** Classes of a byte in a name; 0 is no byte of a name. */
export const NAME_START = 1;
export const NAME_REST = 2;
export const NAME_COLON = 3;
export const NAME_HIGH = 4;

export const TEXT_CLASS: Uint8Array = textClasses();
export const NAME_CLASS: Uint8Array = nameClasses();

function textClasses(): Uint8Array {
  const classes = new Uint8Array(256);
  classes.fill(CLASS_ILLEGAL, 0, SPACE);
  classes.fill(CLASS_HIGH, 0x80);
  classes[0x09] = PLAIN;
  classes[CR] = PLAIN;
  classes[LF] = CLASS_LF;
  classes[LESS] = CLASS_LESS;
  classes[AMPERSAND] = CLASS_AMPERSAND;
  classes[BRACKET] = CLASS_BRACKET;
  return classes;
}

function nameClasses(): Uint8Array {
  const classes = new Uint8Array(256);
  classes.fill(NAME_START, 0x41, 0x5b);
  classes.fill(NAME_START, 0x61, 0x7b);
  classes[0x5f] = NAME_START;
  classes.fill(NAME_REST, 0x30, 0x3a);
  classes[HYPHEN] = NAME_REST;
  classes[0x2e] = NAME_REST;
  classes[COLON] = NAME_COLON;
  classes.fill(NAME_HIGH, 0x80);
  return classes;
}

export function isSpace(byte: number): boolean {
  return byte === SPACE || byte === LF || byte === 0x09 || byte === CR;
}

/** How many line feeds are in `bytes[from, to)`. */
export function countLines(bytes: Uint8Array, from: number, to: number): number {
  let lines = 0;
  for (let at = from; at < to; at += 1) if (bytes[at] === LF) lines += 1;
  return lines;
}

/** Whether `bytes[from, to)` are the characters of `text`, which is ASCII. */
export function sameText(bytes: Uint8Array, from: number, to: number, text: string): boolean {
  if (to - from !== text.length) return false;
  for (let at = 0; at < text.length; at += 1) {
    const byte = bytes[from + at] ?? 0;
    if (byte >= 0x80 || byte !== text.charCodeAt(at)) return false;
  }
  return true;
}

/** XML 1.0, production 2 (Char). */
export function isXmlCharacter(codePoint: number): boolean {
  if (codePoint < SPACE) return codePoint === 0x09 || codePoint === LF || codePoint === CR;
  if (codePoint < 0xd800) return true;
  if (codePoint < 0xe000) return false;
  return codePoint !== 0xfffe && codePoint !== 0xffff && codePoint <= 0x10ffff;
}

/** XML 1.0 fifth edition, productions 4 and 4a, outside ASCII: first, last, first, last, … */
const NAME_RANGES = [
  0xb7, 0xb7, 0xc0, 0xd6, 0xd8, 0xf6, 0xf8, 0x37d, 0x37f, 0x1fff, 0x200c, 0x200d, 0x203f, 0x2040,
  0x2070, 0x218f, 0x2c00, 0x2fef, 0x3001, 0xd7ff, 0xf900, 0xfdcf, 0xfdf0, 0xfffd, 0x10000, 0xeffff,
];

/** Whether a code point outside ASCII may stand in a name. */
export function isNameCharacter(codePoint: number): boolean {
  for (let index = 0; index < NAME_RANGES.length; index += 2) {
    if (codePoint < (NAME_RANGES[index] ?? 0)) return false;
    if (codePoint <= (NAME_RANGES[index + 1] ?? 0)) return true;
  }
  return false;
}

/** Answers of {@link sequenceAt} that are no length. */
export const SEQUENCE_INVALID = 0;
export const SEQUENCE_CUT = -1;

/**
 * The length (2, 3 or 4) of the multi-byte UTF-8 sequence at `at`, `SEQUENCE_INVALID` when it is
 * overlong, a surrogate, a non-character or no UTF-8, `SEQUENCE_CUT` when `end` comes too early to
 * know. RFC 3629, table 3-7 of the Unicode standard.
 */
export function sequenceAt(bytes: Uint8Array, at: number, end: number): number {
  const lead = bytes[at] ?? 0;
  if (lead < 0xc2 || lead > 0xf4) return SEQUENCE_INVALID;
  if (at + 1 >= end) return SEQUENCE_CUT;
  const second = bytes[at + 1] ?? 0;
  if ((second & 0xc0) !== 0x80) return SEQUENCE_INVALID;
  if (lead < 0xe0) return 2;
  if (lead === 0xe0 && second < 0xa0) return SEQUENCE_INVALID;
  if (lead === 0xed && second > 0x9f) return SEQUENCE_INVALID;
  if (lead === 0xf0 && second < 0x90) return SEQUENCE_INVALID;
  if (lead === 0xf4 && second > 0x8f) return SEQUENCE_INVALID;
  if (at + 2 >= end) return SEQUENCE_CUT;
  const third = bytes[at + 2] ?? 0;
  if ((third & 0xc0) !== 0x80) return SEQUENCE_INVALID;
  if (lead < 0xf0) return lead === 0xef && second === 0xbf && third > 0xbd ? SEQUENCE_INVALID : 3;
  if (at + 3 >= end) return SEQUENCE_CUT;
  return ((bytes[at + 3] ?? 0) & 0xc0) === 0x80 ? 4 : SEQUENCE_INVALID;
}

/** The code point of a sequence that {@link sequenceAt} found valid. */
export function codePointAt(bytes: Uint8Array, at: number, length: number): number {
  const rest = (offset: number) => (bytes[at + offset] ?? 0) & 0x3f;
  const lead = bytes[at] ?? 0;
  if (length === 2) return ((lead & 0x1f) << 6) | rest(1);
  if (length === 3) return ((lead & 0x0f) << 12) | (rest(1) << 6) | rest(2);
  return ((lead & 0x07) << 18) | (rest(1) << 12) | (rest(2) << 6) | rest(3);
}

/** Writes `codePoint` as UTF-8 at `at` and gives the position after it. */
export function writeCodePoint(bytes: Uint8Array, at: number, codePoint: number): number {
  if (codePoint < 0x80) {
    bytes[at] = codePoint;
    return at + 1;
  }
  if (codePoint < 0x800) {
    bytes[at] = 0xc0 | (codePoint >> 6);
    bytes[at + 1] = 0x80 | (codePoint & 0x3f);
    return at + 2;
  }
  if (codePoint < 0x10000) {
    bytes[at] = 0xe0 | (codePoint >> 12);
    bytes[at + 1] = 0x80 | ((codePoint >> 6) & 0x3f);
    bytes[at + 2] = 0x80 | (codePoint & 0x3f);
    return at + 3;
  }
  bytes[at] = 0xf0 | (codePoint >> 18);
  bytes[at + 1] = 0x80 | ((codePoint >> 12) & 0x3f);
  bytes[at + 2] = 0x80 | ((codePoint >> 6) & 0x3f);
  bytes[at + 3] = 0x80 | (codePoint & 0x3f);
  return at + 4;
}
