// `npm run campaign -- NAME [COUNT] [--seed N]`: a simulation at the size the project promises;
// `npm test` runs a tenth of it or less. Ends with 1 when anything was found.

import { parseArgs } from 'node:util';
import { rightsTable, signaturesTable } from '../main/office/rights-table.ts';
import { usage, wholeNumber } from './arguments.ts';
import { buildPrograms } from './build-programs.ts';
import { runCalls } from './calls-campaign.ts';
import { runPersons } from './four-eyes-campaign.ts';
import {
  runFlips,
  runFullDisk,
  runHistories,
  runImages,
  runKills,
  runPoints,
} from './ledger-campaign.ts';

type Campaign = {
  /** One line on what it does. */
  readonly about: string;
  /** How many when nobody says. */
  readonly count: number;
  /** Whether it starts programs, many times over: they are built first. */
  readonly isBuilt?: true;
  /** Runs it and prints its verdict; false when something was found. */
  readonly run: (count: number, seed: number) => Promise<boolean>;
};

/** Prints what each method needs and who holds it, and who signs for what; nothing is tried. */
function printRights(): Promise<boolean> {
  process.stdout.write(`${rightsTable()}\n${signaturesTable()}`);
  return Promise.resolve(true);
}

const CAMPAIGNS: { readonly [name: string]: Campaign } = {
  calls: {
    about: 'calls of every kind over the wire from seats of every role, open and closed',
    count: 100_000,
    run: runCalls,
  },
  'four-eyes': {
    about: 'histories of roles, delegations, edits and approvals: payments, and all else; races',
    count: 100_000,
    run: runPersons,
  },
  rights: { about: 'prints who may ask what, and who signs for it', count: 1, run: printRights },
  kills: {
    about: 'kill -9 of the office through journeys of 50,000 payments',
    count: 200,
    isBuilt: true,
    run: runKills,
  },
  ledger: {
    about: 'COUNT kills, every fault point, 5 images, 2 histories and half a flip for each kill',
    count: 1000,
    isBuilt: true,
    run: async (count, seed) => {
      const verdicts = [
        runHistories(count * 2, seed),
        await runImages(count * 5, seed),
        await runFlips(Math.ceil(count / 2), seed),
        await runFullDisk(),
        await runPoints(),
        await runKills(count, seed),
      ];
      return verdicts.every((isClean) => isClean);
    },
  },
};

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
if (campaign.isBuilt === true) await buildPrograms();
process.exitCode = (await campaign.run(times, seed)) ? 0 : 1;
