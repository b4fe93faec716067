// Goal: whatever happens to the files on their way, a payment is never two books' to pay, and at every
// moment the rows say which book has it, those that stay behind included. Method: random histories of
// two books and a batch that goes to and fro by file: each file may arrive late, twice, out of order or
// never, anybody may try any word, and between two steps payments end, are held or let go.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  afterReceipt,
  afterWord,
  GIVEN_STATES,
  type GivenState,
  HAND_OVER_WORDS,
  type HandOverWord,
  IS_GIVERS,
  isTakers,
  partedBy,
  partedCounts,
  STAYS_BEHIND,
} from '../../main/domain/hand-over.ts';
import {
  mayMove,
  PAYMENT_STATUS_RULES,
  PAYMENT_STATUSES,
  type PaymentStatus,
} from '../../main/domain/payment-status.ts';
import { chance } from '../fixtures/chance.ts';

/** One hand-over of the batch: each side's own row of it, its records, and the word once it was said. */
type HandOver = {
  given: GivenState;
  said: HandOverWord | null;
  readonly records: ReadonlySet<number>;
};

type History = {
  /** How the giver's records stand. */
  readonly standing: PaymentStatus[];
  readonly all: HandOver[];
  readonly receipts: { readonly of: HandOver; readonly word: HandOverWord }[];
  /** What happened at all, so that the histories are known to have gone everywhere. */
  readonly counts: { answered: number; closed: number; backHome: number; parted: number };
};

/** Who may pay a record or has: the giver unless it is handed over, and each who took it. */
function payers({ standing, all }: History, record: number): number {
  const taken = all.filter(({ said, records }) => isTakers(said) && records.has(record)).length;
  return taken + (standing[record] === 'handed_over' ? 0 : 1);
}

const RECORDS = 4;
/** What moves a payment of this book between two steps: its own people, the engine and the rail. */
const MOVERS = ['engine', 'rail', 'submit', 'settle', 'decide', 'sign', 'repair'] as const;

/** A payment takes one of its legal moves, but for those of a hand-over. */
function goesOn({ standing }: History, pick: (most: number, what: string) => number): void {
  const record = pick(RECORDS, 'record');
  const status = standing[record] ?? 'accepted';
  if (status === 'handed_over') return;
  const ways = PAYMENT_STATUSES.filter(
    (to) => to !== 'handed_over' && MOVERS.some((mover) => mayMove(status, to, mover)),
  );
  const to = ways[pick(Math.max(ways.length, 1), 'way')];
  if (to !== undefined) standing[record] = to;
}

function isGiven({ standing, all, counts }: History): void {
  const parted = partedBy(standing);
  if (!parted.ok) return;
  const staying = new Set<number>();
  for (const { firstRecord, lastRecord } of parted.value.stays) {
    for (let record = firstRecord; record <= lastRecord; record += 1) staying.add(record);
  }
  const records = new Set([...standing.keys()].filter((record) => !staying.has(record)));
  assert.equal(records.size, parted.value.goes);
  for (const record of records) standing[record] = 'handed_over';
  if (staying.size > 0) counts.parted += 1;
  all.push({ given: 'handed_over', said: null, records });
}

function isAnswered({ receipts, counts }: History, one: HandOver, word: HandOverWord): void {
  const next = afterWord(one.said, word);
  if (next.ok) {
    counts.answered += 1;
    one.said = next.value;
  } else assert.equal(one.said, next.refusal.word, 'the first word stands');
  // It is signed as often as anybody likes, and always says what was said.
  if (one.said !== null) receipts.push({ of: one, word: one.said });
}

function isClosed({ standing, counts }: History, of: HandOver, word: HandOverWord): void {
  const next = afterReceipt(of.given, word);
  if (!next.ok) return;
  counts.closed += 1;
  of.given = next.value;
  if (!IS_GIVERS[next.value]) return;
  counts.backHome += 1;
  for (const record of of.records) standing[record] = 'in_repair';
}

