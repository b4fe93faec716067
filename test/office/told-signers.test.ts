// Goal: what waits says who of those away may decide it where nobody else may, and whose signature
// counts no more with why; and to nobody who may not know that it is decided on. Method: a running office
// whose only unbounded analyst goes away, while whoever made the payments and an analyst with a small
// limit are there; one of two who sign loses their right; and a deputy of whoever made it looks at it.
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { smallPain001 } from '../fixtures/small-pain001.ts';
import { ADLER, demoBankList, supplierIban } from './demo-bank.ts';
import { codeOf, type PeopleWorld, peopleWorld, roleGrant, value } from './people-world.ts';

/** A setting that one administrator asks for and the other signs. */
async function set(world: PeopleWorld, name: string, setting: string): Promise<void> {
  const [ada, bo] = [await world.as('ada'), await world.as('bo')];
  const asked = { submissionId: world.id(), name, value: setting };
  assert.equal(codeOf(await ada.setPolicy(asked)), 'second_person_required');
  const [request] = value(await bo.requestList({})).requests;
  assert.ok(request);
  const { requestId, shown } = request;
  const word = { requestId, shown, decision: 'approved', remark: '' } as const;
  value(await bo.decideRequest({ submissionId: world.id(), ...word }));
}

/** The person of this name may decide up to 50.00. */
async function mayDecideLittle(world: PeopleWorld, name: string): Promise<void> {
  const [ada, bo] = [await world.as('ada'), await world.as('bo')];
  const person = await world.add(name, []);
  const bounds = { currency: 'EUR', singleLimit: 5_000n } as const;
  const asked = { submissionId: world.id(), ...roleGrant(person, 'analyst'), ...bounds };
  const { grant } = value(await ada.askGrant(asked));
  value(await bo.decideGrant({ submissionId: world.id(), grant, decision: 'sign' }));
}

/** The person of this name submits a file of these amounts, which is judged then. */
async function submits(world: PeopleWorld, name: string, amounts: readonly string[]) {
  const client = await world.as(name);
  const path = join(world.on.folder, 'file.xml');
  const items = amounts.map((amount, at) => ({ to: supplierIban(at), amount }));
  writeFileSync(path, smallPain001({ messageId: 'FILE', debtor: ADLER, items }));
  const { submissionId, originalHash, fileName } = value(await client.draftBatch({ path }));
  const { batchId } = value(await client.submitBatch({ submissionId, originalHash, fileName }));
  for await (const item of client.batchProgress({ batchId })) if (item.done) break;
}

test('what only absent people may decide says so, with until when, and to nobody else', async (t) => {
  const world = await peopleWorld(t);
  const { on, id } = world;
  const ada = await world.as('ada');
  value(await ada.importAccounts({ submissionId: id(), path: demoBankList(on.folder) }));
  await set(world, 'reviewAbove:EUR', '0');
  // Who made them is an analyst as well, and never decides them.
  await world.add('sue', ['submitter', 'analyst']);
  await world.add('ole', ['submitter']);
  await world.add('aud', ['auditor']);
  const ana = await world.add('ana', ['analyst']);
  await submits(world, 'sue', ['60.00', '40.00']);
  const [aud, ole] = [await world.as('aud'), await world.as('ole')];
  const listed = async () => {
    const { rows } = value(await aud.reviewList({ offset: 0, limit: 10 }));
    return rows.map(({ amount, absentSigners }) => [amount.minor, absentSigners.named]);
  };
  const { rows } = value(await aud.reviewList({ offset: 0, limit: 10 }));
  const [large = 0, small = 0] = rows.map(({ paymentId }) => paymentId);
  const beside = async (paymentId: number, by = aud) =>
    value(await by.paymentTrail({ paymentId })).absentSigners.named;
  const told = async () => [...(await listed()), await beside(large), await beside(small)];
  assert.deepEqual(await told(), [[6_000n, []], [4_000n, []], [], []]);

  const away = { person: ana, from: '2026-11-26', until: '2026-12-04', deputy: 0 };
  value(await ada.markAbsent({ submissionId: id(), ...away }));
  const only = [{ person: `person:${ana}`, until: away.until }];
  assert.deepEqual(await told(), [[6_000n, only], [4_000n, only], only, only]);
  // Of who may not know it is one state with every other wait: who is away would tell which it is.
  assert.deepEqual(await beside(large, ole), []);

  await mayDecideLittle(world, 'lim');
  assert.deepEqual(await told(), [[6_000n, only], [4_000n, []], only, []]);
  value(await ada.endAbsence({ submissionId: id(), person: ana }));
  assert.deepEqual(await told(), [[6_000n, []], [4_000n, []], [], []]);
});

