// The Review screen: what a rule held, why, and the decision of a person.
import { useEffect, useMemo, useRef, useState, useSyncExternalStore } from 'react';
import { useStore } from 'zustand';
import { Button } from '../../components/button.tsx';
import type { Column } from '../../components/grid/column.ts';
import { Grid } from '../../components/grid/grid.tsx';
import { Empty, Message } from '../../components/message.tsx';
import { Split } from '../../components/split.tsx';
import { TrailView } from '../../components/trail.tsx';
import { useComplianceRight, useConsole, useMay } from '../../context.ts';
import { drawFullAccount } from '../../full-account.tsx';
import type { Texts } from '../../texts.ts';
import { useKeys } from '../../use-keys.ts';
import { useNames } from '../../use-names.ts';
import { useTexts } from '../../use-texts.ts';
import { NewBar } from '../queue/new-bar.tsx';
import { amountCell, paymentName, reasonText } from '../queue/payment-columns.ts';
import { awayShortly, onlyAbsentWords } from './absent-words.ts';
import { DecisionPanel } from './decision-panel.tsx';
import { OnlyAbsent } from './only-absent.tsx';
import styles from './review-screen.module.css';
import type { ReviewRow, ReviewStore } from './review-store.ts';
import { Signatures } from './signatures.tsx';

/** What a rule held, and what waits for a signature: each for those it is for. */
export function ReviewScreen({ store }: { readonly store: ReviewStore }) {
  const { t } = useTexts();
  const knows = useComplianceRight();
  const signs = useMay('approve');
  const [chosen, setChosen] = useState<'decisions' | 'signatures' | null>(null);
  const view = knows && chosen !== 'signatures' ? 'decisions' : 'signatures';
  return (
    <div className={styles.screen}>
      {knows && signs && (
        <fieldset className={styles.views} aria-label={t('signing.views')}>
          <Button
            aria-current={view === 'decisions'}
            kind={view === 'decisions' ? 'primary' : 'plain'}
            onPress={() => setChosen('decisions')}
          >
            {t('signing.decisions')}
          </Button>
          <Button
            aria-current={view === 'signatures'}
            kind={view === 'signatures' ? 'primary' : 'plain'}
            onPress={() => setChosen('signatures')}
          >
            {t('signing.signatures')}
          </Button>
        </fieldset>
      )}
      {view === 'decisions' ? <Decisions store={store} /> : <Signatures />}
    </div>
  );
}

function Decisions({ store }: { readonly store: ReviewStore }) {
  const texts = useTexts();
  const { t } = texts;
  const { pages, active, open, deciding } = useStore(store.state);
  const grid = useRef<HTMLElement | null>(null);
  const nameOf = useNames();
  const columns = useMemo(() => reviewColumns(texts, nameOf), [texts, nameOf]);
  useEffect(() => store.listen(), [store]);
  useEffect(() => grid.current?.focus(), []);
  const back = () => {
    if (deciding !== null) store.decide(null);
    else store.close();
    grid.current?.focus();
  };
  const row = pages.row(Math.max(0, active));
  useKeys('list', {
    next: () => store.step(1),
    previous: () => store.step(-1),
    open: store.openActive,
    back,
    show_new: store.reload,
  });
  useKeys('review', {
    approve: () => {
      if (open === null) store.openActive();
      if (row !== null) store.decide('approve');
    },
    decline: () => {
      if (open === null) store.openActive();
      if (row !== null) store.decide('decline');
    },
  });
  return (
    <>
      <Lead store={store} />
      <NewBar pages={pages} complete onShow={store.reload} />
      <Split
        detailTitle={t('review.decide')}
        onClose={back}
        detail={
          open === null ? null : (
            <Detail
              store={store}
              onDecided={() => void store.decided().then(() => grid.current?.focus())}
            />
          )
        }
      >
        <Grid
          label={t('review.title')}
          columns={columns}
          pages={pages}
          idOf={({ paymentId }) => paymentId}
          nameOf={(each) => paymentName(each, texts)}
          active={active}
          onActive={store.setActive}
          openId={open?.paymentId ?? null}
          onOpen={(_, at) => {
            store.setActive(at);
            store.openActive();
          }}
          loading={t('loading')}
          focusRef={grid}
          empty={<NothingHeld />}
        />
      </Split>
    </>
  );
}

