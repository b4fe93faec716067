// Goal: whoever a payment waits for is reminded at most once an hour, whatever it waits for, and it
// stays as it was; what waits for nobody is not reminded of. Method: a book audited after the deeds,
// in which payments wait for a signature and for a decision, are signed, and reminded of by several.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { REMIND_EVERY } from '../../main/domain/reminding.ts';
import { readRemindedAt } from '../../main/ledger/approvals.ts';
import { paymentId } from '../../main/ledger/payment-ids.ts';
import { readDeeds } from '../../main/ledger/read-deeds.ts';
import { readTrail } from '../../main/ledger/read-trail.ts';
import { decide, remind } from './deeds.ts';
import { take } from './epochs.ts';
import { as, policy, sign } from './persons.ts';
import {
  accountRow,
  assertSound,
  changesOnlyItsRecord,
  done,
  open,
  refused,
  type TestDesk,
  testDesk,
} from './test-desk.ts';

function bank(t: Parameters<typeof testDesk>[0]): TestDesk {
  const on = testDesk(t);
  open(on, [
    accountRow('1010', '900,000.00', { kind: 'settlement' }),
    accountRow('2001', '10.00'),
    accountRow('2008', '640,000.00'),
  ]);
  policy(on, 'authorityLimit:EUR', '10000000');
  return on;
}

const HELD = {
  amount: '20.00',
  outcome: 'review',
  reasonCode: 'AM14',
  reason: 'amount_above_review_limit',
} as const;

const FILE = {
  messageId: 'WAITS',
  blocks: [
    {
      from: '2008',
      payments: [
        { amount: '150,000.00', to: '2001' },
        { ...HELD, to: '2001' },
        { amount: '10.00' },
      ],
    },
  ],
};

const SUBMITTER = ['submitter'] as const;

test('it is reminded of once an hour by whoever, for a signature and for a decision alike', (t) => {
  const on = bank(t);
  const batch = take(on, FILE);
  for (const payment of [paymentId(batch, 0), paymentId(batch, 1)]) {
    const read = () => readRemindedAt({ db: on.book().db, writes: false }, payment);
    assert.equal(read(), null);
    const id = on.newId();
    const once = () => as(on, 'anna', SUBMITTER, () => done(remind(on, payment, id)));
    const { remindedAt: first } = once();
    assert.equal(read(), first);
    const links = on.book().chainHead().sequence;
    assert.deepEqual(once(), { remindedAt: first }, 'the same again');
    assert.equal(on.book().chainHead().sequence, links);
    const lately = as(on, 'ben', ['supervisor'], () =>
      changesOnlyItsRecord(on, () => refused(remind(on, payment))),
    );
    assert.deepEqual([lately.code, lately.again], ['reminded_lately', first + REMIND_EVERY]);
    on.now = first + REMIND_EVERY;
    const later = as(on, 'ben', ['supervisor'], () => done(remind(on, payment)));
    assert.equal(later.remindedAt, read());
    assert.ok(later.remindedAt >= first + REMIND_EVERY);
    const told = readTrail({ db: on.book().db, writes: false }, payment);
    assert.equal(told?.remindedAt, later.remindedAt);
    const asked = { filter: { payment, deed: 'remindPayment' }, before: null, limit: 10 };
    const { rows } = readDeeds(
      { db: on.book().db, writes: false },
      { ...asked, knows: false, whole: true },
    );
    const said = rows.map(({ actor, outcome, subject }) => ({ actor, outcome, subject }));
    const subject = { kind: 'payment', id: payment };
    assert.deepEqual(said, [
      { actor: 'ben', outcome: 'done', subject },
      { actor: 'anna', outcome: 'done', subject },
    ]);
    assertSound(on);
  }
});

test('a wait that follows another is not reminded of anew: that would tell of the first', (t) => {
  const on = bank(t);
  const batch = take(on, { ...FILE, blocks: [{ from: '2008', payments: [LARGE_AND_HELD] }] });
  const payment = paymentId(batch, 0);
  as(on, 'anna', SUBMITTER, () => done(remind(on, payment)));
  const decided = as(on, 'lena', ['analyst'], () => done(decide(on, payment, 'approve')));
  assert.equal(decided.status, 'awaiting_approval');
  assert.equal(refused(remind(on, payment)).code, 'reminded_lately');
  as(on, 'ben', ['supervisor'], () => done(sign(on, payment)));
  const over = changesOnlyItsRecord(on, () => refused(remind(on, payment)));
  assert.deepEqual([over.code, over.status], ['payment_status_does_not_allow', 'accepted']);
  assert.equal(readTrail({ db: on.book().db, writes: false }, payment)?.remindedAt, null);
  assertSound(on);
});

const LARGE_AND_HELD = { ...HELD, amount: '150,000.00' };

test('who it is nothing to, and what waits for nobody, is refused', (t) => {
  const on = bank(t);
  const batch = take(on, FILE);
  const waits = paymentId(batch, 0);
  for (const roles of [['reconciler'], ['auditor'], ['administrator'], []] as const) {
    const said = as(on, 'eve', roles, () => changesOnlyItsRecord(on, () => remind(on, waits)));
    assert.equal(refused(said).code, 'not_permitted', roles.join(' '));
  }
  const gone = as(on, 'anna', SUBMITTER, () => refused(remind(on, paymentId(batch, 2))));
  assert.deepEqual([gone.code, gone.status], ['payment_status_does_not_allow', 'accepted']);
  const none = as(on, 'anna', SUBMITTER, () => refused(remind(on, 987_654)));
  assert.equal(none.code, 'payment_unknown');
});
