// Batches that went to another branch and came from one, in a book that is then damaged.
import { paymentId } from '../../main/ledger/payment-ids.ts';
import { take } from '../operations/epochs.ts';
import {
  answer,
  asFile,
  close,
  fileOf,
  give,
  signedReceipt,
  trust,
} from '../operations/hand-over-desks.ts';
import { done, type TestDesk } from '../operations/test-desk.ts';

/** The other branch's book. */
const EAST = 'east';

/** Two batches left, one of which came back, and two came that are declined. */
export function handOverRows(on: TestDesk): void {
  done(trust(on, EAST));
  done(trust(on, 'north'));
  done(trust(on, 'north', undefined, 'ended'));
  for (const word of ['taken', 'declined'] as const) {
    // In repair nothing is held: the book's last entry stays the one that others look for.
    const payments = [{ amount: '1.00', outcome: 'repair' }] as const;
    const blocks = [{ from: 'payer', payments }];
    const batch = take(on, { messageId: `LEAVES-${word}`, blocks });
    const given = fileOf(on, done(give(on, batch, EAST)).handOver);
    const { content } = given;
    const receipt = {
      ...{ handOver: content.handOver, content: hashOf(on, content.handOver) },
      ...{ from: EAST, to: content.from, word, batchId: word === 'taken' ? 9 : 0 },
      ...{ saidBy: 'person:4', saidAt: on.now },
    };
    done(close(on, signedReceipt(receipt, asFile({ ...content, from: EAST }).publicKey)));
    // The book was put back once: what was handed over before that it does not decline.
    const handedOverAt = on.now + 2 * 86_400_000;
    const came = { ...content, from: EAST, to: content.from, handedOverAt };
    const name = paymentId(batch, 0).toString(16).padStart(32, '0');
    done(answer(on, asFile({ ...came, handOver: name }), 'declined', null));
  }
}

function hashOf(on: TestDesk, name: string): string {
  const sql = 'SELECT lower(hex(content)) FROM hand_overs WHERE name = ?';
  const found = on.book().db.prepare<[Uint8Array], string>(sql).pluck();
  return found.get(Buffer.from(name, 'hex')) ?? '';
}
