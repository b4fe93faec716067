// Every payment's status, amount, currency, date, account and batch in typed arrays, read in at the
// start and again where the book says something changed: sorts, filters, counts and rows by
// position are answered from here without touching the book.
import type Database from 'better-sqlite3';
import { assert, known } from '../domain/assert.ts';
import { SHOWN_AS, SHOWN_STATUSES } from '../domain/disclosure.ts';
import { maskAccount } from '../domain/masked.ts';
import { PAYMENT_STATUSES, type PaymentStatus } from '../domain/payment-status.ts';
import { ChangedPayments, type ChangedRange, type Changes } from './changed-payments.ts';
import type { ReadableDb } from './connection.ts';
import { slotsThatPass, type TextHits } from './payment-filter.ts';
import { batchOf, paymentId } from './payment-ids.ts';
import { digitsOf, sortByFaceValue, sortRows } from './payment-order.ts';
import { ABSENT, hashOfId, PaymentTable } from './payment-table.ts';
import type { QueueFilter, QueueSort } from './queue-question.ts';

/** Payments that the index holds, at about 30 bytes each; pages of a larger book come by SQL. */
export const INDEXED_MAX = 20_000_000;

/** Rows read in one go, so that a question waits some milliseconds at most. */
const SLICE_ROWS = 10_000;

/** Answers kept while nothing changes: the lists of slots behind the pages on screen. */
const ANSWERS_KEPT = 6;

const PAYMENT_FIELDS = `id, status, currency, amount >> 32, amount & 4294967295,
  payment_information, end_to_end_id, instruction_id, uetr`;

type PaymentFields = [
  id: number,
  status: PaymentStatus,
  currency: string,
  upper: number,
  lower: number,
  information: number,
  endToEndId: string,
  instructionId: string | null,
  uetr: string | null,
];

type InformationFields = [id: number, executionDate: string, account: string | null];

const STATUS_INDEX = new Map<string, number>(PAYMENT_STATUSES.map((each, index) => [each, index]));

export class PaymentIndex {
  readonly table = new PaymentTable();
  private readonly selectBatches: Database.Statement<[number], unknown[]>;
  private readonly selectInformations: Database.Statement<[number, number], InformationFields>;
  private readonly selectInformation: Database.Statement<[number], InformationFields>;
  private readonly selectAfter: Database.Statement<[number, number], PaymentFields>;
  private readonly selectRange: Database.Statement<[number, number], PaymentFields>;
  private readonly changes: ChangedPayments;
  private readonly answers = new Map<string, Uint32Array>();
  /** `unusable`: more payments than are held, or a read that failed; pages then come by SQL. */
  private loading: 'informations' | 'payments' | 'done' | 'unusable' = 'informations';
  private lastInformation = 0;
  private lastPayment = 0;
  private halves = new Uint32Array(0);

  constructor({ db }: ReadableDb) {
    this.changes = new ChangedPayments({ db, writes: false });
    const prepare = (sql: string) => db.prepare(sql).safeIntegers(false).raw();
    const information = `SELECT i.id, i.execution_date, d.account FROM payment_informations i
      LEFT JOIN debtors d ON d.payment_information = i.id`;
    // Each statement's columns are those of the type it is given here.
    this.selectBatches = prepare(
      'SELECT id, number_of_transactions, received_on FROM batches WHERE id > ? ORDER BY id',
    ) as typeof this.selectBatches;
    this.selectInformations = prepare(
      `${information} WHERE i.id > ? ORDER BY i.id LIMIT ?`,
    ) as typeof this.selectInformations;
    this.selectInformation = prepare(
      `${information} WHERE i.id = ?`,
    ) as typeof this.selectInformation;
    this.selectAfter = prepare(
      `SELECT ${PAYMENT_FIELDS} FROM payments WHERE id > ? ORDER BY id LIMIT ?`,
    ) as typeof this.selectAfter;
    this.selectRange = prepare(
      `SELECT ${PAYMENT_FIELDS} FROM payments WHERE id BETWEEN ? AND ?`,
    ) as typeof this.selectRange;
  }

  /** Whether every payment has been read in: only then may the index be asked. */
  get complete(): boolean {
    return this.loading === 'done';
  }

