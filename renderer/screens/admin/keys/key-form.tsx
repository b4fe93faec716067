// What a new key of the book is made with: the passphrases that go on opening it, one that comes, and
// what it takes.
import { type FormEvent, useState } from 'react';
import type { Input, Output } from '../../../../preload/contract/contract.ts';
import { Button } from '../../../components/button.tsx';
import { Trouble } from '../../../components/message.tsx';
import type { RunningDeed } from '../../../use-deed.ts';
import { useTexts } from '../../../use-texts.ts';
import styles from './keys.module.css';
import { NewPassphrase } from './new-passphrase.tsx';
import { SecretField } from './secret-field.tsx';

type Keys = Output<'bookKeys'>;

/** What a person chose, as it is asked for. */
export type Chosen = Pick<Input<'changeKey'>, 'secrets' | 'passphrase' | 'dropOthers'>;

export function KeyForm({
  keys,
  deed,
  onClose,
  onChosen,
}: {
  readonly keys: Keys;
  readonly deed: RunningDeed;
  readonly onClose: () => void;
  readonly onChosen: (chosen: Chosen) => void;
}) {
  const { t, format } = useTexts();
  const isFirst = keys.state === 'plain';
  const passphrases = keys.slots.filter(({ kind }) => kind === 'passphrase').length;
  const [secrets, setSecrets] = useState<readonly string[]>(
    isFirst ? [] : Array.from({ length: Math.max(1, passphrases) }, () => ''),
  );
  const [passphrase, setPassphrase] = useState<string | null>(isFirst ? null : '');
  const [dropOthers, setDropOthers] = useState(false);
  const { needed, free } = keys.room;
  const isWhole = passphrase !== null && (isFirst ? passphrase !== '' : secrets[0] !== '');
  function choose(event: FormEvent) {
    event.preventDefault();
    if (!isWhole) return;
    const given = secrets.filter((each) => each !== '');
    onChosen({ secrets: given, passphrase, dropOthers });
  }
  return (
    <form className={styles.form} onSubmit={choose}>
      <p>{t(isFirst ? 'keys.encryptLead' : 'keys.changeLead')}</p>
      <p>{t('keys.changeWaits')}</p>
      <p>{t('keys.room', { needed: format.size(needed), free: format.size(free) })}</p>
      {secrets.map((secret, at) => (
        <SecretField
          // biome-ignore lint/suspicious/noArrayIndexKey: a field is told apart by its place alone
          key={at}
          label={t(at === 0 ? 'keys.secret' : 'keys.stays')}
          isFirst={at === 0}
          value={secret}
          onChange={(typed) =>
            setSecrets(secrets.map((each, other) => (other === at ? typed : each)))
          }
        />
      ))}
      {passphrases > 1 && (
        <label className={styles.choice}>
          <input
            type="checkbox"
            checked={dropOthers}
            onChange={({ target }) => setDropOthers(target.checked)}
          />
          <span>{t('keys.dropOthers')}</span>
        </label>
      )}
      <NewPassphrase isOptional={!isFirst} isFirst={isFirst} onChange={setPassphrase} />
      <Trouble of={deed} />
      <div className={styles.end}>
        <Button onPress={onClose}>{t(deed.isAsked ? 'close' : 'cancel')}</Button>
        <Button kind="primary" type="submit" isDisabled={!isWhole || deed.busy || deed.isAsked}>
          {t(deed.busy ? 'checking' : 'keys.goOn')}
        </Button>
      </div>
    </form>
  );
}
