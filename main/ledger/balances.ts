// Every account's four counters in typed arrays, held by the writer: funds are checked here, and
// each touched account is written once per transaction. Rebuilt from the accounts table at start.
import { assert, known } from '../domain/assert.ts';
import {
  ACCOUNT_KIND_RULES,
  type AccountKind,
  availableBalance,
  type Balance,
} from '../domain/chart-of-accounts.ts';

/** What the ledger must know of an account to move its balance. */
export type AccountRule = {
  readonly currency: string;
  readonly kind: AccountKind;
  readonly accountLimit: bigint;
};

/** A counter beyond this is refused, not wrapped: sums of two still fit SQLite's integers. */
const COUNTER_MAX = 2n ** 62n;

const COUNTERS = 5;
const DEBITS_PENDING = 0;
const DEBITS_POSTED = 1;
const CREDITS_PENDING = 2;
const CREDITS_POSTED = 3;
const LAST_POSTING = 4;

export type Layer = 'hold' | 'post' | 'post_hold' | 'void_hold';

/** How each layer moves the pending and the posted counters, in units of the amount. */
const MOVES = {
  hold: { pending: 1n, posted: 0n },
  post: { pending: 0n, posted: 1n },
  post_hold: { pending: -1n, posted: 1n },
  void_hold: { pending: -1n, posted: 0n },
} as const satisfies Record<Layer, { pending: bigint; posted: bigint }>;

/** In-memory balances with an undo: a rolled-back transaction leaves no trace here either. */
export class Balances {
  private counters = new BigInt64Array(COUNTERS * 1024);
  private readonly rules: AccountRule[] = [];
  private readonly before = new Map<number, BigInt64Array>();
  private added = 0;

  get count(): number {
    return this.rules.length;
  }

  /** Adds the account with the next id; ids are dense and start at 1. */
  open(id: number, rule: AccountRule, balance: Balance, lastPosting: bigint): void {
    assert(id === this.rules.length + 1, 'account ids are dense');
    this.rules.push(rule);
    this.added += 1;
    const needed = COUNTERS * (id + 1);
    if (needed > this.counters.length) {
      const grown = new BigInt64Array(needed * 2);
      grown.set(this.counters);
      this.counters = grown;
    }
    const at = id * COUNTERS;
    this.counters[at + DEBITS_PENDING] = balance.debitsPending;
    this.counters[at + DEBITS_POSTED] = balance.debitsPosted;
    this.counters[at + CREDITS_PENDING] = balance.creditsPending;
    this.counters[at + CREDITS_POSTED] = balance.creditsPosted;
    this.counters[at + LAST_POSTING] = lastPosting;
  }

  rule(id: number): AccountRule {
    return known(this.rules[id - 1], `account ${id} is in memory`);
  }

  balance(id: number): Balance {
    this.rule(id);
    const at = id * COUNTERS;
    return {
      debitsPending: this.at(at + DEBITS_PENDING),
      debitsPosted: this.at(at + DEBITS_POSTED),
      creditsPending: this.at(at + CREDITS_PENDING),
      creditsPosted: this.at(at + CREDITS_POSTED),
    };
  }

  /** What `id` may still spend in minor units, its account limit included. */
  funds(id: number): bigint {
    const { kind, accountLimit } = this.rule(id);
    return availableBalance(this.balance(id), kind) + accountLimit;
  }

  /** Whether `amount` may be taken from `id`; always true where the kind is not funds-checked. */
  covers(id: number, amount: bigint): boolean {
    return !ACCOUNT_KIND_RULES[this.rule(id).kind].fundsChecked || this.funds(id) >= amount;
  }

  /**
   * Moves `amount` minor units from `debit` to `credit` in `layer`, and makes `posting` the head
   * of both accounts' back-pointer chains. Answers what the heads were.
   */
  move(
    layer: Layer,
    debit: number,
    credit: number,
    amount: bigint,
    posting: number,
  ): { previousDebit: bigint; previousCredit: bigint } {
    assert(amount > 0n, 'an amount is positive');
    assert(debit !== credit, 'a posting has two ends');
    assert(this.rule(debit).currency === this.rule(credit).currency, 'one currency per posting');
    const { pending, posted } = MOVES[layer];
    const previousDebit = this.touch(
      debit,
      DEBITS_PENDING,
      pending * amount,
      posted * amount,
      posting,
    );
    const previousCredit = this.touch(
      credit,
      CREDITS_PENDING,
      pending * amount,
      posted * amount,
      posting,
    );
    return { previousDebit, previousCredit };
  }

  private touch(
    id: number,
    side: number,
    pending: bigint,
    posted: bigint,
    posting: number,
  ): bigint {
    const at = id * COUNTERS;
    if (!this.before.has(id)) this.before.set(id, this.counters.slice(at, at + COUNTERS));
    const newPending = this.at(at + side) + pending;
    const newPosted = this.at(at + side + 1) + posted;
    assert(newPending >= 0n, 'no more is resolved than was held');
    assert(newPosted >= 0n, 'a posted counter only grows');
    assert(newPending <= COUNTER_MAX && newPosted <= COUNTER_MAX, 'a counter fits its 64 bits');
    this.counters[at + side] = newPending;
    this.counters[at + side + 1] = newPosted;
    const previous = this.at(at + LAST_POSTING);
    this.counters[at + LAST_POSTING] = BigInt(posting);
    return previous;
  }

  private at(index: number): bigint {
    return known(this.counters[index], 'the counter is allocated');
  }

  /** The accounts moved since the last {@link settle} or {@link undo}, in order of first touch. */
  touched(): Iterable<number> {
    return this.before.keys();
  }

  lastPosting(id: number): bigint {
    return this.at(id * COUNTERS + LAST_POSTING);
  }

  /** The transaction committed: what is in memory is now what is on disk. */
  settle(): void {
    this.before.clear();
    this.added = 0;
  }

  /** The transaction rolled back: every touched account is as before, opened ones are gone. */
  undo(): void {
    for (const [id, counters] of this.before) this.counters.set(counters, id * COUNTERS);
    this.before.clear();
    this.rules.length -= this.added;
    this.added = 0;
  }
}
