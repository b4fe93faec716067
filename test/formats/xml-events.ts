// Runs the XML scanner for tests and writes down what it said, so that whole outcomes compare.
import { createVocabulary } from '../../main/formats/xml-names.ts';
import { createXmlScanner } from '../../main/formats/xml-scanner.ts';
import type { XmlFailure, XmlHandler } from '../../main/formats/xml-state.ts';
import {
  elementName,
  HOLDS_ELEMENTS,
  HOLDS_VALUE,
  valueText,
} from '../../main/formats/xml-state.ts';

export type Scanned = { readonly events: readonly string[]; readonly failure: XmlFailure | null };

/** `a` to `c` hold elements, every other name holds a value. */
const VOCABULARY = createVocabulary(['a', 'b', 'c', 'v', 'w']);
const FIRST_VALUE = 3;

/** Scans `bytes` in pieces of `size`; events are `<name ns line`, `=value`, `>name`, `?stray`. */
export function scanXml(bytes: Uint8Array, size = bytes.length): Scanned {
  const events: string[] = [];
  const open: number[] = [];
  const handler: XmlHandler = {
    open(scan, name, namespace) {
      open.push(name);
      events.push(`<${elementName(scan)} ${scan.namespaces[namespace]} ${scan.line}`);
      return name >= 0 && name < FIRST_VALUE ? HOLDS_ELEMENTS : HOLDS_VALUE;
    },
    close(scan) {
      const name = open.pop() ?? -1;
      if (name < 0 || name >= FIRST_VALUE) events.push(`=${valueText(scan)}`);
      events.push(`>${elementName(scan)}`);
    },
    strayText() {
      if (events.at(-1) !== '?') events.push('?');
    },
  };
  const scanner = createXmlScanner(handler, VOCABULARY);
  for (let at = 0; at < bytes.length; at += Math.max(size, 1)) {
    scanner.push(bytes.subarray(at, at + size));
  }
  return { events, failure: scanner.end() };
}

/** The only value of a document, or the code of its failure. */
export function onlyValue(bytes: Uint8Array, size?: number): string {
  const { events, failure } = scanXml(bytes, size);
  if (failure !== null) return `${failure.code} ${failure.detail} ${failure.line}`;
  return events.filter((event) => event.startsWith('=')).join('|');
}

export function utf8(text: string): Uint8Array {
  return Buffer.from(text, 'utf8');
}
