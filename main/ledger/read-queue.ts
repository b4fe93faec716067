// Payments as the grids show them, read by their ids; and whole pages by SQL for the moment when
// the index in memory is not there yet.
import type Database from 'better-sqlite3';
import { known } from '../domain/assert.ts';
import type { Money } from '../domain/money.ts';
import type { PaymentStatus } from '../domain/payment-status.ts';
import type { ReadableDb } from './connection.ts';
import { batchOf, paymentId, RECORDS_PER_BATCH } from './payment-ids.ts';
import {
  likeAnywhere,
  type QueueFilter,
  type QueueQuestion,
  statusesOf,
} from './queue-question.ts';
import { folded, roughly, withToldText } from './told-text.ts';

/** A payment as every grid shows it; what a person may do with it is added by the office. */
export type QueueRow = {
  readonly paymentId: number;
  readonly batchId: number;
  readonly endToEndId: string;
  readonly debtorAccount: string;
  readonly debtorName: string | null;
  readonly creditorName: string | null;
  readonly creditorAccount: string | null;
  readonly amount: Money;
  readonly requestedExecutionDate: string;
  readonly executionDate: string;
  readonly status: PaymentStatus;
  readonly reasonCode: string | null;
  readonly reason: string | null;
  /** Milliseconds UTC. */
  readonly receivedAt: number;
};

export type QueuePage = {
  /** Payments that the filter lets through. */
  readonly total: number;
  readonly offset: number;
  /** The sequence of the last deed in the book when the rows were read. */
  readonly sequence: number;
  /** False while the index loads: the order is then the newest first, whatever was asked. */
  readonly complete: boolean;
  readonly rows: readonly QueueRow[];
};

type Row = {
  id: bigint;
  end_to_end_id: string;
  debtor_account: string;
  debtor_name: string | null;
  creditor_name: string | null;
  creditor_account: string | null;
  amount: bigint;
  currency: string;
  requested_execution_date: string;
  execution_date: string;
  status: PaymentStatus;
  reason_code: string | null;
  reason: string | null;
  received_at: bigint;
};

const TABLES = `payments p
  JOIN payment_informations i ON i.id = p.payment_information
  JOIN batches b ON b.id = i.batch
  LEFT JOIN debtors d ON d.payment_information = i.id
  LEFT JOIN creditors c ON c.payment = p.id`;

const SELECT = `SELECT p.id, p.end_to_end_id, coalesce(d.account, '') AS debtor_account,
    d.name AS debtor_name, c.name AS creditor_name, c.account AS creditor_account, p.amount,
    p.currency, i.requested_execution_date, i.execution_date, p.status, p.reason_code, p.reason,
    b.received_at
  FROM ${TABLES}`;

/** The payments with these ids, in the order of the ids; an id that is not in the book is left out. */
export function readRows({ db }: ReadableDb, ids: Iterable<number>): QueueRow[] {
  const select = db.prepare<[number], Row>(`${SELECT} WHERE p.id = ?`);
  const rows: QueueRow[] = [];
  for (const id of ids) {
    const row = select.get(id);
    if (row !== undefined) rows.push(toQueueRow(row));
  }
  return rows;
}

/** The sequence of the book's last deed; 0 for a book without deeds. */
export function lastSequence({ db }: ReadableDb): number {
  const last = db.prepare<[], bigint>('SELECT coalesce(max(sequence), 0) FROM deeds').pluck();
  return Number(known(last.get(), 'the query answers one row'));
}

/** A page by SQL alone, the newest first: exact, but its cost grows with the book. */
export function readPageBySql(connection: ReadableDb, question: QueueQuestion): QueuePage {
  const { filter, offset, limit } = question;
  const db = filter.told === true ? withToldText(connection.db) : connection.db;
  const where = whereOf(filter);
  const order = 'ORDER BY p.id DESC LIMIT ? OFFSET ?';
  const sql = `${SELECT} WHERE ${where.sql} ${order}`;
  const rows = db.prepare<unknown[], Row>(sql).all(...where.values, limit, offset);
  return {
    total: countBySql(db, filter),
    offset,
    sequence: lastSequence(connection),
    complete: false,
    rows: rows.map(toQueueRow),
  };
}

function toQueueRow(row: Row): QueueRow {
  const id = Number(row.id);
  return {
    paymentId: id,
    batchId: batchOf(id),
    endToEndId: row.end_to_end_id,
    debtorAccount: row.debtor_account,
    debtorName: row.debtor_name,
    creditorName: row.creditor_name,
    creditorAccount: row.creditor_account,
    amount: { minor: row.amount, currency: row.currency },
    requestedExecutionDate: row.requested_execution_date,
    executionDate: row.execution_date,
    status: row.status,
    reasonCode: row.reason_code,
    reason: row.reason,
    receivedAt: Number(row.received_at),
  };
}

