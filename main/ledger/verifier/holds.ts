// The holds made again from the entries: each is resolved at most once and exactly, each payment
// points at the hold that its entries gave it, and what stands held is what the statuses need.
import type Database from 'better-sqlite3';
import { BATCH_SPAN } from './format.ts';
import type { Meter } from './meter.ts';

/** Statuses in which a payment's money is held, is booked, or is with its owner. */
const HELD: readonly string[] = ['accepted', 'dispatched'];
/** In these a hold is pending where one was taken. */
const WAITS: readonly string[] = ['in_review', 'awaiting_approval'];
const BOOKED: readonly string[] = ['acknowledged', 'settled'];
const FREE: readonly string[] = ['received', 'warehoused', 'in_repair'];
const ENDED: readonly string[] = ['rejected', 'cancelled', 'handed_over'];

/** The layers that end a hold. */
const RESOLVING: readonly string[] = ['post_hold', 'void_hold', 'expire_hold'];

type Entry = {
  readonly id: bigint;
  readonly batch: bigint;
  readonly payment: bigint;
  readonly resolves: bigint;
  readonly corrects: bigint;
  readonly value_date: string;
  readonly first_posting: bigint;
  readonly posting_count: bigint;
};
type Line = {
  readonly layer: string;
  readonly debit: bigint;
  readonly credit: bigint;
  readonly amount: bigint;
};

/** Looks entries and their postings up by key, so that memory does not grow with the book. */
class Entries {
  private readonly one: Database.Statement<[bigint], Entry>;
  private readonly lines: Database.Statement<[bigint, bigint], Line>;
  private readonly resolver: Database.Statement<[bigint], Entry>;
  private readonly correction: Database.Statement<[bigint, bigint], bigint>;

  constructor(db: Database.Database) {
    const columns = `id, batch, payment, resolves, corrects, value_date, first_posting,
      posting_count`;
    this.one = db.prepare(`SELECT ${columns} FROM entries WHERE id = ?`);
    this.lines = db.prepare(
      `SELECT layer, debit_account AS debit, credit_account AS credit, amount FROM postings
       WHERE id >= ? AND id < ? ORDER BY id`,
    );
    // The second condition lets SQLite take the index of what is resolved, where it is there.
    this.resolver = db.prepare(
      `SELECT ${columns} FROM entries WHERE resolves = ? AND resolves > 0`,
    );
    this.correction = db
      .prepare<[bigint, bigint], bigint>(
        'SELECT id FROM entries WHERE corrects = ? AND corrects > 0 AND payment = ?',
      )
      .pluck();
  }

  byId(id: bigint): Entry | undefined {
    return this.one.get(id);
  }

  linesOf(entry: Entry): readonly Line[] {
    return this.lines.all(entry.first_posting, entry.first_posting + entry.posting_count);
  }

  /** `pending`, or the layer in which the hold was resolved, and by which entry. */
  endOf(hold: bigint): { readonly layer: string; readonly by: Entry | null } {
    const by = this.resolver.get(hold);
    if (by === undefined) return { layer: 'pending', by: null };
    return { layer: this.linesOf(by)[0]?.layer ?? 'nothing', by };
  }

  wasCorrected(entry: bigint, payment: bigint): boolean {
    return this.correction.get(entry, payment) !== undefined;
  }
}

/** Names each entry whose postings, hold or original are not as its kind needs them. */
export function* entriesAreWhole(db: Database.Database, meter: Meter): Generator<string> {
  const entries = new Entries(db);
  let next = 1n;
  const sql = `SELECT id, batch, payment, resolves, corrects, value_date, first_posting,
      posting_count FROM entries ORDER BY id`;
  for (const entry of db.prepare<[], Entry>(sql).iterate()) {
    meter.step();
    const lines = entries.linesOf(entry);
    const wrong =
      entry.first_posting === next
        ? wrongWith(entry, lines, entries)
        : `begins at posting ${entry.first_posting}, not ${next}`;
    if (wrong !== null) yield `entry ${entry.id} ${wrong}`;
    next = entry.first_posting + entry.posting_count;
  }
  yield* resolvedTwice(db);
}

