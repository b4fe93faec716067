// One way to every refusal of batches that go from branch to branch: two offices that trust each other,
// and files that are wrong in one thing each.
import { randomBytes } from 'node:crypto';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { HandOverContent } from '../../main/domain/hand-over.ts';
import { formatMinor } from '../../main/domain/money.ts';
import { paymentId } from '../../main/ledger/payment-ids.ts';
import { readReceiptFile, signReceiptFile } from '../../main/office/carried/hand-over-files.ts';
import { originalPath } from '../../main/office/originals.ts';
import type { Client } from '../../preload/contract/contract.ts';
import type { Reply } from '../../preload/contract/method.ts';
import { clientOf } from './approval-scenarios.ts';
import { BEYOND, bounded } from './authority-scenarios.ts';
import { type Branch, fresh, handOverFile, items, trusts } from './branches-world.ts';
import { enrolled, keyPassphraseOf, type TestKey, testKey } from './carried-world.ts';
import { newHouse } from './clearing-scenarios.ts';
import { signs } from './hand-over-among-people.ts';
import { value } from './people-world.ts';
import { TOO_MUCH } from './refusal-scenarios.ts';
import type { RefusalWorld } from './refusal-world.ts';
import { lookInto, submitFile } from './running-office.ts';

type Scenario = (world: RefusalWorld) => Promise<Reply<unknown>>;
type Branches = readonly [west: Branch, east: Branch];

const UNKNOWN = 987_654;
const KEY = 'ab'.repeat(32);

const between =
  (ask: (branches: Branches) => Promise<Reply<unknown>>): Scenario =>
  async ({ branches }) =>
    ask(await branches());

/** What came to East from West, wrong as told, and East's word on it. */
const answered = (
  wrong: (branches: Branches) => {
    readonly said?: Partial<HandOverContent>;
    readonly bytes?: Uint8Array;
    readonly key?: TestKey;
  },
) =>
  between(async (branches) => {
    const [west, east] = branches;
    const { messageId, bytes: sound } = fresh();
    const { said = {}, bytes = sound, key = west.key } = wrong(branches);
    const usual = { from: west.book, to: east.book, messageId };
    const file = handOverFile({ ...usual, ...said }, bytes, key);
    const asked = { submissionId: east.id(), file, word: 'taken' } as const;
    return east.on.ask((c) => c.answerHandOver(asked));
  });

/** A batch of West's that East declined: its hand-over, and East's receipt. */
async function declined([west, east]: Branches) {
  const handOver = await west.give(await west.submit(fresh().messageId), east);
  const file = await west.signed('hand_over', handOver);
  const asked = { submissionId: east.id(), file, word: 'declined' } as const;
  const { takeOver } = await east.on.done((c) => c.answerHandOver(asked));
  return { handOver, takeOver, receipt: await east.signed('receipt', takeOver) };
}

const closing = (wrong: (branches: Branches, receipt: string) => string | Promise<string>) =>
  between(async (branches) => {
    const [west] = branches;
    const { receipt } = await declined(branches);
    const file = await wrong(branches, receipt);
    return west.on.ask((c) => c.closeHandOver({ submissionId: west.id(), file }));
  });

type Receipt = Extract<ReturnType<typeof readReceiptFile>, { readonly ok: true }>['value'];

/** The receipt with other content, signed by East or by another key. */
function resigned(
  receipt: string,
  key: TestKey,
  differing: Partial<Receipt['content']> = {},
): string {
  const read = readReceiptFile(receipt);
  return (read.ok && signReceiptFile({ ...read.value.content, ...differing }, key)) || '';
}

