// What left the book to be signed elsewhere, and each word that came back: once, and for good.
import type Database from 'better-sqlite3';
import { assert } from '../domain/assert.ts';
import type { Writing } from './journal.ts';
import { nextId } from './retention.ts';

/** `package` names it (16 bytes), `content` is the SHA-256 of all that was shown. */
export type NewPackage = {
  readonly package: Uint8Array;
  readonly content: Uint8Array;
  readonly things: number;
  /** Milliseconds UTC. */
  readonly expiresAt: number;
};

export type KeptPackage = NewPackage & { readonly id: number };

/** A word to keep. `said`: the place in the trail of the deed that it became. */
export type NewCarriedWord = {
  readonly package: number;
  readonly place: number;
  readonly signingKey: number;
  readonly said: number;
  /** SHA-256 of the file that brought it, and the signature in it. */
  readonly answer: Uint8Array;
  readonly signature: Uint8Array;
  readonly signedAt: number;
};

type Row = { id: bigint; package: Buffer; content: Buffer; things: bigint; expires_at: bigint };

export class Packages {
  private readonly db: Database.Database;

  constructor(db: Database.Database) {
    this.db = db;
  }

  /** The book's own name, which a package is for. */
  bookId(): string {
    const sql = 'SELECT instance_id FROM book';
    const id = this.db.prepare<[], string>(sql).pluck().get();
    assert(id !== undefined, 'a book says what it is');
    return id;
  }

  find(name: Uint8Array): KeptPackage | null {
    const sql = `SELECT id, package, content, things, expires_at FROM approval_packages
      WHERE package = ?`;
    const row = this.db.prepare<[Uint8Array], Row>(sql).get(name);
    if (row === undefined) return null;
    const { id, things, expires_at, content } = row;
    const numbers = { id: Number(id), things: Number(things), expiresAt: Number(expires_at) };
    return { package: row.package, content, ...numbers };
  }

  keep(w: Writing, made: NewPackage): void {
    const id = nextId(this.db, 'approval_packages');
    const fields = [id, w.sequence, made.package, made.content, made.things, made.expiresAt];
    const digest = w.rows.add('approval_packages', fields);
    const insert = this.db.prepare('INSERT INTO approval_packages VALUES (?, ?, ?, ?, ?, ?, ?)');
    assert(insert.run([...fields, digest]).changes === 1, 'the package was kept');
  }

  /** Whether this key has said its word on this thing of the package. */
  isSaid(id: number, place: number, signingKey: number): boolean {
    const sql = `SELECT 1 FROM carried_words WHERE package = ? AND place = ? AND signing_key = ?`;
    return this.db.prepare(sql).get(id, place, signingKey) !== undefined;
  }

  /** Keeps a word; a second one of the same key would break the book's own index. */
  say(w: Writing, word: NewCarriedWord): void {
    const { place, signingKey, said, answer, signature, signedAt } = word;
    const id = nextId(this.db, 'carried_words');
    const whose = [id, w.sequence, word.package, place, signingKey];
    const fields = [...whose, said, answer, signature, signedAt];
    const digest = w.rows.add('carried_words', fields);
    const insert = this.db.prepare(
      'INSERT INTO carried_words VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)',
    );
    assert(insert.run([...fields, digest]).changes === 1, 'the word was kept');
  }
}

/** The packages of a book. */
export function packagesOf({ db }: { readonly db: Database.Database }): Packages {
  return new Packages(db);
}
