// Goal: what is above the authority limit, or seems to repeat, goes on only when another person has
// signed exactly what it is (domain.md scenarios 8 and 16), and nobody signs for what they made.
// Method: the scenarios step by step with their amounts, as several persons, on a book that is
// audited after every step.
import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { paymentId } from '../../main/ledger/payment-ids.ts';
import { approve } from '../../main/operations/approve.ts';
import { changeAccount } from '../../main/operations/change-account.ts';
import { decide, dispatch, entriesOf } from './deeds.ts';
import { standing, take } from './epochs.ts';
import { amend, as, policy, sendBack, shownOf, sign } from './persons.ts';
import {
  accountRow,
  assertSound,
  available,
  changesOnlyItsRecord,
  done,
  minor,
  open,
  posted,
  refused,
  SUPERVISOR,
  type TestDesk,
  testDesk,
} from './test-desk.ts';

function bank(t: TestContext): TestDesk {
  const on = testDesk(t);
  open(on, [
    accountRow('1010', '1,890,000.00', { kind: 'settlement' }),
    accountRow('2001', '1,250,000.00', { name: 'Adler Maschinenbau' }),
    accountRow('2008', '640,000.00', { name: 'Hafen Logistik' }),
  ]);
  policy(on, 'authorityLimit:EUR', '10000000');
  return on;
}

const LARGE = {
  messageId: 'HAFEN-16',
  blocks: [{ from: '2008', payments: [{ amount: '150,000.00', to: '2001' }] }],
};

test('scenario 16: above the limit it is held until another person signs', (t) => {
  const on = bank(t);
  const batch = take(on, LARGE);
  const payment = paymentId(batch, 0);
  assert.deepEqual(standing(on, batch), ['awaiting_approval']);
  assert.equal(available(on, '2008'), minor('490,000.00'));
  assert.equal(posted(on, '2001'), minor('1,250,000.00'));
  assertSound(on, 'held');
  // The maker is one person under whatever role.
  for (const roles of [['supervisor'], ['analyst'], SUPERVISOR.roles] as const) {
    const said = as(on, 'anna', roles, () => changesOnlyItsRecord(on, () => sign(on, payment)));
    assert.equal(refused(said).code, 'second_person_must_differ', roles.join(' '));
  }
  for (const roles of [['submitter'], ['administrator'], ['auditor'], []] as const) {
    const said = as(on, 'ben', roles, () => changesOnlyItsRecord(on, () => sign(on, payment)));
    assert.equal(refused(said).code, 'not_permitted', roles.join(' '));
  }
  const signed = as(on, 'ben', ['analyst'], () => sign(on, payment));
  assert.deepEqual(done(signed), { status: 'settled', open: 0 });
  assert.equal(posted(on, '2008'), minor('490,000.00'));
  assert.equal(posted(on, '2001'), minor('1,400,000.00'));
  assertSound(on, 'signed');
});

test('a large payment to the rail is dispatched once it is signed, and not before', (t) => {
  const on = bank(t);
  const outward = { amount: '150,000.00' };
  const blocks = [{ from: '2008', payments: [{ amount: '10.00' }, outward] }];
  const batch = take(on, { messageId: 'OUT-1', blocks });
  assert.deepEqual(standing(on, batch), ['accepted', 'awaiting_approval']);
  assert.equal(dispatch(on, batch), 1);
  as(on, 'ben', ['supervisor'], () => done(sign(on, paymentId(batch, 1))));
  assert.deepEqual(standing(on, batch), ['dispatched', 'accepted']);
  assert.equal(dispatch(on, batch), 1);
  assertSound(on);
});

test('a batch booking waits whole for the one item that is above the limit', (t) => {
  for (const size of [1, 2, 3]) {
    const on = bank(t);
    const payments = ['150,000.00', '10.00', '20.00'].map((amount) => ({ amount }));
    const blocks = [{ from: '2008', batchBooking: true, payments }];
    const batch = take(on, { messageId: 'TOGETHER', blocks }, size);
    assert.deepEqual(standing(on, batch), ['awaiting_approval', 'accepted', 'accepted']);
    assert.equal(dispatch(on, batch), 0);
    as(on, 'ben', ['supervisor'], () => done(sign(on, paymentId(batch, 0))));
    assert.equal(dispatch(on, batch), 3);
    assertSound(on, `epochs of ${size}`);
  }
});

