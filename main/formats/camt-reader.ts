// Reads bank statements, account reports and notifications (camt.053, 052, 054) piece by piece.
// Statements are a bank's word and are read leniently: an order or an element that the definition
// does not have changes nothing. What the sums need is read strictly, with the place of a fault.
import { PROBLEMS_KEPT, type Problem } from '../domain/problem.ts';
import { visible } from '../domain/text.ts';
import { CAMT_BRANCHES, CAMT_FIELDS, CAMT_ROOTS, TRANSACTION_PATHS } from './camt-paths.ts';
import { CamtStatements } from './camt-statements.ts';
import type { CamtReading } from './camt-types.ts';
import { attributeIs, attributeText } from './xml-attributes.ts';
import { createVocabulary } from './xml-names.ts';
import { createXmlScanner } from './xml-scanner.ts';
import {
  elementName,
  HOLDS_ANYTHING,
  HOLDS_VALUE,
  valueText,
  type XmlHandler,
  type XmlScan,
} from './xml-state.ts';

const ISO = 'urn:iso:std:iso:20022:tech:xsd:';
const MESSAGE = /\b([a-z]{4}\.\d{3})\.\d{3}\.\d{2}/;
const READABLE = /^camt\.05[234]\.001\.\d{2}$/;

/** A reading under way, fed as the payment reader is. */
export type CamtReader = {
  push(chunk: Uint8Array): void;
  end(): CamtReading;
};

/** Where a reading is in its document. */
type Reading = {
  readonly statements: CamtStatements;
  readonly problems: Problem[];
  problemCount: number;
  refuses: boolean;
  kind: string | null;
  /** The namespace whose elements are read, by its number in the scan; -1 before the document. */
  namespace: number;
  documentDepth: number;
  rootName: string;
  statementName: string;
  messageId: string | null;
  /** Local names of the open elements below the document; '' for one that is passed over. */
  readonly open: string[];
};

/**
 * Reads one file. What refuses it: XML that is not well formed (`xml_…`, `file_empty`, `not_xml`),
 * `document_missing`, `another_message_type`, `wrong_namespace`, `statement_missing`,
 * `too_many_statements`, and per statement `account_missing_in_statement`, `amount_missing`, `amount_format`,
 * `credit_debit_missing`, `credit_debit_unknown`, each with its line and path. What only warns:
 * `statement_does_not_balance`, `date_invalid`, `currency_differs`, `entries_not_listed`.
 */
export function createCamtReader(): CamtReader {
  const problems: Problem[] = [];
  const reading: Reading = {
    statements: new CamtStatements((problem) => add(reading, problem)),
    problems,
    problemCount: 0,
    refuses: false,
    kind: null,
    namespace: -1,
    documentDepth: 0,
    rootName: '',
    statementName: '',
    messageId: null,
    open: [],
  };
  const handler: XmlHandler = {
    open: (scan, _name, namespace) => open(reading, scan, namespace),
    close: (scan) => close(reading, scan),
    strayText: () => undefined,
  };
  // Names are few and told apart by their path, so the scanner needs to know none.
  const scanner = createXmlScanner(handler, createVocabulary(['Document']));
  return {
    push: (chunk) => scanner.push(chunk),
    end: () => {
      const failure = scanner.end();
      if (failure !== null) {
        refuse(reading, failure.code, failure.line, null, { detail: failure.detail });
      } else if (reading.documentDepth === 0) {
        refuse(reading, 'document_missing', 1, null, { element: reading.rootName.slice(0, 100) });
      } else if (reading.kind !== null && reading.statements.count === 0) {
        refuse(reading, 'statement_missing', 1, null, {});
      }
      return finished(reading);
    },
  };
}

function finished(reading: Reading): CamtReading {
  const { kind, messageId, problems, problemCount, statements } = reading;
  return {
    kind,
    accepted: !reading.refuses,
    messageId,
    statements: statements.all(),
    entryCount: statements.entryCount,
    problems,
    problemCount,
  };
}

function add(reading: Reading, problem: Problem): void {
  reading.problemCount += 1;
  if (problem.severity === 'refuses') reading.refuses = true;
  if (reading.problems.length < PROBLEMS_KEPT) reading.problems.push(problem);
}

