// The journal: entries made of two-ended postings, and holds that are posted or voided exactly
// once. Everything is appended; a mistake gets a linked correcting entry.
import type Database from 'better-sqlite3';
import { assert, known } from '../domain/assert.ts';
import type { Posting } from '../domain/chart-of-accounts.ts';
import { ok, type Refusal, type Result, refuse } from '../domain/result.ts';
import { reversed } from '../domain/row-postings.ts';
import { type Balances, LAYERS, type Layer } from './balances.ts';
import { type BulkInsert, bulkInsert } from './bulk-insert.ts';
import type { Days } from './days.ts';
import {
  ENTRY_COLUMNS,
  type Entry,
  type EntryHead,
  type EntryRow,
  type InsufficientFunds,
  type InsufficientLiquidity,
  isBooked,
  POSTING_COLUMNS,
  type PostingRow,
  type Resolution,
  split,
} from './entries.ts';
import type { NewEntry } from './entry-request.ts';
import { RecentHolds } from './recent-holds.ts';
import { type LinkRows, newJournalFolds } from './trail.ts';

/** The deed in hand: its place in the trail and the rows its link will cover. */
export type Writing = {
  readonly sequence: number;
  /** Milliseconds UTC, as the trail will show it. */
  readonly at: number;
  readonly rows: LinkRows;
};

export class Journal {
  /** What its rows are hashed with, deed by deed. */
  readonly folds = newJournalFolds();
  private readonly balances: Balances;
  private readonly entries: BulkInsert;
  private readonly postings: BulkInsert;
  private readonly insertMarks: Database.Statement;
  private readonly selectEntry: Database.Statement<[number], EntryRow>;
  private readonly selectPostings: Database.Statement<[bigint, bigint], PostingRow>;
  private readonly selectResolver: Database.Statement<[number], number>;
  private readonly selectCorrection: Database.Statement<[number], number>;
  private readonly selectCorrectionFor: Database.Statement<[number, number], number>;
  private readonly selectLast: Database.Statement<[], { entry: bigint; posting: bigint }>;
  private nextEntry = 1;
  private nextPosting = 1;
  /** Entries below this id are on disk; those from it on may still be collected. */
  private firstCollected = 1;
  private readonly recentHolds = new RecentHolds();
  private readonly days: Days;

  constructor(db: Database.Database, balances: Balances, days: Days) {
    this.balances = balances;
    this.days = days;
    this.entries = bulkInsert(db, 'entries', ENTRY_COLUMNS, { fold: this.folds.entries });
    this.postings = bulkInsert(db, 'postings', POSTING_COLUMNS, {
      among: { layer: LAYERS },
      fold: this.folds.postings,
    });
    this.insertMarks = db.prepare(
      'INSERT INTO journal_marks (deed, entries, postings) VALUES (?, ?, ?)',
    );
    this.selectEntry = db.prepare(
      `SELECT event, batch, payment, corrects, value_date, first_posting, posting_count
       FROM entries WHERE id = ?`,
    );
    this.selectPostings = db.prepare(
      `SELECT debit_account, credit_account, amount, currency, layer
       FROM postings WHERE id >= ? AND id < ? ORDER BY id`,
    );
    // The second condition is what lets SQLite use the partial index.
    this.selectResolver = db
      .prepare<[number], number>('SELECT id FROM entries WHERE resolves = ? AND resolves > 0')
      .pluck();
    this.selectCorrection = db
      .prepare<[number], number>('SELECT id FROM entries WHERE corrects = ? AND corrects > 0')
      .pluck();
    this.selectCorrectionFor = db
      .prepare<[number, number], number>(
        'SELECT id FROM entries WHERE corrects = ? AND corrects > 0 AND payment = ?',
      )
      .pluck();
    this.selectLast = db.prepare(
      `SELECT (SELECT coalesce(max(id), 0) FROM entries)  AS entry,
              (SELECT coalesce(max(id), 0) FROM postings) AS posting`,
    );
    this.discard();
  }

  /**
   * Holds every posting of the entry, or none, and answers the entry's id. Refuses
   * `insufficient_funds` when an account that is debited lacks the sum, then
   * `insufficient_liquidity` when our own account that is credited does; the account is named.
   */
  hold(
    w: Writing,
    head: EntryHead,
    postings: readonly Posting[],
  ): Result<number, InsufficientFunds | InsufficientLiquidity> {
    const account = this.shortOf('debit', 'hold', postings);
    if (account !== null) return refuse({ code: 'insufficient_funds', account });
    const own = this.shortOf('credit', 'hold', postings);
    if (own !== null) return refuse({ code: 'insufficient_liquidity', account: own });
    return ok(this.append(w, head, 'hold', postings, 0, 0));
  }

