// The rich book after its keepers' deeds: the data of one batch erased, a hold placed and lifted, a
// restore recorded, a part of what waits since released, and the taking in of payments paused.
import { copyFileSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import { paymentId } from '../../main/ledger/payment-ids.ts';
import { verifyBook } from '../../main/ledger/verifier/verify-book.ts';
import { erasePersonalData } from '../../main/operations/erase-personal-data.ts';
import { liftRetentionHold, placeRetentionHold } from '../../main/operations/hold-retention.ts';
import { recordRestore } from '../../main/operations/record-restore.ts';
import { redrivePayments } from '../../main/operations/redrive-payments.ts';
import { releaseOutgoing } from '../../main/operations/release-outgoing.ts';
import { steerIntake } from '../../main/operations/steer-intake.ts';
import { take } from '../operations/epochs.ts';
import { amend, as, policy, sign } from '../operations/persons.ts';
import { assertSound, done, type TestDesk } from '../operations/test-desk.ts';
import { peopleRows } from './people-rows.ts';
import { richDesk, tamper } from './rich-book.ts';

/** A day in the year after that of the rich book. */
export const NEXT_YEAR = Date.UTC(2027, 0, 14, 9, 0);

/** Sets the class of payment data to end with the year. */
export function keepForAYear(on: TestDesk): void {
  policy(on, 'retentionYears:payment_data', '0');
}

/** A batch of one payment that settles at once, within the book; answers its id. */
export function endedBatch(on: TestDesk, messageId: string, remittance = 'Rent May'): number {
  const payments = [{ amount: '4.00', to: 'payee', remittance }];
  return take(on, { messageId, blocks: [{ from: 'payer', payments }] });
}

/** Erases a batch and answers what was done or refused. */
export function erase(on: TestDesk, batch: number) {
  const subject = { kind: 'batch', id: batch } as const;
  const erased = erasePersonalData(on.desk(), { submissionId: on.newId(), subject }, on.context());
  if (erased.ok) on.book().retention.forget();
  return erased;
}

/** Records that the book goes on from where it stands. */
export function restored(on: TestDesk): number {
  const { sequence, digest } = on.book().chainHead();
  const from = { backupHead: digest, backupCount: sequence, replacedHead: null, replacedCount: 0 };
  const input = { submissionId: on.newId(), ...from };
  return done(recordRestore(on.desk(), input, on.context())).held;
}

export function release(
  on: TestDesk,
  batchId: number,
  [firstRecord, lastRecord]: readonly [number, number],
  word: 'sent' | 'not_sent',
) {
  const records = { batchId, firstRecord, lastRecord };
  const said = { word, reference: 'rail file 7' };
  const input = { submissionId: on.newId(), ...records, ...said };
  return releaseOutgoing(on.desk(), input, on.context());
}

/** A payment above what one person lets go, edited by the one and signed by another. */
function signedPayment(on: TestDesk): void {
  policy(on, 'authorityLimit:EUR', '500');
  const payments = [{ amount: '6.00', to: 'payee' }];
  const batch = take(on, { messageId: 'SIGNED-1', blocks: [{ from: 'payer', payments }] });
  amend(on, paymentId(batch, 0), 'Rent June');
  as(on, 'ben', ['supervisor'], () => done(sign(on, paymentId(batch, 0))));
  policy(on, 'authorityLimit:EUR', '1000000000');
}

/** A payment of nobody's account, which lies in quarantine and is driven again. */
function setAside(on: TestDesk): void {
  const blocks = [{ from: 'nobody', payments: [{ amount: '3.00', to: 'payee' }] }];
  const batch = take(on, { messageId: 'SET-ASIDE', blocks });
  const asked = { submissionId: on.newId(), paymentIds: [paymentId(batch, 0)] };
  done(redrivePayments(on.desk(), asked, on.context()));
}

export function keptDesk(t: Pick<TestContext, 'after'>): TestDesk {
  // Its people come last: with them others would sign for what it does before.
  const on = richDesk(t, 'anna', () => undefined);
  signedPayment(on);
  const batch = endedBatch(on, 'KEPT-1');
  keepForAYear(on);
  on.now = NEXT_YEAR;
  done(erase(on, batch));
  const subject = { kind: 'batch', id: 2 } as const;
  const placed = { submissionId: on.newId(), subject, reason: 'Case 12' };
  const { hold } = done(placeRetentionHold(on.desk(), placed, on.context()));
  const lifted = { submissionId: on.newId(), hold, reason: 'Case 12 closed' };
  done(liftRetentionHold(on.desk(), lifted, on.context()));
  const held = { submissionId: on.newId(), order: 'paused', reason: 'the rail is away' } as const;
  done(steerIntake(on.desk(), held, on.context()));
  setAside(on);
  restored(on);
  done(release(on, 2, [0, 2], 'sent'));
  peopleRows(on);
  assertSound(on, 'the kept book');
  return on;
}

/** Names of files beside the book that hold `text`. */
export function filesWith(on: TestDesk, text: string): readonly string[] {
  return readdirSync(on.folder).filter((name) =>
    readFileSync(join(on.folder, name)).includes(text),
  );
}

/** The findings of the verifier on a copy of the book, with `sql` done to it by no program of ours. */
export function findings(on: TestDesk, sql = ''): readonly string[] {
  const copy = join(on.folder, 'copy.db');
  copyFileSync(on.book().file, copy);
  if (sql !== '') tamper(copy, sql);
  const { checks } = verifyBook(copy);
  return checks.filter(({ ok }) => !ok).map(({ name, detail }) => `${name}: ${detail}`);
}
