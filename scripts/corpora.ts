// `npm run corpora`: reads every payment file of the test corpora and says for each what became of
// it. Fails when one crashes the reader, or when count, sum or verdict disagree with the oracle.

import {
  corporaBytes,
  corporaFiles,
  corporaFolder,
  pain001Oracles,
  validFiles,
} from '../test/corpora/corpora.ts';
import { disagreement, readPain001 } from '../test/corpora/read-pain001.ts';
import { usage } from './arguments.ts';

const folder =
  corporaFolder() ?? usage('No corpora here: name their folder in COUNTERFOIL_CORPORA.');
const oracles = pain001Oracles(folder);
const valid = validFiles(folder);
// What is no pain.001 is read as well: it must be refused, and crash nothing.
const others = corporaFiles(folder, 'pain').filter((path) => !oracles.has(path));

let imported = 0;
let refused = 0;
let wrong = 0;
let validRefused = 0;

/** One file's line; counts what became of it. */
function judge(path: string): string {
  const oracle = oracles.get(path);
  try {
    const reading = readPain001(corporaBytes(folder, path));
    const against = disagreement(reading, oracle);
    if (against !== null) {
      wrong += 1;
      return `WRONG     ${path}: ${against}`;
    }
    if (reading.accepted) {
      imported += 1;
      const besides = reading.problems.length === 0 ? '' : ` (${reading.problems.join(', ')})`;
      return `imported  ${path}: ${reading.transactions} transactions, ${reading.sum}${besides}`;
    }
    refused += 1;
    if (oracle?.consistent === true && valid.has(path)) {
      validRefused += 1;
      return `refused   ${path}: ${reading.refusals.join(', ')} (called valid)`;
    }
    return `refused   ${path}: ${reading.refusals.join(', ')}`;
  } catch (error) {
    wrong += 1;
    return `CRASHED   ${path}: ${error instanceof Error ? error.stack : error}`;
  }
}

for (const path of oracles.keys()) console.log(judge(path));
console.log(`\n${oracles.size} pain.001 files: ${imported} imported, ${refused} refused`);
console.log(`${validRefused} refused that the manifest calls valid and the oracle consistent`);
refused = 0;
const lines = others.map(judge);
for (const line of lines.filter((one) => !one.startsWith('refused'))) console.log(line);
console.log(`${others.length} other files: ${refused} refused`);
console.log(wrong === 0 ? 'every outcome agrees with the oracle' : `${wrong} outcomes are wrong`);
process.exitCode = wrong === 0 ? 0 : 1;
