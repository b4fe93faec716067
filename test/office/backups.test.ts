// Goal: a backup made while the book is worked with is whole, is verified before it counts, and
// comes back: a restored book has everything up to the backup, and everything outgoing waits.
// Method: a real office judges a batch while backups are made one after another; each is verified
// and restored; the restore is asked through the contract and by a process that owns no office;
// backups are damaged; processes die between the steps of the swap.

import assert from 'node:assert/strict';
import {
  copyFileSync,
  existsSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { identify } from '../../main/ledger/copy-book.ts';
import { verifyBook } from '../../main/ledger/verifier/verify-book.ts';
import { bookIn, readManifest } from '../../main/office/backup-store.ts';
import { restoreNow } from '../../main/office/restore-now.ts';
import { accountsCsv, generateAccounts } from '../fixtures/generate-accounts.ts';
import { pain001Options } from '../fixtures/generate-pain001.ts';
import { writePain001 } from '../fixtures/write-pain001.ts';
import { tamper } from '../ledger/rich-book.ts';
import { testFolder } from '../operations/test-desk.ts';
import {
  importList,
  type RunningOffice,
  runningOffice,
  submitFile,
  unsound,
} from './running-office.ts';

/** Names of the checks that a book at rest fails. */
function failing(file: string): readonly string[] {
  return verifyBook(file)
    .checks.filter(({ ok }) => !ok)
    .map(({ name }) => name);
}

async function withBatch(on: RunningOffice, transactions: number): Promise<number> {
  const options = pain001Options({ transactions });
  const list = join(on.folder, 'accounts.csv');
  const file = join(on.folder, 'payments.xml');
  writeFileSync(list, accountsCsv(generateAccounts(options, 10_000_000n)));
  writePain001(file, options);
  await importList(on, list, 'import-1');
  const submitted = await submitFile(on, file);
  assert.ok(submitted.ok);
  return submitted.value.batchId;
}

const backUp = (on: RunningOffice, to: string | null = null) =>
  on.done((client) => client.backUp({ to }));

function quietly(folder: string, backup: string) {
  const signal = new AbortController().signal;
  return restoreNow({ folder, backup, person: 'anna', onPhase: () => undefined, signal });
}

test('backups made while a batch is judged are all sound, and none misses what was acknowledged', async (t) => {
  const folder = testFolder(t);
  const on = await runningOffice(t, folder);
  const batch = await withBatch(on, 6_000);
  let bad = 0;
  let made = 0;
  let judged = false;
  const end = (): void => {
    judged = true;
  };
  const done = on.judged(batch).then(end);
  while (!judged || made < 3) {
    const before = (await on.done((client) => client.audit({}))).count;
    const backup = await backUp(on);
    const file = bookIn(join(folder, 'backups', backup.name));
    made += 1;
    if (!backup.good || failing(file).length > 0 || identify(file).count < before) bad += 1;
    assert.deepEqual([backup.originals, backup.missing], [1, 0]);
    const manifest = await readManifest(join(folder, 'backups', backup.name));
    assert.equal(manifest?.count, backup.count);
  }
  await done;
  assert.equal(bad, 0, `${bad} of ${made} backups were bad`);
  assert.deepEqual(unsound(folder), []);
  const { backups, backupDue, drillDue } = await on.done((client) => client.backups({}));
  assert.equal(backups.length, 1, 'of one day, the newest is kept');
  assert.deepEqual([backupDue, drillDue], [false, true]);
  const proof = await on.done((client) => client.drillBackup({}));
  assert.deepEqual([proof.ok, proof.detail, proof.name], [true, '', backups[0]?.name]);
  assert.equal((await on.done((client) => client.backups({}))).drillDue, false);
});

test('a restored book goes on from the backup, keeps the other aside, and what is outgoing waits', async (t) => {
  const folder = testFolder(t);
  const on = await runningOffice(t, folder);
  const batch = await withBatch(on, 30);
  await on.judged(batch);
  const backup = await backUp(on);
  // The future that the backup does not know: the batch leaves.
  const sent = { submissionId: 'dispatch-1', batchId: batch };
  const { payments } = await on.done((client) => client.dispatchPayments(sent));
  assert.ok(payments > 0);
  const pid = on.office.pid();
  const asked = { restoreId: 'restore-1', name: backup.name };
  const { held } = await on.done((client) => client.restoreBackup(asked));
  assert.equal(held, 1);
  assert.notEqual(on.office.pid(), pid, 'another office answers');
  const again = await on.ask((client) => client.dispatchPayments({ ...sent, submissionId: 'd-2' }));
  assert.ok(!again.ok && 'refusal' in again && again.refusal.code === 'outgoing_waits');
  const { batches } = await on.done((client) => client.outgoingWaiting({}));
  assert.deepEqual(
    batches.map(({ batchId, accepted, dispatched, stretches }) => [
      batchId,
      accepted,
      dispatched,
      stretches,
    ]),
    [[batch, payments, 0, [{ firstRecord: 0, lastRecord: 29 }]]],
  );
  const release = { batchId: batch, firstRecord: 0, lastRecord: 29, word: 'sent' } as const;
  const released = await on.done((client) =>
    client.releaseOutgoing({ submissionId: 'r-1', ...release, reference: 'rail file 1' }),
  );
  assert.equal(released.payments, payments);
  assert.deepEqual((await on.done((client) => client.outgoingWaiting({}))).batches, []);
  assert.equal((await on.done((client) => client.backups({}))).restores, 1);
  assert.deepEqual(unsound(folder), []);
  const [aside] = readdirSync(join(folder, 'replaced'));
  const old = join(folder, 'replaced', aside ?? '', 'book.db');
  await on.stop();
  assert.deepEqual(failing(join(folder, 'book.db')), []);
  const copy = join(testFolder(t), 'old.db');
  for (const log of ['', '-wal']) {
    if (existsSync(`${old}${log}`)) copyFileSync(`${old}${log}`, `${copy}${log}`);
  }
  assert.ok(identify(copy).count > identify(join(folder, 'book.db')).count - 3);
  assert.deepEqual(failing(copy), []);
});

test('a book that cannot be opened is restored from a folder elsewhere, originals and all', async (t) => {
  const folder = testFolder(t);
  const usb = join(testFolder(t), 'usb');
  const on = await runningOffice(t, folder);
  await on.judged(await withBatch(on, 20));
  const backup = await backUp(on, usb);
  const inUse = await quietly(folder, join(usb, backup.name));
  assert.ok(!inUse.ok && inUse.refusal.code === 'book_in_use');
  await on.stop();
  // The disk took the book and its originals.
  writeFileSync(join(folder, 'book.db'), 'damaged '.repeat(1000));
  rmSync(join(folder, 'originals'), { recursive: true });
  const done = await quietly(folder, join(usb, backup.name));
  assert.deepEqual(done, { ok: true, value: { count: backup.count, held: 1 } });
  assert.equal(readdirSync(join(folder, 'originals')).length, 1);
  const next = await runningOffice(t, folder);
  const { ok, count } = await next.done((client) => client.audit({}));
  assert.deepEqual([ok, count], [true, backup.count + 1]);
});

test('a backup that is not what it was is refused, and nothing of the book is touched', async (t) => {
  const folder = testFolder(t);
  const on = await runningOffice(t, folder);
  await on.judged(await withBatch(on, 20));
  const made = await backUp(on);
  await on.stop();
  const backup = join(folder, 'backups', made.name);
  const before = readFileSync(join(folder, 'book.db'));
  const code = async (path: string): Promise<string> => {
    const found = await quietly(folder, path);
    assert.deepEqual(readFileSync(join(folder, 'book.db')), before);
    assert.deepEqual(
      readdirSync(folder).filter((name) => name.startsWith('.restoring-')),
      [],
    );
    return found.ok ? 'restored' : found.refusal.code;
  };
  assert.equal(await code(join(folder, 'backups', 'nothing')), 'backup_unknown');
  const bare = join(testFolder(t), 'bare.db');
  copyFileSync(bookIn(backup), bare);
  tamper(bare, 'UPDATE payments SET amount = amount + 1');
  assert.equal(await code(bare), 'backup_failed_its_check');
  tamper(bookIn(backup), 'UPDATE payments SET amount = amount + 1');
  assert.equal(await code(backup), 'backup_differs_from_its_manifest');
  const other = testFolder(t);
  const stranger = await runningOffice(t, other);
  await withBatch(stranger, 5);
  const foreign = await backUp(stranger);
  await stranger.stop();
  assert.equal(await code(join(other, 'backups', foreign.name)), 'backup_of_another_book');
  // A drill says so too.
  const next = await runningOffice(t, folder);
  const proof = await next.done((client) => client.drillBackup({}));
  assert.deepEqual(
    [proof.ok, proof.detail],
    [false, 'the book of the backup differs from its manifest'],
  );
});

test('a backup of a book that is not sound is named and does not count', async (t) => {
  const folder = testFolder(t);
  const first = await runningOffice(t, folder);
  await first.judged(await withBatch(first, 5));
  await first.stop();
  tamper(join(folder, 'book.db'), "UPDATE creditors SET account = 'THIEF'");
  const on = await runningOffice(t, folder);
  const made = await backUp(on);
  assert.equal(made.good, false);
  assert.match(made.failed, /^personal_data_is_as_committed: creditors 16777216 is not what/);
  assert.equal(existsSync(bookIn(join(folder, 'backups', made.name))), false);
  const { backups, backupDue } = await on.done((client) => client.backups({}));
  assert.deepEqual([backups.map(({ good }) => good), backupDue], [[false], true]);
  const drill = await on.ask((client) => client.drillBackup({}));
  assert.ok(!drill.ok && 'refusal' in drill && drill.refusal.code === 'backup_unknown');
});

test('one job at a time; a stopped one leaves nothing behind', async (t) => {
  const folder = testFolder(t);
  const on = await runningOffice(t, folder);
  await on.judged(await withBatch(on, 2_000));
  const first = on.ask((client) => client.backUp({ to: null }));
  const second = await on.ask((client) => client.backUp({ to: null }));
  assert.ok(!second.ok && 'refusal' in second && second.refusal.code === 'keeping_is_busy');
  await on.done((client) => client.stopKeeping({}));
  const stopped = await first;
  assert.ok(!stopped.ok && 'refusal' in stopped && stopped.refusal.code === 'cancelled');
  assert.deepEqual(readdirSync(join(folder, 'backups')), []);
  const unusable = join(folder, 'book.db');
  const refused = await on.ask((client) => client.backUp({ to: unusable }));
  assert.ok(
    !refused.ok && 'refusal' in refused && refused.refusal.code === 'backup_folder_unusable',
  );
});
