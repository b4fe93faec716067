// The keys that people sign with elsewhere: who enrolled which, and what became of it.
import type Database from 'better-sqlite3';
import { assert } from '../domain/assert.ts';
import type { SigningKey, SigningKeyState } from '../domain/carried.ts';
import type { Writing } from './journal.ts';
import { nextId } from './retention.ts';

export type SigningKeyMark = 'signed' | 'refused' | 'revoked';

/** A key with when it was asked for, and who decided it last and when; milliseconds UTC. */
export type SigningKeyTimes = SigningKey & {
  readonly askedAt: number;
  readonly decidedBy: string;
  readonly decidedAt: number | null;
};

type Row = {
  id: bigint;
  person: bigint;
  public_key: Buffer;
  asked: bigint;
  mark: SigningKeyMark | null;
  by: string | null;
  at: bigint | null;
};

const SELECT = `SELECT k.id, k.person, k.public_key, d.at AS asked, m.mark, m.person AS by,
    e.at AS at
  FROM signing_keys k
  JOIN deeds d ON d.sequence = k.deed
  LEFT JOIN signing_key_marks m ON m.id =
    (SELECT max(id) FROM signing_key_marks WHERE signing_key = k.id)
  LEFT JOIN deeds e ON e.sequence = m.deed`;

const STATE_OF: Record<SigningKeyMark, SigningKeyState> = {
  signed: 'in_force',
  refused: 'refused',
  revoked: 'revoked',
};

export class SigningKeys {
  private readonly db: Database.Database;

  constructor(db: Database.Database) {
    this.db = db;
  }

  byId(id: number): SigningKeyTimes | null {
    const row = this.db.prepare<[number], Row>(`${SELECT} WHERE k.id = ?`).get(id);
    return row === undefined ? null : asKey(row);
  }

  /** By the 32 bytes of its public half. */
  byPublicKey(publicKey: Uint8Array): SigningKeyTimes | null {
    const row = this.db
      .prepare<[Uint8Array], Row>(`${SELECT} WHERE k.public_key = ?`)
      .get(publicKey);
    return row === undefined ? null : asKey(row);
  }

  /** Every key, or those of one person, in the order in which they were asked for. */
  all(person: number | null): readonly SigningKeyTimes[] {
    const sql = `${SELECT} WHERE ? IS NULL OR k.person = ? ORDER BY k.id`;
    return this.db.prepare<[number | null, number | null], Row>(sql).all(person, person).map(asKey);
  }

  /** Keeps a key that waits for an administrator, and answers its id. */
  enrol(w: Writing, person: number, publicKey: Uint8Array): number {
    const id = nextId(this.db, 'signing_keys');
    const fields = [id, w.sequence, person, publicKey];
    const digest = w.rows.add('signing_keys', fields);
    const insert = this.db.prepare('INSERT INTO signing_keys VALUES (?, ?, ?, ?, ?)');
    assert(insert.run([...fields, digest]).changes === 1, 'the key was kept');
    return id;
  }

  mark(w: Writing, key: number, mark: SigningKeyMark, person: string): void {
    const id = nextId(this.db, 'signing_key_marks');
    const fields = [id, w.sequence, key, mark, person];
    const digest = w.rows.add('signing_key_marks', fields);
    const insert = this.db.prepare('INSERT INTO signing_key_marks VALUES (?, ?, ?, ?, ?, ?)');
    assert(insert.run([...fields, digest]).changes === 1, 'the mark was kept');
  }
}

function asKey({ id, person, public_key, asked, mark, by, at }: Row): SigningKeyTimes {
  return {
    id: Number(id),
    person: Number(person),
    publicKey: public_key.toString('hex'),
    state: mark === null ? 'asked' : STATE_OF[mark],
    askedAt: Number(asked),
    decidedBy: by ?? '',
    decidedAt: at === null ? null : Number(at),
  };
}

/** The signing keys of a book. */
export function signingKeysOf({ db }: { readonly db: Database.Database }): SigningKeys {
  return new SigningKeys(db);
}
