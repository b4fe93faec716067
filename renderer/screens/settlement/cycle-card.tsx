// One settlement cycle: its payments, its position, and the steps from open over closed to settled
// or, where the rail did not settle it, back.
import { useState } from 'react';
import { Amount } from '../../components/amount.tsx';
import { Button } from '../../components/button.tsx';
import { Mark } from '../../components/status.tsx';
import { useConsole, useIsReady, useMay } from '../../context.ts';
import { useTexts } from '../../use-texts.ts';
import { Blocks } from './blocks.tsx';
import { CycleDialog } from './cycle-dialog.tsx';
import { InwardDialog } from './inward-dialog.tsx';
import styles from './settlement-screen.module.css';
import type { SettlementView } from './settlement-screen.tsx';
import { UnwindDialog } from './unwind-dialog.tsx';

type Cycle = SettlementView['cycles'][number];

const LOOKS = {
  open: { icon: 'clock', tone: 'going' },
  closed: { icon: 'lock', tone: 'wait' },
  settled: { icon: 'double', tone: 'good' },
  unwound: { icon: 'undo', tone: 'still' },
} as const;

/** Where a cycle stands, as a mark. */
export function CycleState({ state }: Pick<Cycle, 'state'>) {
  const { t } = useTexts();
  return <Mark {...LOOKS[state]} word={t(`settlement.state.${state}`)} />;
}

export function CycleCard({
  cycle,
  onDone,
}: {
  readonly cycle: Cycle;
  readonly onDone: () => void;
}) {
  const { t } = useTexts();
  const ready = useIsReady();
  const may = useMay('closeCycle');
  const [asked, setAsked] = useState<'close' | 'settle' | null>(null);
  const { state, currency } = cycle;
  const money = (minor: bigint) => ({ minor, currency });
  const step = state === 'open' ? 'close' : 'settle';
  const blocked = cycle.blocks.some(({ code }) => code === 'cycle_is_empty');
  return (
    <article className={styles.cycle} data-state={state}>
      <header>
        <h3>{t('settlement.cycle', { cycle: cycle.cycleId, currency })}</h3>
        <CycleState state={state} />
      </header>
      <p className={styles.position}>
        <span className={styles.positionName}>{t('settlement.position')}</span>
        <b>
          <Amount money={money(cycle.netPosition)} />
        </b>
        <small>{t(state === 'unwound' ? 'settlement.fell' : direction(cycle.netPosition))}</small>
      </p>
      <Figures cycle={cycle} />
      <CycleItems cycle={cycle} />
      <Blocks blocks={cycle.blocks} currency={currency} />
      {(state === 'open' || state === 'closed') && (
        <div className={styles.actions}>
          <Button
            kind="primary"
            icon={state === 'open' ? 'lock' : 'double'}
            isDisabled={!ready || !may || blocked}
            onPress={() => setAsked(step)}
          >
            {t(`settlement.${step}`)}
          </Button>
          {state === 'closed' && <Unwinding cycle={cycle} onDone={onDone} />}
        </div>
      )}
      <InwardMoney cycle={cycle} />
      {asked !== null && (
        <CycleDialog
          cycle={cycle}
          step={asked}
          onClose={(done) => {
            setAsked(null);
            if (done) onDone();
          }}
        />
      )}
    </article>
  );
}

/** The way back of a closed cycle that the rail did not settle. */
function Unwinding({ cycle, onDone }: { readonly cycle: Cycle; readonly onDone: () => void }) {
  const { t } = useTexts();
  const ready = useIsReady();
  const may = useMay('unwindCycle');
  const [asked, setAsked] = useState(false);
  return (
    <>
      <Button icon="undo" isDisabled={!ready || !may} onPress={() => setAsked(true)}>
        {t('settlement.unwind')}
      </Button>
      {asked && (
        <UnwindDialog
          cycle={cycle}
          onClose={(done) => {
            setAsked(false);
            if (done) onDone();
          }}
        />
      )}
    </>
  );
}

function Figures({ cycle }: { readonly cycle: Cycle }) {
  const { t, format } = useTexts();
  const money = (minor: bigint) => ({ minor, currency: cycle.currency });
  return (
    <dl className={styles.figures}>
      <dt>{t('settlement.items')}</dt>
      <dd>{format.count(cycle.items)}</dd>
      <dt>{t('settlement.grossOut')}</dt>
      <dd>
        <Amount money={money(cycle.grossOut)} bare />
      </dd>
      <dt>{t('settlement.grossIn')}</dt>
      <dd>
        <Amount money={money(cycle.grossIn)} bare />
      </dd>
      <dt>{t('settlement.date')}</dt>
      <dd>{format.date(cycle.settlementDate)}</dd>
    </dl>
  );
}

/** What came in with a closed cycle waits for its payees. */
function InwardMoney({ cycle }: { readonly cycle: Cycle }) {
  const { t } = useTexts();
  const ready = useIsReady();
  const may = useMay('applyInward');
  const [asked, setAsked] = useState(false);
  const cameIn = cycle.state === 'closed' || cycle.state === 'settled';
  if (!cameIn || cycle.grossIn === 0n) return null;
  return (
    <>
      <div className={styles.actions}>
        <Button icon="plus" isDisabled={!ready || !may} onPress={() => setAsked(true)}>
          {t('settlement.applyInward')}
        </Button>
      </div>
      {asked && <InwardDialog cycle={cycle} onClose={() => setAsked(false)} />}
    </>
  );
}

function direction(netPosition: bigint) {
  if (netPosition < 0n) return 'settlement.weOwe' as const;
  return netPosition > 0n ? ('settlement.weReceive' as const) : ('settlement.level' as const);
}

/** The payments of the cycle by the batches they came in; each line opens its list. */
function CycleItems({ cycle }: { readonly cycle: Cycle }) {
  const { t, format } = useTexts();
  const { navigation } = useConsole();
  if (cycle.batches.length === 0) return null;
  const status = cycle.state === 'settled' ? 'settled' : 'acknowledged';
  return (
    <table className={styles.items}>
      <caption>{t('settlement.byBatch')}</caption>
      <tbody>
        {cycle.batches.map(({ batchId, payments, amount }) => (
          <tr key={batchId}>
            <td>
              <button
                type="button"
                className={styles.link}
                onClick={() =>
                  navigation.showPayments({
                    batchId,
                    currency: cycle.currency,
                    statuses: [status],
                  })
                }
              >
                {t('batch.number', { batchId })}
              </button>
            </td>
            <td>{t('payments', { count: payments, number: format.count(payments) })}</td>
            <td className={styles.number}>
              <Amount money={{ minor: amount, currency: cycle.currency }} bare />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
