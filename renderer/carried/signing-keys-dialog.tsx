// The keys with which people sign elsewhere: an own one is made and enrolled, and who gives rights
// signs for those of others. The secret half is in the file that its person keeps, and nowhere else.
import { type ReactNode, useCallback, useEffect, useState } from 'react';
import { Heading } from 'react-aria-components';
import { actorId } from '../../main/domain/people.ts';
import { inFours } from '../../main/domain/text.ts';
import type { Output } from '../../preload/contract/contract.ts';
import { Button } from '../components/button.tsx';
import { DialogFrame } from '../components/dialog.tsx';
import { Trouble } from '../components/message.tsx';
import { useIsReady, useMay, useOffice, useOfficeState } from '../context.ts';
import { useDeed } from '../use-deed.ts';
import { useNames } from '../use-names.ts';
import { useTexts } from '../use-texts.ts';
import styles from './carried.module.css';
import { EnrolKey } from './enrol-key.tsx';
import { MakeKey } from './make-key.tsx';

type Key = Output<'signingKeys'>['keys'][number];

export function SigningKeysDialog({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTexts();
  const office = useOffice();
  const [keys, setKeys] = useState<readonly Key[]>([]);
  const [step, setStep] = useState<'make' | 'enrol' | null>(null);
  const look = useCallback(async () => {
    const reply = await office.ask((client) => client.signingKeys({}));
    if (reply.ok) setKeys(reply.value.keys);
  }, [office]);
  useEffect(() => void look(), [look]);
  const steps: Record<NonNullable<typeof step>, ReactNode> = {
    make: <MakeKey />,
    enrol: <EnrolKey onEnrolled={() => void look()} />,
  };
  return (
    <DialogFrame label={t('carried.keys')} onClose={onClose} wide>
      <Heading slot="title" className={styles.title ?? ''}>
        {t('carried.keys')}
      </Heading>
      <p className={styles.lead}>{t('carried.keysLead')}</p>
      {keys.length === 0 && <p>{t('carried.keysNone')}</p>}
      <ul className={styles.things} aria-label={t('carried.keys')}>
        {keys.map((key) => (
          <li key={key.key}>
            <KeyLine signingKey={key} onDone={() => void look()} />
          </li>
        ))}
      </ul>
      {step !== null && steps[step]}
      <div className={styles.actions}>
        <Button icon="plus" onPress={() => setStep('make')}>
          {t('carried.keyMake')}
        </Button>
        <Button onPress={() => setStep('enrol')}>{t('carried.keyEnrol')}</Button>
        <Button onPress={onClose}>{t('close')}</Button>
      </div>
    </DialogFrame>
  );
}

function KeyLine({
  signingKey: { key, person, publicKey, state },
  onDone,
}: {
  readonly signingKey: Key;
  readonly onDone: () => void;
}) {
  const { t } = useTexts();
  const office = useOffice();
  const ready = useIsReady();
  const deed = useDeed();
  const nameOf = useNames();
  const own = useOfficeState(({ session }) => session?.actor.id ?? '');
  const decides = useMay('decideSigningKey');
  const isOwn = own === actorId(person);
  const off = !ready || deed.busy;
  async function decide(decision: 'sign' | 'refuse') {
    const done = await deed.run((submissionId) =>
      office.ask((client) => client.decideSigningKey({ submissionId, key, decision })),
    );
    if (done !== null) onDone();
  }
  async function revoke() {
    const done = await deed.run((submissionId) =>
      office.ask((client) => client.revokeSigningKey({ submissionId, key })),
    );
    if (done !== null) onDone();
  }
  const waitsForThis = state === 'asked' && decides && !isOwn;
  const canEnd = (state === 'asked' || state === 'in_force') && (isOwn || decides);
  return (
    <>
      <b>
        {nameOf(actorId(person))} · {t(`carried.state_${state}`)}
      </b>
      <code className={styles.key}>{inFours(publicKey)}</code>
      {waitsForThis && <small>{t('carried.keyCompare')}</small>}
      <Trouble of={deed} />
      <div className={styles.actions}>
        {waitsForThis && (
          <>
            <Button kind="primary" isDisabled={off} onPress={() => void decide('sign')}>
              {t('carried.keySign')}
            </Button>
            <Button isDisabled={off} onPress={() => void decide('refuse')}>
              {t('carried.keyRefuse')}
            </Button>
          </>
        )}
        {canEnd && !waitsForThis && (
          <Button kind="quiet" isDisabled={off} onPress={() => void revoke()}>
            {t('carried.keyRevoke')}
          </Button>
        )}
      </div>
    </>
  );
}
