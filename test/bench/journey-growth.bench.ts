// Whether a batch costs as much per payment at its end as at its beginning: the rate of the last
// tenth of 300,000 payments over that of the first tenth, from the office's own words of progress.

import { join } from 'node:path';
import type { Bench } from './bench.ts';
import { material, openJourney, type Progress, runJourney } from './office-journey.ts';

const PAYMENTS = 300_000;
/** The last tenth may be a quarter slower than the first. */
const LEAST_RATIO = 0.75;

type Seen = { readonly processed: number; readonly at: number };

export const bench: Bench = {
  name: 'journey-growth',
  about: 'the last tenth of 300,000 payments beside the first tenth, in one batch',
  async run({ note, temporaryFolder }) {
    const folder = temporaryFolder();
    const many = material(folder, PAYMENTS);
    const journey = await openJourney(join(folder, 'book'), many);
    const seen: Seen[] = [];
    note(`${PAYMENTS} payments`);
    await runJourney(journey, many, ({ processed }: Progress) => {
      if (processed > 0) seen.push({ processed, at: performance.now() });
    });
    await journey.office.stop();
    const first = rateBetween(seen, 0, PAYMENTS / 10);
    const last = rateBetween(seen, (PAYMENTS * 9) / 10, PAYMENTS);
    const plain = { unit: 'payments/s', against: 'none', spread: null } as const;
    return [
      { ...plain, name: 'journey, first tenth', value: first, ratio: null },
      {
        ...plain,
        name: 'journey, last tenth over the first',
        value: last,
        ratio: last / first,
        gate: { of: 'ratio', least: LEAST_RATIO },
      },
    ];
  },
};

/** Payments per second between the first word at or after `from` and the last up to `to`. */
function rateBetween(seen: readonly Seen[], from: number, to: number): number {
  const within = seen.filter(({ processed }) => processed >= from && processed <= to);
  const [start] = within;
  const end = within.at(-1);
  if (start === undefined || end === undefined || start === end) return Number.NaN;
  return ((end.processed - start.processed) * 1000) / (end.at - start.at);
}