test('a signature that counts no more is told with why, and its level is open', async (t) => {
  const world = await peopleWorld(t);
  const { on, id } = world;
  const ada = await world.as('ada');
  value(await ada.importAccounts({ submissionId: id(), path: demoBankList(on.folder) }));
  for (const name of ['authorityLimit:EUR', 'secondAuthorityLimit:EUR'])
    await set(world, name, '0');
  await world.add('sue', ['submitter']);
  const sid = await world.add('sid', ['supervisor']);
  await world.add('sam', ['supervisor']);
  await submits(world, 'sue', ['60.00']);
  const [first, second] = [await world.as('sid'), await world.as('sam')];
  const { rows } = value(await first.approvalList({ offset: 0, limit: 10 }));
  const { paymentId = 0, shown = '' } = rows[0] ?? {};
  value(await first.approve({ submissionId: id(), paymentId, shown, remark: '' }));
  const told = async () => {
    const { levels, lapsed } = value(await second.approvalView({ paymentId }));
    return { signed: levels.map(({ person }) => person), lapsed };
  };
  const person = `person:${sid}`;
  assert.deepEqual(await told(), { signed: [person, null], lapsed: [] });
  const { grants } = value(await ada.people({}));
  const { grant = 0 } = grants.find((each) => each.person === sid) ?? {};
  value(await ada.endGrant({ submissionId: id(), grant }));
  const lapsed = [{ level: 0, person, why: 'right_ended' }];
  assert.deepEqual(await told(), { signed: [null, null], lapsed });
});

/** The person of this name stands in for the other today; asked for by Ada, signed by Bo. */
async function standsIn(world: PeopleWorld, person: number, standsFor: number): Promise<void> {
  const [ada, bo] = [await world.as('ada'), await world.as('bo')];
  const days = { validFrom: '2026-11-26', validUntil: '2026-11-26' };
  const lent = {
    ...roleGrant(person, 'submitter'),
    kind: 'deputy',
    role: null,
    standsFor,
  } as const;
  const { grant } = value(await ada.askGrant({ submissionId: world.id(), ...lent, ...days }));
  value(await bo.decideGrant({ submissionId: world.id(), grant, decision: 'sign' }));
}

test('a deputy of whoever made it is told in whose place they act, and is named to nobody as a signer', async (t) => {
  const world = await peopleWorld(t);
  const { on, id } = world;
  const [ada, bo] = [await world.as('ada'), await world.as('bo')];
  value(await ada.importAccounts({ submissionId: id(), path: demoBankList(on.folder) }));
  await set(world, 'authorityLimit:EUR', '0');
  const sid = await world.add('sid', ['submitter', 'supervisor']);
  await world.add('sam', ['supervisor']);
  const dee = await world.add('dee', []);
  await submits(world, 'sid', ['60.00']);
  await standsIn(world, dee, sid);
  const [deputy, sam] = [await world.as('dee'), await world.as('sam')];
  const { rows } = value(await deputy.approvalList({ offset: 0, limit: 10 }));
  const { paymentId = 0, shown = '' } = rows[0] ?? {};
  const told = async (by: typeof deputy) => {
    const list = value(await by.approvalList({ offset: 0, limit: 10 }));
    const view = value(await by.approvalView({ paymentId }));
    return [...list.rows, view].map(({ cannot, inPlaceOf }) => [cannot, inPlaceOf]);
  };
  const inTheirs = ['second_person_must_differ', `person:${sid}`];
  assert.deepEqual(await told(deputy), [inTheirs, inTheirs]);
  assert.deepEqual(await told(sam), Array(2).fill([null, null]));
  const refused = await deputy.approve({ submissionId: id(), paymentId, shown, remark: '' });
  assert.ok('refusal' in refused);
  const { inPlaceOf } = refused.refusal;
  assert.equal(inPlaceOf, `person:${sid}`);

  // Of what an administrator asks, their deputy is no second person, and is not named as one.
  const asks = async (by: typeof ada) => {
    const role = roleGrant(sid, 'reconciler');
    return value(await by.askGrant({ submissionId: id(), ...role })).grant;
  };
  const byAda = await asks(ada);
  const adas = await world.person('ada');
  const bos = await world.person('bo');
  await standsIn(world, dee, adas);
  const byBo = await asks(bo);
  const { grants } = value(await bo.people({}));
  const signers = (grant: number) => grants.find((each) => each.grant === grant)?.signers;
  assert.deepEqual([signers(byAda), signers(byBo)], [[bos], [dee]]);
  const sign = async (grant: number) =>
    codeOf(await deputy.decideGrant({ submissionId: id(), grant, decision: 'sign' }));
  assert.equal(await sign(byAda), 'second_person_must_differ');
  assert.equal(await sign(byBo), 'done');
});
