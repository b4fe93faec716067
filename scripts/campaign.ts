// `npm run campaign -- NAME [COUNT] [--seed N]`: a simulation at the size the project promises;
// `npm test` runs a tenth of it or less. Ends with 1 when anything was found.

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { type KillResult, killLoop } from '../test/simulation/kill-loop.ts';
import { usage, wholeNumber } from './arguments.ts';

type Campaign = {
  /** One line on what it does. */
  readonly about: string;
  /** How many when nobody says. */
  readonly count: number;
  /** Runs it and prints its verdict; false when something was found. */
  readonly run: (count: number, seed: number) => Promise<boolean>;
};

/** Payments of one journey, and how often its office is killed. */
const KILL_PAYMENTS = 50_000;
const KILLS_PER_JOURNEY = 50;

const CAMPAIGNS: { readonly [name: string]: Campaign } = {
  kills: {
    about: 'kill -9 of the office through journeys of 50,000 payments',
    count: 200,
    run: runKills,
  },
};

async function runKills(count: number, seed: number): Promise<boolean> {
  const total = { kills: 0, unanswered: 0, lost: 0, twice: 0, unbalanced: 0 };
  for (let journey = 0; total.kills < count; journey += 1) {
    const kills = Math.min(KILLS_PER_JOURNEY, count - total.kills);
    const result = await inFolder((folder) =>
      killLoop(folder, { seed: seed + journey, payments: KILL_PAYMENTS, kills }),
    );
    total.kills += result.kills;
    total.unanswered += result.unanswered;
    total.lost += result.lost;
    total.twice += result.twice;
    total.unbalanced += result.unbalanced;
    for (const found of result.found) console.log(`  seed ${seed + journey}: ${found}`);
    console.log(said(total));
  }
  return total.lost + total.twice + total.unbalanced === 0;
}

function said({ kills, unanswered, lost, twice, unbalanced }: Omit<KillResult, 'found'>): string {
  const verdict = `${kills} kills: ${lost} lost, ${twice} twice, ${unbalanced} unbalanced`;
  return `${verdict} (${unanswered} between a commit and its answer)`;
}

async function inFolder<T>(work: (folder: string) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'counterfoil-campaign-'));
  try {
    return await work(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { seed: { type: 'string', default: '1' } },
});
const [name = '', count] = positionals;
const campaign = CAMPAIGNS[name];
if (campaign === undefined) {
  const lines = Object.entries(CAMPAIGNS).map(([each, { about }]) => `  ${each}: ${about}`);
  usage(`No campaign is named ${name}; there are\n${lines.join('\n')}`);
}
const seed = wholeNumber('--seed', values.seed, 0, 2 ** 31);
const times = wholeNumber('the count', count ?? String(campaign.count), 1, 1_000_000);
process.exitCode = (await campaign.run(times, seed)) ? 0 : 1;
