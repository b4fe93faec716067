// Goal: whoever moves money by another deed than a payment is held to their limits, when they ask, when
// they sign and when it is carried out, and is told which limit it is; nothing is too much to be sent
// back. Method: each deed at the edge of a right to one amount, in a book with people, and the limit that
// is lowered while a request waits.
import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { decideRequest, shownRequest } from '../../main/operations/requests.ts';
import { codeOf, limitedCast, seated } from './limited-cast.ts';
import { deedsOf } from './limited-deeds.ts';
import { assertSound, refused, type TestDesk } from './test-desk.ts';

const MOVING = [...deedsOf()].filter(([name]) => !['signs', 'decides', 'submits'].includes(name));

test('the amount of a deed is held to the limit of one time, and the refusal names it', (t) => {
  assert.equal(MOVING.length, 6);
  for (const [name, deed] of MOVING) {
    const on = deed.bank(t);
    const cast = limitedCast(on, {
      lea: [{ role: deed.role, singleLimit: 5_000n }],
      una: [{ role: 'supervisor' }],
    });
    const [lea = 0, una = 0] = ['lea', 'una'].map((each) => cast.get(each));
    const acts = (amount: string) => {
      const thing = deed.made(on, amount, una);
      return seated(on, lea, () => deed.act(on, thing));
    };
    const { code, currency, amount, most } = refused(acts('50.01'));
    const said = [code, currency, amount, most];
    assert.deepEqual(said, ['beyond_single_limit', 'EUR', '50.01', '50.00'], name);
    assert.equal(codeOf(acts('50.00')), 'done', name);
    assertSound(on, name);
  }
});

/** A request of Mo's for a correction of 50.00, and what Lea, who holds the role in full, says of it. */
function asked(t: TestContext) {
  const deed = deedsOf().get('signsForCorrections') ?? assert.fail('the deed is there');
  const on = deed.bank(t);
  const cast = limitedCast(on, {
    lea: [{ role: 'supervisor' }],
    mo: [{ role: 'supervisor', singleLimit: 5_000n }],
    una: [{ role: 'supervisor', singleLimit: 1_000n }],
  });
  const idOf = (name: string): number => cast.get(name) ?? assert.fail(name);
  const requestId = deed.made(on, '50.00', idOf('mo'));
  const says = (name: string, decision: 'approved' | 'rejected') =>
    seated(on, idOf(name), () =>
      decideRequest(on.desk(), saying(on, requestId, decision), on.context()),
    );
  return { on, idOf, says };
}

function saying(on: TestDesk, requestId: number, decision: 'approved' | 'rejected') {
  const request = on.book().requests.byId(requestId) ?? assert.fail('it waits');
  const shown = shownRequest(on.desk(), request).hash.toString('hex');
  return { submissionId: on.newId(), requestId, decision, shown, remark: 'seen' };
}

test('no amount is too large to be sent back', (t) => {
  const { says } = asked(t);
  assert.equal(refused(says('una', 'approved')).code, 'beyond_single_limit');
  assert.equal(codeOf(says('una', 'rejected')), 'done');
});

test('a request whose maker may no longer move so much waits on', (t) => {
  const { on, idOf, says } = asked(t);
  const { people } = on.book();
  const read = people.grants.bind(people);
  const lowered = (singleLimit: bigint) => {
    people.grants = () =>
      read().map((grant) => (grant.person === idOf('mo') ? { ...grant, singleLimit } : grant));
  };
  lowered(4_999n);
  const { code, why } = refused(says('lea', 'approved'));
  assert.deepEqual([code, why], ['request_cannot_be_done', 'beyond_single_limit']);
  lowered(5_000n);
  assert.equal(codeOf(says('lea', 'approved')), 'done');
});
