// Goal: who of those away could sign for a payment, why somebody may not and why a signature stands no
// more tell nobody without the compliance right that it was held. Method: two payments wait for the same
// signatures, one of them let go on by an analyst who is away now; a supervisor reads the same of both,
// an analyst that she may not sign for the one she decided. Then somebody stands in for who decided, as
// one who is to sign and as one who has signed before, read by each of them and by who may know.
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { smallPain001 } from '../../fixtures/small-pain001.ts';
import { ADLER, demoBankList, supplierIban } from '../demo-bank.ts';
import { codeOf, type PeopleWorld, peopleWorld, roleGrant, value } from '../people-world.ts';

const HELD = '60.00';
const PLAIN = '40.00';

async function set({ as, id }: PeopleWorld, name: string, setting: string) {
  const [ada, bo] = [await as('ada'), await as('bo')];
  const asked = codeOf(await ada.setPolicy({ submissionId: id(), name, value: setting }));
  assert.equal(asked, 'second_person_required');
  const { requests } = value(await bo.requestList({}));
  const { requestId, shown } = requests[0] ?? assert.fail('it waits');
  const word = { decision: 'approved', remark: '' } as const;
  value(await bo.decideRequest({ submissionId: id(), requestId, shown, ...word }));
}

/** A file of two payments by `sue`, one of which a rule holds; their ids by amount. */
async function submitted({ as, on }: PeopleWorld) {
  const sue = await as('sue');
  const path = join(on.folder, 'file.xml');
  const items = [HELD, PLAIN].map((amount, at) => ({ to: supplierIban(at), amount }));
  writeFileSync(path, smallPain001({ messageId: 'FILE', debtor: ADLER, items }));
  const { submissionId, originalHash, fileName } = value(await sue.draftBatch({ path }));
  const { batchId } = value(await sue.submitBatch({ submissionId, originalHash, fileName }));
  for await (const { done } of sue.batchProgress({ batchId })) if (done) break;
}

/** The supervisor stands in for the other today; asked for by Ada, signed by Bo. */
async function standsIn({ as, id }: PeopleWorld, person: number, standsFor: number) {
  const [ada, bo] = [await as('ada'), await as('bo')];
  const terms = {
    ...roleGrant(person, 'supervisor'),
    kind: 'deputy',
    role: null,
    standsFor,
  } as const;
  const days = { validFrom: '2026-11-26', validUntil: '2026-11-26' };
  const { grant } = value(await ada.askGrant({ submissionId: id(), ...terms, ...days }));
  value(await bo.decideGrant({ submissionId: id(), grant, decision: 'sign' }));
}

async function ended({ as, id }: PeopleWorld, whose: number, what: string) {
  const ada = await as('ada');
  const { grants } = value(await ada.people({}));
  const held = grants.find(({ person, role }) => person === whose && role === what);
  const { grant } = held ?? assert.fail(what);
  value(await ada.endGrant({ submissionId: id(), grant }));
}

/**
 * Two payments for which `levels` supervisors sign; `ana`, who is one too, let the first go on, or
 * `inHerPlace` did.
 */
async function heldAndPlain(world: PeopleWorld, levels: 1 | 2, inHerPlace: string | null = null) {
  const { as, add, id, on } = world;
  const ada = await as('ada');
  value(await ada.importAccounts({ submissionId: id(), path: demoBankList(on.folder) }));
  await set(world, 'reviewAbove:EUR', '5000');
  await set(world, 'authorityLimit:EUR', '0');
  if (levels === 2) await set(world, 'secondAuthorityLimit:EUR', '0');
  await add('sue', ['submitter']);
  await add('sam', ['supervisor']);
  const ana = await add('ana', ['analyst', 'supervisor']);
  await submitted(world);
  if (inHerPlace !== null) await standsIn(world, await add(inHerPlace, []), ana);
  const deciding = await as(inHerPlace ?? 'ana');
  const [row] = value(await deciding.reviewList({ offset: 0, limit: 10 })).rows;
  const { paymentId } = row ?? assert.fail('one is held');
  const word = { outcome: 'approve', reasonCode: '', remark: 'in order' } as const;
  value(await deciding.decideReview({ submissionId: id(), paymentId, ...word }));
  return { ana, held: paymentId };
}

