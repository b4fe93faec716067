// Goal: the open book gets another key, or its first one, from the console: what is there stays, what
// opened it before does no longer, and no secret is anywhere; stopped or killed on the way it is whole.
// Method: an office asked over the contract on a plain and an encrypted book; it is stopped and killed
// at each phase that it tells, and every file of its folder, its log and what its process shows are
// searched for the secrets and for what was plain.
import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { answerAt } from '../../main/office/answer-at.ts';
import { isEncrypted, keysBySecret } from '../../main/office/book-keys.ts';
import { createClient } from '../../preload/client.ts';
import { contract } from '../../preload/contract/contract.ts';
import { testFolder } from '../operations/test-desk.ts';
import { channelPair } from './channel-pair.ts';
import { ADLER, demoBankList } from './demo-bank.ts';
import { givingWorld } from './giving-world.ts';
import { encryptedOffice, PASSPHRASE, seen } from './key-world.ts';
import { codeOf, value } from './people-world.ts';
import { importList, type RunningOffice, runningOffice } from './running-office.ts';

const FRESH = 'plum ladder 4 quiet canary';

/** What is asked when another key is to be taken, and the key in writing. */
async function offered(on: RunningOffice, secrets: readonly string[], passphrase = '') {
  const { keyId: from } = await on.done((client) => client.bookKeys({}));
  const chosen = { from, secrets, passphrase, dropOthers: false };
  const { keyId: to, recoveryKey } = await on.done((client) =>
    client.offerKey({ requestId: 'offer', ...chosen }),
  );
  return { recoveryKey, asked: { submissionId: `key-${to.slice(0, 8)}`, ...chosen, to } };
}

/** Whether everything is there, and whether nothing staged was left. */
async function assertWhole(on: RunningOffice): Promise<void> {
  assert.equal((await on.done((client) => client.audit({}))).ok, true);
  const odd = readdirSync(on.folder).filter((name) => /^\.rekeying|key-change/.test(name));
  assert.deepEqual(odd, []);
}

async function opens(folder: string, secrets: readonly string[]): Promise<readonly boolean[]> {
  const each: boolean[] = [];
  for (const secret of secrets) each.push((await keysBySecret(folder, secret)).ok);
  return each;
}

async function plainOffice(t: TestContext) {
  const here = testFolder(t);
  const folder = join(here, 'book');
  const on = await runningOffice(t, folder);
  await importList(on, demoBankList(here), 'accounts');
  return { on, folder };
}

test('an encrypted book gets another key while it is open, and then the one of before opens nothing', async (t) => {
  const { on, folder, recoveryKey } = await encryptedOffice(t, 1);
  const { recoveryKey: fresh, asked } = await offered(on, [PASSPHRASE], FRESH);
  const before = await on.done((client) => client.bookKeys({}));
  assert.deepEqual(await on.done((client) => client.changeKey(asked)), { keyId: asked.to });
  const { room: _, ...after } = await on.done((client) => client.bookKeys({}));
  const kinds = after.slots.map(({ kind, madeBy }) => [kind, madeBy]);
  assert.deepEqual([after.keyId, after.madeBy, after.earlier], [asked.to, 'anna', 1]);
  assert.deepEqual(kinds, Array(2).fill(['passphrase', 'anna']));
  assert.notEqual(before.keyId, after.keyId);
  assert.deepEqual(await opens(folder, [PASSPHRASE, FRESH, fresh, recoveryKey]), [
    true,
    true,
    true,
    false,
  ]);
  await assertWhole(on);
  const secrets = [PASSPHRASE, FRESH, fresh, fresh.slice(0, 24), recoveryKey];
  assert.deepEqual(seen(folder, on.office.pid() ?? 0, secrets), []);
  assert.deepEqual(await on.done((client) => client.changeKey(asked)), { keyId: asked.to });
  await on.kill();
  await assertWhole(on);
  const page = await on.done((c) => c.trailPage({ filter: {}, before: null, limit: 100 }));
  assert.equal(page.rows.filter(({ deed }) => deed === 'changeKey').length, 1);
});

