// One process owns a book: a transaction held on `owner.lock`, a second SQLite file beside it. The
// operating system drops the lock when the process dies, however it dies.
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { Fault, ok, type Refusal, type Result, refuse } from '../domain/result.ts';

/** Who holds a book: shown to the person who finds it in use. `since` is milliseconds UTC. */
export type Owner = {
  readonly person: string;
  readonly shell: string;
  readonly pid: number;
  readonly since: number;
};

export type BookInUse = Refusal<'book_in_use'>;

export type Ownership = { readonly release: () => void };

function isBusy(error: unknown): boolean {
  return error instanceof Database.SqliteError && error.code.startsWith('SQLITE_BUSY');
}

function readOwner(db: Database.Database): Owner | null {
  try {
    const row = db.prepare<[], Owner>('SELECT person, shell, pid, since FROM owner').get();
    return row ?? null;
  } catch {
    return null;
  }
}

/**
 * Takes the book in `folder` for `owner` until `release` or the end of the process. Refuses
 * `book_in_use` with the owner's name, shell and since. A lock file that cannot be opened is a
 * fault (`lock_unusable`): a folder on a read-only or network file system cannot hold a book.
 */
export function takeOwnership(folder: string, owner: Owner): Result<Ownership, BookInUse> {
  const db = openLock(join(folder, 'owner.lock'));
  try {
    db.exec('BEGIN IMMEDIATE');
    db.exec(
      'CREATE TABLE IF NOT EXISTS owner (person TEXT, shell TEXT, pid INTEGER, since INTEGER)',
    );
    db.prepare('DELETE FROM owner').run();
    db.prepare('INSERT INTO owner VALUES (?, ?, ?, ?)').run(
      owner.person,
      owner.shell,
      owner.pid,
      owner.since,
    );
    db.exec('COMMIT');
    // Whoever slips in between these two statements owns the book; we then say so below.
    db.exec('BEGIN IMMEDIATE');
  } catch (error) {
    if (!isBusy(error)) throw new Fault('lock_unusable', String(error), { cause: error });
    const holder = readOwner(db);
    db.close();
    return refuse({
      code: 'book_in_use',
      person: holder?.person ?? null,
      shell: holder?.shell ?? null,
      pid: holder?.pid ?? null,
      since: holder?.since ?? null,
    });
  }
  return ok({
    release: () => {
      if (!db.open) return;
      db.exec('ROLLBACK');
      db.close();
    },
  });
}

function openLock(path: string): Database.Database {
  try {
    return new Database(path, { timeout: 200 });
  } catch (error) {
    throw new Fault('lock_unusable', String(error), { cause: error });
  }
}
