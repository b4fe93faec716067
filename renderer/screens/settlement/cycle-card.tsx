// One settlement cycle: its payments, its position, and the steps from open over closed to settled.
import { useState } from 'react';
import { Amount } from '../../components/amount.tsx';
import { Button } from '../../components/button.tsx';
import { ConfirmDialog } from '../../components/dialog.tsx';
import { Field } from '../../components/field.tsx';
import { Message } from '../../components/message.tsx';
import { Mark } from '../../components/status.tsx';
import { useConsole, useIsReady, useMay, useOffice } from '../../context.ts';
import { readAmount } from '../../format.ts';
import { useDeed } from '../../use-deed.ts';
import { useTexts } from '../../use-texts.ts';
import { Blocks } from './blocks.tsx';
import styles from './settlement-screen.module.css';
import type { SettlementView } from './settlement-screen.tsx';

type Cycle = SettlementView['cycles'][number];

const LOOKS = {
  open: { icon: 'clock', tone: 'going' },
  closed: { icon: 'lock', tone: 'wait' },
  settled: { icon: 'double', tone: 'good' },
} as const;

export function CycleCard({
  cycle,
  onDone,
}: {
  readonly cycle: Cycle;
  readonly onDone: () => void;
}) {
  const { t, format } = useTexts();
  const ready = useIsReady();
  const may = useMay('closeCycle');
  const [asked, setAsked] = useState(false);
  const { state, currency, items } = cycle;
  const money = (minor: bigint) => ({ minor, currency });
  const step = state === 'open' ? 'close' : 'settle';
  const blocked = cycle.blocks.some(({ code }) => code === 'cycle_is_empty');
  return (
    <article className={styles.cycle} data-state={state}>
      <header>
        <h3>{t('settlement.cycle', { cycle: cycle.cycleId, currency })}</h3>
        <Mark {...LOOKS[state]} word={t(`settlement.state.${state}`)} />
      </header>
      <p className={styles.position}>
        <span>{t('settlement.position')}</span>
        <b>
          <Amount money={money(cycle.netPosition)} />
        </b>
        <small>{t(direction(cycle.netPosition))}</small>
      </p>
      <dl className={styles.figures}>
        <dt>{t('settlement.items')}</dt>
        <dd>{format.count(items)}</dd>
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
      <CycleItems cycle={cycle} />
      <Blocks blocks={cycle.blocks} currency={currency} />
      {state !== 'settled' && (
        <div className={styles.actions}>
          <Button
            kind="primary"
            icon={state === 'open' ? 'lock' : 'double'}
            isDisabled={!ready || !may || blocked}
            onPress={() => setAsked(true)}
          >
            {t(`settlement.${step}`)}
          </Button>
        </div>
      )}
      {asked && (
        <CycleDialog
          cycle={cycle}
          onClose={(done) => {
            setAsked(false);
            if (done) onDone();
          }}
        />
      )}
    </article>
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

/** Closing takes the inward gross of the rail's report; settling takes the position it advised. */
function CycleDialog({
  cycle,
  onClose,
}: {
  readonly cycle: Cycle;
  readonly onClose: (done: boolean) => void;
}) {
  const { t, format } = useTexts();
  const office = useOffice();
  const deed = useDeed();
  const { cycleId, currency, items, netPosition, grossOut } = cycle;
  const closing = cycle.state === 'open';
  const [typed, setTyped] = useState('');
  const [differs, setDiffers] = useState(false);
  const read = closing && typed.trim() === '' ? 0n : readAmount(typed, currency);
  const valid = read !== null && (!closing || read >= 0n);
  const ours = { minor: netPosition, currency };
  async function run() {
    if (read === null) return;
    if (closing) {
      const done = await deed.run((submissionId) =>
        office.ask((client) => client.closeCycle({ submissionId, cycleId, grossIn: read })),
      );
      if (done !== null) onClose(true);
      return;
    }
    const done = await deed.run((submissionId) =>
      office.ask((client) => client.settleCycle({ submissionId, cycleId, advised: read })),
    );
    if (done === null) return;
    if (done.settled) onClose(true);
    else setDiffers(true);
  }
  const step = closing ? 'close' : 'settle';
  return (
    <ConfirmDialog
      title={t(`settlement.${step}Title`, { cycle: cycleId, currency })}
      confirm={t(deed.busy ? 'checking' : `settlement.${step}`)}
      cancel={t('cancel')}
      busy={deed.busy}
      canConfirm={valid}
      onConfirm={() => void run()}
      onCancel={() => onClose(differs)}
    >
      <p className={styles.statement}>
        {t('settlement.cycleMoves', {
          count: items,
          number: format.count(items),
          amount: format.money({ minor: grossOut, currency }),
        })}
      </p>
      <p>{t(`settlement.${step}Detail`)}</p>
      <Field
        label={t(closing ? 'settlement.grossInLabel' : 'settlement.advisedLabel')}
        hint={
          closing
            ? t('settlement.grossInHint')
            : t('settlement.advisedHint', { ours: format.money(ours) })
        }
      >
        {(ids) => (
          <input
            {...ids}
            inputMode="decimal"
            value={typed}
            placeholder={closing ? format.amount({ minor: 0n, currency }) : ''}
            onChange={(event) => setTyped(event.target.value)}
          />
        )}
      </Field>
      {!closing && (
        <div className={styles.actions}>
          <Button onPress={() => setTyped(format.amount(ours))}>{t('settlement.asOurs')}</Button>
        </div>
      )}
      {differs && (
        <Message
          tone="bad"
          text={{ primary: t('settlement.differs'), detail: t('settlement.differsDetail') }}
        />
      )}
      {deed.trouble !== null && <Message tone="bad" text={deed.trouble} />}
    </ConfirmDialog>
  );
}
