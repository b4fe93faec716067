// Goal: the measures beside a decision say what moved lately on both its accounts.
// Method: random payments, some late, among few accounts, run through the shipped topology on one
// and on three tasks, each payment's measures compared with a naive count over a list of all; then
// small stories for what the list does not show: relays, dormancy, repairs and what came too late.
import assert from 'node:assert/strict';
import test from 'node:test';
import type { Decision } from '../../main/domain/decision.ts';
import {
  inOutRatio,
  MEASURE_WINDOWS,
  type MeasureWindow,
  type PartyMeasures,
} from '../../main/domain/measures.ts';
import { DEFAULT_POLICY } from '../../main/domain/policy.ts';
import { paymentId } from '../../main/ledger/payment-ids.ts';
import { type Seeded, seeded } from '../domain/seeded.ts';
import { pick } from '../stream/topologies/specimen.ts';
import { DAY, type Given, judge, NOW } from './judge.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** Bucket length and number of buckets of each window: what is stated of them. */
const WINDOWS: { readonly [window in MeasureWindow]: readonly [number, number] } = {
  '1m': [10_000, 6],
  '1h': [5 * MINUTE, 12],
  '24h': [HOUR, 24],
  '7d': [DAY, 7],
  '30d': [DAY, 30],
};

const LIMIT = 1000n;
const POLICY = { ...DEFAULT_POLICY, reviewAbove: new Map([['EUR', LIMIT]]) };

type Moved = Required<Pick<Given, 'debtor' | 'minor' | 'at'>> & { readonly to: string };

function naive(moved: readonly Moved[], account: string, side: 'debtor' | 'to'): PartyMeasures {
  const own = moved.filter(({ debtor, to }) => debtor === account || to === account);
  const latest = Math.max(...own.map(({ at }) => at));
  const before = own.slice(0, -1).map(({ at }) => at);
  const windowOf = (window: MeasureWindow) => {
    const [length, buckets] = WINDOWS[window];
    const first = Math.floor(latest / length) - buckets + 1;
    const held = own.filter(({ at }) => Math.floor(at / length) >= first);
    const paid = held.filter(({ debtor }) => debtor === account);
    const received = held.filter(({ to }) => to === account);
    const sum = (list: readonly Moved[]) => list.reduce((total, { minor }) => total + minor, 0n);
    return {
      paidCount: paid.length,
      paidSum: sum(paid),
      receivedCount: received.length,
      receivedSum: sum(received),
      counterparties:
        side === 'debtor'
          ? new Set(paid.map(({ to }) => to)).size
          : new Set(received.map(({ debtor }) => debtor)).size,
      justUnderThreshold: held.filter(({ minor }) => minor <= LIMIT && minor * 10n > LIMIT * 9n)
        .length,
    };
  };
  return {
    windows: {
      '1m': windowOf('1m'),
      '1h': windowOf('1h'),
      '24h': windowOf('24h'),
      '7d': windowOf('7d'),
      '30d': windowOf('30d'),
    },
    firstSeenAt: Math.min(...own.map(({ at }) => at)),
    dormantDays: before.length === 0 ? 0 : Math.floor((latest - Math.max(...before)) / DAY),
  };
}

/** What `debtor` usually paid and its burst, at the last of `moved`; both by going through a list. */
function naiveHabits(moved: readonly Moved[]) {
  const last = moved.at(-1) ?? assert.fail();
  const paid = moved.filter(({ debtor }) => debtor === last.debtor);
  const length = 5 * DAY;
  const end = Math.floor(last.at / length);
  const latest = Math.max(...paid.map(({ at }) => Math.floor(at / length)));
  const before = paid.slice(0, -1).filter(({ at }) => {
    const bucket = Math.floor(at / length);
    // Of six buckets one is given up when a later one takes its place.
    return bucket <= end && bucket > end - 6 && bucket > latest - 6;
  });
  const values = before.map(({ minor }) => Number(minor));
  const count = values.length;
  const mean = values.reduce((sum, value) => sum + value, 0) / Math.max(count, 1);
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  const burst = [last];
  for (let grew = true; grew; ) {
    const more = paid.filter(
      (one) =>
        !burst.includes(one) &&
        burst.some(({ at }) => Math.abs(seconds(at) - seconds(one.at)) <= 60),
    );
    burst.push(...more);
    grew = more.length > 0;
  }
  return {
    usual: {
      count,
      mean: BigInt(Math.round(mean)),
      deviation: BigInt(Math.round(count < 2 ? 0 : Math.sqrt(squares / (count - 1)))),
      greatest: BigInt(Math.max(0, ...values)),
    },
    burst: { count: burst.length, sum: burst.reduce((sum, { minor }) => sum + minor, 0n) },
  };
}

