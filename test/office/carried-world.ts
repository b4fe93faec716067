// A book with people in which payments and a deed wait for signatures, and keys with which they are
// signed elsewhere: what is carried by file is made here once and tried by several tests.
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { inspect } from 'node:util';
import type { SaidWord } from '../../main/domain/carried.ts';
import { paymentId as paymentIdOf } from '../../main/ledger/payment-ids.ts';
import { ANSWER_FORMAT, signPackage } from '../../main/office/carried/approval-files.ts';
import { canonical, signatureOf } from '../../main/office/carried/canonical.ts';
import {
  cardOf,
  newSigningKey,
  openSigningKey,
} from '../../main/office/carried/signing-key-file.ts';
import type { Client } from '../../preload/contract/contract.ts';
import { smallPain001 } from '../fixtures/small-pain001.ts';
import { THURSDAY_MORNING } from '../operations/test-desk.ts';
import { ADLER, demoBankList, supplierIban } from './demo-bank.ts';
import { codeOf, type PeopleWorld, passphraseOf, value } from './people-world.ts';

/** The least that a key's file may cost to open: what it holds is worth nothing. */
const CHEAP = { name: 'argon2id', memoryKiB: 8192, passes: 1, lanes: 1 } as const;

/** Of the key of the person with this name. */
export const keyPassphraseOf = (name: string): string => `${name} turns 9 brass knobs`;

export type TestKey = {
  readonly file: string;
  readonly seed: Uint8Array;
  readonly publicKey: string;
  readonly card: Parameters<Client['enrolSigningKey']>[0]['card'];
};

/** A new key in the name of `name`. */
export async function testKey(name: string): Promise<TestKey> {
  const passphrase = keyPassphraseOf(name);
  const made = await newSigningKey({ signInName: name, passphrase }, THURSDAY_MORNING, CHEAP);
  assert.ok(made.ok);
  const { file } = made.value;
  const [card, opened] = [cardOf(file), await openSigningKey(file, passphrase)];
  assert.ok(card.ok && opened.ok);
  return { file, card: card.value, ...opened.value };
}

/** Enrols a key for `name`, which waits for an administrator; answers its row. */
export async function enrolled(world: PeopleWorld, name: string, key: TestKey): Promise<number> {
  const client = await world.as(name);
  const proof = { passphrase: passphraseOf(name), code: '' };
  const asked = { submissionId: world.id(), card: key.card, ...proof };
  return value(await client.enrolSigningKey(asked)).key;
}

/** A key of `name` that `by` signed for. */
export async function keyOf(world: PeopleWorld, name: string, by = 'ada'): Promise<TestKey> {
  const key = await testKey(name);
  const row = await enrolled(world, name, key);
  const deciding = { submissionId: world.id(), key: row, decision: 'sign' } as const;
  value(await (await world.as(by)).decideSigningKey(deciding));
  return key;
}

/** The answer to a package under a key: signed for, unless other words are given. */
export function signed(
  file: string,
  key: Pick<TestKey, 'seed' | 'publicKey'>,
  words: readonly Partial<SaidWord>[] = [{}],
): string {
  const whole = words.map((word, place) => {
    return { place, word: 'approved', reasonCode: '', remark: '', ...word } as const;
  });
  const answer = signPackage(file, whole, key, THURSDAY_MORNING);
  assert.ok(answer.ok, inspect(answer));
  return answer.value;
}

export type CarriedWorld = PeopleWorld & {
  /** Payments of one file that wait for one signature each. */
  readonly waiting: readonly number[];
  /** A payment that waits for nobody. */
  readonly settled: number;
  /** Keys in force. */
  readonly keys: { readonly sam: TestKey; readonly bo: TestKey };
  /** Asks for another value of a setting, and answers the request. */
  readonly ask: () => Promise<number>;
  /** What `by` takes out. */
  readonly taken: (
    things: Parameters<Client['exportApproval']>[0]['things'],
    by?: string,
  ) => Promise<string>;
  /** Brings one word of an answer in. */
  readonly bring: (
    file: string,
    differing?: { readonly by?: string; readonly place?: number; readonly submissionId?: string },
  ) => ReturnType<Client['importApproval']>;
};

