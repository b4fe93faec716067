// One way to every refusal of the methods of people. They are asked of a book of its own, for a book
// with people lets nobody else do anything.
import type { Reply } from '../../preload/contract/method.ts';
import { codeOf, type PeopleWorld, passphraseOf, roleGrant, value } from './people-world.ts';
import type { RefusalWorld } from './refusal-world.ts';

type Scenario = (world: RefusalWorld) => Promise<Reply<unknown>>;
type InPeople = (world: PeopleWorld) => Promise<Reply<unknown>>;

const UNKNOWN = 987_654;
const NO_PROOF = { passphrase: 'wrong by all means', code: '' };
const NO_CODE = { ...NO_PROOF, offeredCode: '' };

/** Asks in the book with people, which is made once. */
const among =
  (ask: InPeople): Scenario =>
  async ({ people }) =>
    ask(await people());

/** Whoever asks before people were set up. */
const withoutPeople = (ask: (client: RefusalWorld['client']) => Promise<Reply<unknown>>) => {
  return ({ client }: RefusalWorld) => ask(client);
};

/** Asks so often that the last ones need not wait for their turn; answers the last refusal. */
async function crowd(ask: () => Promise<Reply<unknown>>): Promise<Reply<unknown>> {
  const replies = await Promise.all(Array.from({ length: 12 }, ask));
  const busy = replies.find((reply) => codeOf(reply) === 'sign_in_busy');
  return busy ?? refused('nobody was sent away');
}

/** Tries wrongly until it is answered something else. */
async function untilBlocked(ask: () => Promise<Reply<unknown>>): Promise<Reply<unknown>> {
  for (;;) {
    const reply = await ask();
    if (!('refusal' in reply) || reply.refusal.code !== 'sign_in_refused') return reply;
  }
}

const lockedAs = async (world: PeopleWorld, name: string) => {
  const client = await world.as(name);
  value(await client.lock({}));
  return client;
};

/** A person nobody else is asked about, signed in. */
const freshly = async (world: PeopleWorld, name: string) => {
  await world.add(name, []);
  return world.as(name);
};

const added = new WeakMap<PeopleWorld, Set<string>>();

/** As {@link freshly}, the first time; the same person again after that. */
const person = async (world: PeopleWorld, name: string) => {
  const known = added.get(world) ?? new Set();
  added.set(world, known);
  if (known.has(name)) return world.as(name);
  known.add(name);
  return freshly(world, name);
};

/** Somebody who was offered a key for an authenticator. */
const offered = async (world: PeopleWorld, name: string) => {
  const client = await person(world, name);
  value(await client.offerAuthenticator({}));
  return client;
};

const names = (first: string, second: string, passphrase = 'long enough to be taken') => ({
  first: { signInName: first, name: first, passphrase },
  second: { signInName: second, name: second, passphrase },
});

const setUp =
  (...input: Parameters<typeof names>): Scenario =>
  ({ client, id }) =>
    client.setUpPeople({ submissionId: id(), ...names(...input) });

/** Asks for a role for a person of her own, who is ended or signs where a case needs it. */
async function asked(world: PeopleWorld, name: string) {
  const person = await world.add(name, []);
  const ada = await world.as('ada');
  const input = { submissionId: world.id(), ...roleGrant(person, 'submitter') };
  return { person, ada, grant: value(await ada.askGrant(input)).grant };
}

