// What submitting would do, found by the same code with no effect: how many would go and how many
// would wait, why, on which value date and in which cycle.
import { Amount, Sums } from '../../components/amount.tsx';
import { Status } from '../../components/status.tsx';
import { grouped } from '../../components/trail.tsx';
import { useTexts } from '../../use-texts.ts';
import { reasonText } from '../queue/payment-columns.ts';
import styles from './batch-screen.module.css';
import type { Rehearsal } from './batch-state.ts';

export function RehearsalView({ rehearsal }: { readonly rehearsal: Rehearsal }) {
  const { t, code, format } = useTexts();
  return (
    <section className={styles.rehearsal} aria-label={t('rehearsal.title')}>
      <h3>{t('rehearsal.title')}</h3>
      <p className={styles.note}>
        {t('rehearsal.lead', { date: format.date(rehearsal.businessDate) })}
      </p>
      <table className={styles.table}>
        <thead>
          <tr>
            <th>{t('rehearsal.becomes')}</th>
            <th>{t('rehearsal.why')}</th>
            <th className={styles.number}>{t('intake.payments')}</th>
            <th className={styles.number}>{t('intake.sums')}</th>
          </tr>
        </thead>
        <tbody>
          {rehearsal.outcomes.map((outcome) => (
            <tr key={`${outcome.status}${outcome.reason}${outcome.reasonCode}`}>
              <td>
                <Status status={outcome.status} word={code('status', outcome.status)} />
              </td>
              <td>{reasonText(outcome, code)}</td>
              <td className={styles.number}>{format.count(outcome.payments)}</td>
              <td className={styles.number}>
                <Sums sums={outcome.sums} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <Dates rehearsal={rehearsal} />
      <div className={styles.pair}>
        {rehearsal.cycles.map((cycle) => (
          <p key={cycle.currency}>
            {t(cycle.cycleId === null ? 'rehearsal.newCycle' : 'rehearsal.cycle', {
              cycle: cycle.cycleId ?? 0,
              number: format.count(cycle.payments),
              date: format.date(cycle.settlementDate),
            })}{' '}
            <Amount money={{ minor: cycle.amount, currency: cycle.currency }} />
          </p>
        ))}
        {rehearsal.fees.map((fee) => (
          <p key={fee.currency}>
            {t('rehearsal.fees')} <Amount money={fee} />
          </p>
        ))}
      </div>
    </section>
  );
}

/** One line per payment information: its value date, and why it is not the one asked for. */
function Dates({ rehearsal }: { readonly rehearsal: Rehearsal }) {
  const { t, format } = useTexts();
  return (
    <table className={styles.table}>
      <caption>{t('rehearsal.dates')}</caption>
      <thead>
        <tr>
          <th>{t('trail.debtor')}</th>
          <th>{t('trail.requested')}</th>
          <th>{t('trail.executes')}</th>
          <th>{t('rehearsal.why')}</th>
          <th className={styles.number}>{t('intake.payments')}</th>
        </tr>
      </thead>
      <tbody>
        {rehearsal.perPaymentInformation.map((block, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: ids of blocks may repeat in a file
          <tr key={at}>
            <td>
              <bdi>{block.debtorName}</bdi> <code>{grouped(block.debtorAccount)}</code>
            </td>
            <td>{format.date(block.requestedExecutionDate)}</td>
            <td>
              <b>{format.date(block.executionDate)}</b>
            </td>
            <td>{dateReason(block.dateReason, block.executesNow, t)}</td>
            <td className={styles.number}>{format.count(block.transactions)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function dateReason(
  reason: string,
  executesNow: boolean,
  t: ReturnType<typeof useTexts>['t'],
): string {
  if (reason === 'date_in_past') return t('rehearsal.dateInPast');
  if (reason === 'not_a_business_day') return t('rehearsal.notABusinessDay');
  if (reason === 'date_in_past_refused') return t('rehearsal.datePastRefused');
  return t(executesNow ? 'rehearsal.today' : 'rehearsal.later');
}
