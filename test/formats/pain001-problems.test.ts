// Goal: every rule of the message and of money is found, with its code, reason and place, all at
// once, and nothing else is. Method: one replacement in a good file per row of a table; the whole
// list of problems is compared, so that a false alarm fails as well as a miss.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { PROBLEMS_KEPT } from '../../main/domain/problem.ts';
import { changed, fixture, problemLines, readPain001 } from './read-pain001.ts';

const GOOD = fixture('suppliers-03.xml');
const LATER = fixture('envelope-09.xml');

type Row = readonly [from: string, to: string, ...problems: string[]];

function expectProblems(good: string, rows: readonly Row[]): void {
  for (const [from, to, ...problems] of rows) {
    const read = readPain001(Buffer.from(changed(good, from, to)));
    assert.deepEqual(problemLines(read), problems, to);
    const refuses = problems.some((problem) => problem.startsWith('refuses'));
    assert.deepEqual(
      [read.outcome.accepted, read.outcome.problemCount],
      [!refuses, problems.length],
      to,
    );
  }
}

const ITEM = 'PmtInf[1]/CdtTrfTxInf[1]';
const AMOUNT = `${ITEM}/Amt/InstdAmt`;
const GROUP_SUM = 'refuses control_sum_does_not_match AM10 GrpHdr/CtrlSum';
const BLOCK_SUM = 'refuses control_sum_does_not_match AM17 PmtInf[1]/CtrlSum';

test('structure: what may stand where, how often, in which order', () => {
  expectProblems(GOOD, [
    ['<InstrId>', '<Foo>x</Foo><InstrId>', `refuses element_not_expected CH17 ${ITEM}/PmtId/Foo`],
    ['<Purp>', '<__proto__/><Purp>', `refuses element_not_expected CH17 ${ITEM}/__proto__`],
    [
      '<MsgId>',
      '<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="file:///etc/x"/><MsgId>',
      'refuses element_not_expected CH17 GrpHdr/include',
    ],
    [
      '<Ctry>FR</Ctry>',
      '<Ctry xmlns="urn:other">FR</Ctry>',
      `refuses element_not_expected CH17 ${ITEM}/Cdtr/PstlAdr/Ctry`,
    ],
    [
      '<PmtMtd>TRF</PmtMtd>\n      <BtchBookg>true</BtchBookg>',
      '<BtchBookg>true</BtchBookg>\n      <PmtMtd>TRF</PmtMtd>',
      'refuses element_out_of_order FF01 PmtInf[1]/PmtMtd',
    ],
    [
      '<InstrId>I-1</InstrId>',
      '<InstrId>I-1</InstrId><InstrId>I-2</InstrId>',
      `refuses element_repeated FF01 ${ITEM}/PmtId/InstrId`,
    ],
    [
      '<Othr><Id>12-3456-7</Id></Othr>',
      '<IBAN>DE89370400440532013000</IBAN><Othr><Id>12-3456-7</Id></Othr>',
      'refuses element_not_expected CH17 PmtInf[1]/CdtTrfTxInf[2]/CdtrAcct/Id/Othr',
    ],
    [
      '<EndToEndId>INV-2026-118</EndToEndId>',
      '<InstrId>x</InstrId>',
      'refuses element_missing FF08 PmtInf[1]/CdtTrfTxInf[2]/PmtId/EndToEndId',
    ],
    ['<PmtInfId>BRANDT-0001-A</PmtInfId>', '', 'refuses element_missing CH21 PmtInf[1]/PmtInfId'],
    ['<MsgId>BRANDT-0001</MsgId>', '', 'refuses element_missing CH21 GrpHdr/MsgId'],
    [
      '<Id><OrgId>',
      '<Id/><Id><OrgId>',
      'refuses element_missing CH21 GrpHdr/InitgPty/Id/OrgId|PrvtId',
      'refuses element_repeated FF01 GrpHdr/InitgPty/Id',
    ],
    [
      '<ChrgBr>SLEV</ChrgBr>',
      '<ChrgBr>SLEV</ChrgBr>loose text',
      'refuses text_not_expected FF01 PmtInf[1]',
    ],
    ['<MsgId>', '<MsgId lang="de">', 'refuses attribute_not_expected FF01 GrpHdr/MsgId'],
    ['<Amt><InstdAmt Ccy="EUR">', '<Amt><InstdAmt>', `refuses attribute_missing CH21 ${AMOUNT}`],
    [
      '<Nm>Acme Corp</Nm>',
      '<Nm>Acme <b>Corp</b></Nm>',
      'refuses element_not_expected CH17 PmtInf[2]/CdtTrfTxInf[1]/Cdtr/Nm/b',
    ],
    [
      '<BIC>BNPAFRPP</BIC>',
      '<BICFI>BNPAFRPP</BICFI>',
      `refuses element_not_expected CH17 ${ITEM}/CdtrAgt/FinInstnId/BICFI`,
    ],
  ]);
});

