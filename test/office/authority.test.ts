// Goal: what waits shows each person what is theirs within their limits and why the rest is not, and a
// person sees their own limits. Method: a running office with a supervisor of a small right; what waits
// is asked for, signed over the contract and asked for again, also while whoever could sign is away.
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { smallPain001 } from '../fixtures/small-pain001.ts';
import { ADLER, demoBankList, supplierIban } from './demo-bank.ts';
import { codeOf, type PeopleWorld, peopleWorld, roleGrant, value } from './people-world.ts';

const LIMITS = { currency: 'EUR', singleLimit: 7_000n, dailyLimit: 10_000n } as const;

/** Adds a supervisor whose one grant has {@link LIMITS}. */
async function limited(world: PeopleWorld, name: string): Promise<void> {
  const [ada, bo] = [await world.as('ada'), await world.as('bo')];
  const person = await world.add(name, []);
  const asked = { submissionId: world.id(), ...roleGrant(person, 'supervisor'), ...LIMITS };
  const { grant } = value(await ada.askGrant(asked));
  value(await bo.decideGrant({ submissionId: world.id(), grant, decision: 'sign' }));
}

/** A setting that one administrator asks for and the other signs. */
async function set(world: PeopleWorld, name: string, setting: string): Promise<void> {
  const ada = await world.as('ada');
  const asked = { submissionId: world.id(), name, value: setting };
  assert.equal(codeOf(await ada.setPolicy(asked)), 'second_person_required');
  const bo = await world.as('bo');
  const [request] = value(await bo.requestList({})).requests;
  assert.ok(request);
  const { requestId, shown } = request;
  const word = { requestId, shown, decision: 'approved', remark: '' } as const;
  value(await bo.decideRequest({ submissionId: world.id(), ...word }));
}

test('what waits says what is within one’s limits, before and after a signature', async (t) => {
  const world = await peopleWorld(t);
  const { on, id } = world;
  const ada = await world.as('ada');
  value(await ada.importAccounts({ submissionId: id(), path: demoBankList(on.folder) }));
  await set(world, 'authorityLimit:EUR', '0');
  await world.add('sue', ['submitter']);
  await limited(world, 'lim');
  const path = join(on.folder, 'four.xml');
  const items = ['60.00', '40.00', '70.01', '30.00'].map((amount, at) => ({
    to: supplierIban(at),
    amount,
  }));
  writeFileSync(path, smallPain001({ messageId: 'FOUR', debtor: ADLER, items }));
  const sue = await world.as('sue');
  const { submissionId, originalHash, fileName } = value(await sue.draftBatch({ path }));
  const { batchId } = value(await sue.submitBatch({ submissionId, originalHash, fileName }));
  for await (const item of sue.batchProgress({ batchId })) if (item.done) break;

  const lim = await world.as('lim');
  const { authorities } = value(await lim.session({}));
  assert.deepEqual(authorities, [{ role: 'supervisor', branch: null, rail: null, ...LIMITS }]);
  const list = async () => {
    const { rows, mine } = value(await lim.approvalList({ offset: 0, limit: 10 }));
    return { mine, rows: rows.map(({ amount, cannot }) => `${amount.minor} ${cannot ?? 'mine'}`) };
  };
  const single = '7001 beyond_single_limit';
  assert.deepEqual(await list(), {
    mine: 3,
    rows: ['6000 mine', '4000 mine', single, '3000 mine'],
  });
  const { rows } = value(await lim.approvalList({ offset: 0, limit: 10 }));
  const signs = async (at: number) => {
    const { paymentId = 0, shown = '' } = rows[at] ?? {};
    return lim.approve({ submissionId: id(), paymentId, shown, remark: '' });
  };
  assert.equal(codeOf(await signs(0)), 'done');
  assert.deepEqual(await list(), { mine: 2, rows: ['4000 mine', single, '3000 mine'] });
  assert.equal(codeOf(await signs(1)), 'done');
  const daily = '3000 beyond_daily_limit';
  assert.deepEqual(await list(), { mine: 0, rows: [single, daily] });
  const refused = await signs(3);
  assert.ok('refusal' in refused);
  const said = { code: 'beyond_daily_limit', currency: 'EUR', amount: '30.00' };
  assert.deepEqual(refused.refusal, { ...said, soFar: '100.00', most: '100.00' });
  const { paymentId = 0 } = rows[3] ?? {};
  assert.equal(value(await lim.approvalView({ paymentId })).cannot, 'beyond_daily_limit');

  // Whoever could sign for both is there, and then away: each line says so, with until when.
  const person = await world.add('whole', ['supervisor']);
  const told = async () => {
    const { rows: waiting } = value(await lim.approvalList({ offset: 0, limit: 10 }));
    return waiting.map(({ absentSigners, remindedAt }) => ({ absentSigners, remindedAt }));
  };
  const noOne = { named: [], more: 0 };
  const [none, nobody] = [{ absentSigners: noOne, remindedAt: null }, { remindedAt: null }];
  assert.deepEqual(await told(), [none, none]);
  const away = { person, from: '2026-11-26', until: '2026-12-04', deputy: 0 };
  value(await ada.markAbsent({ submissionId: id(), ...away }));
  const named = [{ person: `person:${person}`, until: away.until }];
  const absentSigners = { named, more: 0 };
  assert.deepEqual(await told(), Array(2).fill({ ...nobody, absentSigners }));
  assert.deepEqual(value(await lim.approvalView({ paymentId })).absentSigners, absentSigners);
  // Of the maker it is one state with every other wait: who is away would tell which it is.
  const shown = value(await sue.paymentTrail({ paymentId }));
  assert.deepEqual([shown.payment.status, shown.absentSigners], ['being_processed', noOne]);
  const { remindedAt } = value(await sue.remindPayment({ submissionId: id(), paymentId }));
  assert.deepEqual(await told(), [
    { ...nobody, absentSigners },
    { remindedAt, absentSigners },
  ]);
});
