// Goal: every deed is found by who, what, when and what about, page by page; an export is itself a
// deed, is checked by the verifier, and any change to it is found. Method: the demo bank's office
// and a day on it; answers compared whole, exported files changed one place at a time.
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { localActor } from '../../main/domain/permissions.ts';
import { verifyTrailText } from '../../main/ledger/verifier/trail-file.ts';
import { verifyFile } from '../../main/office/verify-file.ts';
import { createClient } from '../../preload/client.ts';
import { type Client, contract, type Input } from '../../preload/contract/contract.ts';
import { smallPain001 } from '../fixtures/small-pain001.ts';
import { testFolder } from '../operations/test-desk.ts';
import { BRANDT, demoBankList, supplierIban } from './demo-bank.ts';
import { importList, type RunningOffice, runningOffice, submitFile } from './running-office.ts';

type Filter = Input<'trailPage'>['filter'];

async function aDay(t: TestContext): Promise<RunningOffice> {
  const folder = testFolder(t);
  const on = await runningOffice(t, folder);
  await importList(on, demoBankList(folder), 'accounts');
  const path = join(folder, 'file.xml');
  const items = [1, 2, 3].map((at) => ({ to: supplierIban(at), amount: `${at}0.00` }));
  writeFileSync(path, smallPain001({ messageId: 'TRAIL-1', debtor: BRANDT, items }));
  const submitted = await submitFile(on, path);
  assert.ok(submitted.ok);
  const { batchId } = submitted.value;
  await on.judged(batchId);
  const paymentId = batchId * 16_777_216;
  const taken = { submissionId: 'take-1', paymentId };
  await on.done((client) => client.cancelPayment(taken));
  const again = await on.ask((client) =>
    client.cancelPayment({ ...taken, submissionId: 'take-2' }),
  );
  assert.ok('refusal' in again);
  const remark = '=cmd|\'/c calc\'!A1, "said" by\nphone';
  await on.done((client) => client.correctEntry({ submissionId: 'mend-1', entryId: 1, remark }));
  return on;
}

async function found(client: Client, filter: Filter): Promise<readonly string[]> {
  const reply = await client.trailPage({ filter, before: null, limit: 200 });
  assert.ok(reply.ok);
  const { rows, total } = reply.value;
  assert.equal(rows.length, total);
  return rows.map(({ deed, refusal, subject }) =>
    [deed, refusal, subject?.kind].filter((part) => part !== null && part !== undefined).join(' '),
  );
}

test('deeds are found by each part of the filter, and by all of them together', async (t) => {
  const on = await aDay(t);
  const client = on.client();
  const all = [
    'correctEntry',
    'cancelPayment payment_status_does_not_allow',
    'cancelPayment payment',
    'commitEpoch batch',
    'submitBatch batch',
    'openAccounts',
  ];
  assert.deepEqual(await found(client, {}), all);
  const cases: readonly (readonly [Filter, readonly string[]])[] = [
    [{ actor: 'anna' }, all],
    [{ actor: 'nobody' }, []],
    [{ deed: 'openAccounts' }, all.slice(5)],
    [{ outcome: 'refused' }, all.slice(1, 2)],
    [{ after: 4 }, all.slice(0, 2)],
    [{ from: 0, to: 1 }, []],
    [{ payment: 16_777_216 }, all.slice(2, 5)],
    [{ payment: 16_777_217 }, all.slice(3, 5)],
    [{ batch: 1 }, all.slice(2, 5)],
    [{ text: 'TAKE-' }, all.slice(1, 3)],
    [{ text: 'by\nphone' }, all.slice(0, 1)],
    [{ text: '%' }, []],
    [{ batch: 1, deed: 'cancelPayment', outcome: 'done' }, all.slice(2, 3)],
  ];
  for (const [filter, expected] of cases) {
    assert.deepEqual(await found(client, filter), expected, JSON.stringify(filter));
  }
  const paged: string[] = [];
  for (let before: number | null = null; ; ) {
    const page = await on.done((c) => c.trailPage({ filter: {}, before, limit: 2 }));
    paged.push(...page.rows.map(({ deed }) => deed));
    before = page.rows.at(-1)?.sequence ?? null;
    if (before === null) break;
  }
  assert.deepEqual(
    paged,
    all.map((each) => each.split(' ')[0]),
  );
});

async function exportOf(client: Client, filter: Filter, format: 'jsonl' | 'csv', id: string) {
  const noted = await client.exportTrail({ submissionId: id, filter, format });
  assert.ok(noted.ok);
  let text = '';
  for await (const item of client.trailFile({ filter, format, ...noted.value })) {
    assert.equal(item.kind, 'piece');
    if (item.kind === 'piece') text += item.text;
  }
  return text;
}

/** `text` with the last `from` in it replaced: the first line says things of its own. */
function last(text: string, from: string, to: string): string {
  const at = text.lastIndexOf(from);
  return at < 0 ? text : `${text.slice(0, at)}${to}${text.slice(at + from.length)}`;
}

