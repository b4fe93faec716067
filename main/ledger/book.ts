// A book opened for writing: its connection and its trail, and the one way to change it: a deed, done
// whole or not at all, which is one link of the chain.
import { join } from 'node:path';
import type Database from 'better-sqlite3';
import {
  type ApprovalFacts,
  approvalNeeded,
  isSignedDeed,
  type SignedDeed,
} from '../domain/approval-policy.ts';
import { assert } from '../domain/assert.ts';
import type { BookRole } from '../domain/chart-of-accounts.ts';
import type { Context } from '../domain/context.ts';
import { authorise, type NotPermitted } from '../domain/permissions.ts';
import { policyFrom } from '../domain/policy.ts';
import { ok, type Refusal, type Result, refuse } from '../domain/result.ts';
import { BookTables } from './book-tables.ts';
import { assertDurable, openForWriting, type WritableDb } from './connection.ts';
import { classified } from './faults.ts';
import type { Writing } from './journal.ts';
import { createBook, markDemo, type NewBook, readOwn, setRole } from './own-row.ts';
import { Remarks } from './remarks.ts';
import { SCHEMA_VERSION } from './schema.ts';
import {
  type Answer,
  type DeedCall,
  type ForeseenCall,
  inputHashOf,
  type SubmissionIdReused,
  Submissions,
} from './submissions.ts';
import { appendLink, type ChainHead, LinkRows, readChainHead } from './trail.ts';
import { type InMemory, type Settled, WriteTransaction } from './write-transaction.ts';

export type SecondPersonRequired = Refusal<'second_person_required'>;

/** Milliseconds between two looks at what durability rests on (L15). */
const DURABLE_EVERY = 3_600_000;

export class Book extends BookTables {
  readonly file: string;
  readonly partySalt: Uint8Array;
  private ownRole: BookRole;
  private readonly connection: WritableDb;
  private readonly insertDeed: Database.Statement;
  private readonly submissions: Submissions;
  private readonly remarks: Remarks;
  private readonly transaction: WriteTransaction;
  private head: ChainHead;
  /** The head before the deed and before the transaction in hand: where an undo goes back to. */
  private deedHead: ChainHead;
  private durableHead: ChainHead;
  /** When the connection was last read back, milliseconds UTC. */
  private durableAt = 0;

