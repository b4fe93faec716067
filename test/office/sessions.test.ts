// Goal: a seat protects itself when left alone, and whoever sits there has exactly the rights they
// hold now. Method: seats over a real book with clocks that the test turns.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { localActor, ROLES } from '../../main/domain/permissions.ts';
import { ONE_DEED_MS } from '../../main/domain/step-up.ts';
import { METHODS_PROVED_AGAIN } from '../../main/office/proved-again.ts';
import { RECORD_EVERY_MS } from '../../main/office/refused-calls.ts';
import { SEATS_MAX } from '../../main/office/seats.ts';
import { endGrant } from '../../main/operations/grants.ts';
import { endPerson } from '../../main/operations/people.ts';
import { setPolicy } from '../../main/operations/set-policy.ts';
import { done } from '../operations/test-desk.ts';
import { by, seats } from './turned-seats.ts';

const MINUTE = 60_000;

test('a book without people asks nobody to sign in', (t) => {
  const { entered, sessions, place, said } = seats(t);
  for (const method of ['queuePage', 'submitBatch', 'signIn', 'restoreBackup']) {
    assert.equal(entered(method), 'entered', method);
  }
  const result = sessions.enter(place, 'submitBatch', {});
  assert.ok(result.ok);
  const { takenBack, ...session } = result.value.session;
  assert.deepEqual(session, {
    actor: localActor('anna'),
    shell: 'loopback',
    person: null,
    locked: false,
  });
  assert.equal(takenBack(), null);
  assert.equal(sessions.standing(place.seat), 'no_people');
  assert.deepEqual(said, []);
});

test('what was asked is taken back by leaving, by the end of the right, and not by the lock', (t) => {
  const { on, desk, as, sessions, place, setUp } = seats(t);
  const role = setUp();
  const { seat } = place;
  const asked = () => {
    const result = sessions.enter(place, 'submitBatch', {});
    assert.ok(result.ok);
    return () => result.value.session.takenBack()?.code ?? null;
  };
  sessions.sit(seat, 3, by(3));
  const behindTheLock = asked();
  sessions.lock(seat, 'asked');
  assert.equal(behindTheLock(), null);
  sessions.unlock(seat);
  assert.equal(behindTheLock(), null);
  const left = asked();
  sessions.leave(seat, 'asked');
  assert.equal(left(), 'sign_in_required');
  sessions.sit(seat, 3, by(3));
  const taken = asked();
  sessions.sit(seat, 1, by(1));
  assert.equal(taken(), 'sign_in_required');
  sessions.sit(seat, 3, by(3));
  const lost = asked();
  done(endGrant(desk, { submissionId: on.newId(), grant: role }, as(1)));
  assert.equal(lost(), 'not_permitted');
  done(endPerson(desk, { submissionId: on.newId(), person: 3 }, as(1)));
  assert.equal(lost(), 'sign_in_required');
});

test('what gives something out is taken back by the lock also, and by one that nobody noticed', (t) => {
  const { setUp, sessions, place, pass, said } = seats(t);
  setUp();
  const { seat } = place;
  const asked = (method: string) => {
    const result = sessions.enter(place, method, {});
    assert.ok(result.ok);
    return () => result.value.session.takenBack()?.code ?? null;
  };
  sessions.sit(seat, 1, by(1));
  const [deed, given] = [asked('endPerson'), asked('addPerson')];
  assert.deepEqual([deed(), given()], [null, null]);
  // Nobody looked at the seat since it was time.
  pass(900_000);
  assert.deepEqual([given(), deed()], ['session_locked', null]);
  sessions.unlock(seat);
  assert.deepEqual([given(), deed()], ['session_locked', null], 'it is asked anew');
  assert.equal(asked('addPerson')(), null);
  assert.ok(said.includes('person:1 addPerson session_locked 1'));
});

