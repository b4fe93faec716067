// Goal: an encrypted book goes through the whole journey from the command line, and nothing of it is
// plain anywhere: not a file under its folder, not a log, not a temporary file, not an argument or
// an environment of a process. Method: the commands as processes, with canaries for a name, accounts,
// a remittance text and the passphrase, and a search of every place after every step.

import assert from 'node:assert/strict';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { smallPain001 } from '../../fixtures/small-pain001.ts';
import { BRANDT, demoBankList, supplierIban } from '../../office/demo-bank.ts';
import { type Json, runCli } from './run-cli.ts';

const PASSPHRASE = 'Zebra-Lantern-Orbit-Canary';
const CANARIES = [
  PASSPHRASE,
  'Wilhelmina Canary',
  'Invoice CANARY 4711',
  'CANARYMSG',
  BRANDT.name,
  BRANDT.iban,
  supplierIban(1),
];

let here = '';
before(() => {
  here = mkdtempSync(join(tmpdir(), 'counterfoil-keys-'));
  mkdirSync(temporary());
  demoBankList(here);
  keyFile('key', PASSPHRASE);
  keyFile('other', 'another long passphrase');
  const items = [
    { amount: '1000.00', to: supplierIban(1), name: 'Wilhelmina Canary' },
    { amount: '234.56', to: supplierIban(2), remittance: 'Invoice CANARY 4711' },
  ];
  const file = { messageId: 'CANARYMSG', debtor: BRANDT, items, date: '2026-01-05' };
  writeFileSync(join(here, 'pay.xml'), smallPain001(file));
});
after(() => rmSync(here, { recursive: true, force: true }));

function keyFile(name: string, secret: string, mode = 0o600): void {
  writeFileSync(join(here, name), `${secret}\n`);
  chmodSync(join(here, name), mode);
}

async function only(
  args: readonly string[],
  book = 'book',
): Promise<{ code: number | null; line: Json }> {
  const asked = [...args, '--json', '--data', book];
  const { code, out, err } = await runCli(asked, here, { TMPDIR: temporary() });
  for (const canary of CANARIES) assert.equal(err.includes(canary), false, `${canary} on stderr`);
  const [line = '{}', ...others] = out.split('\n').filter((each) => each !== '');
  assert.deepEqual(others, []);
  return { code, line: JSON.parse(line) };
}

const keyed = (args: readonly string[], book?: string) =>
  only([...args, '--key-file', 'key'], book);

/** Every canary that lies plain in a file below `folder`. */
function found(folder: string, canaries: readonly string[] = CANARIES): readonly string[] {
  if (!existsSync(folder)) return [];
  const files = readdirSync(folder, { recursive: true, withFileTypes: true });
  return files
    .filter((each) => each.isFile())
    .flatMap((each) => {
      const bytes = readFileSync(join(each.parentPath, each.name));
      return canaries
        .filter(
          (canary) => bytes.includes(canary) || bytes.includes(Buffer.from(canary, 'utf16le')),
        )
        .map((canary) => `${canary} in ${each.name}`);
    });
}

/** Where the commands put what is temporary: theirs alone, for other tests come and go in the other. */
function temporary(): string {
  return join(here, 'tmp');
}

test('the whole journey on an encrypted book, and nothing of it is plain', async () => {
  const made = await keyed(['encrypt']);
  assert.deepEqual([made.code, made.line.outcome], [0, 'encrypted']);
  const steps: readonly (readonly string[])[] = [
    ['accounts', 'import', 'accounts.csv'],
    ['submit', 'pay.xml'],
    ['status'],
    ['settle'],
    ['audit'],
    ['backup'],
    ['drill'],
  ];
  for (const step of steps) {
    const { code } = await keyed(step);
    assert.equal(code, 0, step.join(' '));
    assert.deepEqual(found(join(here, 'book')), [], `after ${step.join(' ')}`);
  }
  assert.deepEqual(found(temporary()), []);
  const { line } = await keyed(['status']);
  assert.deepEqual(line.payments, { settled: 2 });
  assert.deepEqual((await only(['status'])).line.code, 'book_key_missing');
  assert.equal((await only(['status', '--key-file', 'other'])).line.code, 'book_key_wrong');
  assert.equal((await keyed(['encrypt'])).line.code, 'book_is_encrypted');
});

test('another key: the old passphrase opens it still, older backups too, and each prints its own recovery key', async () => {
  const before = await only(['keys']);
  const rekeyed = await keyed(['rekey']);
  assert.deepEqual([rekeyed.code, rekeyed.line.outcome, rekeyed.line.dropped], [0, 'rekeyed', 0]);
  assert.notEqual(rekeyed.line.keyId, before.line.keyId);
  const after = await only(['keys']);
  assert.deepEqual([after.line.keyId, after.line.earlier], [rekeyed.line.keyId, 1]);
  assert.equal((await keyed(['audit'])).code, 0);
  const drilled = await keyed(['drill']);
  assert.deepEqual([drilled.code, drilled.line.ok], [0, true], 'the backup of the earlier key');
  const [backup = ''] = readdirSync(join(here, 'book', 'backups')).filter((name) =>
    /^\d/.test(name),
  );
  const kept = join(here, 'book', 'backups', backup);
  const verified = await only(['verify', join(kept, 'book.db'), '--key-file', 'key']);
  assert.deepEqual([verified.code, verified.line.ok], [0, true]);
  assert.equal((await only(['verify', join(kept, 'book.db')])).line.code, 'book_key_missing');
  const elsewhere = await keyed(['restore', kept], 'elsewhere');
  assert.deepEqual([elsewhere.code, elsewhere.line.outcome], [0, 'restored']);
  assert.equal((await keyed(['status'], 'elsewhere')).code, 0, 'with the slots of its time');
  const back = await keyed(['restore', backup]);
  assert.deepEqual([back.code, back.line.outcome], [0, 'restored']);
  assert.deepEqual((await keyed(['status'])).line.payments, { settled: 2 });
  assert.equal((await keyed(['audit'])).code, 0);
  assert.deepEqual(
    found(here, CANARIES.slice(1)).filter(
      (each) => !each.includes('accounts.csv') && !each.includes('pay.xml'),
    ),
    [],
  );
});

