// Third step: what moved lately. Each payment that passed is counted for both its accounts, under
// either's key, and what is then known of them is written beside it, for the rules and for people.
import { known } from '../domain/assert.ts';
import { MEASURE_WINDOWS } from '../domain/measures.ts';
import type { Policy } from '../domain/policy.ts';
import type { ColumnsView } from '../stream/columns.ts';
import { IntervalJoin } from '../stream/interval-join.ts';
import { KeyBuilder } from '../stream/key.ts';
import { KeyBatch } from '../stream/key-batch.ts';
import type { KeyedState } from '../stream/keyed-state.ts';
import type { Entries, Operator } from '../stream/operator.ts';
import { hashRange } from '../stream/partition.ts';
import type { VectorCells } from '../stream/state-vector.ts';
import { type DecisionColumns, outcomeIndex } from './decision-columns.ts';
import { fingerprint } from './fingerprint.ts';
import { type PartyCells, partyCells } from './measure-columns.ts';
import {
  addEvent,
  blankReading,
  type Direction,
  FEW_WORDS,
  PAID,
  type PartyEvent,
  RECEIVED,
  readSpan,
  WINDOW_WORDS,
} from './party-windows.ts';
import { HABIT_VECTORS, habitsOf } from './payer-habits.ts';
import type { PaymentColumns } from './payment-columns.ts';

/** Seconds UTC of an account's first payment and of its latest. */
const STATE = { firstSeen: 'u32', lastSeen: 'u32' } as const;
type State = KeyedState<typeof STATE>;

/** Accounts measured per task before the engine stops rather than forget one. */
const MEASURED_MAX = 16_000_000;

/** An account that nothing moved on for so long is forgotten: then it is first seen once more. */
const REMEMBERED_SECONDS = 365 * 86_400;

/** Accounts whose few payments are fetched ahead. */
const FETCHED = 256;

const DAY_SECONDS = 86_400;
const HOUR_SECONDS = 3600;

const REPAIR = outcomeIndex('repair');

/**
 * Money that came in, kept so that a payment out within the hour finds it: amount and payment, two
 * words each. A payment passes it on when it is most of it: 80 to 100 per cent.
 */
const INCOMING = new IntervalJoin({ kept: 4, payload: 4 });

const FIRST_VECTORS = {
  few: { words: FEW_WORDS },
  windows: { words: WINDOW_WORDS },
  incoming: { words: INCOMING.words },
} as const;

/**
 * Counts each payment that is not to be repaired, for the debtor's account and the creditor's, in
 * its currency, in the windows of {@link MEASURE_WINDOWS}, as of its event time; and names the
 * payment in that it may pass on. Just under the threshold is what is at most a tenth below the
 * review limit of its currency. A payment that comes later than the topology allows is not counted.
 */
export function measure(
  policy: () => Policy,
): Operator<PaymentColumns, DecisionColumns, typeof STATE> {
  return {
    name: 'measure',
    version: 2,
    keys: ['debtorKey', 'creditorAccount'],
    late: 'correct',
    state: {
      values: STATE,
      vectors: { ...FIRST_VECTORS, ...HABIT_VECTORS },
      keysMax: MEASURED_MAX,
      // What an account usually pays is learned from the payments after it.
      earlier: { 1: { values: STATE, vectors: FIRST_VECTORS } },
    },
    openAll: (batch, out, state) => {
      const outcome = out.u8('outcome');
      const keysOf = keyWriter(batch);
      const parties = partiesOf(state);
      const eventOf = eventReader(batch, policy());
      const cells = [partyCells(out, 'account'), partyCells(out, 'counterparty')] as const;
      const relay = relays(batch, out, state);
      const habits = habitsOf(out, state);
      return (entries) => {
        const { rows, sides, hashes, marks } = entries;
        // Which entries count is known before the first is: no step of this one changes an outcome.
        const measured = places(entries.count).filter((i) => outcome[rows[i] ?? 0] !== REPAIR);
        const slots = new Uint32Array(measured.length);
        const keys = keysOf(entries, measured);
        state.enterAll(keys, places(measured.length), measured.length, slots);
        const few = state.vector('few');
        for (let at = 0; at < measured.length; at += 1) {
          if (at % FETCHED === 0) few.fetch(slots, at, Math.min(at + FETCHED, slots.length));
          const i = measured[at] ?? 0;
          const row = known(rows[i], 'an entry');
          const side = sides[i] === PAID ? PAID : RECEIVED;
          const event = eventOf(row, side);
          state.atRecord(known(hashes[i], 'an entry'), known(marks[i], 'an entry'));
          parties.add(row, known(slots[at], 'entered'), event, cells[side]);
          relay(row, event, parties.slot);
          if (side === PAID) habits(row, event, parties.slot);
        }
      };
    },
  };
}

/** 0 to `count` − 1. */
function places(count: number): Uint32Array {
  return Uint32Array.from({ length: count }, (_, at) => at);
}

/** The accounts of entries in their payments' currency, as keys: that of `taken[i]` at i. */
function keyWriter(batch: ColumnsView<PaymentColumns>) {
  const accounts = [batch.texts('debtorKey'), batch.texts('creditorAccount')] as const;
  const currencies = batch.texts('currency');
  const parts = new KeyBuilder();
  const key = new KeyBuilder();
  return ({ rows, sides }: Entries, taken: Uint32Array): KeyBatch => {
    const keys = new KeyBatch(taken.length);
    for (let at = 0; at < taken.length; at += 1) {
      const i = taken[at] ?? 0;
      const row = known(rows[i], 'an entry');
      parts
        .start()
        .text(accounts[sides[i] === PAID ? PAID : RECEIVED], row)
        .text(currencies, row);
      keys.put(at, fingerprint(parts, key));
    }
    return keys;
  };
}

