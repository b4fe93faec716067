// Counts and sums over the last second per account, and how often a note was met in it: windows in
// vectors, two keys per record, and records that come too late for them. What shows is that
// windows depend on the log alone, and that one record reaches both its keys on any tasks.
import { KeyBuilder } from '../../../main/stream/key.ts';
import { defineTopology } from '../../../main/stream/topology.ts';
import { WindowRing } from '../../../main/stream/window-ring.ts';
import {
  type Arrival,
  input,
  line,
  modelClock,
  output,
  type Specimen,
  type SpecimenOperator,
} from './specimen.ts';

export const BUCKET_MS = 100;
export const BUCKETS = 10;
export const OUT_OF_ORDERNESS_MS = 200;
export const ALLOWED_LATENESS_MS = 400;

export const ring = new WindowRing({ bucketMs: BUCKET_MS, windows: [BUCKETS], counts: 1, sums: 1 });

const lately: SpecimenOperator<Record<never, never>> = {
  name: 'lately',
  version: 1,
  keys: ['account', 'note'],
  late: 'correct',
  state: { values: {}, vectors: { ring: { words: ring.words } }, keysMax: 100 },
  open(batch, out, state) {
    const keys = [batch.texts('account'), batch.texts('note')] as const;
    const times = batch.f64('at');
    const amounts = batch.cells('amount').words;
    const [outcomes, counts] = [out.u8('outcome'), out.i32('count')];
    const totals = out.cells('total').words;
    const cells = state.vector('ring');
    const key = new KeyBuilder();
    return (row, side) => {
      const at = times[row] ?? 0;
      const text = side === 0 ? keys[0] : keys[1];
      key.start().text(text, row);
      const expiresAt = at + 2 * BUCKET_MS * BUCKETS;
      const found = state.find(key);
      const slot = found < 0 ? state.insert(key, expiresAt) : found;
      state.expireAt(slot, expiresAt);
      cells.edit(slot);
      const { words, base } = cells;
      ring.moveTo(words, base, at);
      if (ring.holds(words, base, at)) {
        ring.count(words, base, at, 0, 1);
        ring.sum(words, base, at, 0, amounts[2 * row] ?? 0, amounts[2 * row + 1] ?? 0);
      }
      if (side === 1) {
        outcomes[row] = ring.countIn(words, base, 0, 0);
        return;
      }
      counts[row] = ring.countIn(words, base, 0, 0);
      const sum = ring.sumAt(base, 0, 0);
      totals[2 * row] = words[sum] ?? 0;
      totals[2 * row + 1] = words[sum + 1] ?? 0;
    };
  },
};

type Held = { readonly expiresAt: number; readonly arrivals: readonly Arrival[] };

/** Counts and sums under one name after another, from lists of all arrivals. */
export function modelWindows() {
  const held = new Map<string, Held>();
  return (key: string | null, arrival: Arrival, now: number) => {
    if (key === null) return { count: 0, sum: 0n };
    const before = held.get(key);
    const isKnown = before !== undefined && before.expiresAt > now;
    const all = [...(isKnown ? before.arrivals : []), arrival];
    held.set(key, { expiresAt: arrival.at + 2 * BUCKET_MS * BUCKETS, arrivals: all });
    const latest = Math.max(...all.map(({ at }) => Math.floor(at / BUCKET_MS)));
    const inside = all.filter(({ at }) => Math.floor(at / BUCKET_MS) > latest - BUCKETS);
    return { count: inside.length, sum: inside.reduce((sum, { amount }) => sum + amount, 0n) };
  };
}

export const movedLately: Specimen = {
  topology: defineTopology({
    name: 'moved-lately',
    version: 1,
    input,
    output,
    key: 'account',
    eventTime: 'at',
    outOfOrderness: OUT_OF_ORDERNESS_MS,
    allowedLateness: ALLOWED_LATENESS_MS,
    idleAfter: 1000,
    tries: 1,
    operators: [lately],
  }),
  model(arrivals) {
    const clock = modelClock(OUT_OF_ORDERNESS_MS);
    const lately = modelWindows();
    return arrivals.map((arrival) => {
      const now = clock(arrival.at);
      if (now - arrival.at > ALLOWED_LATENESS_MS) return line(0, 0, 0n);
      const account = lately(arrival.account, arrival, now);
      const note = lately(arrival.note, arrival, now);
      return line(note.count, account.count, account.sum);
    });
  },
};
