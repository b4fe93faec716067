// An office with a planted bug: it answers before the commit. Transactions are left open for a
// while, so that the next deeds join them, and are committed together later.

import Database from 'better-sqlite3';

/** How long a transaction that was answered stays open, in milliseconds. */
const OPEN_MS = 250;

const exec = Database.prototype.exec;
Database.prototype.exec = function (this: Database.Database, sql: string): Database.Database {
  if (sql === 'COMMIT') {
    globalThis.setTimeout(() => {
      if (this.open && this.inTransaction) exec.call(this, 'COMMIT');
    }, OPEN_MS);
    return this;
  }
  if (sql === 'BEGIN IMMEDIATE' && this.inTransaction) return this;
  return exec.call(this, sql);
};

await import('../../../main/office/office-process.ts');
