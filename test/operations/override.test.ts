// Goal: what waits for a signature happens by an override only with two others beside its maker, for
// exactly what was shown, within the hour, once, and never where it may not reach. Method: a book with
// people at a desk; each rule by itself, a payment beyond everybody's limits, and random histories
// against a model that knows only who did what when.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { SIGNED_DEEDS } from '../../main/domain/approval-policy.ts';
import { maskAccount } from '../../main/domain/masked.ts';
import { isOverridable, OVERRIDE_WINDOW } from '../../main/domain/override.ts';
import { overridesCsv } from '../../main/domain/override-report.ts';
import { localActor } from '../../main/domain/permissions.ts';
import { DEFAULT_POLICY, policyValues } from '../../main/domain/policy.ts';
import { paymentId } from '../../main/ledger/payment-ids.ts';
import { acknowledgeOverride } from '../../main/operations/acknowledge-override.ts';
import type { AskedDeed } from '../../main/operations/asked-deeds.ts';
import { policyOf } from '../../main/operations/desk.ts';
import { type OverrideWaitInput, overrideWait } from '../../main/operations/override-wait.ts';
import { decideRequest } from '../../main/operations/requests.ts';
import { seeded } from '../preload/seeded.ts';
import { standing, take } from './epochs.ts';
import { book, entriesIn } from './ledger-events.ts';
import {
  ask,
  bank,
  by,
  clearingHouse,
  granted,
  HELD,
  idOf,
  limited,
  NAMES,
  type Name,
  say,
  shownNow,
  type Thing,
} from './override-bank.ts';
import { amend, policy, shownOf, sign } from './persons.ts';
import { assertSound, done, refused, type TestDesk } from './test-desk.ts';

function read(on: TestDesk, name: Name, overrideId: number) {
  const input = { submissionId: on.newId(), overrideId, remark: '' };
  return by(on, name, () => acknowledgeOverride(on.desk(), input, on.context()));
}

/** When the newest of this was begun: no two deeds of a book are of one moment. */
function begunAt(on: TestDesk, { kind, id }: Thing): number {
  return on.book().overrides.newestOf(kind, id)?.begun.at ?? 0;
}

const cutOff = (value: string): AskedDeed => ({ deed: 'setPolicy', name: 'cutOff:batch', value });
const cutOffNow = (on: TestDesk) => policyOf(on.desk()).cutOff.get('batch');

test('two others let it happen, once; it stands until somebody who took no part has read it', (t) => {
  const on = bank(t);
  const thing = ask(on, 'ada', cutOff('16:30'));
  const { override } = done(say(on, 'carla', 'begin', thing));
  assert.equal(cutOffNow(on), '17:00');
  assert.equal(on.book().overrides.standing(), 0);
  const input = { submissionId: on.newId(), ...thing, step: 'confirm', reason: 'seen' } as const;
  const confirm = () => by(on, 'dan', () => overrideWait(on.desk(), input, on.context()));
  assert.deepEqual(done(confirm()), { override, state: 'confirmed' });
  assert.equal(cutOffNow(on), '16:30');
  // The same submission is answered again, and nothing happens; another finds it decided.
  assert.deepEqual(done(confirm()), { override, state: 'confirmed' });
  assert.equal(refused(say(on, 'eva', 'confirm', thing)).code, 'request_decided');
  assert.equal(on.book().requests.byId(thing.id)?.state, 'overridden');
  assert.equal(on.book().overrides.standing(), 1);
  for (const name of ['carla', 'dan'] as const) {
    assert.equal(refused(read(on, name, override)).code, 'second_person_must_differ');
  }
  assert.equal(refused(read(on, 'bo', override)).code, 'not_permitted');
  done(read(on, 'aud', override));
  assert.equal(on.book().overrides.standing(), 0);
  const [kept] = on.book().overrides.list(10);
  assert.deepEqual(
    [kept?.begun.person, kept?.confirmed?.person, kept?.acknowledged?.person],
    [idOf('carla'), idOf('dan'), idOf('aud')],
  );
  assert.deepEqual([kept?.begun.reason, kept?.confirmed?.reason], ['the rail closes', 'seen']);
  assertSound(on);
});

