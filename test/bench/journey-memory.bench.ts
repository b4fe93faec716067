// How much memory the office needs for a million payments in one file beside a thousand. It takes
// minutes, so it is a bench of its own.

import { join } from 'node:path';
import type { Bench, Figure } from './bench.ts';
import { material, openJourney, peakOf, runJourney } from './office-journey.ts';

const SIZES = [1_000, 1_000_000];
const MEGA = 1_000_000;

export const bench: Bench = {
  name: 'journey-memory',
  about: 'peak memory of the office at 1,000 and at 1,000,000 payments in one file',
  async run({ note, temporaryFolder }) {
    const folder = temporaryFolder();
    const figures: Figure[] = [];
    for (const size of SIZES) {
      note(`${size} payments`);
      const made = material(folder, size);
      const journey = await openJourney(join(folder, `book-${size}`), made);
      const begun = performance.now();
      await runJourney(journey, made);
      const seconds = (performance.now() - begun) / 1000;
      const value = peakOf(journey) / MEGA;
      await journey.office.stop();
      const plain = { against: 'none', ratio: null, spread: null } as const;
      figures.push(
        { ...plain, name: `journey, peak memory at ${size}`, value, unit: 'MB' },
        { ...plain, name: `journey, ${size} payments`, value: seconds, unit: 's' },
      );
    }
    return figures;
  },
};