  /** Reads in the next slice; false when there is nothing left to read in. */
  loadSlice(): boolean {
    if (this.loading === 'informations') this.loadInformations();
    else if (this.loading === 'payments') this.loadPayments();
    return this.loading === 'informations' || this.loading === 'payments';
  }

  private loadInformations(): void {
    this.noteBatches();
    if (this.loading === 'unusable') return;
    const rows = this.selectInformations.all(this.lastInformation, SLICE_ROWS);
    for (const [id, executionDate, account] of rows) {
      this.noteInformation(id, executionDate, account);
    }
    this.lastInformation = rows.at(-1)?.[0] ?? this.lastInformation;
    if (rows.length < SLICE_ROWS) this.loading = 'payments';
  }

  private loadPayments(): void {
    const rows = this.selectAfter.all(this.lastPayment, SLICE_ROWS);
    for (const row of rows) this.keep(row);
    this.lastPayment = rows.at(-1)?.[0] ?? this.lastPayment;
    if (rows.length === SLICE_ROWS) return;
    this.loading = 'done';
  }

  /**
   * Brings the columns nearer to what the read transaction in hand sees, by `most` moves and epochs,
   * and answers which payments were added: what else is kept by slot has to follow. Nothing is left
   * once there is no `more`.
   */
  refresh(most: number): Pick<Changes, 'added' | 'more'> {
    const none = { added: [], more: false };
    if (this.loading === 'unusable') return none;
    const { added, changed, more } = this.changes.take(most);
    if (changed.length === 0) return none;
    this.answers.clear();
    try {
      for (const range of changed) this.readAgain(range);
    } catch (error) {
      // What was taken as changed is not told twice: the columns can no longer be trusted.
      this.loading = 'unusable';
      throw error;
    }
    return { added, more };
  }

  private readAgain({ batch, firstRecord, lastRecord }: ChangedRange): void {
    const [first, last] = [paymentId(batch, firstRecord), paymentId(batch, lastRecord)];
    for (const row of this.selectRange.iterate(first, last)) this.keep(row);
  }

  private noteBatches(): void {
    for (const [id, records, receivedOn] of this.selectBatches.all(this.table.lastBatch)) {
      if (this.table.length + Number(records) > INDEXED_MAX) {
        this.loading = 'unusable';
        return;
      }
      this.table.addBatch(Number(id), Number(records), String(receivedOn));
    }
    const { buffer, byteOffset, length } = this.table.amount;
    this.halves = new Uint32Array(buffer, byteOffset, length * 2);
  }

  private noteInformation(id: number, executionDate: string, account: string | null): number {
    const index = this.table.informationOf(id);
    if (index >= 0) return index;
    if (batchOf(id) > this.table.lastBatch) this.noteBatches();
    return this.table.addInformation(id, executionDate, account ?? '');
  }

  private keep(row: PaymentFields): void {
    const [id, status, currency, upper, lower, information] = row;
    if (batchOf(id) > this.table.lastBatch) this.noteBatches();
    if (this.loading === 'unusable') return;
    const { table } = this;
    const slot = table.slotOf(id);
    if (table.status[slot] === ABSENT) {
      table.currency[slot] = table.currencyCode(currency);
      this.halves[slot * 2] = lower;
      this.halves[slot * 2 + 1] = upper;
      table.information[slot] = this.informationIndex(information);
      const [, , , , , , endToEndId, instructionId, uetr] = row;
      table.endToEndId[slot] = hashOfId(endToEndId);
      table.instructionId[slot] = instructionId === null ? 0 : hashOfId(instructionId);
      table.uetr[slot] = uetr === null ? 0 : hashOfId(uetr);
    }
    table.status[slot] = known(STATUS_INDEX.get(status), 'a payment has a known status');
  }

  private informationIndex(id: number): number {
    const index = this.table.informationOf(id);
    if (index >= 0) return index;
    const row = known(this.selectInformation.get(id), 'a payment has its payment information');
    return this.noteInformation(...row);
  }