test('who made it, who may sign it, who began it, and who stands in for who began it, may not', (t) => {
  const on = bank(t);
  const thing = ask(on, 'ada', cutOff('16:30'));
  assert.equal(refused(say(on, 'ada', 'begin', thing)).code, 'second_person_must_differ');
  assert.equal(refused(say(on, 'bo', 'begin', thing)).code, 'override_not_needed');
  assert.equal(refused(say(on, 'aud', 'begin', thing)).code, 'not_permitted');
  assert.equal(refused(say(on, 'carla', 'confirm', thing)).code, 'override_not_begun');
  done(say(on, 'carla', 'begin', thing));
  assert.equal(refused(say(on, 'carla', 'confirm', thing)).code, 'second_person_must_differ');
  const dan = NAMES.indexOf('dan') + 1;
  const standsFor = NAMES.indexOf('carla') + 1;
  granted(on, { person: dan, kind: 'deputy', role: null, standsFor, validUntil: '2026-12-31' });
  assert.equal(refused(say(on, 'dan', 'confirm', thing)).code, 'override_by_deputies');
  // Who began it is away now and holds nothing that day: it is begun anew by somebody else.
  assert.equal(refused(say(on, 'eva', 'confirm', thing)).code, 'override_not_begun');
  assert.equal(cutOffNow(on), '17:00');
  assertSound(on);
});

test('it lapses after its hour, and what changed since is another thing', (t) => {
  const on = bank(t);
  const thing = ask(on, 'ada', cutOff('16:30'));
  done(say(on, 'carla', 'begin', thing));
  on.now = begunAt(on, thing) + OVERRIDE_WINDOW;
  assert.equal(refused(say(on, 'dan', 'confirm', thing)).code, 'override_not_begun');
  done(say(on, 'carla', 'begin', thing));
  // Another value was set meanwhile: what the request comes to has changed.
  policy(on, 'cutOff:batch', '15:00');
  assert.equal(refused(say(on, 'dan', 'confirm', thing)).code, 'approval_stale');
  const now = { ...thing, shown: shownNow(on, thing.id) };
  assert.equal(refused(say(on, 'dan', 'confirm', now)).code, 'override_not_begun');
  done(say(on, 'dan', 'begin', now));
  done(say(on, 'eva', 'confirm', now));
  assert.equal(cutOffNow(on), '16:30');
});

test('off by default; settings of four eyes, statuses and named duties are never reached', (t) => {
  assert.equal(DEFAULT_POLICY.emergencyOverride, 'off');
  const settings = [...policyValues(DEFAULT_POLICY).keys()];
  const reached = settings.filter((name) => isOverridable('setPolicy', name));
  assert.deepEqual(reached, [
    'pastExecutionDate',
    'batchBookingDefault',
    'cutOff:batch',
    'coreBalancesStaleAfter',
    'coreBalancesStale',
    'railScheme:EUR',
  ]);
  const deeds = SIGNED_DEEDS.filter((deed) => deed !== 'setPolicy' && isOverridable(deed, null));
  assert.deepEqual(deeds, ['correctEntry', 'releaseOutgoing']);
  const on = bank(t);
  const never: readonly (readonly [Name, Name, AskedDeed])[] = [
    ['ada', 'carla', { deed: 'setPolicy', name: 'authorityLimit:EUR', value: '1' }],
    ['ada', 'carla', { deed: 'setPolicy', name: 'emergencyOverride', value: 'off' }],
    [
      'carla',
      'ada',
      { deed: 'changeAccount', account: '2001', currency: 'EUR', status: 'debit_blocked' },
    ],
    ['carla', 'ada', { deed: 'explainBreak', breakId: 1 }],
  ];
  for (const [maker, other, asked] of never) {
    const said = say(on, other, 'begin', ask(on, maker, asked));
    assert.equal(refused(said).code, 'override_never', asked.deed);
  }
  policy(on, 'emergencyOverride', 'off');
  const thing = ask(on, 'ada', cutOff('16:30'));
  assert.equal(refused(say(on, 'carla', 'begin', thing)).code, 'override_off');
});