test('values: lengths, forms, codes and dates', () => {
  expectProblems(GOOD, [
    ['>BRANDT-0001<', '><', 'refuses value_empty FF01 GrpHdr/MsgId'],
    ['>BRANDT-0001<', '> <', 'refuses value_empty FF01 GrpHdr/MsgId'],
    ['>BRANDT-0001<', `>${'M'.repeat(35)}<`],
    ['>BRANDT-0001<', `>${'M'.repeat(36)}<`, 'refuses value_too_long FF01 GrpHdr/MsgId'],
    ['>Müller AG<', `>${'é'.repeat(140)}<`],
    [
      '>Müller AG<',
      `>${'😀'.repeat(141)}<`,
      'refuses value_too_long FF01 PmtInf[1]/CdtTrfTxInf[2]/Cdtr/Nm',
    ],
    [
      '>Müller AG<',
      `>${'x'.repeat(200_000)}<`,
      'refuses value_too_long FF01 PmtInf[1]/CdtTrfTxInf[2]/Cdtr/Nm',
    ],
    ['<PmtMtd>TRF<', '<PmtMtd>TRX<', 'refuses code_unknown FF01 PmtInf[1]/PmtMtd'],
    ['<PmtMtd>TRF<', '<PmtMtd>CHK<'],
    ['>SLEV<', '>OUR<', 'refuses code_unknown FF01 PmtInf[1]/ChrgBr'],
    ['>true<', '>yes<', 'refuses boolean_format FF01 PmtInf[1]/BtchBookg'],
    ['>true<', '>0<'],
    ['>2026-03-03<', '>2026-02-30<', 'refuses date_invalid DT01 PmtInf[1]/ReqdExctnDt'],
    ['>2026-03-03<', '>2100-02-29<', 'refuses date_invalid DT01 PmtInf[1]/ReqdExctnDt'],
    ['>2026-03-03<', '>03.03.2026<', 'refuses date_invalid DT01 PmtInf[1]/ReqdExctnDt'],
    ['>2026-03-03<', '>\n2026-03-03+01:00 <'],
    [
      '>2026-03-03<',
      '><Dt>2026-03-03</Dt><',
      'refuses element_not_expected CH17 PmtInf[1]/ReqdExctnDt/Dt',
    ],
    [
      '>2026-03-02T08:15:00<',
      '>2026-03-02T24:15:00<',
      'refuses date_time_invalid DT01 GrpHdr/CreDtTm',
    ],
    ['>2026-03-02T08:15:00<', '>2026-03-02T08:15:00.123-05:00<'],
    ['<NbOfTxs>3<', '<NbOfTxs>three<', 'refuses number_format FF01 GrpHdr/NbOfTxs'],
    ['>1050.00<', '>1.050,00<', 'refuses number_format FF01 GrpHdr/CtrlSum'],
    [
      '>DE89370400440532013000<',
      '>DE89 3704 0044 0532 0130 00<',
      'refuses iban_format AC02 PmtInf[1]/DbtrAcct/Id/IBAN',
    ],
    [
      '>FR1420041010050500013M02606<',
      '>12345<',
      `refuses iban_format AC03 ${ITEM}/CdtrAcct/Id/IBAN`,
    ],
    ['>FR1420041010050500013M02606<', '>FR0020041010050500013M02606<'],
    ['>BNPAFRPP<', '>bnpafrpp<', `refuses bic_format RC01 ${ITEM}/CdtrAgt/FinInstnId/BIC`],
    ['>FR<', '>fr<', `refuses country_format BE09 ${ITEM}/Cdtr/PstlAdr/Ctry`],
    ['<Ccy>EUR<', '<Ccy>euro<', 'refuses currency_format AM11 PmtInf[1]/DbtrAcct/Ccy'],
    [
      '<PstlAdr><TwnNm>Lyon</TwnNm><Ctry>FR</Ctry>',
      '<PstlAdr><Ctry>FR</Ctry><AdrLine>Lyon</AdrLine>',
      `warns unstructured_address BE04 ${ITEM}/Cdtr/PstlAdr`,
    ],
  ]);
  expectProblems(LATER, [
    ['>e5f6a7b8-', '>E5F6A7B8-', `refuses uetr_format FF01 ${ITEM}/PmtId/UETR`],
    [
      '<pain:DtTm>2026-04-14T09:00:00Z</pain:DtTm>',
      '2026-04-14',
      'refuses text_not_expected FF01 PmtInf[1]/ReqdExctnDt',
      'refuses element_missing CH21 PmtInf[1]/ReqdExctnDt/Dt|DtTm',
    ],
    [
      '<pain:Envlp><x xmlns="urn:other">anything <y/></x></pain:Envlp>',
      '',
      `refuses element_missing CH21 ${ITEM}/SplmtryData[1]/Envlp`,
    ],
  ]);
});

