// The harnesses of `npm run faults` and of the campaign `ledger`: each prints its verdict in a line
// and answers whether nothing was found, and that its planted bugs were.

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { copyOf, richDesk } from '../test/ledger/rich-book.ts';
import { flipBits } from '../test/simulation/bit-flips.ts';
import { breakAt, hasStrace, pointsOf, prepareStages } from '../test/simulation/fault-points.ts';
import { FLOW_NAMES } from '../test/simulation/flows.ts';
import { fillDisk } from '../test/simulation/full-disk.ts';
import { killLoop } from '../test/simulation/kill-loop.ts';
import { LEDGER_PLANTS } from '../test/simulation/ledger-plants.ts';
import { cutPower, recordDay } from '../test/simulation/power-loss.ts';
import { explained, STEPS, saidOf, simulate } from '../test/simulation/simulate.ts';

/** Payments of one journey, and how often its office is killed. */
const KILL_PAYMENTS = 50_000;
const KILLS_PER_JOURNEY = 50;

/** Histories in which a planted bug has to show itself. */
const PLANT_SEEDS = 20;

const NO_STRACE = 'skipped: strace is not installed';

export async function inFolder<T>(work: (folder: string) => T | Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'counterfoil-campaign-'));
  try {
    return await work(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Says now and then how far a long run is. */
function progress(name: string, count: number, every: number): (done: number) => void {
  return (done) => {
    if (done % every === 0 && done < count) console.error(`  ${name}: ${done} of ${count}`);
  };
}

function show(found: readonly string[]): void {
  for (const each of found) console.log(`  ${each}`);
}

/** kill -9 of the office through whole journeys. */
export async function runKills(count: number, seed: number): Promise<boolean> {
  const total = { kills: 0, unanswered: 0, lost: 0, twice: 0, unbalanced: 0 };
  for (let journey = 0; total.kills < count; journey += 1) {
    const kills = Math.min(KILLS_PER_JOURNEY, count - total.kills);
    const result = await inFolder((folder) =>
      killLoop(folder, { seed: seed + journey, payments: KILL_PAYMENTS, kills }),
    );
    for (const name of Object.keys(total) as (keyof typeof total)[]) total[name] += result[name];
    show(result.found.map((found) => `seed ${seed + journey}: ${found}`));
    const { lost, twice, unbalanced, unanswered } = total;
    console.log(
      `${total.kills} kills: ${lost} lost, ${twice} twice, ${unbalanced} unbalanced ` +
        `(${unanswered} between a commit and its answer)`,
    );
  }
  return total.lost + total.twice + total.unbalanced === 0;
}

/** Every write and sync of five flows: killed there, failed once or for good, disk full. */
export async function runPoints(): Promise<boolean> {
  if (!hasStrace) return skipped('fault points', NO_STRACE);
  return await inFolder((folder) => {
    const stages = prepareStages(folder);
    const points = FLOW_NAMES.flatMap((flow) => pointsOf(stages, flow));
    const result = breakAt(stages, points, 'full', progress('fault points', points.length, 250));
    const { lost, twice, unbalanced, killed, unknown, present, found } = result;
    show(found);
    console.log(
      `${result.points} fault points in ${FLOW_NAMES.length} flows: ${lost} lost, ${twice} twice, ` +
        `${unbalanced} unbalanced (${killed} killed, ${unknown} unknown commits of which ` +
        `${present} were there)`,
    );
    const early = pointsOf(stages, 'accounts').filter(({ way }) => way === 'killed');
    const planted = breakAt(stages, early, 'answer-first');
    console.log(
      `  planted, an answer before its commit: ${planted.lost} of ${planted.points} lost`,
    );
    return lost + twice + unbalanced === 0 && planted.lost > 0;
  });
}

/** A power cut at `count` moments of a recorded day. */
export async function runImages(count: number, seed: number): Promise<boolean> {
  if (!hasStrace) return skipped('power cuts', NO_STRACE);
  const cut = (how: 'full' | 'normal', images: number) =>
    inFolder((folder) =>
      cutPower(recordDay(folder, how), folder, images, seed, progress('images', images, 1000)),
    );
  const { lost, broken, found } = await cut('full', count);
  show(found);
  console.log(`${count} power-loss images: ${lost} lost, ${broken} broken`);
  const normal = Math.max(100, Math.round(count / 10));
  const planted = await cut('normal', normal);
  console.log(`  planted, the journal at NORMAL: ${planted.lost} of ${normal} images lost deeds`);
  return lost + broken === 0 && planted.lost > 0;
}

/** Random histories against the model, and every planted bug of the ledger. */
export function runHistories(count: number, seed: number): boolean {
  const seeds = Array.from({ length: count }, (_, at) => seed + at);
  const each = progress('histories', count, 250);
  const { counts, found } = simulate(seeds, STEPS, undefined, each);
  if (found !== null) show(explained(found));
  console.log(saidOf(count, counts));
  const names = Object.keys(LEDGER_PLANTS);
  const few = seeds.length >= PLANT_SEEDS ? seeds.slice(0, PLANT_SEEDS) : seeds;
  const caught = names.filter((name) => simulate(few, STEPS, LEDGER_PLANTS[name]).found !== null);
  console.log(`  planted bugs caught: ${caught.length} of ${names.length}`);
  return found === null && caught.length === names.length;
}

/** Single flipped bits of a book in which everything has happened. */
export async function runFlips(count: number, seed: number): Promise<boolean> {
  return await inFolder((folder) => {
    const ends: (() => void)[] = [];
    const on = richDesk({ after: (end?: unknown) => void ends.push(end as () => void) });
    const { file } = on.book();
    on.close();
    try {
      const copy = copyOf(file, 'sound');
      const result = flipBits(copy, folder, count, seed, progress('flips', count, 100));
      const harmless = result.by.get('nothing changed') ?? 0;
      show(result.unnoticed);
      const seen = count - harmless - result.unnoticed.length;
      console.log(
        `${count} bit flips: ${seen} noticed, ${harmless} changed nothing that is kept, ` +
          `${result.unnoticed.length} unnoticed`,
      );
      return result.unnoticed.length === 0;
    } finally {
      for (const end of ends.reverse()) end();
    }
  });
}

/** A small disk that fills up and is given room again. */
export async function runFullDisk(): Promise<boolean> {
  const disk = await inFolder((folder) => fillDisk(folder));
  if (disk === null) return skipped('full disk', 'skipped: nobody may mount a small disk here');
  const { answered, kept, faults, readable, afterwards, broken } = disk;
  show(broken);
  console.log(
    `full disk: ${kept} of ${answered} answered deeds kept, ${readable ? 'readable' : 'unreadable'} ` +
      `while full (${[...faults].join(', ')}), ${afterwards} deeds once there was room`,
  );
  return kept === answered && readable && afterwards > 0 && broken.length === 0;
}

/** What this machine cannot run is said, and is no failure. */
function skipped(name: string, why: string): boolean {
  console.log(`${name}: ${why}`);
  return true;
}