/** The text with one letter of the signature changed. */
const brokenSignature = (file: string): string =>
  file.replace(/"signature":"(.)/, (_, first) => `"signature":"${first === '0' ? '1' : '0'}`);

/** Asks a branch to hand this over. */
const give = (batchOf: (west: Branch) => Promise<number> | number, toOf?: string) =>
  between(async ([west, east]) => {
    const batchId = await batchOf(west);
    const asked = { submissionId: west.id(), batchId, to: toOf ?? east.book };
    return west.on.ask((c) => c.handOverBatch(asked));
  });

async function edited(west: Branch): Promise<number> {
  const limit = (amount: string) =>
    west.on.done((c) =>
      c.setPolicy({ submissionId: west.id(), name: 'authorityLimit:EUR', value: amount }),
    );
  await limit('1');
  const batchId = await west.submit(fresh().messageId, items(1, 777));
  const id = paymentId(batchId, 0);
  const text = { submissionId: west.id(), paymentId: id, remittance: 'another' };
  await west.on.done((c) => c.amendPayment(text));
  const { shown } = await west.on.done((c) => c.approvalView({ paymentId: id }));
  const signing = { submissionId: west.id(), paymentId: id, shown, remark: '' };
  value(await clientOf(west.on, 'ben', ['supervisor']).approve(signing));
  await limit('99999999');
  return batchId;
}

async function withoutOriginal(west: Branch): Promise<number> {
  const batchId = await west.submit(fresh().messageId);
  const sql = 'SELECT lower(hex(original)) FROM batches WHERE id = ?';
  const hash = lookInto(west.on.folder, (db) => db.prepare(sql).pluck().get(batchId));
  rmSync(originalPath(west.on.folder, String(hash)));
  return batchId;
}

/** Trusting a key, in the book of the client. */
const trusting = (differing: {
  readonly book?: (own: string) => string;
  readonly state?: 'trusted' | 'ended';
}) =>
  between(async ([west]) => {
    const { book = () => 'nobody', state = 'trusted' } = differing;
    const key = { book: book(west.book), name: 'Some', publicKey: KEY, state };
    return west.on.ask((c) => c.setBranchKey({ submissionId: west.id(), ...key }));
  });

/** Signs what a branch without people gave, wrong as told. */
const signsThere = (differing: Partial<Parameters<Client['signHandOver']>[0]>) =>
  between(async (branches) => {
    const [, east] = branches;
    const { takeOver } = await declined(branches);
    const keyFile = east.key.file;
    const { sequence } = await east.noted('receipt', takeOver);
    const usual = { kind: 'receipt', id: takeOver, sequence, keyFile } as const;
    const asked = { ...usual, keyPassphrase: keyPassphraseOf(east.name), ...differing };
    return east.on.ask((c) => c.signHandOver(asked));
  });

/** What is refused before its key is looked at. */
const unopened = (id: number, sequence: number) =>
  ({ kind: 'hand_over', id, sequence, keyFile: '', keyPassphrase: '' }) as const;

const readBy = (file: (branches: Branches) => string) =>
  between(async (branches) => {
    const [west] = branches;
    return west.on.ask((c) => c.readHandOver({ file: file(branches) }));
  });

/** A sound file with another one's bytes under the signed hash. */
const otherBytes = ([west, east]: Branches): string => {
  const { messageId, bytes } = fresh();
  const said = { from: west.book, to: east.book, messageId, original: KEY };
  return handOverFile(said, bytes, west.key);
};

const sound = ([west, east]: Branches): string => {
  const { messageId, bytes } = fresh();
  return handOverFile({ from: west.book, to: east.book, messageId }, bytes, west.key);
};

const answering = (file: (branches: Branches) => string) =>
  between(async (branches) => {
    const [, east] = branches;
    const asked = { submissionId: east.id(), file: file(branches), word: 'taken' } as const;
    return east.on.ask((c) => c.answerHandOver(asked));
  });

export const HAND_OVER_CALLS = {
  branchKeys: {},
  setBranchKey: {
    second_person_required: async ({ people }: RefusalWorld) => {
      const { as, id } = await people();
      const key = { book: 'west', name: 'West', publicKey: KEY, state: 'trusted' } as const;
      return (await as('ada')).setBranchKey({ submissionId: id(), ...key });
    },
    branch_is_this_book: trusting({ book: (own) => own }),
    branch_key_known: between(async ([west, east]) => {
      const { book, name, key } = east;
      const again = { book, name, publicKey: key.publicKey, state: 'trusted' } as const;
      return west.on.ask((c) => c.setBranchKey({ submissionId: west.id(), ...again }));
    }),
    branch_key_unknown: trusting({ state: 'ended' }),
    too_many_branch_keys: async ({ newOffice, id }: RefusalWorld) => {
      const client = await newOffice();
      for (let at = 0; ; at += 1) {
        const key = { book: `b${at}`, name: 'Some', publicKey: KEY, state: 'trusted' } as const;
        const reply = await client.setBranchKey({ submissionId: id(), ...key });
        if (!reply.ok) return reply;
      }
    },
  },
  handOvers: {},
  handOverBatch: {
    original_unknown: give(withoutOriginal),
    hand_over_too_large: give((west) => {
      const beside = `<!-- ${randomBytes(500_000).toString('hex')} -->`;
      return west.submit(fresh().messageId, items(1, 778), beside);
    }),
    ...BEYOND((beyond) =>
      between(async ([west, east]) => {
        const batchId = await west.submit(fresh().messageId);
        const asked = { submissionId: west.id(), batchId, to: east.book };
        return bounded(west, 'submitter', beyond).handOverBatch(asked);
      }),
    ),
    second_person_required: async ({ carried }: RefusalWorld) => {
      const { as, id } = await carried();
      const sue = await as('sue');
      return sue.handOverBatch({ submissionId: id(), batchId: UNKNOWN, to: 'west' });
    },
    batch_unknown: give(() => UNKNOWN),
    branch_unknown: give((west) => west.submit(fresh().messageId), 'nobody'),
    batch_not_judged: between(async ([west, east]) => {
      const steer = (order: 'paused' | 'running', reason: string) =>
        west.on.done((c) => c.steerIntake({ submissionId: west.id(), order, reason }));
      await steer('paused', 'nothing is judged meanwhile');
      const path = join(west.on.folder, 'unjudged.xml');
      writeFileSync(path, fresh().bytes);
      const { batchId } = value(await submitFile(west.on, path));
      const asked = { submissionId: west.id(), batchId, to: east.book };
      const reply = await west.on.ask((c) => c.handOverBatch(asked));
      await steer('running', 'and it goes on');
      return reply;
    }),
    outgoing_waits: async ({ client, id, batches }: RefusalWorld) => {
      const key = { book: 'west', name: 'West', publicKey: KEY, state: 'trusted' } as const;
      value(await client.setBranchKey({ submissionId: id(), ...key }));
      return client.handOverBatch({ submissionId: id(), batchId: batches.restored, to: 'west' });
    },
    payment_status_does_not_allow: give(async (west) => {
      const batchId = await west.submit(fresh().messageId);
      await west.on.done((c) => c.dispatchPayments({ submissionId: west.id(), batchId }));
      return batchId;
    }),
    payment_was_edited: give(edited),
  },
  signHandOver: {
    hand_over_unknown: signsThere({ id: UNKNOWN }),
    hand_over_closed: between(async (branches) => {
      const [west] = branches;
      const { handOver, receipt } = await declined(branches);
      await west.on.done((c) => c.closeHandOver({ submissionId: west.id(), file: receipt }));
      return west.on.ask((c) => c.signHandOver(unopened(handOver, 1)));
    }),
    export_unknown: signsThere({ sequence: 1 }),
    original_unknown: between(async ([west, east]) => {
      const batchId = await west.submit(fresh().messageId);
      const handOver = await west.give(batchId, east);
      const sql = 'SELECT lower(hex(original)) FROM batches WHERE id = ?';
      const hash = lookInto(west.on.folder, (db) => db.prepare(sql).pluck().get(batchId));
      rmSync(originalPath(west.on.folder, String(hash)));
      const { sequence } = await west.noted('hand_over', handOver);
      return west.on.ask((c) => c.signHandOver(unopened(handOver, sequence)));
    }),
    sign_in_busy: between(async (branches) => {
      const [, east] = branches;
      const { takeOver: id } = await declined(branches);
      const { sequence } = await east.noted('receipt', id);
      const key = { keyFile: east.key.file, keyPassphrase: 'wrong' };
      const wrong = { kind: 'receipt', id, sequence, ...key } as const;
      const ask = () => east.on.ask((c) => c.signHandOver(wrong));
      const replies = await Promise.all(Array.from({ length: 12 }, ask));
      const isBusy = (reply: Reply<unknown>) =>
        'refusal' in reply && reply.refusal.code === 'sign_in_busy';
      const busy = replies.find(isBusy);
      return busy ?? { ok: false, fault: { id: null, code: 'nobody_was_sent_away' } };
    }),
    signing_key_unreadable: signsThere({ keyFile: '{}' }),
    signing_key_not_opened: signsThere({ keyPassphrase: 'wrong' }),
    signing_key_unknown: signs('sam', () => testKey('sam'), keyPassphraseOf('sam')),
    signing_key_not_in_force: signs(
      'sid',
      async (world) => {
        const key = await testKey('sid');
        await enrolled(world, 'sid', key);
        return key;
      },
      keyPassphraseOf('sid'),
    ),
    signing_card_of_another: signs('sid', ({ keys }) => keys.sam, keyPassphraseOf('sam')),
  },
  readHandOver: {
    carried_unreadable: readBy(() => 'none'),
    carried_signature_wrong: readBy((branches) => brokenSignature(sound(branches))),
    original_altered: readBy(otherBytes),
  },
  answerHandOver: {
    carried_unreadable: answering(() => 'none'),
    carried_signature_wrong: answering((branches) => brokenSignature(sound(branches))),
    original_altered: answering(otherBytes),
    hand_over_of_another_book: answered(() => ({ said: { to: 'another' } })),
    branch_key_unknown: answered(([, east]) => ({ key: east.key })),
    branch_key_ended: between(async ([west, east]) => {
      const key = await testKey('south');
      const south = { ...west, book: 'south', name: 'South', key };
      await trusts(east, south);
      await trusts(east, south, 'ended');
      const { messageId, bytes } = fresh();
      const file = handOverFile({ from: 'south', to: east.book, messageId }, bytes, key);
      const asked = { submissionId: east.id(), file, word: 'taken' } as const;
      return east.on.ask((c) => c.answerHandOver(asked));
    }),
    hand_over_answered: between(async (branches) => {
      const [, east] = branches;
      const file = sound(branches);
      const word = (said: 'taken' | 'declined') =>
        east.on.ask((c) => c.answerHandOver({ submissionId: east.id(), file, word: said }));
      value(await word('declined'));
      return word('taken');
    }),
    hand_over_before_restore: async ({ client, id }: RefusalWorld) => {
      const key = await testKey('north');
      const { book: to } = value(await client.branchKeys({}));
      const { publicKey } = key;
      const trusted = { book: 'north', name: 'North', publicKey, state: 'trusted' } as const;
      value(await client.setBranchKey({ submissionId: id(), ...trusted }));
      const { messageId, bytes } = fresh();
      const file = handOverFile({ from: 'north', to, messageId, handedOverAt: 0 }, bytes, key);
      return client.answerHandOver({ submissionId: id(), file, word: 'declined' });
    },
    hand_over_not_of_file: answered(() => ({ said: { messageId: 'ANOTHER' } })),
    file_has_refusing_problems: answered(() => ({ bytes: Buffer.from('<Document/>') })),
    file_not_of_this_book: async ({ newOffice, id }: RefusalWorld) => {
      const house = await newHouse(newOffice, id);
      const key = await testKey('west');
      const { book: to } = value(await house.branchKeys({}));
      const { publicKey } = key;
      const trusted = { book: 'west', name: 'West', publicKey, state: 'trusted' } as const;
      value(await house.setBranchKey({ submissionId: id(), ...trusted }));
      const { messageId, bytes } = fresh();
      const file = handOverFile({ from: 'west', to, demo: false, messageId }, bytes, key);
      return house.answerHandOver({ submissionId: id(), file, word: 'taken' });
    },
    duplicate_file: between(async (branches) => {
      const [west, east] = branches;
      const { messageId, bytes } = fresh();
      const twice = [1, 2].map((batchId) =>
        handOverFile({ from: west.book, to: east.book, messageId, batchId }, bytes, west.key),
      );
      const ask = (file: string) =>
        east.on.ask((c) => c.answerHandOver({ submissionId: east.id(), file, word: 'taken' }));
      value(await ask(twice[0] ?? ''));
      return ask(twice[1] ?? '');
    }),
    duplicate_message_id: between(async ([west, east]) => {
      const { messageId, bytes } = fresh();
      const again = Buffer.concat([bytes, Buffer.from('<!-- again -->')]);
      const [one, other] = [bytes, again].map((each) =>
        handOverFile({ from: west.book, to: east.book, messageId }, each, west.key),
      );
      const ask = (file = '') =>
        east.on.ask((c) => c.answerHandOver({ submissionId: east.id(), file, word: 'taken' }));
      value(await ask(one));
      return ask(other);
    }),
    batch_too_large: answered(() => {
      const { messageId, bytes } = fresh({ items: TOO_MUCH });
      const count = TOO_MUCH.length;
      const stood = [
        { firstRecord: 0, lastRecord: count - 1, status: 'accepted', version: 1 },
      ] as const;
      const minor = TOO_MUCH.reduce((sum, { amount }) => sum + BigInt(amount.replace('.', '')), 0n);
      const sums = [{ amount: formatMinor({ minor, currency: 'EUR' }), currency: 'EUR' }];
      return { said: { messageId, payments: count, inFile: count, stood, sums }, bytes };
    }),
    ...BEYOND((beyond) =>
      between(async (branches) => {
        const [, east] = branches;
        const client = bounded(east, 'submitter', beyond);
        const file = sound(branches);
        return client.answerHandOver({ submissionId: east.id(), file, word: 'taken' });
      }),
    ),
  },
  closeHandOver: {
    carried_unreadable: closing(() => 'none'),
    carried_signature_wrong: closing((_, receipt) => brokenSignature(receipt)),
    hand_over_unknown: closing(([, east], receipt) =>
      resigned(receipt, east.key, { handOver: '00'.repeat(16) }),
    ),
    receipt_of_other_content: closing(([, east], receipt) =>
      resigned(receipt, east.key, { content: KEY }),
    ),
    branch_key_unknown: closing(([west], receipt) => resigned(receipt, west.key)),
    branch_key_ended: closing(async ([west, east], receipt) => {
      const key = await testKey('east');
      await trusts(west, { ...east, key });
      await trusts(west, { ...east, key }, 'ended');
      return resigned(receipt, key);
    }),
    hand_over_closed: closing(async ([west], receipt) => {
      await west.on.done((c) => c.closeHandOver({ submissionId: west.id(), file: receipt }));
      return receipt;
    }),
  },
};
