// Goal: what a person types is asked as they meant it or not at all, a rerun says where it stands
// and can be given up, and both runs stand side by side without a payment lost.
// Method: tables of typed values; an office whose answers the test holds in its hand.
import { strict as assert } from 'node:assert';
import test from 'node:test';
import type { Client, Item } from '../../../preload/contract/contract.ts';
import type { Reply, Stream } from '../../../preload/contract/method.ts';
import {
  type Asked,
  compared,
  followRerun,
  type Rerun,
  type RerunState,
  rerunInput,
} from '../../../renderer/screens/insight/rerun-store.ts';

const ASKED: Asked = { rule: 'reviewAbove', currency: 'EUR', value: '10,000.50', since: '' };

test('typed values are asked in minor units of their currency, or not at all', () => {
  const input = (since: { epoch: number } | { at: number }, name: string, value: string) => ({
    since,
    policies: [{ name, value }],
  });
  const all = { epoch: 1 };
  // Midnight in the bank's zone, which is an hour ahead of UTC in November.
  const at = Date.UTC(2026, 10, 25, 23);
  const cases: readonly (readonly [Partial<Asked>, ReturnType<typeof rerunInput>])[] = [
    [{}, input(all, 'reviewAbove:EUR', '1000050')],
    [
      { rule: 'railLimit', value: ' 7 ', since: '2026-11-26' },
      input({ at }, 'railLimit:EUR', '700'),
    ],
    [{ currency: 'JPY', value: '1500' }, input(all, 'reviewAbove:JPY', '1500')],
    [{ rule: 'duplicateWindowDays', value: '30' }, input(all, 'duplicateWindowDays', '30')],
    [{ rule: 'duplicateWindowDays', value: '3.5' }, null],
    [{ value: '' }, null],
    [{ value: '-1' }, null],
    [{ value: '1.005' }, null],
    [{ value: 'much' }, null],
    [{ since: '2026-02-30' }, null],
    [{ since: '1969-12-31' }, null],
    [{ since: '12' }, null],
  ];
  for (const [change, expected] of cases) {
    assert.deepEqual(
      rerunInput({ ...ASKED, ...change }, 'Europe/Berlin'),
      expected,
      JSON.stringify(change),
    );
  }
});

const group = (payments: number, outcome: 'approve' | 'review', reason: string | null) => ({
  outcome,
  reason,
  reasonCode: reason === null ? null : 'AM14',
  repeats: false,
  payments,
  sums: [],
});

const RERUN: Rerun = {
  epochs: 2,
  records: 10,
  was: [group(9, 'approve', null), group(1, 'review', 'amount_above_review_limit')],
  wouldBe: [group(3, 'approve', null), group(7, 'review', 'amount_above_review_limit')],
  changed: 6,
  changes: [],
};

test('both runs side by side hold every payment, also where only one of them judged so', () => {
  const shape = { repeats: false, reasonCode: null };
  assert.deepEqual(compared(RERUN), [
    { outcome: 'approve', reason: null, ...shape, was: 9, wouldBe: 3 },
    {
      outcome: 'review',
      reason: 'amount_above_review_limit',
      repeats: false,
      reasonCode: 'AM14',
      was: 1,
      wouldBe: 7,
    },
  ]);
  const none = compared({ was: [group(10, 'approve', null)], wouldBe: [group(10, 'review', 'x')] });
  assert.deepEqual(
    none.map(({ was, wouldBe }) => [was, wouldBe]),
    [
      [10, 0],
      [0, 10],
    ],
  );
});

/** An office that follows a stream of `items`, and ends it as told. */
function officeOf(items: readonly Item<'rerun'>[], end: Reply<null>, between: () => void) {
  return {
    follow: async <T>(
      _open: (client: Client) => Stream<T>,
      onItem: (item: T) => void,
    ): Promise<Reply<null>> => {
      for (const item of items) {
        // The only stream that is opened here.
        onItem(item as T);
        between();
      }
      return end;
    },
  };
}

const OK: Reply<null> = { ok: true, value: null };
const PROGRESS: Item<'rerun'> = { kind: 'progress', epochs: 1, of: 4 };

async function statesOf(
  items: readonly Item<'rerun'>[],
  end: Reply<null> = OK,
  between: (leaving: AbortController) => void = () => undefined,
): Promise<readonly RerunState[]> {
  const states: RerunState[] = [];
  const leaving = new AbortController();
  const office = officeOf(items, end, () => between(leaving));
  const input = { since: { epoch: 1 }, policies: [] };
  await followRerun(office, input, leaving.signal, (state) => states.push(state));
  return states;
}

test('progress, then what was found, a refusal or a fault; nothing is said once it is given up', async () => {
  const found = await statesOf([PROGRESS, { kind: 'rerun', rerun: RERUN }]);
  assert.deepEqual(found.slice(0, 2), [
    { progress: { epochs: 0, of: 0 }, rerun: null, trouble: null },
    { progress: PROGRESS, rerun: null, trouble: null },
  ]);
  assert.deepEqual(found.at(-1), { progress: null, rerun: RERUN, trouble: null });
  const refused = await statesOf([{ kind: 'refused', code: 'epoch_unknown' }]);
  assert.deepEqual(refused.at(-1), {
    progress: null,
    rerun: null,
    trouble: { ok: false, refusal: { code: 'epoch_unknown' } },
  });
  const fault: Reply<null> = { ok: false, fault: { id: null, code: 'session_ended' } };
  const failed = await statesOf([PROGRESS], fault);
  assert.deepEqual(failed.at(-1), { progress: null, rerun: null, trouble: fault });
  const left = await statesOf([PROGRESS, { kind: 'rerun', rerun: RERUN }], OK, (leaving) =>
    leaving.abort(),
  );
  assert.equal(left.length, 2, 'nothing after it was given up');
});