/** What to do here, and how much of it there is. */
function Lead({ store }: { readonly store: ReviewStore }) {
  const { t, format } = useTexts();
  const { pages } = useStore(store.state);
  useSyncExternalStore(pages.subscribe, pages.version);
  const total = pages.total();
  return (
    <div className={styles.toolbar}>
      <p>{t('review.lead')}</p>
      <span role="status">
        {total === null ? '' : t('review.total', { count: total, number: format.count(total) })}
      </span>
    </div>
  );
}

function Detail({
  store,
  onDecided,
}: {
  readonly store: ReviewStore;
  readonly onDecided: () => void;
}) {
  const { t } = useTexts();
  const nameOf = useNames();
  const { open, deciding } = useStore(store.state);
  if (open === null) return null;
  if (open.kind !== 'here') {
    return (
      <p className={styles.pending}>{t(open.kind === 'loading' ? 'loading' : 'trail.missing')}</p>
    );
  }
  const { trail, paymentId } = open;
  const actions = trail.allowedEvents.includes('decideReview') ? (
    <DecisionPanel
      store={store}
      paymentId={paymentId}
      deciding={deciding}
      needsTwoPersons={trail.why.hold?.code === 'held_suspected_repeat'}
      onDecided={onDecided}
    />
  ) : (
    <Message tone="info" text={{ primary: t('review.notHere') }} />
  );
  const drawn = { drawAccount: drawFullAccount, nameOf };
  const told = (
    <>
      {actions}
      <OnlyAbsent of={trail.absentSigners} isDecided />
    </>
  );
  return <TrailView trail={trail} actions={told} {...drawn} />;
}

function NothingHeld() {
  const { t } = useTexts();
  const { navigation } = useConsole();
  return (
    <Empty icon="check" text={{ primary: t('review.none'), detail: t('review.noneDetail') }}>
      <Button icon="settlement" onPress={() => navigation.go('settlement')}>
        {t('batch.toSettlement')}
      </Button>
      <Button icon="queue" onPress={() => navigation.go('queue')}>
        {t('screen.queue')}
      </Button>
    </Empty>
  );
}

function reviewColumns(
  texts: Texts,
  nameOf: (actor: string) => string,
): readonly Column<ReviewRow>[] {
  const { t, code, format } = texts;
  return [
    {
      key: 'heldSince',
      title: t('column.heldSince'),
      width: { least: 108, yields: 1 },
      content: ({ heldSince }) => ({ text: format.moment(heldSince) }),
    },
    {
      key: 'amount',
      title: t('column.amount'),
      width: { least: 132 },
      align: 'end',
      content: ({ amount }) => amountCell(amount, format),
    },
    {
      key: 'reason',
      title: t('column.why'),
      width: { least: 190, share: 3 },
      look: 'soft',
      content: (row) => {
        const { remindedAt, absentSigners } = row;
        const reminded =
          remindedAt === null ? [] : [t('signing.reminded', { when: format.moment(remindedAt) })];
        const reason = [reasonText(row, code), ...reminded].join(' · ');
        const absent = { of: absentSigners, isDecided: true };
        const after = awayShortly(absent, texts, nameOf);
        if (after === null) return { text: reason };
        const title = onlyAbsentWords(absent, texts, nameOf) ?? after;
        return { text: reason, after, title, mark: { icon: 'clock', tone: 'wait' } };
      },
    },
    {
      key: 'creditorName',
      title: t('column.creditor'),
      width: { least: 100, share: 1.4, yields: 2 },
      look: 'name',
      content: ({ creditorName, creditorAccount }) => ({
        text: creditorName ?? creditorAccount ?? '',
      }),
    },
    {
      key: 'debtor',
      title: t('column.debtor'),
      width: { least: 90, share: 1.1, yields: 3 },
      look: 'name',
      content: ({ debtorName, debtorAccount }) => ({ text: debtorName ?? debtorAccount ?? '' }),
    },
    {
      key: 'signatures',
      title: t('column.signatures'),
      width: { least: 70 },
      align: 'end',
      content: ({ needsTwoPersons }) => ({ text: format.count(needsTwoPersons ? 2 : 1) }),
    },
  ];
}
