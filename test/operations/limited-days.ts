// Random days of people whose rights have limits, and who lend them and take them back in between; and
// whether more was done than the grants of some of them allow. What is judged is told by the words alone:
// whose grants would have reached each, were the deed theirs to do.
import type { TestContext } from 'node:test';
import { known } from '../../main/domain/assert.ts';
import { type Actor, holdersOf, holds, type Permission } from '../../main/domain/permissions.ts';
import { type Seeded, seeded } from '../preload/seeded.ts';
import { codeOf, end, lend, limitedCast, type Right, seated } from './limited-cast.ts';
import { bankWith, deedsOf, handsOverInPart } from './limited-deeds.ts';
import { minor, type TestDesk } from './test-desk.ts';

const RIGHTS = {
  lea: [{ role: 'supervisor', singleLimit: 6_000n, dailyLimit: 10_000n }],
  mo: [{ role: 'supervisor', dailyLimit: 8_000n }],
  dan: [
    { role: 'analyst', singleLimit: 2_500n, dailyLimit: 5_000n },
    { role: 'submitter', dailyLimit: 4_000n },
  ],
  ben: [{ role: 'analyst', dailyLimit: 9_000n }],
  sue: [{ role: 'submitter', singleLimit: 5_000n, dailyLimit: 12_000n }],
  eli: [],
  fay: [],
} as const satisfies Record<string, readonly Right[]>;

/** A planted bug. */
export type DaysPlant = {
  readonly seat?: (actor: Actor) => Actor;
  readonly book?: (on: TestDesk) => void;
};

/** Everybody is seated with what they are lent as if it were theirs. */
export const forgetsTheLender: DaysPlant = {
  seat: (actor) => ({
    ...actor,
    authorities: actor.authorities?.map(({ lentBy: _, lenderDaily: __, ...own }) => own) ?? [],
  }),
};

/** What a deed answers of whose authority it was is not read. */
export const countsApart: DaysPlant = {
  book: (on) => {
    const { db } = on.book();
    const prepare = db.prepare.bind(db);
    Object.assign(db, {
      prepare: (sql: string) =>
        prepare(
          sql
            .replaceAll("json_extract(d.answer, '$.lentBy')", "''")
            .replaceAll('d.answer AS answer', "json_remove(d.answer, '$.lentBy') AS answer"),
        ),
    });
  },
};

/** Of deeds only those on payments are counted. */
export const countsPaymentsOnly: DaysPlant = {
  book: (on) => {
    const { db } = on.book();
    const prepare = db.prepare.bind(db);
    const counted = /d\.deed IN \([?, ]+\)/g;
    Object.assign(db, {
      prepare: (sql: string) => prepare(sql.replaceAll(counted, "$& AND d.deed = 'submitBatch'")),
    });
  },
};

/** What is asked for is taken to come to no more than when it was asked for, whenever it is done. */
export const forgetsToGrow: DaysPlant = {
  book: (on) => {
    const { db } = on.book();
    const prepare = db.prepare.bind(db);
    const asked = 'SELECT answer FROM deeds WHERE sequence = ?';
    const most = `SELECT json_set(answer, '$.moved', 'EUR 999999999',
      '$.sums', 'EUR 999999999') FROM deeds WHERE sequence = ?`;
    Object.assign(db, { prepare: (sql: string) => prepare(sql === asked ? most : sql) });
  },
};

/** By how much something grew is held to what is left of the day, but takes nothing of it. */
export const countsNoGrowth: DaysPlant = {
  book: (on) => {
    const { db } = on.book();
    const prepare = db.prepare.bind(db);
    const kept = "json_remove(d.answer, '$.sumsFor', '$.movedFor') AS answer";
    Object.assign(db, {
      prepare: (sql: string) => prepare(sql.replaceAll('d.answer AS answer', kept)),
    });
  },
};

type Kind = 'submits' | 'other';
type Word = { readonly kind: Kind; readonly minor: bigint; readonly by: readonly string[] };
type Told = { readonly found: readonly string[]; readonly met: ReadonlyMap<string, number> };

type Run = {
  readonly on: TestDesk;
  readonly cast: ReadonlyMap<string, number>;
  readonly chance: Seeded;
  readonly plant: DaysPlant;
  readonly met: Map<string, number>;
};

/** Runs `days` days from a seed; what was found of each, and how often each answer was met. */
export function runDays(
  t: Pick<TestContext, 'after'>,
  seed: number,
  plant: DaysPlant = {},
  days = 1,
): Told {
  const on = bankWith(t, '2000');
  const cast = limitedCast(on, { ...RIGHTS, una: [{ role: 'supervisor' }] });
  plant.book?.(on);
  const run: Run = { on, cast, chance: seeded(seed), plant, met: new Map() };
  const found: string[] = [];
  for (let day = 0; day < days; day += 1) {
    found.push(...judged(oneDay(run)).map((each) => `day ${day}: ${each}`));
    on.now += 86_400_000 - STEPS * 60_000;
  }
  return { found, met: run.met };
}