test('what moved the account of a participant is never corrected by an override', (t) => {
  const house = clearingHouse(t);
  const settled = ask(house, 'carla', { deed: 'correctEntry', entryId: 1 });
  assert.equal(refused(say(house, 'ada', 'begin', settled)).code, 'override_never');
});

test('what froze funds is never corrected by an override, and nothing else that touched them', (t) => {
  const accounts = { payer: '2008', payee: '2001', rightful: '2008', ownAccount: '1010' } as const;
  const amounts = { principal: '100.00' } as const;
  const freeze = { amounts, item: 'line 1', second: localActor('ben'), reference: 'EU-1' } as const;
  const entries: Record<'found' | 'frozen', readonly number[]> = { found: [], frozen: [] };
  const on = bank(t, (before) => {
    entries.found = entriesIn(book(before, 'H3.credit', { accounts, amounts, item: 'line 1' }));
    entries.frozen = entriesIn(book(before, 'C5.frozen', freeze));
  });
  const asked = ([entryId = 0]: readonly number[]): Thing => {
    return ask(on, 'carla', { deed: 'correctEntry', entryId });
  };
  const never = asked(entries.frozen);
  assert.equal(refused(say(on, 'ada', 'begin', never)).code, 'override_never');
  // What was booked before it is reached; only its own rows are not.
  done(say(on, 'ada', 'begin', asked(entries.found)));
  assertSound(on);
});

const LARGE = {
  messageId: 'HAFEN-16',
  blocks: [{ from: '2008', payments: [{ amount: '150,000.00', to: '2001' }] }],
};

test('a payment beyond the limits of both: they let it go, and not as an administrator', (t) => {
  const on = bank(t);
  policy(on, 'authorityLimit:EUR', '10000000');
  const batch = take(on, LARGE);
  const id = paymentId(batch, 0);
  assert.deepEqual(standing(on, batch), ['awaiting_approval']);
  const thing = (): Thing => ({ kind: 'payment', id, shown: shownOf(on, id) });
  const over = (name: Name, step: OverrideWaitInput['step']) =>
    limited(on, name, () => {
      const input = { submissionId: on.newId(), ...thing(), step, reason: 'a ship waits' };
      return overrideWait(on.desk(), input, on.context());
    });
  assert.equal(refused(say(on, 'bo', 'begin', thing())).code, 'payment_unknown');
  assert.equal(refused(say(on, 'carla', 'begin', thing())).code, 'override_not_needed');
  assert.equal(refused(limited(on, 'carla', () => sign(on, id))).code, 'beyond_single_limit');
  done(over('carla', 'begin'));
  // An edit makes it another payment: what was begun is void.
  amend(on, id, 'invoice 7');
  assert.equal(refused(over('dan', 'confirm')).code, 'override_not_begun');
  done(over('dan', 'begin'));
  done(over('eva', 'confirm'));
  assert.deepEqual(standing(on, batch), ['settled']);
  const late = say(on, 'carla', 'confirm', { kind: 'payment', id, shown: '' });
  assert.equal(refused(late).code, 'payment_status_does_not_allow');
  assertSound(on);
});

test('a correction is done by two administrators, or signed for, and the book stays sound', (t) => {
  const on = bank(t);
  const first = ask(on, 'carla', { deed: 'correctEntry', entryId: 2 });
  done(say(on, 'ada', 'begin', first));
  done(say(on, 'bo', 'confirm', first));
  assertSound(on, 'overridden');
  const second = ask(on, 'carla', { deed: 'correctEntry', entryId: 3 });
  const signing = { submissionId: on.newId(), requestId: second.id, decision: 'approved' } as const;
  const said = { ...signing, shown: second.shown, remark: 'seen' };
  done(by(on, 'dan', () => decideRequest(on.desk(), said, on.context())));
  assertSound(on, 'signed');
});

