// One way to every refusal of what is carried by file: packages that are taken out, signed with keys
// of the test and brought back, each wrong in one thing.
import type { Reply } from '../../preload/contract/method.ts';
import { BEYOND_WHEN_BROUGHT } from './authority-scenarios.ts';
import {
  type CarriedWorld,
  enrolled,
  forged,
  keyOf,
  keyPassphraseOf,
  signed,
  testKey,
} from './carried-world.ts';
import { codeOf, passphraseOf, value } from './people-world.ts';
import type { RefusalWorld } from './refusal-world.ts';

type Scenario = (world: RefusalWorld) => Promise<Reply<unknown>>;
type Things = Parameters<CarriedWorld['taken']>[0];

const UNKNOWN = 987_654;
const NO_CODE = { passphrase: 'wrong by all means', code: '' };

/** Asks in the book in which things wait, which is made once. */
const among =
  (ask: (world: CarriedWorld) => Promise<Reply<unknown>>): Scenario =>
  async ({ carried }) =>
    ask(await carried());

/** Takes these things out as `by`. */
const takeOut = (by: string, things: (world: CarriedWorld) => Things | Promise<Things>) =>
  among(async (world) => {
    const client = await world.as(by);
    return client.exportApproval({ submissionId: world.id(), things: await things(world) });
  });

const request = async (world: CarriedWorld): Promise<Things> => {
  return [{ kind: 'request', id: await world.ask() }];
};

const payment = ({ waiting }: CarriedWorld, at: number): Things => {
  return [{ kind: 'payment', id: waiting[at] ?? 0 }];
};

/** Asks so often that the last ones need not wait for their turn; answers the last refusal. */
async function crowd(ask: () => Promise<Reply<unknown>>): Promise<Reply<unknown>> {
  const replies = await Promise.all(Array.from({ length: 12 }, ask));
  const busy = replies.find((reply) => codeOf(reply) === 'sign_in_busy');
  return busy ?? { ok: false, fault: { id: null, code: 'nobody_was_sent_away' } };
}

const WORD = { place: 0, word: 'approved', reasonCode: '', remark: '' } as const;

/** Signs on another workstation, whose book is another one. */
async function signHere(
  { client, carried }: RefusalWorld,
  differing: {
    readonly file?: string;
    readonly keyFile?: string;
    readonly keyPassphrase?: string;
    readonly words?: Parameters<RefusalWorld['client']['signCarried']>[0]['words'];
  },
): Promise<Reply<unknown>> {
  const world = await carried();
  const file = differing.file ?? (await world.taken(payment(world, 2)));
  const keyFile = world.keys.sam.file;
  const usual = { file, words: [WORD], keyFile, keyPassphrase: keyPassphraseOf('sam') };
  return client.signCarried({ ...usual, ...differing });
}

/** An answer of Sam's to a payment that waits. */
async function samsAnswer(world: CarriedWorld, at: number): Promise<string> {
  return signed(await world.taken(payment(world, at)), world.keys.sam);
}

const enrol = (
  name: string,
  differing: { readonly cardOf?: string; readonly passphrase?: string } = {},
) =>
  among(async (world) => {
    const key = await testKey(differing.cardOf ?? name);
    const proof = { passphrase: differing.passphrase ?? passphraseOf(name), code: '' };
    const client = await world.as(name);
    return client.enrolSigningKey({ submissionId: world.id(), card: key.card, ...proof });
  });

/** What `by` decides of a key. */
const decide = (by: string, keyIn: (world: CarriedWorld) => Promise<number>) =>
  among(async (world) => {
    const key = await keyIn(world);
    const client = await world.as(by);
    return client.decideSigningKey({ submissionId: world.id(), key, decision: 'sign' });
  });

