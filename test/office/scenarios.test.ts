// Goal: scenarios 7, 8 (up to the override) and 9 of domain.md hold from the file in the folder to
// the settled cycle, with their exact amounts, and a `kill -9` of the office between any two steps
// of scenario 7 changes nothing. Method: real files, the office as a process, the contract's
// client; after every step the book is audited from outside.

import assert from 'node:assert/strict';
import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { inspect } from 'node:util';
import { paymentId } from '../../main/ledger/payment-ids.ts';
import { ownIban } from '../fixtures/parties.ts';
import { type SmallFile, smallPain001 } from '../fixtures/small-pain001.ts';
import { minor, testFolder } from '../operations/test-desk.ts';
import { ADLER, BRANDT, demoBankList, supplierIban } from './demo-bank.ts';
import {
  balancesOf,
  importList,
  lookInto,
  type RunningOffice,
  rowCounts,
  runningOffice,
  submitFile,
  unsound,
} from './running-office.ts';

type Step = readonly [name: string, work: () => Promise<unknown>];

async function demoBank(t: TestContext): Promise<RunningOffice> {
  const folder = testFolder(t);
  const on = await runningOffice(t, folder);
  await importList(on, demoBankList(folder), 'import-1');
  assert.deepEqual(unsound(folder), []);
  return on;
}

function write(on: RunningOffice, file: SmallFile): string {
  const path = join(on.folder, `${file.messageId}.xml`);
  writeFileSync(path, smallPain001(file));
  return path;
}

/** Submits a file that is taken, and waits until it is judged. */
async function take(on: RunningOffice, file: SmallFile): Promise<number> {
  const submitted = await submitFile(on, write(on, file));
  assert.ok(submitted.ok, inspect(submitted));
  await on.judged(submitted.value.batchId);
  return submitted.value.batchId;
}

function posted(on: RunningOffice, number: string): bigint {
  return balancesOf(on.folder, number).posted;
}

/** Booked less held: what may still be used where there is no limit. */
function available(on: RunningOffice, number: string): bigint {
  const { posted: booked, pending } = balancesOf(on.folder, number);
  return booked + pending;
}

/** The postings of every entry of an event, `2001/2120 98241760`, entry by entry. */
function entriesOf(on: RunningOffice, event: string): readonly (readonly string[])[] {
  type Row = { entry: bigint; line: string };
  const sql = `SELECT e.id AS entry, d.number || '/' || c.number || ' ' || p.amount AS line
    FROM entries e JOIN postings p ON p.entry = e.id
    JOIN accounts d ON d.id = p.debit_account JOIN accounts c ON c.id = p.credit_account
    WHERE e.event = ? ORDER BY p.id`;
  const rows = lookInto(on.folder, (db) => db.prepare<[string], Row>(sql).all(event));
  return [...Map.groupBy(rows, ({ entry }) => entry).values()].map((lines) =>
    lines.map(({ line }) => line),
  );
}

async function openCycle(on: RunningOffice): Promise<number> {
  const { cycles } = await on.done((client) => client.settlementView({}));
  const open = cycles.filter(({ state }) => state !== 'settled');
  assert.equal(open.length, 1);
  return open[0]?.cycleId ?? 0;
}

const PAYROLL: SmallFile = {
  messageId: 'ADLER-PAYROLL-11',
  debtor: ADLER,
  batchBooking: true,
  items: Array.from({ length: 1240 }, (_, at) => ({
    to: supplierIban(at),
    // 1,239 of 792.27 and one that makes the sum 982,417.60.
    amount: at < 1239 ? '792.27' : '795.07',
  })),
};

