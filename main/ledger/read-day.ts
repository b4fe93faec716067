// What stands open now, with its owner and since when: payments the rail has not answered, open
// items, breaks nobody explained. The close of a day asks it, and so do the screens.
import type Database from 'better-sqlite3';
import type { AccountKind } from '../domain/chart-of-accounts.ts';
import type { BusinessDate } from '../domain/dates.ts';
import type { DayWorkKind } from '../domain/day-work.ts';

/** One thing that stands open; `amount` is credit less debit, in minor units of `currency`. */
export type StandingWork = {
  readonly kind: DayWorkKind;
  /** How a person names it: `payment 7`, `2210 entry 45`, `break 2`. */
  readonly reference: string;
  readonly owner: string;
  readonly since: BusinessDate;
  readonly currency: string;
  readonly amount: bigint;
};

const ITEM_KINDS: { readonly [kind in AccountKind]?: DayWorkKind } = {
  suspense: 'item_unapplied',
  difference: 'item_difference',
  claim: 'item_claim',
  clearing: 'item_clearing',
  blocked: 'item_blocked',
};

type WorkRow = {
  reference: string;
  owner: string;
  since: string;
  currency: string;
  amount: bigint;
};

/** Holds that a rail was asked about and has not answered; the payment, or the hold, names them. */
const UNKNOWN_HOLDS = `
  SELECT CASE e.payment WHEN 0 THEN 'hold ' || e.id ELSE 'payment ' || e.payment END AS reference,
    h.owner, e.booking_date AS since, p.currency, p.amount
  FROM hold_events h JOIN entries e ON e.id = h.hold JOIN postings p ON p.id = e.first_posting
  WHERE h.event = 'unknown'
    AND NOT EXISTS (SELECT 1 FROM entries r WHERE r.resolves = h.hold AND r.resolves > 0)
  ORDER BY h.id`;

const UNKNOWN_PAYMENTS = `
  SELECT 'payment ' || p.id AS reference, 'supervisor' AS owner, i.execution_date AS since,
    p.currency, p.amount
  FROM batch_totals t JOIN payments p
    ON p.id >= t.batch * 16777216 AND p.id < (t.batch + 1) * 16777216
  JOIN payment_informations i ON i.id = p.payment_information
  WHERE t.status = 'unknown' AND t.payments > 0 AND p.status = 'unknown' ORDER BY p.id`;

/**
 * A break about a cycle that settled after all was only a wrong advice before the right one; of one
 * that was unwound there is no position left to differ from.
 */
const BREAKS = `
  SELECT 'break ' || b.id AS reference, b.owner, b.opened_on AS since, b.currency,
    b.advised - b.expected AS amount
  FROM breaks b LEFT JOIN cycles c ON c.id = b.cycle
  WHERE coalesce(c.state, '') NOT IN ('settled', 'unwound')
    AND b.id NOT IN (SELECT break FROM break_reasons) ORDER BY b.id`;

const ITEMS = `
  SELECT a.kind, a.number || ' ' || i.reference AS reference, i.owner, i.opened_on AS since,
    a.currency, i.balance AS amount
  FROM open_items i JOIN accounts a ON a.id = i.account
  WHERE i.balance <> 0 ORDER BY i.id`;

/** Everything that stands open, by kind and age. */
export function readStandingWork(db: Database.Database): readonly StandingWork[] {
  const of = (kind: DayWorkKind, sql: string): StandingWork[] =>
    db
      .prepare<[], WorkRow>(sql)
      .all()
      .map((row) => ({ kind, ...row }));
  const items = db.prepare<[], WorkRow & { kind: AccountKind }>(ITEMS).all();
  return [
    ...of('payment_unknown', UNKNOWN_PAYMENTS),
    ...of('payment_unknown', UNKNOWN_HOLDS),
    ...of('break_unexplained', BREAKS),
    ...items.flatMap(({ kind, ...row }) => {
      const work = ITEM_KINDS[kind];
      return work === undefined ? [] : [{ kind: work, ...row }];
    }),
  ];
}

export type DayState = {
  readonly day: BusinessDate;
  readonly state: 'open' | 'closed';
  /** Of a closed day, the head that was printed that evening, as hex, and its number. */
  readonly chainHead: string | null;
  readonly chainCount: number | null;
  readonly rates: string;
};

type DayRow = {
  day: string;
  chain_head: Buffer | null;
  chain_count: bigint | null;
  rates: string | null;
};

/** The days in which something was booked, newest first, at most `most`. */
export function readDays(db: Database.Database, most: number): readonly DayState[] {
  const rows = db
    .prepare<[number], DayRow>(
      `SELECT d.day, c.chain_head, c.chain_count, c.rates
       FROM days d LEFT JOIN day_closings c ON c.day = d.day ORDER BY d.day DESC LIMIT ?`,
    )
    .all(most);
  const first = db
    .prepare<[], string>("SELECT coalesce(max(day), '') FROM day_closings")
    .pluck()
    .get();
  return rows.map(({ day, chain_head, chain_count, rates }) => ({
    day,
    state: day <= (first ?? '') ? 'closed' : 'open',
    chainHead: chain_head === null ? null : chain_head.toString('hex'),
    chainCount: chain_count === null ? null : Number(chain_count),
    rates: rates ?? '',
  }));
}
