// Goal: whatever takes two people takes two persons and the authority of two. Of every deed of the
// policy's table and of the contract: whoever made it says no second word on it, not in another role
// nor in another's place; nor does their deputy by what they lent, nor two deputies of one absent
// person together, nor who was absent after their deputy; and another may. Method: people with grants
// in a book, every deed made once by a person's own authority and once in another's place.
import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import {
  APPROVAL_RULES,
  isSignedDeed,
  type SignedDeed,
} from '../../main/domain/approval-policy.ts';
import { actorId } from '../../main/domain/people.ts';
import { DEEDS, holds, ROLES, type Role } from '../../main/domain/permissions.ts';
import { paymentId } from '../../main/ledger/payment-ids.ts';
import { approve } from '../../main/operations/approve.ts';
import { askGrant, decideGrant, endGrant } from '../../main/operations/grants.ts';
import { askForDeed } from '../../main/operations/requests.ts';
import { contract } from '../../preload/contract/contract.ts';
import { dayOf, EVERYWHERE, eventOn, newWorld } from '../simulation/asked-world.ts';
import { take } from './epochs.ts';
import { withPeople } from './five-people.ts';
import { house } from './house-desk.ts';
import { as, policy, shownOf, signedByTwo } from './persons.ts';
import { castOf, speak, whileLent } from './second-cast.ts';
import { branchRows, HOUSE_ROWS, OVERRIDE_ROWS, type Row, type Stage, TO } from './second-deeds.ts';
import { assertSound, done, refused, type TestDesk } from './test-desk.ts';

const NOT_SECOND = ['second_person_must_differ', 'override_by_deputies'];

type Made = { readonly row: Row; readonly id: number };

/** Nobody of `persons` is told anything but that they are no second person. */
function noSecond(stage: Stage, made: readonly Made[], person: number, who: string): void {
  for (const { row, id } of made) {
    const { code, inPlaceOf } = speak(stage.on, person, () => refused(row.second(stage, id)));
    assert.ok(NOT_SECOND.includes(code), `${row.what} by ${who}: ${code}`);
    if (!row.serves.includes('importApproval')) continue;
    assert.equal(inPlaceOf, undefined, 'whoever brings a word is not told whose part it rests on');
  }
}

function another(stage: Stage, made: readonly Made[]): void {
  for (const { row, id } of made) {
    const said = speak(stage.on, stage.cast.other, () => row.second(stage, id));
    assert.equal(said.ok ? 'done' : said.refusal.code, row.told ?? 'done', row.what);
  }
}

/** Goes through all that the file's head says, and answers the rules by which the deeds waited. */
function play(stage: Stage, rows: readonly Row[]): readonly string[] {
  const { on, cast } = stage;
  const { maker, colleague, absent, deputy, first, second } = cast;
  const make = (row: Row, time: 0 | 1): Made => ({ row, id: row.make(stage, time) });
  const made = speak(on, maker, () => rows.map((row) => make(row, 0)));
  const rules = made.flatMap(({ row, id }) => row.ruleOf?.(stage, id) ?? []);
  noSecond(stage, made, maker, 'whoever made it');
  whileLent(on, [maker], colleague, () =>
    noSecond(stage, made, maker, 'whoever made it, in the place of another'),
  );
  whileLent(on, [deputy], maker, () => noSecond(stage, made, deputy, 'the deputy of its maker'));
  another(stage, made);
  const lent = rows.filter(({ isOwn }) => isOwn !== true);
  const inPlace = whileLent(on, [first, second], absent, () => {
    const those = speak(on, first, () => lent.map((row) => make(row, 1)));
    noSecond(stage, those, second, 'another deputy of the same absent person');
    return those;
  });
  noSecond(stage, inPlace, absent, 'who was absent, after their deputy');
  whileLent(on, [first], absent, () => another(stage, inPlace));
  return rules;
}

