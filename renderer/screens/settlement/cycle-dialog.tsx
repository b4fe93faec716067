// The question before a cycle is closed or settled: how many payments, how much money, and what the
// rail stated.
import { useState } from 'react';
import { Button } from '../../components/button.tsx';
import { DeedDialog } from '../../components/deed-dialog.tsx';
import { TextField } from '../../components/field.tsx';
import { Message } from '../../components/message.tsx';
import { useOffice } from '../../context.ts';
import { readAmount } from '../../format.ts';
import { useDeed } from '../../use-deed.ts';
import { useTexts } from '../../use-texts.ts';
import styles from './settlement-screen.module.css';
import type { SettlementView } from './settlement-screen.tsx';

type Cycle = SettlementView['cycles'][number];

/** What a cycle is asked to do. */
type Step = 'close' | 'settle';

/**
 * Closing takes the inward gross of the rail's report; settling takes the position it advised. The
 * step stays as it was asked for: a cycle that somebody else closes meanwhile is refused, and never
 * makes another question of what stands under a person's hand.
 */
export function CycleDialog({
  cycle,
  step,
  onClose,
}: {
  readonly cycle: Cycle;
  readonly step: Step;
  readonly onClose: (done: boolean) => void;
}) {
  const { t, format } = useTexts();
  const office = useOffice();
  const deed = useDeed();
  const { cycleId, currency, items, grossOut } = cycle;
  const closing = step === 'close';
  const [typed, setTyped] = useState('');
  const [differs, setDiffers] = useState(false);
  const read = closing && typed.trim() === '' ? 0n : readAmount(typed, currency);
  const valid = read !== null && (!closing || read >= 0n);
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
  return (
    <DeedDialog
      title={t(`settlement.${step}Title`, { cycle: cycleId, currency })}
      confirm={t(`settlement.${step}`)}
      deed={deed}
      canConfirm={valid}
      onConfirm={() => void run()}
      onClose={() => onClose(differs)}
    >
      <p className={styles.statement}>
        {t('settlement.cycleMoves', {
          count: items,
          number: format.count(items),
          amount: format.money({ minor: grossOut, currency }),
        })}
      </p>
      <p>{t(`settlement.${step}Detail`)}</p>
      <StatedAmount cycle={cycle} closing={closing} typed={typed} onChange={setTyped} />
      {differs && (
        <Message
          tone="bad"
          text={{ primary: t('settlement.differs'), detail: t('settlement.differsDetail') }}
        />
      )}
    </DeedDialog>
  );
}

/** What the rail said, typed in from its report: inward gross to close, net position to settle. */
function StatedAmount({
  cycle: { currency, netPosition },
  closing,
  typed,
  onChange,
}: {
  readonly cycle: Cycle;
  readonly closing: boolean;
  readonly typed: string;
  readonly onChange: (typed: string) => void;
}) {
  const { t, format } = useTexts();
  const ours = { minor: netPosition, currency };
  return (
    <>
      <TextField
        label={t(closing ? 'settlement.grossInLabel' : 'settlement.advisedLabel')}
        hint={
          closing
            ? t('settlement.grossInHint')
            : t('settlement.advisedHint', { ours: format.money(ours) })
        }
        most={40}
        inputMode="decimal"
        value={typed}
        placeholder={closing ? format.amount({ minor: 0n, currency }) : ''}
        onChange={onChange}
      />
      {!closing && (
        <div className={styles.actions}>
          <Button onPress={() => onChange(format.amount(ours))}>{t('settlement.asOurs')}</Button>
        </div>
      )}
    </>
  );
}
