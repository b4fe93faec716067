// Goal: a pain.001 of every version and envelope is read whole and exactly, however it is cut.
// Method: our own files, compared record by record; then variants of them made by replacing text.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { seeded } from '../domain/seeded.ts';
import { changed, fixture, problemLines, readPain001 } from './read-pain001.ts';

const SUPPLIERS = fixture('suppliers-03.xml');
const ENVELOPE = fixture('envelope-09.xml');
const ISO = 'urn:iso:std:iso:20022:tech:xsd:';

test('a file of version 03 gives its group, blocks, transfers and totals', () => {
  const read = readPain001(Buffer.from(SUPPLIERS));
  const group = {
    messageType: 'pain.001.001.03',
    messageId: 'BRANDT-0001',
    createdAt: '2026-03-02T08:15:00',
    numberOfTransactions: 3,
    controlSum: '1050.00',
    initiatingPartyName: 'Brandt Werkzeuge GmbH',
    initiatingPartyId: 'BRDTDEFFXXX',
  };
  const block = {
    paymentMethod: 'TRF',
    debtorName: 'Brandt Werkzeuge GmbH',
  };
  const transfer = {
    instructionId: null,
    uetr: null,
    creditorAgent: null,
    creditorAgentIsBic: false,
    creditorAccount: null,
    creditorAccountIsIban: false,
    creditorCountry: null,
    remittance: null,
    purpose: null,
    chargeBearer: null,
  };
  assert.deepEqual(read, {
    groups: [group],
    blocks: [
      {
        ...block,
        ordinal: 0,
        line: 14,
        paymentInformationId: 'BRANDT-0001-A',
        batchBooking: true,
        numberOfTransactions: 2,
        controlSum: '770',
        requestedExecutionDate: '2026-03-03',
        debtorAccount: 'DE89370400440532013000',
        debtorAccountIsIban: true,
        debtorAccountCurrency: 'EUR',
        debtorAgent: 'COBADEFFXXX',
        serviceLevel: 'SEPA',
        chargeBearer: 'SLEV',
      },
      {
        ...block,
        ordinal: 1,
        line: 48,
        paymentInformationId: 'BRANDT-0001-B',
        batchBooking: null,
        numberOfTransactions: null,
        controlSum: null,
        requestedExecutionDate: '2026-03-04',
        debtorAccount: '4711-0',
        debtorAccountIsIban: false,
        debtorAccountCurrency: null,
        debtorAgent: '37040044',
        serviceLevel: null,
        chargeBearer: null,
      },
    ],
    transfers: [
      {
        ...transfer,
        record: 0,
        paymentInformation: 0,
        line: 26,
        endToEndId: 'INV-2026-117',
        instructionId: 'I-1',
        amount: { minor: 35_000n, currency: 'EUR' },
        creditorName: 'Dupont & Fils',
        creditorAccount: 'FR1420041010050500013M02606',
        creditorAccountIsIban: true,
        creditorAgent: 'BNPAFRPP',
        creditorAgentIsBic: true,
        creditorCountry: 'FR',
        remittance: 'Facture 117\ndu 12 février',
        purpose: 'SUPP',
      },
      {
        ...transfer,
        record: 1,
        paymentInformation: 0,
        line: 38,
        endToEndId: 'INV-2026-118',
        amount: { minor: 42_000n, currency: 'EUR' },
        creditorName: 'Müller AG',
        creditorAccount: '12-3456-7',
        remittance: 'RF18539007547034',
      },
      {
        ...transfer,
        record: 2,
        paymentInformation: 1,
        line: 55,
        endToEndId: 'NOTPROVIDED',
        amount: { minor: 28_000n, currency: 'USD' },
        creditorName: 'Acme Corp',
        creditorAgent: '021000021',
        chargeBearer: 'SHAR',
      },
    ],
    problems: [],
    outcome: {
      messageType: 'pain.001.001.03',
      header: group,
      counts: {
        paymentInformations: 2,
        transactions: 3,
        sums: [
          { minor: 77_000n, currency: 'EUR' },
          { minor: 28_000n, currency: 'USD' },
        ],
      },
      problemCount: 0,
      accepted: true,
    },
  });
});

