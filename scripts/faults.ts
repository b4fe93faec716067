// `npm run faults [-- --kills N --images N --flips N --seed N]`: breaks the machine under the
// ledger in every way it knows and says what that cost. Ends with 1 when anything was found or a
// planted bug was not.

import { parseArgs } from 'node:util';
import { wholeNumber } from './arguments.ts';
import { buildPrograms } from './build-programs.ts';
import { runFlips, runFullDisk, runImages, runKills, runPoints } from './ledger-campaign.ts';

const { values } = parseArgs({
  options: {
    kills: { type: 'string', default: '100' },
    images: { type: 'string', default: '1000' },
    flips: { type: 'string', default: '200' },
    seed: { type: 'string', default: '1' },
  },
});
const MOST = 1_000_000;
const seed = wholeNumber('--seed', values.seed, 0, 2 ** 31);
const kills = wholeNumber('--kills', values.kills, 1, MOST);
const images = wholeNumber('--images', values.images, 1, MOST);
const flips = wholeNumber('--flips', values.flips, 1, MOST);
await buildPrograms();
const verdicts = [
  await runImages(images, seed),
  await runFlips(flips, seed),
  await runFullDisk(),
  await runPoints(),
  await runKills(kills, seed),
];
process.exitCode = verdicts.every((isClean) => isClean) ? 0 : 1;
