// Goal: personal data is erased only when nothing asks for it any more, from every file of the book,
// and the chain verifies as before. Method: refusals in order on one batch as its time passes; the
// bytes of the book and its log are searched; the independent verifier reads the file.

import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { test } from 'node:test';
import { keptUntil } from '../../main/domain/retention.ts';
import { erasePersonalData } from '../../main/operations/erase-personal-data.ts';
import { liftRetentionHold, placeRetentionHold } from '../../main/operations/hold-retention.ts';
import {
  endedBatch,
  erase,
  filesWith,
  findings,
  keepForAYear,
  NEXT_YEAR,
} from '../ledger/kept-book.ts';
import { take } from './epochs.ts';
import {
  accountRow,
  assertSound,
  changesOnlyItsRecord,
  done,
  open,
  refused,
  type TestDesk,
  testDesk,
} from './test-desk.ts';

const SECRET = 'Invoice of Wilhelmine Grosskopf';

function desk(t: Parameters<typeof testDesk>[0]): TestDesk {
  const on = testDesk(t);
  open(on, [accountRow('payer', '100.00'), accountRow('payee', '0.00')]);
  return on;
}

test('what was erased is in no file of the book, and its chain verifies', (t) => {
  const on = desk(t);
  const batch = endedBatch(on, 'SECRET-1', SECRET);
  const other = endedBatch(on, 'OPEN-1', 'Another remittance');
  keepForAYear(on);
  assert.notDeepEqual(filesWith(on, SECRET), []);
  const before = on.book().chainHead().sequence;
  on.now = NEXT_YEAR;
  const { rows, original } = done(erase(on, batch));
  assert.equal(rows, 3, 'a file, a debtor and a creditor');
  assert.match(original, /^[0-9a-f]{64}$/);
  assert.deepEqual(filesWith(on, SECRET), []);
  assert.deepEqual(filesWith(on, 'SECRET-1.xml'), []);
  assert.equal(on.book().batches.byId(batch)?.fileName, '');
  assert.equal(on.book().chainHead().sequence, before + 1);
  assertSound(on, 'after the erasure');
  on.close();
  assert.deepEqual(findings(on), []);
  // What is left is still vouched for.
  const edited = `UPDATE creditors SET remittance = 'x' WHERE payment = ${other * 2 ** 24}`;
  assert.deepEqual(findings(on, edited), [
    `personal_data_is_as_committed: creditors ${other * 2 ** 24} is not what payments ${other * 2 ** 24} committed to`,
  ]);
  const cut = `DELETE FROM creditors WHERE payment = ${other * 2 ** 24}`;
  assert.deepEqual(findings(on, cut), [
    `personal_data_is_as_committed: creditors ${other * 2 ** 24} is missing, and was not erased`,
  ]);
  const put = `INSERT INTO batch_files VALUES (${batch}, 'back.xml', NULL, zeroblob(16))`;
  assert.match(findings(on, put)[0] ?? '', /batch_files 1 was erased, and is there/);
  assert.ok(existsSync(on.book().file));
});

test('refusals, in order: unknown, not ended, a hold runs, the class runs, erased before', (t) => {
  const on = desk(t);
  const tried = (batch: number) => refused(changesOnlyItsRecord(on, () => erase(on, batch)));
  assert.equal(tried(99).code, 'batch_unknown');
  const waiting = { amount: '1.00', outcome: 'review' } as const;
  const open = take(on, { messageId: 'WAITS', blocks: [{ from: 'payer', payments: [waiting] }] });
  assert.deepEqual(tried(open), { code: 'batch_not_ended', batchId: open, payments: 1 });
  const batch = endedBatch(on, 'ENDED');
  const runs = { code: 'retention_class_runs', class: 'payment_data' };
  assert.deepEqual(tried(batch), { ...runs, until: '2036-12-31' });
  keepForAYear(on);
  assert.deepEqual(tried(batch), { ...runs, until: '2026-12-31' });
  on.now = NEXT_YEAR;
  const subject = { kind: 'batch', id: batch } as const;
  const place = (reason: string) =>
    placeRetentionHold(on.desk(), { submissionId: on.newId(), subject, reason }, on.context());
  assert.equal(refused(place(' ')).code, 'remark_required');
  const { hold } = done(place('Order 4 of the court'));
  const second = done(place('Audit 2027')).hold;
  const held = { code: 'retention_hold_runs', hold, reason: 'Order 4 of the court' };
  assert.deepEqual(tried(batch), held);
  const lift = (id: number, reason = 'ended') =>
    liftRetentionHold(on.desk(), { submissionId: on.newId(), hold: id, reason }, on.context());
  assert.equal(refused(lift(77)).code, 'retention_hold_unknown');
  assert.equal(refused(lift(hold, '')).code, 'remark_required');
  done(lift(hold));
  assert.equal(refused(lift(hold)).code, 'retention_hold_unknown', 'a hold is lifted once');
  assert.equal(tried(batch).reason, 'Audit 2027');
  done(lift(second));
  done(erase(on, batch));
  assert.equal(tried(batch).code, 'personal_data_erased');
  assert.equal(refused(place('late')).code, 'personal_data_erased');
  assertSound(on, 'after all refusals');
});

test('an account keeps its name while it is open', (t) => {
  const on = desk(t);
  const input = (id: number) => ({
    submissionId: on.newId(),
    subject: { kind: 'account', id } as const,
  });
  const tried = (id: number) => refused(erasePersonalData(on.desk(), input(id), on.context()));
  assert.equal(tried(99).code, 'account_unknown');
  assert.equal(tried(1).code, 'account_not_closed');
});

test('a class is kept to the end of a calendar year', () => {
  const cases = [
    ['2026-01-01', 0, '2026-12-31'],
    ['2026-12-31', 10, '2036-12-31'],
    ['2024-02-29', 1, '2025-12-31'],
  ] as const;
  for (const [ended, years, until] of cases) assert.equal(keptUntil(ended, years), until);
});
