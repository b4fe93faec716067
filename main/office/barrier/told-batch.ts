// What batches, their progress and rehearsals say to a person without the compliance right.
import type { Item, Output } from '../../../preload/contract/contract.ts';
import { toldCounts, toldStanding } from '../../domain/disclosed.ts';
import { SHOWN_STATUSES } from '../../domain/disclosure.ts';
import type { Money } from '../../domain/money.ts';

type BatchView = Output<'batch'>;

export function toldBatch(batch: BatchView): BatchView {
  return { ...batch, payments: toldCounts(batch.payments) };
}

export function toldStatusOfAll(status: Output<'status'>): Output<'status'> {
  return {
    ...status,
    batches: status.batches.map(toldBatch),
    payments: toldCounts(status.payments),
  };
}

export function toldProgress(item: Item<'batchProgress'>): Item<'batchProgress'> {
  return { ...item, payments: toldCounts(item.payments) };
}

export function toldRehearsal(item: Item<'rehearseBatch'>): Item<'rehearseBatch'> {
  if (item.kind !== 'rehearsal') return item;
  const { rehearsal } = item;
  const perPaymentInformation = rehearsal.perPaymentInformation.map((each) => ({
    ...each,
    outcomes: toldOutcomes(each.outcomes),
  }));
  const outcomes = toldOutcomes(rehearsal.outcomes);
  return { ...item, rehearsal: { ...rehearsal, perPaymentInformation, outcomes } };
}

type Rehearsal = Extract<Item<'rehearseBatch'>, { readonly kind: 'rehearsal' }>['rehearsal'];
type Outcome = Rehearsal['outcomes'][number];

/** Groups that are told alike become one; the most payments first, else in the order of statuses. */
function toldOutcomes(outcomes: readonly Outcome[]): Outcome[] {
  const groups = new Map<string, Outcome>();
  for (const outcome of outcomes) {
    const told = toldStanding(outcome);
    const key = JSON.stringify([told.status, told.reasonCode, told.reason]);
    const before = groups.get(key);
    groups.set(key, before === undefined ? told : together(before, told));
  }
  const place = ({ status }: Outcome): number => SHOWN_STATUSES.indexOf(status);
  return [...groups]
    .sort(([a, one], [b, other]) => {
      const by = other.payments - one.payments || place(one) - place(other);
      if (by !== 0) return by;
      return a < b ? -1 : 1;
    })
    .map(([, outcome]) => outcome);
}

function together(one: Outcome, other: Outcome): Outcome {
  const payments = one.payments + other.payments;
  return { ...one, payments, sums: added([...one.sums, ...other.sums]) };
}

/** One sum per currency, ordered by its code. */
function added(amounts: readonly Money[]): Money[] {
  const sums = new Map<string, bigint>();
  for (const { currency, minor } of amounts) {
    sums.set(currency, (sums.get(currency) ?? 0n) + minor);
  }
  return [...sums]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([currency, minor]) => ({ currency, minor }));
}
