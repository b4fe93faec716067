// Marks what was seen within the last second of event time: state that expires, with records that
// come out of order. What shows is that expiry depends on the log alone, never on who sweeps when.
import { KeyBuilder } from '../../../main/stream/key.ts';
import { defineTopology } from '../../../main/stream/topology.ts';
import {
  input,
  line,
  modelClock,
  output,
  type Specimen,
  type SpecimenOperator,
} from './specimen.ts';

const KEPT_MS = 1000;
const OUT_OF_ORDERNESS_MS = 200;
const values = { count: 'u32' } as const;

export const seenBefore: SpecimenOperator<typeof values> = {
  name: 'seen-before',
  version: 1,
  state: { values, keysMax: 1000 },
  open(batch, out, state) {
    const accounts = batch.texts('account');
    const amounts = batch.i64('amount');
    const times = batch.f64('at');
    const [outcomes, counts] = [out.u8('outcome'), out.i32('count')];
    const count = state.number('count');
    const key = new KeyBuilder();
    return (row) => {
      key
        .start()
        .text(accounts, row)
        .i64(amounts[row] ?? 0n);
      const found = state.find(key);
      const slot = found < 0 ? state.insert(key, (times[row] ?? 0) + KEPT_MS) : found;
      count.set(slot, count.get(slot) + 1);
      outcomes[row] = found < 0 ? 1 : 2;
      counts[row] = count.get(slot);
    };
  },
};

export const firstSeen: Specimen = {
  topology: defineTopology({
    name: 'first-seen',
    version: 1,
    input,
    output,
    key: 'account',
    eventTime: 'at',
    outOfOrderness: OUT_OF_ORDERNESS_MS,
    allowedLateness: 0,
    idleAfter: 1000,
    tries: 1,
    operators: [seenBefore],
  }),
  model(arrivals) {
    const clock = modelClock(OUT_OF_ORDERNESS_MS);
    const seen = new Map<string, { count: number; expiresAt: number }>();
    return arrivals.map(({ account, at, amount }) => {
      const now = clock(at);
      const key = JSON.stringify([account, String(amount)]);
      const before = seen.get(key);
      const isKnown = before !== undefined && before.expiresAt > now;
      const after = isKnown
        ? { ...before, count: before.count + 1 }
        : { count: 1, expiresAt: at + KEPT_MS };
      seen.set(key, after);
      return line(isKnown ? 2 : 1, after.count, 0n);
    });
  },
};
