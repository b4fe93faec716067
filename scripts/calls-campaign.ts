// The campaign `calls`: seeded calls of every kind against a real office with people.
import { fuzzCalls } from '../test/simulation/fuzzed-calls.ts';

/** How much more memory the office may hold after all calls than after three fifths of them, in bytes. */
const GROWTH_MAX = 128 * 1024 * 1024;

/** Prints its verdict in two lines; false when a deed went without its right, or the office did. */
export async function runCalls(count: number, seed: number): Promise<boolean> {
  const endings: (() => unknown)[] = [];
  try {
    const result = await fuzzCalls(
      { after: (end: () => unknown) => void endings.push(end) },
      count,
      seed,
    );
    const { answers, found, memory } = result;
    for (const each of found) console.log(`  ${each}`);
    const told = [...answers].sort(([, one], [, other]) => other - one).slice(0, 8);
    console.log(told.map(([code, times]) => `${times} ${code}`).join(', '));
    const megabytes = memory.map((bytes) => Math.round(bytes / 1024 / 1024));
    console.log(
      `${count} calls: ${found.length} found, ${answers.size} answers; ` +
        `the office held ${megabytes.join(', ')} MB after each fifth`,
    );
    const grown = (memory.at(-1) ?? 0) - (memory.at(2) ?? 0);
    return found.length === 0 && grown < GROWTH_MAX;
  } finally {
    for (const end of endings.reverse()) await end();
  }
}
