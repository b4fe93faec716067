// Emergency overrides: who began one, who confirmed it and who acknowledged its report, each word
// bound to the hash of what was shown.
import type Database from 'better-sqlite3';
import { assert } from '../domain/assert.ts';
import type { OverrideKind } from '../domain/override.ts';
import type { Spoken } from '../domain/signing.ts';
import type { Writing } from './journal.ts';
import { nextId } from './retention.ts';

export type OverrideWord = 'begun' | 'confirmed' | 'acknowledged';

/** One person's word: when, milliseconds UTC, and why; null where nothing was said or it was erased. */
export type OverrideSaid = {
  readonly person: string;
  readonly at: number;
  readonly reason: string | null;
};

/** What an override is bound to: the 32 bytes of the hash of what was shown, and its version. */
export type OverrideOf = {
  readonly kind: OverrideKind;
  readonly thing: number;
  readonly version: number;
  readonly shown: Buffer;
};

export type Override = OverrideOf & {
  readonly id: number;
  readonly begun: OverrideSaid;
  readonly confirmed: OverrideSaid | null;
  readonly acknowledged: OverrideSaid | null;
};

type Row = {
  begun: bigint;
  word: OverrideWord;
  kind: OverrideKind;
  thing: bigint;
  version: bigint;
  shown: Buffer;
  person: string;
  at: bigint;
  reason: string | null;
};

const SELECT = `SELECT o.begun, o.word, o.kind, o.thing, o.version, o.shown, o.person, d.at,
    t.text AS reason
  FROM override_words o
  JOIN deeds d ON d.sequence = o.deed
  LEFT JOIN remark_texts t ON t.deed = o.deed`;

const STANDS = `EXISTS (SELECT 1 FROM override_words c WHERE c.begun = b.id AND c.word = 'confirmed')
  AND NOT EXISTS (SELECT 1 FROM override_words a WHERE a.begun = b.id AND a.word = 'acknowledged')`;

export class Overrides {
  private readonly db: Database.Database;

  constructor(db: Database.Database) {
    this.db = db;
  }

  byId(id: number): Override | null {
    const rows = this.db
      .prepare<[number], Row>(`${SELECT} WHERE o.begun = ? ORDER BY o.id`)
      .all(id);
    return rows[0] === undefined ? null : asOverride(rows[0], rows);
  }

  /** The newest that was begun of this thing, or null. */
  newestOf(kind: OverrideKind, thing: number): Override | null {
    const sql = `SELECT max(id) FROM override_words WHERE kind = ? AND thing = ? AND word = 'begun'`;
    const id = this.db.prepare<[string, number], bigint | null>(sql).pluck().get(kind, thing);
    return id === undefined || id === null ? null : this.byId(Number(id));
  }

  /** The places in the trail of the words that began and confirmed one, each with who said it. */
  spokenOf({ id }: Pick<Override, 'id'>): readonly Spoken[] {
    type Said = { person: string; sequence: bigint };
    const sql = `SELECT person, deed AS sequence FROM override_words
      WHERE begun = ? AND word <> 'acknowledged' ORDER BY id`;
    const rows = this.db.prepare<[number], Said>(sql).all(id);
    return rows.map(({ person, sequence }) => ({ person, sequence: Number(sequence) }));
  }

  /** How many were confirmed and are not acknowledged yet. */
  standing(): number {
    const sql = `SELECT count(*) FROM override_words b WHERE b.word = 'begun' AND ${STANDS}`;
    return Number(this.db.prepare<[], bigint>(sql).pluck().get());
  }

  /** At most `limit`: those whose report nobody acknowledged first, then the newest. */
  list(limit: number): readonly Override[] {
    const sql = `SELECT b.id FROM override_words b WHERE b.word = 'begun'
      ORDER BY (${STANDS}) DESC, b.id DESC LIMIT ?`;
    const ids = this.db.prepare<[number], bigint>(sql).pluck().all(limit);
    return ids.flatMap((id) => this.byId(Number(id)) ?? []);
  }

  /** Keeps the word that begins one and answers its id. */
  begin(w: Writing, of: OverrideOf, person: string): number {
    const id = nextId(this.db, 'override_words');
    this.keep(w, { id, begun: id, word: 'begun', person, ...of });
    return id;
  }

  /** Keeps a further word; the same a second time would break the book's own index. */
  say(w: Writing, { id: begun, ...of }: Override, word: 'confirmed' | 'acknowledged', by: string) {
    this.keep(w, { ...of, id: nextId(this.db, 'override_words'), begun, word, person: by });
  }

  private keep(w: Writing, word: OverrideOf & Pick<Row, 'word' | 'person'> & Ids): void {
    const { id, begun, kind, thing, version, shown, person } = word;
    const fields = [id, w.sequence, begun, word.word, kind, thing, version, shown, person];
    const digest = w.rows.add('override_words', fields);
    const marks = '?, ?, ?, ?, ?, ?, ?, ?, ?, ?';
    const insert = this.db.prepare(`INSERT INTO override_words VALUES (${marks})`);
    assert(insert.run([...fields, digest]).changes === 1, 'the word was kept');
  }
}

type Ids = { readonly id: number; readonly begun: number };

function asOverride(first: Row, rows: readonly Row[]): Override {
  const said = (word: OverrideWord): OverrideSaid | null => {
    const row = rows.find((each) => each.word === word);
    return row === undefined
      ? null
      : { person: row.person, at: Number(row.at), reason: row.reason };
  };
  const { begun, kind, thing, version, shown, person, at, reason } = first;
  return {
    id: Number(begun),
    kind,
    thing: Number(thing),
    version: Number(version),
    shown,
    begun: { person, at: Number(at), reason },
    confirmed: said('confirmed'),
    acknowledged: said('acknowledged'),
  };
}
