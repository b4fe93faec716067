// Goal: nothing leaves the book as a file without one row of the trail that says who took out what, and
// reading for a screen leaves none. Method: a table of every method of the contract; each that gives a
// file is asked for it without a note, with the note of another file, of another person, twice and in
// pages, without the right and behind a lock, and the rows are counted; all others are asked as they
// are, and leave none.
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { DEEDS, localActor, type Role } from '../../main/domain/permissions.ts';
import { type Client, contract, type Output } from '../../preload/contract/contract.ts';
import type { Reply } from '../../preload/contract/method.ts';
import { smallPain001 } from '../fixtures/small-pain001.ts';
import { testFolder } from '../operations/test-desk.ts';
import { clientOf } from './approval-scenarios.ts';
import { askedOf, loaded } from './barrier/asked-frames.ts';
import { MORE, plantedBook } from './barrier/planted-accounts.ts';
import { READING, type ReadName } from './barrier/reading-cases.ts';
import { keyPassphraseOf, testKey } from './carried-world.ts';
import { BRANDT, supplierIban } from './demo-bank.ts';
import { ROW_OF_FILE } from './files-table.ts';
import { type FileAsked, type GivingName, notedFile } from './noted-file.ts';
import { codeOf, peopleWorld, value } from './people-world.ts';
import {
  importList,
  lookInto,
  type RunningOffice,
  runningOffice,
  submitFile,
} from './running-office.ts';

const DAY = '2026-11-26';
const ACCOUNT = { account: BRANDT.iban, currency: 'EUR' } as const;

type TrailFile = Output<'trailPage'>['rows'][number]['file'];

const NORTH = testKey('north');
const HANDED = { kind: 'hand_over', id: 1 } as const;

type FileCase = {
  readonly file: FileAsked;
  /** Asks for all of it: `done`, or what it was refused with. */
  readonly read: (client: Client, sequence: number) => Promise<string>;
  /** Asks for what comes after its first page; a stream has none, and begins again. */
  readonly goOn: (client: Client, sequence: number) => Promise<string>;
  readonly may: Role;
  readonly mayNot: Role;
  readonly shown: TrailFile;
  /** The batch among whose deeds the row is found. */
  readonly batch?: number;
};

type Item = { readonly kind: string; readonly code?: string };
type Given = AsyncIterable<Item> & { readonly end: Promise<Reply<null>> };

async function codeOfFile(stream: Given): Promise<string> {
  let given = 0;
  for await (const item of stream) {
    if (item.kind === 'refused') return item.code ?? '';
    given += 1;
  }
  const code = codeOf(await stream.end);
  assert.ok(code !== 'done' || given > 0);
  return code;
}

const NOTHING = { name: '', format: '', account: null, currency: null } as const;

const report = (client: Client, sequence: number) =>
  codeOfFile(client.pain002({ batchId: 1, sequence }));
const list = (client: Client, sequence: number) =>
  codeOfFile(client.exportMaster({ kind: 'account', format: 'csv', sequence }));
const journal = (after: number) => async (client: Client, sequence: number) =>
  codeOf(await client.coreJournal({ day: DAY, format: 'csv', sequence, after, limit: 1 }));
const handed = async (client: Client, sequence: number) => {
  const keyPassphrase = keyPassphraseOf('north');
  const { file: keyFile } = await NORTH;
  return codeOf(await client.signHandOver({ ...HANDED, sequence, keyFile, keyPassphrase }));
};
const statement = (offset: number) => async (client: Client, sequence: number) =>
  codeOf(await client.accountStatement({ ...ACCOUNT, day: DAY, offset, sequence }));

