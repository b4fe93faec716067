// One random history: seeded deeds on a book and on a plain model of the domain, with a process
// that dies between any two steps, a clock that jumps, submissions sent again and a second program
// that tries to write. After every deed both must say the same; at the end the audit must pass.

import assert from 'node:assert/strict';
import Database from 'better-sqlite3';
import { Model } from '../operations/model.ts';
import { policy } from '../operations/persons.ts';
import {
  accountRow,
  assertBalances,
  assertSound,
  available,
  dump,
  open,
  posted,
  type TestDesk,
  THURSDAY_MORNING,
  testDesk,
} from '../operations/test-desk.ts';
import { seeded } from '../preload/seeded.ts';
import { type DyingProcess, dyingProcess } from './dying-process.ts';
import {
  CUSTOMERS,
  DEED_MAKERS,
  type Deed,
  OPENINGS,
  type Scene,
  submit,
} from './history-deeds.ts';

/** A bug planted in a book that was just opened. */
export type Plant = (on: TestDesk) => void;

export type HistoryCounts = {
  deeds: number;
  refusals: number;
  /** Processes that died in the middle of a deed, and those that died before they could answer. */
  deaths: number;
  unanswered: number;
  repeats: number;
  clockJumps: number;
  rivals: number;
  payments: number;
  readonly statuses: Set<string>;
  /** The makers of which a deed was done, not only refused. */
  readonly done: Set<string>;
};

export type Failure = {
  /** The step of the history, as an index into the plan of all steps. */
  readonly step: number;
  readonly words: string;
  /** What was done up to there, the newest last. */
  readonly deeds: readonly string[];
};

export type HistoryResult = { readonly counts: HistoryCounts; readonly failure: Failure | null };

/** The bank's own accounts that are compared beside the customers'. */
const OWN = ['1010', '2120', '2121', '2125', '2210', '4010', '9990'] as const;

/** The clock stays within the business day: what a date means is tested elsewhere. */
const DAY_BEGINS = THURSDAY_MORNING - 2 * 3_600_000;
const DAY_ENDS = THURSDAY_MORNING + 5 * 3_600_000;

type Run = {
  readonly seed: number;
  readonly on: TestDesk;
  readonly model: Model;
  readonly process: DyingProcess;
  readonly plant: Plant;
  readonly counts: HistoryCounts;
  readonly files: Scene['files'];
  readonly told: string[];
};

/**
 * Runs the steps of the history of `seed` whose indices are in `steps`. Every step draws from its
 * own chance, so that a failing history can be made smaller by leaving steps out.
 */
export function runHistory(seed: number, steps: readonly number[], plant: Plant): HistoryResult {
  const ends: (() => void)[] = [];
  const scope = { after: (end?: unknown) => void ends.push(end as () => void) };
  const process = dyingProcess();
  const run: Run = {
    seed,
    on: testDesk(scope, seed),
    model: new Model(),
    process,
    plant,
    counts: {
      deeds: 0,
      refusals: 0,
      deaths: 0,
      unanswered: 0,
      repeats: 0,
      clockJumps: 0,
      rivals: 0,
      payments: 0,
      statuses: new Set(),
      done: new Set(),
    },
    files: [],
    told: [],
  };
  let at = -1;
  try {
    begin(run);
    for (const step of steps) {
      at = step;
      takeStep(run, step);
    }
    at = -1;
    assertSound(run.on, 'at the end');
    assertTimeRises(run.on);
    return { counts: counted(run), failure: null };
  } catch (error) {
    const words = error instanceof Error ? error.message : String(error);
    return { counts: counted(run), failure: { step: at, words, deeds: run.told.slice(-12) } };
  } finally {
    process.restore();
    for (const end of ends.reverse()) end();
  }
}

function counted({ counts, model }: Run): HistoryCounts {
  for (const { status } of model.payments()) counts.statuses.add(status);
  return { ...counts, payments: model.payments().length };
}

function begin({ on, model, plant }: Run): void {
  neverSync(on);
  plant(on);
  // One desk, one person: what needs another's signature is a history of its own.
  for (const name of ['authorityLimit:EUR', 'secondAuthorityLimit:EUR']) {
    policy(on, name, '999999999999999999');
  }
  const limits: { readonly [number: string]: bigint } = { ben: 10_000n };
  for (const number of CUSTOMERS) {
    const accountLimit = limits[number] ?? 0n;
    const openingBalance = OPENINGS[number] ?? 0n;
    open(on, [{ ...accountRow(number, '0.00'), openingBalance, accountLimit }]);
    model.open(number, openingBalance, accountLimit);
  }
}

/** Thousands of deeds need no disk; what a sync is worth, the power-loss images show. */
function neverSync(on: TestDesk): void {
  on.book().db.pragma('synchronous = OFF');
}

