// The clearing house's side for reading: where each participant stands against its cap and its cover,
// what the cycle in hand holds, and the cycles that were settled, each from its own entries.
import { participantOf } from '../domain/chart-of-accounts.ts';
import { BALANCES_NOW } from './balances-now.ts';
import type { ReadableDb } from './connection.ts';

/** Amounts are minor units; `position` is what others owe it less what it owes. */
export type ParticipantStanding = {
  readonly participant: string;
  readonly name: string;
  readonly currency: string;
  readonly position: bigint;
  /** Held against it, for items that are prepared and not committed. */
  readonly pending: bigint;
  /** How far below zero the position may fall, and how much of that is left. */
  readonly cap: bigint;
  readonly available: bigint;
  /** What stands on its settlement account, and by how much its position would overdraw that. */
  readonly cover: bigint;
  readonly shortfall: bigint;
};

export type CycleInHand = {
  readonly currency: string;
  readonly items: number;
  readonly gross: bigint;
  /** What would move if it settled now: the sum of what the net debtors owe. */
  readonly moved: bigint;
};

export type SettledCycle = CycleInHand & {
  /** The deed that settled it, and when, in milliseconds UTC. */
  readonly deed: number;
  readonly at: number;
  readonly settlementDate: string;
  readonly participants: number;
};

export type ClearingView = {
  readonly participants: readonly ParticipantStanding[];
  readonly inHand: readonly CycleInHand[];
  /** The newest first. */
  readonly settled: readonly SettledCycle[];
};

/** Settled cycles that are listed; the trail has all of them. */
const SETTLED_LISTED = 40;
/** Participants that are listed, of all currencies together. */
const PARTICIPANTS_LISTED = 500;

export function readClearing({ db }: ReadableDb): ClearingView {
  const participants = standings(db);
  const settled = settledCycles(db);
  const currencies = [...new Set(participants.map(({ currency }) => currency))];
  const inHand = currencies.map((currency) => {
    const last = settled.find((cycle) => cycle.currency === currency);
    const between = { currency, after: last?.lastEntry ?? 0, before: Number.MAX_SAFE_INTEGER };
    const owed = participants.filter((one) => one.currency === currency && one.position < 0n);
    const moved = owed.reduce((sum, { position }) => sum - position, 0n);
    return { currency, ...committed(db, between), moved };
  });
  return {
    participants,
    inHand,
    settled: settled.map(({ firstEntry, lastEntry: _, after, ...cycle }) => {
      const between = { currency: cycle.currency, after, before: firstEntry };
      return { ...cycle, ...committed(db, between) };
    }),
  };
}

type Db = ReadableDb['db'];

type StandingRow = {
  number: string;
  name: string;
  currency: string;
  kind: 'participant_position' | 'participant_settlement';
  account_limit: bigint;
  posted: bigint;
  held: bigint;
};

function standings(db: Db): readonly ParticipantStanding[] {
  const rows = db
    .prepare<[number], StandingRow>(
      `SELECT number, coalesce(name, '') AS name, currency, kind, account_limit,
         credits_posted - debits_posted AS posted, debits_pending AS held
       FROM accounts a JOIN ${BALANCES_NOW} b ON b.account = a.id
         LEFT JOIN account_names n ON n.account = a.id
       WHERE kind IN ('participant_position', 'participant_settlement')
       ORDER BY currency, number LIMIT ?`,
    )
    .all(2 * PARTICIPANTS_LISTED);
  const keyOf = ({ number, currency }: StandingRow) => `${participantOf(number)} ${currency}`;
  const covers = new Map(
    rows.filter(({ kind }) => kind === 'participant_settlement').map((row) => [keyOf(row), row]),
  );
  return rows
    .filter(({ kind }) => kind === 'participant_position')
    .map((row) => {
      const { number, name, currency, posted, held, account_limit: cap } = row;
      const of = covers.get(keyOf(row));
      const cover = of === undefined ? 0n : of.posted - of.held;
      const short = -posted - cover;
      return {
        participant: participantOf(number),
        name,
        currency,
        position: posted,
        pending: held,
        cap,
        available: posted - held + cap,
        cover,
        shortfall: posted < 0n && short > 0n ? short : 0n,
      };
    });
}

type Between = { readonly currency: string; readonly after: number; readonly before: number };

/** What was committed between two entries, both left out. */
function committed(db: Db, { currency, after, before }: Between) {
  const row = db
    .prepare<[number, number, string], { items: bigint; gross: bigint }>(
      `SELECT count(*) AS items, coalesce(sum(p.amount), 0) AS gross
       FROM entries e JOIN postings p ON p.id = e.first_posting
         JOIN accounts a ON a.id = p.debit_account
       WHERE e.id > ? AND e.id < ? AND e.event = 'I2' AND p.layer = 'post_hold' AND a.currency = ?`,
    )
    .get(after, before, currency);
  return { items: Number(row?.items ?? 0n), gross: row?.gross ?? 0n };
}

type SettledRow = {
  deed: bigint;
  at: bigint;
  currency: string;
  settlement_date: string;
  first_entry: bigint;
  last_entry: bigint;
  participants: bigint;
  moved: bigint;
};

type BoundedCycle = Omit<SettledCycle, 'items' | 'gross'> & {
  readonly firstEntry: number;
  readonly lastEntry: number;
  /** The last entry of the cycle before it in the same currency. */
  readonly after: number;
};

/** The newest first; one more than is listed is read, to know where the oldest one began. */
function settledCycles(db: Db): readonly BoundedCycle[] {
  const rows = db
    .prepare<[number], SettledRow>(
      `SELECT e.deed, d.at, a.currency, e.settlement_date, min(e.id) AS first_entry,
         max(e.id) AS last_entry, count(*) AS participants,
         sum(CASE WHEN a.kind = 'participant_settlement' THEN p.amount ELSE 0 END) AS moved
       FROM entries e JOIN postings p ON p.id = e.first_posting
         JOIN accounts a ON a.id = p.debit_account JOIN deeds d ON d.sequence = e.deed
       WHERE e.event = 'I4'
       GROUP BY e.deed, a.currency ORDER BY e.deed DESC LIMIT ?`,
    )
    .all(SETTLED_LISTED + 1);
  const cycles = rows.map((row, place) => {
    const before = rows.slice(place + 1).find(({ currency }) => currency === row.currency);
    return {
      deed: Number(row.deed),
      at: Number(row.at),
      currency: row.currency,
      settlementDate: row.settlement_date,
      participants: Number(row.participants),
      moved: row.moved,
      firstEntry: Number(row.first_entry),
      lastEntry: Number(row.last_entry),
      after: Number(before?.last_entry ?? 0n),
    };
  });
  return cycles.slice(0, SETTLED_LISTED);
}
