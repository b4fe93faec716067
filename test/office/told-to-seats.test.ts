// Goal: a page whose seat was ended says why, and a page that never held it learns nothing; and how
// much is left to judge is told only where somebody may ask for it (domain.md §4). Method: seats over
// a real book, followed by one page that saw who sat there and by one that came after; then an office
// in this process whose drain never ends.
import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { localActor } from '../../main/domain/permissions.ts';
import { openOffice } from '../../main/office/office.ts';
import { officeHandlers } from '../../main/office/office-handlers.ts';
import type { Seat } from '../../main/office/seat.ts';
import { standings } from '../../main/office/seat-handlers.ts';
import { SEATS_MAX } from '../../main/office/seats.ts';
import type { Sessions } from '../../main/office/sessions.ts';
import { askGrant, decideGrant } from '../../main/operations/grants.ts';
import { addPerson, endPerson, setUpPeople } from '../../main/operations/people.ts';
import { done, testFolder } from '../operations/test-desk.ts';
import { turn } from './channel-pair.ts';
import { roleGrant } from './people-world.ts';
import { startOf } from './running-office.ts';
import { by, seats } from './turned-seats.ts';

const LI = 3;

/** A page of the seat, which hears how it stands until the test ends. */
async function pageAt(t: TestContext, sessions: Sessions, seat: Seat) {
  const closing = new AbortController();
  t.after(() => closing.abort());
  const told: (string | null)[] = [];
  void (async () => {
    for await (const { standing, left } of standings({ sessions }, seat, closing.signal)) {
      told.push(left ?? standing);
    }
  })();
  await turn();
  return { told, last: () => told.at(-1) };
}

type Table = { readonly [why: string]: (on: ReturnType<typeof seats>) => void };

/** What ends a seat at which the person 3 sits, by what its page is told of it. */
const ENDS: Table = {
  credential_changed: ({ choose, sessions }) => {
    choose();
    sessions.tellAll();
  },
  ended: ({ on, desk, as, sessions }) => {
    done(endPerson(desk, { submissionId: on.newId(), person: LI }, as(1)));
    sessions.tellAll();
  },
  too_many_seats: ({ sessions }) => {
    for (let at = 0; at < SEATS_MAX; at += 1) {
      sessions.placeOf({ actor: localActor('anna'), shell: 'loopback', seat: `more-${at}` });
    }
  },
  too_many_tries: ({ sessions, place }) => sessions.leave(place.seat, 'too_many_tries'),
  // Whoever asked for it knows.
  signed_out: ({ sessions, place }) => sessions.leave(place.seat, 'asked'),
};

for (const [why, end] of Object.entries(ENDS)) {
  test(`the page that held a seat is told why it does no more, and no other page: ${why}`, async (t) => {
    const on = seats(t);
    const { sessions, place, setUp } = on;
    setUp();
    const early = await pageAt(t, sessions, place.seat);
    assert.deepEqual(early.told, ['signed_out'], 'nobody sat there yet');
    sessions.sit(place.seat, LI, by(LI));
    await turn();
    const held = await pageAt(t, sessions, place.seat);
    end(on);
    await turn();
    const after = await pageAt(t, sessions, place.seat);
    assert.deepEqual([early.last(), held.last(), after.last()], [why, why, 'signed_out']);
    assert.deepEqual(after.told, ['signed_out']);
    sessions.tellAll();
    await turn();
    assert.deepEqual([held.last(), after.last()], [why, 'signed_out'], 'it is not forgotten');
    sessions.sit(place.seat, 1, by(1));
    await turn();
    assert.deepEqual([held.last(), after.last()], ['open', 'open']);
  });
}

test('a seat that was too many is locked with all others once somebody signs in there again', (t) => {
  const on = seats(t);
  const { sessions, place, setUp } = on;
  setUp();
  sessions.sit(place.seat, LI, by(LI));
  ENDS.too_many_seats?.(on);
  sessions.sit(place.seat, LI, by(LI));
  sessions.lockAll('workstation');
  assert.equal(sessions.standing(place.seat), 'locked');
});

