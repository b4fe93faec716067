// Random histories of payments that need more than one person: people sign, send back, edit and
// decide in roles that change, for themselves or in another's place, on what they see now or saw
// before, while the limits above which they must move. What may have let a payment go is counted
// beside the book, from the words alone.
import { ROLES, type Role } from '../../main/domain/permissions.ts';
import type { Result } from '../../main/domain/result.ts';
import { paymentId } from '../../main/ledger/payment-ids.ts';
import { amendPayment } from '../../main/operations/amend-payment.ts';
import { approve, rejectApproval, waitingApproval } from '../../main/operations/approve.ts';
import { decideReview } from '../../main/operations/decide-review.ts';
import { take } from '../operations/epochs.ts';
import { as, policy } from '../operations/persons.ts';
import { accountRow, open, type TestDesk, testDesk } from '../operations/test-desk.ts';
import { type Seeded, seeded } from '../preload/seeded.ts';

export type FourEyesResult = {
  readonly sequences: number;
  readonly deeds: number;
  /** Payments that went on, and how often each refusal was given. */
  readonly released: number;
  readonly refusals: ReadonlyMap<string, number>;
  /** What went on with too few persons. */
  readonly found: readonly string[];
};

/** Payments of one book: a new book begins when they are used up. */
const PAYMENTS_PER_BOOK = 2_000;
const STEPS_MAX = 8;
const PEOPLE = ['anna', 'ben', 'carla', 'dora'] as const;
/** Minor units of a payment, below and above either limit. */
const AMOUNTS = ['900.00', '1,500.00', '2,500.00'] as const;
const LIMITS = [
  [100_000n, 200_000n],
  [100_000n, 300_000n],
  [200_000n, 100_000n],
  [300_000n, 300_000n],
] as const;

/** Minor units above which one, and above which two sign beside the makers. */
type Limits = (typeof LIMITS)[number];

type Person = (typeof PEOPLE)[number];

/** A bug planted in a book that was just opened. */
export type Plant = (on: TestDesk) => void;

/** What is known of one payment from the words that were taken. */
type Told = {
  readonly id: number;
  readonly amount: bigint;
  readonly repeats: boolean;
  readonly makers: Set<string>;
  /** Who signed since the last edit, and how many had to when they did. */
  signed: Map<string, number>;
  seen: string[];
};

type Run = {
  readonly on: TestDesk;
  readonly chance: Seeded;
  /** The roles that each person holds now; a deputy holds another's as well. */
  readonly roles: Map<Person, Set<Role>>;
  readonly counts: { deeds: number; released: number; refusals: Map<string, number> };
  readonly found: string[];
  limits: Limits;
};

export function runFourEyes(
  sequences: number,
  seed: number,
  plant: Plant = () => undefined,
): FourEyesResult {
  const counts = { deeds: 0, released: 0, refusals: new Map<string, number>() };
  const found: string[] = [];
  for (let done = 0; done < sequences; done += PAYMENTS_PER_BOOK) {
    const ends: (() => void)[] = [];
    const scope = { after: (end?: unknown) => void ends.push(end as () => void) };
    try {
      const on = testDesk(scope, seed + done);
      const chance = seeded(seed + done);
      const run: Run = { on, chance, roles: someRoles(chance), counts, found, limits: LIMITS[0] };
      const count = Math.min(PAYMENTS_PER_BOOK, sequences - done);
      for (const told of payments(run, count, plant)) history(run, told);
    } finally {
      for (const end of ends.reverse()) end();
    }
  }
  return { sequences, ...counts, found };
}

/** A book with `count` payments that wait, for a signature or for a decision. */
function payments(run: Run, count: number, plant: Plant): readonly Told[] {
  const { on, chance } = run;
  on.book().db.pragma('synchronous = OFF');
  plant(on);
  open(on, [
    accountRow('payer', '90,000,000.00'),
    accountRow('payee', '0.00'),
    accountRow('1010', '90,000,000.00', { kind: 'settlement' }),
  ]);
  setLimits(run, LIMITS[0]);
  const first = take(on, { messageId: 'FIRST', blocks: [{ from: 'payer', payments: [LINE] }] });
  const kinds = Array.from({ length: count }, () => ({
    amount: chance.pick(AMOUNTS),
    kind: chance.pick(['plain', 'held', 'repeat'] as const),
    onUs: chance.int(2) === 0,
  }));
  const lines = kinds.map(({ amount, kind, onUs }) => ({
    amount,
    ...(onUs ? { to: 'payee' } : {}),
    ...(kind === 'held' ? { outcome: 'review' as const } : {}),
    ...(kind === 'repeat' ? { repeats: paymentId(first, 0) } : {}),
  }));
  const batch = take(on, { messageId: 'MANY', blocks: [{ from: 'payer', payments: lines }] });
  return kinds.map(({ amount, kind }, record) => ({
    id: paymentId(batch, record),
    amount: BigInt(amount.replace(/[,.]/g, '')),
    repeats: kind === 'repeat',
    makers: new Set(['anna']),
    signed: new Map<string, number>(),
    seen: [],
  }));
}