function staged(t: TestContext) {
  const world = newWorld(t, 5);
  const { on } = world;
  const key = '5e'.repeat(32);
  signedByTwo(on, {
    deed: 'setBranchKey',
    book: TO,
    name: 'East',
    publicKey: key,
    state: 'trusted',
  });
  policy(on, 'authorityLimit:EUR', '1000');
  policy(on, 'secondAuthorityLimit:EUR', '2000');
  return { world, on, cast: castOf(on, 'all', ROLES) };
}

function repeatable(on: TestDesk): number {
  const payments = [{ amount: '5.00', to: 'payee' }];
  return paymentId(take(on, { messageId: 'BEFORE', blocks: [{ from: 'payer', payments }] }), 0);
}

test('no deed that takes two people is done by one of them, or by the authority of one', (t) => {
  const stage = staged(t);
  const { on, world } = stage;
  const rows = branchRows(repeatable(on));
  const cast = castOf(on, 'answers', ['supervisor']);
  const rules = [...play(stage, rows), ...play({ on, world, cast }, OVERRIDE_ROWS)];
  const clearing = house(t, '5000.00');
  clearing.book().db.pragma('synchronous = OFF');
  withPeople(clearing);
  const settling = { on: clearing, world, cast: castOf(clearing, 'all', ROLES) };
  rules.push(...play(settling, HOUSE_ROWS));
  assert.deepEqual([...new Set(rules)].sort(), APPROVAL_RULES.map(({ id }) => id).sort());
  assertSound(on);
  assertSound(clearing);
});

/** Asked before a key is offered; the deed is the other's. */
const SAME_AS: { readonly [method: string]: string } = { offerKey: 'changeKey' };

test('every method of the contract that may want a second person is a row', () => {
  const served = new Set(
    [...branchRows(0), ...OVERRIDE_ROWS, ...HOUSE_ROWS].flatMap(({ serves }) => serves),
  );
  const found = Object.entries(contract).flatMap(([method, declared]) => {
    const codes: readonly string[] = 'refusals' in declared ? declared.refusals : [];
    const wants = ['second_person_must_differ', 'second_person_required'];
    return wants.some((code) => codes.includes(code)) ? [SAME_AS[method] ?? method] : [];
  });
  assert.deepEqual(
    found.filter((method) => !served.has(method)),
    [],
  );
  const known = [...served].filter((name) => !found.includes(name) && !isSignedDeed(name));
  assert.deepEqual(known, [], 'a row is of what the contract has');
});

test('an override was begun by nobody who may since only by what its maker lent', (t) => {
  const { on, world } = staged(t);
  const cast = castOf(on, 'answers', ['supervisor']);
  const [row] = OVERRIDE_ROWS;
  assert.ok(row !== undefined);
  const stage = { on, world, cast };
  const id = speak(on, cast.maker, () => row.make(stage, 0));
  const confirmed = () => speak(on, cast.other, () => row.second(stage, id));
  for (const grant of on.book().people.grants()) {
    if (grant.person !== cast.maker || grant.state !== 'in_force') continue;
    const ending = { submissionId: on.newId(), grant: grant.id };
    const end = () => endGrant(on.desk(), ending, on.context());
    done(as(on, actorId(2), ['administrator'], end));
  }
  // The administrator who asked for it lends who began it what both need.
  whileLent(on, [cast.maker], 1, () => {
    assert.equal(refused(confirmed()).code, 'override_not_begun');
  });
});

test('whatever a role may ask for is done by that and the word of one who may sign', (t) => {
  const { on, world, cast } = staged(t);
  const rows = branchRows(0).filter(({ what }) => isSignedDeed(what));
  for (const role of ROLES) {
    const { maker } = castOf(on, role, [role]);
    const stage = { on, world, cast };
    for (const { what, make, second } of rows) {
      if (!isSignedDeed(what) || !asksFor(what, role)) continue;
      const id = speak(on, maker, () => make(stage, 0));
      const of = { role, who: on.book().requests.byId(id)?.maker };
      assert.deepEqual(of, { role, who: actorId(maker) }, what);
      const said = speak(on, cast.other, () => second(stage, id));
      assert.equal(said.ok ? 'done' : JSON.stringify(said.refusal), 'done', `${what} of ${role}`);
    }
  }
});

