// A clearing house's desk: where its participants stand against caps and cover, the cycle in hand, and
// the cycles that were settled.
import { useCallback, useEffect, useState } from 'react';
import { useStore } from 'zustand';
import type { Output } from '../../../preload/contract/contract.ts';
import { Amount } from '../../components/amount.tsx';
import { Button } from '../../components/button.tsx';
import { DeedDialog } from '../../components/deed-dialog.tsx';
import { Empty } from '../../components/message.tsx';
import { PickButton } from '../../components/pick-button.tsx';
import { Mark } from '../../components/status.tsx';
import { useIsReady, useMay, useOffice } from '../../context.ts';
import { throttled } from '../../throttle.ts';
import { useDeed } from '../../use-deed.ts';
import { useTexts } from '../../use-texts.ts';
import { AccountsPanel } from '../batch/accounts-panel.tsx';
import type { BatchStore } from '../batch/batch-store.ts';
import { LedgerDay } from './day/ledger-day.tsx';
import styles from './settlement-screen.module.css';

type ClearingView = Output<'clearingView'>;
type InHand = ClearingView['inHand'][number];

const LOOK_EVERY = 800;

/** What the house's book holds now, and how to look again. */
function useClearing(): readonly [ClearingView | null, () => void] {
  const office = useOffice();
  const [view, setView] = useState<ClearingView | null>(null);
  const read = useCallback(async () => {
    const reply = await office.ask((client) => client.clearingView({}));
    if (reply.ok) setView(reply.value);
  }, [office]);
  useEffect(() => {
    const look = throttled(() => void read(), LOOK_EVERY, office.later);
    look();
    const stops = [office.onChanged('accounts', look), office.onChanged('cycles', look)];
    return () => {
      for (const stop of stops) stop();
    };
  }, [office, read]);
  return [view, () => void read()];
}

export function ClearingDesk({ store }: { readonly store: BatchStore }) {
  const { t } = useTexts();
  const accounts = useStore(store.state, (state) => state.accounts);
  const [view, read] = useClearing();
  if (view === null) return <p className={styles.pending}>{t('loading')}</p>;
  const { participants, inHand, settled } = view;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region is reached by Tab
    <section className={styles.screen} tabIndex={0} aria-label={t('screen.settlement')}>
      {accounts !== null && <AccountsPanel store={store} accounts={accounts} />}
      {participants.length === 0 ? (
        <NoParticipants store={store} />
      ) : (
        <>
          <h2 className={styles.heading}>{t('settlement.cycles')}</h2>
          <div className={styles.cycles}>
            {inHand.map((cycle) => (
              <CycleInHand key={cycle.currency} cycle={cycle} onDone={read} />
            ))}
          </div>
          <Participants participants={participants} />
          <div className={styles.actions}>
            <PickParticipants store={store} />
          </div>
          <SettledCycles settled={settled} />
        </>
      )}
      <LedgerDay />
    </section>
  );
}

/** The shape of the list by which participants come in. */
const SAMPLE = `account,name,currency,kind,openingBalance,accountLimit
2410/CIELFRPPXXX,Banque du Ciel,EUR,participant_position,0,5000000.00
2420/CIELFRPPXXX,Banque du Ciel,EUR,participant_settlement,1000000.00,0`;

function NoParticipants({ store }: { readonly store: BatchStore }) {
  const { t } = useTexts();
  return (
    <>
      <Empty
        icon="settlement"
        text={{ primary: t('clearing.none'), detail: t('clearing.noneDetail') }}
      >
        <PickParticipants store={store} />
      </Empty>
      <pre className={styles.sample}>{SAMPLE}</pre>
    </>
  );
}

function PickParticipants({ store }: { readonly store: BatchStore }) {
  const { t } = useTexts();
  const may = useMay('openAccounts');
  return (
    <PickButton
      label={t('clearing.pick')}
      accept=".csv,.gz"
      isDisabled={!may}
      onFile={(file) => store.importAccounts(file)}
    />
  );
}

