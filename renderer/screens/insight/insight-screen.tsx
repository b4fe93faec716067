// The Insight screen: how payments flow and where they are held up, what will miss the cut-off, and
// in which order to work. Looking changes nothing.
import { useCallback, useEffect, useState } from 'react';
import type { FlowChart } from '../../../main/domain/files-out.ts';
import { Button } from '../../components/button.tsx';
import { Chart, TIME_STEPS, WHOLE_STEPS } from '../../components/chart/chart.tsx';
import { Empty, Trouble } from '../../components/message.tsx';
import { useComplianceRight, useConsole, useOffice } from '../../context.ts';
import { useShownTheme } from '../../shown-theme.ts';
import { throttled } from '../../throttle.ts';
import { useDeed } from '../../use-deed.ts';
import { useTexts } from '../../use-texts.ts';
import { EnginePanel } from './engine-panel.tsx';
import { Forecast } from './forecast.tsx';
import { InsightBar, type Shown } from './insight-bar.tsx';
import styles from './insight-screen.module.css';
import {
  latencyOf,
  type Now,
  outcomesOf,
  partsOf,
  questionOf,
  type Series,
  successRateOf,
  throughputOf,
  valuesOf,
} from './insight-store.ts';
import { Inspector } from './inspector.tsx';
import { Quarantine } from './quarantine.tsx';
import { RerunPanel } from './rerun-panel.tsx';
import { Steps } from './steps.tsx';
import { Triage } from './triage.tsx';

/** Between two looks while payments move, and while none do: the clock moves on anyway. */
const LOOK_EVERY = 1500;
const LOOK_ANYWAY = 10_000;

const BEGINS: Shown = { range: 'hour', rail: null, currency: 'EUR', people: 1 };

export function InsightScreen() {
  const { t } = useTexts();
  const { navigation } = useConsole();
  const [shown, setShown] = useState<Shown>(BEGINS);
  const [paused, setPaused] = useState(false);
  // It says which rule holds which payment, which is not everybody's to know.
  const mayRerun = useComplianceRight();
  const measured = useMeasures(shown, paused);
  if (measured === null) return <p className={styles.pending}>{t('loading')}</p>;
  const { now, series } = measured;
  if (series.watermark === 0) {
    return (
      <div className={styles.screen}>
        <Empty
          icon="insight"
          text={{ primary: t('insight.none'), detail: t('insight.noneDetail') }}
        >
          <Button kind="primary" icon="batch" onPress={() => navigation.go('batch')}>
            {t('queue.none.submit')}
          </Button>
        </Empty>
        <EnginePanel />
      </div>
    );
  }
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region is reached by Tab
    <section className={styles.screen} tabIndex={0} aria-label={t('screen.insight')}>
      <InsightBar shown={shown} onShow={setShown} paused={paused} onPause={setPaused} />
      <Forecast now={now} currency={shown.currency} />
      <Charts series={series} range={shown.range} currency={shown.currency} />
      <Steps steps={now.steps} currency={shown.currency} />
      <Triage triage={now.triage} currency={shown.currency} />
      <EnginePanel />
      <Quarantine />
      <Inspector currency={shown.currency} />
      {mayRerun && <RerunPanel currency={shown.currency} />}
    </section>
  );
}

function useMeasures(shown: Shown, paused: boolean): { now: Now; series: Series } | null {
  const { office } = useConsole();
  const [measured, setMeasured] = useState<{ now: Now; series: Series } | null>(null);
  const { range, rail, currency, people } = shown;
  const read = useCallback(async () => {
    const now = await office.ask((client) => client.insightNow({ currency, people }));
    if (!now.ok) return;
    const question = questionOf(range, rail, now.value.at);
    const series = await office.ask((client) => client.insightSeries(question));
    if (series.ok) setMeasured({ now: now.value, series: series.value });
  }, [office, range, rail, currency, people]);
  useEffect(() => {
    if (paused) return;
    const look = throttled(() => void read(), LOOK_EVERY, office.later);
    look();
    const stop = office.onChanged('payments', look);
    const timer = setInterval(look, LOOK_ANYWAY);
    return () => {
      stop();
      clearInterval(timer);
    };
  }, [office, read, paused]);
  return measured;
}

function Charts({
  series,
  range,
  currency,
}: {
  readonly series: Series;
  readonly range: Shown['range'];
  readonly currency: string;
}) {
  const { t, format } = useTexts();
  const theme = useShownTheme();
  const office = useOffice();
  const deed = useDeed();
  const mayLeave = async (chart: FlowChart, as: 'csv' | 'png'): Promise<boolean> => {
    const file = { of: 'insightSeries', chart, format: as } as const;
    const noted = await deed.run((submissionId) =>
      office.ask((client) => client.exportFile({ submissionId, file })),
    );
    return noted !== null;
  };
  const { points } = series;
  const times = points.map(({ start }) => start);
  const rate = successRateOf(points);
  const time = range === 'hour' || range === 'day' ? format.minute : format.moment;
  const count = (value: number): string => format.count(Math.round(value));
  const span = (value: number): string => format.duration(value);
  const money = (value: number): string =>
    format.money({ minor: BigInt(Math.round(value)), currency });
  const charts = [
    { name: 'throughput', lines: throughputOf(points), value: count, steps: WHOLE_STEPS },
    { name: 'value', lines: valuesOf(points, currency), value: money, steps: WHOLE_STEPS },
    { name: 'latency', lines: latencyOf(points), value: span, steps: TIME_STEPS },
    { name: 'parts', lines: partsOf(points), value: span, steps: TIME_STEPS },
    { name: 'outcomes', lines: outcomesOf(points), value: count, steps: WHOLE_STEPS },
  ] as const;
  return (
    <>
      <div className={styles.charts}>
        {charts.map(({ name, lines, value, steps }) => (
          <Chart
            key={`${name} ${range}`}
            title={t(`insight.charts.${name}`)}
            about={t(`insight.about.${name}`)}
            times={times}
            lines={lines.map((each) => ({ name: t(each.name), ...each.line }))}
            value={value}
            steps={steps}
            time={time}
            theme={theme}
            mayLeave={(as) => mayLeave(name, as)}
            aside={
              name === 'outcomes' && rate !== null
                ? t('insight.successRate', { share: format.percent(rate) })
                : null
            }
          />
        ))}
      </div>
      <Trouble of={deed} />
      <p className={styles.hint}>{t('insight.zoomHint')}</p>
    </>
  );
}