/** Fills one event, used again for each payment. */
function eventReader(batch: ColumnsView<PaymentColumns>, { reviewAbove }: Policy) {
  const accounts = [batch.texts('debtorKey'), batch.texts('creditorAccount')] as const;
  const amounts = batch.i64('amount');
  const words = batch.cells('amount').words;
  const occurredAt = batch.f64('occurredAt');
  const event: PartyEvent = {
    direction: PAID,
    seconds: 0,
    low: 0,
    high: 0,
    other: 0,
    isJustUnder: false,
  };
  return (row: number, direction: Direction): PartyEvent => {
    const other = accounts[direction === PAID ? 1 : 0];
    event.direction = direction;
    event.seconds = Math.floor(known(occurredAt[row], 'row in the batch') / 1000);
    event.low = known(words[2 * row], 'row in the batch');
    event.high = known(words[2 * row + 1], 'row in the batch');
    event.other = hashRange(other.arena, other.start(row), other.end(row));
    const limit = reviewAbove.get(batch.text('currency', row) ?? '');
    event.isJustUnder = limit !== undefined && isJustUnder(amounts[row] ?? 0n, limit);
    return event;
  };
}

function isJustUnder(amount: bigint, limit: bigint): boolean {
  return amount <= limit && amount * 10n > limit * 9n;
}

/** Adds payments to accounts and writes what is then known of the account. */
function partiesOf(state: State) {
  const [firstSeen, lastSeen] = [state.number('firstSeen'), state.number('lastSeen')];
  const [few, windows] = [state.vector('few'), state.vector('windows')];
  const opened = {
    slot: -1,
    add(row: number, slot: number, event: PartyEvent, cells: PartyCells): void {
      const { direction, seconds } = event;
      const isThere = state.isThere(slot);
      const latest = isThere ? lastSeen.get(slot) : 0;
      const now = Math.max(latest, seconds);
      const expiresAt = (now + REMEMBERED_SECONDS) * 1000;
      if (!isThere) {
        state.begin(slot, expiresAt);
        firstSeen.set(slot, seconds);
      }
      opened.slot = slot;
      addEvent(few, windows, slot, event, latest);
      firstSeen.set(slot, Math.min(firstSeen.get(slot), seconds));
      lastSeen.set(slot, now);
      state.expireAt(slot, expiresAt);
      cells.measured[row] = 1;
      cells.firstSeenAt[row] = firstSeen.get(slot) * 1000;
      cells.dormantDays[row] = latest === 0 ? 0 : Math.floor((now - latest) / DAY_SECONDS);
      writeWindows(few, windows, slot, now, direction, cells, row);
    },
  };
  return opened;
}

const reading = blankReading();

function writeWindows(
  few: VectorCells,
  windows: VectorCells,
  slot: number,
  now: number,
  direction: Direction,
  cells: PartyCells,
  row: number,
): void {
  for (let span = 0; span < MEASURE_WINDOWS.length; span += 1) {
    const window = known(cells.windows[span], 'one per window');
    readSpan(few, windows, slot, span, now, direction, reading);
    window.paidCount[row] = reading.counts[PAID];
    window.receivedCount[row] = reading.counts[RECEIVED];
    window.counterparties[row] = reading.counterparties;
    window.justUnder[row] = reading.justUnder;
    for (let word = 0; word < 2; word += 1) {
      window.paidSum[2 * row + word] = reading.sums[word] ?? 0;
      window.receivedSum[2 * row + word] = reading.sums[2 + word] ?? 0;
    }
  }
}

/** Joins money out with money in: what came in is kept, what goes out looks for it. */
function relays(
  batch: ColumnsView<PaymentColumns>,
  out: ColumnsView<DecisionColumns>,
  state: State,
): (row: number, event: PartyEvent, slot: number) => void {
  const incoming = state.vector('incoming');
  const payments = batch.cells('payment').words;
  const amounts = batch.i64('amount');
  const onUs = out.u8('onUs');
  const relayedFrom = out.cells('relayedFrom').words;
  return (row, event, slot) => {
    if (event.direction === RECEIVED) {
      // Only an account of this book can pay on what it received, as far as this book sees.
      if (onUs[row] !== 1) return;
      incoming.edit(slot);
      const at = INCOMING.keep(incoming.words, incoming.base, event.seconds);
      if (at < 0) return;
      incoming.words[at] = event.low;
      incoming.words[at + 1] = event.high;
      incoming.words[at + 2] = known(payments[2 * row], 'row in the batch');
      incoming.words[at + 3] = known(payments[2 * row + 1], 'row in the batch');
      return;
    }
    if (!incoming.isOpen(slot)) return;
    const { words } = incoming;
    const amount = amounts[row] ?? 0n;
    const span = { from: event.seconds - HOUR_SECONDS, to: event.seconds };
    const at = INCOMING.newest(words, incoming.at(slot), span, (payload) => {
      const received = (BigInt(words[payload + 1] ?? 0) << 32n) | BigInt(words[payload] ?? 0);
      return amount <= received && amount * 10n >= received * 8n;
    });
    if (at < 0) return;
    relayedFrom[2 * row] = words[at + 2] ?? 0;
    relayedFrom[2 * row + 1] = words[at + 3] ?? 0;
  };
}