/** A loss that is written off is asked for by one of those who answer for it. */
function asksFor(deed: SignedDeed, role: Role): boolean {
  const permission = deed === 'bookEvent' ? 'approve' : DEEDS[deed];
  return holds({ id: '', name: '', roles: [role] }, permission);
}

test('an event that two of a duty stand for is held to the limit of that duty, whatever else is held', (t) => {
  const { on, world } = staged(t);
  const { maker } = castOf(on, 'small', ['reconciler']);
  const small = { ...EVERYWHERE, currency: 'EUR', singleLimit: 1n, validFrom: dayOf(world) };
  const of = { person: maker, kind: 'role', role: 'supervisor', standsFor: 0 } as const;
  const asking = { submissionId: on.newId(), ...of, ...small, validUntil: '' };
  const ask = () => askGrant(on.desk(), asking, on.context());
  const { grant } = done(as(on, actorId(1), ['administrator'], ask));
  const word = { submissionId: on.newId(), grant, passphraseHash: '', decision: 'sign' } as const;
  done(as(on, actorId(2), ['administrator'], () => decideGrant(on.desk(), word, on.context())));
  const asked = eventOn(world, 'H4.written_off', 0);
  const input = { submissionId: on.newId(), asked, remark: 'lost' };
  const { code } = speak(on, maker, () => refused(askForDeed(on.desk(), input, on.context())));
  assert.equal(code, 'beyond_single_limit');
});

/**
 * What `first` made in one absent person's place while they stand in for another, and `second` for both:
 * answers what `second` is refused; a person of their own right says the word after them.
 */
function inTwoPlaces(stage: Stage, row: Row) {
  const { on, cast } = stage;
  const { absent, colleague, first, second } = cast;
  const id = whileLent(on, [first], absent, () => speak(on, first, () => row.make(stage, 0)));
  const say = (person: number) => speak(on, person, () => row.second(stage, id));
  return whileLent(on, [first, second], colleague, () =>
    whileLent(on, [second], absent, () => {
      const { code, why = null } = refused(say(second));
      assert.ok(say(cast.other).ok);
      return { code, why };
    }),
  );
}

test('what was asked in one place and rests on another is signed by nobody who has just these two', (t) => {
  const { on, world, cast } = staged(t);
  const [row] = branchRows(0).filter(({ what }) => what === 'correctEntry');
  assert.ok(row !== undefined);
  assert.deepEqual(inTwoPlaces({ on, world, cast }, row), {
    code: 'request_cannot_be_done',
    why: 'second_person_must_differ',
  });
});

test('what was begun in one place and rests on another is confirmed by nobody who has just these', (t) => {
  const { on, world } = staged(t);
  const cast = castOf(on, 'answers', ['supervisor']);
  const [row] = OVERRIDE_ROWS;
  assert.ok(row !== undefined);
  assert.equal(inTwoPlaces({ on, world, cast }, row).code, 'override_by_deputies');
});

test('two deputies of one absent person do not give both signatures of a large payment', (t) => {
  const { on, cast } = staged(t);
  const payments = [{ amount: '25.00', to: 'payee' }];
  const file = { messageId: 'BOTH', blocks: [{ from: 'payer', payments }] };
  const id = speak(on, cast.maker, () => paymentId(take(on, file), 0));
  const sign = (person: number) =>
    speak(on, person, () => {
      const input = { submissionId: on.newId(), paymentId: id, shown: shownOf(on, id), remark: '' };
      return approve(on.desk(), input, on.context());
    });
  whileLent(on, [cast.first, cast.second], cast.absent, () => {
    assert.equal(done(sign(cast.first)).open, 1);
    assert.equal(refused(sign(cast.second)).code, 'second_person_must_differ');
  });
  // The deputy's word ended with what was lent: whose authority it was signs in its place, once.
  assert.equal(done(sign(cast.absent)).open, 1);
  assert.equal(refused(sign(cast.absent)).code, 'second_person_must_differ');
  assert.equal(done(sign(cast.other)).open, 0);
});
