// Goal: what a person writes beside a deed is in no part of the chain, can be erased from every file
// of the book, and the chain then verifies as before. Method: remarks with a secret on a payment, on
// an entry of a customer and on one of the bank's own; the bytes of the book and its log are
// searched, its chained hashes recomputed by one who guesses the words, and the verifier reads it.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { RetentionSubject } from '../../main/domain/retention.ts';
import { digestOf } from '../../main/ledger/digest.ts';
import { paymentId } from '../../main/ledger/payment-ids.ts';
import { readDeeds } from '../../main/ledger/read-deeds.ts';
import { readTrail } from '../../main/ledger/read-trail.ts';
import { changeAccount } from '../../main/operations/change-account.ts';
import { correctEntry } from '../../main/operations/correct-entry.ts';
import { decideReview } from '../../main/operations/decide-review.ts';
import { erasePersonalData } from '../../main/operations/erase-personal-data.ts';
import { liftRetentionHold, placeRetentionHold } from '../../main/operations/hold-retention.ts';
import { setPolicy } from '../../main/operations/set-policy.ts';
import { filesWith, findings, keepForAYear, NEXT_YEAR } from '../ledger/kept-book.ts';
import { take } from './epochs.ts';
import {
  accountRow,
  assertSound,
  done,
  open,
  refused,
  type TestDesk,
  testDesk,
} from './test-desk.ts';

const SECRET = 'Wilhelmine Grosskopf called';

/** A payment in review, and entries 1 (a customer's opening) and 2 (a settlement account's). */
function desk(t: Parameters<typeof testDesk>[0]): TestDesk {
  const on = testDesk(t);
  open(on, [
    accountRow('once', '7.00'),
    accountRow('1010', '90.00', { kind: 'settlement' }),
    accountRow('payer', '5.00'),
  ]);
  return on;
}

function reviewed(on: TestDesk, remark: string, submissionId = on.newId()) {
  const decline = { outcome: 'decline', reasonCode: 'MS03', remark } as const;
  const input = { submissionId, paymentId: paymentId(1, 0), ...decline };
  return decideReview(on.desk(), input, on.context());
}

function waitingPayment(on: TestDesk): void {
  const waits = { amount: '1.00', outcome: 'review' } as const;
  take(on, { messageId: 'WAITS', blocks: [{ from: 'payer', payments: [waits] }] });
}

function corrected(on: TestDesk, entryId: number, remark: string) {
  return correctEntry(on.desk(), { submissionId: on.newId(), entryId, remark }, on.context());
}

function erase(on: TestDesk, subject: RetentionSubject) {
  const erased = erasePersonalData(on.desk(), { submissionId: on.newId(), subject }, on.context());
  if (erased.ok) on.book().retention.forget();
  return erased;
}

/** The deeds whose chained answer or any other chained text holds `text`. */
function chainedWith(on: TestDesk, text: string): readonly unknown[] {
  const sql = `SELECT sequence FROM deeds
    WHERE instr(answer || ' ' || deed || ' ' || submission_id || ' ' || actor, ?)`;
  return on.book().db.prepare<[string], bigint>(sql).pluck().all(text);
}

function remarkOfTrail(on: TestDesk): string | null | undefined {
  const trail = readTrail({ db: on.book().db, writes: false }, paymentId(1, 0));
  return trail?.steps.at(-1)?.remark;
}

test('the words of a decision are shown in the trail, and erased with the batch', (t) => {
  const on = desk(t);
  waitingPayment(on);
  done(reviewed(on, `  ${SECRET} `));
  assert.equal(remarkOfTrail(on), SECRET);
  assert.deepEqual(chainedWith(on, SECRET), []);
  assert.notDeepEqual(filesWith(on, SECRET), []);
  assertSound(on, 'with a remark');
  keepForAYear(on);
  on.now = NEXT_YEAR;
  assert.equal(done(erase(on, { kind: 'batch', id: 1 })).rows, 4, 'file, debtor, creditor, words');
  assert.deepEqual(filesWith(on, SECRET), []);
  assert.equal(remarkOfTrail(on), null);
  assertSound(on, 'after the erasure');
  on.close();
  assert.deepEqual(findings(on), []);
  const back = "INSERT INTO remark_texts SELECT deed, 'x', zeroblob(16) FROM remarks";
  assert.match(findings(on, back)[0] ?? '', /remark_texts \d+ was erased, and is there/);
});

test('words that were edited or taken without an erasure are found', (t) => {
  const on = desk(t);
  waitingPayment(on);
  done(reviewed(on, SECRET));
  const named = (said: string) => [`personal_data_is_as_committed: remark_texts ${said}`];
  const deed = on.book().chainHead().sequence;
  on.close();
  assert.deepEqual(
    findings(on, "UPDATE remark_texts SET text = 'she agreed'"),
    named(`${deed} is not what remarks ${deed} committed to`),
  );
  assert.deepEqual(
    findings(on, 'DELETE FROM remark_texts'),
    named(`${deed} is missing, and was not erased`),
  );
});

