// Goal: in a book with people every command is somebody's: nobody gets an answer without signing in
// or beyond their role, and a passphrase is in no argument, environment or file. Method: the commands
// as processes, from the set-up of two administrators to a settled payment, with a search of every
// process while they run and of every file they leave.

import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { setImmediate as turn } from 'node:timers/promises';
import { TRIES_MAX } from '../../../main/domain/people.ts';
import { localActor } from '../../../main/domain/permissions.ts';
import { superviseOffice } from '../../../main/office/supervise.ts';
import { createClient } from '../../../preload/client.ts';
import { contract } from '../../../preload/contract/contract.ts';
import { smallPain001 } from '../../fixtures/small-pain001.ts';
import { BRANDT, demoBankList, supplierIban } from '../../office/demo-bank.ts';
import { LIVE, startOf } from '../../office/running-office.ts';
import { CLI, type Json, runCli } from './run-cli.ts';

const PEOPLE = ['ada', 'bo', 'li', 'su'] as const;
const passphraseOf = (name: string): string => `${name} hides 7 Canary kettles`;

let here = '';
before(() => {
  here = mkdtempSync(join(tmpdir(), 'counterfoil-people-'));
  demoBankList(here);
  for (const name of PEOPLE) secret(name, passphraseOf(name));
  const items = [{ amount: '1000.00', to: supplierIban(1) }];
  const file = { messageId: 'PEOPLE-1', debtor: BRANDT, items, date: '2026-01-05' };
  writeFileSync(join(here, 'pay.xml'), smallPain001(file));
});
after(() => rmSync(here, { recursive: true, force: true }));

function secret(name: string, passphrase: string, mode = 0o600): void {
  writeFileSync(join(here, `${name}.pass`), `${passphrase}\n`, { mode });
}

/** Everything in the arguments and environments of all processes that could be read. */
function processes(): string {
  const pids = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  const read = (path: string): string => {
    try {
      return readFileSync(path, 'latin1');
    } catch {
      // It ended meanwhile, or is somebody else's.
      return '';
    }
  };
  return pids.map((pid) => read(`/proc/${pid}/cmdline`) + read(`/proc/${pid}/environ`)).join('\n');
}

/** Runs it with `--json`. */
async function only(
  args: readonly string[],
  book = 'book',
): Promise<{ readonly code: number | null; readonly line: Json }> {
  const { code, out, err } = await runCli([...args, '--json', '--data', book], here);
  assert.doesNotMatch(out + err, /Canary kettles/);
  const [line = '{}', ...others] = out.split('\n').filter((each) => each !== '');
  assert.deepEqual(others, []);
  return { code, line: JSON.parse(line) };
}

/** The same, and searches the processes over and over until it has ended. */
async function searched<Ran>(running: Promise<Ran>): Promise<Ran> {
  const state = { isOver: false };
  const over = running.finally(() => {
    state.isOver = true;
  });
  let commands = 0;
  while (!state.isOver && process.platform === 'linux') {
    const all = processes();
    assert.doesNotMatch(all, /Canary kettles/);
    if (all.includes(CLI)) commands += 1;
    for (let turns = 0; turns < 50 && !state.isOver; turns += 1) await turn();
  }
  assert.ok(commands > 0 || process.platform !== 'linux', 'the command was seen');
  return over;
}

const as = (name: string, args: readonly string[], file = name) =>
  only([...args, '--as', name, '--passphrase-file', `${file}.pass`]);

async function refusedWith(code: string, ran: ReturnType<typeof only>): Promise<void> {
  const { code: exit, line } = await ran;
  assert.deepEqual([exit, line.outcome, line.code], [1, 'refused', code]);
  assert.match(String(line.message), /^[A-Z].* .*\.$/s, `${code} is said in words`);
}

/** Files that hold a passphrase, beside those it was brought in. */
function leftBehind(): readonly string[] {
  const files = readdirSync(here, { recursive: true, withFileTypes: true });
  return files
    .filter((each) => each.isFile() && !each.name.endsWith('.pass'))
    .filter((each) => {
      const bytes = readFileSync(join(each.parentPath, each.name));
      const [plain, wide] = ['utf8', 'utf16le'] as const;
      const canary = 'Canary kettles';
      return bytes.includes(canary, 0, plain) || bytes.includes(Buffer.from(canary, wide));
    })
    .map(({ name }) => name);
}

