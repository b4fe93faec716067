// Goal: two people with two workstations and no wire sign with the command line: a key made and enrolled, a package
// taken out, read and signed where there is no book, and brought back. Method: a small book made
// by its deeds, then every command in turn, with the files that pass between them.
import assert from 'node:assert/strict';
import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { actorId } from '../../../main/domain/people.ts';
import { localActor } from '../../../main/domain/permissions.ts';
import { openBook } from '../../../main/ledger/book.ts';
import { hashPassphrase } from '../../../main/office/passphrase.ts';
import { deskOf, policyOf } from '../../../main/operations/desk.ts';
import { setUpPeople } from '../../../main/operations/people.ts';
import { askForDeed } from '../../../main/operations/requests.ts';
import { readArguments } from '../../../main/shell/cli/arguments.ts';
import { runCommandLine } from '../../../main/shell/cli/run.ts';
import { lookInto } from '../../office/running-office.ts';
import { testFolder } from '../../operations/test-desk.ts';

const PASSPHRASE = 'Canary kettles hide 7';
const KEY_PASSPHRASE = 'Canary knobs turn 9 times';
const AT = Date.UTC(2026, 10, 20, 9);

/** A book in which Ada asked for a setting, and Bo is to sign for it. */
async function askedBook(folder: string): Promise<void> {
  let drawn = 0;
  const bytes = (count: number): Uint8Array => {
    drawn += 1;
    return new Uint8Array(count).fill(drawn);
  };
  const next = (): string => {
    drawn += 1;
    return `made-${drawn}`;
  };
  const book = openBook(folder, { instanceId: 'cli', now: AT, demo: false }, bytes);
  const desk = deskOf(book);
  const passphraseHash = await hashPassphrase(PASSPHRASE);
  const named = (name: string) => ({ signInName: name, name, passphraseHash });
  const context = { actor: localActor('anna'), now: AT, ids: { next, bytes } };
  const both = { submissionId: next(), first: named('ada'), second: named('bo') };
  assert.ok(setUpPeople(desk, both, context).ok);
  const ada = {
    ...context,
    actor: { id: actorId(1), name: '', roles: ['administrator'] },
  } as const;
  const asked = { deed: 'setPolicy', name: 'duplicateWindowDays', value: '9' } as const;
  assert.ok(askForDeed(desk, { submissionId: next(), asked, remark: '' }, ada).ok);
  book.close();
}

function settingIn(folder: string): number {
  const book = openBook(folder, { instanceId: '', now: 0, demo: false }, (n) => new Uint8Array(n));
  const { duplicateWindowDays } = policyOf(deskOf(book));
  book.close();
  return duplicateWindowDays;
}

