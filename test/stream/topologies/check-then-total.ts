// A chain of three: a check without state, the expiring one of first-seen, and a total of what both
// let pass. What shows is that an operator sees what those before it wrote for the same record.
import { KeyBuilder } from '../../../main/stream/key.ts';
import { NEVER } from '../../../main/stream/keyed-state.ts';
import { NO_STATE } from '../../../main/stream/state-definition.ts';
import { defineTopology } from '../../../main/stream/topology.ts';
import { firstSeen, seenBefore } from './first-seen.ts';
import { type Arrival, line, type Specimen, type SpecimenOperator } from './specimen.ts';

const UNNAMED = 9;
const values = { total: 'i64' } as const;

const check: SpecimenOperator<Record<never, never>> = {
  name: 'check',
  version: 1,
  state: NO_STATE,
  open(batch, out) {
    const totals = out.i64('total');
    return (row) => {
      totals[row] = batch.isNull('note', row) ? -1n : 0n;
    };
  },
};

const totalOfPassed: SpecimenOperator<typeof values> = {
  name: 'total-of-passed',
  version: 1,
  state: { values, keysMax: 100 },
  open(batch, out, state) {
    const accounts = batch.texts('account');
    const amounts = batch.i64('amount');
    const [outcomes, totals] = [out.u8('outcome'), out.i64('total')];
    const total = state.bigint('total');
    const key = new KeyBuilder();
    return (row) => {
      if (totals[row] === -1n) outcomes[row] = UNNAMED;
      if (outcomes[row] !== 1) return;
      key.start().text(accounts, row).u32(7);
      const found = state.find(key);
      const slot = found < 0 ? state.insert(key, NEVER) : found;
      total.set(slot, total.get(slot) + (amounts[row] ?? 0n));
      totals[row] = total.get(slot);
    };
  },
};

export const checkThenTotal: Specimen = {
  topology: defineTopology({
    ...firstSeen.topology,
    name: 'check-then-total',
    operators: [check, seenBefore, totalOfPassed],
  }),
  model(arrivals) {
    const totals = new Map<string | null, bigint>();
    const seen = firstSeen.model(arrivals);
    return arrivals.map(({ account, amount, note }: Arrival, at) => {
      const [outcome, count] = (seen[at] ?? '').split(' ').map(Number);
      if (note === null) return line(UNNAMED, count ?? 0, -1n);
      if (outcome !== 1) return line(outcome ?? 0, count ?? 0, 0n);
      const total = (totals.get(account) ?? 0n) + amount;
      totals.set(account, total);
      return line(1, count ?? 0, total);
    });
  },
};
