// Goal: every posting comes from the one table, and each of its rows is booked by the deed that the
// table names. Method: the rows are compared with those of the domain's reference; every deed that
// books rows of its own does so in one history, and what the journal then says is compared with the
// table; the source of every room is searched for a posting that is made elsewhere.

import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { localActor } from '../../main/domain/permissions.ts';
import { POSTED_BY, rowsWithDeeds } from '../../main/domain/posting-deeds.ts';
import type { PostingRule } from '../../main/domain/posting-rules.ts';
import { EVENT_CODES, POSTING_RULES, rowOf } from '../../main/domain/posting-table.ts';
import { linesOf, reversed, rowPostings } from '../../main/domain/row-postings.ts';
import { paymentId } from '../../main/ledger/payment-ids.ts';
import { chooseRole } from '../../main/operations/choose-role.ts';
import { closeDay } from '../../main/operations/close-day.ts';
import { commitRedrive } from '../../main/operations/commit-redrive.ts';
import { proposeMasterChange } from '../../main/operations/propose-master-change.ts';
import { redrivePayments } from '../../main/operations/redrive-payments.ts';
import { settlePositions } from '../../main/operations/settle-positions.ts';
import { readSource } from '../house-source.ts';
import { richDesk } from '../ledger/rich-book.ts';
import { acknowledge, cancel, decide, dispatch, refuseItem } from './deeds.ts';
import { epochOf, type PaymentLine, take } from './epochs.ts';
import { B, branches, GOES, give } from './hand-over-desks.ts';
import { book } from './ledger-events.ts';
import { bank, letGo } from './override-bank.ts';
import { as, policy, sendBack, sign } from './persons.ts';
import { settlingBook } from './settling.ts';
import { accountRow, assertSound, done, open, type TestDesk, testDesk } from './test-desk.ts';

/** How many rows each part of the domain's table has. */
const PARTS = { A: 8, B: 11, C: 6, D: 11, E: 3, F: 2, G: 9, H: 7, I: 5 };

test('the table has every row of the domain, and two of this house', () => {
  const rows = Object.entries(PARTS).flatMap(([part, count]) =>
    Array.from({ length: count }, (_, at) => `${part}${at + 1}`),
  );
  assert.deepEqual(
    [...new Set(EVENT_CODES.map(rowOf))].sort(),
    [...rows, 'O1', 'R10', 'R7'].sort(),
  );
});

test('a row that books something has its deeds, one that does not has none', () => {
  for (const code of EVENT_CODES) {
    const { steps }: PostingRule = POSTING_RULES[code];
    assert.equal(POSTED_BY[code].length > 0, steps.length > 0, code);
  }
});

type Pair = readonly [row: string, deed: string];

/** Each row with the deed that wrote it, as the journal says, for all but the general deed. */
function bookedPairs(on: TestDesk): readonly string[] {
  const sql = `SELECT DISTINCT e.event, d.deed FROM entries e JOIN deeds d ON d.sequence = e.deed
    WHERE d.deed <> 'bookEvent'`;
  const pairs = on.book().db.prepare<[], Pair>(sql).raw().all();
  return pairs.map(([row, deed]) => `${row} ${deed}`);
}

/** Reviewed payments within the book, and batch bookings of which one item is taken out. */
function reviewsAndBookings(on: TestDesk): void {
  // Who submitted decides none of it.
  const decided = (batch: number, outcome: 'approve' | 'decline') =>
    as(on, 'dora', ['analyst'], () => done(decide(on, paymentId(batch, 0), outcome)));
  const held = { amount: '2.00', outcome: 'review' } as const;
  const onUs = take(on, {
    messageId: 'ON-US',
    blocks: [{ from: 'payer', payments: [{ ...held, to: 'payee' }] }],
  });
  decided(onUs, 'approve');
  const together = take(on, {
    messageId: 'TOGETHER',
    blocks: [{ from: 'payer', batchBooking: true, payments: [held, held, { amount: '3.00' }] }],
  });
  decided(together, 'decline');
  done(cancel(on, paymentId(together, 1)));
  const alone = take(on, {
    messageId: 'ALONE',
    blocks: [{ from: 'payer', payments: [held, held] }],
  });
  decided(alone, 'decline');
  done(cancel(on, paymentId(alone, 1)));
}

