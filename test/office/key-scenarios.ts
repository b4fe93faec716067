// One way to every refusal of the methods of the keys: asked of a book that is plain, and of one that
// is encrypted and takes no further slot.
import { rmSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { known } from '../../main/domain/assert.ts';
import type { Client } from '../../preload/contract/contract.ts';
import type { Reply } from '../../preload/contract/method.ts';
import { whileBusy } from './keeping-scenarios.ts';
import { PASSPHRASE } from './key-world.ts';
import { value } from './people-world.ts';
import type { RefusalWorld } from './refusal-world.ts';
import { asksFirst } from './request-scenarios.ts';

type Scenario = (world: RefusalWorld) => Promise<Reply<unknown>>;
type Asked = { readonly submissionId: string; readonly secret: string };
type Ask = (client: Client, asked: Asked) => Promise<Reply<unknown>>;

const FRESH = 'plum ladder 4 quiet';

/** A recovery key by its looks, with a checksum that is not its own. */
const MISTYPED = Array.from({ length: 14 }, () => 'AAAA').join('-');

/** What every one of them refuses of a book and its secret. */
const ofSecret = (ask: Ask) => ({
  book_is_plain: ({ client, id }: RefusalWorld) =>
    ask(client, { submissionId: id(), secret: PASSPHRASE }),
  book_key_wrong: withSecret('wrong by all means', ask),
  recovery_key_mistyped: withSecret(MISTYPED, ask),
});

function withSecret(secret: string, ask: Ask): Scenario {
  return async (world) => ask(await world.encrypted(), { submissionId: world.id(), secret });
}

/** Two at once: the first is still at its hash when the second one comes. */
function busy(ask: Ask): Scenario {
  return async (world) => {
    const client = await world.encrypted();
    const first = client.showRecoveryKey({ submissionId: world.id(), secret: 'not this one' });
    const second = await ask(client, { submissionId: world.id(), secret: PASSPHRASE });
    await first;
    return second;
  };
}

const ofPassphrase = (
  ask: (client: Client, asked: Asked, passphrase: string) => ReturnType<Ask>,
) => ({
  passphrase_too_short: withSecret(PASSPHRASE, (client, asked) => ask(client, asked, 'short')),
  passphrase_too_long: withSecret(PASSPHRASE, (client, asked) =>
    ask(client, asked, 'x'.repeat(1025)),
  ),
});

const add = (client: Client, asked: Asked, passphrase = FRESH) =>
  client.addKeySlot({ ...asked, passphrase });
const replace = (client: Client, asked: Asked, passphrase = FRESH) =>
  client.replaceKeySlot({ ...asked, passphrase });
const show: Ask = (client, asked) => client.showRecoveryKey(asked);
const remove = (slot: string) => (client: Client, asked: Asked) =>
  client.removeKeySlot({ ...asked, slot });

type Change = Parameters<Client['changeKey']>[0];

type Chosen = Omit<Change, 'submissionId' | 'to'>;

/** What is right for the book as it is: its own passphrase, or a first one. */
async function rightly(client: Client): Promise<Chosen> {
  const { keyId: from } = value(await client.bookKeys({}));
  const fresh = { secrets: [], passphrase: FRESH };
  const own = { secrets: [PASSPHRASE], passphrase: '' };
  return { from, ...(from === '' ? fresh : own), dropOthers: false };
}

/** Has a key offered and takes it, with what differs from the input that would go through. */
async function taken(client: Client, id: string, differing: Partial<Change>) {
  const chosen = await rightly(client);
  const offered = value(await client.offerKey({ requestId: `${id}-offer`, ...chosen }));
  return client.changeKey({ submissionId: id, to: offered.keyId, ...chosen, ...differing });
}

async function offered(client: Client, id: string, differing: Partial<Chosen>) {
  return client.offerKey({ requestId: id, ...(await rightly(client)), ...differing });
}

const offer =
  (differing: Partial<Chosen>): Scenario =>
  async (world) =>
    offered(await world.encrypted(), world.id(), differing);

/** Of the book that is encrypted. */
const take =
  (differing: Partial<Change>): Scenario =>
  async (world) =>
    taken(await world.encrypted(), world.id(), differing);

/** Of the book that is plain: its first key. */
const takeFirst: Scenario = ({ client, id }) => taken(client, id(), {});

/** The recovery key opens the book and is no passphrase of it. */
const byRecovery =
  (
    differing: Partial<Chosen>,
    ask: (client: Client, id: string, differing: Partial<Chosen>) => Promise<Reply<unknown>>,
  ): Scenario =>
  async (world) => {
    const client = await world.encrypted();
    const asked = { submissionId: world.id(), secret: PASSPHRASE };
    const { recoveryKey } = value(await client.showRecoveryKey(asked));
    return ask(client, world.id(), { secrets: [recoveryKey], ...differing });
  };

/** A kept file that is as large as the disk by its name, and takes no room. */
const withoutRoom =
  (ask: (world: RefusalWorld, offered: string) => Promise<Reply<unknown>>): Scenario =>
  async (world) => {
    const { room } = value(await world.client.bookKeys({}));
    const path = join(world.on.folder, 'originals', 'large');
    const chosen = await rightly(world.client);
    const { keyId } = value(await world.client.offerKey({ requestId: world.id(), ...chosen }));
    writeFileSync(path, '');
    truncateSync(path, room.free + 2 ** 32);
    try {
      return await ask(world, keyId);
    } finally {
      rmSync(path);
    }
  };

/** What is to be taken lies ready before the backup begins, which may be a short one. */
async function whileBackingUp(world: RefusalWorld): Promise<Reply<unknown>> {
  const chosen = await rightly(world.client);
  const { keyId: to } = value(await offered(world.client, world.id(), {}));
  const ask: Scenario = ({ client, id }) => client.changeKey({ submissionId: id(), to, ...chosen });
  return whileBusy(ask)(world);
}

const offerFirst: Scenario = ({ client, id }) => offered(client, id(), {});

/** Takes a key that was offered before there was too little of something. */
async function takeOffered({ client, id }: RefusalWorld, to: string): Promise<Reply<unknown>> {
  return client.changeKey({ submissionId: id(), to, ...(await rightly(client)) });
}

/** Stops the change once it is the job that is under way. */
async function stopped(world: RefusalWorld): Promise<Reply<unknown>> {
  const { client } = world;
  const begun = (async () => {
    for await (const { job } of client.keepingProgress({})) if (job === 'key') break;
  })();
  const running = takeFirst(world);
  // One that was refused instead never becomes the job.
  await Promise.race([begun, running]);
  await client.stopKeeping({});
  return running;
}

export const KEY_CALLS = {
  bookKeys: {},
  addKeySlot: {
    keys_are_busy: busy(add),
    ...ofPassphrase(add),
    ...ofSecret(add),
    too_many_slots: withSecret(PASSPHRASE, add),
  },
  replaceKeySlot: {
    keys_are_busy: busy(replace),
    ...ofPassphrase(replace),
    ...ofSecret(replace),
    // The recovery key opens the book and is no slot of it.
    slot_unknown: async (world) => {
      const client = await world.encrypted();
      const asked = { submissionId: world.id(), secret: PASSPHRASE };
      const shown = await client.showRecoveryKey(asked);
      const secret = shown.ok ? shown.value.recoveryKey : '';
      return replace(client, { submissionId: world.id(), secret });
    },
  },
  removeKeySlot: {
    keys_are_busy: busy(remove('0123abcd')),
    ...ofSecret(remove('0123abcd')),
    slot_unknown: withSecret(PASSPHRASE, remove('0123abcd')),
    last_slot: async (world) => {
      const client = await world.encrypted();
      const keys = await client.bookKeys({});
      const own = keys.ok ? keys.value.slots.find(({ kind }) => kind === 'passphrase') : undefined;
      const slot = known(own, 'one passphrase opens it').id;
      return remove(slot)(client, { submissionId: world.id(), secret: PASSPHRASE });
    },
  },
  showRecoveryKey: {
    keys_are_busy: busy(show),
    ...ofSecret(show),
    given_before: async (world) => {
      const client = await world.encrypted();
      const asked = { submissionId: world.id(), secret: PASSPHRASE };
      await client.showRecoveryKey(asked);
      return client.showRecoveryKey(asked);
    },
  },
  offerKey: {
    second_person_required: asksFirst.offerKey,
    passphrase_too_short: offer({ passphrase: 'short' }),
    passphrase_too_long: offer({ passphrase: 'x'.repeat(1025) }),
    key_is_another: offer({ from: '0f'.repeat(16) }),
    book_key_wrong: offer({ secrets: ['wrong by all means'] }),
    recovery_key_mistyped: offer({ secrets: [MISTYPED] }),
    slots_would_be_lost: byRecovery({}, offered),
    passphrase_missing: byRecovery({ dropOthers: true }, offered),
    disk_has_no_room: withoutRoom(offerFirst),
  },
  changeKey: {
    keys_are_busy: busy((client, { submissionId }) => {
      const asked = { from: '', to: '', secrets: [], passphrase: '', dropOthers: false };
      return client.changeKey({ submissionId, ...asked });
    }),
    second_person_required: asksFirst.changeKey,
    passphrase_too_short: take({ passphrase: 'short' }),
    passphrase_too_long: take({ passphrase: 'x'.repeat(1025) }),
    key_is_another: take({ from: '0f'.repeat(16) }),
    new_key_unknown: take({ to: '0f'.repeat(16) }),
    keeping_is_busy: whileBackingUp,
    book_key_wrong: take({ secrets: ['wrong by all means'] }),
    recovery_key_mistyped: take({ secrets: [MISTYPED] }),
    slots_would_be_lost: byRecovery({}, taken),
    passphrase_missing: byRecovery({ dropOthers: true }, taken),
    disk_has_no_room: withoutRoom(takeOffered),
    cancelled: stopped,
  },
} as const satisfies { readonly [name: string]: { readonly [code: string]: Scenario } };