test('a prefixed message in an envelope with a header reads the same as any other', () => {
  const read = readPain001(Buffer.from(ENVELOPE));
  assert.deepEqual(problemLines(read), []);
  const [transfer] = read.transfers;
  assert.deepEqual(
    [
      read.outcome.messageType,
      transfer?.amount,
      transfer?.uetr,
      read.blocks[0]?.requestedExecutionDate,
    ],
    [
      'pain.001.001.09',
      { minor: 32_000_000n, currency: 'AUD' },
      'e5f6a7b8-c9d0-4234-ab12-345678901234',
      '2026-04-14',
    ],
  );
  const bare = ENVELOPE.replaceAll('pain:', '').replace('xmlns:pain', 'xmlns');
  assert.deepEqual(readPain001(Buffer.from(bare)), read);
});

test('every way of cutting the file gives the same, and so do its encodings', () => {
  for (const text of [SUPPLIERS, ENVELOPE]) {
    const bytes = Buffer.from(text);
    const whole = readPain001(bytes);
    for (const size of [1, 2, 3, 7, 61, 1024]) assert.deepEqual(readPain001(bytes, size), whole);
    const windows = Buffer.from(text.replaceAll('\n', '\r\n'));
    assert.deepEqual(readPain001(windows, 5), whole, 'with Windows line ends');
    const latin = Buffer.from(changed(text, 'UTF-8', 'ISO-8859-1'), 'latin1');
    assert.deepEqual(readPain001(latin, 5), whole, 'in ISO 8859-1');
    const wide = Buffer.from(`\ufeff${changed(text, 'UTF-8', 'UTF-16')}`, 'utf16le');
    assert.deepEqual(readPain001(wide, 5), whole, 'in UTF-16');
  }
});

test('cut at any byte, a file is refused by name and never half accepted', () => {
  const bytes = Buffer.from(SUPPLIERS.trimEnd());
  const codes = new Map<string, number>();
  for (let length = 0; length < bytes.length; length += 1) {
    const { outcome, problems } = readPain001(bytes.subarray(0, length));
    const code = problems.find(({ severity }) => severity === 'refuses')?.code ?? 'accepted';
    assert.equal(outcome.accepted, false, `${length} bytes`);
    codes.set(code, (codes.get(code) ?? 0) + 1);
  }
  assert.deepEqual([...codes.keys()].sort(), ['file_empty', 'xml_truncated']);
  assert.equal(codes.get('file_empty'), 1);
});

test('versions 03 to 12 and the national editions of 03 are read', () => {
  const editions = [
    `${ISO}pain.001.001.03`,
    `${ISO}pain.001.002.03`,
    `${ISO}pain.001.003.03`,
    'http://www.six-interbank-clearing.com/de/pain.001.001.03.ch.02.xsd',
  ];
  for (const namespace of editions) {
    const text = changed(SUPPLIERS, `${ISO}pain.001.001.03`, namespace);
    const { outcome } = readPain001(Buffer.from(text));
    assert.deepEqual([outcome.accepted, outcome.counts.transactions], [true, 3], namespace);
  }
  for (const version of ['04', '05', '06', '07', '08', '09', '10', '11', '12']) {
    const { outcome, ...read } = readPain001(Buffer.from(suppliersAs(version)));
    assert.deepEqual(problemLines({ outcome, ...read }), [], version);
    assert.equal(outcome.messageType, `pain.001.001.${version}`);
  }
});

/** The suppliers' file as a later version writes the same. */
function suppliersAs(version: string): string {
  const text = changed(SUPPLIERS, 'pain.001.001.03', `pain.001.001.${version}`)
    .replaceAll('<BIC>', '<BICFI>')
    .replaceAll('</BIC>', '</BICFI>')
    .replaceAll('BICOrBEI', 'AnyBIC');
  if (Number(version) < 8) return text;
  return text.replace(
    /<ReqdExctnDt>(.*)<\/ReqdExctnDt>/g,
    '<ReqdExctnDt><Dt>$1</Dt></ReqdExctnDt>',
  );
}