test('sent back with a reason: the hold is void and the money is there again', (t) => {
  const on = bank(t);
  const batch = take(on, LARGE);
  const payment = paymentId(batch, 0);
  as(on, 'ben', ['supervisor'], () => {
    assert.equal(refused(sendBack(on, payment, '')).code, 'remark_required');
    assert.equal(done(sendBack(on, payment)).status, 'rejected');
    assert.equal(available(on, '2008'), minor('640,000.00'));
    assertSound(on);
    const again = sign(on, payment, 'ab'.repeat(32));
    assert.equal(refused(again).code, 'payment_status_does_not_allow');
  });
});

test('scenario 8: a suspected repeat holds nothing until a second person signs', (t) => {
  for (const [funds, ends, left] of [
    ['1,000.00', 'accepted', '159.90'],
    ['500.00', 'rejected AM04', '79.95'],
  ] as const) {
    const on = testDesk(t);
    open(on, [accountRow('2002', funds), accountRow('1010', funds, { kind: 'settlement' })]);
    const once = { amount: '420.00' };
    const first = take(on, { messageId: 'A', blocks: [{ from: '2002', payments: [once] }] });
    const again = { ...once, repeats: paymentId(first, 0) };
    const batch = take(on, { messageId: 'B', blocks: [{ from: '2002', payments: [again] }] });
    const payment = paymentId(batch, 0);
    assert.deepEqual(standing(on, batch), ['in_review AM05']);
    as(on, 'ben', ['analyst'], () => {
      assert.equal(done(decide(on, payment, 'approve')).status, 'awaiting_approval');
      assert.equal(refused(sign(on, payment)).code, 'second_person_must_differ');
    });
    assert.equal(entriesOf(on, 'A2').length, 1, 'the first payment alone is held');
    assert.equal(refused(sign(on, payment)).code, 'second_person_must_differ', 'the submitter');
    as(on, 'carla', ['supervisor'], () => done(sign(on, payment)));
    assert.deepEqual(standing(on, batch), [ends]);
    assert.equal(available(on, '2002'), minor(left));
    assertSound(on, ends);
  }
});

test('a suspected repeat from an account that was blocked since comes to nothing', (t) => {
  const on = testDesk(t);
  open(on, [
    accountRow('2002', '1,000.00'),
    accountRow('1010', '1,000.00', { kind: 'settlement' }),
  ]);
  const once = { amount: '420.00' };
  const first = take(on, { messageId: 'A', blocks: [{ from: '2002', payments: [once] }] });
  const again = { ...once, repeats: paymentId(first, 0) };
  const batch = take(on, { messageId: 'B', blocks: [{ from: '2002', payments: [again] }] });
  const payment = paymentId(batch, 0);
  as(on, 'ben', ['analyst'], () => done(decide(on, payment, 'approve')));
  const block = { account: '2002', currency: 'EUR', status: 'debit_blocked' } as const;
  done(changeAccount(on.desk(), { submissionId: on.newId(), ...block }, on.context()));
  as(on, 'carla', ['supervisor'], () => done(sign(on, payment)));
  assert.deepEqual(standing(on, batch), ['rejected AC06']);
  assert.equal(available(on, '2002'), minor('579.95'));
  assertSound(on);
});

test('above the second limit two sign, the supervisor last', (t) => {
  const on = bank(t);
  policy(on, 'secondAuthorityLimit:EUR', '12000000');
  const payment = paymentId(take(on, LARGE), 0);
  as(on, 'ben', ['analyst'], () => {
    assert.deepEqual(done(sign(on, payment)), { status: 'awaiting_approval', open: 1 });
    assert.equal(refused(sign(on, payment)).code, 'second_person_must_differ');
  });
  as(on, 'carla', ['analyst'], () =>
    assert.equal(refused(sign(on, payment)).code, 'signer_not_permitted'),
  );
  assert.equal(posted(on, '2001'), minor('1,250,000.00'));
  as(on, 'dora', ['supervisor'], () => assert.equal(done(sign(on, payment)).status, 'settled'));
  assertSound(on);
});

