// What is said after a commit that moved payments: to the reader first, then to every listener.
import type { Book } from '../ledger/book.ts';
import type { ChangedRange } from '../ledger/changed-payments.ts';
import { batchOf, paymentId, recordOf } from '../ledger/payment-ids.ts';
import type { Announcer } from './announce.ts';
import type { Reader } from './reader.ts';

/** Milliseconds between two words to the reader while an engine commits epoch after epoch. */
const READER_TOLD_MS = 100;

export type Movements = {
  readonly moved: (range: ChangedRange) => void;
  /** Everything of the batch that has been judged. */
  readonly batchMoved: (batch: number) => void;
  readonly paymentMoved: (payment: number) => void;
};

export function movements(book: Book, reader: Reader, announcer: Announcer): Movements {
  let readerIsTold = false;
  /** The reader's answers are right without it; it takes changes up in between, not at each one. */
  function tellReader(): void {
    if (readerIsTold) return;
    readerIsTold = true;
    setTimeout(() => {
      readerIsTold = false;
      reader.changed();
    }, READER_TOLD_MS).unref();
  }
  function moved(range: ChangedRange): void {
    tellReader();
    announcer.publish({ topic: 'batches', ids: [range.batch] });
    const isOne = range.firstRecord === range.lastRecord;
    const ids = isOne ? [paymentId(range.batch, range.firstRecord)] : null;
    announcer.publish({ topic: 'payments', ids });
  }
  return {
    moved,
    batchMoved: (batch) => {
      const found = book.batches.byId(batch);
      if (found === null || found.nextRecord === 0) return;
      moved({ batch, firstRecord: 0, lastRecord: found.nextRecord - 1 });
    },
    paymentMoved: (payment) => {
      const record = recordOf(payment);
      moved({ batch: batchOf(payment), firstRecord: record, lastRecord: record });
    },
  };
}
