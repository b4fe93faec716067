// Goal: the order of work saves the most value in time, by the examples a supervisor would check by
// hand and by every subset of small lists. Method: tables, then random lists against brute force,
// which the order must come close to and never exceed.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type TriageItem, triage } from '../../main/domain/triage.ts';
import { seeded } from '../preload/seeded.ts';

const item = (id: number, value: bigint, handling: number, deadline: number): TriageItem => ({
  id,
  value,
  handling,
  deadline,
});

test('what fits is done by deadline; what does not is what is worth least for its time', () => {
  const items = [item(1, 100n, 10, 60), item(2, 900n, 30, 30), item(3, 50n, 30, 60)];
  const { order, savedValue, carryForward, carriedValue } = triage(items);
  assert.deepEqual(
    [order.map(({ id }) => id), savedValue, carryForward.map(({ id }) => id), carriedValue],
    [[2, 1], 1_000n, [3], 50n],
  );
});

test('with nothing left all is carried forward, the most valuable first', () => {
  const { order, carryForward } = triage([item(1, 5n, 1, 0), item(2, 9n, 1, -10)]);
  assert.deepEqual([order, carryForward.map(({ id }) => id)], [[], [2, 1]]);
});

test('two people do twice as much', () => {
  const items = [1, 2, 3, 4].map((id) => item(id, 1n, 10, 20));
  assert.equal(triage(items).order.length, 2);
  assert.equal(triage(items, 2).order.length, 4);
});

function feasible(items: readonly TriageItem[]): boolean {
  let busy = 0;
  for (const { handling, deadline } of items.toSorted((a, b) => a.deadline - b.deadline)) {
    busy += handling;
    if (busy > deadline) return false;
  }
  return true;
}

test('the chosen order is always possible, and saves nearly as much as the best there is', () => {
  const { int } = seeded(11);
  let saved = 0n;
  let best = 0n;
  for (let round = 0; round < 300; round += 1) {
    const items = Array.from({ length: 8 }, (_, id) =>
      item(id, BigInt(1 + int(1_000)), 1 + int(20), 10 + int(60)),
    );
    const chosen = triage(items);
    assert.ok(feasible(chosen.order));
    assert.equal(chosen.order.length + chosen.carryForward.length, items.length);
    let most = 0n;
    for (let set = 0; set < 2 ** items.length; set += 1) {
      const subset = items.filter((_, at) => (set >> at) % 2 === 1);
      const value = subset.reduce((sum, each) => sum + each.value, 0n);
      if (value > most && feasible(subset)) most = value;
    }
    assert.ok(chosen.savedValue <= most);
    saved += chosen.savedValue;
    best += most;
  }
  assert.ok(saved * 100n >= best * 95n, `${saved} of ${best}`);
});
