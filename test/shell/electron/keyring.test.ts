// Goal: a workstation's keyring opens the book it joined and no other, a keyring that protects nothing
// is refused, and whatever fails in it leaves the passphrase as it was. Method: a played safeStorage
// that seals by a key of its own, over real slots in a folder.
import assert from 'node:assert/strict';
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { takeOwnership } from '../../../main/ledger/owner-lock.ts';
import {
  emptySlots,
  openByPassphrase,
  passphraseSlotOf,
  readKeySlots,
  writeKeySlots,
} from '../../../main/office/key-slots.ts';
import { desktopKeys } from '../../../main/shell/electron/desktop-keys.ts';
import {
  joinKeyring,
  type Keyring,
  keyringBackend,
  keysByKeyring,
} from '../../../main/shell/electron/keyring.ts';
import { safeStorageParts } from '../../electron-standin/small-parts.ts';
import { testFolder } from '../../operations/test-desk.ts';

const PASSPHRASE = 'correct horse battery staple';

type Backend = ReturnType<Keyring['safeStorage']['getSelectedStorageBackend']>;

/** A keyring that works; `differing` says in what another one does not. */
function played(
  differing: Partial<Keyring['safeStorage']> = {},
  backend: Backend = 'gnome_libsecret',
): Keyring {
  const key = randomBytes(32);
  const nonce = Buffer.alloc(12);
  return {
    platform: 'linux',
    safeStorage: {
      getSelectedStorageBackend: () => backend,
      isAsyncEncryptionAvailable: async () => true,
      encryptStringAsync: async (plain) => {
        const cipher = createCipheriv('aes-256-gcm', key, nonce);
        return Buffer.concat([cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
      },
      decryptStringAsync: async (sealed) => {
        const decipher = createDecipheriv('aes-256-gcm', key, nonce, { authTagLength: 16 });
        decipher.setAuthTag(sealed.subarray(-16));
        const plain = Buffer.concat([decipher.update(sealed.subarray(0, -16)), decipher.final()]);
        return { result: plain.toString(), shouldReEncrypt: false };
      },
      ...differing,
    },
  };
}

async function book(t: Parameters<typeof testFolder>[0]) {
  const folder = testFolder(t);
  const master = new Uint8Array(randomBytes(32));
  const slots = [await passphraseSlotOf(master, PASSPHRASE, 1)];
  writeKeySlots(folder, { ...emptySlots(master), slots });
  return { folder, keys: { master, earlier: [] } };
}

function slotsIn(folder: string) {
  const found = readKeySlots(folder);
  assert.ok(found.kind === 'slots');
  return found.slots;
}

test('a keyring that protects nothing is refused', async () => {
  const cases: readonly (readonly [Keyring, string | null])[] = [
    [played(), 'gnome_libsecret'],
    [played({}, 'kwallet6'), 'kwallet6'],
    [played({}, 'basic_text'), null],
    [played({}, 'unknown'), null],
    [played({ isAsyncEncryptionAvailable: async () => false }), null],
    [{ ...played({}, 'basic_text'), platform: 'darwin' }, 'keychain'],
    [{ ...played({}, 'basic_text'), platform: 'win32' }, 'dpapi'],
  ];
  for (const [keyring, wanted] of cases) assert.equal(await keyringBackend(keyring), wanted);
});

test('the stand-in has no keyring, as the machines where the tests run', async () => {
  const safeStorage: Keyring['safeStorage'] = {
    ...safeStorageParts,
    getSelectedStorageBackend: () => 'basic_text',
  };
  assert.equal(await keyringBackend({ safeStorage, platform: 'linux' }), null);
  const sealed = await safeStorageParts.encryptStringAsync('a');
  const { result } = await safeStorageParts.decryptStringAsync(sealed);
  assert.equal(result, 'a');
  await assert.rejects(safeStorageParts.decryptStringAsync(Buffer.from('other')));
});

test('a keyring that joined opens the book, and joins again in its own place', async (t) => {
  const { folder, keys } = await book(t);
  const keyring = played();
  assert.equal(await keysByKeyring(keyring, slotsIn(folder)), null, 'not before it joined');
  for (let joins = 0; joins < 3; joins += 1) {
    assert.equal(await joinKeyring(keyring, folder, keys, 2), true);
    const kinds = slotsIn(folder).slots.map(({ kind }) => kind);
    assert.deepEqual(kinds, ['passphrase', 'keyring']);
  }
  const opened = await keysByKeyring(keyring, slotsIn(folder));
  assert.deepEqual(opened, { keys, isStale: false });
  assert.notEqual(await openByPassphrase(slotsIn(folder), PASSPHRASE), null);
});

test('another workstation opens nothing, and joins beside the first', async (t) => {
  const { folder, keys } = await book(t);
  const [here, there] = [played(), played()];
  assert.equal(await joinKeyring(here, folder, keys, 2), true);
  assert.equal(await keysByKeyring(there, slotsIn(folder)), null);
  assert.equal(await joinKeyring(there, folder, keys, 3), true);
  assert.equal(slotsIn(folder).slots.length, 3);
  for (const keyring of [here, there]) {
    assert.deepEqual((await keysByKeyring(keyring, slotsIn(folder)))?.keys, keys);
  }
});

test('what fails in a keyring, or a book in use, leaves the slots as they were', async (t) => {
  const { folder, keys } = await book(t);
  const before = slotsIn(folder);
  const fails = async () => Promise.reject(new Error('the keyring is locked'));
  for (const keyring of [played({ encryptStringAsync: fails }), played({}, 'basic_text')]) {
    assert.equal(await joinKeyring(keyring, folder, keys, 2), false);
  }
  const owner = { person: 'anna', shell: 'cli', pid: 1, since: 1 };
  const lock = takeOwnership(folder, owner);
  assert.ok(lock.ok);
  assert.equal(await joinKeyring(played(), folder, keys, 2), false);
  lock.value.release();
  assert.deepEqual(slotsIn(folder), before);
});

test('the desktop asks once, joins, and asks no more', async (t) => {
  const { folder, keys } = await book(t);
  const keyring = played();
  const said: string[] = [];
  const asking = { keyWords: (line: string) => line, refusal: () => said.push('refused') };
  const keyFile = join(folder, 'key');
  writeFileSync(keyFile, PASSPHRASE);
  chmodSync(keyFile, 0o600);
  const asked = { folder, keyFile: null, keyring, asking, now: 2 };
  const without = await desktopKeys(asked);
  assert.deepEqual(without, { ok: false, refusal: { code: 'book_key_missing' } });
  assert.deepEqual(await desktopKeys({ ...asked, keyFile }), { ok: true, value: [keys.master] });
  assert.deepEqual(await desktopKeys(asked), { ok: true, value: [keys.master] });
  const stale = played({
    ...keyring.safeStorage,
    decryptStringAsync: async (sealed) => ({
      ...(await keyring.safeStorage.decryptStringAsync(sealed)),
      shouldReEncrypt: true,
    }),
  });
  const before = slotsIn(folder).slots.find(({ kind }) => kind === 'keyring');
  assert.deepEqual(await desktopKeys({ ...asked, keyring: stale }), {
    ok: true,
    value: [keys.master],
  });
  const after = slotsIn(folder).slots.find(({ kind }) => kind === 'keyring');
  assert.notDeepEqual(after, before, 'a keyring with a newer key seals anew');
  assert.deepEqual(await desktopKeys({ ...asked, folder: testFolder(t) }), { ok: true, value: [] });
  assert.deepEqual(said, []);
});
