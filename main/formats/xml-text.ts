// Reads what stands between tags: character data, references, CDATA sections, comments and
// processing instructions. White space between elements costs one comparison per byte.
import {
  AMPERSAND,
  BRACKET,
  CLASS_AMPERSAND,
  CLASS_BRACKET,
  CLASS_HIGH,
  CLASS_ILLEGAL,
  CLASS_LESS,
  CLASS_LF,
  countLines,
  GREATER,
  HYPHEN,
  isSpace,
  isXmlCharacter,
  LESS,
  LF,
  PLAIN,
  QUESTION,
  SEQUENCE_CUT,
  SEQUENCE_INVALID,
  SPACE,
  sequenceAt,
  TEXT_CLASS,
  writeCodePoint,
} from './xml-bytes.ts';
import type { XmlScan } from './xml-state.ts';
import {
  addRun,
  collect,
  FAILED,
  fail,
  HOLDS_ELEMENTS,
  HOLDS_VALUE,
  IN_CDATA,
  IN_COMMENT,
  IN_CONTENT,
  keepRun,
  MAX_REFERENCE_BYTES,
  NEEDS_MORE,
} from './xml-state.ts';

/**
 * Reads character data from `start` to the next `<` or as far as the window allows; an unfinished
 * reference or character is left for the next window. The answer is a position or `FAILED`.
 */
export function scanText(scan: XmlScan, start: number): number {
  const { bytes, end } = scan;
  let at = start;
  if (scan.holds[scan.depth] === HOLDS_ELEMENTS) {
    at = passIndentation(scan, at);
    if (at >= end || bytes[at] === LESS) return at;
  }
  return scanRuns(scan, at);
}

/** Half of a payment file is indentation: it is passed four spaces at a time where they align. */
function passIndentation(scan: XmlScan, start: number): number {
  const { bytes, words } = scan;
  let at = start;
  let lines = 0;
  for (;;) {
    const byte = bytes[at] ?? 0;
    if (byte === LF) lines += 1;
    else if (byte !== SPACE && byte !== 0x09) break;
    at += 1;
    if ((at & 3) === 0) while (words[at >> 2] === FOUR_SPACES) at += 4;
  }
  scan.line += lines;
  return at;
}

const FOUR_SPACES = 0x20202020;

function scanRuns(scan: XmlScan, start: number): number {
  const { bytes, end } = scan;
  let from = start;
  let at = start;
  for (;;) {
    let byteClass = TEXT_CLASS[bytes[at] ?? 0] ?? CLASS_ILLEGAL;
    while (byteClass === PLAIN) {
      at += 1;
      byteClass = TEXT_CLASS[bytes[at] ?? 0] ?? CLASS_ILLEGAL;
    }
    if (at >= end || byteClass === CLASS_LESS) {
      takeRun(scan, from, at);
      return at;
    }
    if (byteClass === CLASS_LF) {
      scan.line += 1;
      at += 1;
      continue;
    }
    const isReference = byteClass === CLASS_AMPERSAND;
    const next = isReference ? readReference(scan, at) : passUnusual(scan, at, byteClass);
    if (next < 0 || isReference) takeRun(scan, from, at);
    if (next < 0) return next === NEEDS_MORE ? at : FAILED;
    if (isReference) {
      takeCharacter(scan, scan.codePoint);
      from = next;
    }
    at = next;
  }
}

/** Passes a multi-byte character or a `]`; the answer is the position after it. */
function passUnusual(scan: XmlScan, at: number, byteClass: number): number {
  const { bytes, end } = scan;
  if (byteClass === CLASS_HIGH) return passSequence(scan, at);
  if (byteClass !== CLASS_BRACKET) return illegal(scan);
  if (at + 1 >= end) return NEEDS_MORE;
  if (bytes[at + 1] !== BRACKET) return at + 1;
  if (at + 2 >= end) return NEEDS_MORE;
  if (bytes[at + 2] === GREATER) return fail(scan, 'xml_malformed', 'cdata_end_in_text');
  return at + 1;
}

function illegal(scan: XmlScan): number {
  return fail(scan, 'xml_malformed', 'illegal_character');
}

function passSequence(scan: XmlScan, at: number): number {
  const length = sequenceAt(scan.bytes, at, scan.end);
  if (length === SEQUENCE_CUT) return NEEDS_MORE;
  if (length === SEQUENCE_INVALID) return fail(scan, 'xml_encoding', 'invalid_utf_8');
  scan.valueIsAscii = false;
  return at + length;
}

function takeRun(scan: XmlScan, from: number, to: number): void {
  if (to <= from) return;
  const holds = scan.holds[scan.depth];
  if (holds === HOLDS_VALUE) {
    addRun(scan, from, to);
  } else if (holds === HOLDS_ELEMENTS) {
    let at = from;
    while (at < to && isSpace(scan.bytes[at] ?? 0)) at += 1;
    if (at < to) scan.handler.strayText(scan, scan.line - countLines(scan.bytes, at, to));
  }
}

