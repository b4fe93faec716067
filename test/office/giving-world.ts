// An office in this process over an encrypted book with people, where everything that can be given out
// is there to be asked for: a test looks at each turn of the writer, and disturbs it.
import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import { actorId } from '../../main/domain/people.ts';
import { localActor, ROLES, type Role } from '../../main/domain/permissions.ts';
import { paymentId } from '../../main/ledger/payment-ids.ts';
import { answerAt } from '../../main/office/answer-at.ts';
import { type GivingMethod, TOLD_WHEN } from '../../main/office/given-out.ts';
import { emptySlots, passphraseSlotOf, writeKeySlots } from '../../main/office/key-slots.ts';
import { type Office, openOffice } from '../../main/office/office.ts';
import type { Place } from '../../main/office/seat.ts';
import { askGrant, decideGrant, endGrant } from '../../main/operations/grants.ts';
import { addPerson, setUpPeople } from '../../main/operations/people.ts';
import { createClient } from '../../preload/client.ts';
import { type Client, contract, type Input } from '../../preload/contract/contract.ts';
import type { Reply } from '../../preload/contract/method.ts';
import { smallPain001 } from '../fixtures/small-pain001.ts';
import { done, testFolder } from '../operations/test-desk.ts';
import { channelPair } from './channel-pair.ts';
import { ADLER, demoBankList, supplierIban } from './demo-bank.ts';
import { PASSPHRASE } from './key-world.ts';
import { roleGrant, value } from './people-world.ts';
import { startOf } from './running-office.ts';

/** The administrators, who holds every role and asks, and somebody who needs a new credential. */
const [ADA, BO, CY, DI] = [1, 2, 3, 4];

export const GIVING = Object.entries(TOLD_WHEN).flatMap(([name, when]) =>
  typeof when === 'string' ? [] : [{ name: name as GivingMethod, part: when.gives }],
);

/** What is done at a moment of each turn of the writer, the first being 1. */
export type Moments = {
  /** Before the turn looks at who asks. */
  readonly before?: (turn: number) => void;
  /** When it is durable, and its answer was told to nobody. */
  readonly after?: (turn: number) => void;
};

export type GivingWorld = {
  readonly office: Office;
  /** The seat of `cy`, who sits there with every role. */
  readonly place: Place;
  /** What `name` gives something out when it is asked with, under a submission id of its own. */
  readonly asking: (name: GivingMethod) => Promise<{ readonly submissionId: string }>;
  /** Asks at that seat; answers what was said, and how many turns of the writer it took. */
  readonly ask: (name: GivingMethod, input: object, moments?: Moments) => Promise<Asked>;
  /** Closes the channel of that seat; what is asked there then comes over another one. */
  readonly hangUp: () => void;
  /** `cy` sits there again, and holds every role. */
  readonly comeBack: () => void;
  /** Ends everything that `cy` holds. */
  readonly endRights: () => void;
  /** Signs somebody in at another seat: true where it is their first passphrase. */
  readonly signsIn: (person: number, passphrase: string) => Promise<boolean>;
};

export type Asked = { readonly reply: Reply<unknown>; readonly turns: number };

/** Opened when the book of the office is known to be sound. */
export async function givingWorld(t: TestContext): Promise<GivingWorld> {
  const folder = join(testFolder(t), 'book');
  mkdirSync(folder);
  const master = new Uint8Array(randomBytes(32));
  const slots = [await passphraseSlotOf(master, PASSPHRASE, 1)];
  writeKeySlots(folder, { ...emptySlots(master), slots });
  const found = openOffice(startOf(folder, { keys: [master] }), (error) =>
    assert.fail(String(error)),
  );
  assert.ok(found.ok);
  const office = found.value;
  t.after(() => office.stop());
  const people = peopleOf(office);
  const seat = (name: string) => seatOf(office, name);
  const [cy, ada, other] = [seat('cy'), seat('ada'), seat('other')];
  const comeBack = (): void => {
    people.giveRoles();
    people.sit(cy.place, CY);
  };
  comeBack();
  people.sit(ada.place, ADA);
  const payment = await paymentOf(office, cy.client);
  const asked = await ada.client.setPolicy({
    submissionId: office.newId(),
    name: 'duplicateWindowDays',
    value: '11',
  });
  const request = 'refusal' in asked ? Number(asked.refusal.request) : 0;
  const fresh = () => ({ submissionId: office.newId() });
  const inputs: { readonly [Name in GivingMethod]: () => Input<Name> } = {
    addPerson: () => {
      const { submissionId } = fresh();
      return { submissionId, signInName: submissionId, name: 'somebody new' };
    },
    decideGrant: () => ({ ...fresh(), grant: people.askCredential(), decision: 'sign' }),
    revealAccount: () => ({ ...fresh(), paymentId: payment, party: 'creditor', reason: 'audit' }),
    exportAccessReview: fresh,
    showRecoveryKey: () => ({ ...fresh(), secret: PASSPHRASE }),
    exportApproval: () => ({ ...fresh(), things: [{ kind: 'request', id: request }] }),
  };
  return {
    office,
    place: cy.place,
    asking: async (name) => inputs[name](),
    ask: cy.ask,
    hangUp: cy.hangUp,
    comeBack,
    endRights: people.endRights,
    signsIn: async (person, passphrase) => {
      const signInName = office.desk.book.people.byId(person)?.signInName ?? '';
      const reply = await other.client.signIn({ signInName, passphrase, code: '' });
      return reply.ok && reply.value.mustChange;
    },
  };
}