test('no order, loss or repetition of the files makes a payment two books’ to pay', () => {
  const counts = { answered: 0, closed: 0, backHome: 0, parted: 0 };
  for (let seed = 0; seed < 500; seed += 1) {
    const start = (['accepted', 'warehoused', 'in_repair'] as const)[seed % 3] ?? 'accepted';
    const standing = Array.from({ length: RECORDS }, (): PaymentStatus => start);
    const history: History = { standing, all: [], receipts: [], counts };
    for (let step = 0; step < 40; step += 1) {
      const pick = (most: number, what: string) => chance(seed, step, what) % most;
      const { all, receipts } = history;
      const one = all[pick(Math.max(all.length, 1), 'which')];
      const receipt = receipts[pick(Math.max(receipts.length, 1), 'receipt')];
      const what = pick(4, 'what');
      if (what === 0) isGiven(history);
      else if (what === 1) goesOn(history, pick);
      else if (what === 2 && one !== undefined) {
        isAnswered(history, one, HAND_OVER_WORDS[pick(2, 'word')] ?? 'taken');
      } else if (receipt !== undefined) isClosed(history, receipt.of, receipt.word);
      assertOneBooks(history, `seed ${seed}, step ${step}`);
    }
  }
  const { answered, closed, backHome, parted } = counts;
  assert.ok(
    answered > 500 && closed > 200 && backHome > 50 && parted > 50,
    `the histories went everywhere: ${JSON.stringify(counts)}`,
  );
});

function assertOneBooks(history: History, where: string): void {
  const { standing, all } = history;
  for (const record of standing.keys()) {
    assert.ok(payers(history, record) <= 1, `${where}: record ${record} of ${standing.join()}`);
    // While nobody may pay it, just one hand-over of it waits for a word or for its receipt.
    const waits = all.filter(
      ({ given, records }) => given === 'handed_over' && records.has(record),
    );
    assert.ok(waits.length <= 1, where);
    if (payers(history, record) === 0) assert.equal(waits.length, 1, `${where}: nobody’s`);
  }
  for (const { given, said } of all) {
    // What one side knows is never against what the other said.
    if (given === 'taken') assert.equal(said, 'taken');
    if (given === 'taken_back') assert.equal(said, 'declined');
  }
}

test('each status either leaves, or stays for good, or keeps all of its batch here', () => {
  const table = PAYMENT_STATUSES.map((status) => {
    const parted = partedBy(['accepted', status]);
    if (!parted.ok) return `${status}: keeps`;
    return `${status}: ${parted.value.goes === 2 ? 'leaves' : 'stays'}`;
  });
  assert.deepEqual(table, [
    'draft: keeps',
    'received: keeps',
    'warehoused: leaves',
    'in_repair: leaves',
    'in_review: keeps',
    'awaiting_approval: keeps',
    'awaiting_liquidity: keeps',
    'suspended: keeps',
    'accepted: leaves',
    'dispatched: stays',
    'acknowledged: stays',
    'unknown: stays',
    'settled: stays',
    'rejected: stays',
    'cancelled: stays',
    'blocked: keeps',
    'handed_over: keeps',
  ]);
  // From what stays no way leads back to what could leave.
  const reached = new Set<PaymentStatus>(STAYS_BEHIND);
  for (const from of reached) {
    for (const to of PAYMENT_STATUSES) {
      if (Object.hasOwn(PAYMENT_STATUS_RULES[from].to, to)) reached.add(to);
    }
  }
  assert.deepEqual([...reached].sort(), [...STAYS_BEHIND].sort());
});

test('a batch is parted into runs of neighbours, and by counts alike', () => {
  const parted = partedBy(['rejected', 'settled', 'accepted', 'in_repair', 'cancelled']);
  const stays = [
    { firstRecord: 0, lastRecord: 1 },
    { firstRecord: 4, lastRecord: 4 },
  ];
  assert.deepEqual(parted, { ok: true, value: { goes: 2, stays } });
  const refused = (...standing: readonly PaymentStatus[]) => {
    const result = partedBy(standing);
    return result.ok ? null : [result.refusal.record, result.refusal.status];
  };
  assert.deepEqual(refused('rejected', 'accepted', 'in_review'), [2, 'in_review']);
  assert.deepEqual(refused('rejected', 'settled'), [0, 'rejected'], 'nothing of it leaves');
  assert.deepEqual(partedCounts({ rejected: 2, accepted: 3, being_processed: 1, in_repair: 4 }), {
    goes: 7,
    stays: [{ status: 'rejected', payments: 2 }],
    stops: [{ status: 'being_processed', payments: 1 }],
  });
});

test('a state has one word to come, and a word is said once', () => {
  const table = GIVEN_STATES.map((state) =>
    HAND_OVER_WORDS.map((word) => {
      const next = afterReceipt(state, word);
      return next.ok ? next.value : next.refusal.code;
    }),
  );
  assert.deepEqual(table, [
    ['taken', 'taken_back'],
    ['hand_over_closed', 'hand_over_closed'],
    ['hand_over_closed', 'hand_over_closed'],
  ]);
  for (const said of HAND_OVER_WORDS) {
    for (const word of HAND_OVER_WORDS) {
      const again = afterWord(said, word);
      assert.ok(!again.ok);
      assert.deepEqual(again.refusal, { code: 'hand_over_answered', word: said });
    }
  }
});
