// The settlement side for reading: what waits to leave, where each cycle stands, what keeps it
// there, and the bank's own accounts that settlement moves.

import {
  ACCOUNT_KIND_RULES,
  type AccountKind,
  BANK_ACCOUNTS,
  postedBalance,
} from '../domain/chart-of-accounts.ts';
import { CONCEALED_STATUSES } from '../domain/disclosure.ts';
import type { Money } from '../domain/money.ts';
import {
  SETTLEMENT_PURPOSES,
  type SettlementBlock,
  type SettlementPurpose,
} from '../domain/settlement-blocks.ts';
import { BALANCES_NOW } from './balances-now.ts';
import type { ReadableDb } from './connection.ts';
import { type Cycle, Cycles } from './cycles.ts';

export type WaitingBatch = {
  readonly batchId: number;
  readonly messageId: string;
  readonly fileName: string;
  /** Whether the engine has judged all of it: a batch leaves whole. */
  readonly judged: boolean;
  readonly accepted: number;
  readonly dispatched: number;
  /** Payments that wait for a person or for funds: they leave later. */
  readonly beingProcessed: number;
  readonly acceptedSums: readonly Money[];
  readonly dispatchedSums: readonly Money[];
  readonly blocks: readonly SettlementBlock[];
};

export type CycleBatch = {
  readonly batchId: number;
  readonly payments: number;
  readonly amount: bigint;
};

/** A cycle; amounts are minor units, `netPosition` negative when we owe. */
export type CycleView = Omit<Cycle, 'id'> & {
  readonly cycleId: number;
  readonly items: number;
  /** The first {@link LISTED_MAX}. */
  readonly batches: readonly CycleBatch[];
  readonly blocks: readonly SettlementBlock[];
};

export type Position = {
  readonly account: string;
  readonly purpose: SettlementPurpose;
  readonly currency: string;
  /** On the account's normal side, in minor units. */
  readonly posted: bigint;
  readonly pending: bigint;
};

export type SettlementView = {
  readonly waiting: readonly WaitingBatch[];
  /** Open and closed ones, oldest first, then the newest that settled or were unwound. */
  readonly cycles: readonly CycleView[];
  readonly positions: readonly Position[];
};

/** Batches, cycles and positions that a view lists at most, each. */
const LISTED_MAX = 500;

/** Cycles that settled or were unwound and stay in sight. */
const ENDED_LISTED = 20;

export function readSettlement(connection: ReadableDb): SettlementView {
  return {
    waiting: readWaiting(connection),
    cycles: readCycles(connection),
    positions: readPositions(connection),
  };
}

/** One number for every wait: telling them apart would tell what compliance holds. */
const PROCESSED = CONCEALED_STATUSES.map((status) => `'${status}'`).join(', ');

type WaitingRow = {
  batch: bigint;
  message_id: string;
  file_name: string;
  next_record: bigint;
  number_of_transactions: bigint;
  accepted: bigint;
  dispatched: bigint;
  being_processed: bigint;
};

/** Batches with payments to dispatch or acknowledge, oldest first. */
function readWaiting({ db }: ReadableDb): WaitingBatch[] {
  const rows = db
    .prepare<[number], WaitingRow>(
      `SELECT t.batch, b.message_id, f.file_name, b.next_record, b.number_of_transactions,
         sum(CASE t.status WHEN 'accepted'   THEN t.payments ELSE 0 END) AS accepted,
         sum(CASE t.status WHEN 'dispatched' THEN t.payments ELSE 0 END) AS dispatched,
         sum(CASE WHEN t.status IN (${PROCESSED}) THEN t.payments ELSE 0 END) AS being_processed
       FROM batch_totals t JOIN batches b ON b.id = t.batch JOIN batch_files f ON f.batch = b.id
       WHERE t.status IN ('accepted', 'dispatched', ${PROCESSED}) AND t.payments > 0
       GROUP BY t.batch HAVING accepted + dispatched > 0 ORDER BY t.batch LIMIT ?`,
    )
    .all(LISTED_MAX);
  const sums = db.prepare<[bigint, string], Money>(
    `SELECT amount AS minor, currency FROM batch_totals
     WHERE batch = ? AND status = ? AND payments > 0 ORDER BY currency`,
  );
  return rows.map((row) => ({
    batchId: Number(row.batch),
    messageId: row.message_id,
    fileName: row.file_name,
    judged: row.next_record === row.number_of_transactions,
    accepted: Number(row.accepted),
    dispatched: Number(row.dispatched),
    beingProcessed: Number(row.being_processed),
    acceptedSums: sums.all(row.batch, 'accepted'),
    dispatchedSums: sums.all(row.batch, 'dispatched'),
    blocks: blocksOfBatch(row),
  }));
}

