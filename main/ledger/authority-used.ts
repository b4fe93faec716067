// How much of a person's authority was used since an instant, by themselves or by whoever they lent it
// to: what was signed for or let go, and what was submitted, summed from the rows that say so. Every row
// of that time is of a later deed, so where they begin is found without an index.
import type Database from 'better-sqlite3';
import type { Money } from '../domain/money.ts';
import type { ReadableDb } from './connection.ts';
import { firstAfter } from './first-after.ts';
import { RECORDS_PER_BATCH } from './payment-ids.ts';

/** What of somebody's was used: whose it is, and from when on in milliseconds UTC. */
export type UsedBy = {
  readonly person: string;
  readonly since: number;
  readonly currency: string;
};

/**
 * What a deed answers of whose authority it was done by: `EUR person:3` for each currency and lender,
 * with commas between. Absent where it was the actor's own.
 */
export type Lent = { readonly lentBy?: string };

/**
 * What a deed answers of how much it took up: minor units by currency (`EUR 1200,USD 5`), as `sums` of
 * what is submitted and `moved` of all else. Absent where nothing of it is counted here.
 */
export type TookUp = Lent & { readonly sums?: string; readonly moved?: string };

/**
 * What the deed that carries out a request answers of how much more that came to than when it was asked
 * for: `EUR person:3 1200` for each currency and each person on whose day it counts, who asked and who
 * lent it to them, with commas between; `sumsFor` of what is submitted, `movedFor` of all else.
 */
export type Grown = { readonly sumsFor?: string; readonly movedFor?: string };

/** Minor units by currency that the deed at this place of the trail answered that it took up. */
export function tookUpAt({ db }: ReadableDb, sequence: number): ReadonlyMap<string, bigint> {
  const asked = db.prepare<[number], string>('SELECT answer FROM deeds WHERE sequence = ?').pluck();
  const { sums, moved }: TookUp = JSON.parse(asked.get(sequence) ?? '{}');
  const each = (sums ?? moved ?? '').split(',').filter((amount) => amount !== '');
  return new Map(
    each.map((amount) => {
      const [currency = '', minor = '0'] = amount.split(' ');
      return [currency, BigInt(minor)];
    }),
  );
}

/** As {@link TookUp}, of amounts of which each is in another currency. */
export function writeSums(amounts: readonly Money[]): string {
  return amounts.map(({ currency, minor }) => `${currency} ${minor}`).join(',');
}

/** As {@link Lent}, of lenders by currency. */
export function writeLent(lenders: readonly { currency: string; lender: string }[]): Lent {
  const lent = new Set(lenders.map(({ currency, lender }) => `${currency} ${lender}`));
  return lent.size === 0 ? {} : { lentBy: [...lent].join(',') };
}

/** What was read of a book, by question, while nothing was written to it. */
type Kept = {
  readonly stateNow: Database.Statement<[], string>;
  /** The state of which the answers are. */
  of: string;
  readonly signed: Map<string, Signed>;
  readonly answered: Map<string, bigint>;
};

/** What another connection wrote, and how many rows this one did. */
const STATE = "SELECT data_version || ' ' || total_changes() FROM pragma_data_version";

const keptOf = new WeakMap<Database.Database, Kept>();

/** What was read of the book as it is now. */
function keptNow(db: Database.Database): Kept {
  const kept = keptOf.get(db) ?? {
    stateNow: db.prepare<[], string>(STATE).pluck(),
    of: '',
    signed: new Map<string, Signed>(),
    answered: new Map<string, bigint>(),
  };
  keptOf.set(db, kept);
  const state = kept.stateNow.get() ?? '';
  if (state === kept.of) return kept;
  kept.of = state;
  kept.signed.clear();
  kept.answered.clear();
  return kept;
}

/**
 * The answer to a question, read once while nothing changes: a list asks it again for each of its rows,
 * of everybody who might sign for one. In the middle of a deed it is read each time, for what a deed
 * wrote may be taken back without a trace.
 */
function readOnce<Answer>(
  db: Database.Database,
  answersIn: (kept: Kept) => Map<string, Answer>,
  question: string,
  read: () => Answer,
): Answer {
  if (db.inTransaction) return read();
  const answers = answersIn(keptNow(db));
  const known = answers.get(question);
  if (known !== undefined) return known;
  const answer = read();
  answers.set(question, answer);
  return answer;
}

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
 * Minor units of the payments in one currency that the person signed for, or let go by a decision, or
 * that somebody else did by what they lent them: each once however often and whatever became of it;
 * `but` is left out, for it is being signed.
 */
