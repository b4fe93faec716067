// One way to every refusal of deeds that wait for another person: of a book with people, who ask,
// sign and take back over the contract.
import assert from 'node:assert/strict';
import type { Client } from '../../preload/contract/contract.ts';
import type { Reply } from '../../preload/contract/method.ts';
import { BEYOND, limitedTo } from './authority-scenarios.ts';
import { ADLER, BRANDT } from './demo-bank.ts';
import { eur, told } from './event-scenarios.ts';
import { codeOf, type PeopleWorld, value } from './people-world.ts';
import type { RefusalWorld } from './refusal-world.ts';

type Scenario = (world: RefusalWorld) => Promise<Reply<unknown>>;
type Decision = Parameters<Client['decideRequest']>[0]['decision'];

const UNKNOWN = 987_654;
const STALE = 'ab'.repeat(32);

/** The people of these scenarios, each at a seat of their own, made once per world. */
const made = new WeakMap<PeopleWorld, Promise<void>>();

async function among(world: RefusalWorld): Promise<PeopleWorld> {
  const people = await world.people();
  const adding =
    made.get(people) ??
    (async () => {
      await people.add('head', ['supervisor']);
      await people.add('chair', ['supervisor']);
    })();
  made.set(people, adding);
  await adding;
  return people;
}

const as =
  (name: string, ask: (client: Client, id: string) => Promise<Reply<unknown>>): Scenario =>
  async (world) => {
    const people = await among(world);
    return ask(await people.as(name), people.id());
  };

/** Deeds that one person asks for in a book with people: each is refused, and waits for another. */
export const asksFirst = {
  setPolicy: as('ada', (client, submissionId) =>
    client.setPolicy({ submissionId, name: 'duplicateWindowDays', value: '9' }),
  ),
  correctEntry: as('head', (client, submissionId) =>
    client.correctEntry({ submissionId, entryId: UNKNOWN, remark: 'typo' }),
  ),
  changeAccount: as('head', (client, submissionId) =>
    client.changeAccount({ submissionId, account: 'NONE', currency: 'EUR', status: 'closed' }),
  ),
  explainBreak: as('head', (client, submissionId) =>
    client.explainBreak({ submissionId, breakId: UNKNOWN, reason: 'timing' }),
  ),
  releaseOutgoing: as('head', (client, submissionId) =>
    client.releaseOutgoing({
      submissionId,
      batchId: UNKNOWN,
      firstRecord: 0,
      lastRecord: 0,
      word: 'sent',
      reference: 'rail file 1',
    }),
  ),
  unwindCycle: as('head', (client, submissionId) =>
    client.unwindCycle({ submissionId, cycleId: UNKNOWN, remark: 'not settled' }),
  ),
  offerKey: as('ada', (client, requestId) =>
    client.offerKey({ requestId, from: '', secrets: [], passphrase: '', dropOthers: false }),
  ),
  changeKey: as('ada', (client, submissionId) => {
    const chosen = { from: '', secrets: [], passphrase: '', dropOthers: false };
    return client.changeKey({ submissionId, ...chosen, to: '' });
  }),
  /** Only a clearing house has positions to settle. */
  settlePositions: async ({ house }: RefusalWorld) => {
    const { add, as: seated, id } = await house();
    await add('head', ['supervisor']);
    return (await seated('head')).settlePositions({ submissionId: id(), currency: 'EUR' });
  },
} as const;

/** A setting that ada asks for, as bo sees it. */
async function asked(people: PeopleWorld) {
  const ada = await people.as('ada');
  const name = 'duplicateWindowDays';
  const reply = await ada.setPolicy({ submissionId: people.id(), name, value: '9' });
  const requestId = 'refusal' in reply ? Number(reply.refusal.request) : 0;
  const { requests } = value(await (await people.as('bo')).requestList({}));
  const shown = requests.find((each) => each.requestId === requestId)?.shown ?? codeOf(reply);
  return { requestId, shown };
}

/** What `name` says of it, bound to what is shown, or to something else. */
function word(name: string, decision: Decision, remark = 'seen', isStale = false): Scenario {
  return async (world) => {
    const people = await among(world);
    const { requestId, shown } = await asked(people);
    const client = await people.as(name);
    const bound = { requestId, decision, shown: isStale ? STALE : shown, remark };
    return client.decideRequest({ submissionId: people.id(), ...bound });
  };
}

export const REQUEST_CALLS = {
  requestList: {
    not_permitted: ({ outsider }: RefusalWorld) => outsider.requestList({}),
  },
  decideRequest: {
    request_unknown: as('bo', (client, submissionId) =>
      client.decideRequest({
        submissionId,
        requestId: UNKNOWN,
        decision: 'approved',
        shown: STALE,
        remark: '',
      }),
    ),
    request_decided: async (world: RefusalWorld) => {
      const people = await among(world);
      const { requestId, shown } = await asked(people);
      const bo = await people.as('bo');
      const said = { requestId, shown, decision: 'rejected', remark: 'not now' } as const;
      value(await bo.decideRequest({ submissionId: people.id(), ...said }));
      return bo.decideRequest({ submissionId: people.id(), ...said });
    },
    only_its_maker_withdraws: word('bo', 'withdrawn'),
    reminded_lately: async (world: RefusalWorld) => {
      const people = await among(world);
      const { requestId, shown } = await asked(people);
      const ada = await people.as('ada');
      const said = { requestId, shown, decision: 'reminded', remark: '' } as const;
      const first = await ada.decideRequest({ submissionId: people.id(), ...said });
      // It may have been reminded of by an earlier scenario, and is refused then as well.
      if (!first.ok) return first;
      return ada.decideRequest({ submissionId: people.id(), ...said });
    },
    second_person_must_differ: word('ada', 'approved'),
    // Who oversees the book sees it; only another administrator signs for a setting.
    signer_not_permitted: word('head', 'approved'),
    ...BEYOND((beyond) => async ({ carried }) => {
      const world = await carried();
      await limitedTo(world, beyond);
      const payer = { role: 'payer', account: ADLER.iban } as const;
      const payee = { role: 'payee', account: BRANDT.iban } as const;
      const held = told('F1.reserved', {
        amounts: eur('principal', 50n),
        accounts: [payer, payee],
      });
      const sam = await world.as('sam');
      const asking = { submissionId: world.id(), ...held, reference: 'by hand' };
      const reply = await sam.bookEvent(asking);
      const requestId = 'refusal' in reply ? Number(reply.refusal.request) : 0;
      const lim = await world.as('lim');
      const { requests } = value(await lim.requestList({}));
      const waiting = requests.find((each) => each.requestId === requestId);
      assert.equal(waiting?.cannot, beyond);
      const said = { requestId, shown: waiting.shown, decision: 'approved', remark: '' } as const;
      return lim.decideRequest({ submissionId: world.id(), ...said });
    }),
    remark_required: word('bo', 'rejected', ''),
    approval_stale: word('bo', 'approved', '', true),
    request_cannot_be_done: async (world: RefusalWorld) => {
      const people = await among(world);
      const refused = await asksFirst.changeAccount(world);
      const requestId = 'refusal' in refused ? Number(refused.refusal.request) : 0;
      const chair = await people.as('chair');
      const { requests } = value(await chair.requestList({}));
      const shown = requests.find((each) => each.requestId === requestId)?.shown ?? STALE;
      const said = { requestId, shown, decision: 'approved', remark: '' } as const;
      return chair.decideRequest({ submissionId: people.id(), ...said });
    },
  },
};
