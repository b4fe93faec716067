// The cycles of settlement: those of the open business day and whatever has not ended yet as cards,
// those of the days before as rows that open.
import { Fragment, useState } from 'react';
import { Amount } from '../../components/amount.tsx';
import { useOfficeState } from '../../context.ts';
import { useTexts } from '../../use-texts.ts';
import { CycleCard, CycleState } from './cycle-card.tsx';
import styles from './settlement-screen.module.css';
import type { SettlementView } from './settlement-screen.tsx';

type Cycle = SettlementView['cycles'][number];

type Shown = { readonly cycles: readonly Cycle[]; readonly onDone: () => void };

export function Cycles({ cycles, onDone }: Shown) {
  const { t } = useTexts();
  const today = useOfficeState(({ businessDate }) => businessDate ?? '');
  const isBefore = ({ state, settlementDate }: Cycle): boolean =>
    (state === 'settled' || state === 'unwound') && settlementDate < today;
  const inHand = cycles.filter((cycle) => !isBefore(cycle));
  return (
    <>
      <h2 className={styles.heading}>{t('settlement.cycles')}</h2>
      {inHand.length === 0 && <p className={styles.none}>{t('settlement.noCycle')}</p>}
      <div className={styles.cycles}>
        {inHand.map((cycle) => (
          <CycleCard key={cycle.cycleId} cycle={cycle} onDone={onDone} />
        ))}
      </div>
      <EndedBefore cycles={cycles.filter(isBefore)} onDone={onDone} />
    </>
  );
}

function EndedBefore({ cycles, onDone }: Shown) {
  const { t, format } = useTexts();
  const [opened, setOpened] = useState<number | null>(null);
  if (cycles.length === 0) return null;
  return (
    <section className={styles.before} aria-label={t('settlement.before')}>
      <h2 className={styles.heading}>{t('settlement.before')}</h2>
      <table className={styles.positions} data-wide>
        <thead>
          <tr>
            <th>{t('settlement.date')}</th>
            <th>{t('settlement.cycleName')}</th>
            <th>{t('settlement.day.state')}</th>
            {(['items', 'grossOut', 'grossIn', 'position'] as const).map((column) => (
              <th key={column} className={styles.number}>
                {t(`settlement.${column}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {cycles.map((cycle) => {
            const { cycleId, currency, settlementDate, state, items } = cycle;
            const isOpened = opened === cycleId;
            return (
              <Fragment key={cycleId}>
                <tr>
                  <td>{format.date(settlementDate)}</td>
                  <td>
                    <button
                      type="button"
                      className={styles.link}
                      aria-expanded={isOpened}
                      onClick={() => setOpened(isOpened ? null : cycleId)}
                    >
                      {t('settlement.cycle', { cycle: cycleId, currency })}
                    </button>
                  </td>
                  <td>
                    <CycleState state={state} />
                  </td>
                  <td className={styles.number}>{format.count(items)}</td>
                  {(['grossOut', 'grossIn', 'netPosition'] as const).map((column) => (
                    <td key={column} className={styles.number}>
                      <Amount money={{ minor: cycle[column], currency }} bare />
                    </td>
                  ))}
                </tr>
                {isOpened && (
                  <tr>
                    <td colSpan={7}>
                      <CycleCard cycle={cycle} onDone={onDone} />
                    </td>
                  </tr>
                )}
              </Fragment>
            );
          })}
        </tbody>
      </table>
    </section>
  );
}