/** Scenario 7 step by step; `between` runs after each, and may kill the office. */
async function payroll(on: RunningOffice, between: (step: string) => Promise<void>): Promise<void> {
  const path = write(on, PAYROLL);
  let cycleId = 0;
  const deed = { batchId: 1 };
  const draft = await on.done((client) => client.draftBatch({ path }));
  const { submissionId, originalHash, fileName } = draft;
  const steps: readonly Step[] = [
    ['drafted', async () => draft],
    ['submitted', () => on.done((c) => c.submitBatch({ submissionId, originalHash, fileName }))],
    ['judged', () => on.judged(1)],
    ['dispatched', () => on.done((c) => c.dispatchPayments({ submissionId: 's7-2', ...deed }))],
    [
      'acknowledged',
      () => on.done((c) => c.acknowledgeBatch({ submissionId: 's7-3', fromRecord: 0, ...deed })),
    ],
    [
      'closed',
      async () => {
        cycleId = await openCycle(on);
        const grossIn = minor('615,300.25');
        return on.done((c) => c.closeCycle({ submissionId: 's7-4', cycleId, grossIn }));
      },
    ],
    [
      'advised wrongly',
      () => {
        const advised = -minor('367,117.36');
        return on.done((c) => c.settleCycle({ submissionId: 's7-5', cycleId, advised }));
      },
    ],
    [
      'settled',
      () => {
        const advised = -minor('367,117.35');
        return on.done((c) => c.settleCycle({ submissionId: 's7-6', cycleId, advised }));
      },
    ],
    ['inward applied', () => inward(on, 's7-7', cycleId, '2900', '611,100.25')],
    ['inward unapplied', () => inward(on, 's7-8', cycleId, null, '4,200.00')],
  ];
  for (const [name, work] of steps) {
    await work();
    await between(name);
    assert.deepEqual(unsound(on.folder), [], name);
    assertPayroll(on, name);
  }
}

function inward(
  on: RunningOffice,
  submissionId: string,
  cycleId: number,
  account: string | null,
  amount: string,
) {
  const asked = { submissionId, cycleId, account, amount: minor(amount) };
  return on.done((client) => client.applyInward(asked));
}

/** What must hold after a step of scenario 7, to the cent. */
function assertPayroll(on: RunningOffice, step: string): void {
  const adler = ADLER.iban;
  if (step === 'judged') {
    assert.deepEqual(entriesOf(on, 'A2'), [[`${adler}/2120 98241760`, `${adler}/4010 6200`]]);
    assert.equal(available(on, adler), minor('267,520.40'));
    assert.equal(posted(on, adler), minor('1,250,000.00'));
  } else if (step === 'acknowledged') {
    assert.deepEqual(entriesOf(on, 'D4'), [[`${adler}/2120 98241760`, `${adler}/4010 6200`]]);
    assert.equal(posted(on, adler), minor('267,520.40'));
  } else if (step === 'closed') {
    assert.deepEqual(entriesOf(on, 'D6'), [['2120/2125 98241760', '2125/2121 61530025']]);
    assert.equal(posted(on, '2125'), minor('367,117.35'));
  } else if (step === 'advised wrongly') {
    assert.equal(posted(on, '1010'), -minor('42,000,000.00'));
    assert.equal(rowCounts(on.folder).breaks, 1);
  } else if (step === 'settled') {
    assert.deepEqual(entriesOf(on, 'D7'), [['2125/1010 36711735']]);
  } else if (step === 'inward unapplied') {
    const accounts = ['1010', '2120', '2121', '2125', '2210', adler, '4010', '2900'];
    assert.deepEqual(
      accounts.map((number) => posted(on, number)),
      [
        -minor('41,632,882.65'),
        0n,
        0n,
        0n,
        minor('4,200.00'),
        minor('267,520.40'),
        minor('62.00'),
        minor('46,414,997.89'),
      ],
    );
  }
}

/** The books' own rows, without what differs between any two books: times, ids and salts. */
function resultOf(on: RunningOffice) {
  return lookInto(on.folder, (db) => ({
    entries: db.prepare('SELECT event, batch, payment, value_date FROM entries').raw().all(),
    postings: db
      .prepare('SELECT entry, layer, debit_account, credit_account, amount FROM postings')
      .raw()
      .all(),
    payments: db.prepare('SELECT id, amount, status, hold_entry, cycle FROM payments').raw().all(),
    moves: db
      .prepare('SELECT first_record, last_record, from_status, to_status FROM status_changes')
      .raw()
      .all(),
    deeds: db.prepare("SELECT deed, outcome FROM deeds WHERE outcome = 'done'").raw().all(),
  }));
}