test('random histories: whatever happens by an override took three persons within the hour', (t) => {
  const chance = seeded(77);
  const on = bank(t);
  let happened = 0;
  for (let history = 0; history < 24; history += 1) {
    const maker = chance.pick(['ada', 'bo'] as const);
    const value = `${10 + chance.int(10)}:${10 + (history % 50)}`;
    const thing = ask(on, maker, cutOff(value));
    const begins: { readonly name: Name; readonly at: number }[] = [];
    for (let step = 0; step < 8; step += 1) {
      const name = chance.pick(NAMES);
      if (chance.int(6) === 0) on.now += chance.pick([60_000, OVERRIDE_WINDOW]);
      const word = chance.pick(['begin', 'confirm'] as const);
      const begun = begins.at(-1);
      const said = say(on, name, word, thing);
      const isOther = HELD[name] === 'supervisor';
      const isOpen = begun !== undefined && on.now < begun.at + OVERRIDE_WINDOW;
      const may = isOther && (word === 'begin' ? !isOpen : isOpen && begun?.name !== name);
      assert.equal(said.ok, may, `${history}.${step}: ${name} ${word}`);
      if (!said.ok) continue;
      if (word === 'begin') begins.push({ name, at: begunAt(on, thing) });
      else {
        happened += 1;
        assert.equal(new Set([maker, begun?.name, name]).size, 3);
        assert.equal(cutOffNow(on), value);
        break;
      }
    }
    const state = on.book().requests.byId(thing.id)?.state;
    if (state === 'waits') withdraw(on, maker, thing);
  }
  assert.ok(happened > 4, `${happened} happened`);
  assert.equal(on.book().overrides.standing(), happened);
  assertSound(on);
});

function withdraw(on: TestDesk, name: Name, { id: requestId, shown }: Thing): void {
  const said = { submissionId: on.newId(), requestId, shown, decision: 'withdrawn' } as const;
  done(by(on, name, () => decideRequest(on.desk(), { ...said, remark: '' }, on.context())));
}

test('the report as a file: who, what, why, when and who read of it', () => {
  const said = (person: string, reason: string | null) => ({ person, at: 0, reason });
  const csv = overridesCsv(
    [
      {
        overrideId: 1,
        kind: 'request',
        thing: 4,
        what: 'setPolicy',
        effect: [{ what: 'setting', after: 'cutOff:batch' }],
        shown: 'ab',
        state: 'confirmed',
        begun: said('person:3', '=HYPERLINK'),
        confirmed: said('person:4', null),
        acknowledged: null,
      },
      {
        overrideId: 2,
        kind: 'payment',
        thing: null,
        what: 'releasePayment',
        effect: [{ what: 'account', after: maskAccount('DE02120300000000202051') }],
        shown: 'cd',
        state: 'begun',
        begun: said('person:3', null),
        confirmed: null,
        acknowledged: null,
      },
    ],
    (person) => person.replace('person:', 'P'),
  );
  assert.deepEqual(csv.split('\r\n'), [
    'override,state,kind,id,what,effect,bound_to,begun_by,begun_at,begun_reason,confirmed_by,' +
      'confirmed_at,confirmed_reason,acknowledged_by,acknowledged_at,acknowledged_reason,masked',
    "1,confirmed,request,4,setPolicy,setting cutOff:batch,ab,P3,1970-01-01T00:00:00.000Z,'=HYPERLINK," +
      'P4,1970-01-01T00:00:00.000Z,,,,,',
    '2,begun,payment,,releasePayment,account DE02 •••• 2051,cd,P3,1970-01-01T00:00:00.000Z,,' +
      ',,,,,,effect',
    '',
  ]);
});
