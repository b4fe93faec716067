// One way to every refusal of what is beyond the authority of whoever signs, decides or submits: a
// person whose one grant is bound to another currency, or has a limit of one minor unit.
import assert from 'node:assert/strict';
import type { Authority, Role } from '../../main/domain/permissions.ts';
import { createClient } from '../../preload/client.ts';
import { type Client, contract } from '../../preload/contract/contract.ts';
import type { beyondAuthority } from '../../preload/contract/values.ts';
import { smallPain001 } from '../fixtures/small-pain001.ts';
import { type CarriedWorld, keyOf, signed, type TestKey } from './carried-world.ts';
import { ADLER, supplierIban } from './demo-bank.ts';
import { roleGrant, value } from './people-world.ts';
import type { Scenario } from './refusal-scenarios.ts';
import type { RefusalWorld } from './refusal-world.ts';
import { submitFile } from './running-office.ts';

type Beyond = (typeof beyondAuthority)[number];

const BOUNDS: Record<Beyond, Pick<Authority, 'currency' | 'singleLimit' | 'dailyLimit'>> = {
  outside_authority: { currency: 'USD', singleLimit: null, dailyLimit: null },
  beyond_single_limit: { currency: 'EUR', singleLimit: 1n, dailyLimit: null },
  beyond_daily_limit: { currency: 'EUR', singleLimit: null, dailyLimit: 1n },
};

/** An office takes so many channels: each person has one, by role and bounds. */
const seats = new WeakMap<RefusalWorld['on'], Map<string, Client>>();

/** A client into the world's office for a person who holds `role` within the bounds for `beyond`. */
export function bounded({ on }: Pick<RefusalWorld, 'on'>, role: Role, beyond: Beyond): Client {
  const seated = seats.get(on) ?? new Map<string, Client>();
  seats.set(on, seated);
  const client = seated.get(`${role} ${beyond}`) ?? newcomerWith({ on }, role, beyond);
  seated.set(`${role} ${beyond}`, client);
  return client;
}

function newcomerWith({ on }: Pick<RefusalWorld, 'on'>, role: Role, beyond: Beyond): Client {
  const authority = { role, branch: null, rail: null, ...BOUNDS[beyond] };
  const actor = { id: 'lena', name: 'Lena', roles: [role], authorities: [authority] };
  return createClient(contract, on.office.open({ actor, shell: 'cli' }));
}

/** One scenario for each way of being beyond somebody's authority. */
export const BEYOND = (scenario: (beyond: Beyond) => Scenario): Record<Beyond, Scenario> => ({
  outside_authority: scenario('outside_authority'),
  beyond_single_limit: scenario('beyond_single_limit'),
  beyond_daily_limit: scenario('beyond_daily_limit'),
});

/** Signing: what is shown is stale besides. */
export const BEYOND_TO_SIGN = BEYOND((beyond) => (world) => {
  const paymentId = world.payments.awaitingApproval;
  const said = { submissionId: world.id(), paymentId, shown: 'ab'.repeat(32), remark: '' };
  return bounded(world, 'supervisor', beyond).approve(said);
});

const reviewed = new WeakMap<RefusalWorld, Promise<number>>();

/** A payment that a rule holds, and that one person's word lets go; made once per world. */
function inReview(world: RefusalWorld): Promise<number> {
  const known = reviewed.get(world) ?? heldByRule(world);
  reviewed.set(world, known);
  return known;
}

async function heldByRule({ on, id, write }: RefusalWorld): Promise<number> {
  const reviewAbove = (value: string) =>
    on.done((c) => c.setPolicy({ submissionId: id(), name: 'reviewAbove:EUR', value }));
  await reviewAbove('4000');
  const items = [{ to: supplierIban(3), amount: '50.00' }];
  const file = smallPain001({ messageId: 'REVIEWED', debtor: ADLER, items });
  const submitted = await submitFile(on, write('reviewed.xml', file));
  assert.ok(submitted.ok);
  const { batchId } = submitted.value;
  await on.judged(batchId);
  await reviewAbove('99999999');
  const { rows } = await on.done((c) => c.reviewList({ offset: 0, limit: 100 }));
  const found = rows.find((row) => row.batchId === batchId);
  assert.ok(found);
  return found.paymentId;
}

/** Deciding what would go on by this word alone. */
export const BEYOND_TO_DECIDE = BEYOND((beyond) => async (world) => {
  const paymentId = await inReview(world);
  const said = { submissionId: world.id(), paymentId, reasonCode: '', remark: '' };
  return bounded(world, 'analyst', beyond).decideReview({ ...said, outcome: 'approve' });
});

/** Deciding by who submitted it, as an analyst only: the world's first person made everything. */
export const MAKER_DECIDES: Scenario = async (world) => {
  const paymentId = await inReview(world);
  const actor = { id: 'anna', name: 'Anna', roles: ['analyst'] } as const;
  const client = createClient(contract, world.on.office.open({ actor, shell: 'cli' }));
  const said = { submissionId: world.id(), paymentId, reasonCode: '', remark: '' };
  return client.decideReview({ ...said, outcome: 'approve' });
};

export const BEYOND_TO_SUBMIT = BEYOND((beyond) => async (world) => {
  const items = [{ to: supplierIban(9), amount: '1.00' }];
  const file = smallPain001({ messageId: `BEYOND-${beyond}`, debtor: ADLER, items });
  const path = world.write('beyond.xml', file);
  const { submissionId, originalHash, fileName } = await world.on.done((c) =>
    c.draftBatch({ path }),
  );
  return bounded(world, 'submitter', beyond).submitBatch({ submissionId, originalHash, fileName });
});

type Limited = { readonly person: number; grant: number; key: TestKey | null };
const limited = new WeakMap<CarriedWorld, Promise<Limited>>();

/** Lim, who supervises as far as `beyond` says, and the key that they sign with elsewhere. */
export async function limitedTo(world: CarriedWorld, beyond: Beyond): Promise<TestKey> {
  const made = limited.get(world) ?? newcomer(world);
  limited.set(world, made);
  const lim = await made;
  const [ada, bo] = [await world.as('ada'), await world.as('bo')];
  const id = world.id;
  if (lim.grant > 0) value(await ada.endGrant({ submissionId: id(), grant: lim.grant }));
  const { currency, ...limits } = BOUNDS[beyond];
  const asked = { ...roleGrant(lim.person, 'supervisor'), ...limits, currency: currency ?? '' };
  lim.grant = value(await ada.askGrant({ submissionId: id(), ...asked })).grant;
  value(await bo.decideGrant({ submissionId: id(), grant: lim.grant, decision: 'sign' }));
  // Whoever may sign nothing has no key taken.
  lim.key ??= await keyOf(world, 'lim');
  return lim.key;
}

async function newcomer(world: CarriedWorld): Promise<Limited> {
  return { person: await world.add('lim', []), grant: 0, key: null };
}

/** Signing on another workstation: the limits are those of the day on which it is brought back. */
export const BEYOND_WHEN_BROUGHT = BEYOND((beyond) => async ({ carried }) => {
  const world = await carried();
  const key = await limitedTo(world, beyond);
  const file = await world.taken([{ kind: 'payment', id: world.waiting[2] ?? 0 }]);
  return world.bring(signed(file, key));
});
