// Goal: a slot opens with its own passphrase or keyring secret and with nothing else, and whatever is
// changed in the file makes it open no more. Method: slots made, written, read back, and changed in
// one field after the other.
import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { statSync, writeFileSync } from 'node:fs';
import { test } from 'node:test';
import {
  emptySlots,
  type KeySlots,
  keyringSlotOf,
  keySlotsPath,
  keysOf,
  openByKeyring,
  openByPassphrase,
  passphraseSlotOf,
  readKeySlots,
  withEarlier,
  writeKeySlots,
} from '../../main/office/key-slots.ts';
import { testFolder } from '../operations/test-desk.ts';

const key = (): Uint8Array => new Uint8Array(randomBytes(32));
const PASSPHRASE = 'correct horse battery staple';

async function slotsOf(master: Uint8Array, secret = key()): Promise<KeySlots> {
  const keyring = { backend: 'gnome_libsecret', inKeyring: randomBytes(48) };
  const slots = [
    await passphraseSlotOf(master, PASSPHRASE, 1),
    keyringSlotOf(master, secret, keyring, 2),
  ];
  return { ...emptySlots(master), slots };
}

test('the slots of a book are written for its owner alone and read back as they are', async (t) => {
  const folder = testFolder(t);
  assert.deepEqual(readKeySlots(folder), { kind: 'none' });
  const slots = await slotsOf(key());
  writeKeySlots(folder, slots);
  assert.deepEqual(readKeySlots(folder), { kind: 'slots', slots });
  assert.equal(statSync(keySlotsPath(folder)).mode & 0o777, 0o600);
  const damaged = [
    '',
    '{',
    '[]',
    JSON.stringify({ ...slots, format: 'other' }),
    'x'.repeat(300_000),
  ];
  for (const text of damaged) {
    writeFileSync(keySlotsPath(folder), text);
    assert.deepEqual(readKeySlots(folder), { kind: 'unreadable' });
  }
});

test('a passphrase opens its slot, typed on any keyboard; another one does not', async () => {
  const master = key();
  const slots = {
    ...emptySlots(master),
    slots: [await passphraseSlotOf(master, 'Ångström Café', 1)],
  };
  const [slot] = slots.slots;
  const decomposed = 'Ångström Café'.normalize('NFD');
  assert.deepEqual(await openByPassphrase(slots, decomposed), { master, slot });
  for (const wrong of ['', 'ångström café', 'Ångström Café ', PASSPHRASE]) {
    assert.equal(await openByPassphrase(slots, wrong), null, wrong);
  }
});

test('a keyring slot opens with its own secret only', async () => {
  const master = key();
  const secret = key();
  const slots = await slotsOf(master, secret);
  const [passphrase, keyring] = slots.slots;
  assert.ok(passphrase !== undefined && keyring !== undefined);
  assert.deepEqual(openByKeyring(slots, keyring, secret), master);
  assert.equal(openByKeyring(slots, keyring, key()), null);
  assert.equal(openByKeyring(slots, passphrase, secret), null);
});

test('whatever is changed in a slot, it no longer opens', async () => {
  const master = key();
  const secret = key();
  const slots = await slotsOf(master, secret);
  const other = await slotsOf(key(), secret);
  const [passphrase, keyring] = slots.slots;
  assert.ok(passphrase?.kind === 'passphrase' && keyring?.kind === 'keyring');
  const flipped = (hex: string): string => (hex.startsWith('0') ? '1' : '0') + hex.slice(1);
  const changed = [
    { ...passphrase, id: 'other' },
    { ...passphrase, salt: flipped(passphrase.salt) },
    { ...passphrase, cost: { ...passphrase.cost, passes: 2 } },
    { ...passphrase, nonce: flipped(passphrase.nonce) },
    { ...passphrase, wrapped: flipped(passphrase.wrapped) },
    { ...passphrase, nonce: keyring.nonce, wrapped: keyring.wrapped },
  ];
  for (const slot of changed) {
    assert.equal(await openByPassphrase({ ...slots, slots: [slot] }, PASSPHRASE), null);
  }
  const moved = { ...slots, keyId: other.keyId };
  assert.equal(await openByPassphrase(moved, PASSPHRASE), null, 'slots of another key');
  const rings = [
    { ...keyring, id: 'other' },
    { ...keyring, backend: 'basic_text' },
    { ...keyring, wrapped: flipped(keyring.wrapped) },
  ];
  for (const slot of rings) assert.equal(openByKeyring(slots, slot, secret), null);
});

test('keys that the book had before open with the present one, and with no other', () => {
  const [master, before, first] = [key(), key(), key()];
  const slots = withEarlier(emptySlots(master), { master, earlier: [before, first] });
  assert.deepEqual(keysOf(slots, master), { master, earlier: [before, first] });
  assert.deepEqual(keysOf(slots, before).earlier, []);
  const [one, two] = slots.earlier;
  assert.ok(one !== undefined && two !== undefined);
  const mixed = { ...slots, earlier: [{ ...one, keyId: two.keyId }] };
  assert.deepEqual(keysOf(mixed, master).earlier, [], 'a wrap says whose it is');
});
