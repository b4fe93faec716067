// Goal: an office answers reads at once, deeds wait until its book is checked, and a book that
// fails the check stays readable and takes none. Method: the office as a process; one whose check
// ends when the test lets it, and books that were cut, exchanged or taken from an older copy.
import assert from 'node:assert/strict';
import { copyFileSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { readAnchor } from '../../main/office/anchor.ts';
import type { Client, Item } from '../../preload/contract/contract.ts';
import { tamper } from '../ledger/rich-book.ts';
import { testFolder } from '../operations/test-desk.ts';
import { type RunningOffice, runningOffice } from './running-office.ts';

const HELD = new URL('./held-check-office.ts', import.meta.url);

const policy = (submissionId: string) => (client: Client) =>
  client.setPolicy({ submissionId, name: 'duplicateWindowDays', value: '7' });

type State = Item<'officeState'>;

/** What the office says of itself until it is in one of these phases. */
async function statesUntil(on: RunningOffice, ...phases: State['phase'][]): Promise<State[]> {
  const states: State[] = [];
  for await (const state of on.client().officeState({})) {
    states.push(state);
    if (phases.includes(state.phase)) break;
  }
  return states;
}

test('reads are answered while the book is checked; a deed waits and is then done', async (t) => {
  const folder = testFolder(t);
  const on = await runningOffice(t, folder, {}, HELD);
  const order: string[] = [];
  const deed = policy('wait-1')(on.client()).then((reply) => {
    order.push('deed');
    return reply;
  });
  const [state] = await statesUntil(on, 'checking_the_book');
  assert.equal(state?.phase, 'checking_the_book');
  assert.notEqual(state?.check, null);
  for (const read of [
    on.done((client) => client.status({})),
    on.done((client) => client.session({})),
    on.done((client) => client.settlementView({})),
    on.done((client) => client.audit({})),
  ]) {
    await read;
    order.push('read');
  }
  writeFileSync(join(folder, 'let-go'), '');
  assert.equal((await deed).ok, true);
  assert.deepEqual(order, ['read', 'read', 'read', 'read', 'deed']);
  const ready = (await statesUntil(on, 'ready')).at(-1);
  const told = { phase: ready?.phase, fault: ready?.fault, check: ready?.check };
  assert.deepEqual(told, { phase: 'ready', fault: null, check: null });
});

test('a deed whose asker goes away before the check is through is not done', async (t) => {
  const folder = testFolder(t);
  const on = await runningOffice(t, folder, {}, HELD);
  const gone = on.client();
  const refused = policy('gone-1')(gone);
  await statesUntil(on, 'checking_the_book');
  await on.kill();
  assert.equal((await refused).ok, false);
  writeFileSync(join(folder, 'let-go'), '');
  const other = { submissionId: 'gone-1', name: 'duplicateWindowDays', value: '9' } as const;
  assert.equal((await on.ask((client) => client.setPolicy(other))).ok, true);
});

/** A book with two deeds, and the book as it was after the first. */
async function twoDeeds(t: Parameters<typeof runningOffice>[0] & Parameters<typeof testFolder>[0]) {
  const folder = testFolder(t);
  const file = join(folder, 'book.db');
  const first = await runningOffice(t, folder);
  await first.done(policy('one'));
  await first.stop();
  const older = join(folder, 'older.db');
  copyFileSync(file, older);
  const second = await runningOffice(t, folder);
  await second.done(policy('two'));
  await second.stop();
  return { folder, file, older };
}

test('an older copy of the book is readable and takes no deed, until its anchor is gone', async (t) => {
  const { folder, file, older } = await twoDeeds(t);
  copyFileSync(older, file);
  const on = await runningOffice(t, folder);
  const state = (await statesUntil(on, 'read_only', 'ready')).at(-1);
  assert.deepEqual(
    { phase: state?.phase, fault: state?.fault, check: state?.check },
    {
      phase: 'read_only',
      fault: 'book_failed_its_check',
      check: { name: 'chain_reaches_its_anchor', fraction: 1, remaining: null },
    },
  );
  assert.deepEqual(await on.ask(policy('three')), {
    ok: false,
    refusal: {
      code: 'book_failed_its_check',
      check: 'chain_reaches_its_anchor',
      detail: 'deed 2 is missing: the end was cut off',
    },
  });
  assert.deepEqual((await on.done((client) => client.status({}))).batches, []);
  const audit = await on.done((client) => client.audit({}));
  assert.equal(audit.ok, false, 'the audit says it too');
  await on.stop();
  const log = readFileSync(join(folder, 'logs', 'office.log'), 'utf8');
  assert.match(log, /"code":"book_failed_its_check","check":"chain_reaches_its_anchor"/);
  // Whoever restores an older book on purpose does so with its anchor, or without one.
  rmSync(join(folder, 'anchor'));
  const again = await runningOffice(t, folder);
  await again.done(policy('three'));
  await again.stop();
  const found = readAnchor(folder);
  assert.equal(found.kind === 'anchor' ? found.anchor.head.sequence : null, 2);
});

test('a row changed while no office ran is found at the next start', async (t) => {
  const { folder, file } = await twoDeeds(t);
  tamper(file, "UPDATE policies SET value = '90' WHERE id = 2");
  const on = await runningOffice(t, folder);
  const reply = await on.ask(policy('three'));
  assert.equal(reply.ok, false);
  assert.deepEqual('refusal' in reply ? reply.refusal : null, {
    code: 'book_failed_its_check',
    check: 'chain_is_whole',
    detail: 'deed 2 (setPolicy): policies 2 differs from its digest',
  });
});
