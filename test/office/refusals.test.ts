// Goal: every refusal that the contract declares is given, and where an input earns two, the earlier
// one. Method: a table with one way to each code of each method, walked on one book; what every
// deed may refuse is asked of all deeds alike, each time with inputs that earn every later refusal
// too. A declared code without a way to it does not compile, a way to another code fails.
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { readAnchor, writeAnchor } from '../../main/office/anchor.ts';
import { DEEDS_WAITING_MAX } from '../../main/office/book-check.ts';
import { type Client, contract } from '../../preload/contract/contract.ts';
import type { ContractShape, Reply } from '../../preload/contract/method.ts';
import { deedRefusals } from '../../preload/contract/values.ts';
import { smallPain001 } from '../fixtures/small-pain001.ts';
import { testFolder } from '../operations/test-desk.ts';
import { samples } from '../preload/samples.ts';
import { ADLER, BRANDT } from './demo-bank.ts';
import {
  CALLS,
  policy,
  type Scenario,
  STREAMS,
  submitDiffering,
  TOO_MUCH,
} from './refusal-scenarios.ts';
import { outsiderOf, type RefusalWorld, refusalWorld } from './refusal-world.ts';
import { runningOffice, submitFile } from './running-office.ts';
import { inward, reject } from './settlement-scenarios.ts';

const shape: ContractShape = contract;
const sampleOf: { readonly [name: string]: { readonly input: object } } = samples;

const DEEDS = Object.entries(shape)
  .filter(
    ([, method]) => method.kind === 'call' && method.refusals.includes('submission_id_reused'),
  )
  .map(([name]) => name);

function codeOf(reply: Reply<unknown>): string {
  if ('refusal' in reply) return reply.refusal.code;
  return 'fault' in reply ? `the fault ${reply.fault.code}` : 'done';
}

/** The code that a stream ends with instead of its answer. */
async function codeOfStream(items: AsyncIterable<unknown>): Promise<string> {
  let code = 'ended without a word';
  for await (const item of items) {
    const isRefused = typeof item === 'object' && item !== null && 'code' in item;
    code = isRefused ? String(item.code) : 'answered';
  }
  return code;
}

const IMPORT_HEADER = 'account,name,currency,kind,openingBalance,accountLimit';

function importing(row: string): Scenario {
  const content = `${IMPORT_HEADER}\n${row}\n`;
  return ({ client, id, write }) =>
    client.importAccounts({ submissionId: id(), path: write('two.csv', content) });
}

/** Inputs that earn two refusals of their own, and the one that they are to be given. */
const BOTH: readonly (readonly [earlier: string, later: string, scenario: Scenario])[] = [
  ['account_list_has_problems', 'account_overdrawn', importing('X,X,EURO,customer,-1.00,0')],
  [
    'account_open_with_other_terms',
    'account_overdrawn',
    importing(`${ADLER.iban},Adler,EUR,customer,-1.00,7`),
  ],
  [
    'file_has_refusing_problems',
    'duplicate_message_id',
    submitDiffering({ messageId: 'WORLD-2', debtor: BRANDT, controlSum: '7.00' }),
  ],
  [
    'duplicate_file',
    'duplicate_message_id',
    ({ on, write, first }) => submitFile(on, write('same.xml', smallPain001(first))),
  ],
  [
    'duplicate_message_id',
    'batch_too_large',
    submitDiffering({ messageId: 'WORLD-2', debtor: BRANDT, items: TOO_MUCH }),
  ],
  ['payment_unknown', 'remark_required', (world) => declineWithoutWords(world, 987_654)],
  [
    'payment_status_does_not_allow',
    'remark_required',
    (world) => declineWithoutWords(world, world.payments.inClosedCycle),
  ],
  [
    'payment_status_does_not_allow',
    'cycle_not_open',
    reject(({ payments }) => payments.suspectedRepeat),
  ],
  [
    'cycle_unknown',
    'account_unknown',
    inward({ cycle: () => 987_654, amount: 10n ** 12n, account: 'NONE' }),
  ],
  [
    'cycle_not_closed',
    'inward_exceeded',
    inward({ cycle: ({ cycles }) => cycles.open, amount: 10n ** 12n, account: 'NONE' }),
  ],
  [
    'inward_exceeded',
    'account_unknown',
    inward({ cycle: ({ cycles }) => cycles.closed, amount: 10n ** 12n, account: 'NONE' }),
  ],
  ['policy_unknown', 'policy_value_invalid', policy('noSuchPolicy', 'soon')],
];

