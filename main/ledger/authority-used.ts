// How much of their authority a person has used since an instant: what they signed for or let go, and
// what they submitted, summed from the rows that say so. Every row of that time is of a later deed, so
// where they begin is found without an index.
import type Database from 'better-sqlite3';
import type { ReadableDb } from './connection.ts';
import { firstAfter } from './first-after.ts';
import { RECORDS_PER_BATCH } from './payment-ids.ts';

/** What somebody used: whose it is, and from when on in milliseconds UTC. */
export type UsedBy = {
  readonly person: string;
  readonly since: number;
  readonly currency: string;
};

/** The place of the last deed before `since`; the times of deeds only grow. */
function lastBefore(db: Database.Database, since: number): bigint {
  const at = db.prepare<[bigint], bigint>('SELECT at FROM deeds WHERE sequence = ?').pluck();
  let low = 0n;
  let high = db.prepare<[], bigint | null>('SELECT max(sequence) FROM deeds').pluck().get() ?? 0n;
  while (low < high) {
    const middle = (low + high + 1n) / 2n;
    if ((at.get(middle) ?? 0n) < BigInt(since)) low = middle;
    else high = middle - 1n;
  }
  return low;
}

/**
 * Minor units of the payments in one currency that the person signed for, or let go by a decision,
 * each once however often and whatever became of it; `but` is left out, for it is being signed.
 */
export function signedFor(
  { db }: ReadableDb,
  { person, since, currency }: UsedBy,
  but: number,
): bigint {
  const after = lastBefore(db, since);
  const from = {
    approval: firstAfter(db, 'approvals', null, after),
    change: firstAfter(db, 'status_changes', null, after),
  };
  const amounts = db
    .prepare<[typeof from & { person: string; currency: string; but: number }], bigint>(SIGNED)
    .pluck()
    .all({ ...from, person, currency, but });
  return sumOf(amounts);
}

const SIGNED = `SELECT amount FROM payments
  WHERE currency = @currency AND id <> @but AND id IN (
    SELECT payment FROM approvals WHERE id >= @approval AND person = @person AND word = 'approved'
    UNION SELECT s.batch * ${RECORDS_PER_BATCH} + s.first_record
      FROM status_changes s JOIN deeds d ON d.sequence = s.deed
      WHERE s.id >= @change AND s.from_status = 'in_review'
        AND s.to_status IN ('accepted', 'settled', 'warehoused')
        AND d.deed = 'decideReview' AND d.actor = @person)`;

/** Minor units in one currency of the files that the person submitted, as the deeds answered. */
export function submittedBy({ db }: ReadableDb, { person, since, currency }: UsedBy): bigint {
  const first = firstAfter(db, 'batches', null, lastBefore(db, since));
  const answers = db
    .prepare<[bigint, string], string>(
      `SELECT d.answer FROM batches b JOIN deeds d ON d.sequence = b.deed
       WHERE b.id >= ? AND d.actor = ?`,
    )
    .pluck()
    .all(first, person);
  return sumOf(answers.map((answer) => submittedSum(answer, currency)));
}

/** The sum that a deed of submission answered for a currency: `{"sums": "EUR 1200,USD 5"}`. */
function submittedSum(answer: string, currency: string): bigint {
  const { sums }: { readonly sums: string } = JSON.parse(answer);
  const found = sums.split(',').find((each) => each.startsWith(`${currency} `));
  return BigInt(found?.slice(currency.length + 1) ?? '0');
}

function sumOf(amounts: readonly bigint[]): bigint {
  return amounts.reduce((sum, each) => sum + each, 0n);
}
