// The bank's own accounts that settlement moves, in the order in which money passes them.
import { Amount } from '../../components/amount.tsx';
import { useTexts } from '../../use-texts.ts';
import styles from './settlement-screen.module.css';
import type { SettlementView } from './settlement-screen.tsx';

export function Positions({ positions }: { readonly positions: SettlementView['positions'] }) {
  const { t, code } = useTexts();
  if (positions.length === 0) return null;
  return (
    <section aria-label={t('settlement.positions')}>
      <h2 className={styles.heading}>{t('settlement.positions')}</h2>
      <table className={styles.positions}>
        <thead>
          <tr>
            <th>{t('settlement.account')}</th>
            <th>{t('settlement.number')}</th>
            <th className={styles.number}>{t('settlement.booked')}</th>
            <th className={styles.number}>{t('settlement.held')}</th>
          </tr>
        </thead>
        <tbody>
          {positions.map(({ account, purpose, currency, posted, pending }) => (
            <tr key={`${account}${currency}`}>
              <td>{code('purpose', purpose)}</td>
              <td>
                <code>{account}</code>
              </td>
              <td className={styles.number}>
                <Amount money={{ minor: posted, currency }} />
              </td>
              <td className={styles.number}>
                <Amount money={{ minor: pending, currency }} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
