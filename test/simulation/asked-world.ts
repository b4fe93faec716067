// A book with people and with something of every kind that needs two of them: settings, accounts,
// booked entries, breaks, what waits after a restore, events of two duties, master data and grants.
// Every deed goes through a way that a planted bug may bend.
import type { Context } from '../../main/domain/context.ts';
import { actorId, actorOf, authoritiesOf } from '../../main/domain/people.ts';
import { type Actor, ROLES, type Role } from '../../main/domain/permissions.ts';
import { ok } from '../../main/domain/result.ts';
import { markAbsent } from '../../main/operations/absence.ts';
import { acknowledgeOverride } from '../../main/operations/acknowledge-override.ts';
import type { AskedDeed } from '../../main/operations/asked-deeds.ts';
import { boundOn } from '../../main/operations/bindings.ts';
import { decideMasterChange } from '../../main/operations/decide-master-change.ts';
import { openDay } from '../../main/operations/desk.ts';
import { askGrant, decideGrant } from '../../main/operations/grants.ts';
import { overrideWait } from '../../main/operations/override-wait.ts';
import { addPerson, setUpPeople } from '../../main/operations/people.ts';
import { decideRequest } from '../../main/operations/requests.ts';
import { restored } from '../ledger/kept-book.ts';
import { take } from '../operations/epochs.ts';
import { idOf, tell } from '../operations/ledger-events.ts';
import { as, policy } from '../operations/persons.ts';
import { accountRow, done, minor, open, type TestDesk, testDesk } from '../operations/test-desk.ts';

/** The first two set the book up; each row of the table is a person's roles to begin with. */
export const BEGIN: readonly (readonly Role[])[] = [
  ['administrator'],
  ['administrator'],
  ['supervisor'],
  ['supervisor', 'reconciler'],
  ['analyst'],
  ['sanctions_officer', 'analyst'],
  // As much as one person can hold, and still one person.
  ROLES,
];
/** Ids of the people of a book. */
export const PEOPLE = BEGIN.map((_, at) => at + 1);

/** Things of each kind in one book. */
export const STOCK = 48;
/** What a write-off comes to, in minor units: one above the usual limit, one below. */
export const WRITE_OFFS = ['312.40', '99.99'] as const;

/** The ways by which people come and decide; a planted bug bends one. */
export type Ways = {
  actorOf: (world: World, person: number) => Actor;
  decideRequest: typeof decideRequest;
  decideGrant: typeof decideGrant;
  decideMaster: typeof decideMasterChange;
  overrideWait: typeof overrideWait;
  acknowledgeOverride: typeof acknowledgeOverride;
  markAbsent: typeof markAbsent;
  /** Sends what was sent before once more. */
  again: <T>(send: () => T) => T;
};

export type World = {
  readonly on: TestDesk;
  readonly ways: Ways;
  readonly entries: readonly number[];
  readonly batch: number;
};

export type WorldPlant = (world: World) => void;

/** The business day of the bank at `on.now`, as the office reads it. */
export function dayOf({ on }: Pick<World, 'on'>): string {
  return new Date(on.now + 3_600_000).toISOString().slice(0, 10);
}

/** The person as the office would seat them now. */
function seated(world: World, person: number): Actor {
  const grants = world.on.book().people.grants();
  return actorOf(person, '', authoritiesOf(person, grants, dayOf(world)));
}

/** The same desk with a person of the book at it, who holds what they hold today and by whom. */
export function asPerson<T>(
  { on }: Pick<World, 'on'>,
  actor: Actor,
  work: (context: Context) => T,
): T {
  const { actor: before } = on;
  on.actor = actor;
  try {
    return work(on.context());
  } finally {
    on.actor = before;
  }
}

