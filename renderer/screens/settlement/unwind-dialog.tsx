// The question before a closed cycle is unwound: what its closing booked turned round, how many
// payments go on to the next cycle, and what the rail said, which stays in the trail.
import { useState } from 'react';
import { DeedDialog } from '../../components/deed-dialog.tsx';
import { WordsField } from '../../components/field.tsx';
import { Trouble } from '../../components/message.tsx';
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
    <DeedDialog
      title={t('settlement.unwindTitle', { cycle: cycleId, currency })}
      confirm={t('settlement.unwind')}
      deed={deed}
      canConfirm={remark.trim() !== '' && (closeEntry === 0 || postings !== null)}
      onConfirm={() => void run()}
      onClose={() => onClose(false)}
    >
      <p className={styles.statement}>
        {t('settlement.unwindMoves', {
          count: items,
          number: format.count(items),
          amount: format.money({ minor: grossOut, currency }),
        })}
      </p>
      <p>{t('settlement.unwindDetail')}</p>
      <Trouble of={{ trouble }} />
      {postings !== null && <EntryEffect postings={postings} />}
      <WordsField label={t('settlement.unwindReason')} value={remark} onChange={setRemark} />
    </DeedDialog>
  );
}
