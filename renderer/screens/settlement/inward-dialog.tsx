// Inward money of a closed cycle, applied to a payee's account or to unapplied funds. What was booked
// is named.
import { useState } from 'react';
import { DeedDialog } from '../../components/deed-dialog.tsx';
import { TextField } from '../../components/field.tsx';
import { Message } from '../../components/message.tsx';
import { useOffice } from '../../context.ts';
import { readAmount } from '../../format.ts';
import { useDeed } from '../../use-deed.ts';
import { useTexts } from '../../use-texts.ts';
import type { SettlementView } from './settlement-screen.tsx';

export function InwardDialog({
  cycle: { cycleId, currency, grossIn },
  onClose,
}: {
  readonly cycle: SettlementView['cycles'][number];
  readonly onClose: () => void;
}) {
  const { t, format } = useTexts();
  const office = useOffice();
  const deed = useDeed();
  const [account, setAccount] = useState('');
  const [typed, setTyped] = useState('');
  const [booked, setBooked] = useState<number | null>(null);
  const amount = readAmount(typed, currency);
  async function run() {
    if (amount === null) return;
    const number = account.replace(/\s/g, '').toUpperCase();
    const payee = number === '' ? null : number;
    const done = await deed.run((submissionId) =>
      office.ask((client) => client.applyInward({ submissionId, cycleId, account: payee, amount })),
    );
    if (done === null) return;
    setBooked(done.entryId);
    setTyped('');
  }
  return (
    <DeedDialog
      title={t('settlement.applyInwardTitle', { cycle: cycleId, currency })}
      confirm={t('settlement.applyInward')}
      deed={deed}
      canConfirm={amount !== null && amount > 0n}
      isOver={booked !== null}
      onConfirm={() => void run()}
      onClose={onClose}
    >
      <p>
        {t('settlement.applyInwardDetail', { grossIn: format.money({ minor: grossIn, currency }) })}
      </p>
      <TextField
        label={t('settlement.applyInwardAccount')}
        hint={t('settlement.applyInwardAccountHint')}
        most={40}
        value={account}
        onChange={setAccount}
      />
      <TextField
        label={t('settlement.applyInwardAmount')}
        most={40}
        inputMode="decimal"
        value={typed}
        onChange={(text) => {
          setTyped(text);
          setBooked(null);
        }}
      />
      {booked !== null && (
        <Message tone="good" text={{ primary: t('settlement.applied', { entryId: booked }) }} />
      )}
    </DeedDialog>
  );
}
