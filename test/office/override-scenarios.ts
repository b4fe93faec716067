// One way to every refusal of emergency overrides: of a book with people, whose setting is on, over
// the contract.
import type { Client } from '../../preload/contract/contract.ts';
import type { Reply } from '../../preload/contract/method.ts';
import { codeOf, type PeopleWorld, roleGrant, value } from './people-world.ts';
import type { RefusalWorld } from './refusal-world.ts';
import { asksFirst } from './request-scenarios.ts';

type Scenario = (world: RefusalWorld) => Promise<Reply<unknown>>;
type Wait = Parameters<Client['overrideWait']>[0];
type Thing = { readonly id: number; readonly shown: string };

const UNKNOWN = 987_654;
const STALE = 'ab'.repeat(32);

/** The people of these scenarios, each at a seat of their own, made once per world. */
const made = new WeakMap<PeopleWorld, Promise<void>>();

async function among(world: RefusalWorld): Promise<PeopleWorld> {
  const people = await world.people();
  const adding = made.get(people) ?? setUp(people);
  made.set(people, adding);
  await adding;
  return people;
}

async function setUp(people: PeopleWorld): Promise<void> {
  await people.add('over-one', ['supervisor']);
  await people.add('over-two', ['supervisor']);
  await people.add('over-seer', ['auditor']);
  const { id, shown } = await asked(people, 'emergencyOverride', 'on');
  const said = { requestId: id, shown, decision: 'approved', remark: '' } as const;
  value(await (await people.as('bo')).decideRequest({ submissionId: people.id(), ...said }));
}

/** A setting that ada asks for, as bo sees it. */
async function asked(people: PeopleWorld, name: string, to: string): Promise<Thing> {
  const ada = await people.as('ada');
  const reply = await ada.setPolicy({ submissionId: people.id(), name, value: to });
  const id = 'refusal' in reply ? Number(reply.refusal.request) : 0;
  return { id, shown: await shownOf(people, id, codeOf(reply)) };
}

async function shownOf(people: PeopleWorld, id: number, otherwise: string): Promise<string> {
  const { requests } = value(await (await people.as('bo')).requestList({}));
  return requests.find(({ requestId }) => requestId === id)?.shown ?? otherwise;
}

/** Another value of a setting that an override reaches, so that it is a request of its own. */
let minutes = 0;
function fresh(people: PeopleWorld): Promise<Thing> {
  minutes += 1;
  return asked(people, 'cutOff:batch', `15:${String(minutes).padStart(2, '0')}`);
}

async function say(people: PeopleWorld, name: string, wait: Partial<Wait>) {
  const client = await people.as(name);
  const plain = {
    kind: 'request',
    id: UNKNOWN,
    step: 'begin',
    shown: STALE,
    reason: 'now',
  } as const;
  return client.overrideWait({ submissionId: people.id(), ...plain, ...wait });
}

const one =
  (name: string, differing: Partial<Wait> = {}): Scenario =>
  async (world) => {
    const people = await among(world);
    return say(people, name, { ...(await fresh(people)), ...differing });
  };

/** One that was begun by the first and, where `confirmed`, confirmed by the second. */
async function begun(people: PeopleWorld, confirmed: boolean): Promise<number> {
  const thing = await fresh(people);
  const { override } = value(await say(people, 'over-one', thing));
  if (confirmed) value(await say(people, 'over-two', { ...thing, step: 'confirm' }));
  return override;
}

const reading =
  (name: string, confirmed: boolean, times: number): Scenario =>
  async (world) => {
    const people = await among(world);
    const overrideId = await begun(people, confirmed);
    const client = await people.as(name);
    const read = () =>
      client.acknowledgeOverride({ submissionId: people.id(), overrideId, remark: '' });
    for (let time = 1; time < times; time += 1) value(await read());
    return read();
  };

export const OVERRIDE_CALLS = {
  overrideList: {},
  overrideWait: {
    override_off: ({ client, id }: RefusalWorld) => {
      const plain = { kind: 'request', id: UNKNOWN, step: 'begin', shown: STALE } as const;
      return client.overrideWait({ submissionId: id(), ...plain, reason: 'now' });
    },
    request_unknown: one('over-one', { id: UNKNOWN }),
    request_decided: async (world: RefusalWorld) => {
      const people = await among(world);
      const { id, shown } = await fresh(people);
      const said = { requestId: id, shown, decision: 'rejected', remark: 'no' } as const;
      value(await (await people.as('bo')).decideRequest({ submissionId: people.id(), ...said }));
      return say(people, 'over-one', { id, shown });
    },
    payment_unknown: one('over-one', { kind: 'payment', id: UNKNOWN }),
    payment_status_does_not_allow: async ({ client, id, payments }: RefusalWorld) => {
      const set = (to: string) =>
        client.setPolicy({ submissionId: id(), name: 'emergencyOverride', value: to });
      value(await set('on'));
      const of = { kind: 'payment', id: payments.inClosedCycle, step: 'begin' } as const;
      const reply = await client.overrideWait({
        submissionId: id(),
        ...of,
        shown: STALE,
        reason: 'now',
      });
      value(await set('off'));
      return reply;
    },
    override_never: async (world: RefusalWorld) => {
      const people = await among(world);
      return say(people, 'over-one', await asked(people, 'authorityLimit:EUR', '1'));
    },
    second_person_must_differ: one('ada'),
    override_not_needed: one('bo'),
    remark_required: one('over-one', { reason: ' ' }),
    approval_stale: one('over-one', { shown: STALE }),
    override_begun: async (world: RefusalWorld) => {
      const people = await among(world);
      const thing = await fresh(people);
      value(await say(people, 'over-one', thing));
      return say(people, 'over-two', thing);
    },
    override_not_begun: one('over-one', { step: 'confirm' }),
    override_by_deputies: async (world: RefusalWorld) => {
      const people = await among(world);
      const thing = await fresh(people);
      value(await say(people, 'over-one', thing));
      const [ada, bo] = [await people.as('ada'), await people.as('bo')];
      const [person, standsFor] = [
        await people.person('over-two'),
        await people.person('over-one'),
      ];
      const of = { ...roleGrant(person, 'supervisor'), standsFor, validUntil: '2026-12-31' };
      const asking = { submissionId: people.id(), ...of, kind: 'deputy', role: null } as const;
      const { grant } = value(await ada.askGrant(asking));
      const signing = { submissionId: people.id(), grant, decision: 'sign' } as const;
      value(await bo.decideGrant(signing));
      const reply = await say(people, 'over-two', { ...thing, step: 'confirm' });
      value(await ada.endGrant({ submissionId: people.id(), grant }));
      return reply;
    },
    request_cannot_be_done: async (world: RefusalWorld) => {
      const people = await among(world);
      await people.as('over-one');
      const refused = await asksFirst.correctEntry(world);
      const id = 'refusal' in refused ? Number(refused.refusal.request) : 0;
      const thing = { id, shown: await shownOf(people, id, STALE) };
      const first = await say(people, 'ada', thing);
      if (!first.ok) return first;
      return say(people, 'bo', { ...thing, step: 'confirm' });
    },
  },
  acknowledgeOverride: {
    override_unknown: async (world: RefusalWorld) => {
      const people = await among(world);
      const client = await people.as('over-seer');
      const said = { submissionId: people.id(), overrideId: UNKNOWN, remark: '' };
      return client.acknowledgeOverride(said);
    },
    override_not_confirmed: reading('over-seer', false, 1),
    override_acknowledged: reading('over-seer', true, 2),
    second_person_must_differ: reading('over-two', true, 1),
  },
};
