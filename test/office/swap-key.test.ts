// Goal: a process may die between any two steps of a change of keys: what is left opens with the old
// key or with the new one, whole, and the next start finishes without knowing either. Method: a plain
// book with its originals, backup and log as a killed process leaves it is encrypted and then given
// another key; every rename of the swap is a point at which it is cut off.
import assert from 'node:assert/strict';
import { createHash, randomBytes } from 'node:crypto';
import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { afterEach, test } from 'node:test';
import { identify } from '../../main/ledger/copy-book.ts';
import { verifyBook } from '../../main/ledger/verifier/verify-book.ts';
import { isEncrypted, keyNeedOf, keysBySecret, mastersOf } from '../../main/office/book-keys.ts';
import { changeKey } from '../../main/office/change-key.ts';
import { clearKeys, heldRing, holdMasters } from '../../main/office/key-ring.ts';
import {
  emptySlots,
  type KeySlots,
  passphraseSlotOf,
  withEarlier,
} from '../../main/office/key-slots.ts';
import { hashKept } from '../../main/office/sealed-file.ts';
import { finishKeyChange, removeStagedKeys, SWAPPED } from '../../main/office/swap-key.ts';
import { wipe } from '../../main/office/wipe.ts';
import { richDesk } from '../ledger/rich-book.ts';
import { testFolder } from '../operations/test-desk.ts';

afterEach(() => clearKeys());

const PASSPHRASE = 'correct horse battery staple';
const ORIGINAL = 'CANARY original '.repeat(9000);
const HASH = createHash('sha256').update(ORIGINAL).digest('hex');

/** The folder of a plain book as a killed process leaves it: the last deeds are in the log only. */
function plainBook(t: Parameters<typeof testFolder>[0]): string {
  const on = richDesk(t);
  const folder = join(testFolder(t), 'book');
  cpSync(on.folder, folder, { recursive: true });
  mkdirSync(join(folder, 'originals'));
  writeFileSync(join(folder, 'originals', HASH), ORIGINAL);
  writeFileSync(join(folder, 'preferences.json'), '{"people":["CANARY"]}');
  writeFileSync(join(folder, 'measures.db'), 'CANARY');
  return folder;
}

async function slotsOf(master: Uint8Array): Promise<KeySlots> {
  return { ...emptySlots(master), slots: [await passphraseSlotOf(master, PASSPHRASE, 1)] };
}

const rest = {
  onPhase: (): void => undefined,
  signal: new AbortController().signal,
};

/** Every file below `folder`, as one text. */
function allBytes(folder: string): Buffer {
  const names = readdirSync(folder, { recursive: true, withFileTypes: true });
  return Buffer.concat(
    names
      .filter((each) => each.isFile())
      .map((each) => readFileSync(join(each.parentPath, each.name))),
  );
}

/** The book opens with the passphrase and is whole, with its original. */
async function assertWhole(folder: string, wanted: ReturnType<typeof identify>): Promise<void> {
  const keys = await keysBySecret(folder, PASSPHRASE);
  assert.ok(keys.ok, 'the passphrase opens what is there');
  holdMasters(mastersOf(keys.value));
  assert.deepEqual(identify(join(folder, 'book.db')), wanted);
  const databases = heldRing().map(({ database }) => database);
  assert.equal(verifyBook(join(folder, 'book.db'), null, undefined, databases).ok, true);
  assert.equal((await hashKept(join(folder, 'originals', HASH))).sha256, HASH);
  const staged = readdirSync(folder).filter(
    (name) => name.startsWith('.') || name.includes('change'),
  );
  assert.deepEqual(staged, []);
}

test('a plain book is encrypted with all that lies there, and nothing of it stays', async (t) => {
  const folder = plainBook(t);
  const wanted = identify(join(folder, 'book.db'));
  const master = new Uint8Array(randomBytes(32));
  const slots = await slotsOf(master);
  assert.ok(allBytes(folder).includes('CANARY'));
  assert.deepEqual(await changeKey({ folder, id: 'a', master, slots, ...rest }), {
    ok: true,
    value: null,
  });
  await assertWhole(folder, wanted);
  for (const word of ['CANARY', 'payer', 'SQLite format 3\0\x10\0\x02']) {
    assert.equal(allBytes(folder).includes(word), false, word);
  }
  assert.equal(isEncrypted(join(folder, 'book.db')), true);
});

