// The people of a book: names and credentials beside the chain, grants with their signatures, and
// the tries to sign in, in it.
import type Database from 'better-sqlite3';
import { assert } from '../domain/assert.ts';
import { type Grant, type GrantKind, isRole, type Tries } from '../domain/people.ts';
import { commitmentOf } from './digest.ts';
import type { Writing } from './journal.ts';
import { nextId } from './retention.ts';

/** A person; the names are null once they were erased. */
export type Person = {
  readonly id: number;
  readonly signInName: string | null;
  readonly name: string | null;
  readonly ended: boolean;
};

export type Credential = {
  readonly passphraseHash: string;
  /** Base32; empty without a second factor. */
  readonly totpSecret: string;
  /** Made by somebody else: good for nothing but choosing an own one. */
  readonly mustChange: boolean;
};

/** A credential that the book keeps, with the id of the change that made it what it is. */
export type KeptCredential = Credential & { readonly change: number };

/** Milliseconds UTC; `decidedBy` is empty while it waits. */
export type GrantTimes = {
  readonly askedAt: number;
  readonly decidedBy: string;
  readonly decidedAt: number | null;
};

export type NewGrant = Omit<Grant, 'id' | 'state'>;
export type GrantMark = 'signed' | 'refused' | 'ended';
export type SignInTry = {
  readonly person: number;
  readonly purpose: 'sign_in' | 'unlock' | 'step_up' | 'change';
  readonly outcome: 'right' | 'wrong';
  readonly totpStep: number;
};

type PersonRow = { id: bigint; sign_in_name: string | null; name: string | null; ended: bigint };
type GrantRow = {
  id: bigint;
  person: bigint;
  kind: GrantKind;
  role: string;
  stands_for: bigint;
  branch: string;
  rail: string;
  currency: string;
  single_limit: bigint | null;
  daily_limit: bigint | null;
  valid_from: string;
  valid_until: string;
  asked_by: string;
  mark: GrantMark | null;
};

const SELECT_PEOPLE = `SELECT p.id AS id, sign_in_name, name,
    EXISTS (SELECT 1 FROM person_ends e WHERE e.person = p.id) AS ended
  FROM people p LEFT JOIN person_names n ON n.person = p.id`;

const SELECT_GRANTS = `SELECT g.*,
    (SELECT mark FROM grant_marks m WHERE m.grant_id = g.id ORDER BY m.id DESC LIMIT 1) AS mark
  FROM grants g`;

const GRANTS_AT = `SELECT g.*,
    (SELECT mark FROM grant_marks m WHERE m.grant_id = g.id AND m.deed < @sequence
      ORDER BY m.id DESC LIMIT 1) AS mark
  FROM grants g WHERE g.deed < @sequence ORDER BY g.id`;

export class People {
  /** Grows with every change: what was read before it may be old. */
  revision = 0;
  private readonly db: Database.Database;
  /** What an undone deed added stays in it until the next change: it is asked about in vain. */
  private deputies = { revision: -1, people: new Set<number>() };

  constructor(db: Database.Database) {
    this.db = db;
  }

  /** Whether the book has people at all; without, the workstation's one person does everything. */
  exist(): boolean {
    return this.db.prepare<[], bigint>('SELECT EXISTS (SELECT 1 FROM people)').pluck().get() === 1n;
  }

  /** Everybody, those who have left among them, in the order of their coming. */
  all(): readonly Person[] {
    return this.db.prepare<[], PersonRow>(`${SELECT_PEOPLE} ORDER BY p.id`).all().map(asPerson);
  }

  byId(id: number): Person | null {
    const row = this.db.prepare<[number], PersonRow>(`${SELECT_PEOPLE} WHERE p.id = ?`).get(id);
    return row === undefined ? null : asPerson(row);
  }

  /** By the name as `signInNameOf` gives it. */
  bySignInName(name: string): Person | null {
    const sql = `${SELECT_PEOPLE} WHERE n.sign_in_name = ?`;
    const row = this.db.prepare<[string], PersonRow>(sql).get(name);
    return row === undefined ? null : asPerson(row);
  }

  /** Adds a person and answers their id. `salt` is sixteen random bytes. */
  add(
    w: Writing,
    { signInName, name, salt }: { signInName: string; name: string; salt: Uint8Array },
  ): number {
    const id = nextId(this.db, 'people');
    this.append(w, 'people', [id, w.sequence, commitmentOf(salt, [signInName, name])]);
    this.run('INSERT INTO person_names VALUES (?, ?, ?, ?)', [id, signInName, name, salt]);
    return id;
  }