/** Adds somebody with a role that `ada` asks for and `bo` signs, and who chooses a passphrase. */
async function bring(name: string, fullName: string, role: string): Promise<void> {
  const added = await as('ada', ['people', 'add', name, fullName]);
  assert.deepEqual([added.code, added.line.outcome], [0, 'added']);
  secret(`${name}-first`, String(added.line.firstPassphrase));
  const asked = await as('ada', ['people', 'grant', name, role]);
  assert.deepEqual([asked.code, asked.line.outcome], [0, 'asked']);
  const grant = String(asked.line.grant);
  const signed = await as('bo', ['people', 'sign', grant]);
  const person = added.line.person;
  const done = { outcome: 'signed', grant: asked.line.grant, person, firstPassphrase: null };
  assert.deepEqual(signed, { code: 0, line: done });
  const choosing = ['people', 'passphrase', '--new-passphrase-file', `${name}.pass`];
  const chosen = await as(name, choosing, `${name}-first`);
  assert.deepEqual(chosen, { code: 0, line: { outcome: 'passphrase_chosen' } });
}

test('from two administrators to a settled payment: everybody signs in, and does what is theirs', async () => {
  const names = ['people', 'set-up', 'Ada', 'Ada Adler', 'bo', 'Bo Brandt'];
  const files = ['--passphrase-file', 'ada.pass', '--passphrase-file', 'bo.pass'];
  const setUp = await searched(only([...names, ...files]));
  assert.deepEqual(setUp, { code: 0, line: { outcome: 'set_up', first: 1, second: 2 } });
  await refusedWith('sign_in_required', only(['status']));
  await refusedWith('sign_in_required', only([...names, ...files]));
  await refusedWith('not_permitted', as('ada', ['status']));
  const accounts = await as('ada', ['accounts', 'import', 'accounts.csv']);
  assert.deepEqual([accounts.code, accounts.line.opened], [0, 7]);

  await bring('li', 'Li Wei', 'submitter');
  await bring('su', 'Susanne Vogt', 'supervisor');
  await refusedWith('credential_must_change', firstAgain('nn', 'No Name'));

  await refusedWith('sign_in_required', only(['submit', 'pay.xml']));
  const wrongRole = await as('su', ['submit', 'pay.xml']);
  assert.deepEqual([wrongRole.code, wrongRole.line.code], [1, 'not_permitted']);
  const submitted = await searched(as('li', ['submit', 'pay.xml']));
  assert.deepEqual([submitted.code, submitted.line.judged], [0, true]);
  await refusedWith('not_permitted', as('li', ['settle']));
  const settled = await as('su', ['settle']);
  assert.deepEqual([settled.code, settled.line.outcome], [0, 'settled']);
  const status = await as('li', ['status']);
  const { payments, backup } = status.line;
  assert.deepEqual([status.code, payments, backup], [0, { settled: 1 }, null]);
  assert.equal((await as('su', ['audit'])).code, 0);
  assert.deepEqual(leftBehind(), []);
});

test('away by the terminal: what they hold rests until they are back', async () => {
  const away = ['people', 'absent', 'me', '--until', '2099-01-01', '--deputy', '1'];
  const marked = await as('su', away);
  const { outcome, deputy, deputyGrant } = marked.line;
  assert.deepEqual([marked.code, outcome, deputy], [0, 'absent', 1]);
  assert.ok(Number(deputyGrant) > 0);
  await refusedWith(
    'absence_marked',
    as('ada', ['people', 'absent', 'su', '--until', '2099-01-01']),
  );
  await refusedWith('not_permitted', as('su', ['settle']));
  const back = await as('su', ['people', 'back', 'me']);
  assert.deepEqual([back.code, back.line.outcome], [0, 'back']);
  await refusedWith('not_absent', as('bo', ['people', 'back', 'su']));
  assert.equal((await as('su', ['audit'])).code, 0);
});

/** Whoever has not chosen an own passphrase yet asks for something else. */
async function firstAgain(name: string, fullName: string): ReturnType<typeof only> {
  const added = await as('bo', ['people', 'add', name, fullName]);
  secret(name, String(added.line.firstPassphrase));
  return as(name, ['status']);
}

/** What `sign` says to bo, line by line. */
async function signLines(...args: readonly string[]) {
  const who = ['--as', 'bo', '--passphrase-file', 'bo.pass', '--json', '--data', 'book'];
  const { code, out } = await runCli(['sign', ...args, ...who], here);
  const read = out.split('\n').filter((each) => each !== '');
  return { code, lines: read.map((each): Json => JSON.parse(each)) };
}

test('what others must sign is previewed, and signed by the code of just that preview', async () => {
  await refusedWith('second_person_required', as('ada', ['policy', 'duplicateWindowDays', '9']));
  await refusedWith('second_person_required', as('ada', ['policy', 'stepUpSeconds', '60']));
  const shown = await signLines();
  const preview = shown.lines.at(-1) ?? {};
  assert.deepEqual([shown.code, preview.outcome, preview.toSign], [0, 'preview', 2]);
  assert.match(String(shown.lines[0]?.what), /duplicateWindowDays, value 14 → 9$/);
  const signed = await signLines('--confirm', String(preview.confirm));
  const outcomes = signed.lines.map(({ outcome, kind, id, open }) => ({ outcome, kind, id, open }));
  const one = { outcome: 'signed', kind: 'request', open: 0 };
  assert.deepEqual(outcomes, [
    { ...one, id: 1 },
    { ...one, id: 2 },
  ]);
});