/** A new book with all of that in it, and its people. */
export function newWorld(scope: Parameters<typeof testDesk>[0], seed: number): World {
  const on = testDesk(scope, seed);
  on.book().db.pragma('synchronous = OFF');
  const rows = Array.from({ length: STOCK }, (_, at) => accountRow(`acc-${at}`, '1.00'));
  open(on, [
    ...rows,
    accountRow('payer', '1,000,000.00'),
    accountRow('payee', '0.00'),
    accountRow('1010', '1,000,000.00', { kind: 'settlement' }),
  ]);
  const entries = Array.from({ length: STOCK }, (_, at) => at + 1);
  found(on);
  withBreaks(on);
  const payments = Array.from({ length: STOCK }, () => ({ amount: '2.00' }));
  const batch = take(on, { messageId: 'OUT', blocks: [{ from: 'payer', payments }] });
  restored(on);
  people(on);
  on.now += 60_000;
  const ways: Ways = {
    actorOf: seated,
    decideRequest,
    decideGrant,
    decideMaster: decideMasterChange,
    overrideWait,
    acknowledgeOverride,
    markAbsent,
    again: (send) => send(),
  };
  return { on, ways, entries, batch };
}

/** Differences to write off, and money that came in for nobody, each under a name of its own. */
function found(on: TestDesk): void {
  const accounts = { ownAccount: '1010' };
  for (let at = 0; at < STOCK; at += 1) {
    const principal = WRITE_OFFS[at % WRITE_OFFS.length] ?? '';
    done(tell(on, 'H3.debit', { accounts, amounts: { principal }, item: `lost ${at}` }));
    done(tell(on, 'H3.credit', { accounts, amounts: { principal: '5.00' }, item: `came ${at}` }));
  }
}

function withBreaks(on: TestDesk): void {
  const call = { deed: 'closeCycle', submissionId: on.newId(), input: ['breaks'] } as const;
  done(
    on.book().perform<{ breaks: number }, never>(call, on.context(), (w) => {
      const about = { cycle: 0, account: idOf(on, '1010'), owner: 'reconciler' };
      const each = { kind: 'charge', ...about, openedOn: '2026-11-26', currency: 'EUR' };
      for (let at = 0; at < STOCK; at += 1) {
        on.book().breaks.add(w, { ...each, expected: 0n, advised: -5n });
      }
      return ok({ breaks: STOCK });
    }),
  );
}

export const EVERYWHERE = {
  branch: '',
  rail: '',
  currency: '',
  singleLimit: null,
  dailyLimit: null,
} as const;

function people(on: TestDesk): void {
  const named = (name: string) => ({ signInName: name, name, passphraseHash: 'of argon2id' });
  const first = { first: named('one'), second: named('two') };
  done(setUpPeople(on.desk(), { submissionId: on.newId(), ...first }, on.context()));
  for (const person of PEOPLE.slice(2)) {
    const adding = { submissionId: on.newId(), ...named(`p${person}`) };
    done(administrator(on, 1, () => addPerson(on.desk(), adding, on.context())));
    for (const role of BEGIN[person - 1] ?? []) given(on, person, role);
  }
  policy(on, 'emergencyOverride', 'on');
}

function administrator<T>(on: TestDesk, person: number, work: () => T): T {
  return as(on, actorId(person), ['administrator'], work);
}

/** Asked for by the first person and signed by the second. */
export function given(on: TestDesk, person: number, role: Role): void {
  const what = { person, kind: 'role', role, standsFor: 0, ...EVERYWHERE } as const;
  const days = { validFrom: '2026-01-01', validUntil: '' } as const;
  const asking = { submissionId: on.newId(), ...what, ...days };
  const asked = administrator(on, 1, () => askGrant(on.desk(), asking, on.context()));
  const { grant } = done(asked);
  const signing = {
    submissionId: on.newId(),
    grant,
    decision: 'sign',
    passphraseHash: '',
  } as const;
  done(administrator(on, 2, () => decideGrant(on.desk(), signing, on.context())));
}

/** An event of the posting rules about one of the things in stock. */
export function eventOn(
  { on }: Pick<World, 'on'>,
  event: 'H4.written_off' | 'C5.frozen',
  at: number,
): AskedDeed<'bookEvent'> {
  const isLoss = event === 'H4.written_off';
  const amount = isLoss ? (WRITE_OFFS[at % WRITE_OFFS.length] ?? '') : '5.00';
  const principal = { minor: minor(amount), currency: 'EUR' };
  const bindings = boundOn(openDay(on.desk(), on.now), {
    amounts: { principal },
    item: `${isLoss ? 'lost' : 'came'} ${at}`,
    rail: 'batch',
    owner: 'supervisor',
  });
  return { deed: 'bookEvent', event, bindings };
}
