// A book with people at a desk, who ask for deeds that others must stand for, sign them and send
// them back.
import assert from 'node:assert/strict';
import { actorId, UNBOUND } from '../../main/domain/people.ts';
import type { Role } from '../../main/domain/permissions.ts';
import type { AskedDeed } from '../../main/operations/asked-deeds.ts';
import { askGrant, decideGrant } from '../../main/operations/grants.ts';
import { addPerson, setUpPeople } from '../../main/operations/people.ts';
import {
  askForDeed,
  decideRequest,
  type RequestDecision,
  shownRequest,
} from '../../main/operations/requests.ts';
import { as } from './persons.ts';
import { accountRow, done, open, type TestDesk, testDesk } from './test-desk.ts';

const NAMES = ['ada', 'bo', 'carla', 'dan', 'eva'] as const;
export type Name = (typeof NAMES)[number];
/** Their rows, in the order in which they came. */
export const idOf = (name: Name): string => actorId(NAMES.indexOf(name) + 1);

/** Ada and Bo administrate; Carla and Dan supervise; Eva reconciles. */
const HELD: Record<Name, readonly Role[]> = {
  ada: ['administrator'],
  bo: ['administrator'],
  carla: ['supervisor'],
  dan: ['supervisor'],
  eva: ['reconciler'],
};

export const EVERYWHERE = {
  kind: 'role',
  standsFor: 0,
  ...UNBOUND,
  validFrom: '2026-01-01',
  validUntil: '',
} as const;

export function by<T>(on: TestDesk, name: Name, work: () => T): T {
  return as(on, idOf(name), HELD[name], work);
}

/** A book with accounts, and then people. */
export function peopled(t: Parameters<typeof testDesk>[0]): TestDesk {
  const on = testDesk(t);
  open(on, [accountRow('payer', '100.00'), accountRow('empty', '0.00')]);
  const named = (name: Name) => ({ signInName: name, name, passphraseHash: 'of argon2id' });
  const first = { first: named('ada'), second: named('bo') };
  done(setUpPeople(on.desk(), { submissionId: on.newId(), ...first }, on.context()));
  for (const name of NAMES.slice(2)) {
    const { person } = done(
      by(on, 'ada', () =>
        addPerson(on.desk(), { submissionId: on.newId(), ...named(name) }, on.context()),
      ),
    );
    for (const role of HELD[name]) granted(on, person, role);
  }
  return on;
}

export function granted(on: TestDesk, person: number, role: Role): number {
  const asking = { submissionId: on.newId(), person, role, ...EVERYWHERE };
  const { grant } = done(by(on, 'ada', () => askGrant(on.desk(), asking, on.context())));
  const signing = { submissionId: on.newId(), grant, passphraseHash: '' } as const;
  const sign = () => decideGrant(on.desk(), { ...signing, decision: 'sign' }, on.context());
  done(by(on, 'bo', sign));
  return grant;
}

export const BLOCK = {
  deed: 'changeAccount',
  account: 'payer',
  currency: 'EUR',
  status: 'debit_blocked',
} as const;
export const KEY = '0f'.repeat(16);
export const KEY_NEXT = 'f0'.repeat(16);
export const DAYS = { deed: 'setPolicy', name: 'duplicateWindowDays', value: '9' } as const;

export function ask(on: TestDesk, name: Name, asked: AskedDeed) {
  const input = { submissionId: on.newId(), asked, remark: 'because' };
  return by(on, name, () => askForDeed(on.desk(), input, on.context()));
}

export function shownOf(on: TestDesk, requestId: number): string {
  const request = on.book().requests.byId(requestId);
  assert.ok(request !== null);
  return shownRequest(on.desk(), request).hash.toString('hex');
}

export function say(
  on: TestDesk,
  name: Name,
  requestId: number,
  decision: RequestDecision = 'approved',
  shown = shownOf(on, requestId),
) {
  const input = { submissionId: on.newId(), requestId, decision, shown, remark: 'seen' };
  return by(on, name, () => decideRequest(on.desk(), input, on.context()));
}

/** Another key in the place of the one that is there. */
export const keyChange = (on: TestDesk) =>
  ({ submissionId: on.newId(), deed: 'changeKey', bound: KEY_NEXT, from: KEY }) as const;
