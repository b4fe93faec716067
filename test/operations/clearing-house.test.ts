// Goal: an untouched book is given its role once and for good, its chart takes the kinds of that role
// only, and a clearing house settles every position of a cycle or none. Method: a desk over a book of
// its own; scenario 24 of domain.md through the deed that settles, read back as its screen reads it.
import assert from 'node:assert/strict';
import test from 'node:test';
import { readClearing } from '../../main/ledger/read-clearing.ts';
import type { AccountRow } from '../../main/operations/open-accounts.ts';
import { openAccounts } from '../../main/operations/open-accounts.ts';
import { settlePositions } from '../../main/operations/settle-positions.ts';
import { startDemo } from '../../main/operations/start-demo.ts';
import { submitBatch } from '../../main/operations/submit-batch.ts';
import { submission } from './epochs.ts';
import { choose, house, pays, SCENARIO_24 } from './house-desk.ts';
import { book } from './ledger-events.ts';
import {
  accountRow,
  assertSound,
  changesOnlyItsRecord,
  done,
  hashLike,
  open,
  refused,
  type TestDesk,
  testDesk,
} from './test-desk.ts';

function settle(on: TestDesk, currency = 'EUR') {
  return settlePositions(on.desk(), { submissionId: on.newId(), currency }, on.context());
}

function tryToOpen(on: TestDesk, rows: readonly AccountRow[]) {
  const input = { submissionId: on.newId(), original: hashLike(on.newId()), rows };
  return openAccounts(on.desk(), input, on.context());
}

test('a role is given once, to an untouched book, and the chain is whole with it', (t) => {
  const on = testDesk(t);
  assert.equal(on.book().role, 'participant');
  assert.deepEqual(done(choose(on, 'clearing')), { role: 'clearing' });
  assert.equal(on.book().role, 'clearing');
  assertSound(on, 'a clearing house');
  on.reopen();
  assert.equal(on.book().role, 'clearing');
  const again = changesOnlyItsRecord(on, () => choose(on, 'participant'));
  assert.equal(refused(again).code, 'book_is_not_empty');
  assert.throws(
    () => on.book().db.prepare(`UPDATE book SET role = 'participant'`).run(),
    /append-only/,
  );
  assertSound(on, 'opened again');
});

test('a demonstration may be a clearing house’s', (t) => {
  const on = testDesk(t);
  done(startDemo(on.desk(), { submissionId: 'd', role: 'clearing' }, on.context()));
  assert.deepEqual([on.book().demo, on.book().role], [true, 'clearing']);
  assertSound(on);
});

test('each role keeps its own kinds of account', (t) => {
  const branch = testDesk(t);
  const position = accountRow('2410/A', '0.00', { kind: 'participant_position' });
  const customer = accountRow('2001', '0.00');
  const house = testDesk(t, 2);
  done(choose(house, 'clearing'));
  for (const [on, row] of [
    [branch, position],
    [house, customer],
  ] as const) {
    assert.equal(refused(tryToOpen(on, [row])).code, 'account_kind_not_of_this_book');
  }
  const settlement = accountRow('1010', '5.00', { kind: 'settlement' });
  assert.equal(open(house, [position, settlement]), 2);
  assert.equal(open(branch, [customer, settlement]), 2);
});

test('scenario 24: a cycle settles whole, the next one is empty, and both read as they were', (t) => {
  const on = house(t, '1000.00');
  for (const [from, to, amount] of SCENARIO_24) pays(on, from, to, amount);
  pays(on, 'C', 'B', '1.00', false);
  const before = readClearing({ db: on.book().db, writes: false });
  assert.deepEqual(
    before.participants.map(({ participant, position, pending, available, cover }) => {
      return [participant, position, pending, available, cover];
    }),
    [
      ['A', -15_000n, 0n, 65_000n, 100_000n],
      ['B', 10_000n, 0n, 90_000n, 100_000n],
      ['C', 5_000n, 100n, 84_900n, 100_000n],
    ],
  );
  const inHand = { currency: 'EUR', items: 5, gross: 215_000n, moved: 15_000n };
  assert.deepEqual([before.inHand, before.settled], [[inHand], []]);
  assert.deepEqual(done(settle(on)), { participants: 3 });
  assertSound(on, 'settled');
  const after = readClearing({ db: on.book().db, writes: false });
  assert.deepEqual(
    after.participants.map(({ position, cover }) => [position, cover]),
    [
      [0n, 85_000n],
      [0n, 110_000n],
      [0n, 105_000n],
    ],
  );
  const { settled, ...now } = after;
  assert.deepEqual(now.inHand, [{ currency: 'EUR', items: 0, gross: 0n, moved: 0n }]);
  assert.deepEqual(
    settled.map(({ deed: _, at: __, ...cycle }) => cycle),
    [{ ...inHand, participants: 3, settlementDate: '2026-11-26' }],
  );
  assert.deepEqual(done(settle(on)), { participants: 0 });
  assert.deepEqual(readClearing({ db: on.book().db, writes: false }).settled, settled);
});

test('a participant short of cover keeps the whole cycle from settling, until funds come in', (t) => {
  const on = house(t, '100.00');
  for (const [from, to, amount] of SCENARIO_24) pays(on, from, to, amount);
  assert.deepEqual(
    readClearing({ db: on.book().db, writes: false }).participants[0]?.shortfall,
    5_000n,
  );
  const refusal = refused(changesOnlyItsRecord(on, () => settle(on)));
  assert.deepEqual(refusal, {
    code: 'participant_short_of_cover',
    participant: 'A',
    currency: 'EUR',
    missing: '50.00',
  });
  const accounts = { participantSettlement: '2420/A' };
  const second = { id: 'ben', name: 'Ben', roles: ['supervisor'] } as const;
  book(on, 'I5.in', { accounts, amounts: { principal: '50.00' }, second, reference: 'call' });
  assert.deepEqual(done(settle(on)), { participants: 3 });
  assertSound(on);
});

test('a branch settles nobody’s positions, and a position needs an account to settle on', (t) => {
  assert.equal(refused(settle(testDesk(t))).code, 'book_is_no_clearing_house');
  const on = testDesk(t, 2);
  done(choose(on, 'clearing'));
  const owing = { kind: 'participant_position', accountLimit: 500n } as const;
  open(on, [accountRow('2410/A', '-5.00', owing)]);
  assert.deepEqual(refused(settle(on)), {
    code: 'participant_without_settlement',
    participant: 'A',
  });
});

test('a clearing house takes no payment file, and nothing is left of one', (t) => {
  const on = house(t, '1000.00');
  const file = { messageId: 'X', blocks: [{ from: 'a', payments: [{ amount: '1.00' }] }] };
  const submitted = changesOnlyItsRecord(on, () =>
    submitBatch(on.desk(), submission(on, file), on.context()),
  );
  assert.deepEqual(refused(submitted), { code: 'file_not_of_this_book' });
  assertSound(on);
});
