// Every account's balances made again from the postings alone, and compared with those that the
// book shows; and the rules that each posting must keep by itself. A row of balances may be behind
// the newest postings: it then is what the account's postings up to its last one come to.
import type Database from 'better-sqlite3';
import type { Meter } from './meter.ts';

type Account = {
  readonly currency: unknown;
  /** Whether its available balance may never go below its limit. */
  readonly fundsChecked: boolean;
  readonly limit: bigint;
  readonly status: unknown;
  /** What the last change of the trail made of its status; open without one. */
  readonly told: unknown;
  readonly shown: readonly unknown[];
  debitsPending: bigint;
  debitsPosted: bigint;
  creditsPending: bigint;
  creditsPosted: bigint;
  last: bigint;
  /** The last posting that the row of balances is to hold, and what came after it. */
  written: bigint;
  readonly later: [bigint, bigint, bigint, bigint];
};

/** How one posting moves one side of an account. */
type Move = { readonly id: bigint; readonly pending: bigint; readonly posted: bigint };

/** How a layer moves the pending and the posted sum, in units of the amount. */
const LAYERS: { readonly [layer: string]: { readonly pending: bigint; readonly posted: bigint } } =
  {
    hold: { pending: 1n, posted: 0n },
    post: { pending: 0n, posted: 1n },
    post_hold: { pending: -1n, posted: 1n },
    void_hold: { pending: -1n, posted: 0n },
    expire_hold: { pending: -1n, posted: 0n },
  };

/**
 * Names each posting that breaks a rule, then each account whose balances are not the sum of its
 * postings, whose last posting is another, or that is spent beyond its limit, then each currency
 * whose debits and credits differ. Memory: one record per account.
 */
export function* balancesFollow(db: Database.Database, meter: Meter): Generator<string> {
  const accounts = readAccounts(db);
  const through = readWritten(db);
  if (through === null) yield 'balances_written does not name the last posting of an entry';
  const sql = `SELECT id, layer, debit_account, credit_account, amount, currency, previous_debit,
      previous_credit FROM postings ORDER BY id`;
  for (const raw of db.prepare<[], unknown[]>(sql).raw().iterate()) {
    meter.step();
    const wrong = move(raw, accounts, through ?? 0n);
    if (wrong !== null) yield `posting ${raw[0]} ${wrong}`;
  }
  const sums = new Map<unknown, { pending: bigint; posted: bigint }>();
  for (const [id, account] of accounts) {
    const wrong = differs(account);
    if (wrong !== null) yield `account ${id} ${wrong}`;
    const sum = sums.get(account.currency) ?? { pending: 0n, posted: 0n };
    sum.pending += account.creditsPending - account.debitsPending;
    sum.posted += account.creditsPosted - account.debitsPosted;
    sums.set(account.currency, sum);
  }
  const strangers = 'SELECT account FROM balances WHERE account NOT IN (SELECT id FROM accounts)';
  for (const id of db.prepare<[], bigint>(strangers).pluck().iterate()) {
    yield `balance ${id} is of no account`;
  }
  for (const [currency, { pending, posted }] of sums) {
    if (pending !== 0n || posted !== 0n) yield `${currency} does not add up to zero`;
  }
}

/** Up to which posting all rows of balances are written; null where the book does not rightly say. */
function readWritten(db: Database.Database): bigint | null {
  const told = db
    .prepare<[], unknown[]>('SELECT id, posting, entry FROM balances_written')
    .raw()
    .all();
  const [id, posting, entry] = told[0] ?? [];
  if (told.length !== 1 || id !== 1n || typeof posting !== 'bigint' || typeof entry !== 'bigint')
    return null;
  const sql = 'SELECT first_posting + posting_count - 1 FROM entries WHERE id = ?';
  const last = db.prepare<[bigint], unknown>(sql).pluck().get(entry);
  return posting === (last ?? 0n) && (posting > 0n || entry === 0n) ? posting : null;
}

