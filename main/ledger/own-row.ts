// The row by which a book says what it is: made with the book, and changed by its first deed only.
import type Database from 'better-sqlite3';
import { assert, known } from '../domain/assert.ts';
import type { BookRole } from '../domain/chart-of-accounts.ts';
import { APPLICATION_ID, SCHEMA, SCHEMA_VERSION } from './schema.ts';

/** What a new book is told once. */
export type NewBook = {
  readonly instanceId: string;
  readonly now: number;
  readonly demo: boolean;
  /** `participant` where nothing is said. */
  readonly role?: BookRole;
};

/** What a book is. */
export type Own = {
  readonly demo: boolean;
  readonly role: BookRole;
  readonly partySalt: Uint8Array;
};

type OwnRow = { demo: bigint; role: BookRole; party_salt: Buffer };

/** Makes the tables of a new book and its own row; `partySalt` is 32 unpredictable bytes. */
export function createBook(db: Database.Database, fresh: NewBook, partySalt: Uint8Array): void {
  db.exec('BEGIN IMMEDIATE');
  db.exec(SCHEMA);
  db.prepare(
    'INSERT INTO book (id, instance_id, made_at, demo, role, party_salt) VALUES (1, ?, ?, ?, ?, ?)',
  ).run(fresh.instanceId, fresh.now, fresh.demo ? 1 : 0, fresh.role ?? 'participant', partySalt);
  db.pragma(`application_id = ${APPLICATION_ID}`);
  db.pragma(`user_version = ${SCHEMA_VERSION}`);
  db.exec('COMMIT');
}

export function readOwn(db: Database.Database): Own {
  const row = db.prepare<[], OwnRow>('SELECT demo, role, party_salt FROM book').get();
  const { demo, role, party_salt } = known(row, 'a book says what it is');
  return { demo: demo === 1n, role, partySalt: party_salt };
}

/** Gives an untouched book its role; a trigger refuses any other. */
export function setRole(db: Database.Database, role: BookRole): void {
  const result = db.prepare('UPDATE book SET role = ? WHERE id = 1').run(role);
  assert(result.changes === 1, 'a book has its row');
}

/** Marks an untouched book as a demonstration; a trigger refuses any other. */
export function markDemo(db: Database.Database): void {
  const result = db.prepare('UPDATE book SET demo = 1 WHERE id = 1').run();
  assert(result.changes === 1, 'a book has its row');
}
