// What stands open this evening, with its owner and its age, and what each asks of who closes the day.
import { useState } from 'react';
import { DAY_WORK } from '../../../../main/domain/day-work.ts';
import { Amount } from '../../../components/amount.tsx';
import { Button } from '../../../components/button.tsx';
import { useIsReady, useMay } from '../../../context.ts';
import { useTexts } from '../../../use-texts.ts';
import { ExplainDialog, type OpenBreak } from './explain-dialog.tsx';
import styles from './ledger-day.module.css';
import type { DayView } from './ledger-day.tsx';

const DAY = 86_400_000;

/** Calendar days from `since` to `today`, both `YYYY-MM-DD`. */
export function ageInDays(since: string, today: string): number {
  return Math.max(0, Math.round((Date.parse(today) - Date.parse(since)) / DAY));
}

/** The break that a line of the list stands for, or null. */
function breakOf({ kind, reference, currency, amount }: DayView['work'][number]): OpenBreak | null {
  const number = /^break (\d+)$/.exec(reference)?.[1];
  if (kind !== 'break_unexplained' || number === undefined) return null;
  return { breakId: Number(number), reference, money: { minor: amount, currency } };
}

export function StandingWork({ view }: { readonly view: DayView }) {
  const { t, code, format } = useTexts();
  const ready = useIsReady();
  const may = useMay('explainBreak');
  const [explained, setExplained] = useState<OpenBreak | null>(null);
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
          {view.work.map((each) => {
            const { kind, reference, owner, since, currency, amount } = each;
            const open = may ? breakOf(each) : null;
            return (
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
                <td>
                  {t(`settlement.day.${DAY_WORK[kind]}`)}{' '}
                  {open !== null && (
                    <Button isDisabled={!ready} onPress={() => setExplained(open)}>
                      {t('settlement.day.explain')}
                    </Button>
                  )}
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
      {explained !== null && <ExplainDialog open={explained} onClose={() => setExplained(null)} />}
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
