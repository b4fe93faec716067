// In which order to work until the cut-off, and what cannot make it any more.
import { Amount } from '../../components/amount.tsx';
import { useConsole } from '../../context.ts';
import { useTexts } from '../../use-texts.ts';
import styles from './insight-screen.module.css';
import type { Now } from './insight-store.ts';

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
  const { navigation } = useConsole();
  const more = items.length - ROWS;
  return (
    <table>
      <thead>
        <tr>
          <th>{t('insight.payment')}</th>
          <th>{t('insight.value')}</th>
          <th>{t('insight.fault')}</th>
          <th>{t('insight.handling')}</th>
        </tr>
      </thead>
      <tbody>
        {items.slice(0, ROWS).map(({ paymentId, value, reasonCode, handling, measured }) => (
          <tr key={paymentId}>
            <td>
              <button
                type="button"
                className={styles.link}
                onClick={() => navigation.showPayment(paymentId)}
              >
                {paymentId}
              </button>
            </td>
            <td>
              <Amount money={{ minor: value, currency }} />
            </td>
            <td>{reasonCode === null ? t('insight.unknown') : code('reasonCode', reasonCode)}</td>
            <td>
              {format.duration(handling)}
              {!measured && <small> {t('insight.assumed')}</small>}
            </td>
          </tr>
        ))}
        {more > 0 && (
          <tr>
            <td colSpan={4}>{t('insight.more', { count: more, number: format.count(more) })}</td>
          </tr>
        )}
      </tbody>
    </table>
  );
}
