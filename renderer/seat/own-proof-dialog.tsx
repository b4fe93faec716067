// The one dialog in which whoever is at work shows again that it is them, whatever it was for: what
// waits for it stands untouched behind it, and goes on by itself.
import { Heading } from 'react-aria-components';
import { Button } from '../components/button.tsx';
import { DialogFrame } from '../components/dialog.tsx';
import { Trouble } from '../components/message.tsx';
import { useOffice, useOfficeState } from '../context.ts';
import { useTexts } from '../use-texts.ts';
import { useDemoPeople } from './demo-people.tsx';
import { ProofForm, useProofFields } from './forms.tsx';
import styles from './seat.module.css';
import { useProof } from './use-proof.ts';

export function OwnProofDialog() {
  const isWanted = useOfficeState(({ proofWanted }) => proofWanted);
  return isWanted ? <Asking /> : null;
}

function Asking() {
  const { t } = useTexts();
  const office = useOffice();
  const proof = useProof();
  const demo = useDemoPeople();
  const name = useOfficeState(({ session }) => session?.actor.name ?? '');
  const { given, again, fields } = useProofFields({ isFirst: true });
  const title = t('seat.proveTitle', { name });
  async function send(shown: typeof given) {
    if (!(await proof.run(() => office.proof.give(shown)))) again();
  }
  return (
    <DialogFrame label={title} onClose={office.proof.withhold}>
      <Heading slot="title" className={styles.title ?? ''}>
        {title}
      </Heading>
      <ProofForm
        words={t('seat.prove')}
        proof={proof}
        canSend={given.passphrase !== ''}
        onSend={() => void send(given)}
      >
        <p className={styles.lead}>{t('seat.proveLead')}</p>
        {fields}
        <Trouble of={proof} />
      </ProofForm>
      {demo !== null && (
        <Button
          isDisabled={proof.busy}
          onPress={() => void send({ passphrase: demo.passphrase, code: '' })}
        >
          {t('seat.proveDemo')}
        </Button>
      )}
      <Button kind="quiet" isDisabled={proof.busy} onPress={office.proof.withhold}>
        {t('cancel')}
      </Button>
    </DialogFrame>
  );
}