/** An office with a drain that never ends, whose people are the person 3, a submitter, and two more. */
function draining(t: TestContext) {
  const opened = openOffice(startOf(testFolder(t)), (error) => assert.fail(String(error)));
  assert.ok(opened.ok);
  const office = opened.value;
  t.after(() => office.stop());
  const { desk, sessions, writer } = office;
  const amount = { batches: 1, payments: 903 };
  let left = amount.payments;
  const intake = () => {
    const underWay = { ...amount, payments: left };
    return { ...office.engine.intake(), state: 'draining', underWay } as const;
  };
  const draining = { ...office, engine: { ...office.engine, intake } };
  const place = sessions.placeOf({ actor: localActor('anna'), shell: 'loopback' });
  const closing = new AbortController();
  t.after(() => closing.abort());
  const told: { readonly left: number | null; readonly state: string }[] = [];
  void (async () => {
    const { officeState } = officeHandlers(draining, place);
    for await (const item of officeState({}, sessions.sessionAt(place), closing.signal)) {
      told.push(item.intake);
    }
  })();
  const judge = (payments: number): void => {
    left -= payments;
    office.announcer.publish({ topic: 'batches', ids: null });
  };
  return { office, desk, sessions, writer, place, told, judge };
}

test('how many payments a drain has before it is told where one may ask for it, and else only that it runs', async (t) => {
  const { office, desk, sessions, writer, place, told, judge } = draining(t);
  const { seat } = place;
  const submissionId = () => office.newId();
  const named = (name: string) => ({ signInName: name, name, passphraseHash: 'x' });
  const last = async () => {
    await turn();
    return told.at(-1);
  };
  assert.deepEqual(await last(), { state: 'draining', left: 903 }, 'nobody signs in to this book');
  await writer.do((turn) => {
    const as = (id: string) => office.contextOfWork({ ...localActor('anna'), id }, turn);
    const first = { submissionId: submissionId(), first: named('ada'), second: named('bo') };
    done(setUpPeople(desk, first, as('anna')));
    done(addPerson(desk, { submissionId: submissionId(), ...named('li') }, as('person:1')));
    const asking = { submissionId: submissionId(), ...roleGrant(LI, 'submitter') };
    const { grant } = done(askGrant(desk, asking, as('person:1')));
    const sign = { submissionId: submissionId(), grant, decision: 'sign' } as const;
    done(decideGrant(desk, { ...sign, passphraseHash: '' }, as('person:2')));
  });
  sessions.tellAll();
  const untold = { state: 'draining', left: null };
  assert.deepEqual(await last(), untold, 'nobody has signed in');
  const times = told.length;
  judge(3);
  await turn();
  assert.equal(told.length, times, 'nor when one of them is judged');
  sessions.sit(seat, LI, by(LI));
  assert.deepEqual(await last(), { state: 'draining', left: 900 });
  sessions.lock(seat, 'asked');
  assert.deepEqual(await last(), untold, 'behind the lock');
  sessions.unlock(seat);
  assert.deepEqual(await last(), { state: 'draining', left: 900 });
  sessions.sit(seat, 1, by(1));
  assert.deepEqual(await last(), untold, 'an administrator reads no payments');
  sessions.leave(seat, 'asked');
  assert.deepEqual(await last(), untold);
});

test('of too many seats the one goes that was used least lately, whenever it was opened', (t) => {
  const { setUp, sessions, place, pass, said } = seats(t);
  setUp();
  const open = (name: string) =>
    sessions.placeOf({ actor: localActor('anna'), shell: 'loopback', seat: name });
  const others = Array.from({ length: SEATS_MAX - 1 }, (_, at) => open(`other-${at}`).seat);
  const [first, second, third] = others;
  assert.ok(first !== undefined && second !== undefined && third !== undefined);
  for (const seat of [place.seat, ...others]) sessions.sit(seat, 3, by(3));
  pass(1);
  // The first two that were opened, and the first that was signed in at, are the ones in use.
  sessions.noteInput(place.seat);
  sessions.noteInput(first);
  sessions.lock(second, 'asked');
  sessions.noteInput(second);
  open('one-more');
  const here = () => [place.seat, first, second, third].map((seat) => sessions.standing(seat));
  assert.deepEqual(
    here(),
    ['open', 'open', 'signed_out', 'open'],
    'behind the lock it is not used',
  );
  open('another');
  assert.deepEqual(here(), ['open', 'open', 'signed_out', 'signed_out']);
  // One that has gone is not known again by a key pressed there.
  sessions.noteInput(second);
  const gone = said.filter((each) => each.includes('too_many_seats'));
  assert.equal(gone.length, 2);
});
