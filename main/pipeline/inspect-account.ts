// The window inspector: what the measures hold of one account now, as the last epoch left it.
import { known } from '../domain/assert.ts';
import {
  type Habits,
  MEASURE_WINDOWS,
  type MeasureWindow,
  type PartyMeasures,
} from '../domain/measures.ts';
import { ColumnsView, defineColumns } from '../stream/columns.ts';
import { ColumnsWriter } from '../stream/columns-writer.ts';
import { KeyBuilder } from '../stream/key.ts';
import type { KeyedState } from '../stream/keyed-state.ts';
import { hashKey } from '../stream/partition.ts';
import { fingerprint } from './fingerprint.ts';
import { blankReading, PAID, RECEIVED, readSpan } from './party-windows.ts';
import { habitsAt } from './payer-habits.ts';

const QUESTION = defineColumns({ account: 'text', currency: 'text' });
const LIMITS = { rowsMax: 1, bytesMax: 1 << 16 };
const DAY_SECONDS = 86_400;

/** What is known of an account, and of its payees and payers apart. */
export type InspectedAccount = {
  /** Milliseconds UTC of its latest payment, up to which the windows reach. */
  readonly lastSeenAt: number;
  readonly paying: PartyMeasures;
  readonly receiving: PartyMeasures;
  /** What it usually pays; null where it never paid. */
  readonly habits: Habits | null;
};

/** The partition hash of an account's number: the task that owns it is the one to ask. */
export function accountHash(account: string): number {
  return hashKey(account);
}

/**
 * What `state`, that of the step `measure`, holds of an account in a currency, or null when it was
 * not met. `now` is the task's watermark, milliseconds UTC: what has expired by then is not there.
 */
export function inspectAccount(
  state: KeyedState,
  account: string,
  currency: string,
  now: number,
): InspectedAccount | null {
  state.atRecord(accountHash(account), now);
  const slot = state.find(keyOf(account, currency));
  if (slot < 0) return null;
  const lastSeen = state.number('lastSeen').get(slot);
  const firstSeenAt = state.number('firstSeen').get(slot) * 1000;
  const rest = Math.floor((Math.max(now / 1000, lastSeen) - lastSeen) / DAY_SECONDS);
  const dormantDays = Number.isFinite(rest) ? rest : 0;
  const party = (direction: typeof PAID | typeof RECEIVED): PartyMeasures => ({
    windows: windowsOf(state, slot, lastSeen, direction),
    firstSeenAt,
    dormantDays,
  });
  return {
    lastSeenAt: lastSeen * 1000,
    paying: party(PAID),
    receiving: party(RECEIVED),
    habits: habitsAt(state, slot, lastSeen),
  };
}

function keyOf(account: string, currency: string): KeyBuilder {
  const writer = new ColumnsWriter(QUESTION, LIMITS);
  writer.text('account', account);
  writer.text('currency', currency);
  known(writer.endRow() || null, 'a question is short');
  const row = new ColumnsView(QUESTION, writer.finish());
  const parts = new KeyBuilder()
    .start()
    .text(row.texts('account'), 0)
    .text(row.texts('currency'), 0);
  return fingerprint(parts, new KeyBuilder());
}

function windowsOf(
  state: KeyedState,
  slot: number,
  now: number,
  direction: typeof PAID | typeof RECEIVED,
): PartyMeasures['windows'] {
  const [few, windows] = [state.vector('few'), state.vector('windows')];
  const reading = blankReading();
  const sums = new BigInt64Array(reading.sums.buffer);
  const read = (window: MeasureWindow) => {
    const span = MEASURE_WINDOWS.indexOf(window);
    readSpan(few, windows, slot, span, now, direction, reading);
    return {
      paidCount: reading.counts[PAID],
      paidSum: known(sums[PAID], 'two sums'),
      receivedCount: reading.counts[RECEIVED],
      receivedSum: known(sums[RECEIVED], 'two sums'),
      counterparties: reading.counterparties,
      justUnderThreshold: reading.justUnder,
    };
  };
  return {
    '1m': read('1m'),
    '1h': read('1h'),
    '24h': read('24h'),
    '7d': read('7d'),
    '30d': read('30d'),
  };
}