function refuse(
  reading: Reading,
  code: string,
  line: number | null,
  path: string | null,
  data: Problem['data'],
): void {
  add(reading, { code, reasonCode: null, severity: 'refuses', place: { line, path }, data });
}

function localName(scan: XmlScan): string {
  const name = elementName(scan);
  return name.slice(name.indexOf(':') + 1);
}

function open(reading: Reading, scan: XmlScan, namespace: number): number {
  if (reading.documentDepth === 0) {
    const name = localName(scan);
    if (scan.depth === 1) reading.rootName = name;
    if (name === 'Document') openDocument(reading, scan, namespace);
    return HOLDS_ANYTHING;
  }
  if (scan.depth <= reading.documentDepth || reading.kind === null) return HOLDS_ANYTHING;
  const isOurs = namespace === reading.namespace;
  reading.open.length = scan.depth - reading.documentDepth - 1;
  reading.open.push(isOurs ? localName(scan) : '');
  return isOurs ? openInMessage(reading, scan) : HOLDS_ANYTHING;
}

function openDocument(reading: Reading, scan: XmlScan, namespace: number): void {
  reading.documentDepth = scan.depth;
  const uri = scan.namespaces[namespace] ?? '';
  const messageType = MESSAGE.exec(uri)?.[0] ?? null;
  const data = { namespace: visible(uri).slice(0, 100), messageType: messageType ?? '' };
  if (messageType !== null && READABLE.test(messageType) && uri === `${ISO}${messageType}`) {
    reading.kind = messageType;
    reading.namespace = namespace;
    return;
  }
  const isOther = messageType !== null && !/^camt\.05[234]\./.test(messageType);
  refuse(reading, isOther ? 'another_message_type' : 'wrong_namespace', scan.line, null, data);
}

/** The path below the statement in hand, or null outside of one. */
function pathInStatement({ open: names, statementName }: Reading): string | null {
  return names.length > 2 && names[1] === statementName ? names.slice(2).join('/') : null;
}

function openInMessage(reading: Reading, scan: XmlScan): number {
  const { open: names, statements } = reading;
  if (names.length === 1) {
    reading.statementName = CAMT_ROOTS.get(names[0] ?? '') ?? '';
    return HOLDS_ANYTHING;
  }
  if (names.length === 2 && names[1] === reading.statementName) {
    statements.begin(reading.statementName, scan.line);
    return HOLDS_ANYTHING;
  }
  if (names.length === 3 && names[1] === 'GrpHdr' && names[2] === 'MsgId') return HOLDS_VALUE;
  const path = pathInStatement(reading);
  if (path === null || !CAMT_BRANCHES.has(path)) return HOLDS_ANYTHING;
  if (path === 'Bal') statements.beginBalance(scan.line);
  else if (path === 'Ntry') statements.beginEntry(scan.line);
  else if (TRANSACTION_PATHS.has(path)) statements.beginTransaction();
  const field = CAMT_FIELDS.get(path);
  if (field === undefined) return HOLDS_ANYTHING;
  if (field === 'amount') statements.take('amountCurrency', currencyOf(scan), scan.line);
  return HOLDS_VALUE;
}

function currencyOf(scan: XmlScan): string {
  for (let index = 0; index < scan.attributeCount; index += 1) {
    if (attributeIs(scan, index, 'Ccy')) return attributeText(scan, index).trim();
  }
  return '';
}

function close(reading: Reading, scan: XmlScan): void {
  const { open: names, statements } = reading;
  if (reading.kind === null || scan.depth <= reading.documentDepth || names.length === 0) return;
  if (names.length === 3 && names[1] === 'GrpHdr' && names[2] === 'MsgId') {
    reading.messageId ??= valueText(scan).trim().slice(0, 140);
  }
  const path = pathInStatement(reading);
  if (names.length === 2 && names[1] === reading.statementName) statements.end();
  else if (path === 'Bal') statements.endBalance();
  else if (path === 'Ntry') statements.endEntry();
  else if (path !== null) {
    const field = CAMT_FIELDS.get(path);
    if (field !== undefined) statements.take(field, valueText(scan).trim(), scan.line);
  }
  names.pop();
}
