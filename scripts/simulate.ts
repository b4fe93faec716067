// `npm run simulate -- SEED [COUNT] [--steps N]`: random histories of deeds on a ledger and on a
// plain model of it, from SEED on. Ends with 1 at the first that differ, with the seed, the last
// deeds and the smallest failing history.

import { parseArgs } from 'node:util';
import { explained, STEPS, saidOf, simulate } from '../test/simulation/simulate.ts';
import { usage, wholeNumber } from './arguments.ts';

/** Histories between two lines of progress. */
const SAY_EVERY = 100;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { steps: { type: 'string', default: String(STEPS) } },
});
const [first, count = '1'] = positionals;
if (first === undefined) usage('npm run simulate -- SEED [COUNT] [--steps N]');
const seed = wholeNumber('the seed', first, 0, 2 ** 31);
const histories = wholeNumber('the count', count, 1, 1_000_000);
const steps = wholeNumber('--steps', values.steps, 1, 10_000);
const seeds = Array.from({ length: histories }, (_, at) => seed + at);
const { counts, found } = simulate(seeds, steps, undefined, (done) => {
  if (done % SAY_EVERY === 0) console.log(`${done} of ${histories} histories`);
});
if (found !== null) for (const line of explained(found)) console.log(line);
else console.log(saidOf(histories, counts));
process.exitCode = found === null ? 0 : 1;
