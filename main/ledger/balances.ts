// Every account's four counters in typed arrays, held by the writer: funds are checked here, and a
// commit writes a moved account once or, among many, in its turn. Rebuilt from the file at start.
import { assert, known } from '../domain/assert.ts';
import {
  ACCOUNT_KIND_RULES,
  type AccountKind,
  availableBalance,
  type Balance,
} from '../domain/chart-of-accounts.ts';
import { BalanceRounds } from './balance-rounds.ts';

/** What the ledger must know of an account to move its balance. */
export type AccountRule = {
  readonly currency: string;
  readonly kind: AccountKind;
  readonly accountLimit: bigint;
};

/** A counter beyond this is refused, not wrapped: sums of two still fit SQLite's integers. */
export const COUNTER_MAX = 2n ** 62n;

const COUNTERS = 4;
const DEBITS_PENDING = 0;
const DEBITS_POSTED = 1;
const CREDITS_PENDING = 2;
const CREDITS_POSTED = 3;

export const LAYERS = ['hold', 'post', 'post_hold', 'void_hold', 'expire_hold'] as const;
export type Layer = (typeof LAYERS)[number];

/** How each layer moves the pending and the posted counters: up, down, or not at all. */
export const MOVES = {
  hold: { pending: 1, posted: 0 },
  post: { pending: 0, posted: 1 },
  post_hold: { pending: -1, posted: 1 },
  void_hold: { pending: -1, posted: 0 },
  expire_hold: { pending: -1, posted: 0 },
} as const satisfies Record<Layer, { pending: -1 | 0 | 1; posted: 0 | 1 }>;

/** In-memory balances with an undo: a rolled-back transaction leaves no trace here either. */
export class Balances {
  private counters = new BigInt64Array(COUNTERS * 1024);
  /** The last posting of each account, head of its back-pointer chain; an id, not money. */
  private last = new Float64Array(1024);
  /** The deed that moved each account last, by a number that only grows. */
  private movedIn = new Float64Array(1024);
  private deed = 1;
  private readonly rules: AccountRule[] = [];
  /** What was moved, and what it was before: once per account and deed, in order. */
  private readonly moved: number[] = [];
  private before = new BigInt64Array(COUNTERS * 64);
  private readonly lastBefore: number[] = [];
  private start = { rules: 0, moved: 0, newest: 0 };
  private deedStart = this.start;
  /** The last posting that moved anything. */
  private newest = 0;
  private readonly rounds = new BalanceRounds();
  /** What this deed booked on open-item accounts and has not assigned to an item yet. */
  private readonly unexplained = new Map<number, bigint>();

  get count(): number {
    return this.rules.length;
  }

  /** Adds the account with the next id; ids are dense and start at 1. */
  open(id: number, rule: AccountRule, balance: Balance, lastPosting: number): void {
    assert(id === this.rules.length + 1, 'account ids are dense');
    this.rules.push(rule);
    if (id >= this.last.length) {
      this.counters = grownBigInts(this.counters);
      this.last = grownNumbers(this.last);
      this.movedIn = grownNumbers(this.movedIn);
    }
    const at = id * COUNTERS;
    this.counters[at + DEBITS_PENDING] = balance.debitsPending;
    this.counters[at + DEBITS_POSTED] = balance.debitsPosted;
    this.counters[at + CREDITS_PENDING] = balance.creditsPending;
    this.counters[at + CREDITS_POSTED] = balance.creditsPosted;
    this.last[id] = lastPosting;
    this.movedIn[id] = 0;
    if (lastPosting > this.newest) this.newest = lastPosting;
  }

  /** All accounts of the file are open; those of `behind` have rows that lack their last postings. */
  loaded(behind: readonly number[], writtenThrough: number): void {
    this.rounds.begin(this.newest, writtenThrough);
    for (const id of behind) this.rounds.mark(id);
    this.settle();
  }

