// Goal: a statement is read to the digit, whoever wrote it: signs, dates, statuses, reversals and
// balances of every version, prefixes and encodings; a fault that the sums need is refused with its
// place. Method: small files written here, whole readings compared, and every file cut into pieces.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createCamtReader } from '../../main/formats/camt-reader.ts';
import type { CamtReading } from '../../main/formats/camt-types.ts';
import { statedText } from '../../main/formats/stated-amount.ts';

const NAMESPACE = 'urn:iso:std:iso:20022:tech:xsd:camt.053.001.08';

function read(text: string | Uint8Array, size = Number.POSITIVE_INFINITY): CamtReading {
  const bytes = typeof text === 'string' ? Buffer.from(text, 'utf8') : text;
  const reader = createCamtReader();
  for (let at = 0; at < bytes.length; at += Math.min(size, bytes.length)) {
    reader.push(bytes.subarray(at, at + size));
  }
  return reader.end();
}

function balance(type: string, amount: string, indicator = 'CRDT'): string {
  return `<Bal><Tp><CdOrPrtry><Cd>${type}</Cd></CdOrPrtry></Tp><Amt Ccy="EUR">${amount}</Amt>
    <CdtDbtInd>${indicator}</CdtDbtInd><Dt><Dt>2026-11-25</Dt></Dt></Bal>`;
}

function entry(amount: string, indicator: string, more = '<Sts><Cd>BOOK</Cd></Sts>'): string {
  return `<Ntry><Amt Ccy="EUR">${amount}</Amt><CdtDbtInd>${indicator}</CdtDbtInd>${more}</Ntry>`;
}

const ACCOUNT = '<Id>S-1</Id><Acct><Id><IBAN>DE02 1203 0000 0000 2020 51</IBAN></Id></Acct>';

function statement(inside: string, account = ACCOUNT): string {
  return `<Document xmlns="${NAMESPACE}"><BkToCstmrStmt><GrpHdr><MsgId>M-1</MsgId></GrpHdr>
<Stmt>${account}${inside}</Stmt></BkToCstmrStmt></Document>`;
}

/** What a reading says, in few words. */
function told({ statements, problems, accepted }: CamtReading) {
  return {
    accepted,
    statements: statements.map(({ account, currency, opening, closing, balanced, entries }) => ({
      account,
      currency,
      opening: opening === null ? null : statedText(opening, currency),
      closing: closing === null ? null : statedText(closing, currency),
      balanced,
      entries: entries.map(
        ({ amount, status, reversal }) =>
          `${statedText(amount, currency)} ${status}${reversal ? ' reversal' : ''}`,
      ),
    })),
    problems: problems.map(({ code, severity, place }) => `${severity} ${code} ${place.path}`),
  };
}

const WHOLE = statement(
  `${balance('OPBD', '100.00')}${balance('CLBD', '40.5', 'DBIT')}
${entry('30.00', 'DBIT')}${entry('120.50', 'DBIT', '<RvslInd>true</RvslInd><Sts>BOOK</Sts>')}
${entry('10', 'CRDT', '<Sts><Cd>FUTR</Cd></Sts>')}${entry('7.00', 'CRDT', '<Sts><Cd>PDNG</Cd></Sts>')}
${entry('5.00', 'DBIT', '<Sts>INFO</Sts>')}`,
);

const WHOLE_TOLD = {
  accepted: true,
  statements: [
    {
      account: 'DE02120300000000202051',
      currency: 'EUR',
      opening: '100.00',
      closing: '-40.50',
      balanced: true,
      entries: ['-30.00 BOOK', '-120.50 BOOK reversal', '10.00 FUTR', '7.00 PDNG', '-5.00 INFO'],
    },
  ],
  problems: [],
};

test('booked entries make the closing balance; pending ones and information do not', () => {
  assert.deepEqual(told(read(WHOLE)), WHOLE_TOLD);
});

