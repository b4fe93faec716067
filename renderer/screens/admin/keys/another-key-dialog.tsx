// The book gets another key, or its first one: what opens it now and shall open it then, the new
// recovery key shown, printed and compared before it counts, and then the change itself, which can be
// stopped. Secrets are in this page as long as the dialog is open, and nowhere else.
import { useState } from 'react';
import { Heading } from 'react-aria-components';
import type { Output } from '../../../../preload/contract/contract.ts';
import { Button } from '../../../components/button.tsx';
import { DialogFrame } from '../../../components/dialog.tsx';
import { Message } from '../../../components/message.tsx';
import { useOffice } from '../../../context.ts';
import { useDeed } from '../../../use-deed.ts';
import { useTexts } from '../../../use-texts.ts';
import { type Chosen, KeyForm } from './key-form.tsx';
import { KeyProgress } from './key-progress.tsx';
import styles from './keys.module.css';
import { Compare, Shown } from './recovery-steps.tsx';

type Keys = Output<'bookKeys'>;
type Offered = Output<'offerKey'>;

type Step =
  | { readonly at: 'ask' | 'done' }
  | {
      readonly at: 'shown' | 'compare' | 'run';
      readonly chosen: Chosen;
      readonly offered: Offered;
    };

export function AnotherKeyDialog({
  keys,
  onClose,
}: {
  readonly keys: Keys;
  readonly onClose: () => void;
}) {
  const { t } = useTexts();
  const office = useOffice();
  const deed = useDeed();
  const [step, setStep] = useState<Step>({ at: 'ask' });
  const title = t(keys.state === 'plain' ? 'keys.encrypt' : 'keys.change');
  async function offer(chosen: Chosen) {
    const asked = { from: keys.keyId, ...chosen };
    const offered = await deed.run((submissionId) =>
      office.ask((client) => client.offerKey({ requestId: submissionId, ...asked })),
    );
    if (offered !== null) setStep({ at: 'shown', chosen, offered });
  }
  async function change(chosen: Chosen, offered: Offered) {
    setStep({ at: 'run', chosen, offered });
    const asked = { from: keys.keyId, to: offered.keyId, ...chosen };
    const done = await deed.run((submissionId) =>
      office.ask((client) => client.changeKey({ submissionId, ...asked })),
    );
    setStep({ at: done === null ? 'ask' : 'done' });
  }
  return (
    // Nothing that is under way is left by a press beside it: it is stopped, or it ends.
    <DialogFrame label={title} onClose={step.at === 'run' ? () => undefined : onClose}>
      <Heading slot="title" className={styles.title ?? ''}>
        {title}
      </Heading>
      {step.at === 'ask' && (
        <KeyForm
          keys={keys}
          deed={deed}
          onClose={onClose}
          onChosen={(chosen) => void offer(chosen)}
        />
      )}
      {step.at === 'shown' && (
        <Shown
          recoveryKey={step.offered.recoveryKey}
          onWritten={() => setStep({ ...step, at: 'compare' })}
        />
      )}
      {step.at === 'compare' && (
        <Compare
          recoveryKey={step.offered.recoveryKey}
          onBack={() => setStep({ ...step, at: 'shown' })}
          onRight={() => void change(step.chosen, step.offered)}
        />
      )}
      {step.at === 'run' && <KeyProgress />}
      {step.at === 'done' && <Done onClose={onClose} />}
    </DialogFrame>
  );
}

function Done({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTexts();
  return (
    <>
      <Message tone="good" text={{ primary: t('keys.changed'), detail: t('keys.changedDetail') }} />
      <div className={styles.end}>
        <Button kind="primary" autoFocus onPress={onClose}>
          {t('close')}
        </Button>
      </div>
    </>
  );
}
