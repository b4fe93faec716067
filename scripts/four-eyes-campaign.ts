// The campaign `four-eyes`: random histories of roles, delegations, edits and approvals, of payments
// and of everything else that needs two people; planted bugs; and every race for one decision.
import { HISTORIES, runHistories } from '../test/simulation/asked-histories.ts';
import { PLANTS } from '../test/simulation/asked-plants.ts';
import { runRaces } from '../test/simulation/asked-races.ts';
import { runFourEyes } from '../test/simulation/four-eyes.ts';

/** Prints its verdicts, a line each; false when any of them found something. */
export async function runPersons(count: number, seed: number): Promise<boolean> {
  const verdicts = [payments(count, seed), everythingElse(count, seed), plants(seed), races(seed)];
  return verdicts.every((isClean) => isClean);
}

/** How many a second, for whoever plans a longer run. */
function rate(count: number, begun: number): string {
  return `${Math.round((count * 1000) / (performance.now() - begun))} a second`;
}

function told(found: readonly string[]): boolean {
  for (const each of found.slice(0, 20)) console.log(`  ${each}`);
  return found.length === 0;
}

function everythingElse(count: number, seed: number): boolean {
  const begun = performance.now();
  const { found, deeds, done } = runHistories(count, seed);
  const isClean = told(found);
  const times = [...done].map(([kind, each]) => `${kind} ${each}`).join(', ');
  console.log(`${count} histories of ${deeds} deeds that two people do (${rate(count, begun)}):`);
  console.log(`  carried out ${times}; ${found.length} wrong`);
  return isClean;
}

/** Within how many histories each of them is found, whatever the seed. */
const PLANTED_WITHIN = 4 * HISTORIES;

function plants(seed: number): boolean {
  const rules = Object.entries(PLANTS);
  const runs = rules.map(([rule, plant]) => ({
    rule,
    ...runHistories(PLANTED_WITHIN, seed, plant),
  }));
  const missed = runs.filter(({ found }) => found.length === 0);
  for (const { rule } of missed) console.log(`  not found: ${rule}`);
  const most = Math.max(...runs.map(({ histories }) => histories));
  const found = `${rules.length - missed.length} of ${rules.length} planted bugs found`;
  console.log(`${found}, each within ${most} of ${PLANTED_WITHIN} histories`);
  return missed.length === 0;
}

function races(seed: number): boolean {
  const begun = performance.now();
  const { schedules, found } = runRaces(seed, 1);
  const isClean = told(found);
  console.log(
    `${schedules} races for one decision (${rate(schedules, begun)}): ${found.length} wrong`,
  );
  return isClean;
}

function payments(count: number, seed: number): boolean {
  const begun = performance.now();
  const { found, deeds, released } = runFourEyes(count, seed);
  const isClean = told(found);
  console.log(`${count} histories of ${deeds} deeds on payments (${rate(count, begun)}):`);
  console.log(`  ${released} went on, ${found.length} with too few persons`);
  return isClean;
}
