// Batches on their way out: dispatched to the rail, then acknowledged by it.
import { useState } from 'react';
import { Sums } from '../../components/amount.tsx';
import { Button } from '../../components/button.tsx';
import { DeedDialog } from '../../components/deed-dialog.tsx';
import { useConsole, useIsReady, useMay, useOffice } from '../../context.ts';
import { useDeed } from '../../use-deed.ts';
import { useTexts } from '../../use-texts.ts';
import { Blocks } from './blocks.tsx';
import styles from './settlement-screen.module.css';
import type { SettlementView } from './settlement-screen.tsx';

type Waiting = SettlementView['waiting'][number];
type Step = 'dispatch' | 'acknowledge';

export function WaitingBatches({
  waiting,
  onDone,
}: {
  readonly waiting: readonly Waiting[];
  readonly onDone: () => void;
}) {
  const { t } = useTexts();
  const [asked, setAsked] = useState<{ step: Step; batch: Waiting } | null>(null);
  return (
    <section aria-label={t('settlement.waiting')}>
      <h2 className={styles.heading}>{t('settlement.waiting')}</h2>
      {waiting.length === 0 && <p className={styles.none}>{t('settlement.nothingWaits')}</p>}
      <ul className={styles.batches}>
        {waiting.map((batch) => (
          <WaitingBatch
            key={batch.batchId}
            batch={batch}
            onAsk={(step) => setAsked({ step, batch })}
          />
        ))}
      </ul>
      {asked !== null && (
        <ConfirmStep
          {...asked}
          onClose={(done) => {
            setAsked(null);
            if (done) onDone();
          }}
        />
      )}
    </section>
  );
}

function WaitingBatch({
  batch,
  onAsk,
}: {
  readonly batch: Waiting;
  readonly onAsk: (step: Step) => void;
}) {
  const { t, format } = useTexts();
  const { navigation } = useConsole();
  const ready = useIsReady();
  const may = useMay('dispatchPayments');
  const { accepted, dispatched, judged, batchId } = batch;
  return (
    <li className={styles.batch}>
      <div className={styles.batchName}>
        <button type="button" className={styles.link} onClick={() => navigation.showBatch(batchId)}>
          {batch.fileName}
        </button>
        <code>{batch.messageId}</code>
      </div>
      <dl>
        <Stage name={t('settlement.accepted')} value={format.count(accepted)} />
        <Stage name={t('settlement.dispatched')} value={format.count(dispatched)} />
        <Stage name={t('settlement.beingProcessed')} value={format.count(batch.beingProcessed)} />
      </dl>
      <div className={styles.actions}>
        <Button
          icon="sent"
          kind={accepted > 0 ? 'primary' : 'quiet'}
          isDisabled={!ready || !may || !judged || accepted === 0}
          onPress={() => onAsk('dispatch')}
        >
          {t('settlement.dispatch')}
        </Button>
        <Button
          icon="check"
          kind={accepted === 0 && dispatched > 0 ? 'primary' : 'quiet'}
          isDisabled={!ready || !may || dispatched === 0}
          onPress={() => onAsk('acknowledge')}
        >
          {t('settlement.acknowledge')}
        </Button>
      </div>
      <Blocks blocks={batch.blocks} currency={null} />
    </li>
  );
}

function Stage({ name, value }: { readonly name: string; readonly value: string }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </div>
  );
}

/** Asks with count and sums before a batch moves; a large one is acknowledged in several deeds. */
function ConfirmStep({
  step,
  batch,
  onClose,
}: {
  readonly step: Step;
  readonly batch: Waiting;
  readonly onClose: (done: boolean) => void;
}) {
  const { t, format } = useTexts();
  const office = useOffice();
  const deed = useDeed();
  const { batchId } = batch;
  const count = step === 'dispatch' ? batch.accepted : batch.dispatched;
  async function run() {
    let fromRecord = 0;
    for (;;) {
      const from = fromRecord;
      const done = await deed.run<{ payments: number; nextRecord?: number }>((submissionId) =>
        office.ask<{ payments: number; nextRecord?: number }>((client) =>
          step === 'dispatch'
            ? client.dispatchPayments({ submissionId, batchId })
            : client.acknowledgeBatch({ submissionId, batchId, fromRecord: from }),
        ),
      );
      if (done === null) return;
      fromRecord = done.nextRecord ?? 0;
      if (fromRecord === 0) return onClose(true);
    }
  }
  return (
    <DeedDialog
      title={t(`settlement.${step}Title`)}
      confirm={t(`settlement.${step}`)}
      deed={deed}
      onConfirm={() => void run()}
      onClose={() => onClose(false)}
    >
      <p className={styles.statement}>
        {t('settlement.moves', { count, number: format.count(count), file: batch.fileName })}
      </p>
      <p>
        <Sums sums={step === 'dispatch' ? batch.acceptedSums : batch.dispatchedSums} />
      </p>
      <p>{t(`settlement.${step}Detail`)}</p>
    </DeedDialog>
  );
}