test('a change that was cut off after any step is finished', async (t) => {
  const first = plainBook(t);
  const wanted = identify(join(first, 'book.db'));
  const master = new Uint8Array(randomBytes(32));
  await changeKey({ folder: first, id: 'first', master, slots: await slotsOf(master), ...rest });
  const second = new Uint8Array(randomBytes(32));
  const slots = withEarlier(await slotsOf(second), { master: second, earlier: [master] });
  for (let cut = 0; ; cut += 1) {
    const folder = join(testFolder(t), 'book');
    cpSync(first, folder, { recursive: true });
    holdMasters([master]);
    const steps = await stagedSteps(folder, second, slots);
    if (cut > steps.length) break;
    for (const step of steps.slice(0, cut)) step();
    clearKeys();
    removeStagedKeys(folder);
    assert.equal(finishKeyChange(folder), true, `after ${cut} steps`);
    assert.equal(finishKeyChange(folder), false, 'once');
    await assertWhole(folder, wanted);
    const need = keyNeedOf(folder);
    assert.ok(need.kind === 'slots' && need.slots.keyId === slots.keyId);
  }
});

/** Stages a change as a process does that dies right after its note, and gives what it would do. */
async function stagedSteps(
  folder: string,
  master: Uint8Array,
  slots: KeySlots,
): Promise<readonly (() => void)[]> {
  const aside = join(folder, '..', 'aside');
  cpSync(folder, aside, { recursive: true });
  const changed = await changeKey({ folder: aside, id: 'second', master, slots, ...rest });
  assert.equal(changed.ok, true);
  const side = join(folder, '.rekeying-second');
  const old = join(side, 'old');
  mkdirSync(old, { recursive: true });
  const swapped = SWAPPED.filter((name) => name !== 'backups' && name !== 'replaced').filter(
    (name) => existsSync(join(aside, name)),
  );
  for (const name of swapped) renameSync(join(aside, name), join(side, name));
  wipe(aside);
  const note = { side: '.rekeying-second', wasPlain: false };
  writeFileSync(join(folder, 'key-change.json'), JSON.stringify(note));
  return swapped.flatMap((name) => [
    () => renameSync(join(folder, name), join(old, name)),
    () => renameSync(join(side, name), join(folder, name)),
  ]);
}

test('what was staged without a note is removed, and the book keeps its key', async (t) => {
  const folder = plainBook(t);
  const wanted = identify(join(folder, 'book.db'));
  const stopped = new AbortController();
  stopped.abort();
  const master = new Uint8Array(randomBytes(32));
  const slots = await slotsOf(master);
  const asked = { folder, id: 'a', master, slots, onPhase: rest.onPhase, signal: stopped.signal };
  const changed = await changeKey(asked);
  assert.ok(!changed.ok && changed.refusal.code === 'cancelled');
  assert.deepEqual(
    readdirSync(folder).filter((name) => name.startsWith('.')),
    [],
  );
  clearKeys();
  removeStagedKeys(folder);
  assert.equal(finishKeyChange(folder), false);
  assert.deepEqual(identify(join(folder, 'book.db')), wanted);
  assert.deepEqual(keyNeedOf(folder), { kind: 'none' });
});

test('a note that names another place is no note', (t) => {
  for (const side of ['../elsewhere', '/', '.rekeying-a/../..', 'originals', '']) {
    const folder = testFolder(t);
    writeFileSync(join(folder, 'key-change.json'), JSON.stringify({ side, wasPlain: true }));
    assert.throws(() => finishKeyChange(folder), /key_change_failed|side/, side);
    assert.deepEqual(readdirSync(folder), ['key-change.json']);
  }
});

test('wiping writes over a file before it goes', (t) => {
  const folder = testFolder(t);
  mkdirSync(join(folder, 'deep', 'deeper'), { recursive: true });
  writeFileSync(join(folder, 'deep', 'deeper', 'file'), ORIGINAL);
  wipe(join(folder, 'deep'));
  wipe(join(folder, 'nothing'));
  assert.deepEqual(readdirSync(folder), []);
});