export function signedFor({ db }: ReadableDb, used: UsedBy, but: number): bigint {
  const { person, since, currency } = used;
  const question = `${person} ${since} ${currency}`;
  const { sum, amounts } = readOnce(db, signedIn, question, () => readSigned(db, used));
  return sum - (amounts.get(but) ?? 0n);
}

type Signed = { readonly sum: bigint; readonly amounts: ReadonlyMap<number, bigint> };

const signedIn = ({ signed }: Kept) => signed;

function readSigned(db: Database.Database, { person, since, currency }: UsedBy): Signed {
  const after = lastBefore(db, since);
  const from = {
    approval: firstAfter(db, 'approvals', null, after),
    change: firstAfter(db, 'status_changes', null, after),
  };
  const asked = { ...from, person, lent: `${currency} ${person}`, currency };
  const rows = db.prepare<[typeof asked], { id: bigint; amount: bigint }>(SIGNED).all(asked);
  const amounts = new Map(rows.map(({ id, amount }) => [Number(id), amount]));
  return { sum: sumOf([...amounts.values()]), amounts };
}

const SIGNED = `SELECT id, amount FROM payments
  WHERE currency = @currency AND id IN (
    SELECT a.payment FROM approvals a JOIN deeds d ON d.sequence = a.deed
      WHERE a.id >= @approval AND a.word = 'approved'
        AND (a.person = @person OR json_extract(d.answer, '$.lentBy') = @lent)
    UNION SELECT s.batch * ${RECORDS_PER_BATCH} + s.first_record
      FROM status_changes s JOIN deeds d ON d.sequence = s.deed
      WHERE s.id >= @change AND s.from_status = 'in_review'
        AND s.to_status IN ('accepted', 'settled', 'warehoused') AND d.deed = 'decideReview'
        AND (d.actor = @person OR json_extract(d.answer, '$.lentBy') = @lent))`;

/** The deeds in which a request is carried out. */
const CARRY_OUT = ['decideRequest', 'overrideWait'] as const;

/**
 * Minor units in one currency of what the person submitted or asked to hand over, or that somebody else
 * did by what they lent them, as the deeds answered.
 */
export function submittedBy(on: ReadableDb, used: UsedBy): bigint {
  const deeds = ['submitBatch', 'answerHandOver', 'handOverBatch', 'askForDeed', ...CARRY_OUT];
  return answered(on, used, 'sums', deeds);
}

/** The same of what was booked and corrected, asked for and signed for, other than payments. */
export function movedBy(on: ReadableDb, used: UsedBy): bigint {
  const deeds = ['bookEvent', 'correctEntry', 'askForDeed', ...CARRY_OUT];
  return answered(on, used, 'moved', deeds);
}

function answered(
  { db }: ReadableDb,
  used: UsedBy,
  field: 'sums' | 'moved',
  deeds: readonly string[],
): bigint {
  const { person, since, currency } = used;
  const question = `${field} ${person} ${since} ${currency}`;
  return readOnce(db, answeredIn, question, () => readAnswered(db, used, field, deeds));
}

const answeredIn = ({ answered: kept }: Kept) => kept;

function readAnswered(
  db: Database.Database,
  { person, since, currency }: UsedBy,
  field: 'sums' | 'moved',
  deeds: readonly string[],
): bigint {
  const rows = db
    .prepare<[bigint, ...string[]], { actor: string; answer: string }>(
      `SELECT d.actor AS actor, d.answer AS answer FROM deeds d
       WHERE d.sequence > ? AND d.deed IN (${deeds.map(() => '?').join(', ')})
         AND d.outcome = 'done'`,
    )
    .all(lastBefore(db, since), ...deeds);
  return sumOf(
    rows.map(({ actor, answer }) => {
      const said: TookUp & Grown = JSON.parse(answer);
      const { lentBy = '' } = said;
      const grown = amountAfter(`${currency} ${person} `, said[`${field}For`]);
      if (actor !== person && !lentBy.split(',').includes(`${currency} ${person}`)) return grown;
      return grown + amountAfter(`${currency} `, said[field]);
    }),
  );
}

/** What follows `name` in a list of names and minor units; nothing where it is not in it. */
function amountAfter(name: string, list = ''): bigint {
  const found = list.split(',').find((each) => each.startsWith(name));
  return BigInt(found?.slice(name.length) ?? '0');
}

function sumOf(amounts: readonly bigint[]): bigint {
  return amounts.reduce((sum, each) => sum + each, 0n);
}
