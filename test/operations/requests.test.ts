// Goal: a deed that others must stand for happens with two persons or not at all, once, as it was
// shown; and a book without people works as before. Method: a book with people at a desk; every deed
// of the table is tried alone, asked for, signed, sent back, taken back, overtaken and raced.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { APPROVAL_RULES, SIGNED_DEEDS } from '../../main/domain/approval-policy.ts';
import { actorId } from '../../main/domain/people.ts';
import { ROLES, type Role } from '../../main/domain/permissions.ts';
import { REMIND_EVERY } from '../../main/domain/reminding.ts';
import type { Result } from '../../main/domain/result.ts';
import type { AskedDeed } from '../../main/operations/asked-deeds.ts';
import { changeAccount } from '../../main/operations/change-account.ts';
import { keepAnotherKey } from '../../main/operations/change-keys.ts';
import { correctEntry } from '../../main/operations/correct-entry.ts';
import { policyOf } from '../../main/operations/desk.ts';
import { explainBreak } from '../../main/operations/explain-break.ts';
import { endGrant } from '../../main/operations/grants.ts';
import { readAsked, writeAsked } from '../../main/operations/kept-asking.ts';
import { releaseOutgoing } from '../../main/operations/release-outgoing.ts';
import { askForDeed, seesRequest, shownRequest } from '../../main/operations/requests.ts';
import { setPolicy } from '../../main/operations/set-policy.ts';
import { unwindCycle } from '../../main/operations/unwind-cycle.ts';
import { ask, BLOCK, by, DAYS, idOf, keyChange, peopled, say, shownOf } from './asking-people.ts';
import { assertSound, done, refused, type TestDesk, testDesk } from './test-desk.ts';

const statusOf = (on: TestDesk) => on.book().accounts.find('payer', 'EUR')?.status;

/** Each deed of the table as one person would do it, who may. */
const ALONE: { readonly [D in (typeof SIGNED_DEEDS)[number]]?: (on: TestDesk) => Result<unknown> } =
  {
    setPolicy: (on) =>
      by(on, 'ada', () => {
        const { name, value } = DAYS;
        return setPolicy(on.desk(), { submissionId: on.newId(), name, value }, on.context());
      }),
    changeAccount: (on) =>
      by(on, 'carla', () => {
        const { deed: _, ...input } = BLOCK;
        return changeAccount(on.desk(), { submissionId: on.newId(), ...input }, on.context());
      }),
    correctEntry: (on) =>
      by(on, 'carla', () => {
        const input = { submissionId: on.newId(), entryId: 1, remark: 'typo' };
        return correctEntry(on.desk(), input, on.context());
      }),
    explainBreak: (on) =>
      by(on, 'carla', () => {
        // A second person who is only named by the first is nobody.
        const second = { id: idOf('dan'), name: 'dan', roles: ['supervisor'] } as const;
        const input = { submissionId: on.newId(), breakId: 1, reason: 'timing', second };
        return explainBreak(on.desk(), input, on.context());
      }),
    releaseOutgoing: (on) =>
      by(on, 'carla', () => {
        const stretch = { batchId: 1, firstRecord: 0, lastRecord: 0 };
        const input = {
          submissionId: on.newId(),
          ...stretch,
          word: 'sent',
          reference: 'x',
        } as const;
        return releaseOutgoing(on.desk(), input, on.context());
      }),
    changeKey: (on) => by(on, 'ada', () => keepAnotherKey(on.desk(), keyChange(on), on.context())),
    unwindCycle: (on) =>
      by(on, 'carla', () => {
        const input = { submissionId: on.newId(), cycleId: 1, remark: 'not settled' };
        return unwindCycle(on.desk(), input, on.context());
      }),
  };

test('where there are people, none of these deeds happens with one', (t) => {
  const on = peopled(t);
  for (const [deed, alone] of Object.entries(ALONE)) {
    const refusal = refused(alone(on));
    assert.equal(refusal.code, 'second_person_required', deed);
    assert.equal(refusal.rule, APPROVAL_RULES.find((rule) => rule.deed === deed)?.id, deed);
  }
  assert.equal(statusOf(on), 'open');
  assertSound(on);
});

