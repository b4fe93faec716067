// The Batch screen: files come in here. Left the newest batches, right the file on its way in or
// the batch looked at.
import { type DragEvent, useEffect, useState } from 'react';
import { useStore } from 'zustand';
import { HandOversButton } from '../../carried/hand-overs-button.tsx';
import { Icon } from '../../components/icon.tsx';
import { PickButton } from '../../components/pick-button.tsx';
import { useMay } from '../../context.ts';
import { useKeys } from '../../use-keys.ts';
import { useTexts } from '../../use-texts.ts';
import { AccountsPanel } from './accounts-panel.tsx';
import { BatchDetail } from './batch-detail.tsx';
import styles from './batch-screen.module.css';
import { type BatchView, PAYMENT_FILES } from './batch-state.ts';
import type { BatchStore } from './batch-store.ts';
import { FirstStart } from './first-start.tsx';
import { IntakePanel } from './intake-panel.tsx';

export function BatchScreen({ store }: { readonly store: BatchStore }) {
  const { t } = useTexts();
  const { batches, selected, intake, accounts } = useStore(store.state);
  const [over, setOver] = useState(false);
  useEffect(() => store.listen(), [store]);
  const list = batches ?? [];
  const at = list.findIndex(({ batchId }) => batchId === selected);
  const step = (by: number) => {
    const next = list[Math.max(0, Math.min(list.length - 1, at + by))];
    if (next !== undefined) store.select(next.batchId);
  };
  useKeys('list', {
    next: () => step(1),
    previous: () => step(-1),
    back: () => store.select(null),
  });
  function take(file: File | undefined) {
    if (file === undefined) return;
    if (/\.csv$/i.test(file.name)) store.importAccounts(file);
    else store.takeIn(file);
  }
  const drop = {
    onDragOver(event: DragEvent) {
      event.preventDefault();
      setOver(true);
    },
    onDragLeave: () => setOver(false),
    onDrop(event: DragEvent) {
      event.preventDefault();
      setOver(false);
      take(event.dataTransfer.files[0]);
    },
  };
  const isFirst = batches !== null && batches.length === 0;
  return (
    <div className={styles.screen} {...drop}>
      <aside className={styles.list} aria-label={t('batch.list')}>
        <DropZone over={over} onFile={take} />
        <BatchList batches={batches} selected={selected} onSelect={store.select} />
      </aside>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region is reached by Tab */}
      <section className={styles.detail} tabIndex={0} aria-label={t('batch.detail')}>
        {accounts !== null && <AccountsPanel store={store} accounts={accounts} />}
        {intake !== null ? (
          <IntakePanel store={store} intake={intake} />
        ) : selected !== null ? (
          <BatchDetail store={store} batchId={selected} />
        ) : isFirst ? (
          <FirstStart store={store} onFile={take} />
        ) : (
          <p className={styles.nothing}>{t('batch.choose')}</p>
        )}
      </section>
    </div>
  );
}

/** Where a file is dropped, and the button for hands and keyboards that don't drag. */
function DropZone({
  over,
  onFile,
}: {
  readonly over: boolean;
  readonly onFile: (file: File | undefined) => void;
}) {
  const { t } = useTexts();
  const may = useMay('submitBatch');
  return (
    <div className={styles.drop} data-over={over || undefined}>
      <Icon name="file" size={22} />
      <p>{t('batch.drop')}</p>
      <PickButton
        label={t('batch.pick')}
        accept={PAYMENT_FILES}
        kind="primary"
        isDisabled={!may}
        onFile={onFile}
      />
      <small>{t('batch.kinds')}</small>
      <HandOversButton />
    </div>
  );
}

function BatchList({
  batches,
  selected,
  onSelect,
}: {
  readonly batches: readonly BatchView[] | null;
  readonly selected: number | null;
  readonly onSelect: (batchId: number) => void;
}) {
  const { t, format } = useTexts();
  if (batches === null) return <p className={styles.nothing}>{t('loading')}</p>;
  return (
    <ul className={styles.batches}>
      {batches.map((batch) => (
        <li key={batch.batchId}>
          <button
            type="button"
            aria-current={batch.batchId === selected}
            onClick={() => onSelect(batch.batchId)}
          >
            <span className={styles.fileName}>{batch.fileName}</span>
            <span className={styles.fileFacts}>
              {t('payments', {
                count: batch.numberOfTransactions,
                number: format.count(batch.numberOfTransactions),
              })}
              <span>{format.dateTime(batch.receivedAt)}</span>
            </span>
            <span className={styles.fileFacts}>
              <span data-status={batch.status} className={styles.state}>
                {t(`batch.status.${batch.status}`)}
              </span>
              {batch.isoStatus !== '' && <code>{batch.isoStatus}</code>}
            </span>
          </button>
        </li>
      ))}
    </ul>
  );
}
