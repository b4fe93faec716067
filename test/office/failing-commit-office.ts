// An office with a planted fault: while a file `fail-commit-before` or `fail-commit-after` lies in
// the book's folder, the next COMMIT of the book throws, before it did anything or when it had. The
// file says how many deeds that commit is to hold: until as many wait, none of them is begun.
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import Database from 'better-sqlite3';
import { Book } from '../../main/ledger/book.ts';

const { exec } = Database.prototype;
const { together } = Book.prototype;

/** The planted file in the folder of a book, or null. */
function plantedIn(
  book: string,
): { readonly when: 'before' | 'after'; readonly path: string } | null {
  for (const when of ['before', 'after'] as const) {
    const path = join(dirname(book), `fail-commit-${when}`);
    if (existsSync(path)) return { when, path };
  }
  return null;
}

Database.prototype.exec = function (this: Database.Database, sql: string): Database.Database {
  if (sql !== 'COMMIT' || !this.name.endsWith('book.db')) return exec.call(this, sql);
  const planted = plantedIn(this.name);
  if (planted === null) return exec.call(this, sql);
  rmSync(planted.path);
  if (planted.when === 'after') exec.call(this, sql);
  throw new Database.SqliteError('disk I/O error', 'SQLITE_IOERR_FSYNC');
};

Object.assign(Book.prototype, {
  together(this: Book, deeds: readonly (() => unknown)[], enough?: () => boolean) {
    const planted = plantedIn(this.file);
    if (planted === null) return together.call(this, deeds, enough);
    const wanted = Number(readFileSync(planted.path, 'utf8'));
    // Those that are not begun wait for the loop's next turn, in which others may be heard.
    return deeds.length < wanted ? [] : together.call(this, deeds);
  },
});

await import('../../main/office/office-process.ts');
