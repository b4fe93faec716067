// The recovery key: asked for with a secret, shown and printed, and then compared with what was
// written down. It is in this page as long as the dialog is open, and nowhere else.
import { type FormEvent, useState } from 'react';
import { Heading } from 'react-aria-components';
import { Button } from '../../../components/button.tsx';
import { DialogFrame } from '../../../components/dialog.tsx';
import { Message, Trouble } from '../../../components/message.tsx';
import { useOffice } from '../../../context.ts';
import { useDeed } from '../../../use-deed.ts';
import { useTexts } from '../../../use-texts.ts';
import styles from './keys.module.css';
import { Compare, Shown } from './recovery-steps.tsx';
import { SecretField } from './secret-field.tsx';

type Step =
  | { readonly at: 'ask' }
  | { readonly at: 'shown' | 'compare' | 'right'; readonly key: string };

export function RecoveryDialog({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTexts();
  const [step, setStep] = useState<Step>({ at: 'ask' });
  return (
    <DialogFrame label={t('keys.recovery')} onClose={onClose}>
      <Heading slot="title" className={styles.title ?? ''}>
        {t('keys.recovery')}
      </Heading>
      {step.at === 'ask' && (
        <Ask onClose={onClose} onShown={(key) => setStep({ at: 'shown', key })} />
      )}
      {step.at === 'shown' && (
        <Shown recoveryKey={step.key} onWritten={() => setStep({ ...step, at: 'compare' })} />
      )}
      {step.at === 'compare' && (
        <Compare
          recoveryKey={step.key}
          onBack={() => setStep({ ...step, at: 'shown' })}
          onRight={() => setStep({ at: 'right', key: '' })}
        />
      )}
      {step.at === 'right' && (
        <>
          <Message tone="good" text={{ primary: t('keys.recoveryRight') }} />
          <div className={styles.end}>
            <Button kind="primary" autoFocus onPress={onClose}>
              {t('close')}
            </Button>
          </div>
        </>
      )}
    </DialogFrame>
  );
}

function Ask({
  onClose,
  onShown,
}: {
  readonly onClose: () => void;
  readonly onShown: (key: string) => void;
}) {
  const { t } = useTexts();
  const office = useOffice();
  const deed = useDeed();
  const [secret, setSecret] = useState('');
  async function show(event: FormEvent) {
    event.preventDefault();
    if (secret === '') return;
    const done = await deed.run((submissionId) =>
      office.ask((client) => client.showRecoveryKey({ submissionId, secret })),
    );
    if (done !== null) onShown(done.recoveryKey);
  }
  return (
    <form className={styles.form} onSubmit={(event) => void show(event)}>
      <p>{t('keys.recoveryDetail')}</p>
      <p>{t('keys.recoveryLead')}</p>
      <SecretField label={t('keys.secret')} isFirst value={secret} onChange={setSecret} />
      <Trouble of={deed} />
      <div className={styles.end}>
        <Button onPress={onClose}>{t('cancel')}</Button>
        <Button kind="primary" type="submit" isDisabled={secret === '' || deed.busy}>
          {t(deed.busy ? 'checking' : 'keys.recoveryShow')}
        </Button>
      </div>
    </form>
  );
}
