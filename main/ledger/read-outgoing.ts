// What waits for a person since the book was restored: the batches, which of their records, and how
// many payments of each stand where something may have happened that this book does not know.
import type { ReadableDb } from './connection.ts';
import { Restores, type Stretch } from './restores.ts';

export type WaitingBatchView = {
  readonly batchId: number;
  readonly messageId: string;
  /** Records that wait, up to the last one of the batch. */
  readonly stretches: readonly Stretch[];
  readonly accepted: number;
  readonly dispatched: number;
  readonly acknowledged: number;
};

/** Batches listed; the oldest first, so that releasing some shows the next. */
const LISTED_MAX = 500;
const STRETCHES_MAX = 500;

type Row = {
  batch: bigint;
  message_id: string;
  records: bigint;
  accepted: bigint;
  dispatched: bigint;
  acknowledged: bigint;
};

/** At most {@link LISTED_MAX} batches with something that waits. */
export function readOutgoing({ db }: ReadableDb): readonly WaitingBatchView[] {
  const restores = new Restores(db);
  const sum = (status: string) =>
    `coalesce((SELECT sum(payments) FROM batch_totals t
       WHERE t.batch = b.id AND t.status = '${status}'), 0) AS ${status}`;
  const sql = `SELECT b.id AS batch, b.message_id, b.number_of_transactions AS records,
      ${sum('accepted')}, ${sum('dispatched')}, ${sum('acknowledged')}
    FROM batches b WHERE b.id IN (SELECT batch FROM outgoing_holds) ORDER BY b.id`;
  const found: WaitingBatchView[] = [];
  for (const row of db.prepare<[], Row>(sql).all()) {
    const waiting = restores.waiting(Number(row.batch));
    if (waiting === null) continue;
    const last = Number(row.records) - 1;
    const stretches = waiting.stretches
      .filter(({ firstRecord }) => firstRecord <= last)
      .map(({ firstRecord, lastRecord }) => ({
        firstRecord,
        lastRecord: Math.min(lastRecord, last),
      }));
    if (stretches.length === 0) continue;
    found.push({
      batchId: Number(row.batch),
      messageId: row.message_id,
      stretches: stretches.slice(0, STRETCHES_MAX),
      accepted: Number(row.accepted),
      dispatched: Number(row.dispatched),
      acknowledged: Number(row.acknowledged),
    });
    if (found.length === LISTED_MAX) break;
  }
  return found;
}