test('locked at 900 seconds without input, and not before; only the way back is open then', (t) => {
  const { setUp, sessions, place, pass, entered, said } = seats(t);
  setUp();
  assert.equal(entered('queuePage'), 'sign_in_required');
  sessions.sit(place.seat, 3, by(3));
  pass(899_999);
  assert.equal(entered('queuePage'), 'entered', 'background calls are answered');
  pass(1);
  assert.equal(entered('queuePage'), 'session_locked', 'and do not put the lock off');
  assert.equal(sessions.standing(place.seat), 'locked');
  assert.deepEqual(sessions.seated(place.seat), { person: 3, name: 'li' });
  const open = ['session', 'officeState', 'sessionStanding', 'signIn', 'unlock', 'lock'];
  for (const method of [...open, 'signOut', 'noteInput']) assert.equal(entered(method), 'entered');
  for (const method of ['submitBatch', 'changed', 'preferences', 'stepUp', 'no such method']) {
    assert.equal(entered(method), 'session_locked', method);
  }
  sessions.noteInput(place.seat);
  assert.equal(sessions.standing(place.seat), 'locked', 'input behind the lock is nothing');
  sessions.unlock(place.seat);
  assert.equal(entered('queuePage'), 'entered');
  pass(600_000);
  sessions.noteInput(place.seat);
  pass(600_000);
  assert.equal(entered('queuePage'), 'entered', 'input counts from its own moment');
  assert.deepEqual(
    said.filter((each) => each.includes('lockSession')),
    ['person:3 lockSession idle'],
  );
});

test('the clock of the wall locks too, and setting it back does not put the lock off', (t) => {
  const { setUp, sessions, place, clocks, entered } = seats(t);
  setUp();
  sessions.sit(place.seat, 3, by(3));
  clocks.wall += 15 * MINUTE;
  assert.equal(entered('queuePage'), 'session_locked', 'the machine slept, its other clock stood');
  sessions.unlock(place.seat);
  clocks.wall -= 300 * MINUTE;
  clocks.uptime += 15 * MINUTE;
  assert.equal(entered('queuePage'), 'session_locked');
});

test('the policy shortens the time, and never makes it longer than 900 seconds', (t) => {
  const { on, desk, setUp, sessions, place, pass, entered } = seats(t);
  const set = (value: string) =>
    setPolicy(desk, { submissionId: on.newId(), name: 'idleLockSeconds', value }, on.context());
  for (const value of ['901', '29', '0', 'never', '-1']) assert.equal(set(value).ok, false, value);
  assert.ok(set('30').ok);
  setUp();
  sessions.sit(place.seat, 3, by(3));
  pass(29_999);
  assert.equal(entered('queuePage'), 'entered');
  pass(1);
  assert.equal(entered('queuePage'), 'session_locked');
});

test('a lock ends what was under way, also for whoever comes next', (t) => {
  const { setUp, sessions, place } = seats(t);
  setUp();
  sessions.sit(place.seat, 3, by(3));
  const first = sessions.enter(place, 'queuePage', {});
  assert.ok(first.ok);
  assert.deepEqual([first.value.ended.aborted, first.value.closed()], [false, null]);
  sessions.lockAll('workstation');
  assert.deepEqual(
    [first.value.ended.aborted, first.value.closed()],
    [true, { code: 'session_locked' }],
  );
  sessions.sit(place.seat, 1, by(1));
  assert.deepEqual(first.value.closed(), { code: 'session_locked' }, 'not for the next person');
  const second = sessions.enter(place, 'people', {});
  assert.ok(second.ok);
  sessions.leave(place.seat, 'asked');
  assert.deepEqual(second.value.closed(), { code: 'sign_in_required' });
});

test('what is proved again for is refused until it is, and an own proof counts for its time', (t) => {
  const { setUp, sessions, place, clocks, entered, said } = seats(t);
  setUp();
  const grave = () => entered('exportAccessReview');
  sessions.sit(place.seat, 1, by(1));
  assert.equal(grave(), 'entered', 'who has just come in has just proved it');
  clocks.uptime += 299_999;
  assert.equal(grave(), 'entered');
  clocks.wall += 299_999;
  clocks.uptime += 1;
  assert.equal(grave(), 'step_up_needed');
  assert.equal(entered('people'), 'entered', 'only what is grave asks');
  sessions.stepUp(place.seat);
  clocks.wall -= 7 * 24 * 3_600_000;
  assert.equal(grave(), 'entered');
  clocks.uptime += 300_000;
  assert.equal(grave(), 'step_up_needed', 'no clock that somebody sets makes it longer');
  assert.deepEqual(
    said.filter((each) => each.includes('step_up_needed')),
    Array(2).fill('person:1 exportAccessReview step_up_needed 1'),
  );
});

