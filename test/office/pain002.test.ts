// Goal: the status report on a batch is true, valid, of one moment, and cut into pieces that fit.
// Method: batches in which payments are settled on us, accepted, warehoused, held, in repair,
// rejected, cancelled and moved to another day are judged in a real book; the report, read back by
// our own scanner and validated by the ISO schema, is compared with what was committed; a report
// begun before its payments move on is compared with one finished before. Agreements are tables of
// what their reports hold.

import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import type { MasterKind } from '../../main/domain/master/kinds.ts';
import { paymentId } from '../../main/ledger/payment-ids.ts';
import { pain002 } from '../../main/office/pain002.ts';
import { Reader } from '../../main/office/reader.ts';
import { cancelPayment } from '../../main/operations/cancel-payment.ts';
import { decideReview } from '../../main/operations/decide-review.ts';
import { proposeMasterChange } from '../../main/operations/propose-master-change.ts';
import { submitBatch } from '../../main/operations/submit-batch.ts';
import { PIECE_UNITS_MAX } from '../../preload/contract/batch.ts';
import { contract } from '../../preload/contract/contract.ts';
import { all, type Element, readTree, validate, value } from '../formats/read-pain002.ts';
import { type Block, commitAll, type FileTable, submission, take } from '../operations/epochs.ts';
import { accountRow, done, open, type TestDesk, testDesk } from '../operations/test-desk.ts';

type Reports = Parameters<typeof pain002>[0];

function reports(t: TestContext, on: TestDesk): Reports {
  const reader = new Reader(on.book().file);
  t.after(() => reader.stop());
  const newId = () => '01936b0c-7e1f-7000-8000-0123456789ab';
  return { reader, clock: () => on.now, newId, desk: on.desk() };
}

async function report(
  office: Reports,
  batch: number,
  afterFirst: () => void = () => undefined,
): Promise<string> {
  const pieces: string[] = [];
  for await (const item of pain002(office, batch, new AbortController().signal)) {
    const checked = contract.pain002.item.parse(item);
    assert.ok(checked.kind === 'piece');
    assert.ok(checked.text.length <= PIECE_UNITS_MAX);
    pieces.push(checked.text);
    if (pieces.length === 1) afterFirst();
  }
  return pieces.join('');
}

/** `status n sum` of an element's counts per status. */
function counts(of: Element): string[] {
  return of.inside
    .filter((each) => each.name === 'NbOfTxsPerSts')
    .map((each) =>
      ['DtldSts', 'DtldNbOfTxs', 'DtldCtrlSum'].map((name) => value(each, name)).join(' '),
    );
}

/** Own elements of a block or a group, `-` where absent; not those of what is inside. */
function own(of: Element, names: readonly string[]): string[] {
  return names.map((name) => of.inside.find((each) => each.name === name)?.value ?? '-');
}

function transactions(of: Element): string[] {
  return all(of, 'TxInfAndSts').map((each) =>
    ['OrgnlEndToEndId', 'TxSts', 'Cd', 'AddtlInf']
      .flatMap((name) => value(each, name) ?? [])
      .join(' '),
  );
}

const A = 'ACCOUNT-A';
const B = 'ACCOUNT-B';

/** One block per situation. */
const BLOCKS: readonly Block[] = [
  {
    from: A,
    payments: [
      { amount: '10.00' },
      { amount: '20.00', to: B },
      { amount: '30.00', outcome: 'repair', reasonCode: 'AC03', reason: 'creditor_iban_length' },
      {
        amount: '40.00',
        outcome: 'decline',
        reasonCode: 'AM13',
        reason: 'amount_above_rail_limit',
      },
      { amount: '50.00', outcome: 'review', reasonCode: 'AM14' },
      { amount: '60.00' },
      { amount: '999,999.00' },
    ],
  },
  // A Saturday: both move to Monday and wait; one is cancelled.
  { from: A, date: '2026-11-28', payments: [{ amount: '1.10' }, { amount: '2.20' }] },
  // Yesterday: moved to today.
  { from: A, date: '2026-11-25', payments: [{ amount: '3.00' }, { amount: '4.00' }] },
  { from: 'NOWHERE', payments: [{ amount: '5.00' }] },
  { from: A, payments: [{ amount: '6.00', to: B }] },
  {
    from: A,
    payments: [
      { amount: '7.00', outcome: 'decline', reasonCode: 'RR04', reason: 'declined' },
      { amount: '8.00', outcome: 'decline', reasonCode: 'AM13', reason: 'above' },
    ],
  },
  { from: A, date: '2026-12-01', payments: [{ amount: '9.00' }] },
];

