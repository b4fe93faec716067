// What happened to holds outside the journal, and who signed for an entry. A dispatched hold cannot
// expire (R3); an unknown one waits for the rail's answer.
import type Database from 'better-sqlite3';
import { assert, known } from '../domain/assert.ts';
import type { Writing } from './journal.ts';

export type HoldEvent = 'dispatched' | 'unknown';

/** Two persons and the reference under which they signed; the duty is the one they signed in. */
export type Signature = {
  readonly duty: 'comply' | 'approve';
  readonly firstPerson: string;
  readonly secondPerson: string;
};

export class Holds {
  private readonly insertEvent: Database.Statement;
  private readonly insertSignature: Database.Statement;
  private readonly selectEvent: Database.Statement<[number, string], bigint>;
  private readonly selectPayment: Database.Statement<[number], bigint>;
  private readonly lastEvent: Database.Statement<[], bigint>;

  constructor(db: Database.Database) {
    this.insertEvent = db.prepare(
      `INSERT INTO hold_events (id, deed, hold, event, rail, owner, digest)
       VALUES (?, ?, ?, ?, ?, ?, ?)`,
    );
    this.insertSignature = db.prepare(
      `INSERT INTO signatures (entry, deed, duty, first_person, second_person, digest)
       VALUES (?, ?, ?, ?, ?, ?)`,
    );
    this.selectEvent = db
      .prepare<[number, string], bigint>('SELECT id FROM hold_events WHERE hold = ? AND event = ?')
      .pluck();
    this.selectPayment = db
      .prepare<[number], bigint>(
        `SELECT 1 FROM entries e JOIN payments p
           ON p.id >= CASE WHEN e.payment > 0 THEN e.payment ELSE e.batch * 16777216 END
           AND p.id < CASE WHEN e.payment > 0 THEN e.payment + 1 ELSE (e.batch + 1) * 16777216 END
         WHERE e.id = ? AND e.batch > 0 AND p.hold_entry = e.id
           AND p.status IN ('dispatched', 'acknowledged', 'unknown', 'settled') LIMIT 1`,
      )
      .pluck();
    this.lastEvent = db.prepare<[], bigint>('SELECT coalesce(max(id), 0) FROM hold_events').pluck();
  }

  has(hold: number, event: HoldEvent): boolean {
    return this.selectEvent.get(hold, event) !== undefined;
  }

  /** Whether the payment that a hold is for was sent on its rail, by its own events or its status. */
  isDispatched(hold: number): boolean {
    return this.has(hold, 'dispatched') || this.selectPayment.get(hold) === 1n;
  }

  /** Keeps what happened to a hold; once each. */
  note(
    w: Writing,
    hold: number,
    event: HoldEvent,
    of: { readonly rail: string; readonly owner: string },
  ): void {
    assert(!this.has(hold, event), `a hold is ${event} once`);
    const id = Number(known(this.lastEvent.get(), 'the query answers one row')) + 1;
    const fields = [id, w.sequence, hold, event, of.rail, of.owner];
    const digest = w.rows.add('hold_events', fields);
    assert(this.insertEvent.run([...fields, digest]).changes === 1, 'the event was kept');
  }

  /** Keeps who signed for an entry; two different persons. */
  sign(w: Writing, entry: number, { duty, firstPerson, secondPerson }: Signature): void {
    assert(firstPerson !== secondPerson, 'two persons sign, not one twice');
    const fields = [entry, w.sequence, duty, firstPerson, secondPerson];
    const digest = w.rows.add('signatures', fields);
    assert(this.insertSignature.run([...fields, digest]).changes === 1, 'the signature was kept');
  }
}
