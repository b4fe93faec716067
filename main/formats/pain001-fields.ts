// Which values of a pain.001 we keep, where they stand, and the records made of them.
import { assert } from '../domain/assert.ts';
import type { Schema, TypeLine } from './message-schema.ts';
import { compileSchema, definitionNames } from './message-schema.ts';
import { CODE_LISTS, PAIN001_TYPES } from './pain001-definition.ts';
import { TRANSFER_TYPES } from './pain001-transfer-definition.ts';
import type { Vocabulary } from './xml-names.ts';
import { createVocabulary } from './xml-names.ts';

const ROOT = 'CstmrCdtTrfInitn';
const GROUP = `${ROOT}/GrpHdr`;
const BLOCK = `${ROOT}/PmtInf`;
const ITEM = `${BLOCK}/CdtTrfTxInf`;
const OWNER = `${GROUP}/InitgPty/Id`;

/** Field number → the paths that fill it. The first value in the file stands. */
const PATHS = {
  initiation: [ROOT],
  group: [GROUP],
  messageId: [`${GROUP}/MsgId`],
  createdAt: [`${GROUP}/CreDtTm`],
  groupCount: [`${GROUP}/NbOfTxs`],
  groupSum: [`${GROUP}/CtrlSum`],
  authorisation: [`${GROUP}/Authstn/Prtry`],
  initiatingName: [`${GROUP}/InitgPty/Nm`],
  initiatingId: [
    `${OWNER}/OrgId/BICOrBEI`,
    `${OWNER}/OrgId/AnyBIC`,
    `${OWNER}/OrgId/LEI`,
    `${OWNER}/OrgId/Othr/Id`,
    `${OWNER}/PrvtId/Othr/Id`,
  ],
  block: [BLOCK],
  blockId: [`${BLOCK}/PmtInfId`],
  method: [`${BLOCK}/PmtMtd`],
  batchBooking: [`${BLOCK}/BtchBookg`],
  blockCount: [`${BLOCK}/NbOfTxs`],
  blockSum: [`${BLOCK}/CtrlSum`],
  serviceLevel: [`${BLOCK}/PmtTpInf/SvcLvl/Cd`, `${BLOCK}/PmtTpInf/SvcLvl/Prtry`],
  executionDate: [`${BLOCK}/ReqdExctnDt`, `${BLOCK}/ReqdExctnDt/Dt`, `${BLOCK}/ReqdExctnDt/DtTm`],
  debtorName: [`${BLOCK}/Dbtr/Nm`],
  debtorAccount: [`${BLOCK}/DbtrAcct`],
  debtorIban: [`${BLOCK}/DbtrAcct/Id/IBAN`],
  debtorOther: [`${BLOCK}/DbtrAcct/Id/Othr/Id`],
  debtorCurrency: [`${BLOCK}/DbtrAcct/Ccy`],
  debtorBic: [`${BLOCK}/DbtrAgt/FinInstnId/BIC`, `${BLOCK}/DbtrAgt/FinInstnId/BICFI`],
  debtorMember: [`${BLOCK}/DbtrAgt/FinInstnId/ClrSysMmbId/MmbId`],
  blockCharges: [`${BLOCK}/ChrgBr`],
  item: [ITEM],
  instructionId: [`${ITEM}/PmtId/InstrId`],
  endToEndId: [`${ITEM}/PmtId/EndToEndId`],
  uetr: [`${ITEM}/PmtId/UETR`],
  instructedAmount: [`${ITEM}/Amt/InstdAmt`],
  equivalent: [`${ITEM}/Amt/EqvtAmt`],
  equivalentAmount: [`${ITEM}/Amt/EqvtAmt/Amt`],
  transferCurrency: [`${ITEM}/Amt/EqvtAmt/CcyOfTrf`],
  itemCharges: [`${ITEM}/ChrgBr`],
  creditorBic: [`${ITEM}/CdtrAgt/FinInstnId/BIC`, `${ITEM}/CdtrAgt/FinInstnId/BICFI`],
  creditorMember: [`${ITEM}/CdtrAgt/FinInstnId/ClrSysMmbId/MmbId`],
  creditorName: [`${ITEM}/Cdtr/Nm`],
  creditorCountry: [`${ITEM}/Cdtr/PstlAdr/Ctry`],
  creditorIban: [`${ITEM}/CdtrAcct/Id/IBAN`],
  creditorOther: [`${ITEM}/CdtrAcct/Id/Othr/Id`],
  purpose: [`${ITEM}/Purp/Cd`, `${ITEM}/Purp/Prtry`],
  unstructured: [`${ITEM}/RmtInf/Ustrd`],
  reference: [`${ITEM}/RmtInf/Strd/CdtrRefInf/Ref`],
} as const satisfies { readonly [field: string]: readonly string[] };

