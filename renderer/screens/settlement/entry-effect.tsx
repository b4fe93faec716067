// What taking an entry back would book: the entry is read, and each of its postings is shown with its
// sides exchanged.
import { useEffect, useState } from 'react';
import type { Output } from '../../../preload/contract/contract.ts';
import type { Text } from '../../../preload/locales/text.ts';
import { Amount } from '../../components/amount.tsx';
import { useOffice } from '../../context.ts';
import { useTexts } from '../../use-texts.ts';
import styles from './settlement-screen.module.css';

type Postings = Output<'entryView'>['postings'];

/** The postings of the entry with this number: null while there are none to show. */
export function useEntry(entryId: number | null): {
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

export function EntryEffect({ postings }: { readonly postings: Postings }) {
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