/** Signed and sent back above the limit, alone and in a batch booking; and a repeat let go. */
function signatures(on: TestDesk): void {
  policy(on, 'authorityLimit:EUR', '150');
  const payer = (messageId: string, batchBooking: boolean, payments: readonly PaymentLine[]) =>
    take(on, { messageId, blocks: [{ from: 'payer', batchBooking, payments }] });
  const two = { amount: '2.00' };
  const onUs = payer('SIGNED', false, [{ ...two, to: 'payee' }]);
  const alone = payer('SENT-BACK', false, [two]);
  const together = payer('BACK-TOGETHER', true, [two, { amount: '1.00' }]);
  const repeat = payer('REPEAT', false, [{ amount: '1.00', repeats: paymentId(onUs, 0) }]);
  as(on, 'dora', ['analyst'], () => done(decide(on, paymentId(repeat, 0), 'approve')));
  as(on, 'ben', ['supervisor'], () => {
    for (const batch of [alone, together]) done(sendBack(on, paymentId(batch, 0)));
    done(sign(on, paymentId(onUs, 0)));
  });
  as(on, 'carla', ['supervisor'], () => done(sign(on, paymentId(repeat, 0))));
}

/** A day that closes with a foreign position, and so with a result. */
function closedDay(t: Parameters<typeof testDesk>[0]): TestDesk {
  const on = testDesk(t);
  open(on, [accountRow('3020', '-100.00', { currency: 'USD', kind: 'position' })]);
  const rates = [{ currency: 'USD', rate: '1.0825' }];
  const input = { submissionId: on.newId(), day: '2026-11-26', rates, carried: [], remark: '' };
  done(closeDay(on.desk(), input, on.context()));
  return on;
}

/** An item that the rail refuses, of a payer whose tariff gives the fee back. */
function refundedItem(t: Parameters<typeof testDesk>[0]): TestDesk {
  const on = testDesk(t);
  on.actor = localActor('anna');
  open(on, [accountRow('payer', '10.00')]);
  const currency = 'EUR';
  const account = { account: 'payer', currency, customer: 'C-1', agreement: 'A-1' };
  const agreement = { agreement: 'A-1', customer: 'C-1', status: 'active', tariff: 'T-1' };
  const fee = { tariff: 'T-1', service: 'fileItem', currency, fee: '0.05' };
  for (const [kind, written] of [
    ['account', account],
    ['agreement', agreement],
    ['tariff', { ...fee, refundedOnReject: 'true' }],
  ] as const) {
    const of = { submissionId: on.newId(), kind, written, ended: false, validFrom: '2026-11-26' };
    done(proposeMasterChange(on.desk(), { ...of, reason: 'agreed' }, on.context()));
  }
  const blocks = [{ from: 'payer', payments: [{ amount: '1.00' }] }];
  const batch = take(on, { messageId: 'REFUSED', blocks });
  dispatch(on, batch);
  acknowledge(on, batch);
  done(refuseItem(on, paymentId(batch, 0)));
  return on;
}

/** A clearing house whose one participant in debit settles. */
function clearedCycle(t: Parameters<typeof testDesk>[0]): TestDesk {
  const on = testDesk(t);
  done(chooseRole(on.desk(), { submissionId: on.newId(), role: 'clearing' }, on.context()));
  open(
    on,
    ['A', 'B'].flatMap((bank) => [
      accountRow(`2420/${bank}`, '10.00', { kind: 'participant_settlement' }),
      accountRow(`2410/${bank}`, '0.00', { kind: 'participant_position', accountLimit: 1000n }),
    ]),
  );
  const accounts = { payerPosition: '2410/A', payeePosition: '2410/B' };
  const { holds } = book(on, 'I1', { accounts, amounts: { principal: '5.00' } });
  book(on, 'I2.committed', { holds: { position: Number(/\d+/.exec(holds)?.[0]) } });
  done(settlePositions(on.desk(), { submissionId: on.newId(), currency: 'EUR' }, on.context()));
  return on;
}

/** Payments that were set aside, one within the book, and pass when they are driven again. */
function drivenAgain(t: Parameters<typeof testDesk>[0]): TestDesk {
  const on = settlingBook(t);
  const orders: readonly PaymentLine[] = [{ amount: '20.00' }, { amount: '20.00', to: 'payee' }];
  const wrong = { outcome: 'repair', reasonCode: 'AC03', reason: 'creditor_iban_check' } as const;
  const fileOf = (payments: readonly PaymentLine[]) => ({
    messageId: 'AGAIN',
    blocks: [{ from: 'payer', payments }],
  });
  const batch = take(on, fileOf(orders.map((order) => ({ ...order, ...wrong }))));
  const submissionId = on.newId();
  done(redrivePayments(on.desk(), { submissionId, paymentIds: null }, on.context()));
  const epoch = on.book().batches.epochs.count() + 1;
  const judged = epochOf(on, batch, fileOf(orders), 0, 2);
  const output = { ...judged, epoch, payments: [paymentId(batch, 0), paymentId(batch, 1)] };
  done(commitRedrive(on.desk(), output, on.context()));
  return on;
}

