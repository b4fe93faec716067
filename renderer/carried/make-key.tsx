// A new key, given out as the sealed file that its person keeps.
import { type FormEvent, useState } from 'react';
import { Button } from '../components/button.tsx';
import { Message, Trouble } from '../components/message.tsx';
import { useOffice } from '../context.ts';
import { ProofInput } from '../seat/forms.tsx';
import { useDeed } from '../use-deed.ts';
import { useTexts } from '../use-texts.ts';
import styles from './carried.module.css';
import { saveCarried } from './take-out.tsx';

export function MakeKey() {
  const { t } = useTexts();
  const office = useOffice();
  const making = useDeed();
  const [signInName, setSignInName] = useState('');
  const [passphrase, setPassphrase] = useState('');
  const [saved, setSaved] = useState<string | null>(null);
  const canMake = signInName.trim() !== '' && passphrase !== '' && !making.busy;
  async function make(event: FormEvent) {
    event.preventDefault();
    if (!canMake) return;
    const asked = { signInName: signInName.trim(), passphrase };
    const made = await making.run(() => office.ask((client) => client.newSigningKey(asked)));
    if (made === null) return;
    setPassphrase('');
    saveCarried(made.fileName, made.file);
    setSaved(made.fileName);
  }
  return (
    <form className={styles.form} onSubmit={(event) => void make(event)}>
      <ProofInput
        label={t('carried.keyName')}
        kind="username"
        isFirst
        value={signInName}
        onChange={setSignInName}
      />
      <ProofInput
        label={t('carried.keyNew')}
        kind="new-password"
        value={passphrase}
        onChange={setPassphrase}
      />
      <Trouble of={making} />
      {saved !== null && (
        <Message tone="good" text={{ primary: t('carried.keyMade', { name: saved }) }} />
      )}
      <div className={styles.actions}>
        <Button kind="primary" type="submit" isDisabled={!canMake}>
          {t(making.busy ? 'checking' : 'carried.keyMake')}
        </Button>
      </div>
    </form>
  );
}