function* resolvedTwice(db: Database.Database): Generator<string> {
  const sql = `SELECT resolves FROM entries WHERE resolves > 0 GROUP BY resolves
    HAVING count(*) > 1`;
  for (const hold of db.prepare<[], bigint>(sql).pluck().iterate()) {
    yield `hold ${hold} is resolved more than once`;
  }
}

function wrongWith(entry: Entry, lines: readonly Line[], entries: Entries): string | null {
  const [first] = lines;
  if (first === undefined || BigInt(lines.length) !== entry.posting_count) {
    return `has ${lines.length} postings of ${entry.posting_count}`;
  }
  const { id, batch, payment } = entry;
  if (batch < 0n || payment < 0n) return 'is of no batch or payment that could be';
  if (!isEarlier(entry.resolves, id) || !isEarlier(entry.corrects, id)) {
    return 'does not come after the entry it ends or corrects';
  }
  const resolves = RESOLVING.includes(first.layer);
  // A hold that is booked in part has its rest voided in the same entry.
  const isMixed = resolves
    ? lines.some(({ layer }) => !RESOLVING.includes(layer))
    : lines.some(({ layer }) => layer !== first.layer);
  if (isMixed) return 'mixes layers';
  if (resolves !== entry.resolves > 0n) return 'resolves a hold, or should';
  if (resolves) return resolvesWhole(entry, lines, entries);
  return entry.corrects > 0n ? reverses(entry, lines, entries) : null;
}

/** 0 stands for none. */
function isEarlier(other: bigint, id: bigint): boolean {
  return other >= 0n && other < id;
}

function resolvesWhole(entry: Entry, lines: readonly Line[], entries: Entries): string | null {
  const hold = entries.byId(entry.resolves);
  const held = hold === undefined ? [] : entries.linesOf(hold);
  const sums = (of: readonly Line[]): string =>
    [...Map.groupBy(of, ({ debit, credit }) => `${debit} to ${credit}`)]
      .map(([ends, each]) => `${ends} ${each.reduce((sum, { amount }) => sum + amount, 0n)}`)
      .sort()
      .join(', ');
  const isHold = held.length > 0 && held.every(({ layer }) => layer === 'hold');
  const isSame = isHold && sums(held) === sums(lines);
  return isSame ? null : `does not resolve hold ${entry.resolves} as it was taken`;
}

function reverses(entry: Entry, lines: readonly Line[], entries: Entries): string | null {
  const original = entries.byId(entry.corrects);
  const booked = original === undefined ? [] : entries.linesOf(original);
  const isReverse = lines.every(({ debit, credit, amount }) =>
    booked.some(
      (line) =>
        (line.layer === 'post' || line.layer === 'post_hold') &&
        line.debit === credit &&
        line.credit === debit &&
        line.amount >= amount,
    ),
  );
  if (!isReverse) return `does not reverse entry ${entry.corrects}`;
  return original?.value_date === entry.value_date ? null : 'has another value date';
}

type Payment = {
  readonly id: bigint;
  readonly payment_information: bigint;
  readonly amount: bigint;
  readonly currency: string;
  readonly status: string;
  readonly hold_entry: bigint;
};

/** Names each payment whose hold is not what its status needs, and each hold nobody claims. */
export function* holdsFollow(db: Database.Database, meter: Meter): Generator<string> {
  const entries = new Entries(db);
  const sql = `SELECT id, payment_information, amount, currency, status, hold_entry FROM payments
    ORDER BY id`;
  for (const payment of db.prepare<[], Payment>(sql).iterate()) {
    meter.step();
    const wrong = holdOf(payment, entries);
    if (wrong !== null) yield `payment ${payment.id} ${wrong}`;
  }
  yield* bookingsFollow(db, entries);
  const unclaimed = `SELECT e.id FROM entries e JOIN postings p ON p.id = e.first_posting
    WHERE p.layer = 'hold' AND e.batch > 0 AND e.id NOT IN (SELECT resolves FROM entries WHERE resolves > 0)
      AND e.id NOT IN (SELECT hold_entry FROM payments)`;
  for (const hold of db.prepare<[], bigint>(unclaimed).pluck().iterate()) {
    yield `hold ${hold} is claimed by no payment`;
  }
}