test('scenario 7: payroll to settlement, and the same with a kill between any two steps', async (t) => {
  const undisturbed = await demoBank(t);
  await payroll(undisturbed, async () => undefined);
  const { status } = await standing(undisturbed, 1);
  assert.equal(status, 'ACSC');
  const disturbed = await demoBank(t);
  let kills = 0;
  // Five deaths within a minute are given up, so each half has an office of its own.
  let on = disturbed;
  await payroll({ ...disturbed, ...forwarding(() => on) }, async () => {
    if (kills === 5) {
      await on.stop();
      on = await runningOffice(t, disturbed.folder);
    }
    kills += 1;
    await on.kill();
  });
  assert.deepEqual(resultOf(disturbed), resultOf(undisturbed));
  t.diagnostic(`${kills} kills between the steps of scenario 7: nothing changed`);
});

/** An office whose questions go to whichever office is the one now. */
function forwarding(now: () => RunningOffice): Pick<RunningOffice, 'ask' | 'done' | 'judged'> {
  return {
    ask: (question) => now().ask(question),
    done: (question) => now().done(question),
    judged: (batchId) => now().judged(batchId),
  };
}

async function standing(on: RunningOffice, batchId: number) {
  const { isoStatus } = await on.done((client) => client.batch({ batchId }));
  const rows = lookInto(on.folder, (db) =>
    db
      .prepare<[number, number], { status: string; reason_code: string | null }>(
        'SELECT status, reason_code FROM payments WHERE id >= ? AND id < ? ORDER BY id',
      )
      .all(paymentId(batchId, 0), paymentId(batchId + 1, 0)),
  );
  return {
    status: isoStatus,
    payments: rows.map((row) => [row.status, row.reason_code].filter(Boolean).join(' ')),
  };
}

test('scenario 8: envelope and duplicates, up to the override', async (t) => {
  const on = await demoBank(t);
  const invoice = { amount: '420.00', to: supplierIban(11), remittance: 'Invoice 4711' };
  const items = [
    { amount: '350.00', to: supplierIban(10) },
    invoice,
    { amount: '280.00', to: supplierIban(12) },
  ];
  const before = rowCounts(on.folder);
  const wrong = write(on, { messageId: 'BRANDT-1', debtor: BRANDT, items, controlSum: '1050.10' });
  const draft = await on.done((client) => client.draftBatch({ path: wrong }));
  const refused = await submitFile(on, wrong);
  assert.ok('refusal' in refused);
  assert.equal(refused.refusal.code, 'file_has_refusing_problems');
  const problems = [];
  for await (const item of on.client().inspectFile({ originalHash: draft.originalHash })) {
    if (item.kind === 'preview') problems.push(...item.preview.problems);
  }
  const [problem, ...others] = problems;
  assert.deepEqual(others, []);
  assert.deepEqual(
    { code: problem?.code, reasonCode: problem?.reasonCode, data: problem?.data },
    {
      code: 'control_sum_does_not_match',
      reasonCode: 'AM10',
      data: { stated: '1050.10', counted: '1050' },
    },
  );
  assert.match(problem?.place.path ?? '', /GrpHdr\/CtrlSum$/);
  assert.deepEqual(rowCounts(on.folder), before, 'no row');
  assert.ok(readdirSync(join(on.folder, 'originals')).includes(draft.originalHash), 'kept');

  const corrected = { messageId: 'BRANDT-2', debtor: BRANDT, items };
  const batchId = await take(on, corrected);
  assert.equal(available(on, BRANDT.iban), minor('47,149.85'));
  assert.equal(posted(on, BRANDT.iban), minor('48,200.00'));
  assert.deepEqual((await standing(on, batchId)).payments, ['accepted', 'accepted', 'accepted']);

  const again = await submitFile(on, write(on, corrected));
  assert.ok('refusal' in again);
  const { code, reasonCode, batchId: first } = again.refusal;
  assert.deepEqual(
    { code, reasonCode, first },
    { code: 'duplicate_file', reasonCode: 'DU01', first: batchId },
  );

  const repeat = { messageId: 'BRANDT-3', debtor: BRANDT, items: [invoice] };
  const second = await take(on, repeat);
  const item = paymentId(second, 0);
  assert.deepEqual((await standing(on, second)).payments, ['in_review AM05']);
  const trail = await on.done((client) => client.paymentTrail({ paymentId: item }));
  assert.equal(trail.payment.relatedPayment, paymentId(batchId, 1), 'the earlier item beside it');
  assert.equal(available(on, BRANDT.iban), minor('47,149.85'), 'nothing held');
  const { entries } = rowCounts(on.folder);
  const cancelled = { submissionId: 's8-cancel', paymentId: item };
  await on.done((client) => client.cancelPayment(cancelled));
  assert.deepEqual((await standing(on, second)).payments, ['cancelled DS02']);
  assert.equal(rowCounts(on.folder).entries, entries, 'no entry');
  assert.deepEqual(unsound(on.folder), []);
});