  /** Books every posting of the entry, or none; refuses as {@link hold}. */
  post(
    w: Writing,
    head: EntryHead,
    postings: readonly Posting[],
  ): Result<number, InsufficientFunds> {
    const account = this.shortOf('debit', 'post', postings);
    if (account !== null) return refuse({ code: 'insufficient_funds', account });
    return ok(this.append(w, head, 'post', postings, 0, 0));
  }

  /** Writes an entry that was checked against every rule (see `enter`), and answers its id. */
  write(w: Writing, entry: NewEntry): number {
    const { kind, head, postings, corrects } = entry;
    const side = kind === 'hold' ? this.shortOf('credit', kind, postings) : null;
    assert(side === null, 'own liquidity was checked');
    assert(this.shortOf('debit', kind, postings) === null, 'funds were checked');
    return this.append(w, head, kind, postings, 0, corrects);
  }

  /**
   * Posts, voids or expires a held entry. A hold is resolved exactly once: a second time is a bug
   * of the caller (its status said so) and is caught by a unique index as well. `parts` has what of
   * each held posting is booked, in minor units and in order; the rest of it is voided.
   */
  resolve(
    w: Writing,
    head: EntryHead,
    holdEntry: number,
    as: Resolution,
    parts: readonly bigint[] | null = null,
  ): number {
    assert(holdEntry < this.nextEntry, 'a hold is there before it ends');
    const held = this.postingsHeld(holdEntry);
    if (parts === null) return this.append(w, head, as, held, holdEntry, 0);
    assert(as === 'post_hold', 'only what is posted has parts');
    const { postings, layers } = split(held, parts);
    return this.append(w, head, layers, postings, holdEntry, 0);
  }

  /**
   * Books the reverse of a booked entry, linked to it, with the original value date (R7). Refuses
   * `entry_already_corrected`, then `entry_is_not_booked`, then `insufficient_funds`.
   */
  correct(
    w: Writing,
    head: EntryHead,
    original: number,
  ): Result<
    number,
    Refusal<'entry_already_corrected' | 'entry_is_not_booked' | 'insufficient_funds'>
  > {
    this.flush();
    if (this.selectCorrection.get(original) !== undefined) {
      return refuse({ code: 'entry_already_corrected', entry: original });
    }
    const entry = this.entry(original);
    const booked = entry.postings.filter((_, at) => isBooked(known(entry.layers[at], 'layered')));
    if (booked.length === 0) return refuse({ code: 'entry_is_not_booked', entry: original });
    const back = booked.map(reversed);
    assert(original < this.nextEntry, 'an entry is there before it is corrected');
    const account = this.shortOf('debit', 'post', back);
    if (account !== null) return refuse({ code: 'insufficient_funds', account });
    const dated = { ...head, valueDate: entry.valueDate };
    return ok(this.append(w, dated, 'post', back, 0, original));
  }

  private heldPostings(holdEntry: number): readonly Posting[] {
    const held = this.entry(holdEntry);
    assert(held.layer === 'hold', 'only a hold is resolved');
    return held.postings;
  }

  /** The entry with this id; a bug where there is none, for ids come from the book itself. */
  entry(id: number): Entry {
    if (id >= this.firstCollected) this.flush();
    const row = known(this.selectEntry.get(id), `entry ${id} exists`);
    const rows = this.selectPostings.all(row.first_posting, row.first_posting + row.posting_count);
    const first = known(rows[0], 'an entry has postings');
    return {
      id,
      event: row.event,
      batch: Number(row.batch),
      payment: Number(row.payment),
      corrects: Number(row.corrects),
      valueDate: row.value_date,
      layer: first.layer,
      layers: rows.map((posting) => posting.layer),
      postings: rows.map((posting) => ({
        debitAccount: Number(posting.debit_account),
        creditAccount: Number(posting.credit_account),
        amount: { minor: posting.amount, currency: posting.currency },
      })),
    };
  }

  /** The postings of a hold that is pending; those of a recent one need no reading. */
  postingsHeld(holdEntry: number): readonly Posting[] {
    return this.recentHolds.of(holdEntry) ?? this.heldPostings(holdEntry);
  }

  /** Whether an entry was corrected already, for this payment. */
  isCorrected(id: number, payment: number): boolean {
    this.flush();
    return this.selectCorrectionFor.get(id, payment) !== undefined;
  }

