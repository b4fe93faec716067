// The question before a rail's refusal of one booked payment is recorded: who gets how much back, and
// the reason that the rail gave.
import { useState } from 'react';
import { Amount } from '../../components/amount.tsx';
import { DeedDialog } from '../../components/deed-dialog.tsx';
import { Field } from '../../components/field.tsx';
import { useOffice } from '../../context.ts';
import { useDeed } from '../../use-deed.ts';
import { useTexts } from '../../use-texts.ts';
import type { Trail } from './queue-store.ts';

/** What rails answer a single credit transfer with (ISO 20022 external status reasons). */
const RAIL_REASONS = ['AC01', 'AC04', 'AC06', 'AM05', 'BE04', 'MS03', 'RR04', 'NARR'] as const;

export function RejectDialog({
  trail,
  onClose,
}: {
  readonly trail: Trail;
  readonly onClose: () => void;
}) {
  const { t, code } = useTexts();
  const office = useOffice();
  const deed = useDeed();
  const [reasonCode, setReasonCode] = useState('');
  const { paymentId, debtorName, debtorAccount, amount } = trail.payment;
  async function run() {
    const done = await deed.run((submissionId) =>
      office.ask((client) => client.rejectAcknowledged({ submissionId, paymentId, reasonCode })),
    );
    if (done !== null) onClose();
  }
  return (
    <DeedDialog
      title={t('queue.rejectByRail.title')}
      confirm={t('queue.rejectByRail.confirm')}
      deed={deed}
      canConfirm={reasonCode !== ''}
      onConfirm={() => void run()}
      onClose={onClose}
    >
      <p>
        {debtorName ?? debtorAccount} · <Amount money={amount} />
      </p>
      <p>{t('queue.rejectByRail.detail')}</p>
      <Field label={t('review.reason')}>
        {(ids) => (
          <select
            {...ids}
            value={reasonCode}
            onChange={(event) => setReasonCode(event.target.value)}
          >
            <option value="">{t('review.chooseReason')}</option>
            {RAIL_REASONS.map((each) => (
              <option key={each} value={each}>
                {each} · {code('reasonCode', each)}
              </option>
            ))}
          </select>
        )}
      </Field>
    </DeedDialog>
  );
}
