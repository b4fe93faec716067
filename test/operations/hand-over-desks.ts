// Two books of one bank that trust each other's keys, and the files between them as values: what one
// hands over is what the other reads.
import assert from 'node:assert/strict';
import type { TestContext } from 'node:test';
import type { HandOverContent, HandOverWord, ReceiptContent } from '../../main/domain/hand-over.ts';
import { ok } from '../../main/domain/result.ts';
import { handOversOf } from '../../main/ledger/hand-overs.ts';
import { verifyBook } from '../../main/ledger/verifier/verify-book.ts';
import { answerHandOver } from '../../main/operations/answer-hand-over.ts';
import { closeHandOver } from '../../main/operations/close-hand-over.ts';
import { handOverBatch } from '../../main/operations/hand-over-batch.ts';
import {
  contentOf,
  type SignedHandOver,
  type SignedReceipt,
} from '../../main/operations/hand-over-content.ts';
import { setBranchKey } from '../../main/operations/set-branch-key.ts';
import { type FileTable, type PaymentLine, submission } from './epochs.ts';
import { accountRow, assertSound, done, open, type TestDesk, testDesk } from './test-desk.ts';

/** The names of the two books. */
export const [A, B] = ['test-1', 'test-2'] as const;
const LATER = '2026-12-04';

/** A book with two customers. */
export function bank(t: Pick<TestContext, 'after'>, seed: number): TestDesk {
  const on = testDesk(t, seed);
  open(on, [accountRow('payer', '10,000.00'), accountRow('other', '500.00')]);
  return on;
}

/** Two such books that trust each other. */
export function branches(t: Pick<TestContext, 'after'>): readonly [TestDesk, TestDesk] {
  const [a, b] = [bank(t, 1), bank(t, 2)];
  done(trust(a, B));
  done(trust(b, A));
  return [a, b];
}

const REPAIR = { outcome: 'repair', reasonCode: 'AC03', reason: 'creditor_iban_check' } as const;

/** A file of payments in each way of leaving: one by one, booked together, and on a later day. */
export const GOES: FileTable = {
  messageId: 'GOES',
  blocks: [
    { from: 'payer', payments: [{ amount: '10.00' }, { amount: '20.00', ...REPAIR }] },
    { from: 'payer', batchBooking: true, payments: [{ amount: '5.00' }, { amount: '6.00' }] },
    { from: 'payer', date: LATER, payments: [{ amount: '7.00' }] },
  ],
};

/** A file of payments of one customer. */
export const one = (messageId: string, ...payments: readonly PaymentLine[]): FileTable => {
  return { messageId, blocks: [{ from: 'payer', payments }] };
};

/** The key by which people of the book with this name sign. */
export const keyOf = (book: string): string =>
  Buffer.from(book.padEnd(32, '.')).toString('hex').slice(0, 64);

const SIGNATURE = 'ef'.repeat(64);

export function trust(on: TestDesk, book: string, publicKey = keyOf(book), state = 'trusted') {
  assert.ok(state === 'trusted' || state === 'ended');
  const input = {
    submissionId: on.newId(),
    book,
    name: `Branch ${book}`,
    publicKey,
    state,
  } as const;
  return setBranchKey(on.desk(), input, on.context());
}

export function give(on: TestDesk, batchId: number, to: string, submissionId = on.newId()) {
  return handOverBatch(on.desk(), { submissionId, batchId, to }, on.context());
}

/** The file of a hand-over as whoever it is for reads it. */
export function fileOf(on: TestDesk, handOver: number): SignedHandOver {
  const made = handOversOf(on.book()).byId(handOver);
  assert.ok(made !== null);
  return asFile(contentOf(on.desk(), made));
}

export function asFile(content: HandOverContent, publicKey = keyOf(content.from)): SignedHandOver {
  return { content, publicKey, signature: SIGNATURE, fileHash: '12'.repeat(32) };
}

/** Says a word on what came, whose own file is `table`. */
export function answer(
  on: TestDesk,
  came: SignedHandOver,
  word: HandOverWord,
  table: FileTable | null,
  submissionId = on.newId(),
) {
  const file = table === null ? null : submission(on, table);
  const { fileHash } = came;
  const input = { submissionId, fileHash, read: ok(came), word, file };
  return answerHandOver(on.desk(), input, on.context());
}

/** The receipt of the word that was said, signed by the book's own people. */
export function receiptOf(on: TestDesk, takeOver: number, publicKey?: string): SignedReceipt {
  const said = handOversOf(on.book()).takenById(takeOver);
  assert.ok(said !== null);
  const { name, content, fromBook, word, batch, saidBy, at } = said;
  const from = on.book().db.prepare<[], string>('SELECT instance_id FROM book').pluck().get() ?? '';
  const facts = { handOver: name, content, word, batchId: batch, saidBy, saidAt: at };
  const receipt: ReceiptContent = { ...facts, from, to: fromBook };
  return signedReceipt(receipt, publicKey ?? keyOf(from));
}

export function signedReceipt(content: ReceiptContent, publicKey: string): SignedReceipt {
  return { content, publicKey, signature: SIGNATURE, fileHash: '34'.repeat(32) };
}

export function close(on: TestDesk, receipt: SignedReceipt, submissionId = on.newId()) {
  const { fileHash } = receipt;
  return closeHandOver(on.desk(), { submissionId, fileHash, read: ok(receipt) }, on.context());
}

/** The books are sound for the audit and for the second program. */
export function assertVerified(...all: readonly TestDesk[]): void {
  for (const on of all) {
    assertSound(on);
    const { checks } = verifyBook(on.book().file, null);
    const broken = checks.filter(({ ok }) => !ok);
    assert.deepEqual(broken, []);
  }
}
