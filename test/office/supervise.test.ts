// Goal: an office is started, owned by one process, started again when it dies, given up in the
// end, and ended in order; an answer lost with it is found by asking again. Method: real processes,
// killed with SIGKILL; nothing is waited for by the clock.

import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import {
  type OfficeState,
  OfficeStopped,
  RESTARTS_MAX,
  superviseOffice,
} from '../../main/office/supervise.ts';
import { isChannelClosed } from '../../preload/client.ts';
import { accountsCsv, generateAccounts } from '../fixtures/generate-accounts.ts';
import { pain001Options } from '../fixtures/generate-pain001.ts';
import { writePain001 } from '../fixtures/write-pain001.ts';
import { testFolder } from '../operations/test-desk.ts';
import {
  importList,
  killOffice,
  lookInto,
  rowCounts,
  runningOffice,
  startOf,
  submitFile,
  unsound,
} from './running-office.ts';

test('an office starts, answers, and ends in order: the book is closed and the folder free', async (t) => {
  const folder = testFolder(t);
  const office = superviseOffice(startOf(folder));
  const states: OfficeState['kind'][] = [];
  office.onState(({ kind }) => states.push(kind));
  assert.equal(office.state().kind, 'starting');
  await office.ready();
  assert.equal(office.state().kind, 'ready');
  await office.stop();
  assert.deepEqual(office.state(), { kind: 'stopped', reason: { kind: 'ended' } });
  assert.deepEqual(states, ['ready', 'stopped']);
  assert.equal(office.pid(), null);
  // Folded back into the book: nothing is left beside it.
  assert.equal(existsSync(join(folder, 'book.db-wal')), false);
  const next = await runningOffice(t, folder);
  assert.deepEqual((await next.done((client) => client.status({}))).batches, []);
});

test('a book in use is refused to a second process, with who has it', async (t) => {
  const folder = testFolder(t);
  await runningOffice(t, folder, { person: 'Brigitte', shell: 'electron' });
  const second = superviseOffice(startOf(folder, { person: 'Chen' }));
  t.after(() => second.stop());
  const stopped = await second.ready().then(
    () => null,
    (error: unknown) => error,
  );
  assert.ok(stopped instanceof OfficeStopped);
  assert.ok(stopped.reason.kind === 'refused');
  const { code, person, shell } = stopped.reason.refusal;
  assert.deepEqual(
    { code, person, shell },
    { code: 'book_in_use', person: 'Brigitte', shell: 'electron' },
  );
});

test('six offices started at once on one folder: one owner', async (t) => {
  const folder = testFolder(t);
  const offices = Array.from({ length: 6 }, (_, at) =>
    superviseOffice(startOf(folder, { person: `person ${at}` })),
  );
  for (const office of offices) t.after(() => office.stop());
  const ends = await Promise.all(
    offices.map((office) => office.ready().then(() => 'ready', reasonOf)),
  );
  assert.deepEqual(
    [ends.filter((end) => end === 'ready').length, ends.filter((end) => end === 'refused').length],
    [1, 5],
  );
});

function reasonOf(error: unknown): string {
  assert.ok(error instanceof OfficeStopped);
  return error.reason.kind;
}

test('killed, it is started again; the channel is closed and asking again answers the same', async (t) => {
  const folder = testFolder(t);
  const on = await runningOffice(t, folder);
  const list = join(folder, 'accounts.csv');
  writeFileSync(list, accountsCsv(generateAccounts(pain001Options(), 0n)));
  const asked = { submissionId: 'import-1', path: list };
  const first = await on.done((client) => client.importAccounts(asked));
  assert.equal(first.opened, 101);
  // The answer to this one dies with the office: nobody knows yet whether the deed was done.
  const pid = on.office.pid();
  assert.ok(pid !== null);
  const pending = on.client().importAccounts(asked);
  process.kill(pid, 'SIGKILL');
  assert.ok(isChannelClosed(await pending));
  const again = await on.done((client) => client.importAccounts(asked));
  assert.deepEqual(again, first);
  assert.notEqual(on.office.pid(), pid);
  assert.equal(
    lookInto(folder, (db) => db.prepare('SELECT count(*) FROM deeds').pluck().get()),
    1n,
  );
  assert.deepEqual(unsound(folder), []);
});

test(`an office that dies ${RESTARTS_MAX + 1} times within a minute is given up, with the reason`, async (t) => {
  const office = superviseOffice(startOf(testFolder(t)));
  t.after(() => office.stop());
  await office.ready();
  for (let death = 1; death <= RESTARTS_MAX; death += 1) await killOffice(office);
  await assert.rejects(killOffice(office), OfficeStopped);
  assert.deepEqual(office.state(), {
    kind: 'stopped',
    reason: { kind: 'failed', code: 'office_died', detail: 'it ended 6 times' },
  });
});

test('an office that cannot open its book is not started again, and says why', async (t) => {
  const folder = testFolder(t);
  writeFileSync(join(folder, 'book.db'), 'this is a letter, not a book\n'.repeat(400));
  const office = superviseOffice(startOf(folder));
  t.after(() => office.stop());
  const states: OfficeState['kind'][] = [];
  office.onState(({ kind }) => states.push(kind));
  await assert.rejects(office.ready(), OfficeStopped);
  const state = office.state();
  assert.ok(state.kind === 'stopped' && state.reason.kind === 'failed');
  assert.equal(state.reason.code, 'not_a_book');
  assert.deepEqual(states, ['stopped']);
});

test('ended in the middle of a batch it loses nothing, and the next office goes on', async (t) => {
  const folder = testFolder(t);
  const on = await runningOffice(t, folder);
  const options = pain001Options({ transactions: 5_000 });
  const list = join(folder, 'accounts.csv');
  const file = join(folder, 'payments.xml');
  writeFileSync(list, accountsCsv(generateAccounts(options, 1_000_00n)));
  writePain001(file, options);
  await importList(on, list, 'import-1');
  const submitted = await submitFile(on, file);
  assert.ok(submitted.ok);
  const { batchId } = submitted.value;
  for await (const item of on.client().batchProgress({ batchId })) if (item.processed > 0) break;
  await on.stop();
  assert.deepEqual(on.office.state(), { kind: 'stopped', reason: { kind: 'ended' } });
  assert.equal(readLog(folder), '', 'an orderly end is no failure');
  assert.equal(existsSync(join(folder, 'book.db-wal')), false, 'the book was closed');
  assert.deepEqual(unsound(folder), []);
  const next = await runningOffice(t, folder);
  await next.judged(batchId);
  assert.equal(rowCounts(folder).payments, 5_000);
  assert.deepEqual(unsound(folder), []);
});

function readLog(folder: string): string {
  const file = join(folder, 'logs', 'office.log');
  return existsSync(file) ? readFileSync(file, 'utf8') : '';
}

test('copies that a process left half made are gone after the next start', async (t) => {
  const folder = testFolder(t);
  const originals = join(folder, 'originals');
  mkdirSync(originals);
  writeFileSync(join(originals, '.partial-1'), 'half a');
  writeFileSync(join(originals, 'a'.repeat(64)), 'whole');
  await runningOffice(t, folder);
  assert.deepEqual(readdirSync(originals), ['a'.repeat(64)]);
});
