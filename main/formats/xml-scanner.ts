// An incremental XML scanner over bytes: pieces of any length go in, elements come out, and memory
// does not grow with the file. It reads XML 1.0 with namespaces and without any DTD: a document
// type declaration refuses the file before anything else in it is looked at.
import { EXCLAMATION, isSpace, LESS, LF, NAME_CLASS, QUESTION, SLASH } from './xml-bytes.ts';
import { MAX_DECLARATION_BYTES, readHead } from './xml-declaration.ts';
import type { Transcoder } from './xml-encoding.ts';
import { createTranscoder } from './xml-encoding.ts';
import type { Vocabulary } from './xml-names.ts';
import type { XmlFailure, XmlHandler, XmlScan } from './xml-state.ts';
import {
  AFTER_ROOT,
  BEFORE_ROOT,
  fail,
  forgetStretch,
  IN_CDATA,
  IN_COMMENT,
  IN_CONTENT,
  IN_INSTRUCTION,
  keepRun,
  MAX_NAME_BYTES,
  MAX_TAG_BYTES,
  NEEDS_MORE,
  newScan,
  PIECE_BYTES,
} from './xml-state.ts';
import { scanEndTag, scanStartTag } from './xml-tags.ts';
import { scanInside, scanText } from './xml-text.ts';

/** A scan under way. After a failure everything more is ignored. */
export type XmlScanner = {
  push(chunk: Uint8Array): void;
  /** Says that the file is complete; null when it was well formed. */
  end(): XmlFailure | null;
};

/**
 * Scans one file into `handler`, which is told of elements by the index of their name in
 * `vocabulary`. Every way of cutting the file into pieces gives the same calls.
 */
export function createXmlScanner(handler: XmlHandler, vocabulary: Vocabulary): XmlScanner {
  const scan = newScan(handler, vocabulary);
  return {
    push(chunk) {
      if (scan.failure !== null || chunk.length === 0) return;
      pushInput(scan, Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength));
    },
    end: () => endScan(scan),
  };
}

function pushInput(scan: XmlScan, input: Buffer): void {
  if (scan.transcoder !== null) {
    feed(scan, scan.transcoder, input, 0);
    return;
  }
  scan.head = Buffer.concat([scan.head, input.subarray(0, MAX_DECLARATION_BYTES)]);
  begin(scan, false);
  if (scan.transcoder !== null) feed(scan, scan.transcoder, input, MAX_DECLARATION_BYTES);
}

/** Settles the encoding as soon as the head is long enough, and scans the rest of the head. */
function begin(scan: XmlScan, isWhole: boolean): void {
  const reading = readHead(scan.head, isWhole);
  if (reading.kind === 'needs_more') return;
  if (reading.kind === 'refused') {
    fail(scan, reading.code, reading.detail);
    return;
  }
  const { head } = scan;
  scan.head = Buffer.alloc(0);
  scan.line += reading.lines;
  scan.transcoder = createTranscoder(reading.encoding);
  feed(scan, scan.transcoder, head, reading.skip);
}

function feed(scan: XmlScan, transcoder: Transcoder, input: Buffer, from: number): void {
  let taken = from;
  while (taken < input.length && scan.failure === null) {
    transcoder.step(input, taken, scan.bytes, scan.end, MAX_TAG_BYTES + PIECE_BYTES);
    taken = transcoder.taken;
    scan.end = transcoder.at;
    scan.bytes[scan.end] = 0;
    const read = scanWindow(scan);
    if (!transcoder.valid) fail(scan, 'xml_encoding', 'invalid_character');
    keepRun(scan);
    forgetStretch(scan);
    scan.bytes.copy(scan.bytes, 0, read, scan.end);
    scan.end -= read;
    if (scan.end > MAX_TAG_BYTES) fail(scan, 'xml_too_complex', 'tag');
  }
}

/** Scans as much of the window as is complete; the answer is how much that was. */
function scanWindow(scan: XmlScan): number {
  const { bytes, end } = scan;
  let at = 0;
  while (at < end) {
    let next: number;
    if (scan.inside !== IN_CONTENT) next = scanInside(scan, at);
    else if (bytes[at] === LESS) next = scanMarkup(scan, at);
    else if (scan.depth > 0) next = scanText(scan, at);
    else next = scanOutside(scan, at);
    if (next < 0 || next === at) break;
    at = next;
  }
  return at;
}

function scanMarkup(scan: XmlScan, at: number): number {
  const { bytes, end } = scan;
  if (at + 1 >= end) return NEEDS_MORE;
  const second = bytes[at + 1];
  if (second === SLASH) return scanEndTag(scan, at);
  if (second === QUESTION) return scanInstruction(scan, at);
  if (second === EXCLAMATION) return scanDeclaration(scan, at);
  return scanStartTag(scan, at);
}

/** Outside the root element only white space, comments and instructions may stand. */
function scanOutside(scan: XmlScan, start: number): number {
  const { bytes, end } = scan;
  let at = start;
  while (at < end && isSpace(bytes[at] ?? 0)) {
    if (bytes[at] === LF) scan.line += 1;
    at += 1;
  }
  if (at >= end || bytes[at] === LESS) return at;
  if (scan.place === BEFORE_ROOT) return fail(scan, 'not_xml', 'first_character');
  return fail(scan, 'xml_malformed', 'text_after_root');
}

const CDATA_START = '<![CDATA[';

function scanDeclaration(scan: XmlScan, at: number): number {
  const text = scan.bytes.toString('latin1', at, Math.min(scan.end, at + CDATA_START.length));
  if (text.startsWith('<!--')) {
    scan.inside = IN_COMMENT;
    return at + 4;
  }
  if (text === CDATA_START && scan.depth > 0) {
    scan.inside = IN_CDATA;
    return at + CDATA_START.length;
  }
  if (/^<!d/i.test(text)) return fail(scan, 'xml_doctype_forbidden', 'doctype');
  if ('<!--'.startsWith(text) || CDATA_START.startsWith(text)) {
    return text === CDATA_START ? fail(scan, 'xml_malformed', 'cdata_outside_root') : NEEDS_MORE;
  }
  return fail(scan, 'xml_malformed', 'declaration');
}

function scanInstruction(scan: XmlScan, start: number): number {
  const { bytes, end } = scan;
  let at = start + 2;
  while (at < end && (NAME_CLASS[bytes[at] ?? 0] ?? 0) !== 0) at += 1;
  if (at - start > MAX_NAME_BYTES) return fail(scan, 'xml_too_complex', 'name');
  if (at >= end) return NEEDS_MORE;
  const target = bytes.toString('utf8', start + 2, at);
  const follows = bytes[at] ?? 0;
  if (!/^[\p{L}_]/u.test(target) || !(isSpace(follows) || follows === QUESTION)) {
    return fail(scan, 'xml_malformed', 'instruction');
  }
  if (target.toLowerCase() === 'xml') return fail(scan, 'xml_malformed', 'declaration');
  scan.inside = IN_INSTRUCTION;
  return at;
}

function endScan(scan: XmlScan): XmlFailure | null {
  if (scan.failure === null && scan.transcoder === null) begin(scan, true);
  if (scan.failure !== null) return scan.failure;
  const isComplete =
    scan.place === AFTER_ROOT &&
    scan.inside === IN_CONTENT &&
    scan.end === 0 &&
    scan.transcoder?.incomplete() === false;
  if (!isComplete) fail(scan, 'xml_truncated', 'end_of_file');
  return scan.failure;
}