export const CARRIED_CALLS = {
  exportApproval: {
    no_people: ({ client, id, payments }: RefusalWorld) =>
      client.exportApproval({
        submissionId: id(),
        things: [{ kind: 'payment', id: payments.awaitingApproval }],
      }),
    payment_unknown: takeOut('sam', () => [{ kind: 'payment', id: UNKNOWN }]),
    payment_status_does_not_allow: takeOut('sam', ({ settled }) => [
      { kind: 'payment', id: settled },
    ]),
    request_unknown: takeOut('sam', () => [{ kind: 'request', id: UNKNOWN }]),
    request_decided: takeOut('sam', async (world) => {
      const things = await request(world);
      value(await world.bring(signed(await world.taken(things), world.keys.bo)));
      return things;
    }),
    not_carried_by_file: async ({ aged, id }: RefusalWorld) => {
      const { as, ofCompliance } = await aged();
      const things = [{ kind: 'request', id: ofCompliance }] as const;
      return (await as('lena')).exportApproval({ submissionId: id(), things });
    },
    package_too_large: takeOut('sam', async (world) => {
      const sue = await world.as('sue');
      const longest = world.waiting.slice(3);
      for (const paymentId of longest) {
        const remittance = '汉'.repeat(5000);
        value(await sue.amendPayment({ submissionId: world.id(), paymentId, remittance }));
      }
      return [...longest, ...longest.slice(0, 3)].map((id) => ({ kind: 'payment', id }) as const);
    }),
  },
  readCarried: {
    carried_unreadable: ({ client }: RefusalWorld) => client.readCarried({ file: 'none' }),
    carried_signature_wrong: among(async (world) => {
      const { seed } = await testKey('sam');
      const { publicKey } = world.keys.sam;
      const file = forged(await world.taken(payment(world, 2)), { seed, publicKey }, {});
      return (await world.as('sue')).readCarried({ file });
    }),
  },
  signCarried: {
    sign_in_busy: async (world: RefusalWorld) => {
      const { keys } = await world.carried();
      const wrong = { file: 'none', keyFile: keys.sam.file, keyPassphrase: 'wrong' };
      return crowd(() => signHere(world, wrong));
    },
    signing_key_unreadable: (world: RefusalWorld) => signHere(world, { keyFile: '{}' }),
    signing_key_not_opened: (world: RefusalWorld) => signHere(world, { keyPassphrase: 'wrong' }),
    carried_unreadable: (world: RefusalWorld) => signHere(world, { file: 'none' }),
    word_of_nothing: (world: RefusalWorld) => signHere(world, { words: [] }),
    remark_required: (world: RefusalWorld) =>
      signHere(world, { words: [{ ...WORD, word: 'rejected' }] }),
  },
  importApproval: {
    carried_unreadable: among(({ bring }) => bring('none')),
    carried_signature_wrong: among(async (world) => {
      const { seed } = await testKey('sam');
      const { publicKey } = world.keys.sam;
      return world.bring(forged(await world.taken(payment(world, 2)), { seed, publicKey }, {}));
    }),
    word_of_nothing: among(async (world) => world.bring(await samsAnswer(world, 2), { place: 1 })),
    package_of_another_book: async ({ aged, carried }: RefusalWorld) => {
      const { late } = await aged();
      return (await carried()).bring(late);
    },
    package_unknown: among(async (world) => {
      const file = await world.taken(payment(world, 2));
      return world.bring(forged(file, world.keys.sam, { salt: 'ab'.repeat(16) }));
    }),
    signing_key_unknown: among(async (world) => {
      const file = await world.taken(payment(world, 2));
      return world.bring(signed(file, await testKey('sam')));
    }),
    signing_key_not_in_force: among(async (world) => {
      const key = await testKey('sid');
      await enrolled(world, 'sid', key);
      return world.bring(signed(await world.taken(payment(world, 2)), key));
    }),
    package_expired: async ({ aged, id }: RefusalWorld) => {
      const { as, late } = await aged();
      return (await as('ada')).importApproval({ submissionId: id(), file: late, place: 0 });
    },
    package_already_used: among(async (world) => {
      const answer = await samsAnswer(world, 0);
      value(await world.bring(answer));
      return world.bring(answer);
    }),
    payment_status_does_not_allow: among(async (world) => {
      const [one, other] = [await samsAnswer(world, 1), await samsAnswer(world, 1)];
      value(await world.bring(one));
      return world.bring(other);
    }),
    request_decided: among(async (world) => {
      const things = await request(world);
      const { bo } = world.keys;
      const [one, other] = [await world.taken(things), await world.taken(things)];
      value(await world.bring(signed(one, bo)));
      return world.bring(signed(other, bo));
    }),
    second_person_must_differ: among(async (world) => {
      const file = await world.taken(await request(world));
      return world.bring(signed(file, await keyOf(world, 'ada', 'bo')));
    }),
    signer_not_permitted: among(async (world) => {
      const file = await world.taken(await request(world));
      return world.bring(signed(file, world.keys.sam));
    }),
    ...BEYOND_WHEN_BROUGHT,
    remark_required: among(async (world) => {
      const words = [{ ...WORD, word: 'rejected' }] as const;
      const file = await world.taken(await request(world));
      return world.bring(forged(file, world.keys.bo, { words }));
    }),
    approval_stale: among(async (world) => {
      const answer = await samsAnswer(world, 2);
      const paymentId = world.waiting[2] ?? 0;
      const edit = { submissionId: world.id(), paymentId, remittance: 'another text' };
      value(await (await world.as('sue')).amendPayment(edit));
      return world.bring(answer);
    }),
    request_cannot_be_done: among(async (world) => {
      const sid = await world.as('sid');
      const closing = { account: 'NONE', currency: 'EUR', status: 'closed' } as const;
      const reply = await sid.changeAccount({ submissionId: world.id(), ...closing });
      const id = 'refusal' in reply ? Number(reply.refusal.request) : 0;
      return world.bring(signed(await world.taken([{ kind: 'request', id }]), world.keys.sam));
    }),
  },
  newSigningKey: {
    sign_in_busy: ({ client }: RefusalWorld) =>
      crowd(() => client.newSigningKey({ signInName: 'ada', passphrase: 'short' })),
    passphrase_too_short: ({ client }: RefusalWorld) =>
      client.newSigningKey({ signInName: 'ada', passphrase: 'short' }),
    passphrase_too_easy: ({ client }: RefusalWorld) =>
      client.newSigningKey({ signInName: 'ada', passphrase: 'aaaaaaaaaaaaaa' }),
  },
  signingKeys: {},
  enrolSigningKey: {
    no_people: async ({ client, id }: RefusalWorld) => {
      const { card } = await testKey('anna');
      return client.enrolSigningKey({ submissionId: id(), card, ...NO_CODE });
    },
    signing_card_of_another: enrol('sid', { cardOf: 'sam' }),
    sign_in_refused: enrol('sid', NO_CODE),
    sign_in_blocked: among(async (world) => {
      await world.add('oblivious', ['supervisor']);
      const { card } = await testKey('oblivious');
      for (;;) {
        const client = await world.as('oblivious');
        const reply = await client.enrolSigningKey({ submissionId: world.id(), card, ...NO_CODE });
        if (codeOf(reply) !== 'sign_in_refused') return reply;
      }
    }),
    sign_in_busy: among(async (world) => {
      await world.add('rash', ['supervisor']);
      const { card } = await testKey('rash');
      const client = await world.as('rash');
      return crowd(() => client.enrolSigningKey({ submissionId: world.id(), card, ...NO_CODE }));
    }),
    signing_key_known: among(async (world) => {
      const { card } = world.keys.sam;
      const proof = { passphrase: passphraseOf('sam'), code: '' };
      const asked = { submissionId: world.id(), card, ...proof };
      return (await world.as('sam')).enrolSigningKey(asked);
    }),
    too_many_signing_keys: among(async (world) => {
      for (;;) {
        const { card } = await testKey('sam');
        const proof = { passphrase: passphraseOf('sam'), code: '' };
        const asked = { submissionId: world.id(), card, ...proof };
        const reply = await (await world.as('sam')).enrolSigningKey(asked);
        if (!reply.ok) return reply;
      }
    }),
  },
  decideSigningKey: {
    signing_key_unknown: decide('ada', async () => UNKNOWN),
    signing_key_not_waiting: decide('ada', async () => 1),
    second_person_must_differ: decide('ada', async (world) =>
      enrolled(world, 'ada', await testKey('ada')),
    ),
    person_ended: decide('ada', async (world) => {
      const person = await world.add('brief', ['supervisor']);
      const key = await enrolled(world, 'brief', await testKey('brief'));
      value(await (await world.as('bo')).endPerson({ submissionId: world.id(), person }));
      return key;
    }),
  },
  revokeSigningKey: {
    signing_key_unknown: among(async (world) =>
      (await world.as('ada')).revokeSigningKey({ submissionId: world.id(), key: UNKNOWN }),
    ),
    signing_key_not_in_force: among(async (world) => {
      const key = await enrolled(world, 'bo', await testKey('bo'));
      const bo = await world.as('bo');
      value(await bo.revokeSigningKey({ submissionId: world.id(), key }));
      return bo.revokeSigningKey({ submissionId: world.id(), key });
    }),
  },
};
