// A note `open` opens an account's session, every record prolongs it, `close` ends it: state that
// is removed before its time, comes back in the same epoch, and has its expiry moved.
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

const PROLONGED_MS = 700;
const values = { total: 'i64', records: 'u8', latest: 'f64' } as const;

const session: SpecimenOperator<typeof values> = {
  name: 'session',
  version: 1,
  state: { values, keysMax: 50 },
  open(batch, out, state) {
    const accounts = batch.texts('account');
    const times = batch.f64('at');
    const amounts = batch.i64('amount');
    const [outcomes, counts, totals] = [out.u8('outcome'), out.i32('count'), out.i64('total')];
    const [total, records] = [state.bigint('total'), state.number('records')];
    const latest = state.number('latest');
    const key = new KeyBuilder();
    return (row) => {
      const at = times[row] ?? 0;
      const note = batch.text('note', row);
      key.start().text(accounts, row);
      let slot = state.find(key);
      if (slot < 0 && note !== 'open') return;
      if (slot < 0) slot = state.insert(key, at + PROLONGED_MS);
      latest.set(slot, Math.max(latest.get(slot), at));
      state.expireAt(slot, latest.get(slot) + PROLONGED_MS);
      total.set(slot, total.get(slot) + (amounts[row] ?? 0n));
      records.set(slot, records.get(slot) + 1);
      outcomes[row] = note === 'close' ? 2 : 1;
      counts[row] = records.get(slot);
      totals[row] = total.get(slot);
      if (note === 'close') state.remove(slot);
    };
  },
};

export const openAndClose: Specimen = {
  topology: defineTopology({
    name: 'open-and-close',
    version: 1,
    input,
    output,
    key: 'account',
    eventTime: 'at',
    outOfOrderness: 0,
    allowedLateness: 0,
    idleAfter: 1000,
    tries: 1,
    operators: [session],
  }),
  model(arrivals) {
    const clock = modelClock(0);
    const open = new Map<string | null, { total: bigint; records: number; latest: number }>();
    return arrivals.map(({ account, at, amount, note }) => {
      const now = clock(at);
      let before = open.get(account);
      if (before !== undefined && before.latest + PROLONGED_MS <= now) before = undefined;
      if (before === undefined && note !== 'open') return line(0, 0, 0n);
      const after = {
        total: (before?.total ?? 0n) + amount,
        records: (before?.records ?? 0) + 1,
        latest: Math.max(before?.latest ?? 0, at),
      };
      if (note === 'close') open.delete(account);
      else open.set(account, after);
      return line(note === 'close' ? 2 : 1, after.records, after.total);
    });
  },
};
