// Names the test files that take longest, so that whoever reads the check's output sees what grew.

/** How many are named; a run of no more files than this names none. */
const NAMED = 10;

/** A line with the files that took longest; `milliseconds` is per file. */
export function slowestOf(milliseconds: ReadonlyMap<string, number>): readonly string[] {
  if (milliseconds.size <= NAMED) return [];
  const slowest = [...milliseconds].sort(([, one], [, other]) => other - one).slice(0, NAMED);
  const named = slowest.map(([file, time]) => `${file} ${(time / 1000).toFixed(1)} s`);
  return [`note slowest: ${named.join(', ')}`];
}
