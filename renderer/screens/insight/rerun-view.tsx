// What a rerun found: how many payments would have been judged otherwise, both runs side by side,
// and the first payments of those, each a step from its place in the queue.
import { useTexts } from '../../use-texts.ts';
import { reasonText } from '../queue/payment-columns.ts';
import styles from './insight-screen.module.css';
import { MoreRow, PaymentCells, PaymentHeads } from './payment-cells.tsx';
import { type Compared, compared, type Rerun } from './rerun-store.ts';

/** Rows of the payments that are named. */
const ROWS = 12;

type Judgement = Pick<Compared, 'outcome' | 'reason' | 'reasonCode' | 'repeats'>;

function useJudgement(): (judged: Judgement) => string {
  const { t, code } = useTexts();
  return (judged) => {
    const why = reasonText(judged, code);
    const repeats = judged.repeats ? t('insight.rerun.repeats') : '';
    const parts = [t(`insight.rerun.outcomes.${judged.outcome}`), why, repeats];
    return parts.filter((part) => part !== '').join(' · ');
  };
}

export function RerunView({ rerun }: { readonly rerun: Rerun }) {
  const { t, format } = useTexts();
  const wordsOf = useJudgement();
  const { records, changed } = rerun;
  const said = { count: changed, changed: format.count(changed), records: format.count(records) };
  return (
    <div role="status">
      <p className={styles.lead}>
        {t(changed === 0 ? 'insight.rerun.same' : 'insight.rerun.differ', said)}
      </p>
      <div className={styles.scrolls}>
        <table>
          <thead>
            <tr>
              <th>{t('insight.rerun.judged')}</th>
              <th>{t('insight.rerun.was')}</th>
              <th>{t('insight.rerun.wouldBe')}</th>
              <th>{t('insight.rerun.difference')}</th>
            </tr>
          </thead>
          <tbody>
            {compared(rerun).map((row) => (
              <tr key={wordsOf(row)}>
                <td>{wordsOf(row)}</td>
                <td>{format.count(row.was)}</td>
                <td>{format.count(row.wouldBe)}</td>
                <td>{format.count(row.wouldBe - row.was)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {changed > 0 && <Changes rerun={rerun} wordsOf={wordsOf} />}
    </div>
  );
}

function Changes({
  rerun,
  wordsOf,
}: {
  readonly rerun: Rerun;
  readonly wordsOf: (judged: Judgement) => string;
}) {
  const { t } = useTexts();
  const more = rerun.changed - Math.min(ROWS, rerun.changes.length);
  return (
    <div className={styles.scrolls}>
      <table>
        <thead>
          <tr>
            <PaymentHeads />
            <th className={styles.words}>{t('insight.rerun.was')}</th>
            <th className={styles.words}>{t('insight.rerun.wouldBe')}</th>
          </tr>
        </thead>
        <tbody>
          {rerun.changes.slice(0, ROWS).map(({ paymentId, amount, was, wouldBe }) => (
            <tr key={paymentId}>
              <PaymentCells paymentId={paymentId} money={amount} />
              <td className={styles.words}>{wordsOf(was)}</td>
              <td className={styles.words}>{wordsOf(wouldBe)}</td>
            </tr>
          ))}
          <MoreRow more={more} columns={4} />
        </tbody>
      </table>
    </div>
  );
}