/** Payments beyond what either of two may sign for, one of which seems to be another once more. */
function overridden(t: Parameters<typeof testDesk>[0]): TestDesk {
  const on = bank(t);
  policy(on, 'authorityLimit:EUR', '150');
  const payer = (messageId: string, line: PaymentLine) =>
    paymentId(take(on, { messageId, blocks: [{ from: '2008', payments: [line] }] }), 0);
  const first = payer('FIRST', { amount: '2.00', to: '2001' });
  const again = payer('AGAIN', { amount: '2.00', repeats: first });
  as(on, 'dora', ['analyst'], () => done(decide(on, again, 'approve')));
  for (const id of [first, again]) letGo(on, id, ['dan', 'eva']);
  return on;
}

/** A batch that went to another branch, and what it held. */
function handedOver(t: Parameters<typeof testDesk>[0]): TestDesk {
  const [on] = branches(t);
  done(give(on, take(on, GOES), B));
  return on;
}

test('each row is booked by the deeds that the table names', (t) => {
  const on = richDesk(t);
  reviewsAndBookings(on);
  signatures(on);
  assertSound(on);
  const others = [clearedCycle(t), drivenAgain(t), overridden(t), handedOver(t)];
  const books = [on, closedDay(t), refundedItem(t), ...others];
  const booked = new Set(books.flatMap((each) => [...bookedPairs(each)]));
  const isOwn = (pair: string): boolean => !pair.endsWith(' bookEvent');
  const expected = [...rowsWithDeeds()].filter(isOwn);
  assert.deepEqual([...booked].filter(isOwn).sort(), expected.sort());
});

test('a row without what it names books nothing', () => {
  const amount = { minor: -5n, currency: 'EUR' };
  const bound = (role: string): number | null =>
    ({ fxPosition: 1, fxRevaluation: 2 })[role] ?? null;
  assert.deepEqual(rowPostings(linesOf('H6'), { revaluation: amount }, bound), {
    ok: true,
    value: [{ debitAccount: 2, creditAccount: 1, amount: { minor: 5n, currency: 'EUR' } }],
  });
  assert.deepEqual(rowPostings(linesOf('H6'), {}, bound), { ok: true, value: [] });
  assert.deepEqual(rowPostings(linesOf('B1'), {}, bound), {
    ok: false,
    refusal: { code: 'event_lacks_amount', name: 'principal' },
  });
  assert.deepEqual(rowPostings(linesOf('B1'), { principal: amount }, bound), {
    ok: false,
    refusal: { code: 'event_lacks_account', role: 'instantClearing' },
  });
  const posting = { debitAccount: 1, creditAccount: 2, amount };
  assert.deepEqual(reversed(posting), { debitAccount: 2, creditAccount: 1, amount });
});

/** Where a posting may stand in the source: made from a row, read back from the file, or shown. */
const MAY_MAKE = new Set([
  'main/domain/row-postings.ts',
  'main/ledger/journal.ts',
  'main/ledger/read-postings.ts',
  'main/ledger/read-core-journal.ts',
  'main/office/core-journal-out.ts',
  'main/operations/event-preview.ts',
]);

/** `debitAccount: x`, but for a type; and `{ debitAccount, …}` where a value stands. */
const MADE = [
  /(?<!\?\s*)\bdebitAccount\s*:(?!\s*(?:number\b|string\b|\d))/,
  /(?:\breturn|\bpush\(|=>\s*\(|[^=!<>]=|\[)\s*\{\s*debitAccount\s*,[^{}]*\}(?!\s*(?:=|of\b|\]\s*(?:=|of\b)))/,
];

function madeIn(path: string, text: string): boolean {
  const { code } = readSource({ path, text });
  return MADE.some((pattern) => pattern.test(code));
}

test('no posting is made but from a row of the table', () => {
  const root = join(import.meta.dirname, '../..');
  const files = readdirSync(join(root, 'main'), { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.ts'))
    .map((path) => `main/${path}`);
  const makers = files.filter((path) => madeIn(path, readFileSync(join(root, path), 'utf8')));
  assert.deepEqual(
    makers.filter((path) => !MAY_MAKE.has(path)),
    [],
  );
  assert.deepEqual(
    [...MAY_MAKE].filter((path) => !makers.includes(path)),
    [],
    'the search finds where postings are made',
  );
  for (const planted of [
    'const posting = { debitAccount: one, creditAccount: other, amount };',
    'return { debitAccount, creditAccount, amount };',
    'postings.push({ debitAccount, creditAccount, amount });',
    'journal.post(w, head, [{ debitAccount, creditAccount, amount }]);',
    'const made = { debitAccount, creditAccount, amount };',
  ]) {
    assert.ok(madeIn('main/operations/planted.ts', planted), planted);
  }
  for (const innocent of [
    'const { debitAccount, creditAccount } = posting;',
    'for (const { debitAccount, amount } of postings) add(debitAccount);',
    'for (const [at, { debitAccount, amount }] of postings.entries()) add(at);',
    'type Posting = { readonly debitAccount: number };',
    'postings.map(({ debitAccount, amount }) => debitAccount);',
  ]) {
    assert.ok(!madeIn('main/operations/innocent.ts', innocent), innocent);
  }
});
