// Count and sum per account, kept for good: the plainest keyed state.
import { KeyBuilder } from '../../../main/stream/key.ts';
import { NEVER } from '../../../main/stream/keyed-state.ts';
import { defineTopology } from '../../../main/stream/topology.ts';
import { input, line, output, type Specimen, type SpecimenOperator } from './specimen.ts';

/** A version whose count has another kind runs the same. */
export type Totals = { readonly count: 'i32' | 'u8'; readonly total: 'i64' };

export const total: SpecimenOperator<Totals> = {
  name: 'total',
  version: 1,
  state: { values: { count: 'i32', total: 'i64' }, keysMax: 100 },
  open(batch, out, state) {
    const accounts = batch.texts('account');
    const amounts = batch.i64('amount');
    const [counts, totals] = [out.i32('count'), out.i64('total')];
    const [count, sum] = [state.number('count'), state.bigint('total')];
    const key = new KeyBuilder();
    return (row) => {
      key.start().text(accounts, row);
      const found = state.find(key);
      const slot = found < 0 ? state.insert(key, NEVER) : found;
      count.set(slot, count.get(slot) + 1);
      sum.set(slot, sum.get(slot) + (amounts[row] ?? 0n));
      counts[row] = count.get(slot);
      totals[row] = sum.get(slot);
    };
  },
};

export const runningTotal: Specimen = {
  topology: defineTopology({
    name: 'running-total',
    version: 1,
    input,
    output,
    key: 'account',
    eventTime: 'at',
    outOfOrderness: 0,
    allowedLateness: 0,
    idleAfter: 1000,
    tries: 1,
    operators: [total],
  }),
  model(arrivals) {
    const seen = new Map<string | null, { count: number; total: bigint }>();
    return arrivals.map(({ account, amount }) => {
      const before = seen.get(account) ?? { count: 0, total: 0n };
      const after = { count: before.count + 1, total: before.total + amount };
      seen.set(account, after);
      return line(0, after.count, after.total);
    });
  },
};
