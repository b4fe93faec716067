// A file on its way in: kept, read, previewed, rehearsed, submitted. Nothing touches the book before
// the last step, and every step before it can be stopped.
import { Sums } from '../../components/amount.tsx';
import { Button } from '../../components/button.tsx';
import { Message } from '../../components/message.tsx';
import { Meter } from '../../components/meter.tsx';
import { useIsReady, useMay } from '../../context.ts';
import { useTexts } from '../../use-texts.ts';
import styles from './batch-screen.module.css';
import type { Intake, Preview, Trouble } from './batch-state.ts';
import type { BatchStore } from './batch-store.ts';
import { BlockTable } from './block-table.tsx';
import { Problems } from './problems.tsx';
import { RehearsalView } from './rehearsal-view.tsx';

export function IntakePanel({
  store,
  intake,
}: {
  readonly store: BatchStore;
  readonly intake: Intake;
}) {
  const { t, format, trouble } = useTexts();
  if (intake.step === 'refused') {
    return (
      <div className={styles.block}>
        <h2 className={styles.title}>{intake.fileName}</h2>
        <Message tone="bad" text={trouble(intake.trouble)}>
          <Button onPress={store.stop}>{t('close')}</Button>
        </Message>
      </div>
    );
  }
  if (intake.step === 'preview') return <PreviewPanel store={store} intake={intake} />;
  const name = intake.step === 'keeping' ? intake.fileName : intake.file.fileName;
  const size = intake.step === 'keeping' ? intake.size : intake.file.size;
  const bytes = intake.step === 'reading' ? intake.reading.bytes : 0;
  return (
    <div className={styles.block}>
      <h2 className={styles.title}>{name}</h2>
      <p>{t(intake.step === 'keeping' ? 'intake.keeping' : 'intake.reading')}</p>
      <Meter
        label={t('intake.progress')}
        value={intake.step === 'keeping' || size === 0 ? null : bytes / size}
        words={t('intake.bytes', { bytes: format.size(bytes), size: format.size(size) })}
      />
      <div className={styles.actions}>
        <Button onPress={store.stop}>{t('intake.stop')}</Button>
      </div>
    </div>
  );
}

type PreviewProps = {
  readonly store: BatchStore;
  readonly intake: Extract<Intake, { step: 'preview' }>;
};

/** What the file is, and what can be done with it now. */
function PreviewHead({ store, intake }: PreviewProps) {
  const { t, format } = useTexts();
  const maySubmit = useMay('submitBatch');
  const ready = useIsReady();
  const { preview, file, rehearsing, submitting } = intake;
  const busy = submitting || rehearsing !== null;
  return (
    <header className={styles.previewHead}>
      <div>
        <h2 className={styles.title}>{file.fileName}</h2>
        <p className={styles.note}>
          {preview.kind ?? t('intake.unknownKind')} · {format.size(file.size)}
        </p>
      </div>
      <div className={styles.actions}>
        <Button onPress={store.stop}>{t(rehearsing === null ? 'cancel' : 'intake.stop')}</Button>
        <Button
          isDisabled={!preview.accepted || busy || !ready}
          onPress={store.rehearse}
          icon="clock"
        >
          {t('intake.rehearse')}
        </Button>
        <Button
          kind="primary"
          isDisabled={!preview.accepted || busy || !maySubmit}
          onPress={store.submit}
          icon="sent"
        >
          {t(submitting ? 'intake.submitting' : 'intake.submit')}
        </Button>
      </div>
    </header>
  );
}

function PreviewPanel({ store, intake }: PreviewProps) {
  const { t, trouble } = useTexts();
  const ready = useIsReady();
  const { preview, rehearsal, rehearsing, submitting } = intake;
  return (
    <div className={styles.block}>
      <PreviewHead store={store} intake={intake} />
      {intake.trouble !== null && (
        <Message tone="bad" text={trouble(intake.trouble)}>
          <EarlierBatch store={store} trouble={intake.trouble} />
        </Message>
      )}
      {submitting && !ready && (
        <Message
          tone="wait"
          text={{ primary: t('office.awayTitle'), detail: t('office.deedDetail') }}
        />
      )}
      {preview.accepted && intake.trouble === null && (
        <Message
          tone="good"
          text={{ primary: t('intake.accepted'), detail: t('intake.acceptedDetail') }}
        />
      )}
      {!preview.accepted && (
        <Message
          tone="bad"
          text={{ primary: t('intake.refused'), hint: t('intake.refusedHint') }}
        />
      )}
      <HeaderFacts preview={preview} />
      {rehearsing !== null && (
        <Meter
          label={t('rehearsal.title')}
          value={rehearsing.size === 0 ? null : rehearsing.bytes / rehearsing.size}
          words={t('rehearsal.running')}
        />
      )}
      {rehearsal !== null && <RehearsalView rehearsal={rehearsal} />}
      <Problems problems={preview.problems} found={preview.problemCount} />
      {rehearsal === null && <BlockTable blocks={preview.perPaymentInformation} />}
    </div>
  );
}

/** A refusal that names an earlier batch leads there. */
function EarlierBatch({
  store,
  trouble,
}: {
  readonly store: BatchStore;
  readonly trouble: Trouble;
}) {
  const { t } = useTexts();
  const batchId = 'refusal' in trouble ? trouble.refusal.batchId : null;
  if (typeof batchId !== 'number') return null;
  return (
    <Button
      onPress={() => {
        store.stop();
        store.select(batchId);
      }}
    >
      {t('batch.number', { batchId })}
    </Button>
  );
}

function HeaderFacts({ preview }: { readonly preview: Preview }) {
  const { t, format } = useTexts();
  const { header, counts } = preview;
  return (
    <dl className={styles.figures}>
      <div>
        <dt>{t('intake.payments')}</dt>
        <dd className={styles.big}>{format.count(counts.transactions)}</dd>
      </div>
      <div>
        <dt>{t('intake.sums')}</dt>
        <dd className={styles.big}>
          <Sums sums={counts.sums} />
        </dd>
      </div>
      <div>
        <dt>{t('intake.blocks')}</dt>
        <dd className={styles.big}>{format.count(counts.paymentInformations)}</dd>
      </div>
      {header !== null && (
        <>
          <div>
            <dt>{t('trail.messageId')}</dt>
            <dd>
              <code>{header.messageId}</code>
            </dd>
          </div>
          <div>
            <dt>{t('intake.orderingParty')}</dt>
            <dd>{header.initiatingPartyName ?? header.initiatingPartyId}</dd>
          </div>
        </>
      )}
    </dl>
  );
}
