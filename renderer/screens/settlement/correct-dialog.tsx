// Corrects an entry: what was booked is read and shown turned round before anybody may confirm, with
// the reason that stays in the trail.
import { useState } from 'react';
import { DeedDialog } from '../../components/deed-dialog.tsx';
import { TextField, WordsField } from '../../components/field.tsx';
import { Message, Trouble } from '../../components/message.tsx';
import { useOffice } from '../../context.ts';
import { useDeed } from '../../use-deed.ts';
import { useTexts } from '../../use-texts.ts';
import { EntryEffect, useEntry } from './entry-effect.tsx';

export function CorrectDialog({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTexts();
  const office = useOffice();
  const deed = useDeed();
  const [typed, setTyped] = useState('');
  const [remark, setRemark] = useState('');
  const [done, setDone] = useState<number | null>(null);
  const entryId = /^[1-9]\d{0,14}$/.test(typed.trim()) ? Number(typed.trim()) : null;
  const { postings, trouble } = useEntry(entryId);
  async function run() {
    if (entryId === null) return;
    const corrected = await deed.run((submissionId) =>
      office.ask((client) => client.correctEntry({ submissionId, entryId, remark: remark.trim() })),
    );
    if (corrected !== null) setDone(corrected.entryId);
  }
  return (
    <DeedDialog
      title={t('settlement.correctTitle')}
      confirm={t('settlement.correctThis')}
      deed={deed}
      canConfirm={postings !== null && remark.trim() !== ''}
      isOver={done !== null}
      onConfirm={() => void run()}
      onClose={onClose}
    >
      <p>{t('settlement.correctDetail')}</p>
      <TextField
        label={t('settlement.correctNumber')}
        most={20}
        inputMode="numeric"
        value={typed}
        onChange={setTyped}
      />
      <Trouble of={{ trouble }} />
      {postings !== null && <EntryEffect postings={postings} />}
      <WordsField label={t('settlement.correctReason')} value={remark} onChange={setRemark} />
      {done !== null && (
        <Message tone="good" text={{ primary: t('settlement.corrected', { entryId: done }) }} />
      )}
    </DeedDialog>
  );
}
