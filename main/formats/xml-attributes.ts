// Reads the attributes of a start tag: where they are, and on demand what they say. Payment files
// have one per transaction, so this is the second path, not the first.
import {
  APOSTROPHE,
  CLASS_AMPERSAND,
  CLASS_HIGH,
  CLASS_ILLEGAL,
  CLASS_LESS,
  codePointAt,
  EQUALS,
  GREATER,
  isNameCharacter,
  isSpace,
  NAME_CLASS,
  NAME_COLON,
  NAME_HIGH,
  NAME_START,
  QUOTE,
  SEQUENCE_CUT,
  SEQUENCE_INVALID,
  SLASH,
  sameText,
  sequenceAt,
  TEXT_CLASS,
} from './xml-bytes.ts';
import type { XmlScan } from './xml-state.ts';
import { FAILED, fail, MAX_ATTRIBUTES, NEEDS_MORE } from './xml-state.ts';
import { readReference } from './xml-text.ts';

/** Reads attributes from `start` to the `>` or `/>`, whose position is the answer. */
export function readAttributes(scan: XmlScan, start: number): number {
  const { bytes, end } = scan;
  let at = start;
  for (;;) {
    const before = at;
    while (isSpace(bytes[at] ?? 0)) at += 1;
    if (at >= end) return NEEDS_MORE;
    const byte = bytes[at];
    if (byte === GREATER) return at;
    if (byte === SLASH) {
      if (at + 1 >= end) return NEEDS_MORE;
      return bytes[at + 1] === GREATER ? at : fail(scan, 'xml_malformed', 'tag');
    }
    if (at === before) return fail(scan, 'xml_malformed', 'tag');
    if (scan.attributeCount >= MAX_ATTRIBUTES) return fail(scan, 'xml_too_complex', 'attributes');
    at = readAttribute(scan, at);
    if (at < 0) return at;
  }
}

function readAttribute(scan: XmlScan, start: number): number {
  const { bytes, end } = scan;
  const nameEnd = readAttributeName(scan, start);
  if (nameEnd < 0) return nameEnd;
  let at = nameEnd;
  while (isSpace(bytes[at] ?? 0)) at += 1;
  if (at >= end) return NEEDS_MORE;
  if (bytes[at] !== EQUALS) return fail(scan, 'xml_malformed', 'attribute_without_value');
  at += 1;
  while (isSpace(bytes[at] ?? 0)) at += 1;
  if (at >= end) return NEEDS_MORE;
  const quote = bytes[at] ?? 0;
  if (quote !== QUOTE && quote !== APOSTROPHE)
    return fail(scan, 'xml_malformed', 'attribute_quote');
  const valueEnd = passAttributeValue(scan, at + 1, quote);
  if (valueEnd < 0) return valueEnd;
  if (isRepeated(scan, start, nameEnd)) return fail(scan, 'xml_malformed', 'attribute_repeated');
  const slot = scan.attributeCount * 4;
  scan.attributes[slot] = start;
  scan.attributes[slot + 1] = nameEnd;
  scan.attributes[slot + 2] = at + 1;
  scan.attributes[slot + 3] = valueEnd;
  scan.attributeCount += 1;
  return valueEnd + 1;
}

function readAttributeName(scan: XmlScan, start: number): number {
  const { bytes, end } = scan;
  let colons = 0;
  let at = start;
  for (;;) {
    if (at >= end) return NEEDS_MORE;
    const byteClass = NAME_CLASS[bytes[at] ?? 0] ?? 0;
    if (byteClass === 0) break;
    const isFirst = at === start || bytes[at - 1] === 0x3a;
    if (isFirst && byteClass !== NAME_START && byteClass !== NAME_HIGH) return badName(scan);
    if (byteClass === NAME_COLON) colons += 1;
    if (byteClass === NAME_HIGH) {
      const length = sequenceAt(bytes, at, end);
      if (length === SEQUENCE_CUT) return NEEDS_MORE;
      if (length === SEQUENCE_INVALID) return fail(scan, 'xml_encoding', 'invalid_utf_8');
      if (!isNameCharacter(codePointAt(bytes, at, length))) return badName(scan);
      at += length;
    } else {
      at += 1;
    }
  }
  return at === start || colons > 1 || bytes[at - 1] === 0x3a ? badName(scan) : at;
}

function badName(scan: XmlScan): number {
  return fail(scan, 'xml_malformed', 'name');
}

/** Checks the value that begins at `start` and gives the position of its closing quote. */
function passAttributeValue(scan: XmlScan, start: number, quote: number): number {
  const { bytes, end } = scan;
  let at = start;
  while (at < end) {
    const byte = bytes[at] ?? 0;
    if (byte === quote) return at;
    const byteClass = TEXT_CLASS[byte];
    if (byteClass === CLASS_LESS || byteClass === CLASS_ILLEGAL) {
      return fail(scan, 'xml_malformed', 'attribute_value');
    }
    if (byteClass === CLASS_AMPERSAND) {
      at = readReference(scan, at);
      if (at < 0) return at;
    } else if (byteClass === CLASS_HIGH) {
      const length = sequenceAt(bytes, at, end);
      if (length === SEQUENCE_CUT) return NEEDS_MORE;
      if (length === SEQUENCE_INVALID) return fail(scan, 'xml_encoding', 'invalid_utf_8');
      at += length;
    } else {
      at += 1;
    }
  }
  return NEEDS_MORE;
}

function isRepeated(scan: XmlScan, from: number, to: number): boolean {
  const { bytes, attributes } = scan;
  for (let index = 0; index < scan.attributeCount; index += 1) {
    const otherFrom = attributes[index * 4] ?? 0;
    const otherTo = attributes[index * 4 + 1] ?? 0;
    if (bytes.compare(bytes, from, to, otherFrom, otherTo) === 0) return true;
  }
  return false;
}

/** The name of an attribute as written, prefix and all. */
export function attributeNameText(scan: XmlScan, index: number): string {
  const from = scan.attributes[index * 4] ?? 0;
  return scan.bytes.toString('utf8', from, scan.attributes[index * 4 + 1] ?? 0);
}

/** The value of an attribute: references resolved, white space made spaces (XML 1.0, 3.3.3). */
export function attributeText(scan: XmlScan, index: number): string {
  const from = scan.attributes[index * 4 + 2] ?? 0;
  const to = scan.attributes[index * 4 + 3] ?? 0;
  const written = scan.bytes.toString('utf8', from, to);
  if (!/[&\n\t]/.test(written)) return written;
  const { bytes } = scan;
  let text = '';
  let at = from;
  while (at < to) {
    const next = bytes.indexOf(0x26, at);
    const runEnd = next < 0 || next > to ? to : next;
    text += bytes.toString('utf8', at, runEnd).replaceAll(/[\n\t]/g, ' ');
    at = runEnd;
    if (at < to) {
      at = readReference(scan, at);
      if (at === FAILED) return text;
      text += String.fromCodePoint(scan.codePoint);
    }
  }
  return text;
}

/** Whether the attribute is called `name`, which is ASCII, without making a string of it. */
export function attributeIs(scan: XmlScan, index: number, name: string): boolean {
  const from = scan.attributes[index * 4] ?? 0;
  return sameText(scan.bytes, from, scan.attributes[index * 4 + 1] ?? 0, name);
}

/** Whether the attribute's value is written exactly as `value`, which is ASCII. */
export function attributeSays(scan: XmlScan, index: number, value: string): boolean {
  const from = scan.attributes[index * 4 + 2] ?? 0;
  return sameText(scan.bytes, from, scan.attributes[index * 4 + 3] ?? 0, value);
}
