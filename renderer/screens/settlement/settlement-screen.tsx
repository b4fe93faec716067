// The Settlement screen: what waits to leave, each cycle from open to settled, and the bank's own
// accounts. Every step says beforehand how many payments and how much money it moves.
import { useCallback, useEffect, useState } from 'react';
import type { Output } from '../../../preload/contract/contract.ts';
import { Button } from '../../components/button.tsx';
import { Empty } from '../../components/message.tsx';
import { useConsole, useIsReady, useMay, useOfficeState } from '../../context.ts';
import { throttled } from '../../throttle.ts';
import { useTexts } from '../../use-texts.ts';
import type { BatchStore } from '../batch/batch-store.ts';
import { ClearingDesk } from './clearing-desk.tsx';
import { CoreBalances } from './core/core-balances.tsx';
import { CorrectDialog } from './correct-dialog.tsx';
import { Cycles } from './cycles.tsx';
import { LedgerDay } from './day/ledger-day.tsx';
import { Positions } from './positions.tsx';
import styles from './settlement-screen.module.css';
import { WaitingBatches } from './waiting-batches.tsx';

export type SettlementView = Output<'settlementView'>;

const LOOK_EVERY = 800;

/** The settlement of the book's own role. */
export function SettlementScreen({ store }: { readonly store: BatchStore }) {
  const role = useOfficeState((state) => state.role);
  return role === 'clearing' ? <ClearingDesk store={store} /> : <BranchSettlement />;
}

function BranchSettlement() {
  const { t } = useTexts();
  const { office, navigation } = useConsole();
  const [view, setView] = useState<SettlementView | null>(null);
  const read = useCallback(async () => {
    const reply = await office.ask((client) => client.settlementView({}));
    if (reply.ok) setView(reply.value);
  }, [office]);
  useEffect(() => {
    const look = throttled(() => void read(), LOOK_EVERY, office.later);
    look();
    const stops = [office.onChanged('payments', look), office.onChanged('cycles', look)];
    return () => {
      for (const stop of stops) stop();
    };
  }, [office, read]);
  if (view === null) return <p className={styles.pending}>{t('loading')}</p>;
  if (view.waiting.length === 0 && view.cycles.length === 0) {
    return (
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region is reached by Tab
      <section className={styles.screen} tabIndex={0} aria-label={t('screen.settlement')}>
        <Empty
          icon="settlement"
          text={{ primary: t('settlement.none'), detail: t('settlement.noneDetail') }}
        >
          <Button kind="primary" icon="batch" onPress={() => navigation.go('batch')}>
            {t('queue.none.submit')}
          </Button>
        </Empty>
        <CoreBalances />
        <LedgerDay />
      </section>
    );
  }
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region is reached by Tab
    <section className={styles.screen} tabIndex={0} aria-label={t('screen.settlement')}>
      <WaitingBatches waiting={view.waiting} onDone={() => void read()} />
      <Cycles cycles={view.cycles} onDone={() => void read()} />
      <Positions positions={view.positions} />
      <Correction onDone={() => void read()} />
      <CoreBalances />
      <LedgerDay />
    </section>
  );
}

/** Leads to the correction of an entry, which is named there by its number. */
function Correction({ onDone }: { readonly onDone: () => void }) {
  const { t } = useTexts();
  const ready = useIsReady();
  const may = useMay('correctEntry');
  const [asked, setAsked] = useState(false);
  if (!may) return null;
  return (
    <>
      <div className={styles.actions}>
        <Button icon="undo" isDisabled={!ready} onPress={() => setAsked(true)}>
          {t('settlement.correct')}
        </Button>
      </div>
      {asked && (
        <CorrectDialog
          onClose={() => {
            setAsked(false);
            onDone();
          }}
        />
      )}
    </>
  );
}