const STEPS = 60;

function oneDay(run: Run): readonly Word[] {
  const { on, cast, chance } = run;
  const words: Word[] = [];
  const lent: number[] = [];
  const idOf = (name: string) => known(cast.get(name), 'they work here');
  for (let step = 0; step < STEPS; step += 1) {
    const act = chance.int(8);
    if (act === 0) {
      const [deputy, absent] = [chance.pick(DEPUTIES), chance.pick(ABSENT)];
      if (deputy !== absent) lent.push(lend(on, idOf(deputy), idOf(absent)));
    } else if (act === 1) {
      const grant = lent.shift();
      if (grant !== undefined) end(on, grant);
    } else {
      const word = oneDeed(run, idOf(chance.pick(NAMES)));
      if (word !== null) words.push(word);
    }
    on.now += 60_000;
  }
  for (const grant of lent) end(on, grant);
  return words;
}

const NAMES = Object.keys(RIGHTS);
const ABSENT = ['lea', 'mo', 'ben', 'sue'];
const DEPUTIES = ['mo', 'dan', 'eli', 'fay'];

/** One deed by one person, of those that they hold the right to, with an amount by chance. */
function oneDeed(run: Run, person: number): Word | null {
  const { on, chance, plant, met } = run;
  const before = seated(on, person, () => on.actor);
  const theirs = [...deedsOf(), ['handsOverInPart', handsOverInPart] as const].filter(
    ([, { permission }]) => holds(before, permission),
  );
  if (theirs.length === 0) return null;
  const [name, deed] = chance.pick(theirs);
  // What waits for no signature besides is smaller than what does.
  const isSmall = ['decides', 'asksToHandOver', 'handsOverUnjudged', 'handsOverInPart'].includes(
    name,
  );
  const whole = 1 + chance.int(isSmall ? 20 : 70);
  const amount = `${name === 'signs' ? whole + 20 : whole}.00`;
  const thing = deed.made(on, amount, known(run.cast.get('una'), 'they work here'));
  const reaching = reachingOf(before, deed.permission, minor(amount));
  const code = seated(on, person, () => codeOf(deed.act(on, thing)), plant.seat);
  met.set(code, (met.get(code) ?? 0) + 1);
  if (code !== 'done') return null;
  const isInPlace = !reaching.includes(before.id);
  if (isInPlace) met.set('done in a place', (met.get('done in a place') ?? 0) + 1);
  return {
    kind: deed.role === 'submitter' ? 'submits' : 'other',
    minor: minor(amount),
    by: reaching,
  };
}

/** Whose grants the actor may do it by, as far as one amount goes. */
function reachingOf(actor: Actor, permission: Permission, amount: bigint): readonly string[] {
  const holders = holdersOf(permission);
  const reaching = (actor.authorities ?? []).filter(
    ({ role, singleLimit }) =>
      holders !== 'everyone' &&
      holders.includes(role) &&
      (singleLimit === null || amount <= singleLimit),
  );
  return [...new Set(reaching.map(({ lentBy }) => lentBy ?? actor.id))];
}

/** Each group of persons without whose grants more was done than these allow for one day together. */
function judged(words: readonly Word[]): readonly string[] {
  const found: string[] = [];
  for (const kind of ['submits', 'other'] as const) {
    const limits = limitsOf(kind);
    const holders = [...limits.keys()];
    for (let group = 1; group < 2 ** holders.length; group += 1) {
      const those = new Set(holders.filter((_, at) => (group >> at) % 2 === 1));
      const most = [...those].reduce((sum, each) => sum + (limits.get(each) ?? 0n), 0n);
      const theirs = words.filter(
        (word) => word.kind === kind && word.by.every((by) => those.has(by)),
      );
      const sum = theirs.reduce((total, each) => total + each.minor, 0n);
      if (sum > most) found.push(`${kind} of ${[...those].join(' and ')}: ${sum} of ${most}`);
    }
  }
  return found;
}

/** The daily limit of each person who holds grants of the kind, by their actor's id. */
function limitsOf(kind: Kind): ReadonlyMap<string, bigint> {
  const limits = Object.entries<readonly Right[]>(RIGHTS).flatMap(([, rights], at) =>
    rights
      .filter(({ role }) => (role === 'submitter') === (kind === 'submits'))
      // The first two of a book administrate it.
      .map(({ dailyLimit = 0n }) => [`person:${at + 3}`, dailyLimit] as const),
  );
  return new Map(limits);
}
