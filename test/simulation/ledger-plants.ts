// Bugs that a ledger must not have, each planted in an opened book: a harness that misses one
// proves nothing about the others.

import { Balances } from '../../main/ledger/balances.ts';
import { Book } from '../../main/ledger/book.ts';
import type { Plant } from './history.ts';

/** Money that passes through a float: units beyond 2^53 are lost. */
const moneyAsFloat: Plant = (on) => {
  const { balances } = on.book();
  const { move } = Balances.prototype;
  Object.assign(balances, {
    move: (...[layer, debit, credit, amount, posting]: Parameters<typeof move>) =>
      Reflect.apply(move, balances, [
        layer,
        debit,
        credit,
        BigInt(Math.max(1, Number(amount))),
        posting,
      ]),
  });
};

/** No key is unique: a submission that is sent again is taken for a new one. */
const noUniqueness: Plant = (on) => {
  const book = on.book();
  const { perform } = Book.prototype;
  let times = book.chainHead().sequence;
  Object.assign(book, {
    perform: (...[call, ...rest]: Parameters<typeof perform>) => {
      times += 1;
      const submissionId = `${call.submissionId}.${times}`;
      return Reflect.apply(perform, book, [{ ...call, submissionId }, ...rest]);
    },
  });
};

/** A transaction that takes its lock only when it first writes. */
const deferredBegin: Plant = (on) => {
  const { db } = on.book();
  const exec = db.exec.bind(db);
  db.exec = (sql) => exec(sql === 'BEGIN IMMEDIATE' ? 'BEGIN' : sql);
};

/** Now and then a deed is done without its link. */
const chainSkipped: Plant = (on) => {
  const book = on.book();
  const insert: unknown = Reflect.get(book, 'insertDeed');
  if (typeof insert !== 'object' || insert === null) throw new Error('links are inserted');
  const run: unknown = Reflect.get(insert, 'run');
  if (typeof run !== 'function') throw new Error('links are inserted');
  let links = 0;
  Object.assign(book, {
    insertDeed: {
      run: (...values: unknown[]): unknown => {
        links += 1;
        return links % 7 === 0 ? { changes: 1 } : Reflect.apply(run, insert, values);
      },
    },
  });
};

/** Funds are not looked at: money that is reserved can be reserved again. */
const fundsUnchecked: Plant = (on) => {
  Object.assign(on.book().balances, { covers: () => true });
};

/** A deed takes the time it is told, even when that lies before the deed it follows. */
const clockTrusted: Plant = (on) => {
  const book = on.book();
  const chainHead = book.chainHead.bind(book);
  // The head's time is what a new deed must come after.
  Object.assign(book, { head: { ...chainHead(), at: 0 } });
};

export const LEDGER_PLANTS: { readonly [name: string]: Plant } = {
  'a float for money': moneyAsFloat,
  'no uniqueness': noUniqueness,
  'deferred begin': deferredBegin,
  'chain skipped': chainSkipped,
  'funds not checked': fundsUnchecked,
  'the clock trusted': clockTrusted,
};