test('every deed that waits has a row, and its input is read back as it was', () => {
  for (const deed of SIGNED_DEEDS) {
    assert.ok(
      APPROVAL_RULES.some((rule) => rule.deed === deed),
      deed,
    );
  }
  const amounts = { principal: { minor: 10n ** 20n, currency: 'EUR' } };
  const dates = { booking: '2026-11-26', value: '2026-11-26', settlement: '2026-11-26' };
  const bindings = { accounts: {}, amounts, holds: {}, originals: [4], batch: 0, payment: 0 };
  const event: AskedDeed<'bookEvent'> = {
    deed: 'bookEvent',
    event: 'B2',
    bindings: { ...bindings, item: '7n', items: {}, dates, rail: '', owner: '' },
  };
  const parts = { '2120': [{ reference: 'a', amount: 5n }] };
  const stretch = { batchId: 1, firstRecord: 0, lastRecord: 4, word: 'not_sent' } as const;
  const every: { readonly [D in (typeof SIGNED_DEEDS)[number]]: readonly AskedDeed<D>[] } = {
    setPolicy: [DAYS],
    changeAccount: [BLOCK],
    correctEntry: [{ deed: 'correctEntry', entryId: 7 }],
    explainBreak: [{ deed: 'explainBreak', breakId: 7 }],
    releaseOutgoing: [{ deed: 'releaseOutgoing', ...stretch }],
    bookEvent: [event, { ...event, bindings: { ...event.bindings, parts } }],
    settlePositions: [{ deed: 'settlePositions', currency: 'EUR', positions: 'ab'.repeat(32) }],
    unwindCycle: [{ deed: 'unwindCycle', cycleId: 7 }],
    setBranchKey: [
      {
        deed: 'setBranchKey',
        book: 'b',
        name: 'East',
        publicKey: 'ab'.repeat(32),
        state: 'trusted',
      },
    ],
    handOverBatch: [{ deed: 'handOverBatch', batchId: 3, to: 'b' }],
    changeKey: [{ deed: 'changeKey', keyId: '0f'.repeat(16) }],
  };
  for (const asked of Object.values(every).flat()) {
    assert.deepEqual(readAsked(writeAsked(asked)), asked);
  }
  const foreign = writeAsked(BLOCK).replace('debit_blocked', 'gone');
  assert.throws(() => readAsked(foreign), /one of these names/);
});

test('asked for by one and signed by another it is done, once', (t) => {
  const on = peopled(t);
  const { request } = done(ask(on, 'carla', BLOCK));
  assert.equal(statusOf(on), 'open');
  assert.equal(refused(say(on, 'carla', request)).code, 'second_person_must_differ');
  assert.equal(refused(say(on, 'eva', request)).code, 'request_unknown');
  assert.equal(refused(say(on, 'ada', request)).code, 'signer_not_permitted');
  assert.equal(refused(say(on, 'dan', request, 'withdrawn')).code, 'only_its_maker_withdraws');
  assert.deepEqual(done(say(on, 'dan', request)), { state: 'done', open: 0 });
  assert.equal(statusOf(on), 'debit_blocked');
  assert.equal(refused(say(on, 'dan', request)).code, 'request_decided');
  const { request: setting } = done(ask(on, 'ada', DAYS));
  done(say(on, 'bo', setting));
  assert.equal(policyOf(on.desk()).duplicateWindowDays, 9);
  on.reopen();
  assert.equal(refused(say(on, 'dan', request)).code, 'request_decided');
  assertSound(on);
});

test('nobody asks for what they may not do, nor for what nobody needs to sign', (t) => {
  const on = peopled(t);
  assert.equal(refused(ask(on, 'eva', BLOCK)).code, 'not_permitted');
  const wrong: AskedDeed = { ...DAYS, value: 'many' };
  assert.equal(refused(ask(on, 'ada', wrong)).code, 'policy_value_invalid');
  assert.equal(refused(ask(on, 'ada', { ...DAYS, name: 'mood' })).code, 'policy_unknown');
  const set = { submissionId: on.newId(), name: 'mood', value: '1' };
  const setting = by(on, 'ada', () => setPolicy(on.desk(), set, on.context()));
  assert.equal(refused(setting).code, 'policy_unknown', 'nobody is asked to sign for it');
  assert.deepEqual(on.book().requests.waiting(10), []);
  const alone = testDesk(t, 2);
  const asking = { submissionId: alone.newId(), asked: DAYS, remark: '' };
  const asked = askForDeed(alone.desk(), asking, alone.context());
  assert.equal(refused(asked).code, 'nobody_needs_to_sign');
});

test('the same asked for again is the request that waits; once it ended it is another', (t) => {
  const on = peopled(t);
  const { request } = done(ask(on, 'carla', BLOCK));
  assert.deepEqual(done(ask(on, 'carla', BLOCK)), { request });
  assert.deepEqual(done(ask(on, 'dan', BLOCK)), { request }, 'whoever asks');
  assert.notEqual(done(ask(on, 'dan', { ...BLOCK, currency: 'USD' })).request, request);
  done(say(on, 'carla', request, 'withdrawn'));
  assert.notEqual(done(ask(on, 'carla', BLOCK)).request, request);
});

test('whoever may sign is reminded of what waits, at most once an hour, and it stays what it was', (t) => {
  const on = peopled(t);
  const { request } = done(ask(on, 'carla', BLOCK));
  const remindedAt = () => on.book().requests.byId(request)?.remindedAt;
  assert.equal(remindedAt(), null);
  assert.deepEqual(done(say(on, 'carla', request, 'reminded')), { state: 'waits', open: 1 });
  const first = remindedAt();
  assert.ok(typeof first === 'number');
  const early = refused(say(on, 'dan', request, 'reminded'));
  assert.deepEqual([early.code, early.again], ['reminded_lately', first + REMIND_EVERY]);
  assert.equal(refused(say(on, 'eva', request, 'reminded')).code, 'request_unknown');
  on.now = first + REMIND_EVERY;
  done(say(on, 'ada', request, 'reminded'));
  assert.equal(on.book().requests.waiting(10).length, 1);
  assert.deepEqual(done(ask(on, 'dan', BLOCK)), { request }, 'it is still the one that waits');
  done(say(on, 'dan', request));
  assert.equal(refused(say(on, 'carla', request, 'reminded')).code, 'request_decided');
  on.reopen();
  assert.equal(on.book().requests.byId(request)?.state, 'done');
  assertSound(on);
});