test('whoever stands in for the one who decided is not told that somebody did', async (t) => {
  const world = await peopleWorld(t);
  const { as, add, id } = world;
  const { ana, held } = await heldAndPlain(world, 1);
  const dee = await add('dee', []);
  const eve = await add('eve', ['auditor']);
  await ended(world, ana, 'analyst');
  for (const person of [dee, eve]) await standsIn(world, person, ana);
  const told = async (name: string) => {
    const client = await as(name);
    const { rows } = value(await client.approvalList({ offset: 0, limit: 10 }));
    const row = rows.find(({ paymentId }) => paymentId === held) ?? assert.fail('it waits');
    const view = value(await client.approvalView({ paymentId: held }));
    const asked = { paymentId: held, shown: view.shown, remark: 'why' };
    const signs = await client.approve({ submissionId: id(), ...asked });
    const back = { submissionId: id(), ...asked, reasonCode: 'NARR' };
    const rejects = await client.rejectApproval(back);
    const refused = [signs, rejects].map((reply) => {
      assert.ok('refusal' in reply, codeOf(reply));
      const { code, inPlaceOf = null } = reply.refusal;
      return [code, inPlaceOf];
    });
    const { makers } = view.payment;
    return [
      makers.length,
      ...[row, view].map(({ cannot, inPlaceOf }) => [cannot, inPlaceOf]),
      ...refused,
    ];
  };
  const every = (makers: number, code: string, place: string | null) => {
    return [makers, ...Array(4).fill([code, place])];
  };
  assert.deepEqual(await told('dee'), every(1, 'signer_not_permitted', null));
  const inHers = every(2, 'second_person_must_differ', `person:${ana}`);
  assert.deepEqual(await told('eve'), inHers, 'who may know is told');
  const dees = await as('dee');
  const { rows } = value(await dees.approvalList({ offset: 0, limit: 10 }));
  const plain = rows.filter(({ paymentId }) => paymentId !== held);
  assert.deepEqual(
    plain.map(({ cannot }) => cannot),
    [null],
  );
});

test('whoever comes back from where another decided in their place is not told that somebody did', async (t) => {
  const world = await peopleWorld(t);
  const { as, id } = world;
  const { ana, held } = await heldAndPlain(world, 1, 'dee');
  await ended(world, ana, 'analyst');
  const ada = await as('ada');
  const { grants } = value(await ada.people({}));
  const { grant } = grants.find(({ standsFor }) => standsFor === ana) ?? assert.fail('lent');
  value(await ada.endGrant({ submissionId: id(), grant }));
  const back = await as('ana');
  const { rows } = value(await back.approvalList({ offset: 0, limit: 10 }));
  const cannot = rows.map(({ paymentId, cannot: why }) => [paymentId === held, why]);
  assert.deepEqual(Object.fromEntries(cannot), { true: 'signer_not_permitted', false: null });
});

test('since when a payment waits does not tell that it was held', async (t) => {
  const world = await peopleWorld(t);
  const { as, id } = world;
  await heldAndPlain(world, 1);
  const sam = await as('sam');
  const { rows } = value(await sam.approvalList({ offset: 0, limit: 10 }));
  const things = rows.map(({ paymentId }) => ({ kind: 'payment', id: paymentId }) as const);
  const views = rows.map(async ({ paymentId }) => value(await sam.approvalView({ paymentId })));
  const since = (await Promise.all(views)).map(({ payment }) => payment.since);
  assert.deepEqual(since, [0, 0]);
  const { file } = value(await sam.exportApproval({ submissionId: id(), things }));
  assert.deepEqual(file?.match(/"since":\d+/g), ['"since":0', '"since":0']);
});

