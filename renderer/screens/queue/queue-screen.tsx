// The Queue: every payment of the book, found, narrowed and followed to its last posting.
import { useEffect, useMemo, useRef, useSyncExternalStore } from 'react';
import { useStore } from 'zustand';
import { Button } from '../../components/button.tsx';
import { Grid } from '../../components/grid/grid.tsx';
import { Empty, Message } from '../../components/message.tsx';
import { SearchBox } from '../../components/search-box.tsx';
import { Split } from '../../components/split.tsx';
import { TrailView } from '../../components/trail.tsx';
import { useConsole } from '../../context.ts';
import { drawFullAccount } from '../../full-account.tsx';
import { preferences } from '../../preference-store.ts';
import { useKeys } from '../../use-keys.ts';
import { useNames } from '../../use-names.ts';
import { useTexts } from '../../use-texts.ts';
import { EquationBar } from './equation-bar.tsx';
import { FilterBar } from './filter-bar.tsx';
import { NewBar } from './new-bar.tsx';
import type { OpenTrail } from './open-trail.ts';
import { PaymentActions } from './payment-actions.tsx';
import { paymentColumns, paymentName } from './payment-columns.ts';
import { chipsOf, withChip, withoutChip } from './queue-filter.ts';
import styles from './queue-screen.module.css';
import type { QueueStore } from './queue-store.ts';
import { ViewMenu } from './view-menu.tsx';

export function QueueScreen({ store }: { readonly store: QueueStore }) {
  const texts = useTexts();
  const { t } = texts;
  const state = useStore(store.state);
  const { pages, filter, equation, open } = state;
  const grid = useRef<HTMLElement | null>(null);
  const search = useRef<HTMLInputElement | null>(null);
  const beside = open !== null;
  const hidden = useStore(preferences, (chosen) => chosen.hiddenColumns);
  const columns = useMemo(() => paymentColumns(texts, { beside, hidden }), [texts, beside, hidden]);
  useEffect(() => store.listen(), [store]);
  useEffect(() => grid.current?.focus(), []);
  useKeys('list', {
    next: () => store.step(1),
    previous: () => store.step(-1),
    open: () => {
      const row = pages.row(state.active);
      if (row !== null) store.openPayment(row.paymentId);
    },
    back: () => {
      if (open !== null) store.close();
      grid.current?.focus();
    },
    find: () => search.current?.focus(),
    show_new: store.showNew,
  });
  return (
    <div className={styles.screen}>
      {equation !== null && equation.currencies.length > 0 && (
        <EquationBar equation={equation} filter={filter} onFilter={store.setFilter} />
      )}
      <Toolbar store={store} searchRef={search} onLeave={() => grid.current?.focus()} />
      <NewBar pages={pages} complete={state.complete} onShow={store.showNew} />
      <Split
        detail={open === null ? null : <Detail open={open} store={store} />}
        detailTitle={t('trail.title')}
        onClose={() => {
          store.close();
          grid.current?.focus();
        }}
      >
        <Grid
          label={t('queue.title')}
          columns={columns}
          pages={pages}
          idOf={({ paymentId }) => paymentId}
          nameOf={(row) => paymentName(row, texts)}
          active={state.active}
          onActive={store.setActive}
          openId={open?.paymentId ?? null}
          onOpen={({ paymentId }) => store.openPayment(paymentId)}
          sort={state.sort}
          onSort={store.sortBy}
          loading={t('loading')}
          focusRef={grid}
          empty={
            <NothingHere narrowed={chipsOf(filter).length > 0} onAll={() => store.setFilter({})} />
          }
        />
      </Split>
    </div>
  );
}

/** Search, chips and the number of payments that they let through. */
function Toolbar({
  store,
  searchRef,
  onLeave,
}: {
  readonly store: QueueStore;
  readonly searchRef: { current: HTMLInputElement | null };
  readonly onLeave: () => void;
}) {
  const { t, format } = useTexts();
  const { filter, equation, pages } = useStore(store.state);
  useSyncExternalStore(pages.subscribe, pages.version);
  const currencies = equation?.currencies.map(({ currency }) => currency) ?? [];
  const total = pages.total();
  return (
    <div className={styles.toolbar}>
      <SearchBox
        label={t('queue.search')}
        longest={140}
        className={styles.search}
        inputRef={searchRef}
        value={filter.text ?? ''}
        onChange={(text) =>
          store.setFilter(
            text === '' ? withoutChip(filter, 'text') : withChip(filter, 'text', { text }),
          )
        }
        onLeave={onLeave}
      />
      <FilterBar filter={filter} currencies={currencies} onFilter={store.setFilter} />
      <ViewMenu store={store} />
      <span className={styles.total} role="status">
        {total === null ? '' : t('queue.total', { count: total, number: format.count(total) })}
      </span>
    </div>
  );
}

/** An empty list says why it is empty and leads on. */
function NothingHere({ narrowed, onAll }: { narrowed: boolean; onAll: () => void }) {
  const { t } = useTexts();
  const { navigation } = useConsole();
  if (narrowed) {
    return (
      <Empty icon="search" text={{ primary: t('queue.none.found'), detail: t('queue.none.hint') }}>
        <Button onPress={onAll}>{t('queue.none.all')}</Button>
      </Empty>
    );
  }
  return (
    <Empty icon="queue" text={{ primary: t('queue.none.yet'), detail: t('queue.none.yetHint') }}>
      <Button kind="primary" icon="batch" onPress={() => navigation.go('batch')}>
        {t('queue.none.submit')}
      </Button>
    </Empty>
  );
}

function Detail({ open, store }: { readonly open: OpenTrail; readonly store: QueueStore }) {
  const { t } = useTexts();
  const nameOf = useNames();
  if (open.kind === 'loading') return <p className={styles.pending}>{t('loading')}</p>;
  if (open.kind === 'missing') {
    return (
      <div className={styles.pending}>
        <Message tone="bad" text={{ primary: t('trail.missing') }}>
          <Button onPress={() => store.openPayment(open.paymentId)}>{t('again')}</Button>
        </Message>
      </div>
    );
  }
  const { trail } = open;
  return (
    <TrailView
      trail={trail}
      nameOf={nameOf}
      actions={<PaymentActions trail={trail} />}
      // Keyed by payment: what was told of one is not shown with the next.
      drawAccount={drawFullAccount}
    />
  );
}
