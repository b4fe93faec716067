// Goal: what is cut out of a payment file is exactly what was said, the rest is read as before, and
// what is stated around it holds; where that is not sure nothing is given. Method: small files in every
// encoding that is read, with markup that looks like payments, cut in every way.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { cutPain001 } from '../../main/formats/pain001-cut.ts';
import { createPain001Inspector } from '../../main/formats/pain001-inspect.ts';
import { outsideParty } from '../fixtures/parties.ts';
import { smallPain001 } from '../fixtures/small-pain001.ts';
import { type ReadPain001, readPain001 } from './read-pain001.ts';

const debtor = { name: 'Müller & Söhne', iban: outsideParty(1, 1).iban };
const item = (at: number) => ({ to: outsideParty(2, at + 1).iban, amount: `${2 ** at}.50` });

/** A file of two payment informations, of three payments and of two; `prefix` before every name. */
function twoBlocks(prefix = ''): string {
  const block = (name: string, first: number, count: number): string => {
    const items = Array.from({ length: count }, (_, at) => item(first + at));
    const file = smallPain001({ messageId: name, debtor, items });
    const stated = `<PmtMtd>TRF</PmtMtd><NbOfTxs>${count}</NbOfTxs><CtrlSum>${sumOf(items)}</CtrlSum>`;
    return (/<PmtInf>.*<\/PmtInf>/s.exec(file)?.[0] ?? '').replace('<PmtMtd>TRF</PmtMtd>', stated);
  };
  const items = [0, 1, 2, 3, 4].map(item);
  const file = smallPain001({ messageId: 'TWO', debtor, items });
  const whole = file.replace(
    /<PmtInf>.*<\/PmtInf>/s,
    `${block('A', 0, 3)}\n    ${block('B', 3, 2)}`,
  );
  if (prefix === '') return whole;
  return whole
    .replace(/<(\/?)([A-Za-z])/g, `<$1${prefix}:$2`)
    .replace('xmlns=', `xmlns:${prefix}=`);
}

const sumOf = (items: readonly { readonly amount: string }[]): string =>
  String(items.reduce((sum, { amount }) => sum + Number(amount), 0));

/** What a preview finds of the file. */
function preview(bytes: Uint8Array) {
  const inspector = createPain001Inspector();
  inspector.push(bytes);
  return inspector.end();
}

test('every way of cutting leaves a sound file of just the rest', () => {
  const text = twoBlocks();
  const whole = readPain001(Buffer.from(text));
  for (let mask = 1; mask < 32; mask += 1) {
    const keeps = (record: number): boolean => (mask & (1 << record)) !== 0;
    const cut = cutPain001(Buffer.from(text), keeps);
    assert.ok(cut !== null, `mask ${mask}`);
    const { accepted, counts, problems, header } = preview(cut);
    const kept = [0, 1, 2, 3, 4].filter(keeps);
    assert.deepEqual([accepted, problems], [true, []], `mask ${mask}`);
    assert.equal(counts.transactions, kept.length);
    assert.equal(header?.numberOfTransactions, kept.length);
    assert.equal(header?.controlSum, sumOf(kept.map(item)));
    const blocks = new Set(kept.map((record) => (record < 3 ? 'A' : 'B')));
    assert.equal(counts.paymentInformations, blocks.size);
    const paid = ({ transfers }: ReadPain001) =>
      transfers.map(({ creditorAccount, amount }) => [creditorAccount, amount.minor]);
    assert.deepEqual(
      paid(readPain001(Buffer.from(cut))),
      paid(whole).filter((_each, record) => keeps(record)),
    );
    const asStated = text.replace('33.50', '33.5');
    if (mask === 31) assert.equal(Buffer.from(cut).toString(), asStated, 'nothing else changed');
  }
});

test('markup that only looks like a payment is left alone, and one in any encoding is found', () => {
  const tricky = twoBlocks('p')
    .replace('<p:GrpHdr>', '<!-- <CdtTrfTxInf> --><?note </PmtInf> ?><p:GrpHdr >')
    .replace('Invoice 0', '<![CDATA[</CdtTrfTxInf><CdtTrfTxInf>]]>')
    .replace('<p:Document ', "<p:Document xmlns:odd='urn:\">' ");
  const texts: readonly (readonly [name: string, bytes: Uint8Array])[] = [
    ['plain', Buffer.from(tricky)],
    ['with a mark', Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), Buffer.from(tricky)])],
    ['latin', Buffer.from(tricky.replace('UTF-8', 'ISO-8859-1'), 'latin1')],
    ['little', Buffer.from(`\ufeff${tricky.replace('UTF-8', 'UTF-16')}`, 'utf16le')],
    ['big', Buffer.from(`\ufeff${tricky.replace('UTF-8', 'UTF-16')}`, 'utf16le').swap16()],
  ];
  for (const [name, bytes] of texts) {
    const cut = cutPain001(bytes, (record) => record !== 1 && record < 3);
    assert.ok(cut !== null, name);
    const { accepted, counts, perPaymentInformation } = preview(cut);
    assert.deepEqual([accepted, counts.transactions], [true, 2], name);
    assert.equal(perPaymentInformation[0]?.debtorName, debtor.name, name);
  }
});

test('nothing is given where what would be left is not sure', () => {
  const text = twoBlocks();
  const all = () => true;
  assert.equal(
    cutPain001(Buffer.from(text), () => false),
    null,
    'nothing would be left',
  );
  assert.equal(cutPain001(Buffer.from(text.slice(0, -30)), all), null, 'it is not whole');
  assert.equal(cutPain001(Buffer.from('{}'), all), null, 'it is no such file');
  const nameless = text.replace(/<EndToEndId>.*?<\/EndToEndId>/, '');
  assert.equal(cutPain001(Buffer.from(nameless), all), null, 'a payment of it cannot be read');
});
