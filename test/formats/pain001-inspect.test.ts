// Goal: the preview says what a file holds and what is wrong with it, the faults of single
// payments included, and stays small whatever the file is. Method: our own files and variants.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { CONTROLLED_BLOCKS_MAX } from '../../main/domain/file-control.ts';
import { PROBLEMS_KEPT } from '../../main/domain/problem.ts';
import type { Pain001Preview } from '../../main/formats/pain001-inspect.ts';
import { BLOCKS_KEPT, createPain001Inspector } from '../../main/formats/pain001-inspect.ts';
import { changed, fixture } from './read-pain001.ts';

const SUPPLIERS = fixture('suppliers-03.xml');

function inspect(text: string): Pain001Preview {
  const inspector = createPain001Inspector();
  inspector.push(Buffer.from(text));
  return inspector.end();
}

test('a preview counts each block and names the faults of single payments', () => {
  const text = changed(SUPPLIERS, 'FR1420041010050500013M02606', 'FR1520041010050500013M02606');
  const { header, ...preview } = inspect(text);
  assert.equal(header?.messageId, 'BRANDT-0001');
  const sums = [
    { minor: 77_000n, currency: 'EUR' },
    { minor: 28_000n, currency: 'USD' },
  ];
  assert.deepEqual(preview, {
    kind: 'pain.001.001.03',
    accepted: true,
    counts: { paymentInformations: 2, transactions: 3, sums },
    largest: [
      { minor: 42_000n, currency: 'EUR' },
      { minor: 28_000n, currency: 'USD' },
    ],
    perPaymentInformation: [
      {
        paymentInformationId: 'BRANDT-0001-A',
        transactions: 2,
        sums: [{ minor: 77_000n, currency: 'EUR' }],
        requestedExecutionDate: '2026-03-03',
        batchBooking: true,
        debtorAccount: 'DE89370400440532013000',
        debtorName: 'Brandt Werkzeuge GmbH',
      },
      {
        paymentInformationId: 'BRANDT-0001-B',
        transactions: 1,
        sums: [{ minor: 28_000n, currency: 'USD' }],
        requestedExecutionDate: '2026-03-04',
        batchBooking: null,
        debtorAccount: '4711-0',
        debtorName: 'Brandt Werkzeuge GmbH',
      },
    ],
    problems: [
      {
        code: 'creditor_iban_check_digits',
        reasonCode: 'AC03',
        severity: 'repairs',
        place: { line: 26, path: 'CstmrCdtTrfInitn/PmtInf[1]/CdtTrfTxInf[1]/CdtrAcct/Id/IBAN' },
        data: {},
      },
      {
        code: 'creditor_account_missing',
        reasonCode: 'AC03',
        severity: 'repairs',
        place: { line: 55, path: 'CstmrCdtTrfInitn/PmtInf[2]/CdtTrfTxInf[1]/CdtrAcct' },
        data: {},
      },
    ],
    problemCount: 2,
    control: {
      blocks: [
        {
          ordinal: 0,
          line: 14,
          debtorAccount: 'DE89370400440532013000',
          totals: null,
          fault: { code: 'creditor_iban_check_digits', reasonCode: 'AC03' },
        },
        {
          ordinal: 1,
          line: 48,
          debtorAccount: '4711-0',
          totals: null,
          fault: { code: 'creditor_account_missing', reasonCode: 'AC03' },
        },
      ],
      signedBy: [],
      onlyTotals: false,
    },
  });
});