test('a right takes two: nobody signs what they asked for or what is for themselves', async () => {
  const bounded = ['people', 'grant', 'li', 'submitter', '--currency', 'EUR', '--until'];
  const unreadable = await as('ada', [...bounded, '2030-12-31', '--daily-limit', '1,5']);
  assert.deepEqual([unreadable.code, unreadable.line.code], [2, 'amount_unreadable']);
  const asked = await as('ada', [...bounded, '2030-12-31', '--single-limit', '5000.00']);
  assert.equal(asked.code, 0);
  const grant = String(asked.line.grant);
  await refusedWith('second_person_must_differ', as('ada', ['people', 'sign', grant]));
  await refusedWith('not_permitted', as('li', ['people', 'sign', grant]));
  await refusedWith('grant_is_for_oneself', as('bo', ['people', 'grant', 'bo', 'submitter']));
  await refusedWith('person_unknown', as('bo', ['people', 'grant', 'zz', 'submitter']));
  const listed = await as('bo', ['people']);
  assert.ok(Array.isArray(listed.line.grants) && Array.isArray(listed.line.people));
  const { validFrom, askedAt, ...waiting } = listed.line.grants.at(-1);
  assert.match(askedAt, /^\d{4}-\d\d-\d\dT/);
  assert.match(validFrom, /^\d{4}-\d\d-\d\d$/);
  assert.deepEqual(waiting, {
    grant: Number(grant),
    person: 3,
    kind: 'role',
    role: 'submitter',
    standsFor: 0,
    branch: '',
    rail: '',
    currency: 'EUR',
    singleLimit: '5000.00',
    dailyLimit: null,
    validUntil: '2030-12-31',
    askedBy: 'person:1',
    decidedBy: '',
    decidedAt: null,
    state: 'asked',
    signers: [2],
  });
  const reviewed = await as('bo', ['people', 'review']);
  assert.deepEqual([reviewed.code, reviewed.line.outcome], [0, 'review']);
  assert.deepEqual(reviewed.line.grants, listed.line.grants);
  assert.equal((await as('bo', ['people', 'refuse', grant])).code, 0);
  await refusedWith('grant_not_waiting', as('bo', ['people', 'sign', grant]));
  assert.equal((await as('ada', ['people', 'end', 'nn'])).line.outcome, 'ended');
  await refusedWith('administrators_needed', as('ada', ['people', 'end', 'bo']));
});

test('wrong, closed, open to others, not to be asked: refused in words, with what to do', async () => {
  await refusedWith('sign_in_refused', as('li', ['status'], 'bo'));
  await refusedWith('sign_in_refused', as('nobody', ['status'], 'bo'));
  secret('open', passphraseOf('li'), 0o640);
  await refusedWith('passphrase_file_open_to_others', as('li', ['status'], 'open'));
  await refusedWith('passphrase_file_unreadable', as('li', ['status'], 'missing'));
  secret('long', 'x'.repeat(201));
  await refusedWith('passphrase_too_long', as('li', ['status'], 'long'));
  await refusedWith('passphrase_not_asked', only(['status', '--as', 'li']));
  await refusedWith('no_people', only(['status', '--as', 'li'], 'without'));
  assert.equal((await only(['status'], 'without')).code, 0);
  const chinese = await runCli(['status', '--data', 'book', '--lang', 'zh-CN'], here);
  assert.equal(chinese.code, 1);
  assert.match(chinese.err, /^拒绝：此账簿已设置人员，但无人登录。.*--as/);

  const office = superviseOffice(startOf(join(here, 'book'), LIVE));
  const session = { actor: localActor('x'), shell: 'cli' } as const;
  await office.ready();
  const client = createClient(contract, office.open(session));
  for (let tries = 1; tries < TRIES_MAX; tries += 1) {
    await client.signIn({ signInName: 'li', passphrase: 'wrong by all means', code: '' });
  }
  await office.stop();
  await refusedWith('sign_in_blocked', as('li', ['status']));
  assert.deepEqual(leftBehind(), []);
});

test('what cannot be meant is usage: a passphrase in an argument among it', async () => {
  const wrong = [
    ['status', '--passphrase', 'secret'],
    ['status', '--passphrase-file', 'ada.pass'],
    ['status', '--as', ''],
    ['verify', 'book/book.db', '--as', 'ada'],
    ['people', 'set-up', 'ada', 'Ada'],
    ['people', 'grant', 'li', 'king'],
    ['people', 'sign', 'li'],
    ['people', 'add', 'li', 'Li', '--branch', 'x'],
    ['status', '--until', '2030-01-01'],
  ];
  const ran = await Promise.all(wrong.map((args) => runCli(args, here)));
  assert.deepEqual(
    ran.map(({ code }) => code),
    wrong.map(() => 2),
  );
});