test('an export is checked by the verifier, and every change to it is found', async (t) => {
  const on = await aDay(t);
  for (const format of ['jsonl', 'csv'] as const) {
    const text = await exportOf(on.client(), {}, format, `whole-${format}`);
    const verdict = verifyTrailText(text);
    assert.deepEqual(
      verdict.checks.filter(({ ok }) => !ok),
      [],
      format,
    );
    const anchor = { head: verdict.head, count: verdict.count };
    assert.ok(verifyTrailText(text, anchor).ok);
    assert.ok(!verifyTrailText(text, { ...anchor, count: 3 }).ok);
    const file = join(on.folder, `trail.${format}`);
    writeFileSync(file, text);
    const options = { anchor, onProgress: () => undefined, signal: AbortSignal.abort() };
    const verified = await verifyFile(file, options);
    assert.ok(verified.ok && verified.value.ok);
    assert.ok(text.includes(format === 'csv' ? `"'=cmd|` : `"=cmd|`), 'no cell is a formula');
    const lines = text.split(format === 'csv' ? '\r\n' : '\n');
    const changed: readonly (readonly [string, string])[] = [
      ['a person', last(text, 'anna', 'otto')],
      ['an outcome', last(text, 'refused', 'done')],
      ['an answer', last(text, 'payment_status_does_not_allow', 'payment_unknown')],
      ['a refusal', text.replace('payment_status_does_not_allow', 'payment_unknown')],
      ['a time', last(text, 'T0', 'T1')],
      ['a link', text.replace(/[0-9a-f]{64}/, '0'.repeat(64))],
      ['a missing deed', lines.filter((_, at) => at !== 3).join('\n')],
      ['a cut end', lines.slice(0, -3).join('\n')],
      ['an order', [...lines.slice(0, 2), lines[3], lines[2], ...lines.slice(4)].join('\n')],
      ['no file', 'nothing'],
    ];
    for (const [what, other] of changed) {
      assert.notEqual(other, text, what);
      assert.ok(!verifyTrailText(other).ok, `${format}: ${what} is found`);
    }
  }
  const some = await exportOf(on.client(), { deed: 'cancelPayment' }, 'jsonl', 'some');
  assert.ok(verifyTrailText(some).ok);
  assert.equal(some.trim().split('\n').length, 4);
  assert.deepEqual((await found(on.client(), { deed: 'exportTrail' })).length, 3);
});

test('those without the right take out no link, those without the trail nothing', async (t) => {
  const on = await aDay(t);
  const clientOf = (...roles: readonly ('submitter' | 'administrator' | 'auditor')[]): Client =>
    createClient(
      contract,
      on.office.open({ actor: { ...localActor('kim'), roles }, shell: 'cli' }),
    );
  const clerk = clientOf('submitter');
  const text = await exportOf(clerk, {}, 'jsonl', 'clerk');
  const [head, ...rows] = text.trim().split('\n');
  assert.match(head ?? '', /"whole":false,"linked":false,"masked":\[\]/);
  for (const row of rows.slice(0, -1)) assert.match(row, /"previous":"","digest":""/);
  assert.ok(!verifyTrailText(text).ok, 'what has no links is not taken for checked');
  const masked = await exportOf(clientOf('auditor'), {}, 'jsonl', 'auditor');
  assert.match(masked, /^\{[^\n]*"linked":true,"masked":\["subject","remark"\]/);
  assert.ok(verifyTrailText(masked).ok, 'the links are whole where remarks are masked');
  const refused = await clientOf('administrator').exportTrail({
    submissionId: 'admin',
    filter: {},
    format: 'csv',
  });
  assert.equal('refusal' in refused ? refused.refusal.code : 'done', 'not_permitted');
  // Noted is one file: no other filter and no other format is given for it, nor to somebody else.
  const small = { filter: { deed: 'openAccounts' }, format: 'csv' } as const;
  const noted = await clerk.exportTrail({ submissionId: 'small', ...small });
  assert.ok(noted.ok);
  const kim = clientOf('submitter');
  const anna = on.client();
  const asked = { ...small, ...noted.value };
  const given = async (one: Client, differing: Partial<Input<'trailFile'>>) => {
    const kinds = new Set<string>();
    for await (const item of one.trailFile({ ...asked, ...differing })) kinds.add(item.kind);
    return [...kinds];
  };
  assert.deepEqual(await given(clerk, { filter: {} }), ['refused']);
  assert.deepEqual(await given(clerk, { filter: { deed: 'commitEpoch' } }), ['refused']);
  assert.deepEqual(await given(clerk, { format: 'jsonl' }), ['refused']);
  assert.deepEqual(await given(anna, {}), ['refused']);
  assert.deepEqual(await given(kim, {}), ['piece'], 'the same person at another seat');
  const another = clerk.trailFile({ filter: {}, format: 'csv', sequence: 1 });
  for await (const item of another)
    assert.deepEqual(item, { kind: 'refused', code: 'export_unknown' });
});

test('the audit says each check as it comes to it, and then what it found', async (t) => {
  const on = await aDay(t);
  const names: string[] = [];
  let verdict = null;
  for await (const item of on.client().auditBook({})) {
    if (item.kind === 'checking') names.push(item.name);
    else verdict = item.verdict;
  }
  const asked = await on.done((client) => client.audit({}));
  assert.deepEqual(verdict, asked);
  assert.ok(names.length > 0 && names.length <= asked.checks.length);
});
