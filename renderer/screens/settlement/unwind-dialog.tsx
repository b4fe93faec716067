// The question before a closed cycle is unwound: what its closing booked turned round, how many
// payments go on to the next cycle, and what the rail said, which stays in the trail.
import { useState } from 'react';
import { ConfirmDialog } from '../../components/dialog.tsx';
import { WordsField } from '../../components/field.tsx';
import { Message } from '../../components/message.tsx';
import { useOffice } from '../../context.ts';
import { useDeed } from '../../use-deed.ts';
import { useTexts } from '../../use-texts.ts';
import { EntryEffect, useEntry } from './entry-effect.tsx';
import styles from './settlement-screen.module.css';
import type { SettlementView } from './settlement-screen.tsx';

export function UnwindDialog({
  cycle,
  onClose,
}: {
  readonly cycle: SettlementView['cycles'][number];
  readonly onClose: (done: boolean) => void;
}) {
  const { t, format } = useTexts();
  const office = useOffice();
  const deed = useDeed();
  const [remark, setRemark] = useState('');
  const { cycleId, currency, items, grossOut, closeEntry } = cycle;
  // An empty cycle was closed without an entry: there is nothing to take back.
  const { postings, trouble } = useEntry(closeEntry === 0 ? null : closeEntry);
  async function run() {
    const done = await deed.run((submissionId) =>
      office.ask((client) => client.unwindCycle({ submissionId, cycleId, remark: remark.trim() })),
    );
    if (done !== null) onClose(true);
  }
  return (
    <ConfirmDialog
      title={t('settlement.unwindTitle', { cycle: cycleId, currency })}
      confirm={t(deed.busy ? 'checking' : 'settlement.unwind')}
      cancel={t('cancel')}
      busy={deed.busy}
      canConfirm={remark.trim() !== '' && (closeEntry === 0 || postings !== null)}
      onConfirm={() => void run()}
      onCancel={() => onClose(false)}
    >
      <p className={styles.statement}>
        {t('settlement.unwindMoves', {
          count: items,
          number: format.count(items),
          amount: format.money({ minor: grossOut, currency }),
        })}
      </p>
      <p>{t('settlement.unwindDetail')}</p>
      {trouble !== null && <Message tone="bad" text={trouble} />}
      {postings !== null && <EntryEffect postings={postings} />}
      <WordsField label={t('settlement.unwindReason')} value={remark} onChange={setRemark} />
      {deed.trouble !== null && <Message tone="bad" text={deed.trouble} />}
    </ConfirmDialog>
  );
}
