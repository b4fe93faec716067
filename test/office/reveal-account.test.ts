// Goal: whoever does not work on payments sees accounts masked in every list and in a payment's trail,
// gets one in full only by a deed with a reason of their own, and the number is nowhere in that deed.
// Method: one office asked by a submitter, an auditor, another one and somebody without any role.
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import type { Actor } from '../../main/domain/permissions.ts';
import { createClient } from '../../preload/client.ts';
import { contract } from '../../preload/contract/contract.ts';
import type { Reply } from '../../preload/contract/method.ts';
import { smallPain001 } from '../fixtures/small-pain001.ts';
import { testFolder } from '../operations/test-desk.ts';
import { BRANDT, demoBankList, supplierIban } from './demo-bank.ts';
import { importList, lookInto, runningOffice, submitFile } from './running-office.ts';

const PAYMENT = 16_777_216;

test('accounts are masked to all who do not work on payments, and revealed by a deed', async (t) => {
  const folder = testFolder(t);
  const book = join(folder, 'book');
  const on = await runningOffice(t, book);
  const path = demoBankList(folder);
  await importList(on, path, 'accounts');
  const items = [{ amount: '10.00', to: supplierIban(1) }];
  writeFileSync(join(folder, 'pay.xml'), smallPain001({ messageId: 'M', debtor: BRANDT, items }));
  const submitted = await submitFile(on, join(folder, 'pay.xml'));
  assert.ok(submitted.ok);
  await on.judged(submitted.value.batchId);
  const seat = (id: string, shell: 'cli' | 'loopback', ...roles: Actor['roles']) =>
    createClient(contract, on.office.open({ actor: { id, name: id, roles }, shell }));
  const as = (...roles: Actor['roles']) => seat('otto', 'cli', ...roles);
  const numbers = [BRANDT.iban, supplierIban(1)];
  const sort = { by: 'receivedAt', descending: true } as const;
  const asked = { filter: {}, sort, offset: 0, limit: 10 };
  const shown = async (client: ReturnType<typeof as>) =>
    JSON.stringify(
      await Promise.all([
        client.queuePage(asked),
        client.paymentTrail({ paymentId: PAYMENT }),
        client.findPayment({ text: 'E2E-1' }),
      ]),
      (_key, value) => (typeof value === 'bigint' ? String(value) : value),
    );
  const whole = await shown(as('submitter'));
  for (const number of numbers) assert.ok(whole.includes(number));
  for (const roles of [['auditor'], ['administrator'], []] as const) {
    const masked = await shown(as(...roles));
    for (const number of numbers) assert.equal(masked.includes(number), false, String(roles));
    assert.ok(masked.includes(`${numbers[1]?.slice(0, 4)} •••• ${numbers[1]?.slice(-4)}`));
  }
  const reveal = { paymentId: PAYMENT, party: 'creditor', reason: 'audit' } as const;
  const refused = await as('submitter').revealAccount({ submissionId: 'a', ...reveal });
  assert.ok(!refused.ok && 'refusal' in refused && refused.refusal.code === 'not_permitted');
  const told = await as('auditor').revealAccount({ submissionId: 'b', ...reveal });
  assert.deepEqual(told, { ok: true, value: { account: numbers[1] } });
  // An answer is nobody else's, and is given once: neither leaves a way to be told without a link.
  const code = (reply: Reply<unknown>) => ('refusal' in reply ? reply.refusal.code : 'told');
  const again = { submissionId: 'b', ...reveal };
  const elses = code(await seat('kim', 'cli', 'auditor').revealAccount(again));
  const own = [as('auditor'), seat('otto', 'loopback', 'auditor')];
  const owns = await Promise.all(own.map(async (one) => code(await one.revealAccount(again))));
  assert.deepEqual([elses, ...owns], ['submission_id_reused', 'given_before', 'given_before']);
  // What gives nothing out is answered again to the same person at any seat.
  const policy = { submissionId: 'p', name: 'duplicateWindowDays', value: '7' };
  const first = await seat('sue', 'cli', 'administrator').setPolicy(policy);
  assert.ok(first.ok);
  assert.deepEqual(await seat('sue', 'loopback', 'administrator').setPolicy(policy), first);
  const bos = await seat('bo', 'cli', 'administrator').setPolicy(policy);
  assert.equal(code(bos), 'submission_id_reused');
  const other = { submissionId: 'c', ...reveal, party: 'debtor' } as const;
  assert.deepEqual(await as('auditor').revealAccount(other), {
    ok: true,
    value: { account: numbers[0] },
  });
  type Kept = { actor: string; outcome: string; answer: string };
  const sql =
    "SELECT actor, outcome, answer FROM deeds WHERE deed = 'revealAccount' ORDER BY sequence";
  const kept = lookInto(book, (db) => db.prepare<[], Kept>(sql).all());
  assert.deepEqual(kept, [
    { actor: 'otto', outcome: 'refused', answer: kept[0]?.answer },
    { actor: 'otto', outcome: 'done', answer: JSON.stringify(reveal) },
    { actor: 'otto', outcome: 'done', answer: JSON.stringify({ ...reveal, party: 'debtor' }) },
  ]);
  for (const { answer } of kept) {
    for (const number of numbers) assert.equal(String(answer).includes(number), false);
  }
});
