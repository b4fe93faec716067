// Goal: every term of the day's equation opens its own list, chips change only their part, and what
// a person types becomes the right filter. Method: tables over the domain's worklists and terms.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { worklistsBehind } from '../../../main/domain/disclosure.ts';
import { PAYMENT_STATUSES } from '../../../main/domain/payment-status.ts';
import { STATUSES_OF_TERM, TERM_OF_STATUS, WORKLISTS } from '../../../main/domain/worklists.ts';
import { contract } from '../../../preload/contract/contract.ts';
import { isBalanced, type Line, termsOf } from '../../../renderer/screens/queue/equation.ts';
import { partsOf } from '../../../renderer/screens/queue/filter-input.ts';
import {
  type Chip,
  chipsOf,
  filterOfTerm,
  type QueueFilter,
  sameFilter,
  withChip,
  withoutChip,
} from '../../../renderer/screens/queue/queue-filter.ts';

/** The statuses that a filter lets through. */
function passed(filter: QueueFilter): readonly string[] {
  const { worklist } = filter;
  if (worklist !== undefined) {
    return worklistsBehind(worklist).flatMap((each) => [...STATUSES_OF_TERM[each]]);
  }
  return filter.statuses ?? PAYMENT_STATUSES;
}

test('the list behind a term holds exactly the statuses that the term counts', () => {
  for (const status of PAYMENT_STATUSES) {
    const term = TERM_OF_STATUS[status];
    if (term === null) continue;
    const filter = filterOfTerm(term, 'EUR');
    assert.equal(filter.currency, 'EUR');
    assert.ok(passed(filter).includes(status), `${status} in ${term}`);
    for (const other of passed(filter)) {
      assert.equal(
        TERM_OF_STATUS[PAYMENT_STATUSES.find((each) => each === other) ?? 'draft'],
        term,
      );
    }
  }
  assert.deepEqual(filterOfTerm('received', 'JPY'), { currency: 'JPY' });
});

test('a chip sets and clears its own part only', () => {
  const filter: QueueFilter = { currency: 'EUR', amountFrom: 100n, amountTo: 200n, batchId: 3 };
  assert.deepEqual(chipsOf(filter), ['currency', 'amount', 'batch']);
  assert.deepEqual(withoutChip(filter, 'amount'), { currency: 'EUR', batchId: 3 });
  assert.deepEqual(withChip(filter, 'amount', { amountTo: 5n }), {
    currency: 'EUR',
    batchId: 3,
    amountTo: 5n,
  });
  assert.deepEqual(withChip({ worklist: 'repair' }, 'status', { statuses: ['settled'] }), {
    statuses: ['settled'],
  });
});

test('filters are the same whatever the order of their parts', () => {
  assert.ok(sameFilter({ currency: 'EUR', batchId: 1 }, { batchId: 1, currency: 'EUR' }));
  assert.ok(!sameFilter({ currency: 'EUR' }, {}));
  assert.ok(!sameFilter({ amountFrom: 1n }, { amountFrom: 2n }));
});

test('what is typed into a chip is read', () => {
  assert.deepEqual(partsOf('amount', '1,000', '', 'EUR'), { amountFrom: 100_000n });
  assert.deepEqual(partsOf('amount', '', '5', 'JPY'), { amountTo: 5n });
  assert.equal(partsOf('amount', 'x', '', 'EUR'), null);
  assert.deepEqual(partsOf('batch', '12', '', null), { batchId: 12 });
  assert.equal(partsOf('batch', '0', '', null), null);
  assert.deepEqual(partsOf('account', 'de89 3704', '', null), { account: 'DE893704' });
  assert.equal(partsOf('account', '  ', '', null), null);
  assert.deepEqual(partsOf('date', '2026-11-26', '', null), { executionFrom: '2026-11-26' });
});

test('a chip says what the office takes, or nothing', () => {
  const { input } = contract.queuePage;
  const page = { sort: { by: 'amount', descending: true }, offset: 0, limit: 1 } as const;
  assert.deepEqual(partsOf('received', '2026-11-26', '', null), { receivedOn: '2026-11-26' });
  assert.deepEqual(withChip({ currency: 'EUR' }, 'received', { receivedOn: '2026-11-26' }), {
    currency: 'EUR',
    receivedOn: '2026-11-26',
  });
  assert.deepEqual(chipsOf({ receivedOn: '2026-11-26', text: 'x' }), ['received', 'text']);
  const nothing: readonly (readonly [Chip, string, string])[] = [
    ['received', '', ''],
    // A date field of a browser takes years of six digits.
    ['received', '275760-09-13', ''],
    ['received', 'today', ''],
    ['date', '12026-11-26', ''],
    ['date', '', '12026-11-26'],
    ['date', '', ''],
    ['amount', '', ''],
    ['amount', '120,50', ''],
    ['batch', '-1', ''],
    ['batch', '9'.repeat(16), ''],
    ['account', 'A'.repeat(141), ''],
  ];
  for (const [chip, from, to] of nothing) {
    assert.equal(partsOf(chip, from, to, 'EUR'), null, `${chip} ${from} ${to}`);
  }
  const taken: readonly (readonly [Chip, string, string])[] = [
    ['received', '2026-02-28', ''],
    ['date', '', '9999-12-31'],
    ['date', '2026-12-31', '2026-01-01'],
    ['amount', '9'.repeat(18), ''],
    ['batch', '9'.repeat(15), ''],
    ['account', 'a'.repeat(140), ''],
  ];
  for (const [chip, from, to] of taken) {
    const filter = partsOf(chip, from, to, 'EUR');
    assert.notEqual(filter, null, `${chip} ${from} ${to}`);
    assert.ok(input.safeParse({ ...page, filter }).success, `${chip} ${from} ${to}`);
  }
});

const term = (payments: number, amount: bigint) => ({ payments, amount });
const LINE: Line = {
  currency: 'EUR',
  received: term(10, 1000n),
  settled: term(4, 400n),
  rejected: term(1, 100n),
  returned: term(0, 0n),
  inDoubt: term(1, 50n),
  waiting: { review: term(3, 350n), dispatch: term(1, 100n) },
};

test('the equation is balanced only when number and value both are', () => {
  assert.equal(isBalanced(LINE), true);
  assert.equal(isBalanced({ ...LINE, settled: term(4, 401n) }), false);
  assert.equal(isBalanced({ ...LINE, received: term(11, 1000n) }), false);
  assert.equal(isBalanced({ ...LINE, waiting: {} }), false);
});

test('a line shows its ends always, worklists in their order, and rare terms when there are any', () => {
  assert.deepEqual(
    termsOf(LINE).map((each) => each.term),
    ['settled', 'rejected', 'review', 'dispatch', 'in_doubt'],
  );
  const all = Object.fromEntries(WORKLISTS.map((each) => [each, term(1, 1n)]));
  assert.deepEqual(
    termsOf({ ...LINE, waiting: all, returned: term(1, 1n) }).map((each) => each.term),
    ['settled', 'rejected', ...WORKLISTS, 'returned', 'in_doubt'],
  );
});
