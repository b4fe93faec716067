// Which payments hold a text: searched by SQL a slice at a time, so that other questions are
// answered in between, and kept by slot, so that the next page of the same search costs nothing.
import type Database from 'better-sqlite3';
import type { ChangedRange } from './changed-payments.ts';
import type { ReadableDb } from './connection.ts';
import type { TextHits } from './payment-filter.ts';
import { paymentId } from './payment-ids.ts';
import { ABSENT, type PaymentTable } from './payment-table.ts';
import { likeAnywhere, type QueueFilter } from './queue-question.ts';
import { INFORMATION_TEXTS, PAYMENT_TEXTS, toldTextSql } from './read-queue.ts';
import { folded, roughly, withToldText } from './told-text.ts';

/** Searches kept, the latest asked for last; each costs a byte per payment. */
const SEARCHES_KEPT = 4;

/** Records searched in one go: some milliseconds. */
const SLICE_RECORDS = 10_000;

export type TextSearch = {
  readonly text: string;
  /** Looked for in what somebody is told who may not see accounts. */
  readonly told: boolean;
  hits: TextHits;
  /** Slots from here on have been searched; 0 when all have. */
  from: number;
};

type Params = [number, number, ...string[]];

export class PaymentTexts {
  private readonly table: PaymentTable;
  private readonly selectPayments: Database.Statement<Params, number>;
  private readonly selectInformations: Database.Statement<Params, number>;
  private readonly selectTold: Database.Statement<[number, number, string, string], number>;
  private readonly searches = new Map<string, TextSearch>();

  constructor({ db }: ReadableDb, table: PaymentTable) {
    this.table = table;
    const anyOf = (columns: readonly string[]) =>
      columns.map((column) => `${column} LIKE ? ESCAPE '\\'`).join(' OR ');
    this.selectPayments = db
      .prepare<Params, number>(
        `SELECT p.id FROM payments p LEFT JOIN creditors c ON c.payment = p.id
         WHERE p.id BETWEEN ? AND ? AND (${anyOf(PAYMENT_TEXTS)})`,
      )
      .safeIntegers(false)
      .pluck();
    this.selectInformations = db
      .prepare<Params, number>(
        `SELECT i.id FROM payment_informations i JOIN batches b ON b.id = i.batch
         LEFT JOIN debtors d ON d.payment_information = i.id
         WHERE i.id BETWEEN ? AND ? AND (${anyOf(INFORMATION_TEXTS)})`,
      )
      .safeIntegers(false)
      .pluck();
    this.selectTold = withToldText(db)
      .prepare<[number, number, string, string], number>(
        `SELECT p.id FROM payments p
         JOIN payment_informations i ON i.id = p.payment_information
         JOIN batches b ON b.id = i.batch
         LEFT JOIN debtors d ON d.payment_information = i.id
         LEFT JOIN creditors c ON c.payment = p.id
         WHERE p.id BETWEEN ? AND ? AND ${toldTextSql()}`,
      )
      .safeIntegers(false)
      .pluck();
  }

  /** The search for a text, begun or under way or done: done when its `from` is 0. */
  search({ text = '', told = false }: Pick<QueueFilter, 'text' | 'told'>): TextSearch {
    const key = `${told ? 'told' : 'whole'} ${text}`;
    const kept = this.searches.get(key);
    if (kept !== undefined) return kept;
    const { length } = this.table;
    const search = { text, told, hits: new Uint8Array(length), from: length };
    if (this.searches.size >= SEARCHES_KEPT) {
      const [oldest] = this.searches.keys();
      if (oldest !== undefined) this.searches.delete(oldest);
    }
    this.searches.set(key, search);
    return search;
  }

  /** Searches the next slice, the newest payments first. */
  step(search: TextSearch): void {
    const batch = this.table.batches.findLast((each) => each.firstSlot < search.from);
    if (batch === undefined) {
      search.from = 0;
      return;
    }
    const end = Math.min(search.from, batch.firstSlot + batch.records);
    const first = Math.max(batch.firstSlot, end - SLICE_RECORDS);
    this.scan(search, batch.id, batch.firstSlot, first, end);
    search.from = first;
  }

  /** Searches what was added since, for every kept search. */
  follow(ranges: readonly ChangedRange[]): void {
    for (const { batch: id, firstRecord, lastRecord } of ranges) {
      const batch = this.table.batch(id);
      if (batch === null) continue;
      const first = batch.firstSlot + firstRecord;
      const end = batch.firstSlot + Math.min(lastRecord + 1, batch.records);
      for (const search of this.searches.values()) {
        if (search.hits.length < this.table.length) {
          const hits = new Uint8Array(this.table.length);
          hits.set(search.hits);
          search.hits = hits;
        }
        this.scan(search, id, batch.firstSlot, first, end);
      }
    }
  }

  /** Marks the slots of one batch from `first` up to `end` that hold the text. */
  private scan(
    search: TextSearch,
    batch: number,
    firstSlot: number,
    first: number,
    end: number,
  ): void {
    const base = paymentId(batch, 0) - firstSlot;
    if (search.told) {
      const sought = [likeAnywhere(roughly(search.text)), folded(search.text)] as const;
      for (const id of this.selectTold.iterate(base + first, base + end - 1, ...sought)) {
        search.hits[id - base] = 1;
      }
      return;
    }
    const pattern = likeAnywhere(search.text);
    const own = PAYMENT_TEXTS.map(() => pattern);
    for (const id of this.selectPayments.iterate(base + first, base + end - 1, ...own)) {
      search.hits[id - base] = 1;
    }
    const { information, informations, status } = this.table;
    let lowest = Number.POSITIVE_INFINITY;
    let highest = 0;
    for (let slot = first; slot < end; slot += 1) {
      if (status[slot] === ABSENT) continue;
      const id = informations[information[slot] ?? 0]?.id ?? 0;
      lowest = Math.min(lowest, id);
      highest = Math.max(highest, id);
    }
    if (highest === 0) return;
    const shared = INFORMATION_TEXTS.map(() => pattern);
    const found = new Set(this.selectInformations.all(lowest, highest, ...shared));
    if (found.size === 0) return;
    for (let slot = first; slot < end; slot += 1) {
      if (status[slot] === ABSENT) continue;
      if (found.has(informations[information[slot] ?? 0]?.id ?? 0)) search.hits[slot] = 1;
    }
  }
}
