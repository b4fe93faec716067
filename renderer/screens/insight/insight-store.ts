// What the Insight screen asks and how it draws the answers: stretches of time, and lines of charts.
import type { Input, Output } from '../../../preload/contract/contract.ts';
import type { ChartLine } from '../../components/chart/chart.tsx';
import type { TextKey } from '../../texts.ts';

export type Series = Output<'insightSeries'>;
export type Now = Output<'insightNow'>;
type Point = Series['points'][number];

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** Stretches of time, each by the windows that fit a screen. */
export const RANGES = {
  hour: { resolution: 'minute', window: MINUTE, length: HOUR },
  day: { resolution: 'minute', window: MINUTE, length: DAY },
  month: { resolution: 'hour', window: HOUR, length: 30 * DAY },
  year: { resolution: 'day', window: DAY, length: 365 * DAY },
} as const satisfies {
  [range: string]: {
    resolution: Input<'insightSeries'>['resolution'];
    window: number;
    length: number;
  };
};

export type Range = keyof typeof RANGES;
export const RANGE_NAMES: readonly Range[] = ['hour', 'day', 'month', 'year'];

/** The question for a stretch that ends with the window in which `now` lies. */
export function questionOf(range: Range, rail: string | null, now: number): Input<'insightSeries'> {
  const { resolution, window, length } = RANGES[range];
  const to = Math.floor(now / window) * window + window;
  return { resolution, from: Math.max(0, to - length), to, rail };
}

type Named = { readonly name: TextKey; readonly line: Omit<ChartLine, 'name'> };

const line = (
  name: TextKey,
  colour: ChartLine['colour'],
  points: readonly Point[],
  of: (point: Point) => number | null,
  dash?: readonly number[],
): Named => ({
  name,
  line: { colour, values: points.map(of), ...(dash === undefined ? {} : { dash }) },
});

/** Payments of a point that reached their end. */
export function endedIn({ success, business, technical, cancelled }: Point): number {
  return success + business + technical + cancelled;
}

export function throughputOf(points: readonly Point[]): readonly Named[] {
  return [
    line('insight.series.received', '--going', points, ({ received }) => received),
    line('insight.series.ended', '--good', points, endedIn, [7, 3]),
  ];
}

/** What came and what reached its end, in minor units of one currency. */
export function valuesOf(points: readonly Point[], currency: string): readonly Named[] {
  const of = (sums: Point['receivedSums']): number =>
    Number(sums.find((each) => each.currency === currency)?.minor ?? 0n);
  return [
    line('insight.series.received', '--going', points, (point) => of(point.receivedSums)),
    line('insight.series.ended', '--good', points, (point) => of(point.endedSums), [7, 3]),
  ];
}

export function latencyOf(points: readonly Point[]): readonly Named[] {
  return [
    line('insight.series.p50', '--good', points, ({ p50 }) => p50),
    line('insight.series.p95', '--wait', points, ({ p95 }) => p95, [7, 3]),
    line('insight.series.p99', '--bad', points, ({ p99 }) => p99, [2, 3]),
  ];
}

export function partsOf(points: readonly Point[]): readonly Named[] {
  return [
    line('insight.series.machine', '--going', points, ({ machine }) => machine),
    line('insight.series.human', '--person', points, ({ human }) => human, [7, 3]),
    line('insight.series.cycle', '--wait', points, ({ cycle }) => cycle, [2, 3]),
  ];
}

export function outcomesOf(points: readonly Point[]): readonly Named[] {
  return [
    line('insight.series.success', '--good', points, ({ success }) => success),
    line('insight.series.business', '--bad', points, ({ business }) => business, [7, 3]),
    line('insight.series.technical', '--doubt', points, ({ technical }) => technical, [2, 3]),
  ];
}

/** Settled of all that ended but for those a customer took back; null when none ended. */
export function successRateOf(points: readonly Point[]): number | null {
  let settled = 0;
  let counted = 0;
  for (const { success, business, technical } of points) {
    settled += success;
    counted += success + business + technical;
  }
  return counted === 0 ? null : settled / counted;
}
