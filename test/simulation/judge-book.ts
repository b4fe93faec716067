// Judges a book after a simulation from outside: what was answered must be there, once, and both
// layers must balance.

import { paymentId } from '../../main/ledger/payment-ids.ts';
import { type Pain001Options, sumOf } from '../fixtures/generate-pain001.ts';
import { lookInto, unsound } from '../office/running-office.ts';

/** Whether the file has come as far as being a book: its tables are there. */
function isBook(folder: string): boolean {
  const sql = "SELECT count(*) FROM sqlite_schema WHERE name = 'deeds'";
  return lookInto(folder, (db) => db.prepare<[], bigint>(sql).pluck().get() === 1n);
}

/** The submissions whose deeds are done in the book. */
export function deedsKept(folder: string): ReadonlySet<string> {
  if (!isBook(folder)) return new Set();
  const sql = "SELECT submission_id FROM deeds WHERE outcome = 'done'";
  return new Set(lookInto(folder, (db) => db.prepare<[], string>(sql).pluck().all()));
}

/** Whether the submission is there, under its own name or under those a planted bug gave it. */
export function isKept(kept: ReadonlySet<string>, submissionId: string): boolean {
  return kept.has(submissionId) || [...kept].some((id) => id.startsWith(`${submissionId}.`));
}

/** What is wrong with the book of a journey that sent the one file of `options`. */
export function judgeBook(
  folder: string,
  options: Pain001Options,
  acknowledged: readonly string[],
): { lost: number; twice: number; unbalanced: number; found: readonly string[] } {
  const found: string[] = [];
  const kept = deedsKept(folder);
  const gone = acknowledged.filter((each) => !isKept(kept, each));
  for (const each of gone) found.push(`${each} is not in the book`);
  if (!isBook(folder)) return { lost: gone.length, twice: 0, unbalanced: 0, found };
  const { payments, distinct, sum, repeated } = lookInto(folder, (db) => {
    const one = (sql: string): bigint => db.prepare<[], bigint>(sql).pluck().get() ?? 0n;
    const last = paymentId(2, 0);
    const here = `payments WHERE id < ${last}`;
    return {
      payments: Number(one('SELECT count(*) FROM payments')),
      distinct: Number(one(`SELECT count(DISTINCT end_to_end_id) FROM ${here}`)),
      sum: one(`SELECT coalesce(sum(amount), 0) FROM ${here}`),
      // The same deed with the same input, done more than once.
      repeated: Number(
        one(`SELECT coalesce(sum(times - 1), 0) FROM (SELECT count(*) AS times FROM deeds
          WHERE outcome = 'done' GROUP BY deed, input_hash HAVING times > 1)`),
      ),
    };
  });
  const missing = options.transactions - distinct;
  if (missing > 0) found.push(`${missing} payments are missing`);
  const double = payments - distinct + repeated;
  if (double > 0)
    found.push(`${payments - distinct} payments and ${repeated} deeds are there twice`);
  const isSumWrong = sum !== sumOf(options, 0, options.transactions);
  if (isSumWrong && missing === 0) found.push(`the payments sum to ${sum}`);
  const wrong = unsound(folder);
  found.push(...wrong);
  return {
    lost: gone.length + missing,
    twice: double + (isSumWrong && missing === 0 ? 1 : 0),
    unbalanced: wrong.length,
    found,
  };
}
