// The steps as a table: what waits in each, how fast it comes and goes, and what queueing theory
// expects of it. A step opens its list.
import { Amount } from '../../components/amount.tsx';
import { useConsole } from '../../context.ts';
import { useTexts } from '../../use-texts.ts';
import { rate } from './forecast.tsx';
import styles from './insight-screen.module.css';
import type { Now } from './insight-store.ts';

type Step = Now['steps'][number];

export function Steps({
  steps,
  currency,
}: {
  readonly steps: readonly Step[];
  readonly currency: string;
}) {
  const { t } = useTexts();
  const alive = steps.filter(({ waiting, arrivalRate, serviceRate, p50 }) => {
    return waiting > 0 || arrivalRate > 0 || serviceRate > 0 || p50 !== null;
  });
  if (alive.length === 0) return null;
  return (
    <section className={styles.block} aria-label={t('insight.steps')}>
      <h2>{t('insight.steps')}</h2>
      <table>
        <thead>
          <tr>
            <th>{t('insight.step')}</th>
            <th>{t('insight.waiting')}</th>
            <th>{t('insight.value')}</th>
            <th>{t('insight.arrivalRate')}</th>
            <th>{t('insight.serviceRate')}</th>
            <th>{t('insight.utilisation')}</th>
            <th title={t('insight.predictedHint')}>{t('insight.predicted')}</th>
            <th>{t('insight.half')}</th>
            <th>{t('insight.most')}</th>
            <th>{t('insight.nearlyAll')}</th>
          </tr>
        </thead>
        <tbody>
          {alive.map((step) => (
            <StepRow key={step.worklist} step={step} currency={currency} />
          ))}
        </tbody>
      </table>
    </section>
  );
}

function StepRow({ step, currency }: { readonly step: Step; readonly currency: string }) {
  const { t, code, format } = useTexts();
  const { navigation } = useConsole();
  const { worklist, waiting, waitingValue, utilisation, predictedLength } = step;
  const span = (ms: number | null): string =>
    ms === null ? t('insight.unknown') : format.duration(ms);
  const expected = (): string => {
    if (predictedLength !== null) return rate(predictedLength);
    return t(utilisation === null ? 'insight.unknown' : 'insight.endless');
  };
  return (
    <tr data-load={utilisation !== null && utilisation >= 0.8 ? 'high' : undefined}>
      <td>
        <button
          type="button"
          className={styles.link}
          onClick={() => navigation.showPayments({ worklist })}
        >
          {code('worklist', worklist)}
        </button>
      </td>
      <td>{format.count(waiting)}</td>
      <td>
        {waitingValue === null ? (
          t('insight.notReadYet')
        ) : (
          <Amount money={{ minor: waitingValue, currency }} />
        )}
      </td>
      <td>{rate(step.arrivalRate)}</td>
      <td>{rate(step.serviceRate)}</td>
      <td>{utilisation === null ? t('insight.unknown') : format.percent(utilisation)}</td>
      <td>{expected()}</td>
      <td>{span(step.p50)}</td>
      <td>{span(step.p95)}</td>
      <td>{span(step.p99)}</td>
    </tr>
  );
}