test('a proof is over with the lock and with another person, and is of one seat', (t) => {
  const { setUp, sessions, place, clocks, entered } = seats(t);
  setUp();
  const grave = () => entered('exportAccessReview');
  sessions.sit(place.seat, 1, by(1));
  clocks.uptime += 300_000;
  const other = sessions.placeOf({ actor: localActor('anna'), shell: 'loopback', seat: 'two' });
  sessions.sit(other.seat, 1, by(1));
  sessions.stepUp(other.seat);
  assert.equal(grave(), 'step_up_needed', 'the same person proved it elsewhere');
  sessions.stepUp(place.seat);
  assert.equal(grave(), 'entered');
  sessions.lock(place.seat, 'asked');
  sessions.stepUp(place.seat);
  assert.equal(grave(), 'session_locked');
  sessions.unlock(place.seat);
  clocks.uptime += 299_999;
  assert.equal(grave(), 'entered', 'the lock was opened by a proof');
  clocks.uptime += 1;
  assert.equal(grave(), 'step_up_needed');
  sessions.stepUp(place.seat);
  sessions.leave(place.seat, 'asked');
  assert.equal(grave(), 'sign_in_required');
  sessions.sit(place.seat, 2, by(2));
  clocks.uptime += 300_000;
  assert.equal(grave(), 'step_up_needed', 'not by what another one proved');
});

test('where the policy says 0, each deed has a proof of its own', (t) => {
  const { on, desk, setUp, sessions, place, clocks, entered } = seats(t);
  const zero = { submissionId: on.newId(), name: 'stepUpSeconds', value: '0' };
  done(setPolicy(desk, zero, on.context()));
  setUp();
  const grave = () => entered('exportAccessReview');
  sessions.sit(place.seat, 1, by(1));
  assert.equal(grave(), 'step_up_needed', 'coming in was no proof for this');
  sessions.stepUp(place.seat);
  assert.deepEqual([grave(), grave()], ['entered', 'step_up_needed']);
  sessions.stepUp(place.seat);
  assert.equal(entered('decideGrant', { decision: 'refuse' }), 'entered', 'nothing is signed');
  clocks.uptime += ONE_DEED_MS;
  assert.equal(grave(), 'step_up_needed', 'it was not used in time');
  const command = sessions.placeOf({ actor: localActor('anna'), shell: 'cli' });
  sessions.sit(command.seat, 1, by(1));
  clocks.uptime += 24 * 3_600_000;
  for (let deed = 0; deed < 3; deed += 1) {
    assert.ok(
      sessions.enter(command, 'exportAccessReview', {}).ok,
      'a command proves as it begins',
    );
  }
});

test('which calls are proved again for: signatures, and what takes all out or is for good', (t) => {
  const { setUp, grant, sessions, place, clocks } = seats(t);
  setUp();
  for (const role of ROLES) if (role !== 'submitter') grant(role);
  sessions.sit(place.seat, 3, by(3));
  clocks.uptime += 300_000;
  const asks = (method: string, input: unknown): boolean => {
    const result = sessions.enter(place, method, input);
    return !result.ok && result.refusal.code === 'step_up_needed';
  };
  const rows: readonly (readonly [string, unknown, boolean])[] = [
    ['approve', {}, true],
    ['rejectApproval', {}, false],
    ['decideRequest', { decision: 'approved' }, true],
    ['decideRequest', { decision: 'rejected' }, false],
    ['decideRequest', { decision: 'withdrawn' }, false],
    ['overrideWait', { step: 'begin' }, true],
    ['overrideWait', { step: 'confirm' }, true],
    ['acknowledgeOverride', {}, false],
    ['decideMasterChange', { decision: 'confirmed' }, true],
    ['decideMasterChange', { decision: 'rejected' }, false],
    ['decideGrant', { decision: 'sign' }, true],
    ['decideGrant', { decision: 'refuse' }, false],
    ['endGrant', {}, false],
    ['markAbsent', {}, false],
    ['endAbsence', {}, false],
    ['decideSigningKey', { decision: 'sign' }, true],
    ['decideSigningKey', { decision: 'refuse' }, false],
    ['addKeySlot', {}, true],
    ['replaceKeySlot', {}, true],
    ['removeKeySlot', {}, true],
    ['showRecoveryKey', {}, true],
    ['offerKey', {}, true],
    ['changeKey', {}, true],
    ['exportTrail', {}, true],
    ['exportFile', { file: { of: 'exportMaster' } }, true],
    ['exportFile', { file: { of: 'pain002' } }, false],
    ['exportFile', { file: { of: 'accountStatement' } }, false],
    ['exportFile', { file: { of: 'signHandOver' } }, false],
    ['exportAccessReview', {}, true],
    ['backUp', { to: null }, false],
    ['backUp', { to: '/somewhere' }, true],
    ['restoreBackup', {}, true],
    ['erasePersonalData', {}, true],
    ['submitBatch', {}, false],
    ['revealAccount', {}, false],
    ['stepUp', {}, false],
  ];
  for (const [method, input, expected] of rows) {
    assert.equal(asks(method, input), expected, `${method} ${JSON.stringify(input)}`);
  }
  const inTable = new Set(rows.filter(([, , expected]) => expected).map(([method]) => method));
  assert.deepEqual([...inTable].sort(), [...METHODS_PROVED_AGAIN].sort());
});