function readAccounts(db: Database.Database): Map<unknown, Account> {
  const accounts = new Map<unknown, Account>();
  const told = new Map<unknown, unknown>();
  const changes = 'SELECT account, status FROM account_changes ORDER BY id';
  for (const raw of db.prepare<[], unknown[]>(changes).raw().iterate()) told.set(raw[0], raw[1]);
  const sql = `SELECT id, currency, funds_check = 'always', account_limit, status, debits_pending,
      debits_posted, credits_pending, credits_posted, last_posting
    FROM accounts LEFT JOIN balances ON account = id ORDER BY id`;
  for (const raw of db.prepare<[], unknown[]>(sql).raw().iterate()) {
    const [id, currency, checked, limit, status, ...shown] = raw;
    accounts.set(id, {
      currency,
      fundsChecked: checked === 1n,
      limit: typeof limit === 'bigint' ? limit : 0n,
      status,
      told: told.get(id) ?? 'open',
      shown,
      debitsPending: 0n,
      debitsPosted: 0n,
      creditsPending: 0n,
      creditsPosted: 0n,
      last: 0n,
      written: 0n,
      later: [0n, 0n, 0n, 0n],
    });
  }
  return accounts;
}

/** Moves one posting's amount, and says what is wrong with the posting, or null. */
function move(
  raw: readonly unknown[],
  accounts: ReadonlyMap<unknown, Account>,
  through: bigint,
): string | null {
  const [id, layer, debitId, creditId, amount, currency, previousDebit, previousCredit] = raw;
  const debit = accounts.get(debitId);
  const credit = accounts.get(creditId);
  const moves = LAYERS[String(layer)];
  if (debit === undefined || credit === undefined || debit === credit) return 'has not two ends';
  if (moves === undefined) return `is of no known layer (${layer})`;
  if (typeof id !== 'bigint' || typeof amount !== 'bigint' || amount <= 0n) {
    return 'moves no amount';
  }
  debit.debitsPending += moves.pending * amount;
  debit.debitsPosted += moves.posted * amount;
  credit.creditsPending += moves.pending * amount;
  credit.creditsPosted += moves.posted * amount;
  const isLinked = previousDebit === debit.last && previousCredit === credit.last;
  debit.last = id;
  credit.last = id;
  const moved = { id, pending: moves.pending * amount, posted: moves.posted * amount };
  sort(debit, 0, moved, through);
  sort(credit, 2, moved, through);
  if (debit.debitsPending < 0n || credit.creditsPending < 0n) return 'resolves more than was held';
  if (debit.currency !== currency || credit.currency !== currency) return 'is of another currency';
  return isLinked ? null : 'does not point at the posting before it on its accounts';
}

/** Tells whether a posting is in the account's row of balances or came after it. */
function sort(account: Account, at: 0 | 2, { id, pending, posted }: Move, through: bigint): void {
  const [, , , , shownLast] = account.shown;
  if (id > through && typeof shownLast === 'bigint' && id > shownLast) {
    account.later[at] += pending;
    account.later[at === 0 ? 1 : 3] += posted;
  } else account.written = id;
}

function differs(account: Account): string | null {
  const { debitsPending, debitsPosted, creditsPending, creditsPosted, shown } = account;
  const all = [debitsPending, debitsPosted, creditsPending, creditsPosted];
  const made = [...all.map((sum, at) => sum - (account.later[at] ?? 0n)), account.written];
  const names = ['debits held', 'debits booked', 'credits held', 'credits booked', 'last posting'];
  const at = made.findIndex((each, index) => each !== shown[index]);
  if (at >= 0) return `shows ${names[at]} ${shown[at]}, its postings come to ${made[at]}`;
  if (account.status !== account.told)
    return `is ${account.status}, the trail says ${account.told}`;
  const free = creditsPosted - debitsPosted - debitsPending + account.limit;
  if (account.fundsChecked && free < 0n) return `is ${-free} beyond its limit`;
  return null;
}