test('a file of many blocks and many faults has a preview of bounded size', () => {
  const from = SUPPLIERS.lastIndexOf('<PmtInf>');
  const to = SUPPLIERS.lastIndexOf('</CstmrCdtTrfInitn>');
  const block = SUPPLIERS.slice(from, to);
  const many = SUPPLIERS.slice(0, from) + block.repeat(BLOCKS_KEPT + 5) + SUPPLIERS.slice(to);
  const preview = inspect(many);
  assert.equal(preview.perPaymentInformation.length, BLOCKS_KEPT);
  assert.equal(preview.counts.paymentInformations, BLOCKS_KEPT + 6);
  // One missing creditor account for each block; the count and the sum of the group.
  assert.equal(preview.problemCount, BLOCKS_KEPT + 5 + 2);
  assert.ok(preview.problems.length <= PROBLEMS_KEPT);
  const refusals = preview.problems.filter(({ severity }) => severity === 'refuses');
  assert.deepEqual(
    refusals.map(({ code }) => code),
    ['number_of_transactions_does_not_match', 'control_sum_does_not_match'],
  );
});

test('a file that is nothing of the kind has a preview too', () => {
  assert.deepEqual(inspect(''), {
    kind: null,
    accepted: false,
    header: null,
    counts: { paymentInformations: 0, transactions: 0, sums: [] },
    largest: [],
    perPaymentInformation: [],
    problems: [
      {
        code: 'file_empty',
        reasonCode: 'FF01',
        severity: 'refuses',
        place: { line: 1, path: null },
        data: { detail: 'no_content' },
      },
    ],
    problemCount: 1,
    control: { blocks: [], signedBy: [], onlyTotals: false },
  });
});

/** What is changed, whether only a block's own totals refuse the file then, and that mistake. */
const TOTALS: readonly (readonly [string, string, string, boolean, string | null])[] = [
  ['nothing', 'TRF', 'TRF', false, null],
  ['a count', '<NbOfTxs>2<', '<NbOfTxs>9<', true, 'AM20'],
  ['a sum', '<CtrlSum>770<', '<CtrlSum>771<', true, 'AM17'],
  ['an amount', 'Ccy="EUR">420', 'Ccy="XXQ">420', false, null],
  ['the file’s own count', '<NbOfTxs>3<', '<NbOfTxs>4<', false, null],
];

test('a file that only a payment information’s own totals refuse says so', () => {
  for (const [name, from, to, onlyTotals, reasonCode] of TOTALS) {
    const { control } = inspect(changed(SUPPLIERS, from, to));
    assert.equal(control.onlyTotals, onlyTotals, name);
    assert.equal(control.blocks[0]?.totals?.reasonCode ?? null, reasonCode, name);
  }
});

test('totals that differ are never overlooked beyond the blocks that are kept', () => {
  const from = SUPPLIERS.lastIndexOf('<PmtInf>');
  const to = SUPPLIERS.lastIndexOf('</CstmrCdtTrfInitn>');
  const block = SUPPLIERS.slice(from, to);
  const wrong = block.replace('</PmtMtd>', '</PmtMtd><NbOfTxs>2</NbOfTxs>');
  const bare = (text: string) =>
    text.replace(/<NbOfTxs>3<.*\s*<CtrlSum>.*<\/CtrlSum>/, '<NbOfTxs>$<');
  for (const [blocks, onlyTotals] of [
    [CONTROLLED_BLOCKS_MAX - 2, true],
    [CONTROLLED_BLOCKS_MAX - 1, false],
  ] as const) {
    const head = bare(SUPPLIERS.slice(0, from)).replace('$<', `${blocks + 3}</NbOfTxs>`);
    const text = head + block.repeat(blocks) + wrong + SUPPLIERS.slice(to);
    const { control, counts } = inspect(text);
    assert.equal(counts.paymentInformations, blocks + 2);
    assert.equal(control.onlyTotals, onlyTotals, `${blocks} blocks`);
  }
});

test('who signed is read from the header: the initiating party’s id and what it authorises by', () => {
  const signed = SUPPLIERS.replace(
    '</CreDtTm>',
    '</CreDtTm><Authstn><Prtry>S-1, S-2</Prtry></Authstn><Authstn><Prtry>S-3</Prtry></Authstn>',
  );
  assert.deepEqual(inspect(signed).control.signedBy, ['S-1', 'S-2', 'S-3']);
});
