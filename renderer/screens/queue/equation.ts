// The day's equation as values: which terms a line shows, and whether its two sides agree.
import { SHOWN_WORKLISTS, type ShownWorklist } from '../../../main/domain/disclosure.ts';
import type { EquationTerm } from '../../../main/domain/worklists.ts';
import type { Output } from '../../../preload/contract/contract.ts';

/** One currency of the equation. */
export type Line = Output<'dayEquation'>['currencies'][number];
export type Term = Line['received'];
export type Named = {
  readonly term: EquationTerm | ShownWorklist | 'received' | 'returned';
  readonly value: Term;
};

/** The right side of a line: its ends always, a worklist only while something waits in it. */
export function termsOf(line: Line): readonly Named[] {
  const waiting = SHOWN_WORKLISTS.flatMap((term) => {
    const value = line.waiting[term];
    return value === undefined || value.payments === 0 ? [] : [{ term, value }];
  });
  const ends: readonly Named[] = [
    { term: 'settled', value: line.settled },
    { term: 'rejected', value: line.rejected },
  ];
  const rare: readonly Named[] = [
    { term: 'returned' as const, value: line.returned },
    { term: 'in_doubt' as const, value: line.inDoubt },
  ].filter(({ value }) => value.payments > 0);
  return [...ends, ...waiting, ...rare];
}

/** Whether the two sides agree, in number and in value. */
export function isBalanced(line: Line): boolean {
  let payments = 0;
  let amount = 0n;
  for (const value of [
    line.settled,
    line.rejected,
    line.returned,
    line.inDoubt,
    ...Object.values(line.waiting),
  ]) {
    payments += value.payments;
    amount += value.amount;
  }
  return payments === line.received.payments && amount === line.received.amount;
}