/** Payments that wait in {@link carriedWorld}. */
const WAITING = 20;

/** Sue submits, Sam and Sid supervise; Ada and Bo administrate. */
export async function carriedWorld(world: PeopleWorld): Promise<CarriedWorld> {
  const { on, id } = world;
  await world.add('sue', ['submitter']);
  await world.add('sam', ['supervisor']);
  await world.add('sid', ['supervisor']);
  const ada = await world.as('ada');
  const list = demoBankList(on.folder);
  value(await ada.importAccounts({ submissionId: id(), path: list }));
  let asks = 10;
  const ask = async (): Promise<number> => {
    asks += 1;
    const name = 'duplicateWindowDays';
    const reply = await ada.setPolicy({ submissionId: id(), name, value: `${asks}` });
    assert.equal(codeOf(reply), 'second_person_required');
    return 'refusal' in reply ? Number(reply.refusal.request) : 0;
  };
  const limit = { name: 'authorityLimit:EUR', value: '5000' };
  const asked = await ada.setPolicy({ submissionId: id(), ...limit });
  const requestId = 'refusal' in asked ? Number(asked.refusal.request) : 0;
  const bo = await world.as('bo');
  const { requests } = value(await bo.requestList({}));
  const shown = requests.find((each) => each.requestId === requestId)?.shown ?? '';
  const word = { requestId, shown, decision: 'approved', remark: '' } as const;
  value(await bo.decideRequest({ submissionId: id(), ...word }));
  const batchId = await submitted(world);
  const taken: CarriedWorld['taken'] = async (things, by = 'sam') => {
    const client = await world.as(by);
    const out = value(await client.exportApproval({ submissionId: id(), things }));
    assert.ok(out.file !== null);
    return out.file;
  };
  return {
    ...world,
    waiting: Array.from({ length: WAITING }, (_, at) => paymentIdOf(batchId, at + 1)),
    settled: paymentIdOf(batchId, 0),
    keys: { sam: await keyOf(world, 'sam'), bo: await keyOf(world, 'bo') },
    ask,
    taken,
    bring: async (file, { by = 'sue', place = 0, submissionId = id() } = {}) => {
      return (await world.as(by)).importApproval({ submissionId, file, place });
    },
  };
}

async function submitted(world: PeopleWorld): Promise<number> {
  const { on } = world;
  const path = join(on.folder, 'carried.xml');
  const big = Array.from({ length: WAITING }, (_, at) => {
    return { to: supplierIban(at + 2), amount: `60.${10 + at}` };
  });
  const items = [{ to: supplierIban(1), amount: '1.00' }, ...big];
  writeFileSync(path, smallPain001({ messageId: 'CARRIED', debtor: ADLER, items }));
  const sue = await world.as('sue');
  const draft = value(await sue.draftBatch({ path }));
  const { submissionId, originalHash, fileName } = draft;
  const { batchId } = value(await sue.submitBatch({ submissionId, originalHash, fileName }));
  for await (const item of sue.batchProgress({ batchId })) if (item.done) break;
  return batchId;
}

/** An answer that says whatever it is told to, signed as it stands. */
export function forged(
  file: string,
  key: Pick<TestKey, 'seed' | 'publicKey'>,
  differing: { readonly salt?: string; readonly words?: readonly SaidWord[] },
): string {
  const { content } = JSON.parse(file);
  const words = differing.words ?? [{ place: 0, word: 'approved', reasonCode: '', remark: '' }];
  const salt = differing.salt ?? content.salt;
  const { publicKey, seed } = key;
  const said = { content: { ...content, salt }, publicKey, signedAt: THURSDAY_MORNING, words };
  const signature = signatureOf(seed, ANSWER_FORMAT, canonical(said));
  return `${canonical({ format: ANSWER_FORMAT, said, signature })}\n`;
}
