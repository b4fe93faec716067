// The words of an answer go into the book one after another: what is refused keeps no other back.
import { useState } from 'react';
import type { SaidWord } from '../../main/domain/carried.ts';
import { Button } from '../components/button.tsx';
import { Message } from '../components/message.tsx';
import { useIsReady, useMay, useOffice } from '../context.ts';
import type { Texts } from '../texts.ts';
import { useTexts } from '../use-texts.ts';
import styles from './carried.module.css';

type Told = { readonly tone: 'good' | 'bad'; readonly text: ReturnType<Texts['trouble']> };

export function BringIn({
  file,
  words,
}: {
  readonly file: string;
  readonly words: readonly SaidWord[];
}) {
  const { t, trouble } = useTexts();
  const office = useOffice();
  const ready = useIsReady();
  const may = useMay('importApproval');
  const [busy, setBusy] = useState(false);
  const [told, setTold] = useState<readonly Told[] | null>(null);
  async function bring() {
    setBusy(true);
    const all: Told[] = [];
    for (const { place } of words) {
      const submissionId = office.newSubmissionId();
      const reply = await office.ask((client) =>
        client.importApproval({ submissionId, file, place }),
      );
      if (!reply.ok) {
        all.push({ tone: 'bad', text: trouble(reply) });
        continue;
      }
      const { open } = reply.value;
      const counted = { count: open, number: String(open) };
      const primary = open === 0 ? t('carried.brought') : t('carried.broughtOpen', counted);
      all.push({ tone: 'good', text: { primary } });
    }
    setBusy(false);
    setTold(all);
  }
  return (
    <>
      {told?.map(({ tone, text }, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: what was said of a word is its place
        <Message key={at} tone={tone} text={text} />
      ))}
      {told === null && (
        <div className={styles.actions}>
          <Button kind="primary" isDisabled={!ready || !may || busy} onPress={() => void bring()}>
            {t('carried.bring')}
          </Button>
        </div>
      )}
    </>
  );
}
