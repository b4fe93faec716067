// A book in which everything stands that a method can refuse: payments in review, a suspected
// repeat, a batch booked into a closed cycle and one into an open cycle, and a batch that was only
// just submitted. Refusals are asked of it over the contract, like any shell does.
import assert from 'node:assert/strict';
import { closeSync, ftruncateSync, openSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import { inspect } from 'node:util';
import type { Context } from '../../main/domain/context.ts';
import { localActor } from '../../main/domain/permissions.ts';
import { openBook } from '../../main/ledger/book.ts';
import { paymentId as paymentIdOf } from '../../main/ledger/payment-ids.ts';
import { FILE_BYTES_MAX } from '../../main/office/originals.ts';
import type { PolicyFilePlace } from '../../main/office/policy-file.ts';
import { type Desk, deskOf } from '../../main/operations/desk.ts';
import { erasePersonalData } from '../../main/operations/erase-personal-data.ts';
import { recordRestore } from '../../main/operations/record-restore.ts';
import { setPolicy } from '../../main/operations/set-policy.ts';
import { createClient } from '../../preload/client.ts';
import { type Client, contract } from '../../preload/contract/contract.ts';
import { type SmallFile, type SmallItem, smallPain001 } from '../fixtures/small-pain001.ts';
import { NEXT_YEAR } from '../ledger/kept-book.ts';
import { THURSDAY_MORNING, testFolder } from '../operations/test-desk.ts';
import { type AgedBook, agedBook } from './aged-book.ts';
import { clientOf } from './approval-scenarios.ts';
import { twoBranches } from './branches-world.ts';
import { type CarriedWorld, carriedWorld } from './carried-world.ts';
import { ADLER, BRANDT, demoBankList, supplierIban } from './demo-bank.ts';
import { fullOfSlots } from './key-world.ts';
import { crowdedBook, type PeopleWorld, peopleWorld } from './people-world.ts';
import {
  importList,
  LIVE,
  lookInto,
  type RunningOffice,
  runningOffice,
  submitFile,
} from './running-office.ts';

export type RefusalWorld = {
  readonly on: RunningOffice;
  readonly client: Client;
  /** Speaks for a person without any role. */
  readonly outsider: Client;
  /** Another book, in which people were set up; made once. */
  readonly people: () => Promise<PeopleWorld>;
  /** A clearing house's book in which people were set up; made once. */
  readonly house: () => Promise<PeopleWorld>;
  /** A book in which things wait for signatures elsewhere; made once. */
  readonly carried: () => Promise<CarriedWorld>;
  /** Two offices that hand batches over to each other; made once. */
  readonly branches: () => ReturnType<typeof twoBranches>;
  /** One that was last worked on three days ago; made once. */
  readonly aged: () => Promise<AgedBook>;
  /** A client into the office of a new, live book. */
  readonly newOffice: () => Promise<Client>;
  /** An administrator's client, in a book that takes no further person. */
  readonly crowded: () => Promise<Client>;
  /** A client into the office of an encrypted book with as many slots as it takes; made once. */
  readonly encrypted: () => Promise<Client>;
  /** A submission id that was not used before. */
  readonly id: () => string;
  /** Writes a file into the folder and answers its path. */
  readonly write: (name: string, content: string | Uint8Array) => string;
  /** A file larger than is kept; it takes no room. */
  readonly hugeFile: string;
  readonly batches: {
    /** May have left before the book was restored. */
    readonly restored: number;
    /** Settled within the book: nothing more will happen to it. */
    readonly ended: number;
    /** Another like it, the personal data of which was erased. */
    readonly erased: number;
    /** All of it acknowledged, in the closed cycle. */
    readonly closed: number;
    /** All of it acknowledged, in the open cycle. */
    readonly open: number;
    /** Waits for the intake, which is paused, to go on. */
    readonly fresh: number;
  };
  readonly cycles: { readonly closed: number; readonly open: number };
  readonly payments: {
    readonly inClosedCycle: number;
    readonly suspectedRepeat: number;
    /** The first of its two levels is signed by Ben. */
    readonly awaitingApproval: number;
  };
  /** Entries of each kind that a correction tells apart. */
  readonly entries: {
    readonly ofPayment: number;
    readonly ofCycle: number;
    readonly corrected: number;
    readonly spent: number;
  };
  /** The file of the batch in the closed cycle. */
  readonly first: SmallFile;
};

const RESTORED: SmallFile = {
  messageId: 'WORLD-0',
  debtor: ADLER,
  items: [{ to: supplierIban(4), amount: '1.00' }],
};

const FIRST: SmallFile = {
  messageId: 'WORLD-1',
  debtor: BRANDT,
  items: [1, 2, 3].map((at) => ({ to: supplierIban(at), amount: `${at}0.00` })),
};

/** Its second payment is one of the first file's: it is held as a suspected repeat. */
const SECOND: SmallFile = {
  messageId: 'WORLD-2',
  debtor: BRANDT,
  items: [{ to: supplierIban(5), amount: '70.00' }, ...FIRST.items.slice(1, 2)],
};

/** Above what one person lets go, and what two do, under the limits that are set for it. */
const THIRD: SmallFile = {
  messageId: 'WORLD-3',
  debtor: BRANDT,
  items: [{ to: supplierIban(7), amount: '2000.00' }],
};

/** Enough that what is stopped at once, a backup or a drill, is far from its end. */
const FRESH_PAYMENTS = 3_000;

function many(count: number): readonly SmallItem[] {
  return Array.from({ length: count }, (_, at) => ({ to: supplierIban(at), amount: '0.01' }));
}

/** What the policy file of this world's office sets: the value that is in force anyway. */
export const SET_BY_FILE = { name: 'beneficiaryCoolOffDays', value: '3' } as const;

function policyFileIn(folder: string): PolicyFilePlace {
  const path = join(folder, 'policy.json');
  writeFileSync(path, JSON.stringify({ [SET_BY_FILE.name]: SET_BY_FILE.value }), { mode: 0o600 });
  return { path, owner: process.getuid?.() ?? null };
}

async function take(on: RunningOffice, path: string): Promise<number> {
  const submitted = await submitFile(on, path);
  assert.ok(submitted.ok, inspect(submitted));
  await on.judged(submitted.value.batchId);
  return submitted.value.batchId;
}

async function intoCycle(on: RunningOffice, batchId: number, id: () => string): Promise<number> {
  await on.done((c) => c.dispatchPayments({ submissionId: id(), batchId }));
  await on.done((c) => c.acknowledgeBatch({ submissionId: id(), batchId, fromRecord: 0 }));
  const { cycles } = await on.done((c) => c.settlementView({}));
  const open = cycles.find(({ state }) => state === 'open');
  assert.ok(open !== undefined);
  return open.cycleId;
}

function idOf(folder: string, sql: string): number {
  const found = lookInto(folder, (db) => db.prepare<[], bigint>(sql).pluck().get());
  assert.ok(found !== undefined, sql);
  return Number(found);
}

/** A client into the office for a person without any role. */
export function outsiderOf({ office }: RunningOffice): Client {
  const nobody = { ...localActor('nobody'), roles: [] };
  return createClient(contract, office.open({ actor: nobody, shell: 'cli' }));
}

/** Says in the book, while no office has it, that it goes on from a backup. */
function recordedRestore(folder: string, erased: number): void {
  const random = (count: number) => new Uint8Array(count);
  const book = openBook(folder, { instanceId: '', now: 0, demo: false }, random);
  const { sequence, digest } = book.chainHead();
  const from = { backupHead: digest, backupCount: sequence, replacedHead: null, replacedCount: 0 };
  const ids = { next: () => 'restore', bytes: random };
  const context = { actor: localActor('anna'), now: THURSDAY_MORNING, ids };
  assert.ok(recordRestore(deskOf(book), { submissionId: 'restore-1', ...from }, context).ok);
  eraseIn(deskOf(book), erased, { ...context, now: NEXT_YEAR });
  book.close();
}

/** Erases a batch when its class has ended, which for this book is with the year. */
function eraseIn(desk: Desk, batch: number, context: Context): void {
  const value = { name: 'retentionYears:payment_data', value: '0' };
  assert.ok(setPolicy(desk, { submissionId: 'erase-1', ...value }, context).ok);
  const input = { submissionId: 'erase-2', subject: { kind: 'batch', id: batch } } as const;
  const erased = erasePersonalData(desk, input, context);
  assert.ok(erased.ok, inspect(erased));
}

/** The world in a new folder, with its office. */
export async function refusalWorld(t: TestContext): Promise<RefusalWorld> {
  const folder = testFolder(t);
  // The day before has the accounts and a foreign position, so that two days are open and only the older one may close.
  const clockStartsAt = THURSDAY_MORNING - 86_400_000;
  const dayBefore = await runningOffice(t, folder, { clockStartsAt });
  await importList(dayBefore, demoBankList(folder), 'world-accounts');
  const position = join(folder, 'position.csv');
  const header = 'account,name,currency,kind,openingBalance,accountLimit';
  writeFileSync(position, `${header}\n3020,Dollars,USD,position,-1.00,0\n`);
  await importList(dayBefore, position, 'world-position');
  await dayBefore.stop();
  const before = await runningOffice(t, folder);
  const path = join(folder, 'restored.xml');
  writeFileSync(path, smallPain001(RESTORED));
  const restored = await take(before, path);
  const within = async (messageId: string, amount: string): Promise<number> => {
    const items = [{ to: BRANDT.iban, amount }];
    writeFileSync(path, smallPain001({ messageId, debtor: ADLER, items }));
    return take(before, path);
  };
  const batches = {
    restored,
    ended: await within('WORLD-A', '1.00'),
    erased: await within('WORLD-B', '2.00'),
  };
  await before.stop();
  recordedRestore(folder, batches.erased);
  const on = await runningOffice(t, folder, { policyFile: policyFileIn(folder) });
  let people: Promise<PeopleWorld> | null = null;
  let house: Promise<PeopleWorld> | null = null;
  let carried: Promise<CarriedWorld> | null = null;
  let branches: ReturnType<typeof twoBranches> | null = null;
  let aged: Promise<AgedBook> | null = null;
  let encrypted: Promise<Client> | null = null;
  return {
    ...(await furnished(on, batches)),
    people: () => {
      people ??= peopleWorld(t);
      return people;
    },
    house: () => {
      house ??= peopleWorld(t, { ...LIVE, role: 'clearing' });
      return house;
    },
    carried: () => {
      carried ??= peopleWorld(t).then(carriedWorld);
      return carried;
    },
    branches: () => {
      branches ??= twoBranches(t);
      return branches;
    },
    aged: () => {
      aged ??= agedBook(t);
      return aged;
    },
    newOffice: async () => (await runningOffice(t, testFolder(t), LIVE)).client(),
    crowded: () => crowdedBook(t),
    encrypted: () => {
      encrypted ??= fullOfSlots(t);
      return encrypted;
    },
  };
}

async function furnished(
  on: RunningOffice,
  earlier: Pick<RefusalWorld['batches'], 'restored' | 'ended' | 'erased'>,
): Promise<
  Omit<
    RefusalWorld,
    'people' | 'house' | 'carried' | 'branches' | 'aged' | 'newOffice' | 'crowded' | 'encrypted'
  >
> {
  const { folder } = on;
  let made = 0;
  const id = (): string => {
    made += 1;
    return `world-${made}`;
  };
  const write = (name: string, content: string | Uint8Array): string => {
    const path = join(folder, name);
    writeFileSync(path, content);
    return path;
  };
  const closed = await take(on, write('first.xml', smallPain001(FIRST)));
  const closedCycle = await intoCycle(on, closed, id);
  const close = { submissionId: id(), cycleId: closedCycle, grossIn: 100_00n };
  await on.done((c) => c.closeCycle(close));
  const second = await take(on, write('second.xml', smallPain001(SECOND)));
  const openCycle = await intoCycle(on, second, id);
  const openings = "SELECT id FROM entries WHERE event = 'O1' ORDER BY id";
  const corrected = idOf(folder, openings);
  await on.done((c) => c.correctEntry({ submissionId: id(), entryId: corrected, remark: 'typo' }));
  // It opened with what it has partly spent since.
  const spent = idOf(
    folder,
    `SELECT e.id FROM entries e JOIN postings p ON p.entry = e.id
     JOIN accounts a ON a.id = p.credit_account
     WHERE e.event = 'O1' AND a.number = '${BRANDT.iban}'`,
  );
  const awaitingApproval = await signedOnce(on, id, write('third.xml', smallPain001(THIRD)));
  const huge = join(folder, 'huge.xml');
  const file = openSync(huge, 'w');
  ftruncateSync(file, FILE_BYTES_MAX + 1);
  closeSync(file);
  const items = many(FRESH_PAYMENTS);
  const reason = 'nothing is judged meanwhile';
  await on.done((c) => c.steerIntake({ submissionId: id(), order: 'paused', reason }));
  const fresh = smallPain001({ messageId: 'WORLD-FRESH', debtor: ADLER, items });
  const submitted = await submitFile(on, write('fresh.xml', fresh));
  assert.ok(submitted.ok, inspect(submitted));
  return {
    on,
    client: on.client(),
    outsider: outsiderOf(on),
    id,
    write,
    hugeFile: huge,
    batches: { ...earlier, closed, open: second, fresh: submitted.value.batchId },
    cycles: { closed: closedCycle, open: openCycle },
    payments: {
      inClosedCycle: idOf(folder, `SELECT id FROM payments WHERE cycle = ${closedCycle}`),
      suspectedRepeat: idOf(folder, "SELECT id FROM payments WHERE status = 'in_review'"),
      awaitingApproval,
    },
    entries: {
      ofPayment: idOf(folder, 'SELECT id FROM entries WHERE payment > 0'),
      ofCycle: idOf(folder, "SELECT id FROM entries WHERE event = 'D6'"),
      corrected,
      spent,
    },
    first: FIRST,
  };
}

/** A payment that two must sign one after the other, with the first signature given. */
async function signedOnce(on: RunningOffice, id: () => string, path: string): Promise<number> {
  for (const name of ['authorityLimit:EUR', 'secondAuthorityLimit:EUR']) {
    await on.done((c) => c.setPolicy({ submissionId: id(), name, value: '100000' }));
  }
  const paymentId = paymentIdOf(await take(on, path), 0);
  const { shown } = await on.done((c) => c.approvalView({ paymentId }));
  const signed = await clientOf(on, 'ben', ['supervisor']).approve({
    submissionId: id(),
    paymentId,
    shown,
    remark: '',
  });
  assert.ok(signed.ok, inspect(signed));
  return paymentId;
}