test('what was said of an entry goes with the customer that it moved, or alone', (t) => {
  const on = desk(t);
  done(corrected(on, 1, SECRET));
  const ofCustomer = on.book().chainHead().sequence;
  done(corrected(on, 2, `${SECRET} twice`));
  const alone = on.book().chainHead().sequence;
  const hold = (id: number) =>
    placeRetentionHold(
      on.desk(),
      { submissionId: on.newId(), subject: { kind: 'remark', id }, reason: 'Case 1' },
      on.context(),
    );
  // The words of a customer's entry are no subject of their own.
  const unknown = { code: 'remark_unknown', deed: ofCustomer };
  assert.deepEqual(refused(erase(on, { kind: 'remark', id: ofCustomer })), unknown);
  assert.deepEqual(refused(hold(ofCustomer)), unknown);
  assert.deepEqual(refused(erase(on, { kind: 'remark', id: 1 })).code, 'remark_unknown');
  const runs = { code: 'retention_class_runs', class: 'payment_data', until: '2036-12-31' };
  assert.deepEqual(refused(erase(on, { kind: 'remark', id: alone })), runs);
  for (const name of ['retentionYears:payment_data', 'retentionYears:account_data']) {
    const input = { submissionId: on.newId(), name, value: '0' };
    done(setPolicy(on.desk(), input, on.context()));
  }
  on.now = NEXT_YEAR;
  assert.equal(done(erase(on, { kind: 'remark', id: alone })).rows, 1);
  assert.deepEqual(filesWith(on, `${SECRET} twice`), []);
  const again = refused(erase(on, { kind: 'remark', id: alone }));
  assert.equal(again.code, 'personal_data_erased');
  assert.equal(refused(hold(alone)).code, 'personal_data_erased');
  const shut = { account: 'once', currency: 'EUR', status: 'closed' } as const;
  done(changeAccount(on.desk(), { submissionId: on.newId(), ...shut }, on.context()));
  const id = on.book().accounts.find('once', 'EUR')?.id ?? 0;
  assert.equal(done(erase(on, { kind: 'account', id })).rows, 2, 'a name and words');
  assert.deepEqual(filesWith(on, SECRET), []);
  assertSound(on, 'after three erasures');
  on.close();
  assert.deepEqual(findings(on), []);
});

test('why data is held is told to those alone who know, and goes with the data', (t) => {
  const on = desk(t);
  const subject = { kind: 'account', id: on.book().accounts.find('once', 'EUR')?.id ?? 0 } as const;
  const reason = `${SECRET} about the account`;
  const place = { submissionId: on.newId(), subject, reason };
  const { hold } = done(placeRetentionHold(on.desk(), place, on.context()));
  const told = (knows: boolean) => {
    const filter = { deed: 'placeRetentionHold' };
    const asked = { filter, before: null, limit: 1, knows, whole: true };
    return readDeeds({ db: on.book().db, writes: false }, asked).rows[0]?.remark;
  };
  assert.equal(told(true), reason);
  assert.equal(told(false), null);
  assert.equal(on.book().retention.holdOn(subject)?.reason, reason);
  const lift = { submissionId: on.newId(), hold, reason: `${SECRET} again` };
  done(liftRetentionHold(on.desk(), lift, on.context()));
  assert.notDeepEqual(filesWith(on, SECRET), []);
  done(corrected(on, 1, 'opened twice'));
  done(corrected(on, 2, 'opened twice'));
  for (const name of ['retentionYears:payment_data', 'retentionYears:account_data']) {
    const input = { submissionId: on.newId(), name, value: '0' };
    done(setPolicy(on.desk(), input, on.context()));
  }
  on.now = NEXT_YEAR;
  const shut = { account: 'once', currency: 'EUR', status: 'closed' } as const;
  done(changeAccount(on.desk(), { submissionId: on.newId(), ...shut }, on.context()));
  const rows = done(erase(on, subject)).rows;
  assert.equal(rows, 4, 'a name, why it was corrected, why it was held and let go');
  assert.deepEqual(filesWith(on, SECRET), []);
  assertSound(on, 'after the erasure');
  on.close();
  assert.deepEqual(findings(on), []);
});

test('the same words under one id are the same deed, others are not, erased ones are unknown', (t) => {
  const on = desk(t);
  waitingPayment(on);
  const submissionId = on.newId();
  const first = done(reviewed(on, SECRET, submissionId));
  assert.deepEqual(done(reviewed(on, ` ${SECRET}`, submissionId)), first);
  const reused = { code: 'submission_id_reused', submissionId };
  assert.deepEqual(refused(reviewed(on, 'other words', submissionId)), reused);
  keepForAYear(on);
  on.now = NEXT_YEAR;
  done(erase(on, { kind: 'batch', id: 1 }));
  assert.deepEqual(refused(reviewed(on, SECRET, submissionId)), reused);
});

test('no hash in the chain says whether words that were guessed are right', (t) => {
  const on = desk(t);
  waitingPayment(on);
  done(reviewed(on, SECRET));
  const kept = on.newId();
  // A refused deed keeps no words, and answers its refusal again whatever they were.
  const refusal = refused(reviewed(on, SECRET, kept));
  assert.deepEqual(refused(reviewed(on, 'other words', kept)), refusal);
  const hashes = on
    .book()
    .db.prepare<[], Buffer>('SELECT input_hash FROM deeds ORDER BY sequence DESC LIMIT 2')
    .pluck()
    .all();
  const input = ['decideReview', paymentId(1, 0), 'decline', 'MS03'];
  for (const guess of [
    [...input, SECRET],
    [...input, digestOf([SECRET])],
  ]) {
    for (const hash of hashes) assert.ok(!digestOf(guess).equals(hash));
  }
  assert.ok(digestOf([...input, null]).equals(hashes[0] ?? Buffer.alloc(0)));
});
