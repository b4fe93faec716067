// The recovery key before a person's eyes: shown and printed, and then compared with what was written
// down.
import { type FormEvent, useState } from 'react';
import { createPortal } from 'react-dom';
import { Button } from '../../../components/button.tsx';
import { Field } from '../../../components/field.tsx';
import { Message } from '../../../components/message.tsx';
import { useTexts } from '../../../use-texts.ts';
import styles from './keys.module.css';

/** Groups that are compared: one of each half, and never the last, which is a checksum. */
const COMPARED = [3, 10] as const;

/** What somebody wrote, as the key is spelled: O is a zero, I and L are a one. */
function asWritten(typed: string): string {
  const plain = typed.toUpperCase().replaceAll(/[\s-]/g, '');
  return plain.replaceAll('O', '0').replaceAll(/[IL]/g, '1');
}

export function Shown({
  recoveryKey,
  onWritten,
}: {
  readonly recoveryKey: string;
  readonly onWritten: () => void;
}) {
  const { t } = useTexts();
  return (
    <>
      <code className={styles.key}>{recoveryKey}</code>
      <p>{t('keys.recoveryKeep')}</p>
      <div className={styles.end}>
        <Button onPress={() => window.print()}>{t('keys.recoveryPrint')}</Button>
        <Button kind="primary" autoFocus onPress={onWritten}>
          {t('keys.recoveryWritten')}
        </Button>
      </div>
      {createPortal(
        <div className={styles.paper} aria-hidden="true">
          <p>
            Counterfoil · {t('keys.recovery')} · {new Date().toISOString().slice(0, 10)}
          </p>
          <code>{recoveryKey}</code>
          <p>{t('keys.recoveryDetail')}</p>
        </div>,
        document.body,
      )}
    </>
  );
}

export function Compare({
  recoveryKey,
  onBack,
  onRight,
}: {
  readonly recoveryKey: string;
  readonly onBack: () => void;
  readonly onRight: () => void;
}) {
  const { t } = useTexts();
  const [typed, setTyped] = useState<readonly string[]>(COMPARED.map(() => ''));
  const [isWrong, setWrong] = useState(false);
  const groups = recoveryKey.split(/[\s-]+/);
  const [first, second] = COMPARED;
  function compare(event: FormEvent) {
    event.preventDefault();
    const isRight = COMPARED.every((group, at) => {
      return asWritten(typed[at] ?? '') === groups[group - 1];
    });
    setWrong(!isRight);
    if (isRight) onRight();
  }
  return (
    <form className={styles.form} onSubmit={compare}>
      <p>{t('keys.recoveryCheck', { first, second })}</p>
      <div className={styles.pair}>
        {COMPARED.map((group, at) => (
          <Field key={group} label={t('keys.recoveryGroup', { number: group })}>
            {(ids) => (
              <input
                {...ids}
                autoComplete="off"
                spellCheck={false}
                maxLength={8}
                // biome-ignore lint/a11y/noAutofocus: the one thing to do here is to type
                autoFocus={at === 0}
                value={typed[at] ?? ''}
                onChange={({ target }) => {
                  setTyped(typed.map((each, other) => (other === at ? target.value : each)));
                  setWrong(false);
                }}
              />
            )}
          </Field>
        ))}
      </div>
      {isWrong && <Message tone="bad" text={{ primary: t('keys.recoveryWrong') }} />}
      <div className={styles.end}>
        <Button onPress={onBack}>{t('keys.recoveryBack')}</Button>
        <Button kind="primary" type="submit">
          {t('keys.recoveryConfirm')}
        </Button>
      </div>
    </form>
  );
}
