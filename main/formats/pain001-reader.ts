// Reads a customer credit transfer initiation (pain.001) strictly, piece by piece: every problem
// with its place, every payment as it comes, and exact totals at the end.
import type { Problem } from '../domain/problem.ts';
import { addRun } from './pain001-content.ts';
import { PAIN001_VOCABULARY, pain001Schema } from './pain001-fields.ts';
import { identifyMessage } from './pain001-message-type.ts';
import { shown } from './pain001-problems.ts';
import type { Reading } from './pain001-state.ts';
import { BESIDE, INSIDE, newReading, report } from './pain001-state.ts';
import { closeInMessage, openInMessage, openRoot } from './pain001-structure.ts';
import type { Pain001Outcome, Pain001Reader, Pain001Sink } from './pain001-types.ts';
import { createXmlScanner } from './xml-scanner.ts';
import type { XmlFailure, XmlHandler, XmlScan } from './xml-state.ts';
import { elementName, HOLDS_ANYTHING, HOLDS_VALUE, valueText } from './xml-state.ts';

const DOCUMENT = PAIN001_VOCABULARY.indexOf('Document');
const HEADER = PAIN001_VOCABULARY.indexOf('AppHdr');

/** The business application header (ISO 20022 head.001) may stand before the document. */
const HEADER_NAMESPACE = /head\.001\.\d{3}\.\d{2}$/;
const HEADER_VALUES = ['MsgDefIdr', 'BizMsgIdr', 'BizSvc'];

/**
 * A reading of one file into `sink`. It may be the message alone or inside any envelope, with or
 * without a business application header. What refuses the file, besides all that the message
 * definition of its version forbids: XML that is not well formed (`xml_…`, `file_empty`,
 * `not_xml`; only these stop the reading), `another_message_type`, `wrong_namespace`,
 * `message_version_not_supported`, `document_missing`, `message_definition_differs` (header and
 * document disagree), amounts (`currency_unknown`, `amount_…`, `too_many_decimals`,
 * `equivalent_amount_not_supported`) and control totals (`number_of_transactions_does_not_match`
 * AM19/AM20, `control_sum_does_not_match` AM10/AM17).
 */
export function createPain001Reader(sink: Pain001Sink): Pain001Reader {
  const reading = newReading(sink);
  const handler: XmlHandler = {
    open: (scan, name, namespace) => open(reading, scan, name, namespace),
    close: (scan) => close(reading, scan),
    strayText(scan, line) {
      if (reading.phase !== INSIDE || reading.strays[scan.depth] === 1) return;
      reading.strays[scan.depth] = 1;
      report(reading, scan, { code: 'text_not_expected', line });
    },
  };
  const scanner = createXmlScanner(handler, PAIN001_VOCABULARY);
  return {
    push: (chunk) => scanner.push(chunk),
    end: () => finish(reading, scanner.end()),
  };
}

function open(reading: Reading, scan: XmlScan, name: number, namespace: number): number {
  if (reading.phase !== INSIDE || reading.schema === null) {
    return openOutside(reading, scan, name, namespace);
  }
  const known = namespace === reading.namespace ? name : -1;
  return openInMessage(reading, reading.schema, scan, known);
}

function close(reading: Reading, scan: XmlScan): void {
  if (reading.phase === INSIDE && reading.schema !== null) {
    closeInMessage(reading, reading.schema, scan);
    if (scan.depth === reading.documentDepth) reading.phase = BESIDE;
    return;
  }
  if (scan.depth === reading.headerDepth) reading.headerDepth = 0;
  if (reading.headerDepth === 0) return;
  const name = localName(scan);
  if (HEADER_VALUES.includes(name) && !reading.header.has(name)) {
    reading.header.set(name, { text: valueText(scan).trim(), line: scan.line });
  }
}

/** Envelopes of any kind are passed through; the header and the document are recognised. */
function openOutside(reading: Reading, scan: XmlScan, name: number, namespace: number): number {
  if (scan.depth === 1) reading.rootName = localName(scan);
  if (name === DOCUMENT) return openDocument(reading, scan, namespace);
  const uri = scan.namespaces[namespace] ?? '';
  if (name === HEADER && HEADER_NAMESPACE.test(uri)) reading.headerDepth = scan.depth;
  const isHeaderValue = reading.headerDepth > 0 && HEADER_VALUES.includes(localName(scan));
  return isHeaderValue ? HOLDS_VALUE : HOLDS_ANYTHING;
}

function openDocument(reading: Reading, scan: XmlScan, namespace: number): number {
  if (reading.documentDepth > 0) {
    const isInsideFirst = scan.depth > reading.documentDepth && reading.phase !== BESIDE;
    if (!isInsideFirst)
      reportWhole(reading, 'element_repeated', scan.line, { element: 'Document' });
    return HOLDS_ANYTHING;
  }
  reading.documentDepth = scan.depth;
  const uri = scan.namespaces[namespace] ?? '';
  const identity = identifyMessage(uri);
  reading.messageType = identity.messageType;
  if (identity.kind === 'refused') {
    const data = { namespace: shown(uri), messageType: identity.messageType ?? '' };
    reportWhole(reading, identity.code, scan.line, data);
    return HOLDS_ANYTHING;
  }
  const schema = pain001Schema(identity.version);
  reading.schema = schema;
  reading.version = identity.version;
  reading.namespace = namespace;
  reading.phase = INSIDE;
  return openRoot(reading, schema, scan);
}

function localName(scan: XmlScan): string {
  const name = elementName(scan);
  return name.slice(name.indexOf(':') + 1);
}

function reportWhole(
  reading: Reading,
  code: string,
  line: number | null,
  data: Problem['data'],
): void {
  reading.problems.add({ code, severity: 'refuses', place: { line, path: null }, data });
}

function finish(reading: Reading, failure: XmlFailure | null): Pain001Outcome {
  if (failure !== null) {
    reportWhole(reading, failure.code, failure.line, { detail: failure.detail });
  } else if (reading.documentDepth === 0) {
    reportWhole(reading, 'document_missing', 1, { element: shown(reading.rootName ?? '') });
  }
  checkDefinition(reading);
  addRun(reading, '');
  return {
    messageType: reading.messageType,
    header: reading.group,
    counts: {
      paymentInformations: reading.blocks,
      transactions: reading.items,
      sums: reading.sums.sums(),
    },
    problemCount: reading.problems.total(),
    accepted: !reading.problems.refuses(),
  };
}

/** The header names the message it carries (head.001 MsgDefIdr); it must be the one that came. */
function checkDefinition(reading: Reading): void {
  const named = reading.header.get('MsgDefIdr');
  if (named === undefined || reading.messageType === null) return;
  if (named.text === reading.messageType) return;
  const data = { stated: shown(named.text), messageType: reading.messageType };
  reportWhole(reading, 'message_definition_differs', named.line, data);
}
