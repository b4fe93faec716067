// Breaks: what the rail or a statement says and what our book says differ. Each has an owner and
// an age, and in the end a reason that a second person confirms.
import type Database from 'better-sqlite3';
import { assert, known } from '../domain/assert.ts';
import type { BusinessDate } from '../domain/dates.ts';
import type { Writing } from './journal.ts';

export type NewBreak = {
  readonly kind: string;
  /** The cycle or the account that it is about; 0 where it is about the other. */
  readonly cycle: number;
  readonly account: number;
  readonly owner: string;
  readonly openedOn: BusinessDate;
  readonly currency: string;
  /** What we have and what they say, in minor units. */
  readonly expected: bigint;
  readonly advised: bigint;
};

export class Breaks {
  private readonly insert: Database.Statement;
  private readonly insertReason: Database.Statement;
  private readonly selectReason: Database.Statement<[number], string>;
  private readonly last: Database.Statement<[], bigint>;
  private readonly lastReason: Database.Statement<[], bigint>;

  constructor(db: Database.Database) {
    this.insert = db.prepare(
      `INSERT INTO breaks (id, deed, kind, cycle, account, owner, opened_on, currency, expected,
         advised, digest) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    );
    this.insertReason = db.prepare(
      `INSERT INTO break_reasons (id, deed, break, first_person, second_person, digest)
       VALUES (?, ?, ?, ?, ?, ?)`,
    );
    this.selectReason = db
      .prepare<[number], string>(
        `SELECT coalesce(t.text, '') FROM break_reasons r LEFT JOIN remark_texts t ON t.deed = r.deed
         WHERE r.break = ? ORDER BY r.id DESC LIMIT 1`,
      )
      .pluck();
    this.last = db.prepare<[], bigint>('SELECT coalesce(max(id), 0) FROM breaks').pluck();
    this.lastReason = db
      .prepare<[], bigint>('SELECT coalesce(max(id), 0) FROM break_reasons')
      .pluck();
  }

  has(id: number): boolean {
    return id >= 1 && id <= Number(known(this.last.get(), 'the query answers one row'));
  }

  /** Why the break is there, as it was last explained: '' once erased, null while nobody has said. */
  reasonOf(id: number): string | null {
    return this.selectReason.get(id) ?? null;
  }

  /** Keeps a break, and answers its id; nothing is booked for it. */
  add(w: Writing, found: NewBreak): number {
    const id = Number(known(this.last.get(), 'the query answers one row')) + 1;
    const { kind, cycle, account, owner, openedOn, currency, expected, advised } = found;
    assert(expected !== advised, 'a break is a difference');
    const of = [cycle === 0 ? null : cycle, account === 0 ? null : account];
    const fields = [id, w.sequence, kind, ...of, owner, openedOn, currency, expected, advised];
    const digest = w.rows.add('breaks', fields);
    assert(this.insert.run([...fields, digest]).changes === 1, 'the break was kept');
    return id;
  }

  /** Keeps who said why a break is there and who confirmed it; the words are the deed's remark. */
  explain(
    w: Writing,
    broken: number,
    by: { readonly first: string; readonly second: string },
  ): void {
    assert(this.has(broken), 'the break exists');
    assert(by.first !== by.second, 'two persons say why');
    const id = Number(known(this.lastReason.get(), 'the query answers one row')) + 1;
    const fields = [id, w.sequence, broken, by.first, by.second];
    const digest = w.rows.add('break_reasons', fields);
    assert(this.insertReason.run([...fields, digest]).changes === 1, 'the reason was kept');
  }
}
