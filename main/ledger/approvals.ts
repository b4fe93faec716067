// What persons said of payments that wait for a signature, and the edits that make earlier words
// void: each word is bound to the version and the hash of what was shown. And who reminded of one.
import type Database from 'better-sqlite3';
import { assert } from '../domain/assert.ts';
import type { GivenSignature, Spoken } from '../domain/signing.ts';
import type { ReadableDb } from './connection.ts';
import type { Writing } from './journal.ts';
import { batchOf, recordOf } from './payment-ids.ts';
import { nextId } from './retention.ts';

export type ApprovalWord = 'approved' | 'rejected';

/** A word to keep. `shown` is the 32 bytes of the hash of what the person saw. */
export type NewApproval = {
  readonly payment: number;
  readonly version: number;
  readonly word: ApprovalWord;
  readonly level: number;
  readonly rule: string;
  readonly shown: Uint8Array;
  readonly person: string;
};

export class Approvals {
  private readonly db: Database.Database;
  private readonly selectGiven: Database.Statement<
    [number, Uint8Array],
    { level: bigint; person: string; sequence: bigint }
  >;
  private readonly selectMakers: Database.Statement<[MakersAsked], string>;
  private readonly selectMaking: Database.Statement<[MakersAsked], MakingRow>;
  private readonly selectVersion: Database.Statement<[number], bigint>;

  constructor(db: Database.Database) {
    this.db = db;
    this.selectGiven = db.prepare(
      `SELECT level, person, deed AS sequence FROM approvals
       WHERE payment = ? AND word = 'approved' AND shown = ? ORDER BY id`,
    );
    this.selectMakers = db.prepare<[MakersAsked], string>(MAKERS).pluck();
    this.selectMaking = db.prepare<[MakersAsked], MakingRow>(MAKING);
    this.selectVersion = db.prepare<[number], bigint>(VERSION).pluck();
  }

  /** The version of a payment: 1 as it came, one more with each edit. */
  versionOf(payment: number): number {
    return Number(this.selectVersion.get(payment) ?? 1n);
  }

  /** Who submitted, decided or edited a payment: nobody of them signs for it. */
  makersOf(payment: number): readonly string[] {
    return this.selectMakers.all(makersAsked(payment));
  }

  /** Each deed that made a payment what it is, by its name, with who did it. */
  makingOf(payment: number): readonly (Spoken & { readonly deed: string })[] {
    const rows = this.selectMaking.all(makersAsked(payment));
    return rows.map(({ sequence, actor, deed }) => ({
      person: actor,
      sequence: Number(sequence),
      deed,
    }));
  }

  /** The signatures that stand for exactly what `shown` is the hash of. */
  given(payment: number, shown: Uint8Array): readonly GivenSignature[] {
    const rows = this.selectGiven.all(payment, shown);
    return rows.map(({ level, person, sequence }) => ({
      level: Number(level),
      person,
      sequence: Number(sequence),
    }));
  }

  /** Keeps one word. */
  say(w: Writing, said: NewApproval): void {
    const { payment, version, word, level, rule, shown, person } = said;
    const id = nextId(this.db, 'approvals');
    const fields = [id, w.sequence, payment, version, word, level, rule, shown, person];
    const digest = w.rows.add('approvals', fields);
    const insert = this.db.prepare('INSERT INTO approvals VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)');
    assert(insert.run([...fields, digest]).changes === 1, 'the word was kept');
  }

  /** Keeps that whoever the payment waits for was reminded of it. */
  remind(w: Writing, payment: number, person: string): void {
    const id = nextId(this.db, 'payment_reminders');
    const fields = [id, w.sequence, payment, person];
    const digest = w.rows.add('payment_reminders', fields);
    const insert = this.db.prepare('INSERT INTO payment_reminders VALUES (?, ?, ?, ?, ?)');
    assert(insert.run([...fields, digest]).changes === 1, 'the reminder was kept');
  }

  /** Keeps an edit and answers the version it makes: every signature before it is void. */
  amend(w: Writing, payment: number, person: string): number {
    const id = nextId(this.db, 'amendments');
    const version = this.versionOf(payment) + 1;
    const fields = [id, w.sequence, payment, version, person];
    const digest = w.rows.add('amendments', fields);
    const insert = this.db.prepare('INSERT INTO amendments VALUES (?, ?, ?, ?, ?, ?)');
    assert(insert.run([...fields, digest]).changes === 1, 'the edit was kept');
    return version;
  }
}

/** When a payment was last reminded of, milliseconds UTC; null where it never was. */
export function readRemindedAt({ db }: ReadableDb, payment: number): number | null {
  const at = db
    .prepare<[number], bigint | null>(
      `SELECT max(d.at) FROM payment_reminders r JOIN deeds d ON d.sequence = r.deed
       WHERE r.payment = ?`,
    )
    .pluck()
    .get(payment);
  return typeof at === 'bigint' ? Number(at) : null;
}

const VERSION = 'SELECT max(version) FROM amendments WHERE payment = ?';

/** By the trail: who submitted its batch, who decided or mended it, who edited it. */
const MAKING = `SELECT sequence, actor, deed FROM deeds WHERE sequence IN (
    SELECT deed FROM batches WHERE id = @batch
    UNION SELECT deed FROM status_changes
      WHERE batch = @batch AND first_record <= @record AND last_record >= @record
        AND from_status IN ('in_review', 'in_repair')
    UNION SELECT deed FROM amendments WHERE payment = @payment)
  ORDER BY sequence`;

type MakingRow = { sequence: bigint; actor: string; deed: string };

/** The actors of the same, each once. */
export const MAKERS = `SELECT DISTINCT actor FROM (${MAKING}) ORDER BY actor`;

/** What {@link MAKERS} is asked with. */
export type MakersAsked = {
  readonly batch: number;
  readonly record: number;
  readonly payment: number;
};

export function makersAsked(payment: number): MakersAsked {
  return { batch: batchOf(payment), record: recordOf(payment), payment };
}
