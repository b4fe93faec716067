// A key is enrolled by its person, who shows once more that it is them; only what is public of it is
// read out of the file here, and goes to the office.
import { type FormEvent, useState } from 'react';
import type { Input } from '../../preload/contract/contract.ts';
import { Button } from '../components/button.tsx';
import { Message, Trouble } from '../components/message.tsx';
import { useIsReady, useOffice } from '../context.ts';
import { useProofFields } from '../seat/forms.tsx';
import { useDeed } from '../use-deed.ts';
import { useTexts } from '../use-texts.ts';
import styles from './carried.module.css';
import { FileButton, type PickedFile } from './file-button.tsx';

type Card = Input<'enrolSigningKey'>['card'];

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** What is public of a key's file; null for any other file. */
export function cardIn(text: string): Card | null {
  const read = parsed(text);
  if (typeof read !== 'object' || read === null) return null;
  const named = 'signInName' in read && 'madeAt' in read && 'publicKey' in read;
  if (!(named && 'signature' in read)) return null;
  const { signInName, madeAt, publicKey, signature } = read;
  const isCard =
    typeof signInName === 'string' &&
    typeof madeAt === 'number' &&
    typeof publicKey === 'string' &&
    typeof signature === 'string';
  return isCard ? { signInName, madeAt, publicKey, signature } : null;
}

export function EnrolKey({ onEnrolled }: { readonly onEnrolled: () => void }) {
  const { t, trouble } = useTexts();
  const office = useOffice();
  const ready = useIsReady();
  const deed = useDeed();
  const { given, again, fields } = useProofFields({ isFirst: false });
  const [picked, setPicked] = useState<PickedFile | null>(null);
  const [isEnrolled, setEnrolled] = useState(false);
  const card = picked === null ? null : cardIn(picked.text);
  const canEnrol = ready && card !== null && given.passphrase !== '' && !deed.busy;
  async function enrol(event: FormEvent) {
    event.preventDefault();
    if (!canEnrol || card === null) return;
    const done = await deed.run((submissionId) =>
      office.ask((client) => client.enrolSigningKey({ submissionId, card, ...given })),
    );
    again();
    if (done === null) return;
    setEnrolled(true);
    onEnrolled();
  }
  if (isEnrolled) return <Message tone="good" text={{ primary: t('carried.keyEnrolled') }} />;
  const none = trouble({ ok: false, refusal: { code: 'signing_key_unreadable' } });
  return (
    <form className={styles.form} onSubmit={(event) => void enrol(event)}>
      <div className={styles.actions}>
        <FileButton label={t('carried.keyChoose')} onPick={setPicked} />
        {card !== null && (
          <span>{t('carried.keyChosen', { name: card.publicKey.slice(0, 16) })}</span>
        )}
      </div>
      {picked !== null && card === null && <Message tone="bad" text={none} />}
      {fields}
      <Trouble of={deed} />
      <div className={styles.actions}>
        <Button kind="primary" type="submit" isDisabled={!canEnrol}>
          {t(deed.busy ? 'checking' : 'carried.keyEnrol')}
        </Button>
      </div>
    </form>
  );
}
