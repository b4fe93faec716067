// A live chart with its twin as a table: the same figures drawn or written, saved as a picture or
// as text. Lines differ by their dashes as well as by their colours.
import { useEffect, useMemo, useRef, useState } from 'react';
import uPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import { useTexts } from '../../use-texts.ts';
import { Button } from '../button.tsx';
import { alone } from './alone.ts';
import styles from './chart.module.css';
import { saveBlob, saveText } from './save.ts';

export type ChartLine = {
  readonly name: string;
  /** A token of the look. */
  readonly colour: `--${string}`;
  readonly dash?: readonly number[];
  /** One for each time; null where nothing was measured. */
  readonly values: readonly (number | null)[];
};

const HEIGHT = 190;
const AXIS_WIDTH = 62;
/** Pixels of a character in its font, and what is left beside the words. */
const CHARACTER_WIDTH = 6.5;
const AXIS_MARGIN = 16;

/**
 * From line to line of the grid: 1, 2, 5, 10, 20 … as far as a chart may reach. Whole units only,
 * for half a payment says nothing.
 */
export const WHOLE_STEPS: readonly number[] = Array.from({ length: 13 }, (_, power) =>
  [1, 2, 5].map((one) => one * 10 ** power),
).flat();

const [SECOND, MINUTE, HOUR, DAY] = [1000, 60_000, 3_600_000, 86_400_000];

/** The same for milliseconds, as clocks are read: half minutes, hours and days, not 50,000 seconds. */
export const TIME_STEPS: readonly number[] = [
  ...WHOLE_STEPS.filter((step) => step < SECOND),
  ...[1, 2, 5, 10, 30].map((seconds) => seconds * SECOND),
  ...[1, 2, 5, 10, 30].map((minutes) => minutes * MINUTE),
  ...[1, 2, 3, 6, 12].map((hours) => hours * HOUR),
  ...WHOLE_STEPS.filter((days) => days <= 1000).map((days) => days * DAY),
];

/** Rows of the table twin: the newest, as many as one may still want to read. */
const TABLE_ROWS = 60;

type Props = {
  readonly title: string;
  readonly about: string;
  /** Where each window begins, milliseconds UTC. */
  readonly times: readonly number[];
  readonly lines: readonly ChartLine[];
  readonly value: (value: number) => string;
  /** {@link WHOLE_STEPS} or {@link TIME_STEPS}. */
  readonly steps: readonly number[];
  readonly time: (instant: number) => string;
  readonly theme: string;
  readonly aside?: string | null;
  /** Asked before a file is saved, which waits for it; false saves none. */
  readonly mayLeave: (format: 'csv' | 'png') => Promise<boolean>;
};

/** What is drawn at this moment; null where nothing is. */
function pictureOf(plot: uPlot | null): Promise<Blob | null> {
  return new Promise((resolve) => {
    if (plot === null) resolve(null);
    else plot.ctx.canvas.toBlob(resolve);
  });
}

export function Chart(props: Props) {
  const { title, about, times, lines, value, steps, time, theme, mayLeave, aside = null } = props;
  const { t } = useTexts();
  const isEmpty = lines.every(({ values }) => values.every((each) => each === null));
  const [asTable, setAsTable] = useState(false);
  const plot = useRef<uPlot | null>(null);
  async function savePicture() {
    // Taken before it is asked for: figures come meanwhile, and nothing is noted of no picture.
    const picture = await pictureOf(plot.current);
    if (picture !== null && (await mayLeave('png'))) saveBlob(`${title}.png`, picture);
  }
  async function saveFigures() {
    const text = csvOf(t('insight.time'), times, lines);
    if (await mayLeave('csv')) saveText(`${title}.csv`, text);
  }
  return (
    <figure className={styles.chart}>
      <figcaption>
        <h2>{title}</h2>
        {aside !== null && <b>{aside}</b>}
        <span className={styles.actions}>
          <Button kind="quiet" onPress={() => setAsTable(!asTable)}>
            {t(asTable ? 'insight.chart' : 'insight.table')}
          </Button>
          {!asTable && !isEmpty && (
            <Button kind="quiet" onPress={() => void savePicture()}>
              {t('insight.png')}
            </Button>
          )}
          <Button kind="quiet" onPress={() => void saveFigures()}>
            {t('insight.csv')}
          </Button>
        </span>
      </figcaption>
      <p className={styles.about}>{about}</p>
      {asTable && <TableTwin times={times} lines={lines} value={value} time={time} label={title} />}
      {!asTable && isEmpty && <p className={styles.nothing}>{t('insight.nothing')}</p>}
      {!asTable && !isEmpty && (
        <Drawing
          key={theme}
          label={title}
          plot={plot}
          times={times}
          lines={lines}
          value={value}
          steps={steps}
          time={time}
        />
      )}
      <ul className={styles.legend}>
        {lines.map(({ name, colour, dash }) => (
          <li key={name}>
            <svg width={22} height={6} aria-hidden="true">
              <line
                x1={0}
                x2={22}
                y1={3}
                y2={3}
                stroke={`var(${colour})`}
                strokeWidth={2}
                strokeDasharray={dash?.join(' ')}
              />
            </svg>
            {name}
          </li>
        ))}
      </ul>
    </figure>
  );
}