  constructor(file: string, connection: WritableDb) {
    const { db } = connection;
    const { role, partySalt } = readOwn(db);
    super(db, role);
    this.file = file;
    this.connection = connection;
    this.ownRole = role;
    this.partySalt = partySalt;
    this.insertDeed = db.prepare(
      `INSERT INTO deeds (sequence, at, actor, deed, submission_id, input_hash, outcome, answer,
         program, row_count, rows_digest, previous, digest)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    );
    this.submissions = new Submissions(db);
    this.remarks = new Remarks(db);
    this.transaction = new WriteTransaction(db, this.inMemory());
    this.head = readChainHead(db);
    this.deedHead = this.head;
    this.durableHead = this.head;
  }

  /** Whether this is a demonstration, for good. */
  get demo(): boolean {
    return readOwn(this.db).demo;
  }

  /** What the book is for. */
  get role(): BookRole {
    return this.ownRole;
  }

  /** Gives an untouched book its role; a trigger refuses any other. */
  becomeRole(role: BookRole): void {
    setRole(this.db, role);
    this.readRole();
  }

  private readRole(): void {
    this.ownRole = readOwn(this.db).role;
    this.accounts.serve(this.ownRole);
  }

  /** Marks an untouched book as a demonstration; a trigger refuses any other. */
  becomeDemo(): void {
    markDemo(this.db);
  }

  /** The connection, for the ledger's own queries; nothing outside this room sees it. */
  get db(): Database.Database {
    return this.connection.db;
  }

  /** False once it was closed: it can be neither read nor written any more. */
  get isOpen(): boolean {
    return this.db.open;
  }

  chainHead(): ChainHead {
    return this.head;
  }

  /**
   * Does a deed: authorised, at most once per `submissionId`, whole or not at all, with its link.
   * Refusals in order: `submission_id_reused` (same id, other person, deed or input), the kept
   * refusal of an earlier try, `not_permitted`, then what `work` refuses. A refusal is kept in the
   * trail and changes nothing else. A COMMIT that throws is *unknown*: the book takes no further deed
   * and the process must end (fault `commit_unknown`); the next process looks the submission up. A
   * disk that is full or fails before that is a fault of `classified`, and the deed is undone.
   */
  perform<A extends Answer, R extends Refusal>(
    call: DeedCall,
    context: Context,
    work: (w: Writing) => Result<A, R>,
  ): Result<A, R | NotPermitted | SubmissionIdReused> {
    assert(!isSignedDeed(call.deed) || !this.people.exist(), 'what others sign for is gated');
    return this.performDeed(call, context, work);
  }

  /**
   * Does a deed that others must stand for: refused `second_person_required` (with the row of the
   * policy table) where the book has people and a row applies to `facts`, else as {@link perform}; before
   * either what `may` refuses to the one who asks.
   */
  performSigned<A extends Answer, R extends Refusal>(
    call: DeedCall & { readonly deed: SignedDeed },
    facts: () => Omit<ApprovalFacts, 'deed'>,
    context: Context,
    work: (w: Writing) => Result<A, R>,
    may: () => Result<unknown, R> = () => ok(null),
  ): Result<A, R | NotPermitted | SubmissionIdReused | SecondPersonRequired> {
    return this.performDeed<A, R | SecondPersonRequired>(call, context, (w) => {
      const first = may();
      if (!first.ok) return first;
      if (!this.people.exist()) return work(w);
      const { deed } = call;
      const rule = approvalNeeded({ deed, ...facts() }, policyFrom(this.policies.inForce()));
      if (rule === null) return work(w);
      return refuse({ code: 'second_person_required', deed, rule: rule.id });
    });
  }

  private performDeed<A extends Answer, R extends Refusal>(
    call: DeedCall,
    context: Context,
    work: (w: Writing) => Result<A, R>,
  ): Result<A, R | NotPermitted | SubmissionIdReused> {
    const foreseen = this.foresee<A, R>(call, context);
    if (foreseen !== null) return foreseen;
    const outcome = this.attempt(call, context, work);
    if (!outcome.ok) this.keepRefusal(call, context, outcome.refusal);
    return outcome;
  }

  /**
   * Does several deeds, each a call of {@link perform}, under one durable commit, and answers what
   * became of each only then. One that throws is undone alone, one that is refused is kept so; each
   * has its own place in the trail. A commit that throws is unknown for all of them. `enough` is
   * asked between two: deeds left over are not begun and not answered.
   */
  together<Value>(
    deeds: readonly (() => Value)[],
    enough?: () => boolean,
  ): readonly Settled<Value>[] {
    return this.transaction.group(deeds, enough);
  }

  /**
   * What {@link perform} will answer whatever its work finds: the answer that was given before, or
   * its first refusals; null when the work decides. For who must read much before the deed can
   * begin: what was asked before is answered even where that can no longer be read. `input` is null
   * while it is not known yet; a refusal is then not kept, for there is nothing to bind it to.
   */
  foresee<A extends Answer, R extends Refusal>(
    call: ForeseenCall,
    context: Context,
  ): Result<A, R | NotPermitted | SubmissionIdReused> | null {
    assert(!this.transaction.isPoisoned, 'a book whose commit is unknown takes no further deed');
    const { input } = call;
    const kept = this.submissions.find(call.submissionId);
    const { id } = context.actor;
    if (kept !== null && (input !== null || kept.deed !== call.deed || kept.actor !== id)) {
      return this.submissions.answerAgain(kept, call, id, this.demo);
    }
    const permitted = authorise(call.deed, context.actor, input);
    if (permitted.ok) return null;
    if (input !== null) this.keepRefusal({ ...call, input }, context, permitted.refusal);
    return permitted;
  }

  /** What was answered to this submission before, or null: how an unknown commit is resolved. */
  answerOf(submissionId: string): { outcome: string; answer: unknown } | null {
    const kept = this.submissions.find(submissionId);
    if (kept === null) return null;
    return { outcome: kept.outcome, answer: JSON.parse(kept.answer) };
  }

  private attempt<A extends Answer, R extends Refusal>(
    call: DeedCall,
    context: Context,
    work: (w: Writing) => Result<A, R>,
  ): Result<A, R> {
    const w = this.begin(context.now);
    try {
      const result = work(w);
      if (result.ok) this.finishDone(w, call, context, result.value);
      else this.transaction.undo();
      return result;
    } catch (error) {
      this.transaction.undo();
      throw classified(error);
    }
  }

  /** Keeps the deed's words with it, under a salt of their own. */
  private finishDone(w: Writing, call: DeedCall, context: Context, answer: Answer): void {
    const { remark } = call;
    const salt = remark === undefined || remark.text === '' ? null : context.ids.bytes(16);
    if (remark !== undefined && salt !== null) this.remarks.keep(w, remark, salt);
    this.finish(w, call, context.actor.id, inputHashOf(call, salt), 'done', answer);
  }

  private keepRefusal(call: DeedCall, context: Context, refusal: Refusal): void {
    const w = this.begin(context.now);
    try {
      this.finish(w, call, context.actor.id, inputHashOf(call, null), 'refused', refusal);
    } catch (error) {
      this.transaction.undo();
      throw classified(error);
    }
  }

  /**
   * Reads back what durability rests on, at most once an hour, before deeds are begun (L15). `now`
   * is milliseconds UTC. Faults as `assertDurable`: the deeds are then not begun.
   */
  assertStillDurable(now: number): void {
    if (Math.abs(now - this.durableAt) < DURABLE_EVERY) return;
    assertDurable(this.db);
    this.durableAt = now;
  }

  private begin(now: number): Writing {
    this.transaction.begin();
    const at = Math.max(now, this.head.at + 1);
    return { sequence: this.head.sequence + 1, at, rows: new LinkRows(this.journal.folds) };
  }

  private finish(
    w: Writing,
    call: ForeseenCall,
    actor: string,
    inputHash: Buffer,
    outcome: 'done' | 'refused',
    answer: unknown,
  ): void {
    this.balances.assertExplained();
    this.journal.endDeed(w);
    this.payments.flush(w);
    const deed = {
      sequence: w.sequence,
      at: w.at,
      actor,
      deed: call.deed,
      submissionId: call.submissionId,
      inputHash,
      outcome,
      answer: JSON.stringify(answer),
      program: SCHEMA_VERSION,
    };
    // The first link names the book as it is when that deed ends: it may just have become a demo.
    const previous = this.head.sequence === 0 ? readChainHead(this.db) : this.head;
    this.head = appendLink(this.insertDeed, previous, deed, w.rows.finish());
    this.transaction.end();
  }

  /** What moves in memory with the transaction. */
  private inMemory(): InMemory {
    const back = (head: ChainHead): void => {
      this.days.discard();
      this.journal.discard();
      this.payments.discard();
      this.master.discard();
      this.head = head;
      this.deedHead = head;
      // Only a book's first deed gives it another role, and that deed may just have been undone.
      if (head.sequence === 0) this.readRole();
    };
    return {
      flush: () => this.accounts.flush(),
      settleDeed: () => {
        this.accounts.settleDeed();
        this.deedHead = this.head;
      },
      undoDeed: () => {
        this.accounts.undoDeed();
        back(this.deedHead);
      },
      settle: () => {
        this.accounts.settle();
        this.deedHead = this.head;
        this.durableHead = this.head;
      },
      undo: () => {
        this.accounts.undo();
        back(this.durableHead);
      },
    };
  }

  /** Closes the connection in order: the WAL is folded back into the book. */
  close(): void {
    if (!this.db.open) return;
    if (!this.transaction.isPoisoned) this.db.pragma('wal_checkpoint(TRUNCATE)');
    this.db.close();
  }
}

/**
 * Opens the book in `folder`, made there first where there is none. The caller holds the folder's
 * lock. Faults as `openForWriting`.
 */
export function openBook(
  folder: string,
  fresh: NewBook,
  random: (count: number) => Uint8Array,
): Book {
  const file = join(folder, 'book.db');
  const connection = openForWriting(file);
  const { db } = connection;
  try {
    if (Number(db.pragma('user_version', { simple: true })) === 0)
      createBook(db, fresh, random(32));
    return new Book(file, connection);
  } catch (error) {
    db.close();
    throw error;
  }
}
