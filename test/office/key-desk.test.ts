// Goal: the ways of opening a book are changed while it is worked with: each in the trail, once per
// submission, one at a time, and no secret of anybody stays anywhere. Method: an office on an encrypted
// book, asked over the contract; its slots are opened with each secret afterwards, and every file of
// its folder, its log and what its process shows are searched for them.
import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { test } from 'node:test';
import { keysBySecret } from '../../main/office/book-keys.ts';
import { keySlotsPath, readKeySlots } from '../../main/office/key-slots.ts';
import { METHODS_PROVED_AGAIN } from '../../main/office/proved-again.ts';
import { encryptedOffice, PASSPHRASE, seen } from './key-world.ts';
import { codeOf, value } from './people-world.ts';

const SECOND = 'plum ladder 4 quiet canary';
const THIRD = 'tin kettle 9 orbit canary';

async function opens(folder: string, secrets: readonly string[]): Promise<readonly boolean[]> {
  const each: boolean[] = [];
  for (const secret of secrets) each.push((await keysBySecret(folder, secret)).ok);
  return each;
}

test('passphrases come and go in an open book, and none of them is anywhere', async (t) => {
  const { on, folder, recoveryKey } = await encryptedOffice(t, 1);
  const client = on.client();
  const add = { submissionId: 'add', secret: PASSPHRASE, passphrase: SECOND };
  const [first, meanwhile] = await Promise.all([
    client.addKeySlot(add),
    client.addKeySlot({ ...add, submissionId: 'add-2' }),
  ]);
  assert.deepEqual([codeOf(first), codeOf(meanwhile)], ['done', 'keys_are_busy']);
  const slots = value(first).slots.map(({ kind }) => kind);
  assert.deepEqual(slots, ['passphrase', 'keyring', 'passphrase']);
  const again = value(await client.addKeySlot(add));
  assert.deepEqual(again, value(first), 'the same submission adds nothing');

  const replace = { submissionId: 'replace', secret: PASSPHRASE, passphrase: THIRD };
  value(await client.replaceKeySlot(replace));
  assert.deepEqual(await opens(folder, [PASSPHRASE, SECOND, THIRD]), [false, true, true]);

  const [, keyring, second] = value(first).slots;
  const remove = (slot: string) =>
    client.removeKeySlot({ submissionId: `remove-${slot}`, secret: THIRD, slot });
  value(await remove(keyring?.id ?? ''));
  const left = value(await remove(second?.id ?? ''));
  assert.equal(codeOf(await remove(left.slots[0]?.id ?? '')), 'last_slot');
  assert.deepEqual(await opens(folder, [SECOND, THIRD, recoveryKey]), [false, true, true]);

  const shown = value(await client.showRecoveryKey({ submissionId: 'show', secret: THIRD }));
  assert.deepEqual(shown, { recoveryKey });
  const pid = on.office.pid() ?? 0;
  const secrets = [PASSPHRASE, SECOND, THIRD, recoveryKey, recoveryKey.slice(0, 24)];
  assert.deepEqual(seen(folder, pid, secrets), []);
  const page = value(await client.trailPage({ filter: {}, before: null, limit: 100 }));
  const deeds = page.rows.map(({ deed }) => deed);
  assert.deepEqual(deeds.filter((deed) => /Key/.test(deed)).reverse(), [
    'addKeySlot',
    'replaceKeySlot',
    'removeKeySlot',
    'removeKeySlot',
    'showRecoveryKey',
  ]);
  await on.kill();
  assert.equal((await on.done((c) => c.audit({}))).ok, true);
  assert.deepEqual(seen(folder, on.office.pid() ?? 0, secrets), []);
});

test('slots that were damaged are made anew by whoever has the recovery key', async (t) => {
  const { on, folder, recoveryKey } = await encryptedOffice(t, 0);
  writeFileSync(keySlotsPath(folder), '{');
  const client = on.client();
  assert.equal(value(await client.bookKeys({})).state, 'damaged');
  const add = { submissionId: 'add', passphrase: SECOND };
  assert.equal(codeOf(await client.addKeySlot({ ...add, secret: PASSPHRASE })), 'book_key_wrong');
  value(await client.addKeySlot({ ...add, submissionId: 'add-2', secret: recoveryKey }));
  assert.equal(readKeySlots(folder).kind, 'slots');
  assert.equal(readFileSync(`${keySlotsPath(folder)}.damaged`, 'utf8'), '{');
  assert.deepEqual(await opens(folder, [PASSPHRASE, SECOND]), [false, true]);
});

test('whoever changes the keys shows again who they are', () => {
  const keys = ['addKeySlot', 'replaceKeySlot', 'removeKeySlot', 'showRecoveryKey'];
  assert.deepEqual(
    keys.filter((name) => !METHODS_PROVED_AGAIN.includes(name)),
    [],
  );
});
