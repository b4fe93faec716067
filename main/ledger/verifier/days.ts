// Open items and closed days made again: each item is the sum of its movements and each open-item
// account the sum of its items; each closed day's snapshot hashes to what its closing committed to,
// shows what was booked up to that day, and nothing was booked in the day after it closed.
import { createHash } from 'node:crypto';
import type Database from 'better-sqlite3';
import { asValue, fieldsDigest, sameBytes } from './format.ts';
import type { Meter } from './meter.ts';

const ITEMS = `
  SELECT 'item ' || i.id || ' shows ' || i.balance FROM open_items i
  LEFT JOIN (SELECT item, sum(amount) AS moved FROM item_movements GROUP BY item) m ON m.item = i.id
  WHERE i.balance IS NOT coalesce(m.moved, 0)`;

/** What each deed booked on each open-item account is what it assigned to that account's items. */
const MOVEMENTS = `
  SELECT 'deed ' || coalesce(b.deed, m.deed) || ' on account ' || coalesce(b.account, m.account)
  FROM (
    SELECT e.deed, a.id AS account, sum(CASE a.id WHEN p.credit_account THEN p.amount
      ELSE -p.amount END) AS moved
    FROM accounts a JOIN postings p ON a.id IN (p.debit_account, p.credit_account)
    JOIN entries e ON e.id = p.entry
    WHERE a.open_item = 1 AND p.layer IN ('post', 'post_hold') GROUP BY 1, 2 HAVING moved <> 0
  ) b FULL JOIN (
    SELECT m.deed, i.account, sum(m.amount) AS moved FROM item_movements m
    LEFT JOIN open_items i ON i.id = m.item GROUP BY 1, 2 HAVING sum(m.amount) <> 0
  ) m ON m.deed = b.deed AND m.account = b.account
  WHERE b.moved IS NOT m.moved`;

/** Names each item and each deed whose movements do not come to what was booked. */
export function* itemsFollow(db: Database.Database): Generator<string> {
  yield* db.prepare<[], string>(ITEMS).pluck().iterate();
  yield* db.prepare<[], string>(MOVEMENTS).pluck().iterate();
}

type Closing = {
  readonly id: bigint;
  readonly deed: bigint;
  readonly day: string;
  readonly balance_count: bigint;
  readonly balances_digest: Uint8Array;
  readonly item_count: bigint;
  readonly items_digest: Uint8Array;
  readonly chain_count: bigint;
  readonly chain_head: Uint8Array;
};

/** Names each closed day whose snapshot, items, chain head or stillness is not as committed. */
export function* daysAreCommitted(db: Database.Database, meter: Meter): Generator<string> {
  const closings = db.prepare<[], Closing>('SELECT * FROM day_closings ORDER BY id').all();
  for (const closing of closings) {
    meter.step();
    for (const wrong of wrongWith(db, closing)) yield `day ${closing.day} ${wrong}`;
  }
  const strangers = `SELECT closing FROM day_balances
    WHERE closing NOT IN (SELECT id FROM day_closings)
    UNION SELECT closing FROM day_items WHERE closing NOT IN (SELECT id FROM day_closings)`;
  for (const id of db.prepare<[], bigint>(strangers).pluck().iterate()) {
    yield `closing ${id} is of no day`;
  }
  yield* beginnings(db);
}

function* wrongWith(db: Database.Database, closing: Closing): Generator<string> {
  const balances = folded(
    db,
    `SELECT account, debits_pending, debits_posted, credits_pending, credits_posted
     FROM day_balances WHERE closing = ? ORDER BY account`,
    closing.id,
  );
  const isKept =
    balances.count === closing.balance_count && sameBytes(closing.balances_digest, balances.digest);
  if (!isKept) yield 'has another snapshot than it committed to';
  const items = folded(
    db,
    `SELECT kind, reference, owner, since, currency, amount, carried FROM day_items
     WHERE closing = ? ORDER BY kind, reference`,
    closing.id,
  );
  if (items.count !== closing.item_count || !sameBytes(closing.items_digest, items.digest)) {
    yield 'has other items than it committed to';
  }
  const head = db
    .prepare<[bigint], Uint8Array>('SELECT digest FROM deeds WHERE sequence = ?')
    .pluck()
    .get(closing.chain_count);
  if (closing.chain_count > 0n && !sameBytes(closing.chain_head, head ?? new Uint8Array(0))) {
    yield 'names another head of the chain';
  }
  const late = db
    .prepare<[string, bigint], bigint>(
      'SELECT id FROM entries WHERE booking_date <= ? AND deed > ? LIMIT 1',
    )
    .pluck()
    .get(closing.day, closing.deed);
  if (late !== undefined) yield `was closed before entry ${late} was booked in it`;
}

function folded(
  db: Database.Database,
  sql: string,
  closing: bigint,
): { readonly count: bigint; readonly digest: Buffer } {
  const kept = createHash('sha256');
  let count = 0n;
  for (const raw of db.prepare<[bigint], unknown[]>(sql).raw().iterate(closing)) {
    kept.update(fieldsDigest(raw.map(asValue)));
    count += 1n;
  }
  return { count, digest: kept.digest() };
}

/** Each day in which something is booked began with the first of it. */
function* beginnings(db: Database.Database): Generator<string> {
  const sql = `
    SELECT 'day ' || coalesce(d.day, e.day) || ' did not begin with its first entry' FROM days d
    FULL JOIN (SELECT booking_date AS day, min(id) AS first, min(first_posting) AS posting
      FROM entries GROUP BY booking_date) e ON e.day = d.day
    WHERE d.first_entry IS NOT e.first OR d.first_posting IS NOT e.posting`;
  yield* db.prepare<[], string>(sql).pluck().iterate();
}
