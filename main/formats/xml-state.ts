// The state of one XML scan, shared by the files that read tags, text and prolog. It is one flat
// record with fixed buffers, so that a file of any size is read in the same memory.

import { sameText } from './xml-bytes.ts';
import type { Transcoder } from './xml-encoding.ts';
import type { Vocabulary } from './xml-names.ts';

/** What an element holds, as the handler answers when it opens. */
export const HOLDS_ANYTHING = 0;
export const HOLDS_ELEMENTS = 1;
export const HOLDS_VALUE = 2;

/** Answers of the scanning functions that are no position. */
export const NEEDS_MORE = -1;
export const FAILED = -2;

/** Construct that the scan is inside of; a comment may be longer than any window. */
export const IN_CONTENT = 0;
export const IN_COMMENT = 1;
export const IN_INSTRUCTION = 2;
export const IN_CDATA = 3;

export const BEFORE_ROOT = 0;
export const INSIDE_ROOT = 1;
export const AFTER_ROOT = 2;

/** Limits, each with one answer: `xml_too_complex`. No payment message comes near any of them. */
export const MAX_DEPTH = 128;
export const MAX_ATTRIBUTES = 64;
export const MAX_NAME_BYTES = 256;
export const MAX_TAG_BYTES = 16_384;
export const MAX_REFERENCE_BYTES = 32;
export const MAX_NAMESPACES = 64;
/** A longer value is cut here and marked; its length is then a matter for the reader. */
export const MAX_VALUE_BYTES = 16_384;

export type XmlFailureCode =
  | 'file_empty'
  | 'not_xml'
  | 'xml_truncated'
  | 'xml_encoding'
  | 'xml_doctype_forbidden'
  | 'xml_too_complex'
  | 'xml_malformed';

/** Why the scan stopped; `detail` is a snake_case word for the exact rule that was broken. */
export type XmlFailure = {
  readonly code: XmlFailureCode;
  readonly detail: string;
  readonly line: number;
};

/** Told of every element, in order. Names are indexes of the vocabulary, -1 when not in it. */
export type XmlHandler = {
  /** Answers what the element holds. Attributes and the name can be asked for until it returns. */
  open(scan: XmlScan, name: number, namespace: number): number;
  /** The value of an element that holds one can be asked for until it returns. */
  close(scan: XmlScan): void;
  /** Text that is not white space, in an element that holds elements. May repeat. */
  strayText(scan: XmlScan, line: number): void;
};

export type XmlScan = {
  readonly handler: XmlHandler;
  readonly vocabulary: Vocabulary;
  transcoder: Transcoder | null;
  /** Bytes before the encoding is known. */
  head: Buffer;
  /** UTF-8 not yet read is in `bytes[0, end)`, with a zero byte after it. */
  readonly bytes: Buffer;
  /** The same memory, four bytes at a time. */
  readonly words: Int32Array;
  end: number;
  line: number;
  inside: number;
  place: number;
  failure: XmlFailure | null;
  depth: number;
  /** Full names of the open elements, one after the other; `nameEnds[d]` ends the d-th. */
  readonly names: Buffer;
  readonly nameEnds: Int32Array;
  /** What each open element holds, and the default namespace that it inherited. */
  readonly holds: Uint8Array;
  readonly outerNamespaces: Int32Array;
  readonly namespaces: string[];
  namespace: number;
  readonly prefixes: { prefix: string; namespace: number; depth: number }[];
  /** The prefix resolved last, so that a file with prefixes costs one comparison per tag. */
  lastPrefix: Buffer;
  lastPrefixNamespace: number;
  /** Attributes of the tag being opened: four positions in `bytes` each. */
  readonly attributes: Int32Array;
  attributeCount: number;
  /** The value of the innermost element: a run in the window, or pieces collected. */
  runFrom: number;
  runTo: number;
  readonly collected: Buffer;
  collectedLength: number;
  valueIsAscii: boolean;
  /** Part of the window, decoded as ISO 8859-1, and where it begins. */
  stretch: string;
  stretchFrom: number;
  valueOverflows: boolean;
  /** The character that the reference read last stands for. */
  codePoint: number;
  /** Of the name read last: the hash of its local part, and the position of its colon or -1. */
  nameHash: number;
  nameColon: number;
};

/** Room for what one piece of input may become, beside what was left over of the one before. */
export const PIECE_BYTES = 65_536;
const WINDOW_BYTES = PIECE_BYTES + MAX_TAG_BYTES + 64;

