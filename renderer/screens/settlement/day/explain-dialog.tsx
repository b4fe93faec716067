// Says why our word and the rail's differ: the break with what it comes to, and the reason, which waits
// for another person before it counts.
import { useState } from 'react';
import type { Money } from '../../../../main/domain/money.ts';
import { DeedDialog } from '../../../components/deed-dialog.tsx';
import { WordsField } from '../../../components/field.tsx';
import { useOffice } from '../../../context.ts';
import { useDeed } from '../../../use-deed.ts';
import { useTexts } from '../../../use-texts.ts';

export type OpenBreak = {
  readonly breakId: number;
  readonly reference: string;
  readonly money: Money;
};

export function ExplainDialog({
  open,
  onClose,
}: {
  readonly open: OpenBreak;
  readonly onClose: () => void;
}) {
  const { t, format } = useTexts();
  const office = useOffice();
  const deed = useDeed();
  const [reason, setReason] = useState('');
  const { breakId, reference, money } = open;
  async function run() {
    const explained = await deed.run((submissionId) =>
      office.ask((client) => client.explainBreak({ submissionId, breakId, reason: reason.trim() })),
    );
    if (explained !== null) onClose();
  }
  return (
    <DeedDialog
      title={t('settlement.day.explainTitle', { reference })}
      confirm={t('settlement.day.explainThis')}
      deed={deed}
      canConfirm={reason.trim() !== ''}
      onConfirm={() => void run()}
      onClose={onClose}
    >
      <p>{t('settlement.day.explainDetail', { amount: format.money(money) })}</p>
      <WordsField label={t('settlement.day.explainReason')} value={reason} onChange={setReason} />
    </DeedDialog>
  );
}
