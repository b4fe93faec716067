// The frame of the console: top bar, the rail of rooms, the screen, and what opens above them.
import { useEffect, useState } from 'react';
import { I18nProvider } from 'react-aria-components';
import { useStore } from 'zustand';
import styles from './app.module.css';
import { Empty } from './components/message.tsx';
import { useConsole, useOffice, useOfficeState } from './context.ts';
import { windowDrafts } from './draft-keeper.ts';
import { IntakeBanner } from './frame/intake-banner.tsx';
import { OfficeBanner } from './frame/office-banner.tsx';
import { OverrideBanner } from './frame/override-banner.tsx';
import { Palette } from './frame/palette.tsx';
import { Rail } from './frame/rail.tsx';
import { useRooms } from './frame/rooms.ts';
import { Sheet } from './frame/sheet.tsx';
import { TopBar } from './frame/top-bar.tsx';
import type { Screen } from './navigation.ts';
import type { Office } from './office.ts';
import { AdminScreen } from './screens/admin/admin-screen.tsx';
import { createAdminStore } from './screens/admin/admin-store.ts';
import { AuditScreen } from './screens/audit/audit-screen.tsx';
import { BatchScreen } from './screens/batch/batch-screen.tsx';
import { createBatchStore } from './screens/batch/batch-store.ts';
import { InsightScreen } from './screens/insight/insight-screen.tsx';
import { QueueScreen } from './screens/queue/queue-screen.tsx';
import { createQueueStore } from './screens/queue/queue-store.ts';
import { ReviewScreen } from './screens/review/review-screen.tsx';
import { createReviewStore } from './screens/review/review-store.ts';
import { SettlementScreen } from './screens/settlement/settlement-screen.tsx';
import { AwayBanner } from './seat/away-banner.tsx';
import { OwnProofDialog } from './seat/own-proof-dialog.tsx';
import { SetUpBanner } from './seat/set-up.tsx';
import { useKeys } from './use-keys.ts';
import { useTexts } from './use-texts.ts';

/** Stores live as long as the window, also behind the lock: place, filter and drafts are kept. */
export function createStores(office: Office, who: string) {
  return {
    queue: createQueueStore(office),
    batch: createBatchStore(office, windowDrafts(who)),
    review: createReviewStore(office),
    admin: createAdminStore(office),
  };
}

export type Stores = ReturnType<typeof createStores>;

type Above = 'palette' | 'sheet' | null;

/** The keys that mean the same on every screen. */
function useFrameKeys(setAbove: (above: Above) => void): void {
  const { navigation } = useConsole();
  const office = useOffice();
  const isSignedIn = useOfficeState(({ standing }) => standing === 'open');

  useKeys('everywhere', {
    open_palette: () => setAbove('palette'),
    ...(isSignedIn ? { lock: () => office.lock() } : {}),
  });
  useKeys('console', {
    open_sheet: () => setAbove('sheet'),
    go_queue: () => navigation.go('queue'),
    go_batch: () => navigation.go('batch'),
    go_review: () => navigation.go('review'),
    go_settlement: () => navigation.go('settlement'),
    go_insight: () => navigation.go('insight'),
    go_audit: () => navigation.go('audit'),
    go_admin: () => navigation.go('admin'),
  });
}

/** `onSwitch`: another person wants the seat. */
export function App({
  stores,
  onSwitch,
}: {
  readonly stores: Stores;
  readonly onSwitch: () => void;
}) {
  const { t, language } = useTexts();
  const { navigation } = useConsole();
  const place = useStore(navigation.place);
  const rooms = useRooms();
  const [above, setAbove] = useState<Above>(null);
  const { filter, paymentId, batchId, opened, visit } = place;
  const screen = rooms.includes(place.screen) ? place.screen : (rooms[0] ?? null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a visit is what counts, also a repeated one
  useEffect(() => {
    if (screen === 'queue' && filter !== null) stores.queue.setFilter(filter);
    if (screen === 'queue' && paymentId !== null) stores.queue.openPayment(paymentId);
    if (screen === 'batch' && batchId !== null) stores.batch.select(batchId);
    if (screen === 'batch' && opened !== null) stores.batch.takeKept(opened);
  }, [visit]);
  useEffect(() => {
    if (screen === null) return;
    document.title = `${t(`screen.${screen}`)} · Counterfoil`;
    // Where nobody may be is also not where they were.
    if (screen !== place.screen) navigation.go(screen);
  }, [screen, place.screen, navigation, t]);
  useFrameKeys(setAbove);
  const demo = useOfficeState((state) => state.demo);
  return (
    <I18nProvider locale={language}>
      <div className={styles.app} data-demo={demo || undefined}>
        <TopBar
          onPalette={() => setAbove('palette')}
          onSheet={() => setAbove('sheet')}
          onSwitch={onSwitch}
        />
        <Rail />
        <main className={styles.main}>
          <OfficeBanner />
          <IntakeBanner />
          <AwayBanner />
          <OverrideBanner />
          <SetUpBanner />
          {screen === null ? (
            <NoRooms />
          ) : (
            <>
              <h1 className={styles.hidden}>{t(`screen.${screen}`)}</h1>
              <CurrentScreen screen={screen} stores={stores} />
            </>
          )}
        </main>
        {above === 'palette' && <Palette onClose={() => setAbove(null)} />}
        {above === 'sheet' && <Sheet onClose={() => setAbove(null)} />}
        <OwnProofDialog />
      </div>
    </I18nProvider>
  );
}

/** Somebody who was added, and whose rights wait for a signature. */
function NoRooms() {
  const { t } = useTexts();
  // Who is away is asked above whether they are back.
  const isAway = useOfficeState(({ session }) => (session?.awayUntil ?? null) !== null);
  if (isAway) return <h1 className={styles.hidden}>{t('absence.question')}</h1>;
  return (
    <div className={styles.empty}>
      <h1 className={styles.hidden}>{t('seat.noRooms')}</h1>
      <Empty icon="person" text={{ primary: t('seat.noRooms'), detail: t('seat.noRoomsDetail') }} />
    </div>
  );
}

function CurrentScreen({ screen, stores }: { readonly screen: Screen; readonly stores: Stores }) {
  switch (screen) {
    case 'queue':
      return <QueueScreen store={stores.queue} />;
    case 'batch':
      return <BatchScreen store={stores.batch} />;
    case 'review':
      return <ReviewScreen store={stores.review} />;
    case 'settlement':
      return <SettlementScreen store={stores.batch} />;
    case 'insight':
      return <InsightScreen />;
    case 'audit':
      return <AuditScreen />;
    case 'admin':
      return <AdminScreen store={stores.admin} />;
  }
}