function takeStep(run: Run, step: number): void {
  const { on, model, counts, files } = run;
  const chance = seeded(
    (Math.imul(run.seed, 0x9e37_79b1) ^ Math.imul(step + 1, 0x85eb_ca6b)) >>> 0,
  );
  if (chance.int(6) === 0) {
    on.now = DAY_BEGINS + chance.int(DAY_ENDS - DAY_BEGINS);
    counts.clockJumps += 1;
  }
  const { maker, deed } = someDeed({ on, model, chance, files }, step === 0);
  if (deed === null) return;
  const name = `step ${step} (${maker.name})`;
  const way = chance.int(5);
  if (way === 0) die(run, deed, chance.int(chance.pick([2, 6, 20])));
  const answer = way === 1 ? besideRival(run, deed) : answered(deed);
  const told = deed.onModel();
  run.told.push(`${name}: ${told}${way === 0 ? ', after a death' : ''}`);
  counts.deeds += 1;
  if (told === 'done') counts.done.add(maker.name);
  else counts.refusals += 1;
  assert.equal(answer.code, told, name);
  compare(run, name);
  if (chance.int(5) === 0) sendAgain(run, deed, answer, name);
  if (chance.int(25) === 0) restart(run);
}

/** Tries to find a deed that is possible, before a step goes by without one. */
const TRIES = 4;

function someDeed(scene: Scene, isFirst: boolean) {
  for (let tried = 1; ; tried += 1) {
    const maker = isFirst ? submit : scene.chance.pick(DEED_MAKERS);
    const deed = maker(scene);
    if (deed !== null || tried === TRIES) return { maker, deed };
  }
}

type Answer = { readonly code: string; readonly whole: string };

function answered(deed: Deed): Answer {
  const result = deed.onBook();
  const whole = JSON.stringify(result, (_, value: unknown) =>
    typeof value === 'bigint' ? String(value) : value,
  );
  return { code: result.ok ? 'done' : result.refusal.code, whole };
}

/** Does the deed in a process that dies after `steps` steps of it, or before it can answer. */
function die(run: Run, deed: Deed, steps: number): void {
  const { on, counts } = run;
  const before = dump(on.book());
  const died = run.process.dieAfter(steps, () => answered(deed));
  restart(run);
  if (!died) {
    counts.unanswered += 1;
    return;
  }
  counts.deaths += 1;
  // Nothing of it, or all of it: a deed that is half there is what a ledger must never show.
  const after = dump(on.book());
  const grew = (after.deeds?.length ?? 0) - (before.deeds?.length ?? 0);
  if (grew > 0) {
    assertSound(on, 'after a death');
    return;
  }
  // Row for row the book of before has its audit at the end; what the next process reads of it is new.
  assert.deepEqual(after, before, 'a deed that died left something behind');
  assertBalances(on, 'after a death');
}

function restart({ on, plant }: Run): void {
  on.reopen();
  neverSync(on);
  plant(on);
}

/** While a deed is under way no other program may begin to write. */
function besideRival({ on, process, counts }: Run, deed: Deed): Answer {
  const rival = new Database(on.book().file, { timeout: 0 });
  let answer: Answer | null = null;
  let got: unknown = null;
  try {
    process.lookInside(
      () => {
        try {
          rival.prepare('UPDATE book SET id = id').run();
          got = 'in';
        } catch (error) {
          got = error;
        }
      },
      () => {
        answer = answered(deed);
      },
    );
  } finally {
    rival.close();
  }
  if (got !== null) counts.rivals += 1;
  assert.notEqual(got, 'in', 'another program wrote while a deed was under way');
  assert.ok(answer !== null);
  return answer;
}

/** The same submission again answers the same and changes nothing at all. */
function sendAgain({ on, counts }: Run, deed: Deed, first: Answer, name: string): void {
  const before = dump(on.book());
  assert.deepEqual(answered(deed), first, `${name}, sent again`);
  assert.deepEqual(dump(on.book()), before, `${name}, sent again, changed something`);
  counts.repeats += 1;
}

function compare({ on, model }: Run, step: string): void {
  for (const number of CUSTOMERS) {
    assert.equal(posted(on, number), model.booked.get(number), `${step}: booked ${number}`);
    assert.equal(available(on, number), model.available(number), `${step}: available ${number}`);
  }
  for (const number of OWN) {
    assert.equal(posted(on, number), model.booked.get(number) ?? 0n, `${step}: booked ${number}`);
  }
  const statuses = on
    .book()
    .db.prepare<[], string>('SELECT status FROM payments ORDER BY id')
    .pluck()
    .all();
  const expected = model.batches.flatMap(({ blocks, judged }) =>
    blocks.flatMap(({ payments }) => payments.map(({ status }) => status)).slice(0, judged),
  );
  assert.deepEqual(statuses, expected, step);
}

/** The trail's time rises even where the clock went back. */
function assertTimeRises(on: TestDesk): void {
  const sql = `SELECT count(*) FROM deeds AS one JOIN deeds AS next
    ON next.sequence = one.sequence + 1 WHERE next.at <= one.at`;
  assert.equal(on.book().db.prepare<[], bigint>(sql).pluck().get(), 0n, 'time went back');
}