test('an entry that two people corrected is booked by the deed that was asked for', (t) => {
  const on = peopled(t);
  const { request } = done(ask(on, 'carla', { deed: 'correctEntry', entryId: 1 }));
  done(say(on, 'dan', request));
  assertSound(on);
});

test('a signature is for what was shown: another change in between makes it stale', (t) => {
  const on = peopled(t);
  const { request: nine } = done(ask(on, 'ada', DAYS));
  const { request: eight } = done(ask(on, 'ada', { ...DAYS, value: '8' }));
  const shown = shownOf(on, nine);
  done(say(on, 'bo', eight));
  assert.equal(refused(say(on, 'bo', nine, 'approved', shown)).code, 'approval_stale');
  assert.equal(policyOf(on.desk()).duplicateWindowDays, 8);
  done(say(on, 'bo', nine));
  assert.equal(policyOf(on.desk()).duplicateWindowDays, 9);
});

test('what can no longer be done is refused whole and waits on; so is what its maker may no longer do', (t) => {
  const on = peopled(t);
  const { request: closing } = done(ask(on, 'carla', { ...BLOCK, status: 'closed' }));
  const refusal = refused(say(on, 'dan', closing));
  assert.deepEqual([refusal.code, refusal.why], ['request_cannot_be_done', 'account_is_not_empty']);
  assert.equal(on.book().requests.byId(closing)?.state, 'waits');
  done(say(on, 'dan', closing, 'rejected'));
  assert.equal(refused(say(on, 'carla', closing, 'withdrawn')).code, 'request_decided');

  const { request } = done(ask(on, 'carla', BLOCK));
  const grant = on
    .book()
    .people.grants()
    .find(({ person }) => actorId(person) === idOf('carla'));
  const ending = { submissionId: on.newId(), grant: grant?.id ?? 0 };
  done(by(on, 'ada', () => endGrant(on.desk(), ending, on.context())));
  assert.equal(refused(say(on, 'dan', request)).why, 'not_permitted');
  assert.equal(statusOf(on), 'open');
  done(say(on, 'carla', request, 'withdrawn'));
  assertSound(on);
});

test('what compliance decides on is shown only to those who may sign for it', (t) => {
  const on = peopled(t);
  const { request: id } = done(ask(on, 'carla', BLOCK));
  const request = on.book().requests.byId(id);
  assert.ok(request !== null);
  const waiting = shownRequest(on.desk(), request);
  const comply = { ...waiting, rule: { ...waiting.rule, levels: ['comply'] as const } };
  const sees = (role: Role, of: typeof waiting) =>
    seesRequest(of, { id: 'somebody', name: '', roles: [role] });
  assert.deepEqual(
    ROLES.filter((role) => sees(role, comply)),
    ['analyst', 'sanctions_officer'],
  );
  assert.deepEqual(
    ROLES.filter((role) => sees(role, waiting)),
    ['supervisor', 'auditor', 'administrator'],
  );
});

/** Every order of two people who each look and then act. */
const ORDERS = [
  [0, 0, 1, 1],
  [0, 1, 0, 1],
  [0, 1, 1, 0],
  [1, 0, 0, 1],
  [1, 0, 1, 0],
  [1, 1, 0, 0],
] as const;
const DECISIONS = ['approved', 'rejected', 'withdrawn'] as const;

test('of two people who decide one request at the same time exactly one wins', (t) => {
  const on = peopled(t);
  on.book().db.pragma('synchronous = OFF');
  let schedules = 0;
  for (const order of ORDERS) {
    for (const decisions of DECISIONS.flatMap((one) =>
      DECISIONS.map((two) => [one, two] as const),
    )) {
      const { request } = done(ask(on, 'carla', toggled(on)));
      const seen = new Map<number, string>();
      let won = 0;
      for (const person of order) {
        const shown = seen.get(person);
        const decision = decisions[person] ?? 'approved';
        // Only its maker takes a request back; anything else is another's.
        const name = decision === 'withdrawn' ? 'carla' : 'dan';
        if (shown === undefined) seen.set(person, shownOf(on, request));
        else if (say(on, name, request, decision, shown).ok) won += 1;
      }
      assert.equal(won, 1, `${decisions.join(' against ')} in the order ${order.join('')}`);
      schedules += 1;
    }
  }
  assertSound(on);
  t.diagnostic(`${schedules} schedules`);
});

function toggled(on: TestDesk): AskedDeed {
  return { ...BLOCK, status: statusOf(on) === 'open' ? 'debit_blocked' : 'open' };
}