const LINE = { amount: '5.00' };

function someRoles(chance: Seeded): Map<Person, Set<Role>> {
  return new Map(
    PEOPLE.map((person) => [person, new Set(ROLES.filter(() => chance.int(2) === 0))]),
  );
}

function history(run: Run, told: Told): void {
  const { on, chance } = run;
  for (let step = 0; step < STEPS_MAX; step += 1) {
    const before = on.book().payments.byId(told.id)?.status;
    if (before !== 'in_review' && before !== 'awaiting_approval') return;
    if (chance.int(4) === 0) changeRoles(run);
    if (chance.int(6) === 0) {
      setLimits(run, chance.pick(LIMITS));
      const status = on.book().payments.byId(told.id)?.status;
      if (status !== before) run.found.push(`a setting made payment ${told.id} ${status}`);
    }
    const person = chance.pick(PEOPLE);
    oneDeed(run, told, person);
    const after = on.book().payments.byId(told.id)?.status;
    if (after === 'accepted' || after === 'settled') {
      run.counts.released += 1;
      judge(run, told, before === 'awaiting_approval');
    }
  }
}

function setLimits(run: Run, limits: Limits): void {
  const [one, two] = limits;
  policy(run.on, 'authorityLimit:EUR', String(one));
  policy(run.on, 'secondAuthorityLimit:EUR', String(two));
  run.limits = limits;
}

/** Somebody is given a role, loses one, or stands in for somebody with all that they hold. */
function changeRoles({ chance, roles }: Run): void {
  const held = roles.get(chance.pick(PEOPLE)) ?? new Set<Role>();
  const kind = chance.pick(['give', 'take', 'lend'] as const);
  if (kind === 'lend') {
    for (const role of roles.get(chance.pick(PEOPLE)) ?? []) held.add(role);
  } else if (kind === 'give') held.add(chance.pick(ROLES));
  else held.delete(chance.pick(ROLES));
}

function oneDeed(run: Run, told: Told, person: Person): void {
  const { on, chance, roles, counts } = run;
  const { id } = told;
  const now = waitingApproval(on.desk(), id, on.now);
  if (now.ok && chance.int(2) === 0) told.seen.push(now.value.now.hash.toString('hex'));
  const fresh = now.ok ? now.value.now.hash.toString('hex') : 'ab'.repeat(32);
  const shown = chance.int(4) === 0 ? (told.seen[0] ?? fresh) : fresh;
  const deed = chance.pick(['approve', 'approve', 'approve', 'decide', 'edit', 'reject'] as const);
  const submissionId = on.newId();
  const held = [...(roles.get(person) ?? [])];
  const said = as(on, person, held, (): Result<unknown> => {
    const words = { submissionId, paymentId: id, remark: '' };
    const context = on.context();
    if (deed === 'approve') return approve(on.desk(), { ...words, shown }, context);
    if (deed === 'decide') {
      const decision = { ...words, outcome: 'approve', reasonCode: '' } as const;
      return decideReview(on.desk(), decision, context);
    }
    if (deed === 'edit') {
      return amendPayment(on.desk(), { ...words, remittance: `text ${submissionId}` }, context);
    }
    // Mostly without the reason that it needs, so that histories go on.
    const reason = chance.int(8) === 0 ? { reasonCode: 'NARR', remark: 'no' } : { reasonCode: '' };
    return rejectApproval(on.desk(), { ...words, shown, ...reason }, context);
  });
  counts.deeds += 1;
  if (!said.ok) {
    const { code } = said.refusal;
    counts.refusals.set(code, (counts.refusals.get(code) ?? 0) + 1);
    return;
  }
  if (deed === 'approve') told.signed.set(person, Math.max(1, neededOf(run.limits, told)));
  if (deed === 'decide' || deed === 'edit') told.makers.add(person);
  if (deed === 'edit') told.signed = new Map();
}

/**
 * By the rules in words: above the first limit, or repeating, one more; above the second two; and one
 * where it waited for a signature, whatever the limits are now. A signature counts where as many had
 * to sign when it was given.
 */
function judge({ on, found, limits }: Run, told: Told, hasWaited: boolean): void {
  const { id, amount, makers, signed } = told;
  const needed = Math.max(neededOf(limits, told), hasWaited ? 1 : 0);
  const others = [...signed].filter(([person, of]) => !makers.has(person) && of === needed);
  if (others.length < needed) {
    const status = on.book().payments.byId(id)?.status ?? '';
    found.push(`payment ${id} of ${amount} is ${status}: made by ${[...makers].join(', ')},
      signed by ${[...signed.keys()].join(', ')}, ${needed} needed`);
  }
}

function neededOf([one, two]: Limits, { amount, repeats }: Told): number {
  if (amount > two) return 2;
  return amount > one || repeats ? 1 : 0;
}
