// The settlement cycles made again from the payments and entries that belong to them.
import type Database from 'better-sqlite3';
import { BATCH_SPAN } from './format.ts';
import type { Meter } from './meter.ts';

type Cycle = {
  readonly id: bigint;
  readonly currency: string;
  readonly state: string;
  readonly gross_out: bigint;
  readonly gross_in: bigint;
  readonly close_entry: bigint;
  readonly settle_entry: bigint;
  readonly unwind_entry: bigint;
  readonly inward_applied: bigint;
};
type Part = { readonly cycle: bigint; readonly batch: bigint; readonly currency: string } & {
  readonly payments: bigint;
  readonly amount: bigint;
};

/** Names each cycle whose sums, entries or state are not those of what belongs to it. */
export function* cyclesFollow(db: Database.Database, meter: Meter): Generator<string> {
  const sums = new Map<bigint, bigint>();
  const parts = new Map<string, Part>();
  const sql = `SELECT cycle, id / ${BATCH_SPAN} AS batch, currency, count(*) AS payments,
      sum(amount) AS amount FROM payments
    WHERE cycle <> 0 AND status IN ('acknowledged', 'settled') GROUP BY cycle, batch, currency`;
  const currencies = currenciesOf(db);
  for (const part of db.prepare<[], Part>(sql).iterate()) {
    parts.set(`${part.cycle} ${part.batch}`, part);
    sums.set(part.cycle, (sums.get(part.cycle) ?? 0n) + part.amount);
    if (currencies.get(part.cycle) !== part.currency) {
      yield `cycle ${part.cycle} has payments in ${part.currency}`;
    }
  }
  meter.step(1);
  const shown = 'SELECT cycle, batch, payments, amount FROM cycle_batches';
  for (const part of db.prepare<[], Part>(shown).iterate()) {
    const key = `${part.cycle} ${part.batch}`;
    const made = parts.get(key);
    parts.delete(key);
    if (made?.payments !== part.payments || made.amount !== part.amount) {
      yield `cycle ${part.cycle} shows ${part.payments} payments of batch ${part.batch}`;
    }
  }
  for (const key of parts.keys()) yield `cycle and batch ${key} are not shown`;
  const rows = `SELECT id, currency, state, gross_out, gross_in, close_entry, settle_entry,
    unwind_entry, inward_applied FROM cycles ORDER BY id`;
  const journal = { moved: movedBy(db), taken: takenBackBy(db) };
  for (const cycle of db.prepare<[], Cycle>(rows).iterate()) {
    const wrong = wrongWith(cycle, sums.get(cycle.id) ?? 0n, journal);
    if (wrong !== null) yield `cycle ${cycle.id} ${wrong}`;
  }
  yield* paymentsFollow(db);
  yield* inwardFollows(db);
}

function currenciesOf(db: Database.Database): ReadonlyMap<bigint, string> {
  const sql = 'SELECT id, currency FROM cycles';
  return new Map(db.prepare<[], [bigint, string]>(sql).raw().all());
}

/** What the postings of an entry move in all; 0 where there is none. */
function movedBy(db: Database.Database): (entry: bigint) => bigint {
  const sql = `SELECT coalesce(sum(p.amount), 0) FROM entries e
    JOIN postings p ON p.id >= e.first_posting AND p.id < e.first_posting + e.posting_count
    WHERE e.id = ?`;
  const sum = db.prepare<[bigint], bigint>(sql).pluck();
  return (entry) => sum.get(entry) ?? 0n;
}

/** The entry that takes an entry back whole, or 0. */
function takenBackBy(db: Database.Database): (entry: bigint) => bigint {
  const sql = 'SELECT id FROM entries WHERE corrects = ? AND corrects > 0';
  const correction = db.prepare<[bigint], bigint>(sql).pluck();
  return (entry) => correction.get(entry) ?? 0n;
}

/** What the journal says of an entry: what it moves, and which entry takes it back. */
type Journal = {
  readonly moved: (entry: bigint) => bigint;
  readonly taken: (entry: bigint) => bigint;
};

function wrongWith(cycle: Cycle, sum: bigint, { moved, taken }: Journal): string | null {
  const { state, gross_out: out, gross_in: inward, close_entry, settle_entry } = cycle;
  // What was unwound keeps what it was closed with; its payments are in a later cycle.
  const shown = state === 'unwound' ? 0n : out;
  if (shown !== sum) return `shows ${shown} out, its payments come to ${sum}`;
  if (cycle.unwind_entry !== taken(close_entry)) return 'was not taken back as it shows';
  if (state === 'open') {
    return inward === 0n && close_entry === 0n && settle_entry === 0n
      ? null
      : 'is open, and closed';
  }
  if (moved(close_entry) !== out + inward) return `was not closed with ${out} and ${inward}`;
  if (state === 'closed') return settle_entry === 0n ? null : 'is closed, and settled';
  if (state === 'unwound') {
    if (settle_entry !== 0n) return 'is unwound, and settled';
    if (moved(cycle.unwind_entry) !== out + inward)
      return `was not unwound with ${out} and ${inward}`;
    return cycle.inward_applied === 0n ? null : 'is unwound, and its inward funds are applied';
  }
  if (state !== 'settled') return `is ${state}`;
  const net = out > inward ? out - inward : inward - out;
  return moved(settle_entry) === net ? null : `was not settled with ${net}`;
}

/** Payments settle with their cycle, and only then. */
function* paymentsFollow(db: Database.Database): Generator<string> {
  const sql = `SELECT p.id FROM payments p LEFT JOIN cycles c ON c.id = p.cycle
    WHERE (p.cycle <> 0 AND (c.id IS NULL
        OR (c.state = 'settled' AND p.status NOT IN ('settled', 'rejected'))
        OR (c.state <> 'settled' AND p.status = 'settled')
        OR (c.state = 'unwound' AND p.status <> 'rejected')))
      OR (p.cycle = 0 AND p.status = 'acknowledged')
      OR (p.cycle <> 0 AND p.status NOT IN ('acknowledged', 'settled', 'rejected'))`;
  for (const id of db.prepare<[], bigint>(sql).pluck().iterate()) {
    yield `payment ${id} does not stand as its cycle`;
  }
}

/** Inward funds are applied once each: the cycles count what entries credit that were not taken back. */
function* inwardFollows(db: Database.Database): Generator<string> {
  const booked = new Map<string, bigint>();
  // From the entries to their postings: the other way, each posting would look through all of them.
  const sql = `SELECT p.currency, sum(p.amount) FROM entries e
    CROSS JOIN postings p ON p.id >= e.first_posting AND p.id < e.first_posting + e.posting_count
    WHERE e.event = 'D9'
      AND NOT EXISTS (SELECT 1 FROM entries r WHERE r.corrects = e.id AND r.corrects > 0)
    GROUP BY p.currency`;
  for (const [currency, amount] of db.prepare<[], [string, bigint]>(sql).raw().iterate()) {
    booked.set(currency, amount);
  }
  const shown = 'SELECT currency, sum(inward_applied) FROM cycles GROUP BY currency';
  for (const [currency, amount] of db.prepare<[], [string, bigint]>(shown).raw().iterate()) {
    const made = booked.get(currency) ?? 0n;
    booked.delete(currency);
    if (made !== amount) yield `${currency} shows ${amount} of inward funds applied, not ${made}`;
  }
  for (const currency of booked.keys()) yield `${currency} has inward funds of no cycle`;
}
