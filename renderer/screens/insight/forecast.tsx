// The two sentences that steer the day: what will miss the cut-off at this rate, and which step
// holds the others up.
import type { Texts } from '../../texts.ts';
import { useTexts } from '../../use-texts.ts';
import styles from './insight-screen.module.css';
import type { Now } from './insight-store.ts';

export function Forecast({ now, currency }: { readonly now: Now; readonly currency: string }) {
  const texts = useTexts();
  const { t } = texts;
  const { forecast } = now;
  const tone = forecast.missed > 0 ? 'bad' : 'good';
  return (
    <div className={styles.sentences}>
      <section
        className={styles.sentence}
        data-tone={tone}
        aria-label={t('insight.forecast', { time: forecast.cutOff })}
      >
        <h2>{t('insight.forecast', { time: forecast.cutOff })}</h2>
        <strong>{missedWords(forecast, currency, texts)}</strong>
        <p>{ratesWords(forecast, texts)}</p>
      </section>
      <section
        className={styles.sentence}
        data-tone={now.bottleneck === null ? 'good' : 'wait'}
        aria-label={t('insight.bottleneck')}
      >
        <h2>{t('insight.bottleneck')}</h2>
        <strong>{bottleneckWords(now, texts)}</strong>
      </section>
    </div>
  );
}

function missedWords(forecast: Now['forecast'], currency: string, { t, format }: Texts): string {
  const { missed, missedValue, minutesLeft, cutOff: time } = forecast;
  if (missed === 0) return t(minutesLeft > 0 ? 'insight.inTime' : 'insight.passed', { time });
  return t('insight.misses', {
    count: missed,
    number: format.count(missed),
    amount: format.money({ minor: missedValue, currency }),
    time,
  });
}

function ratesWords(forecast: Now['forecast'], { t, format }: Texts): string {
  const { waiting, arrivalRate, serviceRate, neededRate, measured } = forecast;
  const waits = t('insight.waitingNow', { count: waiting, number: format.count(waiting) });
  const rates = { arrivals: rate(arrivalRate), served: rate(serviceRate) };
  if (!measured && neededRate !== null) return `${waits} · ${t('insight.ratesAssumed', rates)}`;
  const words =
    neededRate === null
      ? t('insight.ratesPassed', rates)
      : t('insight.rates', { ...rates, needed: rate(neededRate) });
  return `${waits} · ${words}`;
}

function bottleneckWords({ bottleneck, steps }: Now, { t, code, format }: Texts): string {
  if (bottleneck === null) return t('insight.flowing');
  const step = code('worklist', bottleneck.worklist);
  const found = steps.find(({ worklist }) => worklist === bottleneck.worklist);
  if (found === undefined || found.utilisation === null) return t('insight.stuck', { step });
  if (bottleneck.growing) return t('insight.growing', { step });
  return t('insight.busy', { step, share: format.percent(found.utilisation) });
}

/** A rate per minute, as short as it is clear. */
export function rate(perMinute: number): string {
  if (perMinute === 0) return '0';
  return perMinute >= 10 ? String(Math.round(perMinute)) : String(Math.round(perMinute * 10) / 10);
}
