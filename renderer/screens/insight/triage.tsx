// In which order to work until the cut-off, and what cannot make it any more.
import { useTexts } from '../../use-texts.ts';
import styles from './insight-screen.module.css';
import type { Now } from './insight-store.ts';
import { MoreRow, PaymentCells, PaymentHeads } from './payment-cells.tsx';

type Item = Now['triage']['order'][number];

/** Rows of each list: one works at the top of it. */
const ROWS = 12;

export function Triage({
  triage,
  currency,
}: {
  readonly triage: Now['triage'];
  readonly currency: string;
}) {
  const { t, format } = useTexts();
  const { order, savedValue, carryForward, carriedValue } = triage;
  const words = (items: readonly Item[], minor: bigint) => ({
    count: items.length,
    number: format.count(items.length),
    amount: format.money({ minor, currency }),
  });
  return (
    <section className={styles.block} aria-label={t('insight.triage')}>
      <h2>{t('insight.triage')}</h2>
      {order.length + carryForward.length === 0 && <p>{t('insight.nothingToDo')}</p>}
      {order.length > 0 && (
        <>
          <p className={styles.lead}>{t('insight.saves', words(order, savedValue))}</p>
          <Items items={order} currency={currency} />
        </>
      )}
      {carryForward.length > 0 && (
        <>
          <p className={styles.lead}>{t('insight.carry', words(carryForward, carriedValue))}</p>
          <Items items={carryForward} currency={currency} />
        </>
      )}
    </section>
  );
}

function Items({
  items,
  currency,
}: {
  readonly items: readonly Item[];
  readonly currency: string;
}) {
  const { t, code, format } = useTexts();
  return (
    <table>
      <thead>
        <tr>
          <PaymentHeads />
          <th className={styles.words}>{t('insight.fault')}</th>
          <th>{t('insight.handling')}</th>
        </tr>
      </thead>
      <tbody>
        {items.slice(0, ROWS).map(({ paymentId, value, reasonCode, handling, measured }) => (
          <tr key={paymentId}>
            <PaymentCells paymentId={paymentId} money={{ minor: value, currency }} />
            <td className={styles.words}>
              {reasonCode === null ? t('insight.unknown') : code('reasonCode', reasonCode)}
            </td>
            <td>
              {format.duration(handling)}
              {!measured && <small> {t('insight.assumed')}</small>}
            </td>
          </tr>
        ))}
        <MoreRow more={items.length - ROWS} columns={4} />
      </tbody>
    </table>
  );
}
