// Writes a customer payment status report (pain.002) piece by piece: version 10 in answer to newer
// files, 03 in answer to pain.001 of 03. Values in, text out; what is told was decided elsewhere.
import type { IsoStatus } from '../domain/iso-status.ts';
import { formatMinor, isDecimalNumber, type Money } from '../domain/money.ts';
import type { Told, ToldCount } from '../domain/status-told.ts';

export type Pain002Version = '03' | '10';

/**
 * The version that answers a file of `messageType` (`pain.001.001.09`): files of version 03 and
 * its national editions are answered in 03, all others in 10.
 */
export function pain002VersionFor(messageType: string): Pain002Version {
  return /^pain\.001\.\d{3}\.03\b/.test(messageType) ? '03' : '10';
}

/** The status as the version can say it: 03 has no ACCC, and settled is the nearest it has. */
export function statusIn(version: Pain002Version, status: IsoStatus): IsoStatus {
  return version === '03' && status === 'ACCC' ? 'ACSC' : status;
}

/** Counts and sums of payments, and what all of them are told (null: nothing, PART: it differs). */
export type ReportedGroup = {
  readonly payments: number;
  /** Added as plain decimals. */
  readonly sum: string;
  readonly status: IsoStatus | null;
  readonly perStatus: readonly ToldCount[];
};

export type ReportHead = {
  /** At most 35 characters, unique among the bank's messages. */
  readonly messageId: string;
  /** `YYYY-MM-DDThh:mm:ss.sssZ` */
  readonly createdAt: string;
  readonly originalMessageId: string;
  readonly originalMessageType: string;
  readonly group: ReportedGroup;
};

export type ReportedBlock = {
  readonly originalPaymentInformationId: string;
  readonly group: ReportedGroup;
  /** The reason that the status of the whole block has. */
  readonly reasonCode: string | null;
  /** `YYYY-MM-DD`: when it executes, told beside a reason. */
  readonly executionDate: string;
};

export type ReportedPayment = {
  readonly originalInstructionId: string | null;
  readonly originalEndToEndId: string;
  readonly originalUetr: string | null;
  readonly amount: Money;
  readonly told: Told;
  readonly executionDate: string;
};

/** The parts of a report in order: one head, then each block with its payments, then the end. */
export type Pain002Writer = {
  readonly head: (head: ReportHead) => string;
  readonly block: (block: ReportedBlock) => string;
  readonly payment: (payment: ReportedPayment) => string;
  readonly blockEnd: () => string;
  readonly end: () => string;
};

export function createPain002Writer(version: Pain002Version): Pain002Writer {
  return {
    head: (head) => headXml(version, head),
    block: blockXml,
    payment: (payment) => paymentXml(version, payment),
    blockEnd: () => '</OrgnlPmtInfAndSts>\n',
    end: () => '</CstmrPmtStsRpt>\n</Document>\n',
  };
}

function headXml(version: Pain002Version, head: ReportHead): string {
  const { group } = head;
  return `<?xml version="1.0" encoding="UTF-8"?>
<Document xmlns="urn:iso:std:iso:20022:tech:xsd:pain.002.001.${version}">
<CstmrPmtStsRpt>
<GrpHdr>${element('MsgId', head.messageId)}${element('CreDtTm', head.createdAt)}</GrpHdr>
<OrgnlGrpInfAndSts>${element('OrgnlMsgId', head.originalMessageId)}${element(
    'OrgnlMsgNmId',
    head.originalMessageType,
  )}${countsXml(group)}${statusXml('GrpSts', group)}${perStatusXml(group)}</OrgnlGrpInfAndSts>
`;
}

function blockXml({ group, reasonCode, executionDate, ...block }: ReportedBlock): string {
  const id = element('OrgnlPmtInfId', block.originalPaymentInformationId);
  const status = `${statusXml('PmtInfSts', group)}${reasonXml(reasonCode, executionDate)}`;
  return `<OrgnlPmtInfAndSts>${id}${countsXml(group)}${status}${perStatusXml(group)}\n`;
}

function paymentXml(version: Pain002Version, payment: ReportedPayment): string {
  const { originalInstructionId, originalEndToEndId, originalUetr, told, amount } = payment;
  const instruction = optional('OrgnlInstrId', originalInstructionId);
  // Version 03 is older than the UETR.
  const uetr = version === '03' ? '' : optional('OrgnlUETR', originalUetr);
  const ids = `${instruction}${element('OrgnlEndToEndId', originalEndToEndId)}${uetr}`;
  const reason = reasonXml(told.reasonCode, payment.executionDate);
  const instructed = `<InstdAmt Ccy="${escapeXml(amount.currency)}">${formatMinor(amount)}</InstdAmt>`;
  const original = `<OrgnlTxRef><Amt>${instructed}</Amt></OrgnlTxRef>`;
  return `<TxInfAndSts>${ids}${element('TxSts', told.status)}${reason}${original}</TxInfAndSts>\n`;
}

function countsXml({ payments, sum }: ReportedGroup): string {
  return `${element('OrgnlNbOfTxs', String(payments))}${sumXml('OrgnlCtrlSum', sum)}`;
}

function statusXml(name: 'GrpSts' | 'PmtInfSts', { status }: ReportedGroup): string {
  return optional(name, status);
}

function perStatusXml({ perStatus }: ReportedGroup): string {
  return perStatus
    .map(({ status, payments, sum }) => {
      const counted = `${element('DtldNbOfTxs', String(payments))}${element('DtldSts', status)}`;
      return `<NbOfTxsPerSts>${counted}${sumXml('DtldCtrlSum', sum)}</NbOfTxsPerSts>`;
    })
    .join('');
}

/** A sum of more digits than the schema's decimal has is left out: it is optional everywhere. */
function sumXml(name: string, sum: string): string {
  return isDecimalNumber(sum) ? element(name, sum) : '';
}

/** DT06 tells the new date, which no other element of the report can. */
function reasonXml(reasonCode: string | null, executionDate: string): string {
  if (reasonCode === null) return '';
  const more = reasonCode === 'DT06' ? element('AddtlInf', executionDate) : '';
  return `<StsRsnInf><Rsn>${element('Cd', reasonCode)}</Rsn>${more}</StsRsnInf>`;
}

function optional(name: string, value: string | null): string {
  return value === null ? '' : element(name, value);
}

function element(name: string, value: string): string {
  return `<${name}>${escapeXml(value)}</${name}>`;
}

const ESCAPES: { readonly [character: string]: string } = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  // A bare carriage return would be read back as a line feed (XML 1.0 §2.11).
  '\r': '&#13;',
};

function escapeXml(text: string): string {
  return text.replace(/[&<>"\r]/g, (character) => ESCAPES[character] ?? '');
}

/** Joins texts into pieces of at most `most` UTF-16 units; no text is longer than that by itself. */
export type PieceJoiner = {
  /** Takes one more text; gives a piece that is full, or null while there is room. */
  readonly add: (text: string) => string | null;
  /** What is left at the end; '' when nothing is. */
  readonly rest: () => string;
};

export function createPieceJoiner(most: number): PieceJoiner {
  let joined = '';
  return {
    add: (text) => {
      if (joined.length + text.length <= most) {
        joined += text;
        return null;
      }
      const full = joined;
      joined = text;
      return full;
    },
    rest: () => joined,
  };
}
