// An office with a planted bug: it answers before the commit. Transactions are left open for a
// while, so that the next deeds join them, and are committed together later. A new book is made as it
// should be, because nothing was answered before there is one.

import Database from 'better-sqlite3';
import { programOf } from '../../programs.ts';

/** How long a transaction that was answered stays open, in milliseconds. */
const OPEN_MS = 250;

const exec = Database.prototype.exec;
/** Those whose transaction makes the book. */
const making = new WeakSet<Database.Database>();

function isEmpty(db: Database.Database): boolean {
  return Number(db.prepare('SELECT count(*) FROM sqlite_schema').pluck().get()) === 0;
}

Database.prototype.exec = function (this: Database.Database, sql: string): Database.Database {
  if (sql === 'COMMIT' && !making.delete(this)) {
    globalThis.setTimeout(() => {
      if (this.open && this.inTransaction) exec.call(this, 'COMMIT');
    }, OPEN_MS);
    return this;
  }
  if (sql === 'BEGIN IMMEDIATE' && this.inTransaction) return this;
  if (sql === 'BEGIN IMMEDIATE' && isEmpty(this)) making.add(this);
  return exec.call(this, sql);
};

await import(programOf('main/office/office-process.ts').href);