export const PEOPLE_CALLS = {
  signIn: {
    no_people: withoutPeople((client) => client.signIn({ signInName: 'ada', ...NO_PROOF })),
    sign_in_refused: among(({ at }) => at('x').signIn({ signInName: 'ada', ...NO_PROOF })),
    sign_in_blocked: among(({ at }) =>
      untilBlocked(() => at('x').signIn({ signInName: 'nobody at all', ...NO_PROOF })),
    ),
    sign_in_busy: among(({ at }) =>
      crowd(() => at('x').signIn({ signInName: 'stranger', ...NO_PROOF })),
    ),
  },
  unlock: {
    not_locked: among(async ({ as }) => (await as('ada')).unlock(NO_PROOF)),
    sign_in_refused: among(async (world) => {
      const client = await lockedAs(world, 'bo');
      const reply = await client.unlock(NO_PROOF);
      value(await client.unlock({ passphrase: passphraseOf('bo'), code: '' }));
      return reply;
    }),
    sign_in_blocked: among(async (world) => {
      await freshly(world, 'forgetful');
      const client = await lockedAs(world, 'forgetful');
      return untilBlocked(() => client.unlock(NO_PROOF));
    }),
    sign_in_busy: among(async (world) => {
      await freshly(world, 'hasty');
      const client = await lockedAs(world, 'hasty');
      return crowd(() => client.unlock(NO_PROOF));
    }),
  },
  stepUp: {
    no_people: withoutPeople((client) => client.stepUp(NO_PROOF)),
    sign_in_refused: among(async (world) => (await freshly(world, 'unsure')).stepUp(NO_PROOF)),
    sign_in_blocked: among(async (world) => {
      const client = await freshly(world, 'unsteady');
      return untilBlocked(() => client.stepUp(NO_PROOF));
    }),
    sign_in_busy: among(async (world) => {
      const client = await freshly(world, 'pressing');
      return crowd(() => client.stepUp(NO_PROOF));
    }),
  },
  lock: {},
  signOut: {},
  noteInput: {},
  changePassphrase: {
    no_people: withoutPeople((client) =>
      client.changePassphrase({ ...NO_PROOF, chosen: 'long enough to be taken' }),
    ),
    sign_in_refused: among(async (world) =>
      (await freshly(world, 'changing')).changePassphrase({
        ...NO_PROOF,
        chosen: 'long enough to be taken',
      }),
    ),
    sign_in_blocked: among(async (world) => {
      const client = await freshly(world, 'wavering');
      return untilBlocked(() =>
        client.changePassphrase({ ...NO_PROOF, chosen: 'long enough to be taken' }),
      );
    }),
    sign_in_busy: among(async (world) => {
      const client = await freshly(world, 'crowding');
      return crowd(() =>
        client.changePassphrase({ ...NO_PROOF, chosen: 'long enough to be taken' }),
      );
    }),
    passphrase_too_short: among(async ({ as }) =>
      (await as('ada')).changePassphrase({ ...NO_PROOF, chosen: 'short' }),
    ),
    passphrase_too_easy: among(async ({ as }) =>
      (await as('ada')).changePassphrase({ ...NO_PROOF, chosen: 'aaaaaaaaaaaaaaaa' }),
    ),
  },
  offerAuthenticator: {
    no_people: withoutPeople((client) => client.offerAuthenticator({})),
  },
  joinAuthenticator: {
    no_people: withoutPeople((client) => client.joinAuthenticator(NO_CODE)),
    authenticator_not_offered: among(async (world) =>
      (await person(world, 'joining')).joinAuthenticator(NO_CODE),
    ),
    sign_in_refused: among(async (world) =>
      (await offered(world, 'joining')).joinAuthenticator(NO_CODE),
    ),
    sign_in_blocked: among(async (world) => {
      const client = await offered(world, 'joining');
      return untilBlocked(() => client.joinAuthenticator(NO_CODE));
    }),
    sign_in_busy: among(async (world) => {
      const client = await offered(world, 'eager');
      return crowd(() => client.joinAuthenticator(NO_CODE));
    }),
    authenticator_code_wrong: among(async (world) =>
      (await offered(world, 'departing')).joinAuthenticator({
        ...NO_CODE,
        passphrase: passphraseOf('departing'),
      }),
    ),
  },
  leaveAuthenticator: {
    no_people: withoutPeople((client) => client.leaveAuthenticator(NO_PROOF)),
    sign_in_refused: among(async (world) =>
      (await person(world, 'leaving')).leaveAuthenticator(NO_PROOF),
    ),
    sign_in_blocked: among(async (world) => {
      const client = await person(world, 'leaving');
      return untilBlocked(() => client.leaveAuthenticator(NO_PROOF));
    }),
    sign_in_busy: among(async (world) => {
      const client = await person(world, 'departing');
      return crowd(() => client.leaveAuthenticator(NO_PROOF));
    }),
  },
  names: {},
  setUpPeople: {
    // Two who ask at once: both are past the threshold when the first is done.
    people_already_set_up: async ({ newOffice }: RefusalWorld) => {
      const client = await newOffice();
      const replies = await Promise.all(
        ['one', 'two'].map((submissionId) =>
          client.setUpPeople({ submissionId, ...names('ada', 'bo') }),
        ),
      );
      return replies.find(({ ok }) => !ok) ?? refused('both were done');
    },
    person_name_required: setUp(' ', 'bo'),
    sign_in_name_taken: setUp('Bo', 'bo'),
    passphrase_too_short: setUp('ada', 'bo', 'short'),
    passphrase_too_easy: setUp('ada', 'bo', 'aaaaaaaaaaaaaaaa'),
  },
  demoPeople: {},
  bringDemoPeople: {
    book_is_no_demonstration: async ({ newOffice, id }: RefusalWorld) =>
      (await newOffice()).bringDemoPeople({ submissionId: id() }),
    people_already_set_up: among(async ({ as, id }) =>
      (await as('ada')).bringDemoPeople({ submissionId: id() }),
    ),
  },
  addPerson: {
    person_name_required: adding('', 'Nobody'),
    sign_in_name_taken: adding('ADA', 'Ada again'),
    too_many_people: async ({ crowded }: RefusalWorld) => {
      const client = await crowded();
      return client.addPerson({ submissionId: 'one-more', signInName: 'more', name: 'More' });
    },
  },
  endPerson: {
    person_unknown: among(async ({ as, id }) =>
      (await as('ada')).endPerson({ submissionId: id(), person: UNKNOWN }),
    ),
    person_ended: among(async (world) => {
      const person = await ended(world, 'left');
      return (await world.as('ada')).endPerson({ submissionId: world.id(), person });
    }),
    administrators_needed: among(async ({ as, id, person }) =>
      (await as('ada')).endPerson({ submissionId: id(), person: await person('bo') }),
    ),
  },
  askGrant: {
    person_unknown: among(async ({ as, id }) =>
      (await as('ada')).askGrant({ submissionId: id(), ...roleGrant(UNKNOWN, 'submitter') }),
    ),
    person_ended: among(async (world) => {
      const person = await ended(world, 'gone');
      const grant = roleGrant(person, 'submitter');
      return (await world.as('ada')).askGrant({ submissionId: world.id(), ...grant });
    }),
    grant_is_for_oneself: among(async ({ as, id, person }) => {
      const grant = roleGrant(await person('ada'), 'supervisor');
      return (await as('ada')).askGrant({ submissionId: id(), ...grant });
    }),
    grant_invalid: among(async ({ as, id, person }) => {
      const grant = { ...roleGrant(await person('bo'), 'supervisor'), singleLimit: 5n };
      return (await as('ada')).askGrant({ submissionId: id(), ...grant });
    }),
  },
  decideGrant: {
    grant_unknown: among(async ({ as, id }) =>
      (await as('ada')).decideGrant({ submissionId: id(), grant: UNKNOWN, decision: 'sign' }),
    ),
    grant_not_waiting: among(async (world) => {
      const { grant, ada } = await asked(world, 'decided');
      const decide = () => ada.decideGrant({ submissionId: world.id(), grant, decision: 'refuse' });
      value(await decide());
      return decide();
    }),
    second_person_must_differ: among(async (world) => {
      const { grant, ada } = await asked(world, 'alone');
      return ada.decideGrant({ submissionId: world.id(), grant, decision: 'sign' });
    }),
    grant_is_for_oneself: among(async ({ as, id, person }) => {
      const asking = { submissionId: id(), ...roleGrant(await person('bo'), 'treasury') };
      const { grant } = value(await (await as('ada')).askGrant(asking));
      return (await as('bo')).decideGrant({ submissionId: id(), grant, decision: 'sign' });
    }),
    person_ended: among(async (world) => {
      const { grant, person, ada } = await asked(world, 'too late');
      value(await ada.endPerson({ submissionId: world.id(), person }));
      const deciding = { submissionId: world.id(), grant, decision: 'sign' } as const;
      return (await world.as('bo')).decideGrant(deciding);
    }),
  },
  endGrant: {
    grant_unknown: among(async ({ as, id }) =>
      (await as('ada')).endGrant({ submissionId: id(), grant: UNKNOWN }),
    ),
    grant_not_in_force: among(async (world) => {
      const { grant, ada } = await asked(world, 'waiting');
      return ada.endGrant({ submissionId: world.id(), grant });
    }),
    // The first grant of a book is its first administrator's.
    administrators_needed: among(async ({ as, id }) =>
      (await as('ada')).endGrant({ submissionId: id(), grant: 1 }),
    ),
  },
  markAbsent: {
    person_unknown: among((world) => marking(world, UNKNOWN)),
    person_ended: among(async (world) => marking(world, await ended(world, 'retired'))),
    absence_invalid: among(async (world) => {
      const person = await world.person('bo');
      return marking(world, person, { until: '2026-01-01' });
    }),
    absence_marked: among(async (world) => {
      const { person } = await asked(world, 'away');
      value(await marking(world, person));
      return marking(world, person, { from: '2026-12-24', until: '2027-01-06' });
    }),
  },
  endAbsence: {
    person_unknown: among(async ({ as, id }) =>
      (await as('ada')).endAbsence({ submissionId: id(), person: UNKNOWN }),
    ),
    not_absent: among(async ({ as, id, person }) =>
      (await as('ada')).endAbsence({ submissionId: id(), person: await person('bo') }),
    ),
  },
  people: {},
  exportAccessReview: {
    given_before: among(async ({ as, id }) => {
      const [ada, asked] = [await as('ada'), { submissionId: id() }];
      await ada.exportAccessReview(asked);
      return ada.exportAccessReview(asked);
    }),
  },
} as const;

async function marking(
  { as, id }: PeopleWorld,
  person: number,
  days: { readonly from?: string; readonly until?: string } = {},
) {
  const asked = { person, from: '2026-11-26', until: '2026-12-31', deputy: 0, ...days };
  return (await as('ada')).markAbsent({ submissionId: id(), ...asked });
}

function refused(code: string): Reply<unknown> {
  return { ok: false, refusal: { code } };
}

function adding(signInName: string, name: string): Scenario {
  return among(async ({ as, id }) =>
    (await as('ada')).addPerson({ submissionId: id(), signInName, name }),
  );
}

async function ended(world: PeopleWorld, name: string): Promise<number> {
  const person = await world.add(name, []);
  value(await (await world.as('ada')).endPerson({ submissionId: world.id(), person }));
  return person;
}
