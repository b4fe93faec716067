// Two offices of one bank, each with a book and a key of its own, that trust each other: what one hands
// over is carried to the other as the text of a file.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import { inspect } from 'node:util';
import { gzipSync } from 'node:zlib';
import type { HandedFile } from '../../main/domain/files-out.ts';
import type { HandOverContent } from '../../main/domain/hand-over.ts';
import { signHandOverFile } from '../../main/office/carried/hand-over-files.ts';
import type { OfficeStart } from '../../main/office/office.ts';
import { type SmallFile, smallPain001 } from '../fixtures/small-pain001.ts';
import { THURSDAY_MORNING, testFolder } from '../operations/test-desk.ts';
import { keyPassphraseOf, type TestKey, testKey } from './carried-world.ts';
import { ADLER, demoBankList, supplierIban } from './demo-bank.ts';
import { importList, type RunningOffice, runningOffice, submitFile } from './running-office.ts';

export type Branch = {
  readonly name: string;
  readonly on: RunningOffice;
  /** The book's own name. */
  readonly book: string;
  readonly key: TestKey;
  /** A submission id that was not used before. */
  readonly id: () => string;
  /** Submits a small file and answers its batch, judged; `beside` is a comment within it. */
  readonly submit: (
    messageId: string,
    items?: SmallFile['items'],
    beside?: string,
  ) => Promise<number>;
  /** Hands a batch over to `to` and answers the number of it. */
  readonly give: (batchId: number, to: Branch) => Promise<number>;
  /** Notes that this file is taken out, and answers the link with which it is fetched. */
  readonly noted: (kind: HandedFile['kind'], id: number) => Promise<{ readonly sequence: number }>;
  /** The file of what left, or the receipt of what came. */
  readonly signed: (kind: HandedFile['kind'], id: number) => Promise<string>;
};

/** Items of a file of this many payments; those of another `file` seem to repeat none of them. */
export const items = (count: number, file = 0): SmallFile['items'] =>
  Array.from({ length: count }, (_, at) => ({
    to: supplierIban(at + 1),
    amount: `${file * 10 + at + 1}.50`,
  }));

/** A branch in a folder of its own, with the accounts of the demo bank. */
export async function branch(
  t: Pick<TestContext, 'after'>,
  name: string,
  differing: Partial<OfficeStart> = {},
): Promise<Branch> {
  const folder = testFolder(t);
  const on = await runningOffice(t, folder, differing);
  await importList(on, demoBankList(folder), `${name}-accounts`);
  const { book } = await on.done((c) => c.branchKeys({}));
  const key = await testKey(name);
  let made = 0;
  const id = (): string => {
    made += 1;
    return `${name}-${made}`;
  };
  const noted: Branch['noted'] = (kind, of) => {
    const file = { of: 'signHandOver', kind, id: of } as const;
    return on.done((c) => c.exportFile({ submissionId: id(), file }));
  };
  return {
    ...{ name, on, book, key, id, noted },
    submit: async (messageId, given, beside = '') => {
      made += 1;
      const of = given ?? items(3, made);
      const path = join(folder, `${messageId}.xml`);
      const file = smallPain001({ messageId, debtor: ADLER, items: of });
      writeFileSync(path, beside === '' ? file : file.replace('<GrpHdr>', `${beside}<GrpHdr>`));
      const submitted = await submitFile(on, path);
      assert.ok(submitted.ok, inspect(submitted));
      await on.judged(submitted.value.batchId);
      return submitted.value.batchId;
    },
    give: async (batchId, to) => {
      const asked = { submissionId: id(), batchId, to: to.book };
      return (await on.done((c) => c.handOverBatch(asked))).handOver;
    },
    signed: async (kind, of) => {
      const { sequence } = await noted(kind, of);
      const opens = { keyFile: key.file, keyPassphrase: keyPassphraseOf(name) };
      const asked = { kind, id: of, sequence, ...opens };
      return (await on.done((c) => c.signHandOver(asked))).file;
    },
  };
}

/** `here` trusts the key of `there`. */
export async function trusts(
  here: Branch,
  there: Branch,
  state: 'trusted' | 'ended' = 'trusted',
): Promise<void> {
  const { book, name, key } = there;
  const asked = { submissionId: here.id(), book, name, publicKey: key.publicKey, state };
  await here.on.done((c) => c.setBranchKey(asked));
}

/** Two branches that trust each other. */
export async function twoBranches(
  t: Pick<TestContext, 'after'>,
): Promise<readonly [west: Branch, east: Branch]> {
  const [west, east] = await Promise.all([branch(t, 'west'), branch(t, 'east')]);
  await trusts(west, east);
  await trusts(east, west);
  return [west, east];
}

/** The file of a hand-over that says whatever it is told to, under any key. */
export function handOverFile(
  said: Pick<HandOverContent, 'from' | 'to'> & Partial<HandOverContent>,
  bytes: Uint8Array,
  key: TestKey,
): string {
  const packed = gzipSync(bytes).toString('base64');
  const content: HandOverContent = {
    handOver: createHash('sha256').update(inspect(said)).update(bytes).digest('hex').slice(0, 32),
    demo: true,
    batchId: 1,
    messageId: 'CAME',
    messageType: 'pain.001.001.09',
    original: createHash('sha256').update(bytes).digest('hex'),
    inFile: 3,
    stays: [],
    payments: 3,
    sums: [{ amount: '7.50', currency: 'EUR' }],
    stood: [{ firstRecord: 0, lastRecord: 2, status: 'accepted', version: 1 }],
    handedOverBy: 'anna',
    releasedBy: 'anna',
    handedOverAt: THURSDAY_MORNING,
    ...said,
  };
  const file = signHandOverFile(content, packed, key);
  assert.ok(file !== null);
  return file;
}

let made = 0;

/** A sound file of three payments, which no book has. */
export function fresh(differing: { readonly items?: ReturnType<typeof items> } = {}) {
  made += 1;
  const messageId = `CAME-${made}`;
  const file = smallPain001({ messageId, debtor: ADLER, items: items(3), ...differing });
  return { messageId, bytes: Buffer.from(file) };
}