test('remittance lines are joined up to a limit that is said', () => {
  const line = '<Ustrd>Facture 117</Ustrd>';
  const long = line.replace('Facture 117', 'x'.repeat(140));
  const fits = readPain001(Buffer.from(changed(GOOD, line, long.repeat(63))));
  assert.equal(fits.transfers[0]?.remittance?.split('\n').length, 64);
  const path = `${ITEM}/RmtInf/Ustrd[64]`;
  expectProblems(GOOD, [
    [line, long.repeat(64), `refuses remittance_too_long RR07 ${path}`],
    [
      '<ChrgBr>SLEV</ChrgBr>',
      'a<ChrgBr>SLEV</ChrgBr>b',
      'refuses text_not_expected FF01 PmtInf[1]',
    ],
  ]);
});

test('amounts: only digits and a point, positive, in a currency that exists', () => {
  const written = [
    '1e3',
    '0x1F',
    '1_000',
    ' 350.00 ',
    '３５０',
    '+350',
    '1,000.00',
    '1.000,00',
    'NaN',
  ];
  written.push('Infinity', '', '350.', '.5', '--5');
  for (const text of written) {
    const read = readPain001(Buffer.from(changed(GOOD, '>350.00<', `>${text}<`)));
    assert.deepEqual(problemLines(read), [`refuses amount_format AM12 ${AMOUNT}`], text);
  }
  expectProblems(GOOD, [
    ['>350.00<', '>350.000<'],
    ['>350.00<', '>350.001<', `refuses too_many_decimals CH20 ${AMOUNT}`, BLOCK_SUM, GROUP_SUM],
    ['>350.00<', '>-350.00<', `refuses amount_not_positive AM01 ${AMOUNT}`, BLOCK_SUM, GROUP_SUM],
    ['>350.00<', '>0.00<', `refuses amount_not_positive AM01 ${AMOUNT}`, BLOCK_SUM, GROUP_SUM],
    ['>350.00<', '>9007199254740993.00<', BLOCK_SUM, GROUP_SUM],
    ['>350.00<', `>${'9'.repeat(18)}.99<`, `refuses amount_too_large AM02 ${AMOUNT}`],
    [
      'Ccy="EUR">350.00<',
      'Ccy="JPY">350.5<',
      `refuses too_many_decimals CH20 ${AMOUNT}`,
      BLOCK_SUM,
      GROUP_SUM,
    ],
    [
      'Ccy="EUR">350.00<',
      'Ccy="KWD">350.0005<',
      `refuses too_many_decimals CH20 ${AMOUNT}`,
      BLOCK_SUM,
      GROUP_SUM,
    ],
    ['Ccy="EUR">350', 'Ccy="eur">350', `refuses currency_unknown AM11 ${AMOUNT}`],
    ['Ccy="EUR">350', 'Ccy="XXX">350', `refuses currency_unknown AM11 ${AMOUNT}`],
    ['Ccy="EUR">350', 'Ccy="DEM">350', `refuses currency_unknown AM11 ${AMOUNT}`],
  ]);
  expectProblems(LATER, [
    [
      '>AUD</pain:CcyOfTrf>',
      '>SGD</pain:CcyOfTrf>',
      `refuses equivalent_amount_not_supported CH17 ${ITEM}/Amt/EqvtAmt`,
    ],
  ]);
});

