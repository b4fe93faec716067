// Joining an authenticator: the key as text and as an address, and the proof that the device has it.
// The key is asked for when this opens, and forgotten when it closes.
import { useEffect, useState } from 'react';
import { Heading } from 'react-aria-components';
import { inFours } from '../../main/domain/text.ts';
import type { Output } from '../../preload/contract/contract.ts';
import { Button } from '../components/button.tsx';
import { DialogFrame } from '../components/dialog.tsx';
import { Message, Trouble } from '../components/message.tsx';
import { useOffice } from '../context.ts';
import { useTexts } from '../use-texts.ts';
import { ProofInput } from './forms.tsx';
import styles from './seat.module.css';
import { type RunningProof, useProof } from './use-proof.ts';

type Offer = Output<'offerAuthenticator'>;

export function AuthenticatorDialog({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTexts();
  const office = useOffice();
  const proof = useProof();
  const [offer, setOffer] = useState<Offer | null>(null);
  const [done, setDone] = useState<'joined' | 'left' | null>(null);
  useEffect(() => {
    let isGone = false;
    void office
      .ask((client) => client.offerAuthenticator({}))
      .then((reply) => {
        if (reply.ok && !isGone) setOffer(reply.value);
      });
    return () => {
      isGone = true;
    };
  }, [office]);
  const isDone = done === 'joined' ? 'seat.authenticatorIsJoined' : 'seat.authenticatorIsLeft';
  return (
    <DialogFrame label={t('seat.authenticator')} onClose={onClose}>
      <Heading slot="title" className={styles.title ?? ''}>
        {t('seat.authenticator')}
      </Heading>
      {offer === null && <p role="status">{t('loading')}</p>}
      {offer !== null && done === null && (
        <>
          <p className={styles.lead}>
            {t(offer.joined ? 'seat.authenticatorJoined' : 'seat.authenticatorLead')}
          </p>
          <OfferedKey offer={offer} />
          <JoinForm offer={offer} proof={proof} onDone={setDone} />
          <Trouble of={proof} />
        </>
      )}
      {done !== null && <Message tone="good" text={{ primary: t(isDone) }} />}
      <div className={styles.actions}>
        <Button onPress={onClose}>{t('close')}</Button>
      </div>
    </DialogFrame>
  );
}

function OfferedKey({ offer: { secret, address } }: { readonly offer: Offer }) {
  const { t } = useTexts();
  return (
    <dl className={styles.key}>
      <dt>{t('seat.authenticatorKey')}</dt>
      <dd>
        <code>{inFours(secret)}</code>
      </dd>
      <dt>{t('seat.authenticatorAddress')}</dt>
      <dd>
        <code>{address}</code>
      </dd>
      <dd>
        <small>{t('seat.authenticatorOnce')}</small>
      </dd>
    </dl>
  );
}

function JoinForm({
  offer: { joined },
  proof,
  onDone,
}: {
  readonly offer: Offer;
  readonly proof: RunningProof;
  readonly onDone: (done: 'joined' | 'left') => void;
}) {
  const { t } = useTexts();
  const office = useOffice();
  const [passphrase, setPassphrase] = useState('');
  const [typed, setTyped] = useState('');
  const [typedNew, setTypedNew] = useState('');
  const code = typed.replace(/\s/g, '');
  const offeredCode = typedNew.replace(/\s/g, '');
  const canLeave = passphrase !== '' && code !== '' && !proof.busy;
  const canJoin = passphrase !== '' && offeredCode !== '' && !proof.busy;
  async function send(done: 'joined' | 'left', question: Parameters<typeof proof.run>[0]) {
    if (await proof.run(question)) onDone(done);
  }
  const given = { passphrase, code };
  const join = () =>
    send('joined', () =>
      office.ask((client) => client.joinAuthenticator({ ...given, offeredCode })),
    );
  const leave = () => send('left', () => office.ask((client) => client.leaveAuthenticator(given)));
  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault();
        if (canJoin) void join();
      }}
    >
      <ProofInput
        label={t('seat.authenticatorNewCode')}
        kind="one-time-code"
        isFirst
        value={typedNew}
        onChange={setTypedNew}
      />
      <ProofInput
        label={t('seat.passphrase')}
        kind="current-password"
        value={passphrase}
        onChange={setPassphrase}
      />
      {joined && (
        <ProofInput
          label={t('seat.authenticatorOldCode')}
          kind="one-time-code"
          value={typed}
          onChange={setTyped}
        />
      )}
      <div className={styles.actions}>
        {joined && (
          <Button isDisabled={!canLeave} onPress={() => void leave()}>
            {t('seat.authenticatorLeave')}
          </Button>
        )}
        <Button kind="primary" type="submit" isDisabled={!canJoin}>
          {t(proof.busy ? 'checking' : 'seat.authenticatorJoin')}
        </Button>
      </div>
    </form>
  );
}