const CASES: { readonly [Name in GivingName]: FileCase } = {
  exportMaster: {
    file: { of: 'exportMaster', kind: 'account', format: 'csv' },
    read: list,
    goOn: list,
    may: 'supervisor',
    mayNot: 'auditor',
    shown: { ...NOTHING, of: 'exportMaster', name: 'account', format: 'csv' },
  },
  pain002: {
    file: { of: 'pain002', batchId: 1 },
    read: report,
    goOn: report,
    may: 'submitter',
    mayNot: 'administrator',
    shown: { ...NOTHING, of: 'pain002' },
    batch: 1,
  },
  coreJournal: {
    file: { of: 'coreJournal', day: DAY, format: 'csv' },
    read: journal(0),
    goOn: journal(1),
    may: 'treasury',
    mayNot: 'submitter',
    shown: { ...NOTHING, of: 'coreJournal', name: DAY, format: 'csv' },
  },
  accountStatement: {
    file: { of: 'accountStatement', ...ACCOUNT, day: DAY },
    read: statement(0),
    goOn: statement(1),
    may: 'reconciler',
    mayNot: 'administrator',
    shown: { ...NOTHING, ...ACCOUNT, of: 'accountStatement', name: DAY },
  },
  signHandOver: {
    file: { of: 'signHandOver', ...HANDED },
    read: handed,
    goOn: handed,
    may: 'supervisor',
    mayNot: 'auditor',
    shown: { ...NOTHING, of: 'signHandOver', name: 'hand_over 1' },
    batch: 2,
  },
};

const giving = Object.entries(CASES);

/** Rows of the trail in which a file was taken out, or somebody was kept from it. */
function rowsOf(folder: string, outcome: 'done' | 'refused'): number {
  const deeds = [...new Set(Object.values(ROW_OF_FILE))].filter((each) => each !== null);
  const marks = deeds.map(() => '?').join(', ');
  const sql = `SELECT count(*) FROM deeds WHERE outcome = ? AND deed IN (${marks})`;
  return Number(
    lookInto(folder, (db) =>
      db
        .prepare<string[], bigint>(sql)
        .pluck()
        .get(outcome, ...deeds),
    ),
  );
}

async function bookWithFiles(t: TestContext): Promise<RunningOffice> {
  const folder = testFolder(t);
  const on = await runningOffice(t, join(folder, 'book'));
  const header = 'account,name,currency,kind,openingBalance,accountLimit';
  const accounts = join(folder, 'accounts.csv');
  const house = '1010,Settlement,EUR,settlement,900.00,0';
  writeFileSync(accounts, `${header}\n${BRANDT.iban},Brandt,EUR,customer,900.00,0\n${house}\n`);
  await importList(on, accounts, 'accounts');
  for (const batch of [1, 2]) {
    const path = join(folder, `file-${batch}.xml`);
    const items = [{ to: supplierIban(batch), amount: '10.00' }];
    writeFileSync(path, smallPain001({ messageId: `OUT-${batch}`, debtor: BRANDT, items }));
    const { batchId } = value(await submitFile(on, path));
    assert.equal(batchId, batch);
    await on.judged(batchId);
  }
  const { publicKey } = await NORTH;
  const north = { book: 'north', name: 'North', publicKey, state: 'trusted' } as const;
  await on.done((client) => client.setBranchKey({ submissionId: 'trusted', ...north }));
  const given = { submissionId: 'given', batchId: 2, to: 'north' } as const;
  const { handOver } = await on.done((client) => client.handOverBatch(given));
  assert.equal(handOver, HANDED.id);
  return on;
}

test('every method that gives a file is in the contract as one that wants its row', () => {
  const asks = Object.entries(contract).filter(([, method]) => {
    if (method.kind === 'call') return method.refusals.some((each) => each === 'export_unknown');
    return method.item.safeParse({ kind: 'refused', code: 'export_unknown' }).success;
  });
  const noted = Object.entries(ROW_OF_FILE).filter(
    ([, deed]) => deed === 'exportFile' || deed === 'exportTrail',
  );
  assert.deepEqual(asks.map(([name]) => name).sort(), noted.map(([name]) => name).sort());
  assert.deepEqual(
    noted
      .filter(([, deed]) => deed === 'exportFile')
      .map(([name]) => name)
      .sort(),
    Object.keys(CASES).sort(),
  );
  for (const deed of Object.values(ROW_OF_FILE)) {
    if (deed === null) continue;
    const method = contract[deed];
    assert.ok(Object.hasOwn(DEEDS, deed) && method.kind === 'call', deed);
  }
});