test('what was decided in review above the limit waits for one who did not decide it', (t) => {
  const on = bank(t);
  const held = { amount: '150,000.00', to: '2001', outcome: 'review' } as const;
  const batch = take(on, { messageId: 'R', blocks: [{ from: '2008', payments: [held] }] });
  const payment = paymentId(batch, 0);
  as(on, 'ben', ['analyst'], () => {
    assert.equal(done(decide(on, payment, 'approve')).status, 'awaiting_approval');
    assert.equal(refused(sign(on, payment)).code, 'second_person_must_differ');
  });
  as(on, 'carla', ['analyst'], () => assert.equal(done(sign(on, payment)).status, 'settled'));
  assertSound(on);
});

test('scenario 16: an edit voids what was opened and what was signed', (t) => {
  const on = bank(t);
  policy(on, 'secondAuthorityLimit:EUR', '12000000');
  const payment = paymentId(take(on, LARGE), 0);
  const opened = shownOf(on, payment);
  as(on, 'ben', ['analyst'], () => assert.equal(done(sign(on, payment)).open, 1));
  assert.equal(amend(on, payment, 'Milling machine, second part'), 2);
  assertSound(on, 'edited');
  as(on, 'dora', ['supervisor'], () => {
    const said = refused(changesOnlyItsRecord(on, () => sign(on, payment, opened)));
    assert.deepEqual(said, { code: 'approval_stale', paymentId: payment, version: 2 });
    // Ben's signature was for version 1: both levels are open again.
    assert.equal(done(sign(on, payment)).open, 1);
  });
  as(on, 'erik', ['supervisor'], () => assert.equal(done(sign(on, payment)).status, 'settled'));
  assert.equal(posted(on, '2008'), minor('490,000.00'));
  assert.equal(posted(on, '2001'), minor('1,400,000.00'));
  assertSound(on, 'signed');
});

test('who edited a payment has made it and does not sign for it', (t) => {
  const on = bank(t);
  const payment = paymentId(take(on, LARGE), 0);
  as(on, 'ben', ['submitter', 'supervisor'], () => {
    amend(on, payment, 'as the customer wrote');
    assert.equal(refused(sign(on, payment)).code, 'second_person_must_differ');
  });
});

test('what is shown is what is signed: any other hash is stale', (t) => {
  const on = bank(t);
  const payment = paymentId(take(on, LARGE), 0);
  as(on, 'ben', ['supervisor'], () => {
    const said = changesOnlyItsRecord(on, () => sign(on, payment, 'ab'.repeat(32)));
    assert.deepEqual(refused(said), { code: 'approval_stale', paymentId: payment, version: 1 });
  });
});

test('without a limit, or at it, one person is enough', (t) => {
  const on = bank(t);
  const at = { amount: '100,000.00', to: '2001' };
  const batch = take(on, { messageId: 'AT', blocks: [{ from: '2008', payments: [at] }] });
  assert.deepEqual(standing(on, batch), ['settled']);
});

test('a signature sent again is answered again, and binds all of its input', (t) => {
  const on = bank(t);
  const payment = paymentId(take(on, LARGE), 0);
  as(on, 'ben', ['supervisor'], () => {
    const input = { submissionId: 'once', paymentId: payment, shown: shownOf(on, payment) };
    const first = approve(on.desk(), { ...input, remark: 'seen' }, on.context());
    assert.deepEqual(done(first), { status: 'settled', open: 0 });
    const again = approve(on.desk(), { ...input, remark: 'seen' }, on.context());
    assert.deepEqual(again, first);
    const other = approve(on.desk(), { ...input, remark: 'other' }, on.context());
    assert.equal(refused(other).code, 'submission_id_reused');
  });
});