test('every cut into pieces and every prefix and encoding reads the same', () => {
  for (const size of [1, 7, 64, 1000]) assert.deepEqual(told(read(WHOLE, size)), WHOLE_TOLD);
  const prefixed = WHOLE.replace('xmlns=', 'xmlns:n=').replace(/<(\/?)([A-Z])/g, '<$1n:$2');
  assert.deepEqual(told(read(prefixed)), WHOLE_TOLD);
  const utf16 = Buffer.from(`\uFEFF${WHOLE}`, 'utf16le');
  assert.deepEqual(told(read(utf16)), WHOLE_TOLD);
  const enveloped = `<Env xmlns="urn:e">${WHOLE}</Env>`;
  assert.deepEqual(told(read(enveloped)), WHOLE_TOLD);
});

test('dates, references and what the entry is about', () => {
  const more = `<Sts>BOOK</Sts><BookgDt><DtTm>2026-11-25T23:30:00+01:00</DtTm></BookgDt>
    <ValDt><Dt>2026-11-26</Dt></ValDt><AcctSvcrRef>B-9</AcctSvcrRef><NtryDtls><TxDtls>
    <Refs><EndToEndId>E-1</EndToEndId></Refs><RmtInf><Ustrd>Invoice 1</Ustrd><Ustrd>and
      2</Ustrd></RmtInf></TxDtls></NtryDtls>`;
  const [only] = read(statement(entry('1.00', 'CRDT', more))).statements[0]?.entries ?? [];
  assert.deepEqual(only, {
    bookingDate: '2026-11-25',
    valueDate: '2026-11-26',
    amount: { units: 1n, scale: 0 },
    currency: 'EUR',
    status: 'BOOK',
    reversal: false,
    reference: 'B-9',
    endToEndId: 'E-1',
    details: 'Invoice 1 and 2',
    transactions: 1,
    line: 2,
  });
});

/** A file, and what refuses it or is said of it. */
const FAULTS: readonly (readonly [file: string, problems: readonly string[]])[] = [
  ['', ['refuses file_empty null']],
  ['<a>', ['refuses xml_truncated null']],
  ['<a/>', ['refuses document_missing null']],
  ['<Document xmlns="urn:other"/>', ['refuses wrong_namespace null']],
  [
    '<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.055.001.09"/>',
    ['refuses another_message_type null'],
  ],
  [
    `<Document xmlns="${NAMESPACE}"><BkToCstmrStmt/></Document>`,
    ['refuses statement_missing null'],
  ],
  [statement('', '<Id>S</Id>'), ['refuses account_missing_in_statement Stmt[1]/Acct']],
  [
    statement('<Ntry><CdtDbtInd>CRDT</CdtDbtInd></Ntry>'),
    ['refuses amount_missing Stmt[1]/Ntry[1]/Amt'],
  ],
  [statement(entry('1,00', 'CRDT')), ['refuses amount_format Stmt[1]/Ntry[1]/Amt']],
  [statement(entry('-1.00', 'CRDT')), ['refuses amount_format Stmt[1]/Ntry[1]/Amt']],
  [
    statement('<Ntry><Amt Ccy="EUR">1</Amt></Ntry>'),
    ['refuses credit_debit_missing Stmt[1]/Ntry[1]/CdtDbtInd'],
  ],
  [statement(entry('1.00', 'C')), ['refuses credit_debit_unknown Stmt[1]/Ntry[1]/CdtDbtInd']],
  [
    statement(`${balance('OPBD', '1.00')}${balance('CLBD', '1.01')}`),
    ['warns statement_does_not_balance Stmt[1]'],
  ],
  [
    statement(entry('1.00', 'CRDT', '<BookgDt><Dt>2026-02-30</Dt></BookgDt>')),
    ['warns date_invalid Stmt[1]/Ntry[1]'],
  ],
];

for (const [file, problems] of FAULTS) {
  test(`${file.slice(0, 40)}… is ${problems.join(', ')}`, () => {
    const reading = read(file);
    assert.deepEqual(told(reading).problems, problems);
    assert.equal(reading.accepted, !problems.some((each) => each.startsWith('refuses')));
  });
}
