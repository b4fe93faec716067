// Goal: a cycle holds what was acknowledged while it was open, and settles on advice that equals our
// own position, to the last cent. Method: small files are taken to the rail in one or more cycles;
// postings and statuses are compared whole, and the book is audited after every deed.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { paymentId } from '../../main/ledger/payment-ids.ts';
import { applyInward } from '../../main/operations/apply-inward.ts';
import {
  acknowledge,
  close,
  countOf,
  dispatch,
  entriesOf,
  inward,
  onlyCycle,
  refuseItem,
  settle,
} from './deeds.ts';
import { type FileTable, standing, take } from './epochs.ts';
import { acknowledged, settlingBook } from './settling.ts';
import { assertSound, done, minor, posted, refused } from './test-desk.ts';

test('what is acknowledged after the close joins the next cycle', (t) => {
  const on = settlingBook(t);
  const first = acknowledged(on, ['10.00']);
  const one = onlyCycle(on);
  close(on, one, '0.00');
  const second = acknowledged(on, ['20.00']);
  const two = onlyCycle(on);
  assert.equal(two, one + 1);
  settle(on, one, '-10.00');
  assert.deepEqual([standing(on, first), standing(on, second)], [['settled'], ['acknowledged']]);
  assertSound(on);
  close(on, two, '0.00');
  settle(on, two, '-20.00');
  assert.equal(posted(on, '1010'), -minor('4,970.00'));
  assertSound(on);
});

test('currencies settle in cycles of their own', (t) => {
  const on = settlingBook(t);
  const file: FileTable = {
    messageId: 'TWO-CURRENCIES',
    blocks: [
      { from: 'payer', payments: [{ amount: '10.00' }] },
      { from: 'dollar', currency: 'USD', payments: [{ amount: '20.00' }, { amount: '5.00' }] },
      { from: 'payer', payments: [{ amount: '30.00' }] },
    ],
  };
  const batch = take(on, file);
  dispatch(on, batch);
  acknowledge(on, batch);
  assertSound(on);
  const open = on.book().cycles.inState('open');
  assert.deepEqual(
    open.map(({ currency, grossOut }) => [currency, grossOut]),
    [
      ['EUR', 4_000n],
      ['USD', 2_500n],
    ],
  );
  const [euro, dollar] = open.map(({ id }) => id);
  close(on, dollar ?? 0, '0.00');
  assert.equal(settle(on, dollar ?? 0, '-25.00').payments, 2);
  const half = ['acknowledged', 'settled', 'settled', 'acknowledged'];
  assert.deepEqual(standing(on, batch), half);
  close(on, euro ?? 0, '0.00');
  settle(on, euro ?? 0, '-40.00');
  assertSound(on);
});

test('a cycle settles when we owe, when we are owed, and when nothing is to be moved', (t) => {
  const cases: readonly [grossIn: string, advised: string, d7: readonly string[][]][] = [
    ['0.00', '-10.00', [['2125/1010 1000']]],
    ['25.00', '15.00', [['1010/2125 1500']]],
    ['10.00', '0.00', []],
  ];
  for (const [grossIn, advised, d7] of cases) {
    const on = settlingBook(t);
    acknowledged(on, ['10.00']);
    const cycle = onlyCycle(on);
    close(on, cycle, grossIn);
    const before = countOf(on, 'entries');
    const wrong = settle(on, cycle, '99.99');
    assert.deepEqual(wrong, { settled: false, payments: 0, entryId: 0, breakId: 1 });
    assert.equal(countOf(on, 'entries'), before, 'a break books nothing');
    assert.equal(settle(on, cycle, '-99.99').breakId, 2);
    const { settled, payments } = settle(on, cycle, advised);
    assert.deepEqual([settled, payments], [true, 1]);
    assert.deepEqual(entriesOf(on, 'D7'), d7);
    assert.equal(posted(on, '2125'), 0n);
    assertSound(on, advised);
  }
});

test('a cycle that was emptied closes and settles without an entry', (t) => {
  const on = settlingBook(t);
  const batch = acknowledged(on, ['10.00']);
  done(refuseItem(on, paymentId(batch, 0)));
  const cycle = onlyCycle(on);
  assert.equal(close(on, cycle, '0.00'), 0);
  assertSound(on, 'closed');
  assert.deepEqual(settle(on, cycle, '0.00'), {
    settled: true,
    payments: 0,
    entryId: 0,
    breakId: 0,
  });
  assertSound(on, 'settled');
});

test('inward funds are applied to the last cent and not beyond', (t) => {
  const on = settlingBook(t);
  acknowledged(on, ['10.00']);
  const cycle = onlyCycle(on);
  close(on, cycle, '30.00');
  inward(on, cycle, 'payee', '12.00');
  inward(on, cycle, null, '17.99');
  const more = { submissionId: on.newId(), cycleId: cycle, account: 'payee', amount: 2n };
  assert.equal(refused(applyInward(on.desk(), more, on.context())).code, 'inward_exceeded');
  settle(on, cycle, '20.00');
  inward(on, cycle, 'payee', '0.01');
  assert.deepEqual(
    [posted(on, 'payee'), posted(on, '2210'), posted(on, '2121')],
    [minor('22.01'), minor('17.99'), 0n],
  );
  assertSound(on);
});