function situations(on: TestDesk): number {
  open(on, [accountRow(A, '1,000.00'), accountRow(B, '0.00')]);
  const file: FileTable = { messageId: 'MSG <&> 1', bytes: 'one', blocks: BLOCKS };
  const batch = take(on, file, 5);
  const cancelled = { submissionId: on.newId(), paymentId: paymentId(batch, 8) };
  done(cancelPayment(on.desk(), cancelled, on.context()));
  return batch;
}

test('every situation as it is told', async (t) => {
  const on = testDesk(t);
  const batch = situations(on);
  const xml = await report(reports(t, on), batch);
  const { root } = readTree(xml);
  const [group] = all(root, 'OrgnlGrpInfAndSts');
  assert.ok(group !== undefined);
  const header = ['OrgnlMsgId', 'OrgnlMsgNmId', 'OrgnlNbOfTxs', 'OrgnlCtrlSum', 'GrpSts'];
  assert.deepEqual(own(group, header), ['MSG <&> 1', 'pain.001.001.09', '16', '1000254.3', 'PART']);
  assert.deepEqual(counts(group), [
    'ACCC 2 26',
    'ACCP 1 9',
    'ACSP 2 70',
    'ACWC 3 8.1',
    'PDNG 3 85',
    'RJCT 5 1000056.2',
  ]);
  const blocks = all(root, 'OrgnlPmtInfAndSts').map((block) => [
    ...own(block, ['OrgnlPmtInfId', 'OrgnlNbOfTxs', 'OrgnlCtrlSum', 'PmtInfSts']),
    ...block.inside.filter((each) => each.name === 'StsRsnInf').map((each) => value(each, 'Cd')),
    ...transactions(block),
  ]);
  assert.deepEqual(blocks, [
    [
      ...['PMT-0', '7', '1000209', 'PART', 'E2E-1 ACCC', 'E2E-2 PDNG', 'E2E-3 RJCT AM13'],
      ...['E2E-4 PDNG', 'E2E-6 RJCT AM04'],
    ],
    ['PMT-1', '2', '3.3', 'PART', 'E2E-7 ACWC DT06 2026-11-30', 'E2E-8 RJCT DS02'],
    ['PMT-2', '2', '7', 'ACWC', 'DT06'],
    ['PMT-3', '1', '5', 'PDNG'],
    ['PMT-4', '1', '6', 'ACCC'],
    ['PMT-5', '2', '15', 'RJCT', 'E2E-13 RJCT MS03', 'E2E-14 RJCT AM13'],
    ['PMT-6', '1', '9', 'ACCP'],
  ]);
  validate(t, xml, '10');
});

function master(on: TestDesk, kind: MasterKind, written: Record<string, string>): void {
  const of = { submissionId: on.newId(), kind, written, ended: false, validFrom: '2026-11-26' };
  done(proposeMasterChange(on.desk(), { ...of, reason: 'agreed' }, on.context()));
}

const AT_THE_END = { statusMessages: 'final' };

/** What a report holds, or why there is none, by the messages and the level of an agreement. */
const AGREED: readonly (readonly [string, string, { readonly [field: string]: string }])[] = [
  ['status_report_not_agreed', 'none', { statusMessages: 'none', statusLevel: 'item' }],
  ['batch_not_final', 'at the end', AT_THE_END],
  ['0 payments in 0 blocks', 'file', { statusMessages: 'all', statusLevel: 'file' }],
  ['0 payments in 7 blocks', 'block', { statusMessages: 'all', statusLevel: 'paymentInformation' }],
  ['9 payments in 7 blocks', 'exceptions', { statusMessages: 'all', statusLevel: 'exceptions' }],
  ['16 payments in 7 blocks', 'item', { statusMessages: 'all', statusLevel: 'item' }],
  [
    '9 payments in 7 blocks',
    'an agreement that ended',
    { statusMessages: 'none', status: 'closed' },
  ],
];

test('a report holds what its ordering party has agreed on', async (t) => {
  const on = testDesk(t);
  const batch = situations(on);
  const office = reports(t, on);
  master(on, 'account', { account: A, currency: 'EUR', customer: 'C-1', agreement: 'A-1' });
  const said = async (of: number): Promise<string> => {
    const { signal } = new AbortController();
    let xml = '';
    for await (const item of pain002(office, of, signal)) {
      if (item.kind === 'refused') return item.code;
      xml += item.text;
    }
    validate(t, xml, '10');
    const { root } = readTree(xml);
    const blocks = all(root, 'OrgnlPmtInfAndSts').length;
    return `${all(root, 'TxInfAndSts').length} payments in ${blocks} blocks`;
  };
  for (const [expected, name, terms] of AGREED) {
    master(on, 'agreement', { agreement: 'A-1', customer: 'C-1', status: 'active', ...terms });
    assert.equal(await said(batch), expected, name);
  }
  master(on, 'agreement', { agreement: 'A-1', customer: 'C-1', status: 'active', ...AT_THE_END });
  const ended = take(on, { messageId: 'ENDED', bytes: 'two', blocks: BLOCKS.slice(4, 6) });
  assert.equal(await said(ended), '2 payments in 2 blocks', 'all came to their end');
});

