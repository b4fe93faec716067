// Goal: nobody goes on by a credential that was replaced, at whatever seat, nor by what they proved with
// it. Method: seats over a real book, of which one person has two, before and after each change.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { localActor } from '../../main/domain/permissions.ts';
import { askGrant, decideGrant } from '../../main/operations/grants.ts';
import { done } from '../operations/test-desk.ts';
import { roleGrant } from './people-world.ts';
import { by, seats } from './turned-seats.ts';

test('a credential that two administrators replaced ends every seat of its person, and no other', (t) => {
  const { on, desk, as, setUp, sessions, place, said } = seats(t);
  setUp();
  const [second, ada] = ['second', 'ada'].map((seat) =>
    sessions.placeOf({ actor: localActor('anna'), shell: 'loopback', seat }),
  );
  assert.ok(second && ada);
  for (const { seat } of [place, second]) sessions.sit(seat, 3, by(3));
  sessions.sit(ada.seat, 1, by(1));
  sessions.lock(second.seat, 'asked');
  const followed = sessions.enter(place, 'changed', {});
  assert.ok(followed.ok);
  const terms = { ...roleGrant(3, 'submitter'), kind: 'credential', role: null } as const;
  const { grant } = done(askGrant(desk, { submissionId: on.newId(), ...terms }, as(1)));
  assert.equal(sessions.standing(place.seat), 'open', 'asked for');
  const sign = { submissionId: on.newId(), grant, decision: 'sign', passphraseHash: 'y' } as const;
  done(decideGrant(desk, sign, as(2)));
  sessions.tellAll();
  assert.equal(followed.value.ended.aborted, true, 'what was followed ends');
  assert.deepEqual(followed.value.closed(), { code: 'sign_in_required' });
  const standings = [place, second, ada].map(({ seat }) => sessions.standing(seat));
  assert.deepEqual(standings, ['signed_out', 'signed_out', 'open']);
  const whys = ['lockSession asked', 'signOut credential_changed', 'signOut credential_changed'];
  assert.deepEqual(said.slice(-3).sort(), whys.map((why) => `person:3 ${why}`).sort());
});

test('an own change goes on at the seat where it was made, by a proof of its own; the others end', (t) => {
  const { setUp, choose, sessions, place, clocks, entered } = seats(t);
  setUp();
  const other = sessions.placeOf({ actor: localActor('anna'), shell: 'loopback', seat: 'two' });
  for (const { seat } of [place, other]) sessions.sit(seat, 3, by(3));
  sessions.stepUp(other.seat);
  clocks.uptime += 299_999;
  choose();
  sessions.changed(place.seat, 3);
  assert.equal(
    sessions.enter(other, 'queuePage', {}).ok,
    false,
    'nor does a proof given there count',
  );
  assert.deepEqual(
    [place, other].map(({ seat }) => sessions.standing(seat)),
    ['open', 'signed_out'],
  );
  sessions.sit(other.seat, 3, by(3));
  assert.equal(sessions.standing(other.seat), 'signed_out', 'the old credential seats nobody');
  clocks.uptime += 299_999;
  const signed = () => entered('decideRequest', { decision: 'approved' });
  assert.equal(signed(), 'entered');
  clocks.uptime += 1;
  assert.equal(signed(), 'step_up_needed');
});