test('control totals are compared exactly, at the group and in every block', () => {
  expectProblems(GOOD, [
    ['>1050.00<', '>1050<'],
    ['>1050.00<', '>0001050.000<'],
    ['>1050.00<', '>1050.10<', GROUP_SUM],
    ['>1050.00<', '>1050.00000000001<', GROUP_SUM],
    ['>770<', '>770.01<', BLOCK_SUM],
    [
      '<NbOfTxs>3<',
      '<NbOfTxs>4<',
      'refuses number_of_transactions_does_not_match AM19 GrpHdr/NbOfTxs',
    ],
    ['<NbOfTxs>3<', '<NbOfTxs>0003<'],
    [
      '<NbOfTxs>2<',
      '<NbOfTxs>1<',
      'refuses number_of_transactions_does_not_match AM20 PmtInf[1]/NbOfTxs',
    ],
  ]);
  const { problems } = readPain001(Buffer.from(changed(GOOD, '>1050.00<', '>1050.10<')));
  assert.deepEqual(problems, [
    {
      code: 'control_sum_does_not_match',
      reasonCode: 'AM10',
      severity: 'refuses',
      place: { line: 8, path: 'CstmrCdtTrfInitn/GrpHdr/CtrlSum' },
      data: { stated: '1050.10', counted: '1050' },
    },
  ]);
});

test('all problems come at once, and a flood of them stays bounded', () => {
  const several = GOOD.replace('>350.00<', '>x<')
    .replace('>BNPAFRPP<', '>B<')
    .replace('<Nm>Acme Corp</Nm>', '<Name>Acme Corp</Name>')
    .replace('<NbOfTxs>3<', '<NbOfTxs>9<');
  assert.deepEqual(problemLines(readPain001(Buffer.from(several))), [
    `refuses amount_format AM12 ${AMOUNT}`,
    `refuses bic_format RC01 ${ITEM}/CdtrAgt/FinInstnId/BIC`,
    'refuses element_not_expected CH17 PmtInf[2]/CdtTrfTxInf[1]/Cdtr/Name',
    'refuses number_of_transactions_does_not_match AM19 GrpHdr/NbOfTxs',
  ]);
  const item = GOOD.slice(GOOD.lastIndexOf('<CdtTrfTxInf>'), GOOD.lastIndexOf('</PmtInf>'));
  const broken = item
    .replace('NOTPROVIDED', '')
    .replace('<Nm>', '<PstlAdr><AdrLine>x</AdrLine></PstlAdr><Nm>');
  const flood = changed(GOOD, item, broken.repeat(1_000));
  const { problems, outcome } = readPain001(Buffer.from(flood));
  assert.ok(problems.length <= PROBLEMS_KEPT, `${problems.length} kept`);
  // Three problems for each item, the count of the group, and its sum.
  assert.equal(outcome.problemCount, 3_000 + 2);
  assert.equal(outcome.counts.transactions, 1_002);
});

test('what is not well formed stops the reading, with what was found before', () => {
  const text = changed(GOOD, '<BtchBookg>true', '<BtchBookg>perhaps');
  const cut = changed(text, '<Nm>Acme Corp</Nm>', '<Nm>Acme Corp</Name>');
  const read = readPain001(Buffer.from(cut));
  assert.deepEqual(problemLines(read), [
    'refuses boolean_format FF01 PmtInf[1]/BtchBookg',
    'refuses xml_malformed FF01 -',
  ]);
  assert.deepEqual(read.outcome.counts, {
    paymentInformations: 1,
    transactions: 2,
    sums: [
      { minor: 77_000n, currency: 'EUR' },
      { minor: 28_000n, currency: 'USD' },
    ],
  });
});

test('values in problems are short and cannot deceive', () => {
  const text = changed(GOOD, '>BNPAFRPP<', `>\u202e${'x'.repeat(100)}<`);
  const { problems } = readPain001(Buffer.from(text));
  assert.deepEqual(problems[0]?.data, { value: `\\u{202e}${'x'.repeat(59)}…` });
});