test('a file is given for one row of the trail, and for none to nobody', async (t) => {
  const on = await bookWithFiles(t);
  const folder = on.folder;
  const sequences = new Map<string, number>();
  for (const [name, { file, read, goOn, may, mayNot, shown, batch }] of giving) {
    const taker = clientOf(on, 'kim', [may]);
    const rows = rowsOf(folder, 'done');
    for (const other of [0, 1, ...sequences.values()]) {
      assert.equal(await read(taker, other), 'export_unknown', `${name} without a row of its own`);
    }
    assert.equal(rowsOf(folder, 'done'), rows, `${name} asked for in vain`);

    const { sequence } = await notedFile(taker, `take-${name}`, file);
    assert.equal(rowsOf(folder, 'done'), rows + 1, `${name} has its row before the first byte`);
    assert.equal(await read(taker, sequence), 'done', name);
    assert.equal(await goOn(taker, sequence), 'done', name);
    assert.equal(await read(clientOf(on, 'kim', [may]), sequence), 'done', 'after an absence');
    assert.deepEqual(await notedFile(taker, `take-${name}`, file), { sequence }, 'asked again');
    assert.equal(rowsOf(folder, 'done'), rows + 1, `${name} is one row, however it is read`);
    sequences.set(name, sequence);

    const filter = { deed: 'exportFile', after: sequence - 1 };
    const page = await on.done((client) => client.trailPage({ filter, before: null, limit: 10 }));
    const [row] = page.rows;
    assert.deepEqual([row?.actor, row?.outcome, row?.file], ['kim', 'done', shown], name);
    const subject = batch === undefined ? null : { kind: 'batch', id: batch };
    assert.deepEqual(row?.subject, subject);
    const ofBatch = { deed: 'exportFile', batch: batch ?? 1, after: sequence - 1 };
    const found = await on.done((client) =>
      client.trailPage({ filter: ofBatch, before: null, limit: 10 }),
    );
    assert.equal(found.total, batch === undefined ? 0 : 1);

    assert.equal(await read(clientOf(on, 'lee', [may]), sequence), 'export_unknown', 'not theirs');
    const outsider = clientOf(on, 'mo', [mayNot]);
    const refused = rowsOf(folder, 'refused');
    const asked = { submissionId: `no-${name}`, file };
    assert.equal(codeOf(await outsider.exportFile(asked)), 'not_permitted', name);
    assert.notEqual(await read(outsider, sequence), 'done', name);
    assert.equal(rowsOf(folder, 'done'), rows + 1, `${name} was not taken out`);
    assert.equal(rowsOf(folder, 'refused'), refused + 1, `${name} was refused`);
  }
});

test('behind a lock a file is neither noted nor given', async (t) => {
  const world = await peopleWorld(t);
  const { folder } = world.on;
  const ada = await world.as('ada');
  const file = { of: 'exportMaster', kind: 'bank', format: 'csv' } as const;
  const { sequence } = await notedFile(ada, 'before', file);
  const rows = rowsOf(folder, 'done') + rowsOf(folder, 'refused');
  value(await ada.lock({}));
  assert.equal(codeOf(await ada.exportFile({ submissionId: 'behind', file })), 'session_locked');
  const { kind, format } = file;
  const stream = ada.exportMaster({ kind, format, sequence });
  assert.equal(await codeOfFile(stream), 'session_locked');
  assert.equal(rowsOf(folder, 'done') + rowsOf(folder, 'refused'), rows);
});

test('what is read for a screen leaves no row, and what gives a file one for each', async (t) => {
  const folder = plantedBook(t);
  const asked = askedOf(t, folder, async () => null);
  const everything = localActor('anna');
  await loaded(asked, everything);
  const isRead = (name: string): name is ReadName => Object.hasOwn(READING, name);
  let leaving = 0;
  for (const name of Object.keys(READING).filter(isRead)) {
    for (const input of [...READING[name].inputs.slice(0, 3), ...(MORE[name] ?? [])]) {
      const before = rowsOf(folder, 'done') + rowsOf(folder, 'refused');
      await asked(name, input, everything);
      const left = rowsOf(folder, 'done') + rowsOf(folder, 'refused') - before;
      assert.equal(left, ROW_OF_FILE[name] === 'exportFile' ? 1 : 0, name);
      leaving += left;
    }
  }
  assert.ok(leaving >= giving.length);
});
