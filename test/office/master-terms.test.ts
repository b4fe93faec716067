// Goal: what master data says of an account is what its payments meet: blocks, dormancy, the
// agreement's batch booking and duplicate window, its tariff. Method: one office; records are put in
// force over the contract, then files are submitted and their payments and fees looked at.
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import type { MasterKind } from '../../main/domain/master/kinds.ts';
import { ownIban } from '../fixtures/parties.ts';
import { type SmallItem, smallPain001 } from '../fixtures/small-pain001.ts';
import { testFolder } from '../operations/test-desk.ts';
import { ADLER, BRANDT, demoBankList, supplierIban } from './demo-bank.ts';
import {
  importList,
  lookInto,
  type RunningOffice,
  runningOffice,
  submitFile,
} from './running-office.ts';

let made = 0;

async function say(on: RunningOffice, kind: MasterKind, written: Record<string, string>) {
  made += 1;
  const change = { kind, written, ended: false, validFrom: '2026-11-26', reason: 'as agreed' };
  const submissionId = `terms-${made}`;
  const said = await on.done((client) => client.proposeMasterChange({ submissionId, ...change }));
  assert.equal(said.state, 'confirmed');
}

/** Submits the items and answers status, reason code and reason of each payment, in order. */
async function paid(
  on: RunningOffice,
  debtor: { readonly name: string; readonly iban: string },
  items: readonly SmallItem[],
) {
  made += 1;
  const path = join(on.folder, `terms-${made}.xml`);
  const messageId = `TERMS-${made}`;
  writeFileSync(path, smallPain001({ messageId, debtor, items }));
  const submitted = await submitFile(on, path);
  assert.ok(submitted.ok);
  const { batchId } = submitted.value;
  await on.judged(batchId);
  return lookInto(on.folder, (db) =>
    db
      .prepare<[number], string>(
        `SELECT p.status || ' ' || coalesce(p.reason_code, '-') || ' ' || coalesce(p.reason, '-')
         FROM payments p JOIN payment_informations i ON i.id = p.payment_information
         WHERE i.batch = ? ORDER BY p.id`,
      )
      .pluck()
      .all(batchId),
  );
}

test('what master data says of an account is what its payments meet', async (t) => {
  const on = await runningOffice(t, testFolder(t));
  await importList(on, demoBankList(on.folder), 'accounts');
  const account = (number: string, more: Record<string, string>) =>
    say(on, 'account', { account: number, currency: 'EUR', customer: 'C-1', ...more });
  const supplier = (at: number): SmallItem => ({ to: supplierIban(at), amount: '1.00' });
  const eva = { name: 'Eva Lindqvist', iban: ownIban(2005) };
  const chen = { name: 'Chen Wei', iban: ownIban(2003) };

  await account(ADLER.iban, { debitBlocked: 'yes' });
  await account(eva.iban, { dormantSince: '2025-01-31' });
  await account(chen.iban, { dormantSince: '2027-01-31' });
  await account(ownIban(2006), { creditBlocked: 'yes' });
  assert.deepEqual(await paid(on, ADLER, [supplier(1)]), ['in_repair AC06 debtor_account_blocked']);
  assert.deepEqual(await paid(on, eva, [supplier(2)]), ['in_repair AG01 debtor_account_dormant']);
  assert.deepEqual(await paid(on, chen, [supplier(3), { to: eva.iban, amount: '2.00' }]), [
    'accepted - -',
    'settled - -',
  ]);
  const toFerrum = { to: ownIban(2006), amount: '1.00' };
  assert.deepEqual(await paid(on, BRANDT, [toFerrum]), ['in_repair AC06 creditor_account_blocked']);
  await account(ADLER.iban, {});
  assert.deepEqual(await paid(on, ADLER, [supplier(1)]), ['accepted - -']);

  await say(on, 'tariff', { tariff: 'T-1', service: 'fileItem', currency: 'EUR', fee: '0.07' });
  await say(on, 'agreement', {
    agreement: 'A-1',
    customer: 'C-1',
    status: 'active',
    batchBooking: 'always',
    duplicateWindowDays: '0',
    tariff: 'T-1',
  });
  const fees = (): bigint =>
    lookInto(on.folder, (db) =>
      db
        .prepare<[], bigint>(
          `SELECT coalesce(sum(p.amount), 0) FROM postings p JOIN accounts a
           ON a.id = p.credit_account WHERE a.number = '4010'`,
        )
        .pluck()
        .get(),
    ) ?? 0n;
  const before = fees();
  await account(ADLER.iban, { agreement: 'A-1' });
  // The first of them was paid above; its agreement looks back no day at all.
  assert.deepEqual(await paid(on, ADLER, [supplier(21), supplier(22)]), [
    'accepted - -',
    'accepted - -',
  ]);
  assert.equal(fees() - before, 14n);
  const booked = lookInto(on.folder, (db) =>
    db
      .prepare<[], bigint>('SELECT batch_booking FROM payment_informations ORDER BY id')
      .pluck()
      .all(),
  );
  assert.deepEqual(booked.slice(-2), [0n, 1n]);
});
