// A book with people in which two others may let happen what waits for a signature.
import assert from 'node:assert/strict';
import type { TestContext } from 'node:test';
import { actorId } from '../../main/domain/people.ts';
import type { Role } from '../../main/domain/permissions.ts';
import type { AskedDeed } from '../../main/operations/asked-deeds.ts';
import { chooseRole } from '../../main/operations/choose-role.ts';
import { askGrant, decideGrant } from '../../main/operations/grants.ts';
import { type OverrideWaitInput, overrideWait } from '../../main/operations/override-wait.ts';
import { addPerson, setUpPeople } from '../../main/operations/people.ts';
import { askForDeed, shownRequest } from '../../main/operations/requests.ts';
import { as, policy, shownOf } from './persons.ts';
import { accountRow, done, open, type TestDesk, testDesk } from './test-desk.ts';

export const NAMES = ['ada', 'bo', 'carla', 'dan', 'eva', 'aud'] as const;
export type Name = (typeof NAMES)[number];
export const idOf = (name: Name): string => actorId(NAMES.indexOf(name) + 1);

export const HELD: Record<Name, Role> = {
  ada: 'administrator',
  bo: 'administrator',
  carla: 'supervisor',
  dan: 'supervisor',
  eva: 'supervisor',
  aud: 'auditor',
};

export function by<T>(on: TestDesk, name: Name, work: () => T): T {
  return as(on, idOf(name), [HELD[name]], work);
}

/** A book with accounts, people and the setting on; `first` is done before there are people. */
export function bank(
  t: Pick<TestContext, 'after'>,
  first: (on: TestDesk) => void = () => undefined,
): TestDesk {
  const on = testDesk(t);
  open(on, [
    accountRow('1010', '1,890,000.00', { kind: 'settlement' }),
    accountRow('2001', '1,250,000.00'),
    accountRow('2008', '640,000.00'),
  ]);
  first(on);
  return withPeople(on);
}

/** A clearing house's, with one participant. */
export function clearingHouse(t: Pick<TestContext, 'after'>): TestDesk {
  const on = testDesk(t);
  done(chooseRole(on.desk(), { submissionId: on.newId(), role: 'clearing' }, on.context()));
  open(on, [accountRow('2420/A', '10.00', { kind: 'participant_settlement' })]);
  return withPeople(on);
}

function withPeople(on: TestDesk): TestDesk {
  const named = (name: Name) => ({ signInName: name, name, passphraseHash: 'of argon2id' });
  const first = { first: named('ada'), second: named('bo') };
  done(setUpPeople(on.desk(), { submissionId: on.newId(), ...first }, on.context()));
  for (const name of NAMES.slice(2)) {
    const adding = { submissionId: on.newId(), ...named(name) };
    const { person } = done(by(on, 'ada', () => addPerson(on.desk(), adding, on.context())));
    granted(on, { person, kind: 'role', role: HELD[name], standsFor: 0, validUntil: '' });
  }
  policy(on, 'emergencyOverride', 'on');
  return on;
}

type Granted = Pick<
  Parameters<typeof askGrant>[1],
  'person' | 'kind' | 'role' | 'standsFor' | 'validUntil'
>;

export function granted(on: TestDesk, of: Granted): void {
  const bounds = { branch: '', rail: '', currency: '', singleLimit: null, dailyLimit: null };
  const asking = { submissionId: on.newId(), ...of, ...bounds, validFrom: '2026-01-01' };
  const { grant } = done(by(on, 'ada', () => askGrant(on.desk(), asking, on.context())));
  const signing = {
    submissionId: on.newId(),
    grant,
    decision: 'sign',
    passphraseHash: '',
  } as const;
  done(by(on, 'bo', () => decideGrant(on.desk(), signing, on.context())));
}

export type Thing = Pick<OverrideWaitInput, 'kind' | 'id' | 'shown'>;

export function ask(on: TestDesk, name: Name, asked: AskedDeed): Thing {
  const input = { submissionId: on.newId(), asked, remark: 'because' };
  const { request } = done(by(on, name, () => askForDeed(on.desk(), input, on.context())));
  return { kind: 'request', id: request, shown: shownNow(on, request) };
}

export function shownNow(on: TestDesk, request: number): string {
  const row = on.book().requests.byId(request);
  assert.ok(row !== null);
  return shownRequest(on.desk(), row).hash.toString('hex');
}

export function say(on: TestDesk, name: Name, step: OverrideWaitInput['step'], thing: Thing) {
  const input = { submissionId: on.newId(), ...thing, step, reason: 'the rail closes' };
  return by(on, name, () => overrideWait(on.desk(), input, on.context()));
}

/** An override of one person's word who may sign for no more than five minor units. */
export function limited<T>(on: TestDesk, name: Name, work: () => T): T {
  const { actor } = on;
  const limits = { branch: null, rail: null, currency: 'EUR', dailyLimit: null };
  const authorities = [{ role: 'supervisor', ...limits, singleLimit: 5n }] as const;
  on.actor = { id: idOf(name), name, roles: ['supervisor'], authorities };
  try {
    return work();
  } finally {
    on.actor = actor;
  }
}

/** A payment that is beyond what either may sign for is let go by two of them. */
export function letGo(on: TestDesk, id: number, names: readonly [Name, Name]): void {
  for (const [at, name] of names.entries()) {
    const step = at === 0 ? 'begin' : 'confirm';
    const input = { submissionId: on.newId(), kind: 'payment', id, step } as const;
    const said = { ...input, shown: shownOf(on, id), reason: 'a ship waits' };
    done(limited(on, name, () => overrideWait(on.desk(), said, on.context())));
  }
}
