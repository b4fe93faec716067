// Which elements of a camt message we read, by their path below the statement: every version from
// 01 on, the two ways of naming an account and a status that have come and gone among them.

/** The root of each message and what it calls one statement. */
export const CAMT_ROOTS: ReadonlyMap<string, string> = new Map([
  ['BkToCstmrStmt', 'Stmt'],
  ['BkToCstmrStmtV01', 'Stmt'],
  ['BkToCstmrAcctRpt', 'Rpt'],
  ['BkToCstmrAcctRptV01', 'Rpt'],
  ['BkToCstmrDbtCdtNtfctn', 'Ntfctn'],
  ['BkToCstmrDbtCdtNtfctnV01', 'Ntfctn'],
]);

/** The fields of a statement, a balance, an entry and a transaction. */
export type CamtField =
  | 'id'
  | 'account'
  | 'currency'
  | 'amount'
  | 'creditDebit'
  | 'reversal'
  | 'status'
  | 'balanceType'
  | 'date'
  | 'bookingDate'
  | 'valueDate'
  | 'entryReference'
  | 'serviceReference'
  | 'entryText'
  | 'endToEndId'
  | 'remittance'
  | 'transactionText';

const STATEMENT: readonly (readonly [path: string, field: CamtField])[] = [
  ['Id', 'id'],
  ['Acct/Id/IBAN', 'account'],
  ['Acct/Id/BBAN', 'account'],
  ['Acct/Id/UPIC', 'account'],
  ['Acct/Id/PrtryAcct/Id', 'account'],
  ['Acct/Id/Othr/Id', 'account'],
  ['Acct/Ccy', 'currency'],
];

const BALANCE: readonly (readonly [path: string, field: CamtField])[] = [
  ['Tp/Cd', 'balanceType'],
  ['Tp/Prtry', 'balanceType'],
  ['Tp/CdOrPrtry/Cd', 'balanceType'],
  ['Tp/CdOrPrtry/Prtry', 'balanceType'],
  ['Amt', 'amount'],
  ['CdtDbtInd', 'creditDebit'],
  ['Dt/Dt', 'date'],
  ['Dt/DtTm', 'date'],
];

const ENTRY: readonly (readonly [path: string, field: CamtField])[] = [
  ['NtryRef', 'entryReference'],
  ['Amt', 'amount'],
  ['CdtDbtInd', 'creditDebit'],
  ['RvslInd', 'reversal'],
  ['Sts', 'status'],
  ['Sts/Cd', 'status'],
  ['Sts/Prtry', 'status'],
  ['BookgDt/Dt', 'bookingDate'],
  ['BookgDt/DtTm', 'bookingDate'],
  ['ValDt/Dt', 'valueDate'],
  ['ValDt/DtTm', 'valueDate'],
  ['AcctSvcrRef', 'serviceReference'],
  ['AddtlNtryInf', 'entryText'],
];

/** Below a transaction, which lies in NtryDtls since version 02. */
const TRANSACTION: readonly (readonly [path: string, field: CamtField])[] = [
  ['Refs/EndToEndId', 'endToEndId'],
  ['RmtInf/Ustrd', 'remittance'],
  ['RmtInf/Strd/CdtrRefInf/Ref', 'remittance'],
  ['RmtInf/Strd/CdtrRefInf/CdtrRef', 'remittance'],
  ['AddtlTxInf', 'transactionText'],
];

function below(prefix: string, fields: typeof ENTRY): [string, CamtField][] {
  return fields.map(([path, field]) => [`${prefix}/${path}`, field]);
}

/** Path below the statement → field. */
export const CAMT_FIELDS: ReadonlyMap<string, CamtField> = new Map([
  ...STATEMENT,
  ...below('Bal', BALANCE),
  ...below('Ntry', ENTRY),
  ...below('Ntry/TxDtls', TRANSACTION),
  ...below('Ntry/NtryDtls/TxDtls', TRANSACTION),
]);

/** Where a transaction of an entry begins. */
export const TRANSACTION_PATHS: ReadonlySet<string> = new Set([
  'Ntry/TxDtls',
  'Ntry/NtryDtls/TxDtls',
]);

/** Elements on the way to a field: everything else below a statement is passed over. */
export const CAMT_BRANCHES: ReadonlySet<string> = new Set(
  [...CAMT_FIELDS.keys(), ...TRANSACTION_PATHS].flatMap((path) => {
    const steps = path.split('/');
    return steps.map((_, at) => steps.slice(0, at + 1).join('/'));
  }),
);
