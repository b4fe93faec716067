// An amount: digits in line, the currency quiet beside them.
import type { Money } from '../../main/domain/money.ts';
import { useTexts } from '../use-texts.ts';
import styles from './amount.module.css';

export function Amount({
  money,
  bare = false,
}: {
  readonly money: Money;
  readonly bare?: boolean;
}) {
  const { format } = useTexts();
  return (
    <span className={styles.amount}>
      {format.amount(money)}
      {!bare && <span className={styles.currency}>{money.currency}</span>}
    </span>
  );
}

/** Sums in several currencies, one per line. */
export function Sums({ sums }: { readonly sums: readonly Money[] }) {
  return (
    <span className={styles.sums}>
      {sums.map((money) => (
        <Amount key={money.currency} money={money} />
      ))}
    </span>
  );
}