  /** Ends a person for good: they sign in no more. */
  end(w: Writing, person: number): void {
    this.append(w, 'person_ends', [nextId(this.db, 'person_ends'), w.sequence, person]);
  }

  /** When the person was ended, milliseconds UTC; null for somebody who works here. */
  endedAt(person: number): number | null {
    const sql = `SELECT d.at FROM person_ends e JOIN deeds d ON d.sequence = e.deed
      WHERE e.person = ? ORDER BY e.id LIMIT 1`;
    const at = this.db.prepare<[number], bigint>(sql).pluck().get(person);
    return at === undefined ? null : Number(at);
  }

  /** The credential that counts, or null when there is none (any more). */
  credentialOf(person: number): KeptCredential | null {
    type Row = { id: bigint; passphrase_hash: string; totp_secret: string; must_change: bigint };
    const row = this.db
      .prepare<[number], Row>(
        `SELECT c.id AS id, passphrase_hash, totp_secret, must_change FROM credential_changes c
         JOIN credentials s ON s.change = c.id WHERE person = ? ORDER BY c.id DESC LIMIT 1`,
      )
      .get(person);
    if (row === undefined) return null;
    const { id, passphrase_hash: passphraseHash, totp_secret: totpSecret, must_change } = row;
    return { change: Number(id), passphraseHash, totpSecret, mustChange: must_change === 1n };
  }

  setCredential(w: Writing, person: number, credential: Credential, salt: Uint8Array): void {
    const { passphraseHash, totpSecret, mustChange } = credential;
    const id = nextId(this.db, 'credential_changes');
    const commitment = commitmentOf(salt, [passphraseHash, totpSecret]);
    const fields = [id, w.sequence, person, mustChange ? 1 : 0, commitment];
    this.append(w, 'credential_changes', fields);
    const beside = [id, passphraseHash, totpSecret, salt];
    this.run('INSERT INTO credentials VALUES (?, ?, ?, ?)', beside);
  }

  /** Every grant, in the order in which they were asked for. */
  grants(): readonly Grant[] {
    return this.db.prepare<[], GrantRow>(`${SELECT_GRANTS} ORDER BY g.id`).all().map(asGrant);
  }

  grant(id: number): Grant | null {
    const row = this.db.prepare<[number], GrantRow>(`${SELECT_GRANTS} WHERE g.id = ?`).get(id);
    return row === undefined ? null : asGrant(row);
  }

  /** The place in the trail of the deed by which a grant was asked for. */
  askedIn(grant: number): number {
    const sql = 'SELECT deed FROM grants WHERE id = ?';
    return Number(this.db.prepare<[number], bigint>(sql).pluck().get(grant) ?? 0n);
  }

  /** Every grant as it stood when this deed of the trail was begun, and when that was. */
  grantsAt(sequence: number): { readonly at: number; readonly grants: readonly Grant[] } {
    const at = this.db
      .prepare<[number], bigint>('SELECT at FROM deeds WHERE sequence = ?')
      .pluck()
      .get(sequence);
    const rows = this.db.prepare<[{ sequence: number }], GrantRow>(GRANTS_AT).all({ sequence });
    return { at: Number(at ?? 0n), grants: rows.map(asGrant) };
  }

  /** Whether the person was ever named to stand in for somebody. */
  wasDeputy(person: number): boolean {
    if (this.deputies.revision !== this.revision) {
      const sql = "SELECT DISTINCT person FROM grants WHERE kind = 'deputy'";
      const rows = this.db.prepare<[], bigint>(sql).pluck().all();
      this.deputies = { revision: this.revision, people: new Set(rows.map(Number)) };
    }
    return this.deputies.people.has(person);
  }

  /** When each grant was asked for, and by whom and when it was signed or refused, by its id. */
  grantTimes(): ReadonlyMap<number, GrantTimes> {
    type Row = { id: bigint; asked: bigint; by: string | null; at: bigint | null };
    const rows = this.db
      .prepare<[], Row>(
        `SELECT g.id AS id, d.at AS asked, m.person AS by, md.at AS at
         FROM grants g JOIN deeds d ON d.sequence = g.deed
         LEFT JOIN grant_marks m ON m.grant_id = g.id AND m.mark <> 'ended'
         LEFT JOIN deeds md ON md.sequence = m.deed`,
      )
      .all();
    return new Map(
      rows.map(({ id, asked, by, at }) => {
        const decidedAt = at === null ? null : Number(at);
        return [Number(id), { askedAt: Number(asked), decidedBy: by ?? '', decidedAt }];
      }),
    );
  }

