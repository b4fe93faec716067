// Two books that differ only in why a payment waits: in one compliance holds it, in the other it
// waits for a signature, for liquidity or for a person. Made by the deeds, then told apart by SQL.
import { copyFileSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import type { PaymentStatus } from '../../../main/domain/payment-status.ts';
import { paymentId } from '../../../main/ledger/payment-ids.ts';
import { tamper } from '../../ledger/rich-book.ts';
import { cancel, decide, dispatch, remind } from '../../operations/deeds.ts';
import { take } from '../../operations/epochs.ts';
import { accountRow, open, testDesk, testFolder } from '../../operations/test-desk.ts';

/** Why the payments of a book wait, or waited. */
export type Wait = {
  readonly status: PaymentStatus;
  readonly reasonCode: string;
  readonly reason: string;
  /** The deed that let them go or stopped them, by whom, with what they wrote. */
  readonly deed: string;
  readonly actor: string;
  readonly remark: string;
};

export const HELD_BY_COMPLIANCE: Wait = {
  status: 'in_review',
  reasonCode: 'RR04',
  reason: 'amount_above_review_limit',
  deed: 'decideReview',
  actor: 'lena',
  remark: 'not the listed person',
};

const ordinary = (status: PaymentStatus): Wait => ({
  status,
  reasonCode: '',
  reason: '',
  // The audit knows which deed may book what: another name would be a finding.
  deed: 'decideReview',
  actor: 'sam',
  remark: 'agreed by telephone',
});

/** Every wait that a compliance hold must not be told from. */
export const ORDINARY_WAITS = (
  ['awaiting_approval', 'awaiting_liquidity', 'suspended'] as const
).map(ordinary);

/** What the law stopped: nobody's to let go by a signature, and told as the same wait. */
export const BLOCKED = ordinary('blocked');

/** The payments that differ: one waits, one was let go, one was stopped, one was taken back. */
export const SUBJECTS = {
  waits: paymentId(1, 1),
  letGo: paymentId(2, 1),
  stopped: paymentId(2, 2),
  takenBack: paymentId(2, 3),
};

const LINE = { amount: '20.00' };
const HELD = {
  ...LINE,
  outcome: 'review',
  reasonCode: 'AM14',
  reason: 'amount_above_review_limit',
} as const;

/** The file of a closed book, in which each of the subjects was held by a rule. */
function bookWithHolds(t: TestContext): string {
  const on = testDesk(t, 11);
  open(on, [
    accountRow('payer', '1,000.00'),
    accountRow('1010', '5,000.00', { kind: 'settlement' }),
  ]);
  take(on, {
    messageId: 'WAITING',
    blocks: [{ from: 'payer', payments: [{ amount: '30.00' }, HELD, LINE, { amount: '10.00' }] }],
  });
  const second = take(on, {
    messageId: 'DECIDED',
    blocks: [{ from: 'payer', payments: [LINE, HELD, HELD, HELD, LINE] }],
  });
  take(on, { messageId: 'SIGNING', blocks: [{ from: 'payer', payments: [HELD] }] });
  decide(on, SUBJECTS.letGo, 'approve');
  decide(on, SUBJECTS.stopped, 'decline');
  cancel(on, SUBJECTS.takenBack);
  remind(on, SUBJECTS.waits);
  dispatch(on, second);
  on.close();
  return on.book().file;
}

/** Folders with one book each, alike but for the wait. */
export function twinBooks(t: TestContext, waits: readonly Wait[]): readonly string[] {
  const file = bookWithHolds(t);
  return waits.map((wait) => {
    const folder = testFolder(t);
    mkdirSync(folder, { recursive: true });
    const copy = join(folder, 'book.db');
    copyFileSync(file, copy);
    // The epochs of these books hold no state that an engine could go on from.
    tamper(copy, `DELETE FROM epochs; ${SIGNING} ${waitingBecause(wait)}`);
    return folder;
  });
}

/** In every book one payment waits for a signature: an order by the true status would show it. */
const SIGNING = `
  UPDATE payments SET status = 'awaiting_approval', reason_code = NULL, reason = NULL
    WHERE id = ${paymentId(3, 0)};
  UPDATE batch_totals SET status = 'awaiting_approval' WHERE batch = 3;
  UPDATE status_changes SET to_status = 'awaiting_approval', reason_code = '', reason = ''
    WHERE batch = 3;`;

/** What makes every hold of the book a wait of this kind, also where it is over. */
function waitingBecause({ status, reasonCode, reason, deed, actor, remark }: Wait): string {
  return `
    UPDATE payments SET status = '${status}', reason_code = nullif('${reasonCode}', ''),
      reason = nullif('${reason}', '') WHERE status = 'in_review';
    UPDATE batch_totals SET status = '${status}' WHERE status = 'in_review';
    UPDATE status_changes SET to_status = '${status}', reason_code = '${reasonCode}',
      reason = '${reason}' WHERE to_status = 'in_review';
    UPDATE status_changes SET from_status = '${status}' WHERE from_status = 'in_review';
    UPDATE deeds SET deed = '${deed}', actor = '${actor}' WHERE deed = 'decideReview';
    UPDATE remark_texts SET text = '${remark}';`;
}
