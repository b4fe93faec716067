// Corrects an entry: what was booked is read and shown turned round before anybody may confirm, with
// the reason that stays in the trail.
import { useEffect, useState } from 'react';
import type { Output } from '../../../preload/contract/contract.ts';
import type { Text } from '../../../preload/locales/text.ts';
import { Amount } from '../../components/amount.tsx';
import { ConfirmDialog } from '../../components/dialog.tsx';
import { Field, WordsField } from '../../components/field.tsx';
import { Message } from '../../components/message.tsx';
import { useOffice } from '../../context.ts';
import { useDeed } from '../../use-deed.ts';
import { useTexts } from '../../use-texts.ts';
import styles from './settlement-screen.module.css';

type Postings = Output<'entryView'>['postings'];

/** The postings of the entry with this number: null while there are none to show. */
function useEntry(entryId: number | null): {
  readonly postings: Postings | null;
  readonly trouble: Text | null;
} {
  const office = useOffice();
  const { trouble: troubleOf } = useTexts();
  const [found, setFound] = useState<{ postings: Postings | null; trouble: Text | null }>({
    postings: null,
    trouble: null,
  });
  useEffect(() => {
    let gone = false;
    setFound({ postings: null, trouble: null });
    if (entryId === null) return;
    void office
      .ask((client) => client.entryView({ entryId }))
      .then((reply) => {
        if (gone) return;
        if (reply.ok) setFound({ postings: reply.value.postings, trouble: null });
        else setFound({ postings: null, trouble: troubleOf(reply) });
      });
    return () => {
      gone = true;
    };
  }, [office, entryId, troubleOf]);
  return found;
}

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
    <ConfirmDialog
      title={t('settlement.correctTitle')}
      confirm={t(deed.busy ? 'checking' : 'settlement.correctThis')}
      cancel={t(done === null ? 'cancel' : 'close')}
      busy={deed.busy}
      canConfirm={postings !== null && remark.trim() !== '' && done === null}
      onConfirm={() => void run()}
      onCancel={onClose}
    >
      <p>{t('settlement.correctDetail')}</p>
      <Field label={t('settlement.correctNumber')}>
        {(ids) => (
          <input
            {...ids}
            inputMode="numeric"
            value={typed}
            onChange={(event) => setTyped(event.target.value)}
          />
        )}
      </Field>
      {trouble !== null && <Message tone="bad" text={trouble} />}
      {postings !== null && <Effect postings={postings} />}
      <WordsField label={t('settlement.correctReason')} value={remark} onChange={setRemark} />
      {done !== null && (
        <Message tone="good" text={{ primary: t('settlement.corrected', { entryId: done }) }} />
      )}
      {deed.trouble !== null && <Message tone="bad" text={deed.trouble} />}
    </ConfirmDialog>
  );
}

/** What would be booked: each posting with its sides exchanged. */
function Effect({ postings }: { readonly postings: Postings }) {
  const { t } = useTexts();
  return (
    <table className={styles.items}>
      <caption>{t('settlement.correctEffect')}</caption>
      <thead>
        <tr>
          <th>{t('trail.debit')}</th>
          <th>{t('trail.credit')}</th>
          <th className={styles.number}>{t('trail.amount')}</th>
        </tr>
      </thead>
      <tbody>
        {postings.map(({ debitAccount, creditAccount, amount }) => (
          <tr key={`${debitAccount} ${creditAccount} ${amount.minor}`}>
            <td>{creditAccount}</td>
            <td>{debitAccount}</td>
            <td className={styles.number}>
              <Amount money={amount} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