test('scenario 9: one item refused by the rail', async (t) => {
  const on = await demoBank(t);
  const amounts = ['1000.00', '2000.00', '3000.00', '1500.00', '2500.00'];
  const items = amounts.map((amount, at) => ({ amount, to: supplierIban(20 + at) }));
  const batchId = await take(on, {
    messageId: 'BRANDT-9',
    debtor: BRANDT,
    batchBooking: false,
    items,
  });
  await on.done((c) => c.dispatchPayments({ submissionId: 's9-1', batchId }));
  await on.done((c) => c.acknowledgeBatch({ submissionId: 's9-2', batchId, fromRecord: 0 }));
  assert.equal(available(on, BRANDT.iban), minor('38,199.75'));
  assert.equal(posted(on, BRANDT.iban), minor('38,199.75'));

  const rejection = { submissionId: 's9-3', paymentId: paymentId(batchId, 2), reasonCode: 'AC01' };
  await on.done((client) => client.rejectAcknowledged(rejection));
  assert.equal(posted(on, BRANDT.iban), minor('41,199.75'));
  assert.deepEqual(entriesOf(on, 'D5'), [[`2120/${BRANDT.iban} 300000`]]);

  const cycleId = await openCycle(on);
  await on.done((c) => c.closeCycle({ submissionId: 's9-4', cycleId, grossIn: 0n }));
  assert.deepEqual(entriesOf(on, 'D6'), [['2120/2125 700000']]);
  const advised = -minor('7,000.00');
  const settled = await on.done((c) => c.settleCycle({ submissionId: 's9-5', cycleId, advised }));
  assert.equal(settled.payments, 4);
  assert.deepEqual(entriesOf(on, 'D7'), [['2125/1010 700000']]);
  assert.deepEqual(await standing(on, batchId), {
    status: 'PART',
    payments: ['settled', 'settled', 'rejected AC01', 'settled', 'settled'],
  });
  assert.equal(posted(on, '4010'), minor('0.25'), 'the fee is kept');
  assert.deepEqual(unsound(on.folder), []);
});

test('a debtor that is not in the book waits in repair; a past date is moved and the original kept', async (t) => {
  const on = await demoBank(t);
  const stranger = { name: 'Nobody Here', iban: ownIban(7777) };
  const item = { amount: '10.00', to: supplierIban(30) };
  const unknown = await take(on, { messageId: 'STRANGER-1', debtor: stranger, items: [item] });
  assert.deepEqual((await standing(on, unknown)).payments, ['in_repair AC01']);
  assert.equal(balancesOf(on.folder, stranger.iban).posted, 0n, 'no account was opened');
  const moved = { messageId: 'LATE-1', debtor: BRANDT, date: '2026-11-20', items: [item] };
  const late = await take(on, moved);
  const trail = await on.done((client) => client.paymentTrail({ paymentId: paymentId(late, 0) }));
  const { requestedExecutionDate, executionDate, dateReason, status } = trail.payment;
  assert.deepEqual(
    { requestedExecutionDate, executionDate, dateReason, status },
    {
      requestedExecutionDate: '2026-11-20',
      executionDate: '2026-11-26',
      dateReason: 'date_in_past',
      status: 'accepted',
    },
  );
});
