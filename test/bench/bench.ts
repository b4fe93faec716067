// What a bench is, and how it measures: contestants take turns within one run, so that a slow
// minute of the machine hits all of them, and medians of many short rounds are compared.

/** What a figure is set against: the only names there are (design.md, commands of the project). */
export type Against =
  | 'raw inserts'
  | 'PostgreSQL 1 client'
  | 'PostgreSQL 32 clients'
  | 'PostgreSQL set-based'
  | 'string Map'
  | 'RxJS'
  | 'Redis Streams'
  | 'saxes'
  | 'fast-xml-parser'
  | 'Jaro-Winkler scan'
  | 'SQLite join'
  | 'plain book'
  | 'empty call'
  | 'none';

/** What a figure must reach; judged by `--gate` only. Both bounds are included. */
export type Gate = {
  readonly of: 'value' | 'ratio';
  readonly least?: number;
  readonly most?: number;
};

export type Figure = {
  /** The bench's name, and after a comma what of it: `reader, transactions`. */
  readonly name: string;
  readonly value: number;
  /** `MB/s`, `payments/s`, `ms`, `MB`; mega is 10⁶. */
  readonly unit: string;
  readonly against: Against;
  /** `value` divided by the value of `against` in the same run; null against `none`. */
  readonly ratio: number | null;
  /** Lowest and highest round, in the figure's unit; null for a figure taken once. */
  readonly spread: readonly [low: number, high: number] | null;
  readonly gate?: Gate;
};

export type Bench = {
  /** As on the command line and in the file's name. */
  readonly name: string;
  /** One sentence: what is measured, on what. */
  readonly about: string;
  readonly run: (context: BenchContext) => Promise<readonly Figure[]>;
};

export type BenchContext = {
  /** A new empty folder, removed when the bench ends, however it ends. */
  readonly temporaryFolder: () => string;
  /** A line for the person waiting; goes to standard error. */
  readonly note: (text: string) => void;
};

/** One thing to be measured, under a name that is its own within the bench. */
export type Contestant<Name extends string> = {
  readonly name: Name;
  /** Done before each round, and not timed. */
  readonly prepare?: () => void | Promise<void>;
  /** Does one round's work and answers how much it was: bytes, records, calls. */
  readonly run: () => number | Promise<number>;
};

/** Work per second, of each round in turn. */
export type Rates = readonly number[];

/**
 * Lets the contestants take turns: one round that is thrown away, then `rounds` rounds, every
 * other one in reverse order. Gives a function that tells one's rates by its name. `clock` answers
 * milliseconds, those on the wall unless said.
 */
export async function interleaved<const Name extends string>(
  rounds: number,
  contestants: readonly Contestant<Name>[],
  clock: () => number = () => performance.now(),
): Promise<(name: Name) => Rates> {
  const rates = new Map<Name, number[]>(contestants.map(({ name }) => [name, []]));
  for (let round = -1; round < rounds; round += 1) {
    for (const contestant of round % 2 === 0 ? contestants : contestants.toReversed()) {
      const rate = await once(contestant, clock);
      if (round >= 0) rates.get(contestant.name)?.push(rate);
    }
  }
  return (name) => rates.get(name) ?? [];
}

/**
 * The processor time of the calling thread in milliseconds: what work that it does by itself costs a
 * core, whatever else the machine does. Not of the whole process, whose other threads are still
 * sweeping up what whoever was measured before has left, longer than a short round lasts.
 */
export function threadTime(): number {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1000;
}

async function once({ prepare, run }: Contestant<string>, clock: () => number): Promise<number> {
  await prepare?.();
  globalThis.gc?.();
  const start = clock();
  const work = await run();
  return (work * 1000) / (clock() - start);
}

/** The middle value; the mean of the two in the middle when there is an even number. */
export function median(values: readonly number[]): number {
  return (percentile(values, 50) + percentile(values, 50, 'upper')) / 2;
}

/** The smallest value that `percent` of the values do not exceed; NaN of nothing. */
export function percentile(
  values: readonly number[],
  percent: number,
  side: 'lower' | 'upper' = 'lower',
): number {
  const sorted = values.toSorted((a, b) => a - b);
  const rank = (sorted.length * percent) / 100;
  const at = side === 'lower' ? Math.ceil(rank) - 1 : Math.floor(rank);
  return sorted[Math.min(Math.max(at, 0), sorted.length - 1)] ?? Number.NaN;
}

/** The median of the ratios of rounds that ran side by side. */
export function pairedRatio(ours: Rates, theirs: Rates): number {
  return median(ours.map((rate, round) => rate / (theirs[round] ?? Number.NaN)));
}

/** A figure out of rates: their median and spread, divided by `scale` (10⁶ for mega). */
export function rateFigure(
  figure: Omit<Figure, 'value' | 'spread' | 'ratio'>,
  rates: Rates,
  options: { readonly scale?: number; readonly ratio?: number } = {},
): Figure {
  const scale = options.scale ?? 1;
  return {
    ...figure,
    value: median(rates) / scale,
    spread: [Math.min(...rates) / scale, Math.max(...rates) / scale],
    ratio: options.ratio ?? null,
  };
}

/** Why the figure misses its gate, or null when it meets it or has none. */
export function missedGate({ gate, value, ratio }: Figure): string | null {
  if (gate === undefined) return null;
  const judged = gate.of === 'value' ? value : ratio;
  if (judged === null || Number.isNaN(judged)) return `has no ${gate.of} to judge`;
  if (gate.least !== undefined && judged < gate.least) return `${gate.of} below ${gate.least}`;
  if (gate.most !== undefined && judged > gate.most) return `${gate.of} above ${gate.most}`;
  return null;
}
