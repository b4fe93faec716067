// Goal: a status report is well formed whatever the ids are, valid by the ISO schemas in both
// versions, says what it was given and nothing else, and is cut into pieces that fit.
// Method: reports with hostile ids read back by our own scanner and compared; validated by xmllint
// against pain.002.001.03 and .10 where both are there; the joiner against plain concatenation.

import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import {
  createPain002Writer,
  createPieceJoiner,
  type Pain002Version,
  pain002VersionFor,
  statusIn,
} from '../../main/formats/pain002-writer.ts';
import { chance } from '../fixtures/chance.ts';
import { all, readTree, validate, value } from './read-pain002.ts';

const HOSTILE = [
  `<script>alert("1")</script>`,
  ']]>&amp;&#x0;',
  `'"><!--x-->`,
  '=HYPERLINK("x")',
  'Müller 小明 🏦',
  'line\rreturn',
  '-',
];

const GROUP = {
  payments: 3,
  sum: '12.5',
  status: 'PART',
  perStatus: [
    { status: 'ACSP', payments: 2, sum: '10' },
    { status: 'RJCT', payments: 1, sum: '2.5' },
  ],
} as const;

function report(version: Pain002Version, id: string): string {
  const writer = createPain002Writer(version);
  return [
    writer.head({
      messageId: 'M'.repeat(35),
      createdAt: '2026-11-26T09:42:00.000Z',
      originalMessageId: id,
      originalMessageType: 'pain.001.001.09',
      group: GROUP,
    }),
    writer.block({
      originalPaymentInformationId: id,
      group: { ...GROUP, status: 'ACWC' },
      reasonCode: 'DT06',
      executionDate: '2026-11-27',
    }),
    writer.payment({
      originalInstructionId: id,
      originalEndToEndId: id,
      originalUetr: '8a562c67-ca16-48ba-b074-65581be6f011',
      amount: { minor: 250n, currency: 'EUR' },
      told: { status: 'RJCT', reasonCode: 'AC01' },
      executionDate: '2026-11-27',
    }),
    writer.payment({
      originalInstructionId: null,
      originalEndToEndId: id,
      originalUetr: null,
      amount: { minor: 500n, currency: 'JPY' },
      told: { status: 'PDNG', reasonCode: null },
      executionDate: '2026-11-27',
    }),
    writer.blockEnd(),
    writer.end(),
  ].join('');
}

test('ids come back as they went in, whatever they are', () => {
  for (const id of HOSTILE) {
    const { root } = readTree(report('10', id));
    for (const name of ['OrgnlMsgId', 'OrgnlPmtInfId', 'OrgnlInstrId', 'OrgnlEndToEndId']) {
      assert.equal(value(root, name), id, name);
    }
    assert.equal(all(root, 'TxInfAndSts').length, 2);
  }
});

test('what is said, element by element', () => {
  const { root, namespace } = readTree(report('10', 'A'));
  assert.equal(namespace, 'urn:iso:std:iso:20022:tech:xsd:pain.002.001.10');
  const flat = all(root, 'TxInfAndSts').map((each) =>
    ['OrgnlInstrId', 'OrgnlEndToEndId', 'OrgnlUETR', 'TxSts', 'Cd', 'InstdAmt'].map((name) =>
      value(each, name),
    ),
  );
  assert.deepEqual(flat, [
    ['A', 'A', '8a562c67-ca16-48ba-b074-65581be6f011', 'RJCT', 'AC01', '2.50'],
    [null, 'A', null, 'PDNG', null, '500'],
  ]);
  const [block] = all(root, 'OrgnlPmtInfAndSts');
  assert.ok(block !== undefined);
  const facts = ['PmtInfSts', 'Cd', 'AddtlInf', 'OrgnlNbOfTxs', 'OrgnlCtrlSum'];
  assert.deepEqual(
    facts.map((name) => value(block, name)),
    ['ACWC', 'DT06', '2026-11-27', '3', '12.5'],
  );
});

for (const version of ['03', '10'] as const) {
  test(`a report is valid by the schema of pain.002.001.${version}`, (t: TestContext) => {
    const { namespace } = readTree(report(version, HOSTILE[0] ?? ''));
    assert.equal(namespace, `urn:iso:std:iso:20022:tech:xsd:pain.002.001.${version}`);
    for (const id of HOSTILE) validate(t, report(version, id), version);
  });
}

test('a sum that the schema cannot hold is left out', () => {
  const writer = createPain002Writer('10');
  const group = { ...GROUP, sum: '12345678901234567.89', status: null, perStatus: [] };
  const block = { reasonCode: null, executionDate: '2026-11-27', group };
  const xml = writer.block({ ...block, originalPaymentInformationId: 'P' });
  assert.equal(
    xml,
    '<OrgnlPmtInfAndSts><OrgnlPmtInfId>P</OrgnlPmtInfId><OrgnlNbOfTxs>3</OrgnlNbOfTxs>\n',
  );
});

test('files of version 03 and its editions are answered in 03, which has no ACCC', () => {
  const versions = [
    ['pain.001.001.03', '03'],
    ['pain.001.002.03', '03'],
    ['pain.001.003.03', '03'],
    ['pain.001.001.03.ch.02', '03'],
    ['pain.001.001.08', '10'],
    ['pain.001.001.09', '10'],
    ['pain.001.001.11', '10'],
  ] as const;
  for (const [type, version] of versions) assert.equal(pain002VersionFor(type), version, type);
  assert.deepEqual(
    [statusIn('03', 'ACCC'), statusIn('10', 'ACCC'), statusIn('03', 'PDNG')],
    ['ACSC', 'ACCC', 'PDNG'],
  );
});

test('pieces join to the same text, none too long, none smaller than it must be', () => {
  const texts = Array.from({ length: 500 }, (_, at) => 'x'.repeat(chance(1, at, 'length') % 60));
  const joiner = createPieceJoiner(100);
  const pieces = texts.flatMap((text) => joiner.add(text) ?? []);
  pieces.push(joiner.rest());
  assert.equal(pieces.join(''), texts.join(''));
  assert.ok(pieces.every((piece) => piece.length <= 100));
  assert.ok(pieces.slice(0, -1).every((piece) => piece.length > 40));
});
