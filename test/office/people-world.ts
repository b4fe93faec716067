// An office whose book has people: two administrators, and one person for each of the other roles,
// each at a seat of their own. Everything is done over the contract, as a shell would.
import assert from 'node:assert/strict';
import type { TestContext } from 'node:test';
import { inspect } from 'node:util';
import { PEOPLE_MAX, UNBOUND } from '../../main/domain/people.ts';
import { localActor, ROLES, type Role } from '../../main/domain/permissions.ts';
import { openBook } from '../../main/ledger/book.ts';
import type { OfficeStart } from '../../main/office/office.ts';
import { hashPassphrase } from '../../main/office/passphrase.ts';
import { deskOf } from '../../main/operations/desk.ts';
import { addPerson, setUpPeople } from '../../main/operations/people.ts';
import { createClient } from '../../preload/client.ts';
import { type Client, contract } from '../../preload/contract/contract.ts';
import type { Reply } from '../../preload/contract/method.ts';
import { THURSDAY_MORNING, testFolder } from '../operations/test-desk.ts';
import { type RunningOffice, runningOffice } from './running-office.ts';

/** Everybody's passphrase is their sign-in name with this. */
export const passphraseOf = (name: string): string => `${name} likes 7 green kettles`;

export type PeopleWorld = {
  readonly on: RunningOffice;
  /** A client of the seat of this name; nobody sits there unless somebody signed in. */
  readonly at: (seat: string) => Client;
  /** A client at whose seat the person of this name has signed in. */
  readonly as: (name: string) => Promise<Client>;
  /** A submission id that was not used before. */
  readonly id: () => string;
  /** The row of the person with this sign-in name. */
  readonly person: (name: string) => Promise<number>;
  /** Adds a person with `roles`, who has chosen their own passphrase. */
  readonly add: (name: string, roles: readonly Role[]) => Promise<number>;
};

/** The value of an answer that must be one. */
export function value<Value>(reply: Reply<Value>): Value {
  assert.ok(reply.ok, inspect(reply));
  return reply.value;
}

/** What an answer was refused with, or which fault it was. */
export function codeOf(reply: Reply<unknown>): string {
  if ('refusal' in reply) return reply.refusal.code;
  return 'fault' in reply ? `the fault ${reply.fault.code}` : 'done';
}

/** A grant of `role` to `person` without bounds. */
export function roleGrant(person: number, role: Role) {
  return {
    person,
    kind: 'role',
    role,
    standsFor: 0,
    ...UNBOUND,
    validFrom: '2026-01-01',
    validUntil: '',
  } as const;
}

/** The two administrators are `ada` and `bo`; nobody else is there yet. */
export async function peopleWorld(
  t: Pick<TestContext, 'after'>,
  differing: Partial<OfficeStart> = {},
): Promise<PeopleWorld> {
  const on = await runningOffice(t, testFolder(t), differing);
  let made = 0;
  const id = (): string => {
    made += 1;
    return `people-${made}`;
  };
  const clients = new Map<string, Client>();
  const at = (seat: string): Client => {
    const name = `${seat} ${on.office.pid()}`;
    const stated = { actor: localActor('anna'), shell: 'loopback', seat } as const;
    const client = clients.get(name) ?? createClient(contract, on.office.open(stated));
    clients.set(name, client);
    return client;
  };
  const as = async (name: string): Promise<Client> => {
    const client = at(name);
    const session = value(await client.session({}));
    if (session.standing === 'open') return client;
    const proof = { passphrase: passphraseOf(name), code: '' };
    value(await client.signIn({ signInName: name, ...proof }));
    return client;
  };
  const person = async (name: string): Promise<number> => {
    const { people } = value(await (await as('ada')).people({}));
    const found = people.find(({ signInName }) => signInName === name);
    assert.ok(found, name);
    return found.person;
  };
  const add = async (name: string, roles: readonly Role[]): Promise<number> => {
    const [ada, bo] = [await as('ada'), await as('bo')];
    const asked = { submissionId: id(), signInName: name, name: `${name} of the bank` };
    const added = value(await ada.addPerson(asked));
    assert.ok(added.firstPassphrase !== null);
    for (const role of roles) {
      const grant = roleGrant(added.person, role);
      const asking = value(await ada.askGrant({ submissionId: id(), ...grant }));
      value(await bo.decideGrant({ submissionId: id(), grant: asking.grant, decision: 'sign' }));
    }
    const first = { passphrase: added.firstPassphrase, code: '' };
    value(await at(name).signIn({ signInName: name, ...first }));
    value(await at(name).changePassphrase({ ...first, chosen: passphraseOf(name) }));
    return added.person;
  };
  const named = (name: string) => ({
    signInName: name,
    name: `${name} the first`,
    passphrase: passphraseOf(name),
  });
  const setUp = { submissionId: id(), first: named('ada'), second: named('bo') };
  value(await at('set-up').setUpPeople(setUp));
  return { on, at, as, id, person, add };
}

/** Adds one person for each role but the administrators', signed in under the role's name. */
export async function addEveryRole(world: PeopleWorld): Promise<void> {
  for (const role of ROLES) if (role !== 'administrator') await world.add(role, [role]);
}

/** An administrator's client in a book that holds as many people as it can. */
export async function crowdedBook(t: Pick<TestContext, 'after'>): Promise<Client> {
  const folder = testFolder(t);
  const passphrase = passphraseOf('ada');
  const passphraseHash = await hashPassphrase(passphrase);
  const random = (count: number): Uint8Array => new Uint8Array(count).fill(7);
  const book = openBook(folder, { instanceId: 'crowd', now: 0, demo: true }, random);
  const desk = deskOf(book);
  let made = 0;
  const next = (): string => {
    made += 1;
    return `crowd-${made}`;
  };
  const ids = { next, bytes: random };
  const context = { actor: localActor('anna'), now: THURSDAY_MORNING, ids };
  const named = (name: string) => ({ signInName: name, name, passphraseHash });
  const first = { submissionId: next(), first: named('ada'), second: named('bo') };
  assert.ok(setUpPeople(desk, first, context).ok);
  book.together(
    Array.from({ length: PEOPLE_MAX - 2 }, (_, at) => () => {
      assert.ok(addPerson(desk, { submissionId: next(), ...named(`p${at}`) }, context).ok);
    }),
  );
  book.close();
  const { office } = await runningOffice(t, folder);
  const client = createClient(
    contract,
    office.open({ actor: localActor('anna'), shell: 'loopback' }),
  );
  value(await client.signIn({ signInName: 'ada', passphrase, code: '' }));
  return client;
}
