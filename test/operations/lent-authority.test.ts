// Goal: whoever stands in for who made something is no second person for it by that: of what a rule
// held, and of the report of an override. Method: the same deed by the maker, by who holds the right
// in the maker's place only, and by who holds it in another's.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Actor, Role } from '../../main/domain/permissions.ts';
import { paymentId } from '../../main/ledger/payment-ids.ts';
import { acknowledgeOverride } from '../../main/operations/acknowledge-override.ts';
import { decideReview } from '../../main/operations/decide-review.ts';
import { take } from './epochs.ts';
import { ask, bank, idOf, type Name, say } from './override-bank.ts';
import { done, refused, type TestDesk } from './test-desk.ts';

const EVERYWHERE = {
  branch: null,
  rail: null,
  currency: null,
  singleLimit: null,
  dailyLimit: null,
} as const;

/** The outcome of `work` by `name`, who holds `role` in the place of `lender`, or themselves. */
function inPlaceOf<T>(on: TestDesk, name: Name, role: Role, lender: Name, work: () => T): T {
  const { actor } = on;
  const own = { role, ...EVERYWHERE };
  const authority = lender === name ? own : { ...own, lentBy: idOf(lender) };
  const lent: Actor = { id: idOf(name), name, roles: [role], authorities: [authority] };
  on.actor = lent;
  try {
    return work();
  } finally {
    on.actor = actor;
  }
}

test('what a rule held is decided neither by who submitted it nor by their authority', (t) => {
  const on = bank(t);
  const item = { amount: '5.00', to: '2001', outcome: 'review' } as const;
  const payments = [item, item];
  const submitted = { messageId: 'HELD', blocks: [{ from: '2008', payments }] };
  const batch = inPlaceOf(on, 'carla', 'submitter', 'carla', () => take(on, submitted));
  const decided = (name: Name, lender: Name, record: number) => {
    const words = { outcome: 'approve', reasonCode: '', remark: '' } as const;
    const input = { submissionId: on.newId(), paymentId: paymentId(batch, record), ...words };
    return inPlaceOf(on, name, 'analyst', lender, () =>
      decideReview(on.desk(), input, on.context()),
    );
  };
  assert.equal(refused(decided('carla', 'carla', 0)).code, 'second_person_must_differ');
  assert.equal(refused(decided('dan', 'carla', 0)).code, 'second_person_must_differ');
  assert.equal(done(decided('dan', 'eva', 0)).status, 'settled');
  assert.equal(done(decided('dan', 'dan', 1)).status, 'settled');
});

test('the report of an override is read by nobody in the place of who took part in it', (t) => {
  const on = bank(t);
  const thing = ask(on, 'ada', { deed: 'setPolicy', name: 'cutOff:batch', value: '16:30' });
  done(say(on, 'carla', 'begin', thing));
  const { override: overrideId } = done(say(on, 'dan', 'confirm', thing));
  const read = (lender: Name) => {
    const input = { submissionId: on.newId(), overrideId, remark: 'read' };
    const work = () => acknowledgeOverride(on.desk(), input, on.context());
    return inPlaceOf(on, 'eva', 'supervisor', lender, work);
  };
  for (const lender of ['ada', 'carla', 'dan'] as const) {
    assert.equal(refused(read(lender)).code, 'second_person_must_differ', lender);
  }
  done(read('eva'));
});