/** A seat, what is asked there, and the turns of the writer that it takes. */
function seatOf(office: Office, seat: string) {
  const place = office.sessions.placeOf({ actor: localActor('anna'), shell: 'loopback', seat });
  let moments: Moments = {};
  let turns = 0;
  const watched: Office = {
    ...office,
    contextFor: (session, turn) => {
      turns += 1;
      const nth = turns;
      moments.before?.(nth);
      const context = office.contextFor(session, turn);
      // What is done together is durable within this turn of the loop, and before any answer goes on.
      queueMicrotask(() => moments.after?.(nth));
      return context;
    },
  };
  const connect = (): { readonly client: Client; readonly close: () => void } => {
    const { asker, office: end } = channelPair();
    answerAt(watched, place, end, (error) => assert.fail(String(error)));
    return { client: createClient(contract, asker), close: () => asker.close() };
  };
  let line = connect();
  const ask: GivingWorld['ask'] = async (name, input, disturbing = {}) => {
    moments = disturbing;
    turns = 0;
    // The inputs are paired with their names above.
    const reply: Reply<unknown> = await line.client[name](input as never);
    const taken = { reply, turns };
    moments = {};
    return taken;
  };
  const hangUp = (): void => {
    line.close();
    line = connect();
  };
  return { place, client: line.client, ask, hangUp };
}

/** People made and changed without a seat, as the operations do it. */
function peopleOf({ desk, clock, newId, newBytes, sessions }: Office) {
  const { people } = desk.book;
  const context = (person: number) => ({
    actor: { id: actorId(person), name: '', roles: ['administrator'] as const },
    now: clock(),
    ids: { next: newId, bytes: newBytes },
  });
  const fresh = () => ({ submissionId: newId() });
  const named = (name: string) => ({ signInName: name, name, passphraseHash: 'x' });
  const first = { ...fresh(), first: named('ada'), second: named('bo') };
  done(setUpPeople(desk, first, { ...context(ADA), actor: localActor('anna') }));
  for (const name of ['cy', 'di']) {
    done(addPerson(desk, { ...fresh(), ...named(name) }, context(ADA)));
  }
  const held = () =>
    people.grants().filter(({ person, state }) => person === CY && state === 'in_force');
  const give = (role: Role): void => {
    const { grant } = done(askGrant(desk, { ...fresh(), ...roleGrant(CY, role) }, context(ADA)));
    const sign = { ...fresh(), grant, decision: 'sign', passphraseHash: '' } as const;
    done(decideGrant(desk, sign, context(BO)));
  };
  return {
    giveRoles: (): void => {
      const has = held().map(({ role }) => role);
      for (const role of ROLES) if (!has.includes(role)) give(role);
    },
    endRights: (): void => {
      for (const { id } of held()) done(endGrant(desk, { ...fresh(), grant: id }, context(ADA)));
    },
    askCredential: (): number => {
      const terms = { ...roleGrant(DI, 'submitter'), kind: 'credential', role: null } as const;
      return done(askGrant(desk, { ...fresh(), ...terms }, context(ADA))).grant;
    },
    sit: ({ seat }: Place, person: number): void => {
      const change = people.credentialOf(person)?.change ?? 0;
      sessions.leave(seat, 'asked');
      sessions.sit(seat, person, { change, mustChange: false });
    },
  };
}

/** A payment of a batch that was submitted and judged. */
async function paymentOf({ folder, newId }: Office, client: Client): Promise<number> {
  const list = demoBankList(folder);
  value(await client.importAccounts({ submissionId: newId(), path: list }));
  const path = join(folder, 'given.xml');
  const items = [{ to: supplierIban(1), amount: '1.00' }];
  writeFileSync(path, smallPain001({ messageId: 'GIVEN', debtor: ADLER, items }));
  const { submissionId, originalHash, fileName } = value(await client.draftBatch({ path }));
  const { batchId } = value(await client.submitBatch({ submissionId, originalHash, fileName }));
  for await (const item of client.batchProgress({ batchId })) if (item.done) break;
  return paymentId(batchId, 0);
}
