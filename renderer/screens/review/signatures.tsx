// What waits for this person's signature: each payment as its effect (what leaves, to whom, against
// what is usual), signed for exactly what is shown, or sent back with a reason.
import { useEffect, useMemo, useRef, useState } from 'react';
import { useStore } from 'zustand';
import { CarriedDialog } from '../../carried/carried-dialog.tsx';
import { HandOversButton } from '../../carried/hand-overs-button.tsx';
import { TakeOut } from '../../carried/take-out.tsx';
import { Amount } from '../../components/amount.tsx';
import { Button } from '../../components/button.tsx';
import { Empty, Message } from '../../components/message.tsx';
import { Split } from '../../components/split.tsx';
import { useConsole } from '../../context.ts';
import { drawFullAccount } from '../../full-account.tsx';
import { useNames } from '../../use-names.ts';
import { useTexts } from '../../use-texts.ts';
import { BulkBar, ChooseBox } from './bulk-bar.tsx';
import { type Choice, createChoice } from './choice.ts';
import { OnlyAbsent, OnlyAbsentMark } from './only-absent.tsx';
import { OverridePanel } from './override-panel.tsx';
import { Reminded, useReminding } from './remind.tsx';
import { Requests } from './requests.tsx';
import styles from './review-screen.module.css';
import { ShownPayment } from './shown-payment.tsx';
import { createSignatureStore, type SignatureStore, type WaitingRow } from './signature-store.ts';
import { whyNotWords } from './why-not.ts';
import { WordPanel } from './word-panel.tsx';

export function Signatures() {
  const choice = useMemo(createChoice, []);
  return (
    <>
      <ByFile />
      <BulkBar choice={choice} />
      <Requests choice={choice} />
      <Payments choice={choice} />
    </>
  );
}

/** The way to what was carried here by file, whatever waits in this book. */
function ByFile() {
  const { t } = useTexts();
  const [isOpen, setOpen] = useState(false);
  return (
    <div className={styles.toolbar}>
      <span>{t('carried.lead')}</span>
      <Button icon="file" onPress={() => setOpen(true)}>
        {t('carried.title')}
      </Button>
      <HandOversButton />
      {isOpen && <CarriedDialog onClose={() => setOpen(false)} />}
    </div>
  );
}

function Payments({ choice }: { readonly choice: Choice }) {
  const { t, format } = useTexts();
  const { office } = useConsole();
  const store = useMemo(() => createSignatureStore(office), [office]);
  const { list, openId } = useStore(store.state);
  useEffect(() => {
    if (list !== null)
      choice.offer(
        'payment',
        list.rows.map(({ paymentId }) => paymentId),
      );
  }, [choice, list]);
  const region = useRef<HTMLDivElement | null>(null);
  useEffect(() => store.listen(), [store]);
  const back = () => {
    store.close();
    region.current?.querySelector<HTMLElement>('button')?.focus();
  };
  if (list === null) return <p className={styles.pending}>{t('loading')}</p>;
  if (list.total === 0) {
    return (
      <Empty icon="check" text={{ primary: t('signing.none'), detail: t('signing.noneDetail') }} />
    );
  }
  return (
    <Split
      detailTitle={t('signing.detail')}
      onClose={back}
      detail={openId === null ? null : <Detail store={store} onSaid={back} />}
    >
      <div className={styles.waiting} ref={region}>
        <p role="status">{t('signing.mine', { count: list.mine, number: String(list.mine) })}</p>
        <ul aria-label={t('signing.title')}>
          {list.rows.map((row) => (
            <li key={row.paymentId} className={styles.chosen}>
              <ChooseBox
                choice={choice}
                named={{ kind: 'payment', id: row.paymentId }}
                label={`${format.money(row.amount)} ${row.creditorName ?? row.creditorAccount ?? ''}`}
              />
              <WaitingLine row={row} isOpen={row.paymentId === openId} store={store} />
            </li>
          ))}
        </ul>
      </div>
    </Split>
  );
}

function WaitingLine({
  row,
  isOpen,
  store,
}: {
  readonly row: WaitingRow;
  readonly isOpen: boolean;
  readonly store: SignatureStore;
}) {
  const { t, code } = useTexts();
  const nameOf = useNames();
  const { amount, creditorName, creditorAccount, debtorName, debtorAccount, reason, cannot } = row;
  const { remindedAt, absentSigners } = row;
  return (
    <button
      type="button"
      className={styles.line}
      aria-expanded={isOpen}
      onClick={() => store.open(row.paymentId)}
    >
      <b>
        <Amount money={amount} />
      </b>
      <span>
        {t('signing.fromTo', {
          from: debtorName ?? debtorAccount,
          to: creditorName ?? creditorAccount ?? '',
        })}
      </span>
      <small>
        {reason === null ? '' : `${code('reason', reason)} · `}
        {cannot === null
          ? t('signing.yours')
          : whyNotWords({ cannot, inPlaceOf: row.inPlaceOf }, t, nameOf)}
      </small>
      <Reminded at={remindedAt} />
      <OnlyAbsentMark of={absentSigners} />
    </button>
  );
}

function Remind({ paymentId }: { readonly paymentId: number }) {
  const { button, trouble } = useReminding(paymentId);
  return (
    <>
      {button !== null && <div className={styles.actions}>{button}</div>}
      {trouble}
    </>
  );
}

function Detail({
  store,
  onSaid,
}: {
  readonly store: SignatureStore;
  readonly onSaid: () => void;
}) {
  const { t } = useTexts();
  const nameOf = useNames();
  const { view, gone, openId } = useStore(store.state);
  if (gone) return <Message tone="info" text={{ primary: t('signing.gone') }} />;
  if (view === null || openId === null) return <p className={styles.pending}>{t('loading')}</p>;
  return (
    <article className={styles.decision} aria-label={t('signing.detail')}>
      <ShownPayment
        view={view}
        lapsed={view.lapsed}
        drawAccount={drawFullAccount}
        nameOf={nameOf}
      />
      <Reminded at={view.remindedAt} />
      <TakeOut thing={{ kind: 'payment', id: openId }} />
      {view.cannot === null ? (
        <WordPanel key={view.shown} view={view} onSaid={() => void store.said().then(onSaid)} />
      ) : (
        <>
          <Message
            tone="wait"
            text={{
              primary: t('signing.another'),
              detail: whyNotWords({ ...view, cannot: view.cannot }, t, nameOf),
            }}
          />
          <OnlyAbsent of={view.absentSigners} />
          <Remind paymentId={openId} />
          <OverridePanel
            key={view.shown}
            kind="payment"
            id={openId}
            shown={view.shown}
            cannot={view.cannot}
            onDone={() => void store.said().then(onSaid)}
          />
        </>
      )}
    </article>
  );
}
