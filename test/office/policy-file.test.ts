// Goal: what the administrator's policy file sets is in force from a start on, stands in the trail, and
// nobody at the console sets it otherwise; a file that others could have written, or that says what
// cannot be, opens no book. Method: files of every kind read by hand; then one office under a file
// that appears, changes and goes.
import assert from 'node:assert/strict';
import { chmodSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { localActor } from '../../main/domain/permissions.ts';
import { Fault } from '../../main/domain/result.ts';
import { readPolicyFile, systemPolicyFile } from '../../main/office/policy-file.ts';
import { OfficeStopped } from '../../main/office/supervise.ts';
import { createClient } from '../../preload/client.ts';
import { contract } from '../../preload/contract/contract.ts';
import { testFolder } from '../operations/test-desk.ts';
import { codeOf, passphraseOf, peopleWorld, value } from './people-world.ts';
import { LIVE, lookInto, type RunningOffice, runningOffice } from './running-office.ts';

const OWNER = process.getuid?.() ?? null;
const GOOD = JSON.stringify({ 'reviewAbove:EUR': '5000000', coreBalancesStale: 'hold' });

type Place = { readonly folder: string; readonly path: string };

function placeIn(root: string): Place {
  const folder = join(root, 'settings');
  mkdirSync(folder, { mode: 0o755 });
  return { folder, path: join(folder, 'policy.json') };
}

function write({ path }: Place, text: string, mode = 0o644): void {
  writeFileSync(path, text);
  chmodSync(path, mode);
}

/** How each file is made, and the fault it is; null: it is read. */
const FILES: readonly (readonly [what: string, make: (at: Place) => void, fault: string | null])[] =
  [
    ['a good file', (at) => write(at, GOOD), null],
    ['written by its group', (at) => write(at, GOOD, 0o664), 'policy_file_not_trusted'],
    ['written by anybody', (at) => write(at, GOOD, 0o646), 'policy_file_not_trusted'],
    [
      'in a folder that anybody writes',
      (at) => {
        write(at, GOOD);
        chmodSync(at.folder, 0o777);
      },
      'policy_file_not_trusted',
    ],
    [
      'a link to a good file',
      (at) => {
        writeFileSync(`${at.path}.other`, GOOD);
        symlinkSync(`${at.path}.other`, at.path);
      },
      'policy_file_not_trusted',
    ],
    ['a folder', (at) => mkdirSync(at.path), 'policy_file_not_trusted'],
    ['no JSON', (at) => write(at, 'reviewAbove=5'), 'policy_file_unreadable'],
    ['a list', (at) => write(at, '[]'), 'policy_file_unreadable'],
    [
      'too large',
      (at) => write(at, `{"updateFeed":"${'x'.repeat(70_000)}"}`),
      'policy_file_unreadable',
    ],
    ['an unknown name', (at) => write(at, '{"nothing":"1"}'), 'policy_file_wrong'],
    ['a value that cannot be', (at) => write(at, '{"cutOff:batch":"25:00"}'), 'policy_file_wrong'],
    ['a number', (at) => write(at, '{"duplicateWindowDays":3}'), 'policy_file_wrong'],
  ];

for (const [what, make, fault] of FILES) {
  test(`${what}: ${fault ?? 'is read'}`, (t) => {
    const at = placeIn(testFolder(t));
    make(at);
    const read = () => readPolicyFile({ path: at.path, owner: OWNER });
    if (fault === null) {
      assert.deepEqual([...(read()?.values ?? [])], Object.entries(JSON.parse(GOOD)));
      return;
    }
    assert.throws(read, (error: unknown) => error instanceof Fault && error.code === fault);
  });
}

test('no file is none; a file of another owner is nobody’s; the place is the system’s', (t) => {
  const at = placeIn(testFolder(t));
  assert.equal(readPolicyFile({ path: at.path, owner: OWNER }), null);
  write(at, GOOD);
  if (OWNER !== null) {
    assert.throws(
      () => readPolicyFile({ path: at.path, owner: OWNER + 1 }),
      (error: unknown) => error instanceof Fault && error.code === 'policy_file_not_trusted',
    );
  }
  const places = (['linux', 'darwin', 'win32'] as const).map((platform) =>
    systemPolicyFile(platform),
  );
  assert.deepEqual(places, [
    { path: '/etc/counterfoil/policy.json', owner: 0 },
    { path: '/Library/Application Support/Counterfoil/policy.json', owner: 0 },
    { path: 'C:\\ProgramData\\Counterfoil\\policy.json', owner: null },
  ]);
});

async function settingOf(on: RunningOffice, name: string) {
  const { settings } = await on.done((client) => client.settings({}));
  const found = settings.find((each) => each.name === name);
  return [found?.value, found?.source];
}

let asked = 0;
function set(on: RunningOffice, name: string, value: string) {
  asked += 1;
  const submissionId = `set-${asked}`;
  return on.ask((client) => client.setPolicy({ submissionId, name, value }));
}

const NAME = 'duplicateWindowDays';

/** Who set what, in order. */
function trail(folder: string): readonly string[] {
  const sql =
    "SELECT actor FROM deeds WHERE deed = 'setPolicy' AND outcome = 'done' ORDER BY sequence";
  return lookInto(folder, (db) => db.prepare<[], string>(sql).pluck().all());
}

test('a file is in force from a start on, and nobody at the console sets it otherwise', async (t) => {
  const folder = testFolder(t);
  const at = placeIn(folder);
  const book = join(folder, 'book');
  const start = () =>
    runningOffice(t, book, { ...LIVE, policyFile: { path: at.path, owner: OWNER } });
  write(at, JSON.stringify({ [NAME]: '21' }));
  const first = await start();
  assert.deepEqual(await settingOf(first, NAME), ['21', 'file']);
  // An untouched book may still become a demonstration: the first deed brings it in.
  assert.deepEqual(trail(book), []);
  assert.deepEqual(await set(first, NAME, '7'), {
    ok: false,
    refusal: { code: 'policy_set_by_file', name: NAME },
  });
  assert.equal((await set(first, 'stepUpSeconds', '60')).ok, true);
  assert.deepEqual(trail(book), ['policy:file', 'anna']);
  await first.stop();

  write(at, JSON.stringify({ [NAME]: '30' }));
  const second = await start();
  await second.done((client) =>
    client.setPolicy({ submissionId: 'x', name: 'stepUpSeconds', value: '90' }),
  );
  assert.deepEqual(trail(book), ['policy:file', 'anna', 'policy:file', 'anna']);
  await second.stop();

  rmSync(at.path);
  const third = await start();
  assert.deepEqual(
    await settingOf(third, NAME),
    ['30', 'book'],
    'what it set stands until it is set',
  );
  assert.equal((await set(third, NAME, '7')).ok, true);
  await third.stop();

  write(at, '{', 0o644);
  await assert.rejects(
    start,
    (error: unknown) =>
      error instanceof OfficeStopped &&
      error.reason.kind === 'failed' &&
      error.reason.code === 'policy_file_unreadable',
  );
});

test('in a book with people too: nobody signs for the file, and nobody signs past it', async (t) => {
  const at = placeIn(testFolder(t));
  const start = { ...LIVE, policyFile: { path: at.path, owner: OWNER } };
  const world = await peopleWorld(t, start);
  const { folder } = world.on;
  const ada = await world.as('ada');
  const asking = { submissionId: world.id(), name: NAME, value: '7' };
  assert.equal(codeOf(await ada.setPolicy(asking)), 'second_person_required');
  await world.on.stop();

  write(at, JSON.stringify({ [NAME]: '21' }));
  const again = await runningOffice(t, folder, start);
  const stated = { actor: localActor('anna'), shell: 'loopback', seat: 'bo' } as const;
  const bo = createClient(contract, again.office.open(stated));
  const proof = { passphrase: passphraseOf('bo'), code: '' };
  value(await bo.signIn({ signInName: 'bo', ...proof }));
  assert.deepEqual(trail(folder), ['policy:file'], 'the file is in force, signed for by nobody');
  const [waiting] = value(await bo.requestList({})).requests;
  assert.ok(waiting !== undefined, 'what was asked for before still waits');
  const { requestId, shown } = waiting;
  const said = { submissionId: world.id(), requestId, shown, remark: '' };
  const refused = await bo.decideRequest({ ...said, decision: 'approved' });
  assert.deepEqual(refused, {
    ok: false,
    refusal: { code: 'request_cannot_be_done', requestId, why: 'policy_set_by_file' },
  });
  assert.deepEqual(trail(folder), ['policy:file']);
});