type DrawingProps = Pick<Props, 'times' | 'lines' | 'value' | 'steps' | 'time'> & {
  readonly label: string;
  readonly plot: { current: uPlot | null };
};

function Drawing({ label, plot, times, lines, value, steps, time }: DrawingProps) {
  const place = useRef<HTMLDivElement>(null);
  const data = useMemo(() => dataOf(times, lines), [times, lines]);
  const said = useRef({ value, time });
  said.current = { value, time };
  // biome-ignore lint/correctness/useExhaustiveDependencies: made once; new data is set below
  useEffect(() => {
    const box = place.current;
    if (box === null) return;
    const made = new uPlot(optionsOf(box, lines, steps, said), data, box);
    plot.current = made;
    const follow = new ResizeObserver(() => {
      made.setSize({ width: Math.max(120, box.clientWidth), height: HEIGHT });
    });
    follow.observe(box);
    return () => {
      follow.disconnect();
      made.destroy();
      plot.current = null;
    };
  }, []);
  useEffect(() => {
    const made = plot.current;
    if (made === null) return;
    // Who looks closer keeps looking where he does.
    const [first, last] = [times[0], times.at(-1)];
    const { min, max } = made.scales.x ?? {};
    const zoomed =
      typeof min === 'number' &&
      typeof max === 'number' &&
      first !== undefined &&
      last !== undefined &&
      max - min < ((last - first) / 1000) * 0.95;
    made.setData(data, !zoomed);
    if (zoomed) made.redraw();
  }, [data, plot, times]);
  return <div ref={place} className={styles.drawing} role="img" aria-label={label} />;
}

function dataOf(times: readonly number[], lines: readonly ChartLine[]): uPlot.AlignedData {
  return [times.map((at) => at / 1000), ...lines.map(({ values }) => [...values])];
}

type Said = { current: { value: (value: number) => string; time: (instant: number) => string } };

function optionsOf(
  box: HTMLElement,
  lines: readonly ChartLine[],
  steps: readonly number[],
  said: Said,
): uPlot.Options {
  const style = getComputedStyle(box);
  const token = (name: string): string => style.getPropertyValue(name).trim();
  const axis = {
    stroke: token('--ink-2'),
    font: `11px ${style.fontFamily}`,
    grid: { stroke: token('--line'), width: 1 },
    ticks: { stroke: token('--line'), width: 1 },
  };
  return {
    width: Math.max(120, box.clientWidth),
    height: HEIGHT,
    legend: { show: false },
    cursor: { points: { size: 6 } },
    scales: { y: { range: (_self, _min, max) => [0, Math.max(1, max * 1.08)] } },
    series: [
      {},
      ...lines.map(({ name, colour, dash }) => ({
        label: name,
        stroke: token(colour),
        width: 2,
        spanGaps: false,
        points: {
          show: true,
          size: 5,
          fill: token(colour),
          filter: (plot: uPlot, line: number) => alone(plot.data[line] ?? []),
        },
        ...(dash === undefined ? {} : { dash: [...dash] }),
      })),
    ],
    axes: [
      {
        ...axis,
        values: (_self, splits) => splits.map((split) => said.current.time(split * 1000)),
        space: 76,
      },
      {
        ...axis,
        size: (_self, words) => axisWidth(words),
        incrs: [...steps],
        values: (_self, splits) => splits.map((split) => said.current.value(split)),
      },
    ],
  };
}

/** Pixels for the words beside an axis: amounts are longer than counts. */
function axisWidth(words: readonly string[] | null): number {
  const longest = Math.max(0, ...(words ?? []).map((each) => each.length));
  return Math.max(AXIS_WIDTH, longest * CHARACTER_WIDTH + AXIS_MARGIN);
}

function TableTwin({
  label,
  times,
  lines,
  value,
  time,
}: Pick<Props, 'times' | 'lines' | 'value' | 'time'> & { readonly label: string }) {
  const { t } = useTexts();
  const rows = times.map((at, row) => ({ at, row })).slice(-TABLE_ROWS);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region is reached by Tab
    <section className={styles.twin} tabIndex={0} aria-label={label}>
      <table>
        <thead>
          <tr>
            <th>{t('insight.time')}</th>
            {lines.map(({ name }) => (
              <th key={name}>{name}</th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.toReversed().map(({ at, row }) => (
            <tr key={at}>
              <td>{time(at)}</td>
              {lines.map(({ name, values }) => (
                <td key={name}>{written(values[row] ?? null, value)}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function written(value: number | null, format: (value: number) => string): string {
  return value === null ? '–' : format(value);
}

/** One line per window, as programs read it: ISO times, plain numbers, empty where not measured. */
function csvOf(time: string, times: readonly number[], lines: readonly ChartLine[]): string {
  const quoted = (text: string): string => `"${text.replaceAll('"', '""')}"`;
  const head = [time, ...lines.map(({ name }) => name)].map(quoted).join(',');
  const rows = times.map((at, row) =>
    [new Date(at).toISOString(), ...lines.map(({ values }) => values[row] ?? '')].join(','),
  );
  return `\ufeff${[head, ...rows].join('\r\n')}\r\n`;
}