test('slots: added, changed, removed, and a damaged file opens by the recovery key', async () => {
  const folder = join(here, 'book');
  const added = await only(['keys', 'add', '--key-file', 'key', '--new-key-file', 'other']);
  assert.equal(added.code, 0);
  assert.equal((await only(['status', '--key-file', 'other'])).code, 0);
  assert.equal((await keyed(['rekey'])).line.code, 'slots_would_be_lost');
  const both = await only(['rekey', '--key-file', 'key', '--key-file', 'other']);
  assert.deepEqual([both.code, both.line.dropped], [0, 0]);
  keyFile('changed', 'a third long passphrase');
  const change = ['keys', 'passphrase', '--key-file', 'other', '--new-key-file', 'changed'];
  assert.equal((await only(change)).code, 0);
  assert.equal((await only(['status', '--key-file', 'other'])).line.code, 'book_key_wrong');
  const { slots } = (await only(['keys'])).line;
  assert.ok(Array.isArray(slots) && slots.length === 2);
  const remove = (slot: string) => only(['keys', 'remove', slot, '--key-file', 'changed']);
  assert.equal((await remove('nothing')).line.code, 'slot_unknown');
  assert.equal((await remove(slots[0].id)).code, 0);
  assert.equal((await keyed(['status'])).line.code, 'book_key_wrong');
  assert.equal((await remove(slots[1].id)).line.code, 'last_slot');

  keyFile('recovery', String(both.line.recoveryKey).toLowerCase().replaceAll('-', ' '));
  for (const damage of ['{"format":"counterfoil-key-sl', null]) {
    if (damage === null) rmSync(join(folder, 'key-slots.json'));
    else writeFileSync(join(folder, 'key-slots.json'), damage);
    assert.equal((await only(['status', '--key-file', 'changed'])).line.code, 'book_key_wrong');
    assert.equal((await only(['audit', '--key-file', 'recovery'])).code, 0);
  }
  const mistyped = String(both.line.recoveryKey).replace(/^./, (first) =>
    first === 'A' ? 'B' : 'A',
  );
  keyFile('mistyped', mistyped);
  assert.equal(
    (await only(['audit', '--key-file', 'mistyped'])).line.code,
    'recovery_key_mistyped',
  );
  const mended = ['keys', 'add', '--key-file', 'recovery', '--new-key-file', 'key'];
  assert.equal((await only(mended)).code, 0);
  assert.equal((await keyed(['status'])).code, 0);
});

test('a plain book is encrypted with its backups, and the plain files are gone', async () => {
  for (const step of [['accounts', 'import', 'accounts.csv'], ['submit', 'pay.xml'], ['backup']]) {
    assert.equal((await only(step, 'plain')).code, 0);
  }
  assert.notDeepEqual(found(join(here, 'plain')), []);
  assert.equal((await keyed(['encrypt'], 'plain')).code, 0);
  assert.deepEqual(found(join(here, 'plain')), []);
  for (const step of [['settle'], ['audit'], ['drill']]) {
    assert.equal((await keyed(step, 'plain')).code, 0, step.join(' '));
  }
});

test('a key file that others may read, a link, a short passphrase: refused, and nothing is made', async () => {
  keyFile('open', PASSPHRASE, 0o640);
  keyFile('short', 'elevenchars');
  symlinkSync(join(here, 'key'), join(here, 'link'));
  mkdirSync(join(here, 'folder'));
  const cases: readonly (readonly [string, string])[] = [
    ['open', 'key_file_open_to_others'],
    ['link', 'key_file_unreadable'],
    ['folder', 'key_file_unreadable'],
    ['missing', 'key_file_unreadable'],
    ['short', 'passphrase_too_short'],
  ];
  for (const [file, code] of cases) {
    const { code: exit, line } = await only(['encrypt', '--key-file', file], 'never');
    assert.deepEqual([exit, line.code], [1, code], file);
  }
  assert.equal((await only(['rekey', '--key-file', 'key'], 'never')).line.code, 'book_is_plain');
  assert.equal(existsSync(join(here, 'never', 'key-slots.json')), false);
  for (const usage of [
    ['status', '--drop-others'],
    ['status', '--new-key-file', 'key'],
    ['keys', 'x'],
  ]) {
    assert.equal((await runCli(usage, here)).code, 2, usage.join(' '));
  }
});
