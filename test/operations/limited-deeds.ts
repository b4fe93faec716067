// The deeds that limits hold, each by one person and about one amount in EUR, so that a table of who acts
// can be asked of every one of them.
import type { TestContext } from 'node:test';
import type { Role } from '../../main/domain/permissions.ts';
import type { Result } from '../../main/domain/result.ts';
import { paymentId } from '../../main/ledger/payment-ids.ts';
import { submitBatch } from '../../main/operations/submit-batch.ts';
import { decide } from './deeds.ts';
import { type FileTable, submission, take } from './epochs.ts';
import { policy, sign } from './persons.ts';
import { accountRow, open, type TestDesk, testDesk } from './test-desk.ts';

export type LimitedDeed = {
  /** The role whose limit holds it. */
  readonly role: Role;
  /** A book in which the deed is this one person's alone. */
  readonly bank: (t: Pick<TestContext, 'after'>) => TestDesk;
  /** What it is about, made by somebody whom nobody stands in for; an id. */
  readonly made: (on: TestDesk, amount: string) => number;
  /** The deed by whoever sits at the desk. */
  readonly act: (on: TestDesk, thing: number) => Result<unknown>;
};

const HUGE = '900000000000';

/** A book in which payments above `limit` minor units wait for a signature. */
export function bankWith(t: Pick<TestContext, 'after'>, limit: string): TestDesk {
  const on = testDesk(t);
  open(on, [
    accountRow('1010', '90,000,000.00', { kind: 'settlement' }),
    accountRow('PAYER', '90,000,000.00'),
    accountRow('PAYEE', '90,000.00'),
  ]);
  policy(on, 'authorityLimit:EUR', limit);
  policy(on, 'secondAuthorityLimit:EUR', HUGE);
  return on;
}

export function fileOf(on: TestDesk, amount: string, outcome: 'approve' | 'review'): FileTable {
  return { messageId: on.newId(), blocks: [{ from: 'PAYER', payments: [{ amount, outcome }] }] };
}

const signs: LimitedDeed = {
  role: 'supervisor',
  bank: (t) => bankWith(t, '0'),
  made: (on, amount) => paymentId(take(on, fileOf(on, amount, 'approve')), 0),
  act: sign,
};

const decides: LimitedDeed = {
  role: 'analyst',
  bank: (t) => bankWith(t, HUGE),
  made: (on, amount) => paymentId(take(on, fileOf(on, amount, 'review')), 0),
  act: (on, payment) => decide(on, payment, 'approve'),
};

/** Files by number, for what is submitted is no row yet. */
const files = new WeakMap<TestDesk, FileTable[]>();

const submits: LimitedDeed = {
  role: 'submitter',
  bank: (t) => bankWith(t, HUGE),
  made: (on, amount) => {
    const made = files.get(on) ?? [];
    files.set(on, made);
    return made.push(fileOf(on, amount, 'approve')) - 1;
  },
  act: (on, at) => {
    const file = files.get(on)?.[at] ?? { messageId: '', blocks: [] };
    return submitBatch(on.desk(), submission(on, file), on.context());
  },
};

/** Every deed by what a person does by it. */
export function deedsOf(): ReadonlyMap<string, LimitedDeed> {
  return new Map(Object.entries({ signs, decides, submits }));
}
