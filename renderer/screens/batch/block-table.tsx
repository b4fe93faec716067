// The payment informations of a file: who pays, when, how many and how much.
import { Sums } from '../../components/amount.tsx';
import { grouped } from '../../components/trail.tsx';
import { useTexts } from '../../use-texts.ts';
import styles from './batch-screen.module.css';
import type { Preview } from './batch-state.ts';

export function BlockTable({ blocks }: { readonly blocks: Preview['perPaymentInformation'] }) {
  const { t, format } = useTexts();
  if (blocks.length === 0) return null;
  return (
    <table className={styles.table}>
      <caption>{t('intake.blocks')}</caption>
      <thead>
        <tr>
          <th>{t('trail.debtor')}</th>
          <th>{t('trail.block')}</th>
          <th>{t('trail.requested')}</th>
          <th className={styles.number}>{t('intake.payments')}</th>
          <th className={styles.number}>{t('intake.sums')}</th>
        </tr>
      </thead>
      <tbody>
        {blocks.map((block, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: ids of blocks may repeat in a file
          <tr key={at}>
            <td>
              <bdi>{block.debtorName}</bdi> <code>{grouped(block.debtorAccount)}</code>
            </td>
            <td>
              <code>{block.paymentInformationId}</code>
            </td>
            <td>{format.date(block.requestedExecutionDate)}</td>
            <td className={styles.number}>{format.count(block.transactions)}</td>
            <td className={styles.number}>
              <Sums sums={block.sums} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
