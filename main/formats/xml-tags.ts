// Reads start and end tags. The common tag, a short ASCII name and nothing else, takes one pass
// over its bytes; names are compared as bytes and no string is made for them.
import { readAttributes } from './xml-attributes.ts';
import {
  codePointAt,
  countLines,
  GREATER,
  isNameCharacter,
  isSpace,
  NAME_CLASS,
  NAME_COLON,
  NAME_HIGH,
  NAME_START,
  SEQUENCE_CUT,
  SEQUENCE_INVALID,
  SLASH,
  sequenceAt,
} from './xml-bytes.ts';
import { bindNamespaces, closeNamespaces, resolvePrefix } from './xml-namespaces.ts';
import type { XmlScan } from './xml-state.ts';
import {
  AFTER_ROOT,
  BEFORE_ROOT,
  clearValue,
  FAILED,
  fail,
  INSIDE_ROOT,
  MAX_DEPTH,
  MAX_NAME_BYTES,
  MAX_TAG_BYTES,
  NEEDS_MORE,
} from './xml-state.ts';

/** Reads the start tag at `start` and opens the element; the answer is the position after it. */
export function scanStartTag(scan: XmlScan, start: number): number {
  const { bytes } = scan;
  const nameEnd = readName(scan, start + 1);
  if (nameEnd < 0) return nameEnd;
  scan.attributeCount = 0;
  if (bytes[nameEnd] === GREATER) return openElement(scan, start, nameEnd, nameEnd);
  const hash = scan.nameHash;
  const colon = scan.nameColon;
  const close = readAttributes(scan, nameEnd);
  if (close < 0) return close;
  scan.nameHash = hash;
  scan.nameColon = colon;
  return openElement(scan, start, nameEnd, close);
}

/**
 * Reads the name at `start`, copies it onto the stack of names and gives the position after it;
 * the hash of its local part and its colon are left in the scan.
 */
function readName(scan: XmlScan, start: number): number {
  const { bytes, names } = scan;
  const base = (scan.nameEnds[scan.depth] ?? 0) - start;
  const limit = start + MAX_NAME_BYTES;
  let hash = 0;
  let colon = -1;
  let at = start;
  let byte = bytes[at] ?? 0;
  let byteClass = NAME_CLASS[byte] ?? 0;
  while (byteClass !== 0 && at < limit) {
    if (byteClass >= NAME_COLON) {
      if (byteClass === NAME_HIGH) {
        const broken = checkNameSequence(scan, start, at);
        if (broken < 0) return broken;
      } else if (colon >= 0) {
        return badName(scan);
      } else {
        colon = at;
      }
    }
    names[base + at] = byte;
    hash = byteClass === NAME_COLON ? 0 : (Math.imul(hash, 31) + byte) | 0;
    at += 1;
    byte = bytes[at] ?? 0;
    byteClass = NAME_CLASS[byte] ?? 0;
  }
  if (at >= limit) return fail(scan, 'xml_too_complex', 'name');
  if (at >= scan.end) return NEEDS_MORE;
  if (!startsName(bytes, start) || (colon >= 0 && !startsName(bytes, colon + 1))) {
    return badName(scan);
  }
  scan.nameHash = hash;
  scan.nameColon = colon;
  return at;
}

function startsName(bytes: Buffer, at: number): boolean {
  const byteClass = NAME_CLASS[bytes[at] ?? 0];
  return byteClass === NAME_START || byteClass === NAME_HIGH;
}

/** Checks the character that begins at `at`; bytes inside a character were checked with it. */
export function checkNameSequence(scan: XmlScan, start: number, at: number): number {
  const { bytes } = scan;
  if (((bytes[at] ?? 0) & 0xc0) === 0x80 && at > start && (bytes[at - 1] ?? 0) >= 0x80) return at;
  const length = sequenceAt(bytes, at, scan.end);
  if (length === SEQUENCE_CUT) return NEEDS_MORE;
  if (length === SEQUENCE_INVALID) return fail(scan, 'xml_encoding', 'invalid_utf_8');
  return isNameCharacter(codePointAt(bytes, at, length)) ? at : badName(scan);
}

function badName(scan: XmlScan): number {
  return fail(scan, 'xml_malformed', 'name');
}

/** Opens the element whose tag is in `[start, close]`, and closes it when the tag ends in `/>`. */
function openElement(scan: XmlScan, start: number, nameEnd: number, close: number): number {
  const { bytes, depth } = scan;
  const isEmpty = bytes[close] === SLASH;
  const after = close + (isEmpty ? 2 : 1);
  if (after - start > MAX_TAG_BYTES) return fail(scan, 'xml_too_complex', 'tag');
  if (depth === 0 && scan.place !== BEFORE_ROOT) return fail(scan, 'xml_malformed', 'second_root');
  if (depth >= MAX_DEPTH) return fail(scan, 'xml_too_complex', 'depth');
  scan.outerNamespaces[depth + 1] = scan.namespace;
  if (scan.attributeCount > 0 && bindNamespaces(scan) === FAILED) return FAILED;
  const colon = scan.nameColon;
  const namespace = colon < 0 ? scan.namespace : resolvePrefix(scan, start + 1, colon);
  if (namespace < 0) return fail(scan, 'xml_malformed', 'unbound_prefix');
  const local = colon < 0 ? start + 1 : colon + 1;
  const name = scan.vocabulary.find(scan.nameHash, bytes, local, nameEnd);
  scan.nameEnds[depth + 1] = (scan.nameEnds[depth] ?? 0) + (nameEnd - start - 1);
  scan.depth = depth + 1;
  scan.place = INSIDE_ROOT;
  clearValue(scan);
  scan.holds[depth + 1] = scan.handler.open(scan, name, namespace);
  if (close > nameEnd) scan.line += countLines(bytes, nameEnd, close);
  if (isEmpty) closeElement(scan);
  return after;
}

function closeElement(scan: XmlScan): void {
  const { depth } = scan;
  scan.handler.close(scan);
  closeNamespaces(scan);
  scan.depth = depth - 1;
  if (depth === 1) scan.place = AFTER_ROOT;
}

/** Reads the end tag at `start`, which must name the innermost element, and closes that. */
export function scanEndTag(scan: XmlScan, start: number): number {
  const { bytes, names, depth } = scan;
  if (depth === 0) return fail(scan, 'xml_malformed', 'end_tag_without_start');
  let at = start + 2;
  const to = scan.nameEnds[depth] ?? 0;
  for (let name = scan.nameEnds[depth - 1] ?? 0; name < to; name += 1) {
    if (bytes[at] !== names[name]) {
      return at >= scan.end ? NEEDS_MORE : fail(scan, 'xml_malformed', 'end_tag_does_not_match');
    }
    at += 1;
  }
  const spaces = at;
  while (isSpace(bytes[at] ?? 0)) at += 1;
  if (at >= scan.end) return NEEDS_MORE;
  if (bytes[at] !== GREATER) return fail(scan, 'xml_malformed', 'end_tag_does_not_match');
  if (at + 1 - start > MAX_TAG_BYTES) return fail(scan, 'xml_too_complex', 'tag');
  closeElement(scan);
  if (at > spaces) scan.line += countLines(bytes, spaces, at);
  return at + 1;
}