test('a file of version 03 is answered in 03: settled, whether on us or not', async (t) => {
  const on = testDesk(t);
  open(on, [accountRow(A, '1,000.00'), accountRow(B, '0.00')]);
  const file: FileTable = {
    messageId: 'OLD',
    blocks: [
      {
        from: A,
        payments: [
          { amount: '1.00', to: B },
          { amount: '2.00', to: B },
        ],
      },
      {
        from: A,
        payments: [
          { amount: '3.00', outcome: 'decline' },
          { amount: '4.00', to: B },
        ],
      },
    ],
  };
  const input = submission(on, file);
  const header = { ...input.header, messageType: 'pain.001.001.03' };
  const { batchId } = done(submitBatch(on.desk(), { ...input, header }, on.context()));
  commitAll(on, batchId, file, 1000);
  const xml = await report(reports(t, on), batchId);
  const { root, namespace } = readTree(xml);
  assert.equal(namespace, 'urn:iso:std:iso:20022:tech:xsd:pain.002.001.03');
  assert.equal(value(root, 'OrgnlMsgNmId'), 'pain.001.001.03');
  assert.deepEqual(
    all(root, 'OrgnlPmtInfAndSts').map((block) => own(block, ['PmtInfSts'])),
    [['ACSC'], ['PART']],
  );
  assert.deepEqual(transactions(root), ['E2E-2 RJCT MS03']);
  validate(t, xml, '03');
});

test('no report on a batch that is not yet judged', async (t) => {
  const on = testDesk(t);
  open(on, [accountRow(A, '10.00')]);
  const office = reports(t, on);
  const { signal } = new AbortController();
  const refusals = async (batch: number) => {
    const items = [];
    for await (const item of pain002(office, batch, signal)) items.push(item);
    return items;
  };
  const file = { messageId: 'M', blocks: [{ from: A, payments: [{ amount: '1.00' }] }] };
  const { batchId } = done(submitBatch(on.desk(), submission(on, file), on.context()));
  assert.deepEqual(await refusals(batchId), [{ kind: 'refused', code: 'batch_not_judged' }]);
});

/** A block in which every third payment is accepted, held by a rule, or declined. */
function thirds(count: number): Block {
  const kinds = [{}, { outcome: 'review', reasonCode: 'AM14' }, { outcome: 'decline' }] as const;
  const payments = Array.from({ length: count }, (_, at) => ({
    amount: `${1 + (at % 90)}.00`,
    ...kinds[at % 3],
    reasonCode: at % 3 === 0 ? 'NONE' : 'AM14',
  }));
  return { from: A, payments };
}

test('a report is of the moment it began, whatever moves while it is read', async (t) => {
  const on = testDesk(t);
  open(on, [accountRow(A, '500,000.00')]);
  const blocks = [thirds(3000), thirds(100)];
  const batch = take(on, { messageId: 'MOVING', blocks });
  const office = reports(t, on);
  const before = await report(office, batch);
  const during = await report(office, batch, () => {
    for (let record = 1; record < 3100; record += 30) {
      const decided = { submissionId: on.newId(), paymentId: paymentId(batch, record) };
      const decline = { outcome: 'decline', reasonCode: 'MS03', remark: 'no' } as const;
      const said = decideReview(on.desk(), { ...decided, ...decline }, on.context());
      // Records of the second block count thirds anew: some are not in review.
      if (!said.ok) assert.equal(said.refusal.code, 'payment_status_does_not_allow');
    }
  });
  assert.ok(before.length > 2 * PIECE_UNITS_MAX);
  assert.equal(during, before);
  assert.notEqual(await report(office, batch), before);
  validate(t, before, '10');
});

test('a report that nobody wants any more ends', async (t) => {
  const on = testDesk(t);
  open(on, [accountRow(A, '500,000.00')]);
  const batch = take(on, { messageId: 'ENDED', blocks: [thirds(2500)] });
  const stop = new AbortController();
  let pieces = 0;
  for await (const item of pain002(reports(t, on), batch, stop.signal)) {
    assert.equal(item.kind, 'piece');
    pieces += 1;
    stop.abort();
  }
  assert.equal(pieces, 1);
});