function seconds(at: number): number {
  return Math.floor(at / 1000);
}

function randomPayments(random: Seeded, count: number): readonly Moved[] {
  let now = NOW;
  return Array.from({ length: count }, () => {
    now += pick(random, [0, 1000, 7000, 40_000, 11 * MINUTE, 3 * HOUR, 2 * DAY]);
    const late = random.below(5) === 0 ? random.below(DAY / 1000) * 1000 : 0;
    const debtor = pick(random, ['2001', '2005', '2006']);
    const others = ['2001', '2005', '2006', 'X1', 'X2', 'X3'].filter((to) => to !== debtor);
    return { debtor, to: pick(random, others), minor: BigInt(random.below(1200)), at: now - late };
  });
}

/** All but the number of counterparties, which is an estimate once an account is met often. */
function exactly({ windows, ...party }: PartyMeasures) {
  return {
    ...party,
    windows: MEASURE_WINDOWS.map((window) => ({ ...windows[window], counterparties: 0 })),
  };
}

test('each payment is measured as a count over all of them says, on one task and on three', async () => {
  let late = 0;
  for (let seed = 1; seed <= 12; seed += 1) {
    const moved = randomPayments(seeded(seed), 40 + seed * 5);
    const one = await judge(moved, 1, POLICY);
    assert.deepEqual(await judge(moved, 3, POLICY), one, `seed ${seed}`);
    for (const [row, { debtor, to }] of moved.entries()) {
      const known = moved.slice(0, row + 1);
      const { measures } = one[row] ?? assert.fail();
      const expected = [naive(known, debtor, 'debtor'), naive(known, to, 'to')];
      const actual = [measures?.account, measures?.counterparty].map(
        (each) => each ?? assert.fail(),
      );
      assert.deepEqual(actual.map(exactly), expected.map(exactly), `seed ${seed}, row ${row}`);
      const { usual, burst } = measures ?? assert.fail();
      const habits = naiveHabits(known);
      const { mean, deviation, ...exact } = habits.usual;
      assert.deepEqual({ count: usual.count, greatest: usual.greatest }, exact);
      // A half may be rounded either way.
      const apart = [usual.mean - mean, usual.deviation - deviation];
      assert.ok(
        apart.every((each) => each >= -1n && each <= 1n),
        `seed ${seed}, row ${row}`,
      );
      // What came later than four bursts of the payer is of none that is kept.
      if (burst.count > 0) assert.deepEqual(burst, habits.burst, `seed ${seed}, row ${row}`);
      else late += 1;
      for (const [at, party] of actual.entries()) {
        for (const window of MEASURE_WINDOWS) {
          const right = expected[at]?.windows[window].counterparties ?? -1;
          const about = party.windows[window].counterparties;
          assert.ok(
            Math.abs(about - right) <= 1,
            `seed ${seed}, row ${row}: ${about} for ${right}`,
          );
        }
      }
    }
  }
  assert.ok(late < 100, `${late} of 870 too late for a burst`);
});

test('the few payments of an account are counted exactly, also their counterparties', async () => {
  const rows = ['X1', 'X2', 'X1', 'X3'].map((to, at) => ({ debtor: '2001', to, at: NOW + at }));
  const counts = (await judge(rows, 1)).map(
    ({ measures }) => measures?.account.windows['1m'].counterparties,
  );
  assert.deepEqual(counts, [1, 2, 2, 3]);
});

function relayOf({ measures }: Decision): number {
  return measures?.relayedFrom ?? -1;
}

test('money that goes on within the hour is joined with the payment that brought it', async () => {
  const rows: readonly (readonly [Given, number])[] = [
    [{ debtor: '2005', to: '2001', minor: 1000n, at: NOW }, 0],
    // Too little and too much of it are something else.
    [{ debtor: '2001', minor: 799n, at: NOW + MINUTE }, 0],
    [{ debtor: '2001', minor: 1001n, at: NOW + MINUTE }, 0],
    [{ debtor: '2001', minor: 800n, at: NOW + HOUR }, paymentId(1, 0)],
    [{ debtor: '2005', to: '2001', minor: 1000n, at: NOW + HOUR + MINUTE }, 0],
    // Of two that fit, the newest.
    [{ debtor: '2001', minor: 1000n, at: NOW + HOUR + MINUTE }, paymentId(1, 4)],
    [{ debtor: '2001', minor: 1000n, at: NOW + 2 * HOUR + 2 * MINUTE }, 0],
    // What leaves the book is not seen to go on.
    [{ debtor: '2005', to: 'X1', minor: 1000n, at: NOW + 3 * HOUR }, 0],
  ];
  for (const tasks of [1, 3]) {
    const decisions = await judge(
      rows.map(([given]) => given),
      tasks,
    );
    assert.deepEqual(
      decisions.map(relayOf),
      rows.map(([, relayed]) => relayed),
    );
  }
});

