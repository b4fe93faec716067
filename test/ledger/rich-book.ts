// A small book in which everything has happened at least once, for tests that then damage it, and
// the means to damage a closed file: raw SQL with the guards taken off and put back.

import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { localActor } from '../../main/domain/permissions.ts';
import { type Audit, audit } from '../../main/ledger/audit.ts';
import { openForReading } from '../../main/ledger/connection.ts';
import { paymentId } from '../../main/ledger/payment-ids.ts';
import { commitEpoch } from '../../main/operations/commit-epoch.ts';
import { correctEntry } from '../../main/operations/correct-entry.ts';
import { setPolicy } from '../../main/operations/set-policy.ts';
import { submitBatch } from '../../main/operations/submit-batch.ts';
import {
  acknowledge,
  cancel,
  close,
  decide,
  dispatch,
  inward,
  onlyCycle,
  refuseItem,
  remind,
  settle,
  unwind,
} from '../operations/deeds.ts';
import { epochOf, submission, take } from '../operations/epochs.ts';
import {
  accountRow,
  assertSound,
  done,
  open,
  refused,
  type TestDesk,
  testDesk,
} from '../operations/test-desk.ts';
import { everyOtherRow } from './every-other-row.ts';
import { peopleRows } from './people-rows.ts';

/** The rich book, still open. Its last deed is a refusal, which wrote nothing but itself. */
export function richDesk(
  t: Parameters<typeof testDesk>[0],
  person = 'anna',
  andPeople: (on: TestDesk) => void = peopleRows,
): TestDesk {
  const on = testDesk(t, 5);
  on.actor = localActor(person);
  open(on, [
    accountRow('payer', '1,000.00'),
    accountRow('other', '1,000.00'),
    accountRow('payee', '10.00'),
    accountRow('overdrawn', '-5.00', { accountLimit: 50_000n }),
    accountRow('dollar', '100.00', { currency: 'USD' }),
    accountRow('1010', '5,000.00', { kind: 'settlement' }),
  ]);
  const policy = { submissionId: on.newId(), name: 'duplicateWindowDays', value: '30' };
  done(setPolicy(on.desk(), policy, on.context()));
  settledFile(on);
  waitingFile(on);
  const correction = { submissionId: on.newId(), entryId: 3, remark: 'wrong' };
  done(correctEntry(on.desk(), correction, on.context()));
  everyOtherRow(on);
  andPeople(on);
  done(remind(on, paymentId(2, 1)));
  refused(cancel(on, 1));
  assertSound(on, 'the rich book');
  return on;
}

/** A batch that went to settlement, one item refused by the rail, and what came in. */
function settledFile(on: TestDesk): void {
  const line = { amount: '10.00' };
  const batch = take(on, {
    messageId: 'RICH-1',
    blocks: [
      { from: 'payer', payments: [line, { ...line, to: 'payee' }, line, line] },
      { from: 'other', batchBooking: true, payments: [line, line, { ...line, outcome: 'review' }] },
      { from: 'other', date: '2026-12-01', payments: [line] },
      { from: 'payer', payments: [{ amount: '9,000.00' }] },
    ],
  });
  done(cancel(on, paymentId(batch, 3)));
  done(decide(on, paymentId(batch, 6), 'decline'));
  dispatch(on, batch);
  acknowledge(on, batch);
  done(refuseItem(on, paymentId(batch, 2)));
  done(refuseItem(on, paymentId(batch, 5)));
  const cycle = onlyCycle(on);
  close(on, cycle, '30.00');
  settle(on, cycle, '11.00');
  settle(on, cycle, '10.00');
  inward(on, cycle, 'payee', '20.00');
  inward(on, cycle, null, '5.00');
}

/** A batch that still waits in every way, with a suspected repeat and a snapshot of the state. */
function waitingFile(on: TestDesk): void {
  const file = {
    messageId: 'RICH-2',
    blocks: [
      {
        from: 'other',
        payments: [
          { amount: '7.00', repeats: paymentId(1, 0) },
          { amount: '8.00', outcome: 'review' },
          { amount: '9.00' },
          { amount: '1.00', currency: 'USD' },
        ],
      },
      { from: 'overdrawn', batchBooking: true, payments: [{ amount: '1.50' }, { amount: '2.50' }] },
    ],
  } as const;
  const { batchId } = done(submitBatch(on.desk(), submission(on, file), on.context()));
  const first = epochOf(on, batchId, file, 0, 5);
  const snapshot = Uint8Array.from({ length: 300 }, (_, at) => at & 0xff);
  done(commitEpoch(on.desk(), { ...first, snapshot }, on.context()));
  done(commitEpoch(on.desk(), epochOf(on, batchId, file, 5, 6), on.context()));
  const last = epochOf(on, 3, LAST, 0, 1);
  done(submitBatch(on.desk(), submission(on, LAST), on.context()));
  done(commitEpoch(on.desk(), last, on.context()));
  dispatch(on, 3);
  acknowledge(on, 3);
  const fallen = onlyCycle(on);
  close(on, fallen, '4.00');
  done(unwind(on, fallen));
}

const LAST = { messageId: 'RICH-3', blocks: [{ from: 'payer', payments: [{ amount: '3.00' }] }] };

/** A copy of a closed book under another name. */
export function copyOf(file: string, name: string): string {
  const copy = join(file, '..', `${name}.db`);
  copyFileSync(file, copy);
  return copy;
}

/**
 * Runs `sql` on a closed book as one who has the file: no guard, no CHECK, no foreign key. The guards
 * are taken out of the schema all at once and put back as they were: dropping and making each takes
 * ten times as long as what is edited. Nothing is synced, for no machine fails here.
 */
export function tamper(file: string, sql: string): number {
  const db = new Database(file);
  db.unsafeMode();
  db.pragma('synchronous = OFF');
  db.pragma('foreign_keys = OFF');
  db.pragma('ignore_check_constraints = ON');
  db.exec(`CREATE TEMP TABLE guards AS SELECT * FROM main.sqlite_schema WHERE type = 'trigger';
    PRAGMA writable_schema = ON;
    DELETE FROM main.sqlite_schema WHERE type = 'trigger';
    PRAGMA writable_schema = RESET`);
  const before = db.prepare<[], number>('SELECT total_changes()').pluck().get() ?? 0;
  db.exec(sql);
  const after = db.prepare<[], number>('SELECT total_changes()').pluck().get() ?? 0;
  db.exec(`PRAGMA writable_schema = ON;
    INSERT INTO main.sqlite_schema SELECT * FROM temp.guards;
    PRAGMA writable_schema = RESET`);
  db.close();
  return after - before;
}

/** Audits a closed book as a program of its own would. */
export function auditFile(file: string): Audit {
  const connection = openForReading(file);
  try {
    return audit(connection);
  } finally {
    connection.db.close();
  }
}