function blocksOfBatch(row: WaitingRow): SettlementBlock[] {
  const blocks: SettlementBlock[] = [];
  if (row.next_record < row.number_of_transactions) {
    const data = { judged: String(row.next_record), of: String(row.number_of_transactions) };
    blocks.push({ code: 'batch_not_judged', data });
  }
  if (row.being_processed > 0n) {
    const data = { payments: String(row.being_processed) };
    blocks.push({ code: 'payments_being_processed', data });
  }
  return blocks;
}

function readCycles({ db }: ReadableDb): CycleView[] {
  const cycles = new Cycles(db);
  const listed = [...cycles.inState('open'), ...cycles.inState('closed'), ...ended(cycles)].slice(
    0,
    LISTED_MAX,
  );
  const batches = db.prepare<[number], { batch: bigint; payments: bigint; amount: bigint }>(
    'SELECT batch, payments, amount FROM cycle_batches WHERE cycle = ? ORDER BY batch',
  );
  return listed.map(({ id, ...cycle }) => {
    const rows = batches.all(id).map(({ batch, payments, amount }) => ({
      batchId: Number(batch),
      payments: Number(payments),
      amount,
    }));
    const items = rows.reduce((sum, { payments }) => sum + payments, 0);
    return {
      ...cycle,
      cycleId: id,
      items,
      batches: rows.slice(0, LISTED_MAX),
      blocks: blocksOfCycle({ db, writes: false }, id, cycle, items),
    };
  });
}

/** The newest that are settled or unwound, newest first. */
function ended(cycles: Cycles): readonly Cycle[] {
  return (['settled', 'unwound'] as const)
    .flatMap((state) => cycles.inState(state).slice(-ENDED_LISTED))
    .sort((a, b) => b.id - a.id)
    .slice(0, ENDED_LISTED);
}

type BreakRow = { expected: bigint; advised: bigint };

function blocksOfCycle(
  { db }: ReadableDb,
  id: number,
  cycle: Omit<Cycle, 'id'>,
  items: number,
): SettlementBlock[] {
  if (cycle.state === 'settled' || cycle.state === 'unwound') return [];
  if (cycle.state === 'closed') {
    const found = db
      .prepare<[number], BreakRow>(
        'SELECT expected, advised FROM breaks WHERE cycle = ? ORDER BY id DESC LIMIT 1',
      )
      .get(id);
    if (found === undefined) return [];
    const data = { expected: String(found.expected), advised: String(found.advised) };
    return [{ code: 'settlement_advice_differs', data }];
  }
  const blocks: SettlementBlock[] = items === 0 ? [{ code: 'cycle_is_empty', data: {} }] : [];
  const dispatched = db
    .prepare<[string], bigint>(
      `SELECT coalesce(sum(payments), 0) FROM batch_totals
       WHERE status = 'dispatched' AND currency = ?`,
    )
    .pluck()
    .get(cycle.currency);
  if (dispatched !== undefined && dispatched > 0n) {
    blocks.push({ code: 'payments_not_acknowledged', data: { payments: String(dispatched) } });
  }
  return blocks;
}

type AccountRow = {
  number: string;
  currency: string;
  kind: AccountKind;
  debits_pending: bigint;
  debits_posted: bigint;
  credits_pending: bigint;
  credits_posted: bigint;
};

function readPositions({ db }: ReadableDb): Position[] {
  const select = db.prepare<[string, string], AccountRow>(
    `SELECT number, currency, kind, debits_pending, debits_posted, credits_pending, credits_posted
     FROM accounts JOIN ${BALANCES_NOW} ON account = id WHERE number = ? AND kind = ? ORDER BY currency`,
  );
  const positions = SETTLEMENT_PURPOSES.flatMap((purpose) => {
    const { code, kind } = BANK_ACCOUNTS[purpose];
    return select.all(code, kind).map((row) => positionOf(purpose, row));
  });
  return positions.slice(0, LISTED_MAX);
}

function positionOf(purpose: SettlementPurpose, row: AccountRow): Position {
  const balance = {
    debitsPending: row.debits_pending,
    debitsPosted: row.debits_posted,
    creditsPending: row.credits_pending,
    creditsPosted: row.credits_posted,
  };
  const held = row.credits_pending - row.debits_pending;
  const onCredit = ACCOUNT_KIND_RULES[row.kind].normalSide === 'credit';
  return {
    account: row.number,
    purpose,
    currency: row.currency,
    posted: postedBalance(balance, row.kind),
    pending: onCredit ? held : -held,
  };
}
