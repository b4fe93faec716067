// A first passphrase, shown this once to whoever hands it over.
import { Heading } from 'react-aria-components';
import { Button } from '../../../components/button.tsx';
import { DialogFrame } from '../../../components/dialog.tsx';
import { Message } from '../../../components/message.tsx';
import { useTexts } from '../../../use-texts.ts';
import styles from './people.module.css';

/** `passphrase` is null where it was done before: it is given once, and known to nobody any more. */
export type Handed = {
  readonly name: string;
  readonly signInName: string;
  readonly passphrase: string | null;
};

export function FirstPassphrase({
  handed: { name, signInName, passphrase },
  onClose,
}: {
  readonly handed: Handed;
  readonly onClose: () => void;
}) {
  const { t } = useTexts();
  return (
    <DialogFrame label={t('people.firstTitle')} onClose={onClose}>
      <Heading slot="title" className={styles.title ?? ''}>
        {t('people.firstTitle')}
      </Heading>
      {passphrase === null ? (
        <Message tone="wait" text={{ primary: t('people.firstLost') }} />
      ) : (
        <>
          <p>{t('people.firstLead', { name, signInName })}</p>
          <code className={styles.secret}>{passphrase}</code>
          <p className={styles.quiet}>{t('people.firstOnce')}</p>
        </>
      )}
      <div className={styles.actions}>
        <Button kind="primary" autoFocus onPress={onClose}>
          {t(passphrase === null ? 'close' : 'people.firstHanded')}
        </Button>
      </div>
    </DialogFrame>
  );
}