  /** When the person last took a seat, in milliseconds UTC; null when they never have. */
  lastSignIn(person: number): number | null {
    const sql = `SELECT at FROM sign_ins WHERE person = ? AND purpose = 'sign_in'
      AND outcome = 'right' ORDER BY id DESC LIMIT 1`;
    const at = this.db.prepare<[number], bigint>(sql).pluck().get(person);
    return at === undefined ? null : Number(at);
  }

  /** Keeps what was asked for and answers its id. */
  ask(w: Writing, grant: NewGrant): number {
    const id = nextId(this.db, 'grants');
    const { person, kind, role, standsFor, branch, rail, currency } = grant;
    const { singleLimit, dailyLimit, validFrom, validUntil, askedBy } = grant;
    const bounds = [branch, rail, currency, singleLimit, dailyLimit];
    const fields = [id, w.sequence, person, kind, role ?? '', standsFor, ...bounds];
    this.append(w, 'grants', [...fields, validFrom, validUntil, askedBy]);
    return id;
  }

  mark(w: Writing, grant: number, mark: GrantMark, person: string): void {
    this.append(w, 'grant_marks', [
      nextId(this.db, 'grant_marks'),
      w.sequence,
      grant,
      mark,
      person,
    ]);
  }

  noteTry(w: Writing, { person, purpose, outcome, totpStep }: SignInTry): void {
    const id = nextId(this.db, 'sign_ins');
    this.append(w, 'sign_ins', [id, w.sequence, person, purpose, outcome, w.at, totpStep]);
  }

  /**
   * The wrong tries since the last right one, whatever they were for. A first credential that
   * somebody else made starts anew: two administrators have said that it is the person.
   */
  triesOf(person: number): Tries {
    const row = this.db
      .prepare<[number, number, number], { wrong: bigint; last: bigint | null }>(
        `SELECT count(*) AS wrong, max(at) AS last FROM sign_ins WHERE person = ? AND id >
           coalesce((SELECT max(id) FROM sign_ins WHERE person = ? AND outcome = 'right'), 0)
           AND deed > coalesce((SELECT max(deed) FROM credential_changes
             WHERE person = ? AND must_change = 1), 0)`,
      )
      .get(person, person, person);
    return { wrong: Number(row?.wrong ?? 0n), lastWrongAt: Number(row?.last ?? 0n) };
  }

  /** The newest step of a code that was taken from the person; 0 before the first. */
  lastTotpStep(person: number): number {
    const sql = 'SELECT coalesce(max(totp_step), 0) FROM sign_ins WHERE person = ?';
    return Number(this.db.prepare<[number], bigint>(sql).pluck().get(person) ?? 0n);
  }

  private append(
    w: Writing,
    table: 'people' | 'credential_changes' | 'grants' | 'grant_marks' | 'person_ends' | 'sign_ins',
    fields: readonly (string | number | bigint | Uint8Array | null)[],
  ): void {
    const digest = w.rows.add(table, fields);
    const places = Array(fields.length + 1)
      .fill('?')
      .join(', ');
    this.run(`INSERT INTO ${table} VALUES (${places})`, [...fields, digest]);
    this.revision += 1;
  }

  private run(sql: string, values: readonly unknown[]): void {
    assert(this.db.prepare(sql).run(values).changes === 1, 'the row was written');
  }
}

function asPerson({ id, sign_in_name: signInName, name, ended }: PersonRow): Person {
  return { id: Number(id), signInName, name, ended: ended === 1n };
}

function asGrant(row: GrantRow): Grant {
  const { kind, role, branch, rail, currency, mark } = row;
  return {
    id: Number(row.id),
    person: Number(row.person),
    kind,
    role: isRole(role) ? role : null,
    standsFor: Number(row.stands_for),
    branch,
    rail,
    currency,
    singleLimit: row.single_limit,
    dailyLimit: row.daily_limit,
    validFrom: row.valid_from,
    validUntil: row.valid_until,
    askedBy: row.asked_by,
    state: mark === null ? 'asked' : STATE_OF[mark],
  };
}

const STATE_OF = { signed: 'in_force', refused: 'refused', ended: 'ended' } as const;