function holdOf(payment: Payment, entries: Entries): string | null {
  const { status, hold_entry: id } = payment;
  if (id === 0n) {
    return HELD.includes(status) || BOOKED.includes(status) ? `is ${status} without a hold` : null;
  }
  if (FREE.includes(status)) return `is ${status} with a hold`;
  const hold = entries.byId(id);
  const [line] = hold === undefined ? [] : entries.linesOf(hold);
  if (hold === undefined || line?.layer !== 'hold')
    return `points at entry ${id}, which is no hold`;
  if (hold.batch !== payment.id / BATCH_SPAN) return `points at hold ${id} of another batch`;
  if (hold.payment > 0n && (hold.payment !== payment.id || line.amount !== payment.amount)) {
    return `points at hold ${id} of another payment`;
  }
  const { layer, by } = entries.endOf(id);
  // The rest of a batch booking that is acknowledged in several deeds is booked with its first.
  const isAhead = layer === 'post_hold' && by?.payment === 0n && status === 'dispatched';
  if ((HELD.includes(status) || WAITS.includes(status)) && layer !== 'pending' && !isAhead) {
    return `is ${status}, and hold ${id} was resolved`;
  }
  if (BOOKED.includes(status) && layer !== 'post_hold') return `is ${status}, and was not booked`;
  if (!ENDED.includes(status) || layer === 'void_hold') return null;
  const isBack = by !== null && entries.wasCorrected(by.id, payment.id);
  return isBack ? null : `is ${status}, and hold ${id} was not given back`;
}

type Booking = {
  readonly id: bigint;
  readonly batch_booking: bigint;
  readonly passed_count: bigint;
  readonly passed_amount: bigint;
  readonly hold_entry: bigint;
};
type Covered = { readonly payments: bigint; readonly amount: bigint; readonly currencies: bigint };

/** A batch booking's one hold is the sum of the payments that point at it. */
function* bookingsFollow(db: Database.Database, entries: Entries): Generator<string> {
  const covered = db.prepare<[bigint, bigint, bigint], Covered>(
    `SELECT count(*) AS payments, coalesce(sum(amount), 0) AS amount,
       count(DISTINCT currency) AS currencies
     FROM payments WHERE id >= ? AND id < ? AND hold_entry = ?`,
  );
  const sql = `SELECT id, batch_booking, passed_count, passed_amount, hold_entry
    FROM payment_informations ORDER BY id`;
  for (const booking of db.prepare<[], Booking>(sql).iterate()) {
    const wrong = bookingOf(booking, covered, entries);
    if (wrong !== null) yield `payment information ${booking.id} ${wrong}`;
  }
}

function bookingOf(
  booking: Booking,
  covered: Database.Statement<[bigint, bigint, bigint], Covered>,
  entries: Entries,
): string | null {
  const { hold_entry: id, passed_count, passed_amount } = booking;
  if (booking.batch_booking === 0n) {
    return id === 0n && passed_count === 0n && passed_amount === 0n ? null : 'is no batch booking';
  }
  if (id === 0n) return null;
  const hold = entries.byId(id);
  const [line] = hold === undefined ? [] : entries.linesOf(hold);
  if (hold === undefined || line?.layer !== 'hold' || hold.payment !== 0n) {
    return `points at entry ${id}, which is no hold of a batch booking`;
  }
  if (entries.endOf(id).layer === 'void_hold') return null;
  const batch = booking.id / BATCH_SPAN;
  const sum = covered.get(batch * BATCH_SPAN, (batch + 1n) * BATCH_SPAN, id);
  const isCovered =
    sum !== undefined &&
    sum.payments === passed_count &&
    sum.amount === passed_amount &&
    sum.amount === line.amount &&
    sum.currencies === 1n;
  return isCovered ? null : `passed ${passed_amount}, and hold ${id} is of ${line.amount}`;
}
