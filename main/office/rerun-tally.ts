// What a rerun found: how many payments were judged how, how many would be, and which differ.
import { assert, known } from '../domain/assert.ts';
import type { Decision, Outcome } from '../domain/decision.ts';
import type { Money } from '../domain/money.ts';

/** Payments that are named of those that would be judged otherwise; all of them are counted. */
export const CHANGES_NAMED = 100;

/** How a payment was judged; what a person sees of a decision. */
type Judgement = {
  readonly outcome: Outcome;
  readonly reasonCode: string | null;
  readonly reason: string | null;
  /** Whether it is suspected of repeating another one. */
  readonly repeats: boolean;
};

type Group = Judgement & { payments: number; readonly sums: Map<string, bigint> };

type Change = { readonly paymentId: number; readonly amount: Money } & {
  readonly [when in 'was' | 'wouldBe']: Judgement;
};

/** The first run tells of every payment what it was, the second, in the same order, what it would be. */
export class RerunTally {
  private readonly kinds = new Map<string, { readonly at: number; readonly of: Judgement }>();
  private readonly judgements: Judgement[] = [];
  /** The kind of judgement of each payment, in the order of the log. */
  private readonly before: Uint16Array;
  private told = 0;
  private compared = 0;
  private changed = 0;
  private readonly changes: Change[] = [];
  private readonly groups = { was: new Map<number, Group>(), wouldBe: new Map<number, Group>() };

  constructor(payments: number) {
    this.before = new Uint16Array(payments);
  }

  was(_payment: number, amount: Money, decision: Decision): void {
    const kind = this.kindOf(decision);
    this.before[this.told] = kind;
    this.told += 1;
    this.count('was', kind, amount);
  }

  wouldBe(payment: number, amount: Money, decision: Decision): void {
    const kind = this.kindOf(decision);
    const before = known(this.before[this.compared], 'as many payments as before');
    this.compared += 1;
    this.count('wouldBe', kind, amount);
    if (kind === before) return;
    this.changed += 1;
    if (this.changes.length >= CHANGES_NAMED) return;
    const [was, wouldBe] = [this.judgements[before], this.judgements[kind]];
    assert(was !== undefined && wouldBe !== undefined, 'a kind is a judgement');
    this.changes.push({ paymentId: payment, amount, was, wouldBe });
  }

  /** The groups with the most payments first. */
  result() {
    assert(this.told === this.compared, 'both runs met the same payments');
    return {
      was: told(this.groups.was),
      wouldBe: told(this.groups.wouldBe),
      changed: this.changed,
      changes: this.changes,
    };
  }

  private kindOf({ outcome, reasonCode, reason, relatedPayment }: Decision): number {
    const of: Judgement = { outcome, reasonCode, reason, repeats: relatedPayment !== 0 };
    const name = JSON.stringify(of);
    const kind = this.kinds.get(name) ?? { at: this.judgements.length, of };
    if (kind.at === this.judgements.length) {
      this.judgements.push(of);
      this.kinds.set(name, kind);
    }
    return kind.at;
  }

  private count(when: 'was' | 'wouldBe', kind: number, { minor, currency }: Money): void {
    const groups = this.groups[when];
    const of = known(this.judgements[kind], 'a kind is a judgement');
    const group = groups.get(kind) ?? { ...of, payments: 0, sums: new Map() };
    groups.set(kind, group);
    group.payments += 1;
    group.sums.set(currency, (group.sums.get(currency) ?? 0n) + minor);
  }
}

function told(groups: ReadonlyMap<number, Group>) {
  return [...groups.values()]
    .sort((a, b) => b.payments - a.payments)
    .map(({ sums, ...group }) => ({
      ...group,
      sums: [...sums].map(([currency, minor]) => ({ currency, minor })),
    }));
}
