// One batch: live progress while it is worked through, then what became of its payments, each number
// leading to its list, and the status report to save.
import { useState } from 'react';
import { useStore } from 'zustand';
import { SHOWN_STATUSES } from '../../../main/domain/disclosure.ts';
import { GiveBatch } from '../../carried/give-batch.tsx';
import { Sums } from '../../components/amount.tsx';
import { Button } from '../../components/button.tsx';
import { Message } from '../../components/message.tsx';
import { Meter } from '../../components/meter.tsx';
import { Status } from '../../components/status.tsx';
import { useConsole } from '../../context.ts';
import { useTexts } from '../../use-texts.ts';
import { secondsLeft } from './batch-list.ts';
import styles from './batch-screen.module.css';
import type { BatchView, Progress, Trouble } from './batch-state.ts';
import type { BatchStore } from './batch-store.ts';

export function BatchDetail({
  store,
  batchId,
}: {
  readonly store: BatchStore;
  readonly batchId: number;
}) {
  const { t, format } = useTexts();
  const { batches, progress } = useStore(store.state);
  const batch = batches?.find((each) => each.batchId === batchId);
  if (batch === undefined && progress === null) return <p>{t('loading')}</p>;
  const running = progress !== null && !progress.done;
  const left = progress === null ? null : secondsLeft(progress);
  return (
    <div className={styles.block}>
      <header className={styles.previewHead}>
        <div>
          <h2 className={styles.title}>{batch?.fileName ?? t('batch.number', { batchId })}</h2>
          {batch !== undefined && (
            <p className={styles.note}>
              <code>{batch.messageId}</code> · {t('batch.number', { batchId })} ·{' '}
              {format.dateTime(batch.receivedAt)}
            </p>
          )}
        </div>
        <SaveReport store={store} batchId={batchId} ready={!running} />
      </header>
      {running && (
        <>
          <Meter
            label={t('batch.progress')}
            value={progress.total === 0 ? null : progress.processed / progress.total}
            words={t('batch.processed', {
              processed: format.count(progress.processed),
              total: format.count(progress.total),
            })}
            aside={left === null ? null : t('batch.left', { span: format.span(left) })}
          />
          <Message
            tone="info"
            text={{ primary: t('batch.goesOn'), detail: t('batch.goesOnDetail') }}
          />
        </>
      )}
      {batch !== undefined && (
        <dl className={styles.figures}>
          <div>
            <dt>{t('intake.payments')}</dt>
            <dd className={styles.big}>{format.count(batch.numberOfTransactions)}</dd>
          </div>
          <div>
            <dt>{t('intake.sums')}</dt>
            <dd className={styles.big}>
              <Sums sums={batch.sums} />
            </dd>
          </div>
          {batch.isoStatus !== '' && (
            <div>
              <dt>{t('batch.isoStatus')}</dt>
              <dd className={styles.big}>{batch.isoStatus}</dd>
            </div>
          )}
        </dl>
      )}
      <Outcome batchId={batchId} payments={paymentsNow(batch, progress)} />
      {batch !== undefined && !running && <GiveBatch batch={batch} />}
    </div>
  );
}

/** What was followed ends once all is judged; what is done with the batch later is in the list. */
function paymentsNow(batch: BatchView | undefined, progress: Progress | null) {
  if (batch?.status === 'processed') return batch.payments;
  return progress?.payments ?? batch?.payments ?? {};
}

/** How the payments stand; each line opens its list, and what waits for a person leads there. */
function Outcome({
  batchId,
  payments,
}: {
  readonly batchId: number;
  readonly payments: BatchView['payments'];
}) {
  const { t, code, format } = useTexts();
  const { navigation } = useConsole();
  const counted = SHOWN_STATUSES.flatMap((status) => {
    const count = payments[status] ?? 0;
    return count === 0 ? [] : [{ status, count }];
  });
  if (counted.length === 0) return null;
  const total = counted.reduce((sum, { count }) => sum + count, 0);
  return (
    <section aria-label={t('batch.outcome')}>
      <h3 className={styles.heading}>{t('batch.outcome')}</h3>
      <ul className={styles.outcome}>
        {counted.map(({ status, count }) => (
          <li key={status}>
            <button
              type="button"
              onClick={() => navigation.showPayments({ batchId, statuses: [status] })}
            >
              <Status status={status} word={code('status', status)} />
              <span className={styles.share} aria-hidden="true">
                <span
                  className={styles.shareFill}
                  style={{ width: `${Math.max(1, (count / total) * 100)}%` }}
                />
              </span>
              <b>{format.count(count)}</b>
            </button>
          </li>
        ))}
      </ul>
      <div className={styles.actions}>
        <Button icon="queue" onPress={() => navigation.showPayments({ batchId })}>
          {t('batch.all')}
        </Button>
        {(payments.in_review ?? 0) > 0 && (
          <Button icon="review" kind="primary" onPress={() => navigation.go('review')}>
            {t('batch.toReview')}
          </Button>
        )}
        {(payments.accepted ?? 0) + (payments.dispatched ?? 0) > 0 && (
          <Button icon="settlement" onPress={() => navigation.go('settlement')}>
            {t('batch.toSettlement')}
          </Button>
        )}
      </div>
    </section>
  );
}

function SaveReport({
  store,
  batchId,
  ready,
}: {
  readonly store: BatchStore;
  readonly batchId: number;
  readonly ready: boolean;
}) {
  const { t, trouble } = useTexts();
  const [problem, setProblem] = useState<Trouble | null>(null);
  async function save() {
    const report = await store.statusReport(batchId);
    setProblem(report.ok ? null : report);
    if (report.ok) saveText(`pain002-${batchId}.xml`, report.value);
  }
  return (
    <div className={styles.actions}>
      {problem !== null && <Message tone="bad" text={trouble(problem)} />}
      <Button icon="save" isDisabled={!ready} onPress={() => void save()}>
        {t('batch.save')}
      </Button>
    </div>
  );
}

function saveText(fileName: string, text: string): void {
  const address = URL.createObjectURL(new Blob([text], { type: 'application/xml' }));
  const link = document.createElement('a');
  link.href = address;
  link.download = fileName;
  link.click();
  // The browser has taken its copy once the click is through.
  setTimeout(() => URL.revokeObjectURL(address), 1000);
}