test('a deed is signed for on a workstation without its book, and brought back', async (t) => {
  const here = testFolder(t);
  const folder = join(here, 'book');
  mkdirSync(folder, { mode: 0o700 });
  await askedBook(folder);
  const secret = (name: string, text: string): string => {
    writeFileSync(join(here, name), `${text}\n`, { mode: 0o600 });
    return name;
  };
  const own = secret('own.pass', PASSPHRASE);
  const ofKey = secret('key.pass', KEY_PASSPHRASE);
  /** Runs one command, and answers its exit code and what it printed. */
  const run = async (...args: readonly string[]) => {
    let said = '';
    const sink = { write: (text: string) => (said += text) };
    const code = await runCommandLine(args, { INIT_CWD: here }, { out: sink, err: sink });
    return { code, said };
  };
  const json = async (...args: readonly string[]) => {
    const { code, said } = await run(...args, '--json');
    const lines: { readonly [name: string]: unknown }[] = said
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line));
    return { code, lines };
  };
  const as = (name: string, ...args: readonly string[]) =>
    json('approval', ...args, '--data', 'book', '--as', name, '--passphrase-file', own);

  const made = await json('approval', 'key', 'bo.json', '--as', 'bo', '--new-key-file', ofKey);
  const [{ publicKey } = {}] = made.lines;
  assert.deepEqual([made.code, statSync(join(here, 'bo.json')).mode & 0o777], [0, 0o600]);

  const enrolled = await as('bo', 'enrol', 'bo.json');
  assert.deepEqual(enrolled.lines, [{ outcome: 'enrolled', key: 1, publicKey }]);
  const accepted = await as('ada', 'accept', '1');
  assert.deepEqual(accepted.lines, [{ outcome: 'accepted', key: 1, person: 2 }]);

  const onto = await as('ada', 'export', 'r1', '--to', 'bo.json');
  assert.deepEqual([onto.code, onto.lines[0]?.code], [1, 'carried_file_exists']);
  const taken = await as('ada', 'export', 'r1', '--to', 'out.package.json');
  assert.deepEqual([taken.code, taken.lines[0]?.outcome], [0, 'exported']);
  const sql = `SELECT count(*) FROM deeds WHERE deed = 'exportApproval'`;
  const noted = lookInto(folder, (db) => db.prepare<[], bigint>(sql).pluck().get());
  assert.equal(noted, 1n, 'one was taken out, and the other never written');

  const shown = await run('approval', 'show', 'out.package.json', '--lang', 'en');
  assert.equal(shown.code, 0);
  assert.match(
    shown.said,
    /Request r1: Change a setting.*Repeats suspected within \(days\).*14 → 9/s,
  );
  const sign = ['approval', 'sign', 'out.package.json', '--key', 'bo.json', '--key-file'];
  const wrong = await json(...sign, own);
  assert.deepEqual([wrong.code, wrong.lines[0]?.code], [1, 'signing_key_not_opened']);
  const strange = await json(...sign, ofKey, '--reject', '7', '--reason', 'no');
  assert.equal(strange.lines[0]?.code, 'word_of_nothing');
  const signed = await json(...sign, ofKey);
  assert.deepEqual([signed.code, signed.lines[0]?.file], [0, join(here, 'out.answer.json')]);

  const brought = await as('ada', 'import', 'out.answer.json');
  const done = { outcome: 'imported', thing: 'r1', word: 'approved', person: 'person:2', open: 0 };
  assert.deepEqual(brought, { code: 0, lines: [done] });
  assert.equal(settingIn(folder), 9);

  const left = readdirSync(here, { recursive: true, withFileTypes: true })
    .filter((each) => each.isFile() && !each.name.endsWith('.pass'))
    .filter((each) => readFileSync(join(each.parentPath, each.name)).includes('Canary'));
  assert.deepEqual(left, []);
});

test('what cannot be understood is not begun, and no passphrase is an argument', () => {
  const read = (...args: readonly string[]) => readArguments(args, { INIT_CWD: '/here' })?.command;
  const off: readonly (readonly string[])[] = [
    ['approval'],
    ['approval', 'sign', 'a'],
    ['approval', 'sign', 'a', '--key', 'k', '--as', 'bo'],
    ['approval', 'sign', 'a', '--key', 'k', '--reason', 'no'],
    ['approval', 'sign', 'a', '--key', 'k', '--reject', 'x1'],
    ['approval', 'key', 'a'],
    ['approval', 'key', 'a', '--as', 'bo', '--passphrase-file', 'p'],
    ['approval', 'show', 'a', 'b'],
    ['approval', 'show', 'a', '--key-file', 'p'],
    ['approval', 'export'],
    ['approval', 'export', '0'],
    ['approval', 'accept', 'one'],
    ['status', '--reject', '1'],
    ['status', '--to', 'x'],
  ];
  for (const args of off) assert.equal(read(...args), undefined, args.join(' '));
  const things = [
    { kind: 'payment', id: 16_777_217 },
    { kind: 'request', id: 3 },
  ];
  const folder = '/here';
  const expected = { name: 'approval export', things, to: '/here/x', folder };
  assert.deepEqual(read('approval', 'export', '16777217', 'r3', '--to', 'x'), expected);
});
