// Goal: an office opens an encrypted book with the key of its first message, again after it was killed,
// and shows the key to nobody; without it, or with another, it refuses before it touches the book.
// Method: a supervised office over real slots, killed between two files; what its process shows, every
// file of its folder and its log are searched for the key, the accounts and a name.
import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { isEncrypted } from '../../main/office/book-keys.ts';
import { clearKeys, holdMasters } from '../../main/office/key-ring.ts';
import { emptySlots, passphraseSlotOf, writeKeySlots } from '../../main/office/key-slots.ts';
import { derivedKey } from '../../main/office/master-key.ts';
import { sealedText } from '../../main/office/sealed-file.ts';
import { OfficeStopped, superviseOffice } from '../../main/office/supervise.ts';
import { smallPain001 } from '../fixtures/small-pain001.ts';
import { testFolder } from '../operations/test-desk.ts';
import { BRANDT, demoBankList, supplierIban } from './demo-bank.ts';
import { importList, runningOffice, startOf, submitFile } from './running-office.ts';

type Canary = { readonly name: string; readonly bytes: Buffer };

/** A key as it could stand somewhere: as bytes, in hexadecimal and in base64. */
function canariesOf(name: string, key: Uint8Array): readonly Canary[] {
  const bytes = Buffer.from(key);
  const texts = [bytes.toString('hex'), bytes.toString('base64').slice(0, 40)];
  return [bytes, ...texts.map((text) => Buffer.from(text))].map((each) => ({ name, bytes: each }));
}

const WORDS: readonly Canary[] = ['Wilhelmina Canary', BRANDT.iban, supplierIban(1)].map(
  (text) => ({
    name: text,
    bytes: Buffer.from(text),
  }),
);

/** Which canaries lie in a file below `folder`. */
function foundIn(folder: string, canaries: readonly Canary[]): readonly string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((each) => each.isFile())
    .flatMap((each) => {
      const bytes = readFileSync(join(each.parentPath, each.name));
      return canaries
        .filter((canary) => bytes.includes(canary.bytes))
        .map(({ name }) => `${name} in ${each.name}`);
    });
}

/** What the process shows to others of the same person. */
function shownBy(pid: number, canaries: readonly Canary[]): readonly string[] {
  const shown = ['cmdline', 'environ'].map((name) => `/proc/${pid}/${name}`).filter(existsSync);
  const bytes = Buffer.concat(shown.map((path) => readFileSync(path)));
  return canaries.filter((canary) => bytes.includes(canary.bytes)).map(({ name }) => name);
}

function write(folder: string, name: string, messageId: string): string {
  const items = [{ amount: '10.00', to: supplierIban(1), name: 'Wilhelmina Canary' }];
  const path = join(folder, name);
  writeFileSync(path, smallPain001({ messageId, debtor: BRANDT, items }));
  return path;
}

test('an encrypted book is worked with, killed and worked with again, and its key is nowhere', async (t) => {
  const here = testFolder(t);
  const folder = join(here, 'book');
  mkdirSync(folder);
  const master = new Uint8Array(randomBytes(32));
  const slots = [await passphraseSlotOf(master, 'correct horse battery staple', 1)];
  writeKeySlots(folder, { ...emptySlots(master), slots });
  const canaries = [
    ...WORDS,
    ...canariesOf('the key', master),
    ...canariesOf('the key of the databases', derivedKey(master, 'database')),
    ...canariesOf('the key of the files', derivedKey(master, 'files')),
  ];
  const on = await runningOffice(t, folder, { keys: [master] });
  await importList(on, demoBankList(here), 'accounts');
  for (const file of ['first', 'second']) {
    const submitted = await submitFile(on, write(here, `${file}.xml`, file));
    assert.ok(submitted.ok);
    await on.judged(submitted.value.batchId);
    const pid = on.office.pid();
    assert.ok(pid !== null);
    assert.deepEqual(shownBy(pid, canaries), []);
    assert.deepEqual(foundIn(folder, canaries), []);
    await on.kill();
  }
  const backup = await on.done((client) => client.backUp({ to: null }));
  assert.equal(backup.good, true);
  const { held } = await on.done((client) =>
    client.restoreBackup({ restoreId: 'restore', name: backup.name }),
  );
  assert.equal(held, 2, 'what may have left waits');
  const { batches } = await on.done((client) => client.status({}));
  assert.equal(batches.length, 2);
  assert.equal((await on.done((client) => client.audit({}))).ok, true);
  assert.deepEqual(foundIn(folder, canaries), []);
  assert.equal(isEncrypted(join(folder, 'book.db')), true);
});

test('a file that was sealed on its way is kept like any other', async (t) => {
  const here = testFolder(t);
  const folder = join(here, 'book');
  const master = new Uint8Array(randomBytes(32));
  const on = await runningOffice(t, folder, { keys: [master] });
  await importList(on, demoBankList(here), 'accounts');
  const plain = write(here, 'plain.xml', 'SEALED');
  const sealed = join(here, 'sealed.xml');
  holdMasters([master]);
  writeFileSync(sealed, sealedText(readFileSync(plain, 'utf8')));
  writeFileSync(join(here, 'empty.xml'), sealedText(''));
  clearKeys();
  const first = await on.done((client) => client.draftBatch({ path: sealed }));
  const second = await on.done((client) => client.draftBatch({ path: plain }));
  assert.equal(first.originalHash, second.originalHash, 'its name tells of the plain bytes');
  const empty = await on.ask((client) => client.draftBatch({ path: join(here, 'empty.xml') }));
  assert.ok(!empty.ok && 'refusal' in empty && empty.refusal.code === 'file_is_empty');
});

test('without its key, or with another, the book is not touched', async (t) => {
  const folder = join(testFolder(t), 'book');
  mkdirSync(folder);
  const master = new Uint8Array(randomBytes(32));
  writeKeySlots(folder, emptySlots(master));
  const cases: readonly (readonly [readonly Uint8Array[], string])[] = [
    [[], 'book_key_missing'],
    [[new Uint8Array(randomBytes(32))], 'book_key_wrong'],
  ];
  for (const [keys, code] of cases) {
    const office = superviseOffice(startOf(folder, { keys }));
    t.after(() => office.stop());
    await assert.rejects(
      office.ready(),
      (error) =>
        error instanceof OfficeStopped &&
        error.reason.kind === 'failed' &&
        error.reason.code === code,
    );
  }
  assert.equal(existsSync(join(folder, 'book.db')), false);
});
