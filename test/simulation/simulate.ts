// Runs random histories, and makes one that fails as small as it gets: what remains is the shortest
// way to the bug that leaving steps out can find.

import { type Failure, type HistoryCounts, type Plant, runHistory } from './history.ts';

/** Steps of a history when nobody says. */
export const STEPS = 40;

/** Histories tried while a failing one is made smaller: after that the smallest so far is shown. */
const SHRINKS = 400;

export type Smallest = {
  readonly seed: number;
  readonly failure: Failure;
  /** The steps that are needed for a failure, and the failure they end in. */
  readonly steps: readonly number[];
  readonly smallest: Failure;
};

export type Simulation = { readonly counts: HistoryCounts; readonly found: Smallest | null };

const NO_PLANT: Plant = () => undefined;

/** Runs the histories of `seeds` until one fails; `each` hears after every history. */
export function simulate(
  seeds: Iterable<number>,
  length = STEPS,
  plant = NO_PLANT,
  each: (done: number) => void = () => undefined,
): Simulation {
  const all = Array.from({ length }, (_, step) => step);
  let total: HistoryCounts | null = null;
  let done = 0;
  for (const seed of seeds) {
    const { counts, failure } = runHistory(seed, all, plant);
    total = total === null ? counts : sumOf(total, counts);
    done += 1;
    each(done);
    if (failure !== null) return { counts: total, found: smallestOf(seed, all, failure, plant) };
  }
  if (total === null) throw new Error('there is a seed');
  return { counts: total, found: null };
}

/** Leaves out ever smaller stretches of steps for as long as the history still fails. */
function smallestOf(
  seed: number,
  all: readonly number[],
  failure: Failure,
  plant: Plant,
): Smallest {
  let steps = failure.step < 0 ? all : all.filter((step) => step <= failure.step);
  let smallest = failure;
  let left = SHRINKS;
  for (let size = Math.ceil(steps.length / 2); size >= 1 && left > 0; ) {
    let isSmaller = false;
    for (let from = 0; from < steps.length && left > 0; ) {
      const fewer = [...steps.slice(0, from), ...steps.slice(from + size)];
      left -= 1;
      const next = runHistory(seed, fewer, plant).failure;
      if (next === null) {
        from += size;
        continue;
      }
      isSmaller = true;
      smallest = next;
      steps = next.step < 0 ? fewer : fewer.filter((step) => step <= next.step);
    }
    if (!isSmaller || size === 1) size = size === 1 && isSmaller ? 1 : Math.floor(size / 2);
  }
  return { seed, failure, steps, smallest };
}

function sumOf(one: HistoryCounts, other: HistoryCounts): HistoryCounts {
  return {
    deeds: one.deeds + other.deeds,
    refusals: one.refusals + other.refusals,
    deaths: one.deaths + other.deaths,
    unanswered: one.unanswered + other.unanswered,
    repeats: one.repeats + other.repeats,
    clockJumps: one.clockJumps + other.clockJumps,
    rivals: one.rivals + other.rivals,
    payments: one.payments + other.payments,
    statuses: new Set([...one.statuses, ...other.statuses]),
    done: new Set([...one.done, ...other.done]),
  };
}

/** One line on what the histories went through. */
export function saidOf(histories: number, counts: HistoryCounts): string {
  const parts = [
    `${counts.deeds} deeds`,
    `${counts.refusals} refused`,
    `${counts.payments} payments in ${counts.statuses.size} statuses`,
    `${counts.deaths} deaths inside a deed`,
    `${counts.unanswered} before the answer`,
    `${counts.repeats} sent again`,
    `${counts.rivals} rival writers`,
    `${counts.clockJumps} clock jumps`,
  ];
  return `${histories} histories: ${parts.join(', ')}`;
}

/** What a person needs to see a failure again: seed, last deeds, smallest history. */
export function explained({ seed, failure, steps, smallest }: Smallest): readonly string[] {
  return [
    `seed ${seed} fails at step ${failure.step}: ${failure.words}`,
    'the last deeds:',
    ...failure.deeds.map((deed) => `  ${deed}`),
    `the smallest failing history has ${steps.length} steps (${steps.join(', ')}):`,
    ...smallest.deeds.map((deed) => `  ${deed}`),
    `  then: ${smallest.words}`,
  ];
}
