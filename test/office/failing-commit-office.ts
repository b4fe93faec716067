// An office with a planted fault: while a file `fail-commit-before` or `fail-commit-after` lies in
// the book's folder, the next COMMIT of the book throws, before it did anything or when it had.
import { existsSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import Database from 'better-sqlite3';

const { exec } = Database.prototype;

Database.prototype.exec = function (this: Database.Database, sql: string): Database.Database {
  if (sql !== 'COMMIT' || !this.name.endsWith('book.db')) return exec.call(this, sql);
  for (const when of ['before', 'after'] as const) {
    const planted = join(dirname(this.name), `fail-commit-${when}`);
    if (!existsSync(planted)) continue;
    rmSync(planted);
    if (when === 'after') exec.call(this, sql);
    throw new Database.SqliteError('disk I/O error', 'SQLITE_IOERR_FSYNC');
  }
  return exec.call(this, sql);
};

await import('../../main/office/office-process.ts');
