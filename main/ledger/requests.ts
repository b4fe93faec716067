// Deeds that were asked for and wait for others, and what was said of them: each word is bound to
// the hash of what was shown.
import type Database from 'better-sqlite3';
import type { SignedDeed } from '../domain/approval-policy.ts';
import { assert } from '../domain/assert.ts';
import type { GivenSignature } from '../domain/signing.ts';
import type { Writing } from './journal.ts';
import { nextId } from './retention.ts';

export const REQUEST_WORDS = [
  'approved',
  'reminded',
  'done',
  'rejected',
  'withdrawn',
  'overridden',
] as const;
export type RequestWord = (typeof REQUEST_WORDS)[number];

/** `waits`, or the word that ended it. */
export type RequestState = 'waits' | Exclude<RequestWord, 'approved' | 'reminded'>;

export type DeedRequest = {
  readonly id: number;
  readonly asked: SignedDeed;
  /** The deed's own input, as canonical JSON. */
  readonly input: string;
  /** The row of the policy table by which it waits. */
  readonly rule: string;
  readonly maker: string;
  /** Its place in the trail, and when it was asked for, milliseconds UTC. */
  readonly sequence: number;
  readonly at: number;
  /** What the maker said of it; null where nothing was, or it was erased. */
  readonly remark: string | null;
  readonly state: RequestState;
  /** When whoever may sign was last reminded of it, milliseconds UTC; null where nobody was. */
  readonly remindedAt: number | null;
};

/** A word to keep. `shown` is the 32 bytes of the hash of what the person saw. */
export type NewRequestWord = {
  readonly request: number;
  readonly word: RequestWord;
  readonly level: number;
  readonly shown: Uint8Array;
  readonly person: string;
};

type Row = {
  id: bigint;
  asked: SignedDeed;
  input: string;
  rule: string;
  maker: string;
  sequence: bigint;
  at: bigint;
  remark: string | null;
  ended: Exclude<RequestState, 'waits'> | null;
  reminded: bigint | null;
};

const SELECT = `SELECT r.id, r.asked, r.input, r.rule, r.maker, d.sequence, d.at, t.text AS remark,
    (SELECT word FROM request_words e WHERE e.request = r.id
       AND e.word NOT IN ('approved', 'reminded')) AS ended,
    (SELECT max(n.at) FROM request_words m JOIN deeds n ON n.sequence = m.deed
       WHERE m.request = r.id AND m.word = 'reminded') AS reminded
  FROM deed_requests r
  JOIN deeds d ON d.sequence = r.deed
  LEFT JOIN remark_texts t ON t.deed = r.deed`;

export class Requests {
  private readonly db: Database.Database;

  constructor(db: Database.Database) {
    this.db = db;
  }

  byId(id: number): DeedRequest | null {
    const row = this.db.prepare<[number], Row>(`${SELECT} WHERE r.id = ?`).get(id);
    return row === undefined ? null : asRequest(row);
  }

  /** Those that wait, the first asked for first, at most `limit`. */
  waiting(limit: number): readonly DeedRequest[] {
    const sql = `${SELECT} WHERE ended IS NULL ORDER BY r.id LIMIT ?`;
    return this.db.prepare<[number], Row>(sql).all(limit).map(asRequest);
  }

  /** The request that waits for just this; null where none does. */
  waitingFor(asked: SignedDeed, input: string): number | null {
    const sql = `SELECT id FROM deed_requests r WHERE asked = ? AND input = ? AND NOT EXISTS
      (SELECT 1 FROM request_words e
        WHERE e.request = r.id AND e.word NOT IN ('approved', 'reminded'))`;
    const found = this.db.prepare<[string, string], bigint>(sql).pluck().get(asked, input);
    return found === undefined ? null : Number(found);
  }

  /** When what `maker` asked for just so was last carried out, milliseconds UTC; null where never. */
  doneAt(asked: SignedDeed, input: string, maker: string): number | null {
    const sql = `SELECT max(d.at) FROM deed_requests r
      JOIN request_words e ON e.request = r.id AND e.word = 'done'
      JOIN deeds d ON d.sequence = e.deed
      WHERE r.asked = ? AND r.input = ? AND r.maker = ?`;
    const done = this.db.prepare<[string, string, string], bigint | null>(sql).pluck();
    const at = done.get(asked, input, maker);
    return typeof at === 'bigint' ? Number(at) : null;
  }

  /** Keeps what was asked for and answers its id. */
  ask(w: Writing, asked: Pick<DeedRequest, 'asked' | 'input' | 'rule' | 'maker'>): number {
    const id = nextId(this.db, 'deed_requests');
    const fields = [id, w.sequence, asked.asked, asked.input, asked.rule, asked.maker];
    const digest = w.rows.add('deed_requests', fields);
    const insert = this.db.prepare('INSERT INTO deed_requests VALUES (?, ?, ?, ?, ?, ?, ?)');
    assert(insert.run([...fields, digest]).changes === 1, 'the request was kept');
    return id;
  }

  /** Keeps one word; a second one that ends the request would break the book's own index. */
  say(w: Writing, { request, word, level, shown, person }: NewRequestWord): void {
    const id = nextId(this.db, 'request_words');
    const fields = [id, w.sequence, request, word, level, shown, person];
    const digest = w.rows.add('request_words', fields);
    const insert = this.db.prepare('INSERT INTO request_words VALUES (?, ?, ?, ?, ?, ?, ?, ?)');
    assert(insert.run([...fields, digest]).changes === 1, 'the word was kept');
  }

  /** The signatures that stand for exactly what `shown` is the hash of. */
  given(request: number, shown: Uint8Array): readonly GivenSignature[] {
    return this.db
      .prepare<[number, Uint8Array], { level: bigint; person: string; sequence: bigint }>(
        `SELECT level, person, deed AS sequence FROM request_words
         WHERE request = ? AND word = 'approved' AND shown = ? ORDER BY id`,
      )
      .all(request, shown)
      .map(({ level, person, sequence }) => {
        return { level: Number(level), person, sequence: Number(sequence) };
      });
  }
}

function asRequest({ id, sequence, at, ended, reminded, ...row }: Row): DeedRequest {
  const remindedAt = reminded === null ? null : Number(reminded);
  const numbers = { id: Number(id), sequence: Number(sequence), at: Number(at) };
  return { ...row, ...numbers, state: ended ?? 'waits', remindedAt };
}