function takeCharacter(scan: XmlScan, codePoint: number): void {
  const holds = scan.holds[scan.depth];
  if (holds === HOLDS_ELEMENTS && !isSpace(codePoint)) scan.handler.strayText(scan, scan.line);
  if (holds !== HOLDS_VALUE) return;
  if (codePoint >= 0x80) scan.valueIsAscii = false;
  keepRun(scan);
  collect(scan, CHARACTER, 0, writeCodePoint(CHARACTER, 0, codePoint));
}

/** Room for one character; used and read at once. */
const CHARACTER = Buffer.alloc(4);

const ENTITIES: ReadonlyMap<string, number> = new Map([
  ['lt', LESS],
  ['gt', GREATER],
  ['amp', AMPERSAND],
  ['apos', 0x27],
  ['quot', 0x22],
]);

/**
 * Reads the reference at `at` into `scan.codePoint` and gives the position after it. Only the five
 * predefined entities and character references exist, because no DTD is ever read.
 */
export function readReference(scan: XmlScan, at: number): number {
  const { bytes, end } = scan;
  const limit = at + MAX_REFERENCE_BYTES;
  let semicolon = at + 1;
  while (semicolon < end && semicolon < limit && isReferenceByte(bytes[semicolon] ?? 0)) {
    semicolon += 1;
  }
  if (semicolon === limit) return fail(scan, 'xml_too_complex', 'reference');
  if (semicolon >= end) return NEEDS_MORE;
  if (bytes[semicolon] !== SEMICOLON) return fail(scan, 'xml_malformed', 'reference');
  const codePoint =
    bytes[at + 1] === NUMBER_SIGN
      ? numberIn(bytes, at + 2, semicolon)
      : (ENTITIES.get(bytes.toString('latin1', at + 1, semicolon)) ?? -1);
  if (codePoint < 0) return fail(scan, 'xml_malformed', 'unknown_entity');
  if (!isXmlCharacter(codePoint)) return fail(scan, 'xml_malformed', 'illegal_character');
  scan.codePoint = codePoint;
  return semicolon + 1;
}

const SEMICOLON = 0x3b;
const NUMBER_SIGN = 0x23;

function isReferenceByte(byte: number): boolean {
  const isLetter = (byte | 0x20) >= 0x61 && (byte | 0x20) <= 0x7a;
  return isLetter || (byte >= 0x30 && byte <= 0x39) || byte === NUMBER_SIGN;
}

/** The number written as `65` or `x41` in `bytes[from, to)`, or -1 when it is none. */
function numberIn(bytes: Buffer, from: number, to: number): number {
  const isHexadecimal = bytes[from] === 0x78;
  const first = isHexadecimal ? from + 1 : from;
  if (first >= to) return -1;
  let value = 0;
  for (let at = first; at < to; at += 1) {
    const byte = bytes[at] ?? 0;
    const letter = (byte | 0x20) - 0x57;
    const digit = byte <= 0x39 ? byte - 0x30 : isHexadecimal && letter < 16 ? letter : -1;
    if (digit < 0) return -1;
    // Beyond the last code point the exact value no longer matters, only that it is too large.
    value = Math.min(value * (isHexadecimal ? 16 : 10) + digit, 0x110000);
  }
  return value;
}

/** Goes on inside a comment, an instruction or a CDATA section, to its end or the window's. */
export function scanInside(scan: XmlScan, start: number): number {
  const { bytes, end } = scan;
  const isCdata = scan.inside === IN_CDATA;
  const stop = isCdata ? BRACKET : scan.inside === IN_COMMENT ? HYPHEN : QUESTION;
  let at = start;
  while (at < end) {
    const byte = bytes[at] ?? 0;
    const byteClass = TEXT_CLASS[byte];
    let next = at + 1;
    if (byte === stop) {
      const closing = closingLength(scan, at);
      if (closing === FAILED) return FAILED;
      if (closing !== 0 && isCdata) takeRun(scan, start, at);
      if (closing === NEEDS_MORE) return at;
      if (closing > 0) {
        scan.inside = IN_CONTENT;
        return at + closing;
      }
    } else if (byteClass === CLASS_LF) {
      scan.line += 1;
    } else if (byteClass === CLASS_HIGH || byteClass === CLASS_ILLEGAL) {
      next = byteClass === CLASS_HIGH ? passSequence(scan, at) : illegal(scan);
      if (next < 0 && isCdata) takeRun(scan, start, at);
      if (next < 0) return next === FAILED ? FAILED : at;
    }
    at = next;
  }
  if (isCdata) takeRun(scan, start, at);
  return at;
}

/** The length of the end mark at `at`, 0 when there is none. */
function closingLength(scan: XmlScan, at: number): number {
  const { bytes, end } = scan;
  if (at + 1 >= end) return NEEDS_MORE;
  const second = bytes[at + 1];
  if (bytes[at] === QUESTION) return second === GREATER ? 2 : 0;
  if (second !== bytes[at]) return 0;
  if (at + 2 >= end) return NEEDS_MORE;
  if (bytes[at + 2] === GREATER) return 3;
  return bytes[at] === HYPHEN ? fail(scan, 'xml_malformed', 'hyphens_in_comment') : 0;
}