function declineWithoutWords({ client, id }: RefusalWorld, paymentId: number) {
  const words = { reasonCode: '', remark: '' };
  return client.decideReview({ submissionId: id(), paymentId, outcome: 'decline', ...words });
}

test('every refusal that a method declares of its own is reached, and the earlier of two', async (t) => {
  const world = await refusalWorld(t);
  // What is asked while the intake is paused comes first.
  const { client, id } = world;
  const fresh = await CALLS.dispatchPayments.batch_not_judged(world);
  const report = await codeOfStream(STREAMS.pain002.batch_not_judged(world));
  assert.deepEqual([codeOf(fresh), report], ['batch_not_judged', 'batch_not_judged']);
  const goOn = { submissionId: id(), order: 'running', reason: '' } as const;
  assert.equal(codeOf(await client.steerIntake(goOn)), 'done');
  let reached = 0;
  for (const [name, scenarios] of Object.entries(CALLS)) {
    for (const [code, scenario] of Object.entries<Scenario>(scenarios)) {
      reached += 1;
      if (scenario === CALLS.dispatchPayments.batch_not_judged) continue;
      assert.equal(codeOf(await scenario(world)), code, `${name} ${code}`);
    }
  }
  for (const [name, scenarios] of Object.entries(STREAMS)) {
    for (const [code, scenario] of Object.entries(scenarios)) {
      reached += 1;
      if (code === 'batch_not_judged') continue;
      assert.equal(await codeOfStream(scenario(world)), code, `${name} ${code}`);
    }
  }
  for (const [earlier, later, scenario] of BOTH) {
    assert.equal(codeOf(await scenario(world)), earlier, `${earlier} before ${later}`);
  }
  t.diagnostic(`${reached} refusals of their own reached, ${BOTH.length} pairs in order`);
});

/** Asks a deed with its sample, in which every id is unknown, as nobody in particular. */
function ask(client: Client, name: string, submissionId: string): Promise<Reply<unknown>> {
  const methods: { readonly [name: string]: unknown } = client;
  const method = methods[name];
  assert.ok(typeof method === 'function', name);
  return Reflect.apply(method, null, [{ ...sampleOf[name]?.input, submissionId }]);
}

/** Every deed is refused with `code`, asked with a used submission id by somebody without rights. */
async function allRefuse(client: Client, code: string, submissionId: (deed: string) => string) {
  const codes: string[] = [];
  for (const name of DEEDS) codes.push(codeOf(await ask(client, name, submissionId(name))));
  assert.deepEqual(
    codes,
    DEEDS.map(() => code),
  );
}

test('what every deed may refuse is refused by every deed, in the order that is declared', async (t) => {
  const folder = testFolder(t);
  const used = () => 'used-1';
  const change = { submissionId: used(), name: 'duplicateWindowDays', value: '7' };

  const ready = await runningOffice(t, folder);
  await ready.done((client) => client.setPolicy(change));
  // The one deed that this id was used for is asked with another input.
  await allRefuse(outsiderOf(ready), 'submission_id_reused', used);
  await allRefuse(outsiderOf(ready), 'not_permitted', (deed) => `nobody-${deed}`);
  await ready.stop();

  const held = await runningOffice(
    t,
    folder,
    {},
    new URL('./held-check-office.ts', import.meta.url),
  );
  const waiting = Array.from({ length: DEEDS_WAITING_MAX }, (_, at) =>
    held.client().setPolicy({ ...change, submissionId: `waiting-${at}` }),
  );
  await held.done((client) => client.session({}));
  await allRefuse(outsiderOf(held), 'office_is_not_ready', used);
  writeFileSync(join(folder, 'let-go'), '');
  assert.ok((await Promise.all(waiting)).every(({ ok }) => ok));
  await held.stop();

  const found = readAnchor(folder);
  assert.ok(found.kind === 'anchor');
  const { sequence } = found.anchor.head;
  const other = { sequence, digest: new Uint8Array(32) };
  writeAnchor(folder, { ...found.anchor, head: other, verified: other });
  const failed = await runningOffice(t, folder);
  await allRefuse(outsiderOf(failed), 'book_failed_its_check', used);
  t.diagnostic(`${DEEDS.length} deeds, ${deedRefusals.length} refusals each`);
});

test('the tables name what the contract declares, no more', () => {
  for (const [name, scenarios] of Object.entries(CALLS)) {
    const method = shape[name];
    assert.ok(method?.kind === 'call', name);
    const own = method.refusals.filter(
      (code) => !DEEDS.includes(name) || !deedRefusals.some((each) => each === code),
    );
    assert.deepEqual(Object.keys(scenarios), own, name);
  }
});
