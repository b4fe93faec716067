// The queue as a reader answers it: from the index in memory once that is read in, and by SQL until
// then, so that the first page never waits for the last payment.
import type { ReadableDb } from './connection.ts';
import { PaymentIndex } from './payment-index.ts';
import { PaymentTexts } from './payment-texts.ts';
import type { QueueFilter, QueueQuestion } from './queue-question.ts';
import { type Found, type FoundAsked, readFound } from './read-found.ts';
import { lastSequence, type QueuePage, readPageBySql, readRows } from './read-queue.ts';
import { type ReviewPage, readReviewBySql, readReviewRows } from './read-review.ts';

/** Commits whose changes are taken up in one go: some milliseconds. */
const SLICE_COMMITS = 4;

const OLDEST_FIRST = { by: 'receivedAt', descending: false } as const;

export class QueueReader {
  private readonly connection: ReadableDb;
  private readonly index: PaymentIndex;
  private readonly texts: PaymentTexts;

  constructor(connection: ReadableDb) {
    this.connection = connection;
    this.index = new PaymentIndex(connection);
    this.texts = new PaymentTexts(connection, this.index.table);
  }

  /** Whether pages come from the index. */
  get complete(): boolean {
    return this.index.complete;
  }

  /** Reads in the next slice of payments; false when there is nothing left to read in. */
  loadSlice(): boolean {
    return this.index.loadSlice();
  }

  /**
   * Brings the index and the searches to what the read transaction in hand sees. Every answer
   * begins with it; doing it after each commit leaves little to do when somebody asks.
   */
  private follow(): void {
    while (this.followSlice());
  }

  /** The same for a few commits: false when nothing is left that the transaction sees. */
  followSlice(): boolean {
    const { added, more } = this.index.refresh(SLICE_COMMITS);
    if (added.length > 0) this.texts.follow(added);
    return more;
  }

  /** Looks for a text in the next slice of payments; false when it has been looked for in all. */
  searchSlice(filter: QueueFilter): boolean {
    if (!this.complete) return false;
    this.follow();
    const search = this.texts.search(filter);
    if (search.from > 0) this.texts.step(search);
    return search.from > 0;
  }

  /** A page of the queue. A text of the filter has been looked for before, by `searchSlice`. */
  page(question: QueueQuestion): QueuePage {
    if (!this.complete) return readPageBySql(this.connection, question);
    this.follow();
    const { filter, sort, offset, limit } = question;
    const slots = this.index.slots(filter, sort, this.hitsOf(filter));
    const ids = this.idsOf(slots.subarray(offset, offset + limit));
    return {
      total: slots.length,
      offset,
      sequence: lastSequence(this.connection),
      complete: true,
      rows: readRows(this.connection, ids),
    };
  }

  /** What a rule held, the first received first. */
  review(asked: { readonly offset: number; readonly limit: number }): ReviewPage {
    if (!this.complete) return readReviewBySql(this.connection, asked);
    this.follow();
    const { offset, limit } = asked;
    const slots = this.index.slots({ statuses: ['in_review'] }, OLDEST_FIRST, null);
    const ids = this.idsOf(slots.subarray(offset, offset + limit));
    return { total: slots.length, offset, rows: readReviewRows(this.connection, ids) };
  }

  /** Payments and batches by any of their ids. */
  find(asked: FoundAsked): Found {
    this.follow();
    return readFound(this.connection, this.index, asked);
  }

  private idsOf(slots: Uint32Array): number[] {
    return Array.from(slots, (slot) => this.index.table.paymentAt(slot));
  }

  private hitsOf(filter: QueueFilter): Uint8Array | null {
    if (filter.text === undefined || filter.text === '') return null;
    const search = this.texts.search(filter);
    while (search.from > 0) this.texts.step(search);
    return search.hits;
  }
}
