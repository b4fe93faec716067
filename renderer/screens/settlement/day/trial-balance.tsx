// A currency's trial balance as an accountant reads it: each account on its side, both layers, and
// under the line the sums, which are equal.
import { useTexts } from '../../../use-texts.ts';
import styles from './ledger-day.module.css';
import type { TrialBalances } from './ledger-day.tsx';

type Balance = TrialBalances[number];

export function TrialBalance({ balance }: { readonly balance: Balance }) {
  const { t, code, format } = useTexts();
  const { currency, rows, posted, pending } = balance;
  const amount = (minor: bigint): string =>
    minor === 0n ? '' : format.amount({ minor, currency });
  const cells = (sides: readonly bigint[]) =>
    sides.map((minor, at) => (
      // biome-ignore lint/suspicious/noArrayIndexKey: the four columns never move
      <td key={at} className={styles.number}>
        {amount(minor)}
      </td>
    ));
  return (
    <table className={styles.table} data-balances={posted.debit === posted.credit}>
      <caption>{t('settlement.day.trialBalance', { currency })}</caption>
      <thead>
        <tr>
          <th>{t('settlement.number')}</th>
          <th>{t('settlement.account')}</th>
          <th className={styles.number}>{t('settlement.day.bookedDebit')}</th>
          <th className={styles.number}>{t('settlement.day.bookedCredit')}</th>
          <th className={styles.number}>{t('settlement.day.heldDebit')}</th>
          <th className={styles.number}>{t('settlement.day.heldCredit')}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ account, kind, accounts, ...sides }) => (
          <tr key={`${account} ${kind}`}>
            <td>
              <code>{account === '' ? format.count(accounts) : account}</code>
            </td>
            <td>{code(account === '' ? 'accountKinds' : 'accountKind', kind)}</td>
            {cells([
              sides.postedDebit,
              sides.postedCredit,
              sides.pendingDebit,
              sides.pendingCredit,
            ])}
          </tr>
        ))}
      </tbody>
      <tfoot>
        <tr>
          <th scope="row" colSpan={2}>
            {t('settlement.day.total')}
          </th>
          {cells([posted.debit, posted.credit, pending.debit, pending.credit])}
        </tr>
      </tfoot>
    </table>
  );
}
