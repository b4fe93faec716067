// The first two columns of every list of single payments on this screen: the way to it, its value.
import type { Money } from '../../../main/domain/money.ts';
import { Amount } from '../../components/amount.tsx';
import { useConsole } from '../../context.ts';
import { useTexts } from '../../use-texts.ts';
import styles from './insight-screen.module.css';

export function PaymentHeads() {
  const { t } = useTexts();
  return (
    <>
      <th>{t('insight.payment')}</th>
      <th>{t('insight.value')}</th>
    </>
  );
}

export function PaymentCells({
  paymentId,
  money,
}: {
  readonly paymentId: number;
  readonly money: Money;
}) {
  const { navigation } = useConsole();
  return (
    <>
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
        <Amount money={money} />
      </td>
    </>
  );
}

/** A list's last row, where it has more than are shown. */
export function MoreRow({ more, columns }: { readonly more: number; readonly columns: number }) {
  const { t, format } = useTexts();
  if (more <= 0) return null;
  return (
    <tr>
      <td colSpan={columns}>{t('insight.more', { count: more, number: format.count(more) })}</td>
    </tr>
  );
}