  /**
   * The slots that `filter` lets through in the order of `sort`; among equals the newest first.
   * `hits` are the slots with the filter's text, or null when it has none.
   */
  slots(filter: QueueFilter, sort: QueueSort, hits: TextHits | null): Uint32Array {
    assert(this.complete, 'the index is asked when it is complete');
    const key = JSON.stringify([filter, sort], (_, value: unknown) =>
      typeof value === 'bigint' ? value.toString() : value,
    );
    const kept = this.answers.get(key);
    if (kept !== undefined) return kept;
    const slots = this.sorted(slotsThatPass(this.table, filter, hits), sort);
    if (this.answers.size >= ANSWERS_KEPT) {
      const [oldest] = this.answers.keys();
      if (oldest !== undefined) this.answers.delete(oldest);
    }
    this.answers.set(key, slots);
    return slots;
  }

  private sorted(newest: Uint32Array<ArrayBuffer>, { by, descending }: QueueSort): Uint32Array {
    const { table } = this;
    switch (by) {
      case 'receivedAt':
        return descending ? newest : newest.reverse();
      case 'amount': {
        const { amount: amounts, currency: currencies, factors } = table;
        return sortByFaceValue(newest, { amounts, currencies, factors }, descending);
      }
      case 'status':
        return this.sortedBy(newest, descending, Uint16Array.from(table.status));
      case 'shownStatus':
        return this.sortedBy(newest, descending, shownRanks(table.status));
      case 'executionDate': {
        const days = table.informations.map((each) => each.day);
        const first = days.reduce((a, b) => Math.min(a, b), 0);
        return this.sortedBy(newest, descending, null, (index) => (days[index] ?? 0) - first);
      }
      case 'debtorAccount':
      case 'toldAccount': {
        const ranks = ranksOf(
          by === 'toldAccount' ? table.accounts.map(maskAccount) : table.accounts,
        );
        return this.sortedBy(newest, descending, null, (index) => {
          const account = table.informations[index]?.account;
          return ranks[account ?? 0] ?? 0;
        });
      }
    }
  }

  /** Sorted by a column, or by a number that each payment information has. */
  private sortedBy(
    newest: Uint32Array<ArrayBuffer>,
    descending: boolean,
    column: Uint16Array | null,
    ofInformation: (index: number) => number = () => 0,
  ): Uint32Array {
    const { table } = this;
    if (column !== null) return sortRows(newest, digitsOf(column), descending);
    const shared = Uint32Array.from(table.informations, (_, index) => ofInformation(index));
    const keys = new Uint32Array(table.length);
    for (const slot of newest) keys[slot] = shared[table.information[slot] ?? 0] ?? 0;
    return sortRows(newest, digitsOf(keys), descending);
  }

  /** The ids of payments one of whose own ids may be `id`: a hash is equal, the text may differ. */
  candidates(id: string): number[] {
    const { table } = this;
    const hashes = [hashOfId(id), hashOfId(id.toLowerCase())];
    const columns = [table.endToEndId, table.instructionId, table.uetr];
    const slots = new Set<number>();
    for (const column of columns) {
      for (const hash of hashes) {
        for (let at = column.indexOf(hash); at >= 0; at = column.indexOf(hash, at + 1)) {
          if (table.status[at] !== ABSENT) slots.add(at);
          if (slots.size >= CANDIDATES_MAX) break;
        }
      }
    }
    return [...slots].sort((a, b) => b - a).map((slot) => table.paymentAt(slot));
  }
}

/** Payments looked at for one id: an end-to-end id may be `NOTPROVIDED` on every one of them. */
const CANDIDATES_MAX = 200;

/** The place of each payment's status as it is shown; alike for all that look alike. */
function shownRanks(statuses: Uint8Array): Uint16Array {
  const ranks = PAYMENT_STATUSES.map((status) => SHOWN_STATUSES.indexOf(SHOWN_AS[status]));
  return Uint16Array.from(statuses, (index) => ranks[index] ?? 0);
}

/** The place of each text in their order by code unit, the same for those that are alike. */
function ranksOf(texts: readonly string[]): Uint32Array {
  const sorted = texts.map((text, index) => ({ text, index }));
  sorted.sort((a, b) => (a.text < b.text ? -1 : Number(a.text > b.text)));
  const ranks = new Uint32Array(texts.length);
  let rank = 0;
  for (const [at, { text, index }] of sorted.entries()) {
    if (at > 0 && sorted[at - 1]?.text !== text) rank += 1;
    ranks[index] = rank;
  }
  return ranks;
}