test('another message, namespace or version is refused by name', () => {
  const cases: readonly (readonly [namespace: string, code: string, messageType: string | null])[] =
    [
      [`${ISO}pain.008.001.02`, 'another_message_type', 'pain.008.001.02'],
      [`${ISO}pacs.008.001.08`, 'another_message_type', 'pacs.008.001.08'],
      [`${ISO}camt.053.001.08`, 'another_message_type', 'camt.053.001.08'],
      [`${ISO}pain.001.001.02`, 'message_version_not_supported', 'pain.001.001.02'],
      [`${ISO}pain.001.001.13`, 'message_version_not_supported', 'pain.001.001.13'],
      ['urn:example:pain.001.001.03', 'wrong_namespace', 'pain.001.001.03'],
      ['urn:example', 'wrong_namespace', null],
      ['', 'wrong_namespace', null],
    ];
  for (const [namespace, code, messageType] of cases) {
    const text = changed(SUPPLIERS, `${ISO}pain.001.001.03`, namespace);
    const read = readPain001(Buffer.from(text));
    assert.deepEqual(problemLines(read), [`refuses ${code} FF01 -`], namespace);
    assert.equal(read.outcome.messageType, messageType);
    assert.deepEqual(read.outcome.counts, { paymentInformations: 0, transactions: 0, sums: [] });
  }
  const page = readPain001(Buffer.from('<html><body>Log in</body></html>'));
  assert.deepEqual(problemLines(page), ['refuses document_missing FF01 -']);
  const twice = `<x>${ENVELOPE.slice(ENVELOPE.indexOf('\n'))}${SUPPLIERS.slice(SUPPLIERS.indexOf('\n'))}</x>`;
  assert.deepEqual(problemLines(readPain001(Buffer.from(twice))), [
    'refuses element_repeated FF01 -',
  ]);
});

test('the business header must name the message that follows', () => {
  const other = changed(ENVELOPE, '>pain.001.001.09<', '>pain.001.001.03<');
  assert.deepEqual(problemLines(readPain001(Buffer.from(other))), [
    'refuses message_definition_differs FF01 -',
  ]);
  const ids = changed(ENVELOPE, '<pain:MsgId>MSG-77<', '<pain:MsgId>MSG-78<');
  const read = readPain001(Buffer.from(ids));
  assert.deepEqual(problemLines(read), [
    'warns business_message_id_differs FF01 GrpHdr',
    'warns payment_information_id_differs_from_message_id FF01 PmtInf[1]',
  ]);
  assert.equal(read.outcome.accepted, true);
});

test('a value split by a comment or a CDATA section is one text', () => {
  const text = SUPPLIERS.replace('DE8937', 'DE<!-- x -->89<![CDATA[37]]>').replace(
    '>350.00<',
    '>3<?y?>50&#46;00<',
  );
  const read = readPain001(Buffer.from(text));
  assert.deepEqual(read, readPain001(Buffer.from(SUPPLIERS)));
});

test('damaged files give an outcome, never an exception, however they are cut', () => {
  const chance = seeded(20_260_302);
  for (let round = 0; round < 300; round += 1) {
    const bytes = Buffer.from(chance.below(2) === 0 ? SUPPLIERS : ENVELOPE);
    const at = chance.below(bytes.length);
    const length = chance.below(40);
    const damage = chance.below(3);
    const rest = bytes.subarray(at + length);
    let damaged = Buffer.concat([bytes.subarray(0, at), rest]);
    if (damage === 1) damaged = Buffer.concat([bytes.subarray(0, at + length), bytes.subarray(at)]);
    if (damage === 2) {
      damaged = bytes;
      damaged[at] = chance.below(256);
    }
    assert.deepEqual(readPain001(damaged, 1 + chance.below(50)), readPain001(damaged));
  }
});
