// One transaction of the writer: a single deed, or several that share one durable commit. Each deed
// of a group can be undone alone; whether a COMMIT that throws took effect is not known, so after it
// nothing more is done here.
import type Database from 'better-sqlite3';
import { assert } from '../domain/assert.ts';
import { Fault } from '../domain/result.ts';
import { classified } from './faults.ts';

/** What the book holds in memory of the transaction in hand. */
export type InMemory = {
  /** Writes what is written once per transaction: before every commit. */
  readonly flush: () => void;
  /** The deed is done, and its transaction may go on with another. */
  readonly settleDeed: () => void;
  /** The deed was undone on disk; its neighbours were not. */
  readonly undoDeed: () => void;
  /** The transaction committed. */
  readonly settle: () => void;
  /** The transaction was rolled back whole. */
  readonly undo: () => void;
};

/** What became of one deed of a group: its value, or what it threw. */
export type Settled<Value> =
  | { readonly done: true; readonly value: Value }
  | { readonly done: false; readonly error: unknown };

export class WriteTransaction {
  private readonly db: Database.Database;
  private readonly memory: InMemory;
  private readonly savepoint: Database.Statement;
  private readonly release: Database.Statement;
  private readonly rollbackTo: Database.Statement;
  private poisoned = false;
  private inGroup = false;

  constructor(db: Database.Database, memory: InMemory) {
    this.db = db;
    this.memory = memory;
    this.savepoint = db.prepare('SAVEPOINT deed');
    this.release = db.prepare('RELEASE deed');
    this.rollbackTo = db.prepare('ROLLBACK TO deed');
  }

  /** Whether it is no longer known what is on disk, or memory may differ from it. */
  get isPoisoned(): boolean {
    return this.poisoned;
  }

  /** Begins a deed: a transaction of its own, or a part of the group's that can be undone alone. */
  begin(): void {
    assert(!this.poisoned, 'a book whose commit is unknown takes no further deed');
    try {
      if (this.inGroup) this.savepoint.run();
      else this.db.exec('BEGIN IMMEDIATE');
    } catch (error) {
      throw classified(error);
    }
  }

  /** Ends a deed that was done: durable now, or with its group. */
  end(): void {
    if (this.inGroup) {
      this.release.run();
      this.memory.settleDeed();
      return;
    }
    this.memory.flush();
    this.commit();
    this.memory.settle();
  }

  /** Undoes all of a deed, on disk and in memory; if that fails, nothing more may be done here. */
  undo(): void {
    if (this.poisoned) return;
    this.poisoned = true;
    if (!this.inGroup) {
      this.rollBack();
    } else if (this.db.inTransaction) {
      this.rollbackTo.run();
      this.release.run();
      this.memory.undoDeed();
    }
    // Otherwise SQLite undid the whole group, which its end will find.
    this.poisoned = false;
  }

  /**
   * Does the deeds one after another and makes them durable by one commit, before it answers what
   * became of each. A deed that throws is undone alone. Where SQLite undoes all of them (the disk
   * fails) or the commit cannot begin, each is answered with that fault. `enough` is asked between
   * two deeds: those left over are not answered, and not begun.
   */
  group<Value>(
    deeds: readonly (() => Value)[],
    enough: () => boolean = () => false,
  ): readonly Settled<Value>[] {
    assert(!this.inGroup, 'a group is not part of another');
    this.begin();
    this.inGroup = true;
    const settled: Settled<Value>[] = [];
    try {
      for (const deed of deeds) {
        if (settled.length > 0 && enough()) break;
        settled.push(this.one(deed));
      }
      this.memory.flush();
    } catch (error) {
      if (this.poisoned) throw error;
      this.poisoned = true;
      this.rollBack();
      this.poisoned = false;
      const found = classified(error);
      return deeds.map(() => ({ done: false, error: found }));
    } finally {
      this.inGroup = false;
    }
    this.commit();
    this.memory.settle();
    return settled;
  }

  /** One deed of a group. Throws only what ends the group. */
  private one<Value>(deed: () => Value): Settled<Value> {
    try {
      return { done: true, value: deed() };
    } catch (error) {
      if (this.poisoned || !this.db.inTransaction) throw error;
      return { done: false, error };
    }
  }

  private rollBack(): void {
    if (this.db.inTransaction) this.db.exec('ROLLBACK');
    this.memory.undo();
  }

  private commit(): void {
    try {
      this.db.exec('COMMIT');
    } catch (error) {
      this.poisoned = true;
      throw new Fault('commit_unknown', String(error), { cause: error });
    }
  }
}
