// The windows of moved-lately by operators that take all records of an epoch at once: one under the
// topology's own key, some of them at a time, one under two keys that it makes itself, after one that refuses some. What
// shows is that going through a batch column by column gives what record after record gives.
import { KeyBuilder } from '../../../main/stream/key.ts';
import { KeyBatch } from '../../../main/stream/key-batch.ts';
import type { Entries } from '../../../main/stream/operator.ts';
import { defineTopology } from '../../../main/stream/topology.ts';
import {
  ALLOWED_LATENESS_MS,
  BUCKET_MS,
  BUCKETS,
  modelWindows,
  movedLately,
  OUT_OF_ORDERNESS_MS,
  ring,
} from './moved-lately.ts';
import { taste } from './poisoned.ts';
import { line, modelClock, type Specimen, type SpecimenOperator } from './specimen.ts';

type Windows = SpecimenOperator<Record<never, never>>;
type OpenAll = NonNullable<Windows['openAll']>;
type Opened = Parameters<OpenAll>;

const state = { values: {}, vectors: { ring: { words: ring.words } }, keysMax: 100 } as const;

const LIFETIME_MS = 2 * BUCKET_MS * BUCKETS;
/** Few, so that an epoch is several times as many. */
const AT_ONCE = 5;

/** Adds each entry to the window of its slot, and tells where that lies. */
function addAll(
  [batch, , keyed]: Opened,
  { count, rows, hashes, marks }: Entries,
  slots: Uint32Array,
  then: (i: number, words: Uint32Array, base: number) => void,
): void {
  const times = batch.f64('at');
  const amounts = batch.cells('amount').words;
  const cells = keyed.vector('ring');
  for (let i = 0; i < count; i += 1) {
    const row = rows[i] ?? 0;
    const slot = slots[i] ?? 0;
    const at = times[row] ?? 0;
    keyed.atRecord(hashes[i] ?? 0, marks[i] ?? 0);
    const expiresAt = at + LIFETIME_MS;
    if (keyed.isThere(slot)) keyed.expireAt(slot, expiresAt);
    else keyed.begin(slot, expiresAt);
    cells.edit(slot);
    const { words, base } = cells;
    ring.add(words, base, at, 0, 0, amounts[2 * row] ?? 0, amounts[2 * row + 1] ?? 0);
    then(i, words, base);
  }
}

const ofAccount: Windows = {
  name: 'of-account',
  version: 1,
  late: 'correct',
  state,
  openAll(...opened) {
    const [batch, out, keyed] = opened;
    const times = batch.f64('at');
    const amounts = batch.cells('amount').words;
    const counts = out.cells('count').words;
    const sums = out.cells('total').words;
    const cells = keyed.vector('ring');
    return (entries) => {
      keyed.arrive(entries, times, { most: AT_ONCE, lifetime: LIFETIME_MS }, (from, to, slots) => {
        cells.openAll(slots, to - from);
        const { words, bases } = cells;
        cells.seen = ring.fetch(words, bases, to - from, times[entries.rows[from] ?? 0] ?? 0);
        ring.addAll(words, bases, entries.rows, from, to, { times, amounts, counts, sums });
      });
    };
  },
};

const ofBoth: Windows = {
  name: 'of-both',
  version: 1,
  keys: ['account', 'note'],
  late: 'correct',
  state,
  openAll(...opened) {
    const [batch, out, keyed] = opened;
    const texts = [batch.texts('account'), batch.texts('note')] as const;
    const outcomes = out.u8('outcome');
    return (entries) => {
      const { count, rows, sides } = entries;
      const keys = new KeyBatch(count);
      const builder = new KeyBuilder();
      for (let i = 0; i < count; i += 1) {
        const text = sides[i] === 0 ? texts[0] : texts[1];
        keys.put(i, builder.start().text(text, rows[i] ?? 0));
      }
      const slots = new Uint32Array(count);
      keyed.enterAll(keys, Uint32Array.from(slots.keys()), count, slots);
      addAll(opened, entries, slots, (i, words, base) => {
        if (sides[i] === 1) outcomes[rows[i] ?? 0] = ring.countIn(words, base, 0, 0);
      });
    };
  },
};

export const movedTogether: Specimen = {
  topology: defineTopology({
    ...movedLately.topology,
    name: 'moved-together',
    operators: [taste, ofAccount, ofBoth],
  }),
  model(arrivals) {
    const clock = modelClock(OUT_OF_ORDERNESS_MS);
    const [account, both] = [modelWindows(), modelWindows()];
    return arrivals.map((arrival) => {
      const now = clock(arrival.at);
      if (arrival.note === 'poison') return 'poison taste tastes_bad 1';
      if (now - arrival.at > ALLOWED_LATENESS_MS) return line(0, 0, 0n);
      // A batch's own keys know no null: it is the empty text.
      const { count, sum } = account(arrival.account ?? '', arrival, now);
      both(arrival.account, arrival, now);
      return line(both(arrival.note, arrival, now).count, count, sum);
    });
  },
};
