// The forms of the seat. What is typed as a proof stays in the form and goes to the office alone; a
// wrong one is taken out of the field, and the next is typed at once.
import { type FormEvent, useRef, useState } from 'react';
import { Button } from '../components/button.tsx';
import { Field } from '../components/field.tsx';
import { useOffice } from '../context.ts';
import { useTexts } from '../use-texts.ts';
import { DemoPeople } from './demo-people.tsx';
import styles from './seat.module.css';
import type { RunningProof } from './use-proof.ts';

type InputProps = {
  readonly label: string;
  readonly hint?: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly kind: 'name' | 'username' | 'current-password' | 'new-password' | 'one-time-code';
  readonly isFirst?: boolean;
  readonly ref?: React.Ref<HTMLInputElement>;
};

/** Characters that the contract takes of each. */
const LENGTHS = {
  name: 200,
  username: 64,
  'current-password': 200,
  'new-password': 200,
  'one-time-code': 12,
} as const satisfies Record<InputProps['kind'], number>;

export function ProofInput({ label, hint, value, onChange, kind, isFirst, ref }: InputProps) {
  return (
    <Field label={label} hint={hint}>
      {(ids) => (
        <input
          {...ids}
          ref={ref}
          type={kind.endsWith('password') ? 'password' : 'text'}
          autoComplete={kind}
          autoCapitalize="none"
          spellCheck={false}
          maxLength={LENGTHS[kind]}
          // biome-ignore lint/a11y/noAutofocus: the one thing to do here is to type
          autoFocus={isFirst}
          value={value}
          onChange={(event) => onChange(event.target.value)}
        />
      )}
    </Field>
  );
}

/** The passphrase and the code, how they are drawn, and how they are put away after a wrong try. */
export function useProofFields({ isFirst }: { readonly isFirst: boolean }) {
  const { t } = useTexts();
  const [passphrase, setPassphrase] = useState('');
  const [code, setCode] = useState('');
  const first = useRef<HTMLInputElement | null>(null);
  return {
    given: { passphrase, code: code.replace(/\s/g, '') },
    again() {
      setPassphrase('');
      setCode('');
      first.current?.focus();
    },
    fields: (
      <>
        <ProofInput
          ref={first}
          label={t('seat.passphrase')}
          kind="current-password"
          isFirst={isFirst}
          value={passphrase}
          onChange={setPassphrase}
        />
        <ProofInput
          label={t('seat.code')}
          hint={t('seat.codeHint')}
          kind="one-time-code"
          value={code}
          onChange={setCode}
        />
      </>
    ),
  };
}

export function ProofForm({
  words,
  proof,
  canSend,
  onSend,
  children,
}: {
  readonly words: string;
  readonly proof: RunningProof;
  readonly canSend: boolean;
  readonly onSend: () => void;
  readonly children: React.ReactNode;
}) {
  const { t } = useTexts();
  function send(event: FormEvent) {
    event.preventDefault();
    if (canSend && !proof.busy) onSend();
  }
  return (
    <form className={styles.form} onSubmit={send}>
      {children}
      <Button kind="primary" type="submit" isDisabled={!canSend}>
        {proof.busy ? t('checking') : words}
      </Button>
    </form>
  );
}

export function SignInForm({ proof }: { readonly proof: RunningProof }) {
  const { t } = useTexts();
  const office = useOffice();
  const [signInName, setName] = useState('');
  const { given, again, fields } = useProofFields({ isFirst: false });
  async function send() {
    const isIn = await proof.run(() =>
      office.ask((client) => client.signIn({ signInName, ...given })),
    );
    if (!isIn) again();
  }
  return (
    <>
      <ProofForm
        words={t('seat.signIn')}
        proof={proof}
        canSend={signInName.trim() !== '' && given.passphrase !== ''}
        onSend={() => void send()}
      >
        <ProofInput
          label={t('seat.signInName')}
          kind="username"
          isFirst
          value={signInName}
          onChange={setName}
        />
        {fields}
      </ProofForm>
      <DemoPeople proof={proof} />
    </>
  );
}

export function UnlockForm({
  proof,
  name,
}: {
  readonly proof: RunningProof;
  readonly name: string;
}) {
  const { t } = useTexts();
  const office = useOffice();
  const { given, again, fields } = useProofFields({ isFirst: true });
  async function send() {
    const isOpen = await proof.run(() => office.ask((client) => client.unlock(given)));
    if (!isOpen) again();
  }
  return (
    <ProofForm
      words={t('seat.unlock')}
      proof={proof}
      canSend={given.passphrase !== ''}
      onSend={() => void send()}
    >
      <p className={styles.lead}>{t('seat.lockedLead', { name })}</p>
      {fields}
    </ProofForm>
  );
}

export function ChangeForm({ proof }: { readonly proof: RunningProof }) {
  const { t } = useTexts();
  const office = useOffice();
  const [chosen, setChosen] = useState('');
  const [repeated, setRepeated] = useState('');
  const { given, fields } = useProofFields({ isFirst: true });
  const isSame = chosen === repeated;
  const canSend = given.passphrase !== '' && chosen !== '' && isSame;
  return (
    <>
      <ProofForm
        words={t('seat.change')}
        proof={proof}
        canSend={canSend}
        onSend={() =>
          void proof.run(() =>
            office.ask((client) => client.changePassphrase({ ...given, chosen })),
          )
        }
      >
        <p className={styles.lead}>{t('seat.changeLead')}</p>
        {fields}
        <ProofInput
          label={t('seat.chosen')}
          hint={t('seat.rule')}
          kind="new-password"
          value={chosen}
          onChange={setChosen}
        />
        <ProofInput
          label={t('seat.repeated')}
          kind="new-password"
          value={repeated}
          onChange={setRepeated}
        />
        {repeated !== '' && !isSame && <p className={styles.differ}>{t('seat.differ')}</p>}
      </ProofForm>
      <Button kind="quiet" onPress={() => void office.ask((client) => client.signOut({}))}>
        {t('seat.signOut')}
      </Button>
    </>
  );
}
