// What the engine has set aside: each payment with its reason and its record, and the way to drive one
// or all of them again once the cause is gone.
import { useCallback, useEffect, useState } from 'react';
import type { Output } from '../../../preload/contract/contract.ts';
import { Button } from '../../components/button.tsx';
import { Trouble } from '../../components/message.tsx';
import { useConsole, useIsReady, useMay } from '../../context.ts';
import { FullAccount } from '../../full-account.tsx';
import { throttled } from '../../throttle.ts';
import { useDeed } from '../../use-deed.ts';
import { useTexts } from '../../use-texts.ts';
import styles from './insight-screen.module.css';
import { PaymentCells, PaymentHeads } from './payment-cells.tsx';

type Page = Output<'queuePage'>;

/** Payments that are listed; the queue has them all. */
const LISTED = 20;
const LOOK_EVERY = 1000;

const QUESTION = {
  filter: { worklist: 'repair' },
  sort: { by: 'receivedAt', descending: false },
  offset: 0,
  limit: LISTED,
} as const;

export function Quarantine() {
  const { t, format } = useTexts();
  const { office, navigation } = useConsole();
  const ready = useIsReady();
  const may = useMay('redrivePayments');
  const deed = useDeed();
  const [driven, setDriven] = useState<Output<'redrivePayments'> | null>(null);
  const page = useQuarantine();
  if (page === null || (page.total === 0 && driven === null)) return null;
  async function drive(paymentIds: readonly number[] | null) {
    const ids = paymentIds === null ? null : [...paymentIds];
    const done = await deed.run((submissionId) =>
      office.ask((client) => client.redrivePayments({ submissionId, paymentIds: ids })),
    );
    if (done !== null) setDriven(done);
  }
  return (
    <section className={styles.block} aria-label={t('insight.quarantine.title')}>
      <h2>{t('insight.quarantine.title')}</h2>
      <p className={styles.lead}>
        {t('insight.quarantine.lies', { count: page.total, number: format.count(page.total) })}
      </p>
      <p>{t('insight.quarantine.about')}</p>
      <div role="status">
        {driven !== null && (
          <p>
            {t('insight.quarantine.driven', {
              count: driven.payments,
              number: format.count(driven.payments),
              left: format.count(driven.left),
            })}
          </p>
        )}
      </div>
      <Trouble of={deed} />
      {page.total > 0 && (
        <div className={styles.bar}>
          {may && (
            <Button isDisabled={!ready || deed.busy} onPress={() => void drive(null)}>
              {t('insight.quarantine.all')}
            </Button>
          )}
          <Button kind="quiet" onPress={() => navigation.showPayments({ worklist: 'repair' })}>
            {t('screen.queue')}
          </Button>
        </div>
      )}
      <Records
        page={page}
        canDrive={may && ready && !deed.busy}
        onDrive={(paymentId) => void drive([paymentId])}
      />
    </section>
  );
}

function Records({
  page,
  canDrive,
  onDrive,
}: {
  readonly page: Page;
  readonly canDrive: boolean;
  readonly onDrive: (paymentId: number) => void;
}) {
  const { t, code } = useTexts();
  if (page.rows.length === 0) return null;
  return (
    <table>
      <thead>
        <tr>
          <PaymentHeads />
          <th className={styles.words}>{t('insight.quarantine.reason')}</th>
          <th className={styles.words}>{t('insight.quarantine.record')}</th>
          {/* Over the buttons stands no word, and a heading without one is none. */}
          <td />
        </tr>
      </thead>
      <tbody>
        {page.rows.map(({ paymentId, reason, reasonCode, ...record }) => (
          <tr key={paymentId}>
            <PaymentCells paymentId={paymentId} money={record.amount} />
            <td className={styles.words}>
              {reasonCode} · {reason === null ? t('insight.unknown') : code('reason', reason)}
            </td>
            <td className={styles.words}>
              <code>{record.endToEndId}</code> ·{' '}
              <FullAccount paymentId={paymentId} party="debtor" account={record.debtorAccount} /> →{' '}
              {record.creditorAccount === null ? (
                t('insight.unknown')
              ) : (
                <FullAccount
                  paymentId={paymentId}
                  party="creditor"
                  account={record.creditorAccount}
                />
              )}
            </td>
            <td>
              {canDrive && (
                <Button kind="quiet" onPress={() => onDrive(paymentId)}>
                  {t('insight.quarantine.one')}
                </Button>
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** The oldest that lie there, looked at again when payments move. */
function useQuarantine(): Page | null {
  const { office } = useConsole();
  const [page, setPage] = useState<Page | null>(null);
  const read = useCallback(async () => {
    const reply = await office.ask((client) => client.queuePage(QUESTION));
    if (reply.ok) setPage(reply.value);
  }, [office]);
  useEffect(() => {
    const look = throttled(() => void read(), LOOK_EVERY, office.later);
    look();
    return office.onChanged('payments', look);
  }, [office, read]);
  return page;
}