  rule(id: number): AccountRule {
    const rule = this.rules[id - 1];
    assert(rule !== undefined, 'the account is in memory');
    return rule;
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

  /**
   * Whether `amount` may be held against `id`, or taken from it; always true where the kind is not
   * checked in that layer (see FundsCheck).
   */
  covers(id: number, amount: bigint, layer: 'hold' | 'post'): boolean {
    const { fundsCheck } = ACCOUNT_KIND_RULES[this.rule(id).kind];
    const isChecked = fundsCheck === 'always' || (fundsCheck === 'holds' && layer === 'hold');
    return !isChecked || this.funds(id) >= amount;
  }

  /** The side of `id` on which money leaves it: a credit takes from a debit-normal account. */
  isGiver(id: number, side: 'debit' | 'credit'): boolean {
    return ACCOUNT_KIND_RULES[this.rule(id).kind].normalSide !== side;
  }

  /**
   * Moves `amount` minor units from `debit` to `credit` in `layer`, and makes `posting` the head
   * of both accounts' back-pointer chains; read the heads before ({@link lastPosting}).
   */
  move(layer: Layer, debit: number, credit: number, amount: bigint, posting: number): void {
    assert(amount > 0n, 'an amount is positive');
    assert(debit !== credit, 'a posting has two ends');
    assert(this.rule(debit).currency === this.rule(credit).currency, 'one currency per posting');
    this.touch(debit, DEBITS_PENDING, layer, amount, posting);
    this.touch(credit, CREDITS_PENDING, layer, amount, posting);
    this.newest = posting;
    if (MOVES[layer].posted === 0) return;
    if (this.isOpenItem(debit)) this.explain(debit, amount);
    if (this.isOpenItem(credit)) this.explain(credit, -amount);
  }

  private isOpenItem(id: number): boolean {
    return ACCOUNT_KIND_RULES[this.rule(id).kind].openItem;
  }

  /** Part of what was booked on an open-item account belongs to an item: credit less debit. */
  explain(id: number, amount: bigint): void {
    assert(this.isOpenItem(id), 'only open-item accounts have items');
    this.unexplained.set(id, (this.unexplained.get(id) ?? 0n) - amount);
  }

  /** Every movement of an open-item account belongs to an item by the end of its deed (R6). */
  assertExplained(): void {
    for (const [id, amount] of this.unexplained) {
      assert(amount === 0n, `account ${id} moved by ${amount} that belongs to no item`);
    }
    this.unexplained.clear();
  }

  private touch(id: number, side: number, layer: Layer, amount: bigint, posting: number): void {
    this.remember(id);
    const { pending, posted } = MOVES[layer];
    const at = id * COUNTERS + side;
    if (pending !== 0) {
      const held = this.at(at) + (pending === 1 ? amount : -amount);
      assert(held >= 0n, 'no more is resolved than was held');
      assert(held <= COUNTER_MAX, 'a counter fits its 64 bits');
      this.counters[at] = held;
    }
    if (posted !== 0) {
      const booked = this.at(at + 1) + amount;
      assert(booked > 0n && booked <= COUNTER_MAX, 'a posted counter only grows, and fits');
      this.counters[at + 1] = booked;
    }
    this.last[id] = posting;
  }

  /** Keeps what the account was before this deed first moved it. */
  private remember(id: number): void {
    if (this.movedIn[id] === this.deed) return;
    this.movedIn[id] = this.deed;
    this.rounds.mark(id);
    const kept = this.moved.length * COUNTERS;
    if (kept === this.before.length) this.before = grownBigInts(this.before);
    for (let counter = 0; counter < COUNTERS; counter += 1) {
      this.before[kept + counter] = this.at(id * COUNTERS + counter);
    }
    this.lastBefore.push(this.lastPosting(id));
    this.moved.push(id);
  }

  private at(index: number): bigint {
    const counter = this.counters[index];
    assert(counter !== undefined, 'the counter is allocated');
    return counter;
  }

  /** The accounts whose rows the transaction in hand writes, each once: see {@link BalanceRounds}. */
  toWrite(): readonly number[] {
    const { newest, rules, start } = this;
    return this.rounds.take(rules.length, newest, newest - start.newest);
  }

  /** The posting up to which all rows are written, when the file is to say so; else null. */
  writtenThrough(): number | null {
    return this.rounds.tell();
  }

  /** The posting that moved the account last, 0 where there is none. */
  lastPosting(id: number): number {
    const last = this.last[id];
    assert(last !== undefined, 'the account is in memory');
    return last;
  }

  /** The deed is done, and its transaction may go on with another. */
  settleDeed(): void {
    this.deed += 1;
    const { rules, moved, newest } = this;
    this.deedStart = { rules: rules.length, moved: moved.length, newest };
  }

  /** The transaction committed: what is in memory is now what is on disk. */
  settle(): void {
    this.moved.length = 0;
    this.lastBefore.length = 0;
    this.settleDeed();
    this.start = this.deedStart;
    this.rounds.settle();
  }

  /** The deed was undone: what it moved is as before it, what it opened is gone. */
  undoDeed(): void {
    this.undoTo(this.deedStart);
  }

  /** The transaction rolled back: every touched account is as before, opened ones are gone. */
  undo(): void {
    this.rounds.undo();
    this.undoTo(this.start);
    this.settle();
  }

  private undoTo({ rules, moved, newest }: typeof this.start): void {
    for (let at = this.moved.length - 1; at >= moved; at -= 1) {
      const id = known(this.moved[at], 'what moved was remembered');
      const from = at * COUNTERS;
      this.counters.set(this.before.subarray(from, from + COUNTERS), id * COUNTERS);
      this.last[id] = known(this.lastBefore[at], 'each moved account was remembered');
    }
    this.moved.length = moved;
    this.lastBefore.length = moved;
    this.rounds.forget(rules, this.rules.length);
    this.rules.length = rules;
    this.newest = newest;
    this.unexplained.clear();
    this.settleDeed();
  }
}

function grownBigInts(of: BigInt64Array<ArrayBuffer>): BigInt64Array<ArrayBuffer> {
  const grown = new BigInt64Array(of.length * 2);
  grown.set(of);
  return grown;
}

function grownNumbers(of: Float64Array<ArrayBuffer>): Float64Array<ArrayBuffer> {
  const grown = new Float64Array(of.length * 2);
  grown.set(of);
  return grown;
}
