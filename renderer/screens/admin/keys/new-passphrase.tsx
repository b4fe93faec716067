// A new passphrase of the book, typed twice.
import { useState } from 'react';
import { useTexts } from '../../../use-texts.ts';
import styles from './keys.module.css';
import { SecretField } from './secret-field.tsx';

/** Characters of a passphrase; the office looks again. */
const PASSPHRASE_MIN = 12;

export function NewPassphrase({
  isOptional = false,
  isFirst = false,
  onChange,
}: {
  /** Whether none may be given. */
  readonly isOptional?: boolean;
  readonly isFirst?: boolean;
  /** Told what was typed twice, '' for nothing, or null while it is none. */
  readonly onChange: (passphrase: string | null) => void;
}) {
  const { t } = useTexts();
  const [fresh, setFresh] = useState('');
  const [again, setAgain] = useState('');
  function type(first: string, second: string) {
    setFresh(first);
    setAgain(second);
    const isLong = [...first.normalize('NFKC')].length >= PASSPHRASE_MIN;
    const isNone = isOptional && first === '';
    onChange(first === second && (isLong || isNone) ? first : null);
  }
  return (
    <>
      <SecretField
        label={t(isOptional ? 'keys.freshToo' : 'keys.fresh')}
        hint={t('keys.rule')}
        isNew
        isFirst={isFirst}
        value={fresh}
        onChange={(typed) => type(typed, again)}
      />
      {(fresh !== '' || !isOptional) && (
        <SecretField
          label={t('keys.again')}
          isNew
          value={again}
          onChange={(typed) => type(fresh, typed)}
        />
      )}
      {again !== '' && fresh !== again && (
        <p className={styles.wrong} role="alert">
          {t('seat.differ')}
        </p>
      )}
    </>
  );
}