test('a signature that stands no more beside a decision in review is told as one whose right ended', async (t) => {
  const world = await peopleWorld(t);
  const { as, add, id } = world;
  const { ana, held } = await heldAndPlain(world, 2);
  const dee = await add('dee', ['supervisor']);
  await add('eve', ['analyst', 'supervisor']);
  const signing = await as('dee');
  const { shown } = value(await signing.approvalView({ paymentId: held }));
  value(await signing.approve({ submissionId: id(), paymentId: held, shown, remark: '' }));
  await ended(world, dee, 'supervisor');
  await standsIn(world, dee, ana);
  const told = async (name: string) => {
    const { lapsed } = value(await (await as(name)).approvalView({ paymentId: held }));
    return lapsed.map(({ person, why }) => [person, why]);
  };
  assert.deepEqual(await told('sam'), [[`person:${dee}`, 'right_ended']]);
  assert.deepEqual(
    await told('eve'),
    [[`person:${dee}`, 'same_authority']],
    'who may know is told',
  );
});

test('a payment that was held and one that was not name the same absent signers', async (t) => {
  const world = await peopleWorld(t);
  const { as, add, id, on } = world;
  const [ada, bo] = [await as('ada'), await as('bo')];
  value(await ada.importAccounts({ submissionId: id(), path: demoBankList(on.folder) }));
  await set(world, 'reviewAbove:EUR', '5000');
  await set(world, 'authorityLimit:EUR', '0');
  await add('sue', ['submitter']);
  const ana = await add('ana', ['analyst']);
  for (const [name, role] of [
    ['sam', 'supervisor'],
    ['eve', 'analyst'],
  ] as const) {
    const small = { ...roleGrant(await add(name, []), role), currency: 'EUR', singleLimit: 3000n };
    const { grant } = value(await ada.askGrant({ submissionId: id(), ...small }));
    value(await bo.decideGrant({ submissionId: id(), grant, decision: 'sign' }));
  }
  await submitted(world);
  const deciding = await as('ana');
  const { rows } = value(await deciding.reviewList({ offset: 0, limit: 10 }));
  assert.equal(rows.length, 1);
  for (const { paymentId } of rows) {
    const word = { outcome: 'approve', reasonCode: '', remark: 'in order' } as const;
    value(await deciding.decideReview({ submissionId: id(), paymentId, ...word }));
  }
  const until = { from: '2026-11-26', until: '2026-12-04', deputy: 0 };
  value(await ada.markAbsent({ submissionId: id(), person: ana, ...until }));
  const namedTo = async (name: string) => {
    const reader = await as(name);
    const list = value(await reader.approvalList({ offset: 0, limit: 10 }));
    assert.equal(list.rows.length, 2);
    const views = list.rows.map(async ({ paymentId, absentSigners }) => {
      const view = value(await reader.approvalView({ paymentId }));
      assert.deepEqual(view.absentSigners, absentSigners);
      return absentSigners.named.map(({ person }) => person);
    });
    return Promise.all(views);
  };
  const those = [[`person:${ana}`], [`person:${ana}`]];
  assert.deepEqual(await namedTo('sam'), those, 'a supervisor knows of no hold');
  assert.deepEqual(
    await namedTo('eve'),
    [[], those[1]],
    'an analyst reads that she decided the first',
  );
});

test('a package that is carried away names nobody who decided in review', async (t) => {
  const world = await peopleWorld(t);
  const { held } = await heldAndPlain(world, 1);
  const things = [{ kind: 'payment', id: held }] as const;
  const makers = /"makers":\[([^\]]*)\]/;
  const sue = await world.person('sue');
  for (const name of ['sam', 'ana']) {
    const by = await world.as(name);
    const { file } = value(await by.exportApproval({ submissionId: world.id(), things }));
    assert.equal(file?.match(makers)?.[1], `"person:${sue}"`, name);
  }
});