export function newScan(handler: XmlHandler, vocabulary: Vocabulary): XmlScan {
  const window = new ArrayBuffer(WINDOW_BYTES);
  return {
    handler,
    vocabulary,
    transcoder: null,
    head: Buffer.alloc(0),
    bytes: Buffer.from(window),
    words: new Int32Array(window),
    end: 0,
    line: 1,
    inside: IN_CONTENT,
    place: BEFORE_ROOT,
    failure: null,
    depth: 0,
    names: Buffer.alloc(MAX_NAME_BYTES * (MAX_DEPTH + 2)),
    nameEnds: new Int32Array(MAX_DEPTH + 2),
    holds: new Uint8Array(MAX_DEPTH + 2),
    outerNamespaces: new Int32Array(MAX_DEPTH + 2),
    namespaces: ['', 'http://www.w3.org/XML/1998/namespace', 'http://www.w3.org/2000/xmlns/'],
    namespace: 0,
    prefixes: [{ prefix: 'xml', namespace: 1, depth: 0 }],
    lastPrefix: Buffer.alloc(0),
    lastPrefixNamespace: -1,
    attributes: new Int32Array(MAX_ATTRIBUTES * 4),
    attributeCount: 0,
    runFrom: -1,
    runTo: -1,
    collected: Buffer.alloc(MAX_VALUE_BYTES),
    collectedLength: 0,
    valueIsAscii: true,
    stretch: '',
    stretchFrom: 0,
    valueOverflows: false,
    codePoint: 0,
    nameHash: 0,
    nameColon: -1,
  };
}

/** Stops the scan. The first failure stands. */
export function fail(scan: XmlScan, code: XmlFailureCode, detail: string): number {
  scan.failure ??= { code, detail, line: scan.line };
  return FAILED;
}

/** The full name of the innermost open element, prefix and all. For messages, not for dispatch. */
export function elementName(scan: XmlScan): string {
  const from = scan.nameEnds[scan.depth - 1] ?? 0;
  return scan.names.toString('utf8', from, scan.nameEnds[scan.depth] ?? 0);
}

/**
 * The value of the innermost open element so far, as text. Calling out of JavaScript for every
 * value is what costs most, so a stretch of the window is decoded at once and ASCII values are
 * cut from it; a text that is kept holds on to {@link STRETCH_BYTES} at most.
 */
export function valueText(scan: XmlScan): string {
  const { bytes, runFrom, runTo } = scan;
  if (scan.collectedLength > 0) return scan.collected.toString('utf8', 0, scan.collectedLength);
  if (runFrom < 0) return '';
  if (!scan.valueIsAscii || runTo - runFrom > STRETCH_BYTES) {
    return bytes.toString('utf8', runFrom, runTo);
  }
  if (runFrom < scan.stretchFrom || runTo > scan.stretchFrom + scan.stretch.length) {
    scan.stretch = bytes.toString('latin1', runFrom, Math.min(runFrom + STRETCH_BYTES, scan.end));
    scan.stretchFrom = runFrom;
  }
  return scan.stretch.slice(runFrom - scan.stretchFrom, runTo - scan.stretchFrom);
}

const STRETCH_BYTES = 1024;

/** The window moves on, so that what was decoded of it no longer lies where it did. */
export function forgetStretch(scan: XmlScan): void {
  scan.stretch = '';
  scan.stretchFrom = 0;
}

/** Whether the value is exactly `text`, which is ASCII; false when that cannot be told cheaply. */
export function valueIs(scan: XmlScan, text: string): boolean {
  if (scan.collectedLength > 0 || scan.runFrom < 0) return false;
  return sameText(scan.bytes, scan.runFrom, scan.runTo, text);
}

/** How many bytes of UTF-8 the value has; at {@link MAX_VALUE_BYTES} it may have been longer. */
export function valueLength(scan: XmlScan): number {
  return scan.collectedLength > 0 ? scan.collectedLength : scan.runTo - scan.runFrom;
}

export function clearValue(scan: XmlScan): void {
  scan.runFrom = -1;
  scan.runTo = -1;
  scan.collectedLength = 0;
  scan.valueIsAscii = true;
  scan.valueOverflows = false;
}

/** Adds `bytes[from, to)` to the value: without copying as long as it is the only run. */
export function addRun(scan: XmlScan, from: number, to: number): void {
  if (scan.runFrom < 0 && scan.collectedLength === 0 && to - from <= MAX_VALUE_BYTES) {
    scan.runFrom = from;
    scan.runTo = to;
    return;
  }
  keepRun(scan);
  collect(scan, scan.bytes, from, to);
}

/** Copies the run out of the window, before the window moves on. */
export function keepRun(scan: XmlScan): void {
  if (scan.runFrom < 0) return;
  collect(scan, scan.bytes, scan.runFrom, scan.runTo);
  scan.runFrom = -1;
  scan.runTo = -1;
}

/** Adds bytes to the collected value, up to its limit. */
export function collect(scan: XmlScan, bytes: Buffer, from: number, to: number): void {
  const room = MAX_VALUE_BYTES - scan.collectedLength;
  const length = Math.min(to - from, room);
  if (length < to - from) scan.valueOverflows = true;
  bytes.copy(scan.collected, scan.collectedLength, from, from + length);
  scan.collectedLength += length;
}