test('rights count from the next call on, and for what is under way', (t) => {
  const { on, desk, as, setUp, grant, sessions, place, entered } = seats(t);
  const first = setUp();
  sessions.sit(place.seat, 3, by(3));
  const before = sessions.enter(place, 'queuePage', {});
  assert.ok(before.ok);
  const { session } = before.value;
  assert.deepEqual(session.actor.roles, ['submitter']);
  assert.equal(entered('dispatchPayments'), 'not_permitted');
  const second = grant('supervisor');
  assert.equal(entered('dispatchPayments'), 'entered');
  assert.deepEqual(session.actor.roles, ['submitter', 'supervisor']);
  const end = (id: number) => done(endGrant(desk, { submissionId: on.newId(), grant: id }, as(1)));
  end(second);
  end(first);
  assert.deepEqual(session.actor.roles, []);
  assert.equal(entered('queuePage'), 'not_permitted');
  done(endPerson(desk, { submissionId: on.newId(), person: 3 }, as(1)));
  assert.equal(entered('preferences'), 'sign_in_required');
  assert.deepEqual(session.actor.id, 'nobody');
});

test('who must choose an own passphrase may do that, and nothing else', (t) => {
  const { setUp, choose, sessions, place, entered } = seats(t);
  setUp();
  sessions.sit(place.seat, 3, { change: 3, mustChange: true });
  assert.equal(sessions.standing(place.seat), 'must_change');
  assert.equal(entered('changePassphrase'), 'entered');
  for (const method of ['queuePage', 'preferences', 'names', 'submitBatch']) {
    assert.equal(entered(method), 'credential_must_change', method);
  }
  choose();
  sessions.changed(place.seat, 3);
  assert.equal(entered('queuePage'), 'entered');
});

test('an administrator never sees a payment', (t) => {
  const { setUp, sessions, place, entered } = seats(t);
  setUp();
  sessions.sit(place.seat, 1, by(1));
  const seen = [
    'queuePage',
    'paymentTrail',
    'findPayment',
    'reviewList',
    'settlementView',
    'batch',
  ];
  for (const method of [...seen, 'status', 'accountStatement', 'pain002', 'rehearseBatch']) {
    assert.equal(entered(method), 'not_permitted', method);
  }
  assert.deepEqual(['people', 'setPolicy', 'audit'].map(entered), [
    'entered',
    'entered',
    'entered',
  ]);
});

test('what is turned away is kept once at first, then once a minute with its number', (t) => {
  const { setUp, sessions, place, entered, said, pass } = seats(t);
  setUp();
  sessions.sit(place.seat, 1, by(1));
  for (let at = 0; at < 500; at += 1) entered('queuePage');
  entered('reviewList');
  pass(RECORD_EVERY_MS);
  entered('queuePage');
  assert.deepEqual(said, [
    'person:1 queuePage not_permitted 1',
    'person:1 reviewList not_permitted 1',
    'person:1 queuePage not_permitted 500',
  ]);
});

test('seats share nothing, and too many of them sign the quietest out', (t) => {
  const { setUp, sessions, place } = seats(t);
  setUp();
  const seat = (name: string) =>
    sessions.placeOf({ actor: localActor('anna'), shell: 'loopback', seat: name });
  sessions.sit(place.seat, 3, by(3));
  assert.equal(sessions.standing(seat('other').seat), 'signed_out');
  assert.equal(sessions.placeOf({ actor: localActor('x'), shell: 'loopback' }).seat, place.seat);
  for (let at = 0; at < SEATS_MAX; at += 1) seat(`more-${at}`);
  assert.equal(sessions.standing(place.seat), 'signed_out');
});