test('days of rest are counted, and after a year an account is new', async () => {
  const at = [0, 3, 3, 40, 40 + 364, 40 + 364 + 365].map((days) => NOW + days * DAY);
  const decisions = await judge(
    at.map((each) => ({ debtor: '2001', to: 'X1', at: each })),
    1,
  );
  assert.deepEqual(
    decisions.map(({ measures }) => [
      measures?.account.dormantDays,
      ((measures?.account.firstSeenAt ?? 0) - NOW) / DAY,
      measures?.account.windows['30d'].paidCount,
    ]),
    [
      [0, 0, 1],
      [3, 0, 2],
      [0, 0, 3],
      [37, 0, 1],
      [364, 0, 1],
      [0, 769, 1],
    ],
  );
});

test('a payment in repair is not measured and does not count; one without a payee counts once', async () => {
  const decisions = await judge(
    [
      { debtor: '2001', to: 'DE00370400440532013000' },
      { debtor: '9999', to: 'X1' },
      { debtor: '2001', to: 'X1' },
    ],
    1,
  );
  assert.deepEqual(
    decisions.map(({ measures }) => measures?.account.windows['24h'].paidCount ?? null),
    [null, null, 1],
  );
});

test('what comes a day behind event time is judged, but not measured', async () => {
  const rows = [NOW + 2 * DAY, NOW + DAY, NOW + DAY - 1].map((at) => ({ debtor: '2001', at }));
  const decisions = await judge(rows, 1);
  assert.deepEqual(
    decisions.map(({ outcome, measures }) => [outcome, measures !== null]),
    [
      ['approve', true],
      ['approve', true],
      ['approve', false],
    ],
  );
});

test('the ratio of in to out is a number, or nothing where nothing went out', async () => {
  const decisions = await judge(
    [
      { debtor: '2005', to: '2001', minor: 300n },
      { debtor: '2001', to: '2005', minor: 200n },
    ],
    1,
  );
  const ratios = decisions.map(({ measures }) => {
    const { account, counterparty } = measures ?? assert.fail();
    return [account, counterparty ?? assert.fail()].map((party) => inOutRatio(party.windows['1h']));
  });
  assert.deepEqual(ratios, [
    [0, null],
    [1.5, 2 / 3],
  ]);
});

test('a payment far above what its payer usually pays waits, where the policy says how far', async () => {
  const policy = { ...DEFAULT_POLICY, unusualDeviations: 3 };
  const usual = [90n, 110n, 100n, 95n, 105n, 100n, 90n, 110n, 100n, 100n];
  const rows = (minor: bigint, before: readonly bigint[]) =>
    [...before, minor].map((each, at) => ({
      debtor: '2001',
      to: `X${at}`,
      minor: each * 100n,
      at: NOW + at * MINUTE,
    }));
  const reasonOf = async (minor: bigint, before = usual, chosen = policy) =>
    (await judge(rows(minor, before), 1, chosen)).at(-1)?.reason ?? null;
  // Mean 100, deviation 7.07, but at least a tenth of the mean: above 130.
  assert.equal(await reasonOf(130n), null);
  assert.equal(await reasonOf(131n), 'amount_unusual');
  assert.equal(await reasonOf(131n, usual, DEFAULT_POLICY), null, 'off unless it is set');
  assert.equal(await reasonOf(9000n, usual.slice(1)), null, 'nine payments say nothing');
  const wide = usual.map((each, at) => each * BigInt(at + 1));
  assert.equal(await reasonOf(131n, wide), null, 'who pays very different amounts is not held');
  const others = usual.map((each, at) => ({ debtor: '2005', to: `X${at}`, minor: each * 100n }));
  const [last] = (await judge([...others, { debtor: '2001', minor: 90_000n }], 1, policy)).slice(
    -1,
  );
  assert.equal(last?.reason, null, 'what others pay says nothing');
});