  /** Whether an entry with this id exists. */
  has(id: number): boolean {
    return id >= 1 && id < this.nextEntry;
  }

  /** The entry that posted or voided a hold, or 0 while it is pending. */
  resolverOf(holdEntry: number): number {
    this.flush();
    return Number(this.selectResolver.get(holdEntry) ?? 0);
  }

  /**
   * Books an entry that undoes part of an earlier one and is linked to it (D5: one item of a
   * booked batch). The caller's status keeps it to once; refuses as {@link hold}.
   */
  postLinked(
    w: Writing,
    head: EntryHead,
    postings: readonly Posting[],
    corrects: number,
  ): Result<number, InsufficientFunds> {
    const account = this.shortOf('debit', 'post', postings);
    if (account !== null) return refuse({ code: 'insufficient_funds', account });
    return ok(this.append(w, head, 'post', postings, 0, corrects));
  }

  /** The first account that lacks what `postings` take from it on `side`, or null. */
  private shortOf(
    side: 'debit' | 'credit',
    layer: 'hold' | 'post',
    postings: readonly Posting[],
  ): number | null {
    const [only] = postings;
    if (only !== undefined && postings.length === 1) {
      const account = side === 'debit' ? only.debitAccount : only.creditAccount;
      if (!this.balances.isGiver(account, side)) return null;
      return this.balances.covers(account, only.amount.minor, layer) ? null : account;
    }
    const wanted = new Map<number, bigint>();
    for (const { debitAccount, creditAccount, amount } of postings) {
      const account = side === 'debit' ? debitAccount : creditAccount;
      if (!this.balances.isGiver(account, side)) continue;
      wanted.set(account, (wanted.get(account) ?? 0n) + amount.minor);
    }
    for (const [account, amount] of wanted) {
      if (!this.balances.covers(account, amount, layer)) return account;
    }
    return null;
  }

  private append(
    w: Writing,
    head: EntryHead,
    layers: Layer | readonly Layer[],
    lines: readonly Posting[],
    resolves: number,
    corrects: number,
  ): number {
    assert(lines.length > 0, 'an entry has at least one posting');
    const id = this.nextEntry++;
    const firstPosting = this.nextPosting;
    this.days.book(w, head.bookingDate, id, firstPosting);
    for (const [at, posting] of lines.entries()) {
      const layer = typeof layers === 'string' ? layers : known(layers[at], 'one for each line');
      this.appendPosting(id, layer, posting);
    }
    this.entries.add([
      id,
      w.sequence,
      head.event,
      head.batch,
      head.payment,
      resolves,
      corrects,
      head.bookingDate,
      head.valueDate,
      head.settlementDate,
      firstPosting,
      lines.length,
    ]);
    if (layers === 'hold') this.recentHolds.remember(id, lines);
    return id;
  }

  /** Moves the balances for one posting, and collects its row. */
  private appendPosting(entry: number, layer: Layer, posting: Posting): void {
    const { debitAccount, creditAccount, amount } = posting;
    const { balances } = this;
    assert(balances.rule(debitAccount).currency === amount.currency, 'currency of the ends');
    const id = this.nextPosting++;
    const previousDebit = balances.lastPosting(debitAccount);
    const previousCredit = balances.lastPosting(creditAccount);
    assert(id > previousDebit && id > previousCredit, 'postings come in their order');
    balances.move(layer, debitAccount, creditAccount, amount.minor, id);
    this.postings.add([
      id,
      entry,
      layer,
      debitAccount,
      creditAccount,
      amount.minor,
      amount.currency,
      previousDebit,
      previousCredit,
    ]);
  }

  /** Writes what is collected: before any read of the same rows and before commit. */
  flush(): void {
    this.entries.flush();
    this.postings.flush();
    this.firstCollected = this.nextEntry;
  }

  /** Writes what is left of the deed in hand: what is collected, and the marks of its rows. */
  endDeed(w: Writing): void {
    this.flush();
    const { entries, postings } = this.folds;
    if (entries.count === 0) return;
    const kept = this.insertMarks.run(w.sequence, entries.keptMarks(), postings.keptMarks());
    assert(kept.changes === 1, 'the marks were kept');
  }

  /** Forgets what a rolled-back transaction collected and takes the next ids from the disk. */
  discard(): void {
    this.entries.discard();
    this.postings.discard();
    this.recentHolds.forget();
    const last = known(this.selectLast.get(), 'the query answers one row');
    this.nextEntry = Number(last.entry) + 1;
    this.nextPosting = Number(last.posting) + 1;
    this.firstCollected = this.nextEntry;
  }
}