function Participants({ participants }: Pick<ClearingView, 'participants'>) {
  const { t, format } = useTexts();
  return (
    <section aria-label={t('clearing.participants')}>
      <h2 className={styles.heading}>{t('clearing.participants')}</h2>
      <table className={styles.positions} data-wide>
        <thead>
          <tr>
            <th>{t('clearing.participant')}</th>
            {(['position', 'pending', 'cap', 'available', 'cover'] as const).map((column) => (
              <th key={column} className={styles.number}>
                {t(`clearing.${column}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {participants.map(({ participant, name, currency, shortfall, ...amounts }) => (
            <tr key={`${participant}${currency}`}>
              <td>
                {name} <code>{participant}</code>
                {shortfall > 0n && (
                  <Mark
                    tone="bad"
                    icon="alert"
                    word={t('clearing.short', {
                      amount: format.money({ minor: shortfall, currency }),
                    })}
                  />
                )}
              </td>
              {(['position', 'pending', 'cap', 'available', 'cover'] as const).map((column) => (
                <td key={column} className={styles.number}>
                  <Amount money={{ minor: amounts[column], currency }} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

/** Currencies whose settlement waits for another person's signature, as far as this person is told. */
function useAsked(): ReadonlySet<string> {
  const office = useOffice();
  const [asked, setAsked] = useState<ReadonlySet<string>>(new Set());
  useEffect(() => {
    const read = async () => {
      const reply = await office.ask((client) => client.requestList({}));
      if (!reply.ok) return;
      const settling = reply.value.requests.filter(({ deed }) => deed === 'settlePositions');
      const lines = settling.flatMap(({ effect }) => effect);
      setAsked(new Set(lines.filter(({ what }) => what === 'currency').map(({ after }) => after)));
    };
    void read();
    return office.onChanged('requests', () => void read());
  }, [office]);
  return asked;
}

function CycleInHand({ cycle, onDone }: { readonly cycle: InHand; readonly onDone: () => void }) {
  const { t, format } = useTexts();
  const ready = useIsReady();
  const may = useMay('settlePositions');
  const [asked, setAsked] = useState(false);
  const waits = useAsked().has(cycle.currency);
  const { currency, items, gross, moved } = cycle;
  return (
    <article className={styles.cycle}>
      <header>
        <h3>{t('clearing.inHand', { currency })}</h3>
        {waits && <Mark tone="person" icon="pen" word={t('clearing.waits')} />}
      </header>
      <dl className={styles.figures}>
        <dt>{t('clearing.items')}</dt>
        <dd>{format.count(items)}</dd>
        <dt>{t('clearing.gross')}</dt>
        <dd>{format.money({ minor: gross, currency })}</dd>
        <dt>{t('clearing.moves')}</dt>
        <dd>{format.money({ minor: moved, currency })}</dd>
        <dt>{t('clearing.saved')}</dt>
        <dd>{savedOf(cycle, format.percent)}</dd>
      </dl>
      {may && (
        <div className={styles.actions}>
          <Button kind="primary" isDisabled={!ready} onPress={() => setAsked(true)}>
            {t('clearing.settle')}
          </Button>
        </div>
      )}
      {asked && (
        <SettleDialog
          cycle={cycle}
          onClose={() => {
            setAsked(false);
            onDone();
          }}
        />
      )}
    </article>
  );
}

function SettleDialog({
  cycle,
  onClose,
}: {
  readonly cycle: InHand;
  readonly onClose: () => void;
}) {
  const { t, format } = useTexts();
  const office = useOffice();
  const deed = useDeed();
  const { currency, items, moved } = cycle;
  async function run() {
    const done = await deed.run((submissionId) =>
      office.ask((client) => client.settlePositions({ submissionId, currency })),
    );
    if (done !== null) onClose();
  }
  return (
    <DeedDialog
      title={t('clearing.settleTitle', { currency })}
      confirm={t('clearing.settle')}
      deed={deed}
      onConfirm={() => void run()}
      onClose={onClose}
    >
      <p className={styles.statement}>
        {t('clearing.sentence', {
          count: items,
          number: format.count(items),
          amount: format.money({ minor: moved, currency }),
        })}
      </p>
      <p>{t('clearing.settleDetail')}</p>
    </DeedDialog>
  );
}

/** The share of the gross that need not move, in thousandths: a picture, not an amount. */
function savedOf(
  { gross, moved }: Pick<InHand, 'gross' | 'moved'>,
  percent: (share: number) => string,
): string {
  return gross === 0n ? '–' : percent(Number(((gross - moved) * 1000n) / gross) / 1000);
}

function SettledCycles({ settled }: Pick<ClearingView, 'settled'>) {
  const { t, format } = useTexts();
  return (
    <section aria-label={t('clearing.settled')}>
      <h2 className={styles.heading}>{t('clearing.settled')}</h2>
      {settled.length === 0 && <p className={styles.none}>{t('clearing.noneSettled')}</p>}
      {settled.length > 0 && (
        <table className={styles.positions} data-wide>
          <thead>
            <tr>
              <th>{t('clearing.at')}</th>
              {(['of', 'items', 'gross', 'moved', 'saved'] as const).map((column) => (
                <th key={column} className={styles.number}>
                  {t(`clearing.${column}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {settled.map(({ deed, at, currency, participants, items, gross, moved }) => (
              <tr key={`${deed}${currency}`}>
                <td>{format.dateTime(at)}</td>
                <td className={styles.number}>{format.count(participants)}</td>
                <td className={styles.number}>{format.count(items)}</td>
                <td className={styles.number}>
                  <Amount money={{ minor: gross, currency }} />
                </td>
                <td className={styles.number}>
                  <Amount money={{ minor: moved, currency }} />
                </td>
                <td className={styles.number}>{savedOf({ gross, moved }, format.percent)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}