type FieldName = keyof typeof PATHS;

/** The number of each field, in the order of PATHS: group, then block, then item. */
export const FIELD = {
  initiation: 0,
  group: 1,
  messageId: 2,
  createdAt: 3,
  groupCount: 4,
  groupSum: 5,
  authorisation: 6,
  initiatingName: 7,
  initiatingId: 8,
  block: 9,
  blockId: 10,
  method: 11,
  batchBooking: 12,
  blockCount: 13,
  blockSum: 14,
  serviceLevel: 15,
  executionDate: 16,
  debtorName: 17,
  debtorAccount: 18,
  debtorIban: 19,
  debtorOther: 20,
  debtorCurrency: 21,
  debtorBic: 22,
  debtorMember: 23,
  blockCharges: 24,
  item: 25,
  instructionId: 26,
  endToEndId: 27,
  uetr: 28,
  instructedAmount: 29,
  equivalent: 30,
  equivalentAmount: 31,
  transferCurrency: 32,
  itemCharges: 33,
  creditorBic: 34,
  creditorMember: 35,
  creditorName: 36,
  creditorCountry: 37,
  creditorIban: 38,
  creditorOther: 39,
  purpose: 40,
  unstructured: 41,
  reference: 42,
} as const satisfies { readonly [name in FieldName]: number };

/** Names of the business application header that we read, beside those of the message. */
const HEADER_NAMES = ['AppHdr', 'BizMsgIdr', 'MsgDefIdr', 'BizSvc', 'Document'];

const LINES: readonly TypeLine[] = [...PAIN001_TYPES, ...TRANSFER_TYPES];

export const PAIN001_VOCABULARY: Vocabulary = createVocabulary([
  ...HEADER_NAMES,
  ...definitionNames(LINES),
]);

const schemas = new Map<number, Schema>();

/** The compiled definition of `pain.001.001.NN`; compiled once per version and process. */
export function pain001Schema(version: number): Schema {
  const existing = schemas.get(version);
  if (existing !== undefined) return existing;
  const fields = new Map<string, number>();
  for (const [number, [name, paths]] of Object.entries(PATHS).entries()) {
    assert(Object.keys(FIELD)[number] === name, 'fields are numbered in the order of their paths');
    for (const path of paths) fields.set(path, number);
  }
  const vocabulary = PAIN001_VOCABULARY;
  const schema = compileSchema({
    lines: LINES,
    version,
    codeLists: CODE_LISTS,
    vocabulary,
    fields,
    watched: 'Address',
  });
  schemas.set(version, schema);
  return schema;
}

/** The values read so far and the lines they stood on, per field number. */
export type Fields = {
  readonly values: (string | null)[];
  readonly lines: Int32Array;
  /** The value that each field had when it was last read and found right. */
  readonly lastValues: (string | null)[];
};

export function newFields(): Fields {
  const count = Object.keys(PATHS).length;
  return {
    values: new Array<string | null>(count).fill(null),
    lines: new Int32Array(count),
    lastValues: new Array<string | null>(count).fill(null),
  };
}

/** Forgets the values of a scope that begins: a block forgets its items too. */
export function forgetFields(fields: Fields, scope: 'block' | 'item'): void {
  const { values } = fields;
  const first = scope === 'block' ? FIELD.block : FIELD.item;
  // A loop, because filling a short array by its method costs a call out of JavaScript per item.
  for (let field = first; field < values.length; field += 1) values[field] = null;
}
