// Goal: whoever moves money by another deed than a payment is held to their limits, when they ask, when
// they sign and when it is carried out, and is told which limit it is; nothing is too much to be sent
// back. Method: each deed at the edge of a right to one amount, in a book with people, and the limit that
// is lowered while a request waits; then what comes to more when it is carried out than when it was asked.
import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { actorId } from '../../main/domain/people.ts';
import { DEEDS } from '../../main/domain/permissions.ts';
import { usedToday } from '../../main/operations/authority.ts';
import { overrideWait } from '../../main/operations/override-wait.ts';
import { askForDeed, decideRequest, shownRequest } from '../../main/operations/requests.ts';
import { codeOf, limitedCast, seated } from './limited-cast.ts';
import {
  bankWith,
  deedsOf,
  handsOverInPart,
  type LimitedDeed,
  UNGROWN,
  unbooked,
} from './limited-deeds.ts';
import { policy } from './persons.ts';
import { assertSound, done, refused, type TestDesk } from './test-desk.ts';

const OTHERS = ['signs', 'decides', 'submits', ...Object.keys(UNGROWN)];
const MOVING = [...deedsOf()].filter(([name]) => !OTHERS.includes(name));

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

/** What Lea, who may do 100.00 a day and 70.00 at once, is answered for one deed after the other. */
function answers(t: TestContext, deed: LimitedDeed, ...amounts: readonly string[]) {
  const on = deed.bank(t);
  const cast = limitedCast(on, {
    lea: [{ role: deed.role, singleLimit: 7_000n, dailyLimit: 10_000n }],
    una: [{ role: 'supervisor' }],
  });
  const [lea = 0, una = 0] = ['lea', 'una'].map((each) => cast.get(each));
  const codes = amounts.map((amount) => {
    const thing = deed.made(on, amount, una);
    return seated(on, lea, () => codeOf(deed.act(on, thing)));
  });
  const used = usedToday(on.desk(), on.now, deed.permission, 'EUR')(actorId(lea));
  assertSound(on, amounts.join(', '));
  return { codes, used };
}

test('what is asked for before it comes to its amount counts when it is carried out', (t) => {
  assert.equal(Object.keys(UNGROWN).length, 2);
  for (const [name, deed] of Object.entries(UNGROWN)) {
    const { codes, used } = answers(t, deed, '70.00', '70.01', '30.01', '30.00', '0.01');
    const over = 'beyond_daily_limit';
    assert.deepEqual(codes, ['done', 'beyond_single_limit', over, 'done', over], name);
    assert.equal(used, 10_000n, name);
  }
});

test('of a batch that is judged in part only what came later counts besides, and the asking once', (t) => {
  assert.deepEqual(answers(t, handsOverInPart, '69.00'), { codes: ['done'], used: 6_900n });
  // The second one's asking counts for its half, and as much is left for what it has grown by.
  const second = answers(t, handsOverInPart, '69.00', '31.01');
  assert.deepEqual(second, { codes: ['done', 'beyond_daily_limit'], used: 8_450n });
  const fits = answers(t, handsOverInPart, '69.00', '31.00');
  assert.deepEqual(fits, { codes: ['done', 'done'], used: 10_000n });
});

test('an event that was asked for moves the amounts that it was asked with, and counts once', (t) => {
  const deed = deedsOf().get('signsForEvents') ?? assert.fail('the deed is there');
  const on = deed.bank(t);
  const cast = limitedCast(on, {
    lea: [{ role: 'treasury', dailyLimit: 5_000n }],
    una: [{ role: 'supervisor' }],
  });
  const [lea = 0, una = 0] = ['lea', 'una'].map((each) => cast.get(each));
  const requestId = deed.made(on, '50.00', lea);
  const decided = done(seated(on, una, () => deed.act(on, requestId)));
  assert.deepEqual(decided, { state: 'done', open: 0, moved: 'EUR 5000' });
  assert.equal(usedToday(on.desk(), on.now, DEEDS.bookEvent, 'EUR')(actorId(lea)), 5_000n);
});

test('what two others let happen by an override counts for its maker by what it has grown', (t) => {
  const on = bankWith(t, '900000000000');
  policy(on, 'emergencyOverride', 'on');
  const small = [{ role: 'supervisor', singleLimit: 1n }] as const;
  const cast = limitedCast(on, {
    lea: [{ role: 'supervisor', dailyLimit: 10_000n }],
    mo: small,
    una: small,
  });
  const [lea = 0, mo = 0, una = 0] = ['lea', 'mo', 'una'].map((each) => cast.get(each));
  const asksFor = (amount: string) => {
    const { asked, grows } = unbooked(on, amount);
    const asking = { submissionId: on.newId(), asked: asked(), remark: '' };
    const { request } = done(seated(on, lea, () => askForDeed(on.desk(), asking, on.context())));
    grows();
    return request;
  };
  const says = (person: number, step: 'begin' | 'confirm', id: number) => {
    const { shown } = saying(on, id, 'approved');
    const input = { submissionId: on.newId(), kind: 'request', id, step, shown } as const;
    const reason = 'nobody else is here';
    return seated(on, person, () => overrideWait(on.desk(), { ...input, reason }, on.context()));
  };
  const overrides = (amount: string): string => {
    const id = asksFor(amount);
    done(says(mo, 'begin', id));
    const confirmed = says(una, 'confirm', id);
    return confirmed.ok ? 'done' : String(confirmed.refusal.why);
  };
  const codes = ['60.00', '40.01', '40.00', '0.02'].map(overrides);
  assert.deepEqual(codes, ['done', 'beyond_daily_limit', 'done', 'beyond_daily_limit']);
  assertSound(on, 'overridden');
});