/** Counts by the kept totals where the filter only speaks of what they know, else row by row. */
function countBySql(db: Database.Database, filter: QueueFilter): number {
  // How the others are compared lets nothing through by itself.
  const { statuses, worklist, batchId, currency, receivedOn, told: _, ...others } = filter;
  const counted = Object.values(others).every((each) => each === undefined);
  const where = counted ? totalsWhereOf(filter) : whereOf(filter);
  const sql = counted
    ? `SELECT coalesce(sum(t.payments), 0) FROM batch_totals t JOIN batches b ON b.id = t.batch
       WHERE ${where.sql}`
    : `SELECT count(*) FROM ${TABLES} WHERE ${where.sql}`;
  const count = db
    .prepare<unknown[], bigint>(sql)
    .pluck()
    .get(...where.values);
  return Number(known(count, 'the query answers one row'));
}

type Where = { readonly sql: string; readonly values: readonly (string | number | bigint)[] };

function collect(): { add: (sql: string, ...values: Where['values']) => void; done: () => Where } {
  const parts = ['1'];
  const all: (string | number | bigint)[] = [];
  return {
    add: (sql, ...values) => {
      parts.push(sql);
      all.push(...values);
    },
    done: () => ({ sql: parts.join(' AND '), values: all }),
  };
}

function marks(list: readonly unknown[]): string {
  return list.map(() => '?').join(', ');
}

function totalsWhereOf(filter: QueueFilter): Where {
  const { add, done } = collect();
  const statuses = statusesOf(filter);
  if (statuses !== null) add(`t.status IN (${marks(statuses)})`, ...statuses);
  if (filter.batchId !== undefined) add('t.batch = ?', filter.batchId);
  if (filter.currency !== undefined) add('t.currency = ?', filter.currency);
  if (filter.receivedOn !== undefined) add('b.received_on = ?', filter.receivedOn);
  return done();
}

/** The filter over the tables of SELECT. */
function whereOf(filter: QueueFilter): Where {
  const { add, done } = collect();
  const statuses = statusesOf(filter);
  if (statuses !== null) add(`p.status IN (${marks(statuses)})`, ...statuses);
  const { batchId, currency, account, amountFrom, amountTo, receivedOn, text } = filter;
  if (batchId !== undefined) {
    const last = paymentId(batchId, RECORDS_PER_BATCH - 1);
    add('p.id BETWEEN ? AND ?', paymentId(batchId, 0), last);
  }
  if (currency !== undefined) add('p.currency = ?', currency);
  if (account !== undefined) {
    add(
      filter.told === true ? 'told_account(d.account) = told_account(?)' : 'd.account = ?',
      account,
    );
  }
  if (amountFrom !== undefined) add('p.amount >= ?', storable(amountFrom));
  if (amountTo !== undefined) add('p.amount <= ?', storable(amountTo));
  if (filter.executionFrom !== undefined) add('i.execution_date >= ?', filter.executionFrom);
  if (filter.executionTo !== undefined) add('i.execution_date <= ?', filter.executionTo);
  if (receivedOn !== undefined) add('b.received_on = ?', receivedOn);
  if (text !== undefined && text !== '' && filter.told === true) {
    add(toldTextSql(), likeAnywhere(roughly(text)), folded(text));
  } else if (text !== undefined && text !== '') {
    const searched = [...PAYMENT_TEXTS, ...INFORMATION_TEXTS];
    const likes = searched.map((column) => `${column} LIKE ? ESCAPE '\\'`);
    add(`(${likes.join(' OR ')})`, ...searched.map(() => likeAnywhere(text)));
  }
  return done();
}

/** Texts of a payment's own that a search looks at. */
export const PAYMENT_TEXTS = [
  'p.end_to_end_id',
  'p.instruction_id',
  'p.uetr',
  'c.name',
  'c.account',
  'c.remittance',
] as const;

/** Texts that a payment shares with its payment information and batch. */
export const INFORMATION_TEXTS = [
  'd.name',
  'd.account',
  'i.payment_information_id',
  'b.message_id',
] as const;

/** What finds a text as it is told, of a pattern by `roughly` and the text `folded`. */
export function toldTextSql(): string {
  const texts = [...PAYMENT_TEXTS, ...INFORMATION_TEXTS];
  const all = texts.map((column) => `coalesce(${column}, '')`).join(' || char(10) || ');
  return `replace(${all}, ' ', '') LIKE ? ESCAPE '\\'
    AND told_holds(?, d.account, c.account, ${texts.join(', ')})`;
}

const INT64_MAX = 2n ** 63n - 1n;

/** The nearest amount a row can hold: SQLite's integers end at 64 bits, a filter's may not. */
export function storable(minor: bigint): bigint {
  if (minor > INT64_MAX) return INT64_MAX;
  return minor < -INT64_MAX ? -INT64_MAX : minor;
}
