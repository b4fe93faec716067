// Where every payment stands, made again from the changes in the trail, and from it the totals of
// each batch and how far its epochs reach.
import type Database from 'better-sqlite3';
import { BATCH_SPAN } from './format.ts';
import type { Meter } from './meter.ts';

type Batch = { readonly id: bigint; readonly size: bigint; readonly next_record: bigint };
type Change = {
  readonly first_record: bigint;
  readonly last_record: bigint;
  readonly from_status: string;
  readonly to_status: string;
  readonly reason_code: string;
  readonly reason: string;
};
type Payment = {
  readonly id: bigint;
  readonly payment_information: bigint;
  readonly status: string;
  readonly reason_code: string | null;
  readonly reason: string | null;
  readonly currency: string;
  readonly amount: bigint;
};
type Total = {
  readonly status: string;
  readonly currency: string;
  readonly payments: bigint;
  readonly amount: bigint;
};

const AS_RECEIVED = { to_status: 'received', reason_code: '', reason: '' };

/**
 * Names each payment that stands elsewhere, or for another reason, than its last change left it,
 * and each batch whose totals or reach are not those of its payments and epochs. Memory: four bytes
 * per record of the batch in hand, and one change per run of neighbours.
 */
export function* statusesFollow(db: Database.Database, meter: Meter): Generator<string> {
  const sql = 'SELECT id, number_of_transactions AS size, next_record FROM batches ORDER BY id';
  const reach = new Reach(db);
  for (const batch of db.prepare<[], Batch>(sql).all()) {
    if (batch.size > BATCH_SPAN) yield `batch ${batch.id} has ${batch.size} records`;
    else yield* batchFollows(db, batch, meter);
    yield* reach.of(batch);
  }
  const strangers = `SELECT 'batch ' || batch FROM (
      SELECT batch FROM status_changes UNION SELECT batch FROM batch_totals
      UNION SELECT id / ${BATCH_SPAN} FROM payments
      UNION SELECT batch FROM epochs UNION SELECT batch FROM payment_informations
    ) WHERE batch NOT IN (SELECT id FROM batches)`;
  for (const name of db.prepare<[], string>(strangers).pluck().iterate()) {
    yield `${name} is not there, but something of it is`;
  }
}

function* batchFollows(db: Database.Database, batch: Batch, meter: Meter): Generator<string> {
  const changes: Omit<Change, 'first_record' | 'last_record' | 'from_status'>[] = [AS_RECEIVED];
  // Per record the place of its last change; 0 is what it was received as.
  const last = new Int32Array(Number(batch.size));
  const changesOf = db.prepare<[bigint], Change>(
    `SELECT first_record, last_record, from_status, to_status, reason_code, reason
     FROM status_changes WHERE batch = ? ORDER BY id`,
  );
  for (const change of changesOf.iterate(batch.id)) {
    meter.step();
    const end = Number(change.last_record);
    for (let record = Number(change.first_record); record <= end; record += 1) {
      if (changes[last[record] ?? -1]?.to_status !== change.from_status) {
        yield `batch ${batch.id} record ${record} was not ${change.from_status}`;
        break;
      }
      last[record] = changes.length;
    }
    changes.push(change);
  }
  const totals = new Map<string, Total>();
  const from = batch.id * BATCH_SPAN;
  const paymentsOf = db.prepare<[bigint, bigint], Payment>(
    `SELECT id, payment_information, status, reason_code, reason, currency, amount FROM payments
     WHERE id >= ? AND id < ? ORDER BY id`,
  );
  for (const payment of paymentsOf.iterate(from, from + BATCH_SPAN)) {
    meter.step();
    const told = changes[last[Number(payment.id - from)] ?? -1];
    if (told === undefined || !standsAs(payment, told)) {
      yield `payment ${payment.id} is ${payment.status}, the trail left it ${told?.to_status}`;
    }
    count(totals, payment);
  }
  yield* totalsFollow(db, batch.id, totals);
}

type Told = { readonly to_status: string; readonly reason_code: string; readonly reason: string };

function standsAs(payment: Payment, told: Told): boolean {
  if (payment.status !== told.to_status) return false;
  // A received payment of a batch booking keeps its rule's reason until the booking ends.
  if (payment.status === 'received') return true;
  return (payment.reason_code ?? '') === told.reason_code && (payment.reason ?? '') === told.reason;
}

function count(totals: Map<string, Total>, { status, currency, amount }: Payment): void {
  const key = `${status} ${currency}`;
  const sum = totals.get(key) ?? { status, currency, payments: 0n, amount: 0n };
  totals.set(key, { ...sum, payments: sum.payments + 1n, amount: sum.amount + amount });
}

function* totalsFollow(
  db: Database.Database,
  batch: bigint,
  totals: Map<string, Total>,
): Generator<string> {
  const shown = db.prepare<[bigint], Total>(
    'SELECT status, currency, payments, amount FROM batch_totals WHERE batch = ?',
  );
  for (const total of shown.iterate(batch)) {
    const key = `${total.status} ${total.currency}`;
    const made = totals.get(key);
    totals.delete(key);
    if (made?.payments !== total.payments || made.amount !== total.amount) {
      yield `batch ${batch} shows ${total.payments} ${key}, it has ${made?.payments ?? 0}`;
    }
  }
  for (const key of totals.keys()) yield `batch ${batch} shows no ${key}`;
}

/** How far the epochs of each batch reach, without a gap. */
class Reach {
  private readonly reached = new Map<bigint, bigint>();
  private readonly gaps: { readonly batch: bigint; readonly at: bigint }[] = [];
  private readonly counted: Database.Statement<[bigint, bigint], bigint>;

  constructor(db: Database.Database) {
    type Epoch = { batch: bigint; from_record: bigint; to_record: bigint };
    const sql = 'SELECT batch, from_record, to_record FROM epochs ORDER BY deed';
    for (const { batch, from_record, to_record } of db.prepare<[], Epoch>(sql).iterate()) {
      if (from_record !== (this.reached.get(batch) ?? 0n)) {
        this.gaps.push({ batch, at: from_record });
      }
      this.reached.set(batch, to_record);
    }
    this.counted = db
      .prepare<[bigint, bigint], bigint>('SELECT count(*) FROM payments WHERE id >= ? AND id < ?')
      .pluck();
  }

  *of({ id, size, next_record }: Batch): Generator<string> {
    for (const gap of this.gaps) {
      if (gap.batch === id) yield `batch ${id} has a gap before record ${gap.at}`;
    }
    const reached = this.reached.get(id) ?? 0n;
    if (next_record !== reached || next_record > size) {
      yield `batch ${id} stands at record ${next_record}, its epochs reach ${reached}`;
    }
    const payments = this.counted.get(id * BATCH_SPAN, (id + 1n) * BATCH_SPAN) ?? 0n;
    if (payments !== reached) yield `batch ${id} has ${payments} payments of ${reached}`;
  }
}
