// What stands open this evening, with its owner and its age, and what each asks of who closes the day.
import { DAY_WORK } from '../../../../main/domain/day-work.ts';
import { Amount } from '../../../components/amount.tsx';
import { useTexts } from '../../../use-texts.ts';
import styles from './ledger-day.module.css';
import type { DayView } from './ledger-day.tsx';

const DAY = 86_400_000;

/** Calendar days from `since` to `today`, both `YYYY-MM-DD`. */
export function ageInDays(since: string, today: string): number {
  return Math.max(0, Math.round((Date.parse(today) - Date.parse(since)) / DAY));
}

export function StandingWork({ view }: { readonly view: DayView }) {
  const { t, code, format } = useTexts();
  if (view.workCount === 0) {
    return <p className={styles.none}>{t('settlement.day.nothingOpen')}</p>;
  }
  return (
    <>
      <table className={styles.table}>
        <caption>{t('settlement.day.work')}</caption>
        <thead>
          <tr>
            <th>{t('settlement.day.item')}</th>
            <th>{t('settlement.day.reference')}</th>
            <th>{t('settlement.day.owner')}</th>
            <th className={styles.number}>{t('settlement.day.age')}</th>
            <th className={styles.number}>{t('settlement.day.amount')}</th>
            <th>{t('settlement.day.effect')}</th>
          </tr>
        </thead>
        <tbody>
          {view.work.map(({ kind, reference, owner, since, currency, amount }) => (
            <tr key={`${kind} ${reference}`} data-blocks={DAY_WORK[kind] !== 'listed'}>
              <td>{code('dayWork', kind)}</td>
              <td>
                <code>{reference}</code>
              </td>
              <td>{code('role', owner)}</td>
              <td className={styles.number}>
                {t('settlement.day.days_old', { number: ageInDays(since, view.openDay) })}
              </td>
              <td className={styles.number}>
                <Amount money={{ minor: amount, currency }} />
              </td>
              <td>{t(`settlement.day.${DAY_WORK[kind]}`)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {view.workCount > view.work.length && (
        <p className={styles.none}>
          {t('settlement.day.more', {
            number: format.count(view.workCount - view.work.length),
          })}
        </p>
      )}
    </>
  );
}