test('a plain book is encrypted while it is open, and nothing of it stays plain', async (t) => {
  const { on, folder } = await plainOffice(t);
  const { recoveryKey, asked } = await offered(on, [], FRESH);
  assert.equal(asked.from, '');
  await on.done((client) => client.changeKey(asked));
  assert.equal(isEncrypted(join(folder, 'book.db')), true);
  assert.deepEqual(await opens(folder, [FRESH, recoveryKey]), [true, true]);
  await assertWhole(on);
  assert.deepEqual(seen(folder, on.office.pid() ?? 0, [FRESH, recoveryKey, ADLER.iban]), []);
  // A second key right after the first: the shell knows both.
  const second = await offered(on, [FRESH]);
  await on.done((client) => client.changeKey(second.asked));
  assert.deepEqual(await opens(folder, [FRESH, recoveryKey, second.recoveryKey]), [
    true,
    false,
    true,
  ]);
  await assertWhole(on);
});

/** Resolves once the job is at a phase; also where it ended before anybody saw that. */
async function untilPhase(on: RunningOffice, phase: string | null): Promise<void> {
  let isBegun = false;
  for await (const now of on.client().keepingProgress({})) {
    isBegun ||= now.job === 'key';
    if (isBegun && (now.phase === phase || now.job === null)) return;
  }
}

test('stopped on the way the book keeps its key, and deeds go on', async (t) => {
  const { on, folder, recoveryKey } = await encryptedOffice(t, 0);
  const { asked } = await offered(on, [PASSPHRASE]);
  const begun = untilPhase(on, null);
  const running = on.client().changeKey(asked);
  await begun;
  await on.done((client) => client.stopKeeping({}));
  assert.equal(codeOf(await running), 'cancelled');
  const policy = { submissionId: 'after', name: 'duplicateWindowDays', value: '7' };
  value(await on.client().setPolicy(policy));
  assert.deepEqual(await opens(folder, [PASSPHRASE, recoveryKey]), [true, true]);
  await assertWhole(on);
  // What was offered may still be taken, by another submission.
  await on.done((client) => client.changeKey({ ...asked, submissionId: 'again' }));
  assert.deepEqual(await opens(folder, [PASSPHRASE, recoveryKey]), [true, false]);
});

test('a book that failed its check keeps no asking for another key, as it takes no deed', async (t) => {
  const { office, place } = await givingWorld(t);
  const { book } = office.desk;
  const { asker, office: end } = channelPair();
  answerAt(office, place, end, (error) => assert.fail(String(error)));
  const client = createClient(contract, asker);
  const from = value(await client.bookKeys({})).keyId;
  const chosen = { from, secrets: [PASSPHRASE], passphrase: '', dropOthers: false };
  const needed = await client.offerKey({ requestId: office.newId(), ...chosen });
  assert.equal(codeOf(needed), 'second_person_required');
  book.db.exec(
    'DROP TRIGGER deed_requests_no_update; UPDATE deed_requests SET digest = zeroblob(8)',
  );
  const failed = new Promise<void>((resolve) => office.check.onChange(resolve));
  office.check.look();
  await failed;
  const { sequence } = book.chainHead();
  const refused = await client.offerKey({ requestId: office.newId(), ...chosen, from: 'other' });
  assert.equal(codeOf(refused), 'book_failed_its_check');
  assert.equal(book.chainHead().sequence, sequence, 'nothing was written');
});

for (const phase of ['copying', 'verifying'] as const) {
  test(`killed at ${phase} the book is whole under one key or the other`, async (t) => {
    const { on, folder } = await plainOffice(t);
    const { asked } = await offered(on, [], FRESH);
    const reached = untilPhase(on, phase);
    const running = on.client().changeKey(asked);
    await reached;
    const pid = on.office.pid();
    // An office that has come to its end meanwhile ends by itself.
    if (pid !== null) process.kill(pid, 'SIGKILL');
    await running;
    const { keyId } = await on.done((client) => client.bookKeys({}));
    assert.ok(['', asked.to].includes(keyId));
    assert.equal(isEncrypted(join(folder, 'book.db')), keyId !== '');
    await assertWhole(on);
    const again = keyId === '' ? await offered(on, [], FRESH) : null;
    if (again !== null) await on.done((client) => client.changeKey(again.asked));
    assert.deepEqual(await opens(folder, [FRESH]), [true]);
    await assertWhole(on);
  });
}
