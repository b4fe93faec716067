// A small book that settles: two customers, one in dollars, the settlement account, and files of
// plain amounts that are taken to the rail.
import type { TestContext } from 'node:test';
import { acknowledge, dispatch } from './deeds.ts';
import { type FileTable, take } from './epochs.ts';
import { accountRow, open, type TestDesk, testDesk } from './test-desk.ts';

let files = 0;

/** A file of one payment information with these amounts, under a message id of its own. */
export function fileOf(from: string, amounts: readonly string[], batchBooking = false): FileTable {
  files += 1;
  const payments = amounts.map((amount) => ({ amount }));
  return { messageId: `SETTLE-${files}`, blocks: [{ from, batchBooking, payments }] };
}

export function settlingBook(t: Pick<TestContext, 'after'>): TestDesk {
  const on = testDesk(t);
  open(on, [
    accountRow('payer', '1,000,000.00'),
    accountRow('payee', '10.00'),
    accountRow('dollar', '500.00', { currency: 'USD' }),
    accountRow('1010', '5,000.00', { kind: 'settlement' }),
  ]);
  return on;
}

/** A batch that is acknowledged, in its cycle. */
export function acknowledged(
  on: TestDesk,
  amounts: readonly string[],
  batchBooking = false,
): number {
  const batch = take(on, fileOf('payer', amounts, batchBooking));
  dispatch(on, batch);
  acknowledge(on, batch);
  return batch;
}
