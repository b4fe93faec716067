// The business days: open or closed, and of a closed one the head and count that its evening printed.
import { useTexts } from '../../../use-texts.ts';
import styles from './ledger-day.module.css';
import type { DayView } from './ledger-day.tsx';

/** Days shown: two may be open, and the evenings before are what somebody compares. */
const SHOWN = 6;

export function Days({ view }: { readonly view: DayView }) {
  const { t, format } = useTexts();
  const known = view.days.some(({ day }) => day === view.openDay);
  const today = {
    day: view.openDay,
    state: 'open' as const,
    chainHead: null,
    chainCount: null,
    rates: '',
  };
  const days = (known ? view.days : [today, ...view.days]).slice(0, SHOWN);
  return (
    <table className={styles.table}>
      <caption>{t('settlement.day.days')}</caption>
      <thead>
        <tr>
          <th>{t('settlement.day.day')}</th>
          <th>{t('settlement.day.state')}</th>
          <th className={styles.number}>{t('settlement.day.count')}</th>
          <th>{t('settlement.day.head')}</th>
        </tr>
      </thead>
      <tbody>
        {days.map(({ day, state, chainHead, chainCount }) => (
          <tr key={day}>
            <td>{format.date(day)}</td>
            <td>{t(state === 'open' ? 'settlement.day.open' : 'settlement.day.closed')}</td>
            <td className={styles.number}>{chainCount === null ? '' : format.count(chainCount)}</td>
            <td>{chainHead !== null && <code className={styles.head}>{chainHead}</code>}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
