// A book without people says so, and its first two administrators are set up here: each types their
// own name and passphrase, and nothing is filled in for them.
import { type FormEvent, useState } from 'react';
import { Heading } from 'react-aria-components';
import { judgePassphrase } from '../../main/domain/people.ts';
import { Button } from '../components/button.tsx';
import { DialogFrame } from '../components/dialog.tsx';
import { Icon } from '../components/icon.tsx';
import { Trouble } from '../components/message.tsx';
import { useIsReady, useMay, useOffice, useOfficeState } from '../context.ts';
import { useDeed } from '../use-deed.ts';
import { useTexts } from '../use-texts.ts';
import { ProofInput } from './forms.tsx';
import styles from './seat.module.css';

/** Stands from the first paint, so that nothing below it moves when the office gets ready. */
export function SetUpBanner() {
  const { t } = useTexts();
  // A demonstration has people of its own to bring in, and offers that and this beside the name.
  const isPeopleless = useOfficeState(({ standing, demo }) => standing === 'no_people' && !demo);
  const may = useMay('setUpPeople');
  const ready = useIsReady();
  const [isOpen, setOpen] = useState(false);
  const [isAway, setAway] = useState(false);
  if (!(isPeopleless && may) || isAway) return null;
  return (
    <section className={styles.banner} aria-label={t('seat.setUpTitle')}>
      <Icon name="person" size={14} />
      <span>{t('seat.setUpBanner')}</span>
      <button type="button" className={styles.link} disabled={!ready} onClick={() => setOpen(true)}>
        {t('seat.setUpOpen')}
      </button>
      <Button
        kind="quiet"
        icon="close"
        aria-label={t('seat.setUpLater')}
        onPress={() => setAway(true)}
      />
      {isOpen && <SetUpDialog onClose={() => setOpen(false)} />}
    </section>
  );
}

type Typed = {
  readonly name: string;
  readonly signInName: string;
  readonly passphrase: string;
  readonly repeated: string;
};

const NOTHING: Typed = { name: '', signInName: '', passphrase: '', repeated: '' };

function isWhole({ name, signInName, passphrase, repeated }: Typed): boolean {
  if (name.trim() === '' || signInName.trim() === '' || passphrase !== repeated) return false;
  return judgePassphrase(passphrase, signInName).ok;
}

export function SetUpDialog({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTexts();
  const office = useOffice();
  const deed = useDeed();
  const [first, setFirst] = useState(NOTHING);
  const [second, setSecond] = useState(NOTHING);
  const canSend = isWhole(first) && isWhole(second) && !deed.busy;
  async function send(event: FormEvent) {
    event.preventDefault();
    if (!canSend) return;
    const { repeated: _first, ...one } = first;
    const { repeated: _second, ...other } = second;
    const done = await deed.run((submissionId) =>
      office.ask((client) => client.setUpPeople({ submissionId, first: one, second: other })),
    );
    if (done !== null) onClose();
  }
  return (
    <DialogFrame label={t('seat.setUpTitle')} onClose={onClose} wide>
      <Heading slot="title" className={styles.title ?? ''}>
        {t('seat.setUpTitle')}
      </Heading>
      <p className={styles.lead}>{t('seat.setUpLead')}</p>
      <ul className={styles.rules}>
        <li>{t('seat.setUpOwn')}</li>
        <li>{t('seat.rule')}</li>
        <li>{t('seat.setUpThen')}</li>
      </ul>
      <form className={styles.form} onSubmit={(event) => void send(event)}>
        <div className={styles.two}>
          <Administrator label={t('seat.first')} typed={first} onTyped={setFirst} />
          <Administrator label={t('seat.second')} typed={second} onTyped={setSecond} />
        </div>
        <Trouble of={deed} />
        <div className={styles.actions}>
          <Button onPress={onClose}>{t('cancel')}</Button>
          <Button kind="primary" type="submit" isDisabled={!canSend}>
            {t(deed.busy ? 'checking' : 'seat.setUp')}
          </Button>
        </div>
      </form>
    </DialogFrame>
  );
}

function Administrator({
  label,
  typed,
  onTyped,
}: {
  readonly label: string;
  readonly typed: Typed;
  readonly onTyped: (typed: Typed) => void;
}) {
  const { t } = useTexts();
  return (
    <fieldset className={styles.person}>
      <legend>{label}</legend>
      <ProofInput
        label={t('seat.name')}
        kind="name"
        value={typed.name}
        onChange={(name) => onTyped({ ...typed, name })}
      />
      <ProofInput
        label={t('seat.signInName')}
        kind="username"
        value={typed.signInName}
        onChange={(signInName) => onTyped({ ...typed, signInName })}
      />
      <ProofInput
        label={t('seat.passphrase')}
        kind="new-password"
        value={typed.passphrase}
        onChange={(passphrase) => onTyped({ ...typed, passphrase })}
      />
      <ProofInput
        label={t('seat.repeated')}
        kind="new-password"
        value={typed.repeated}
        onChange={(repeated) => onTyped({ ...typed, repeated })}
      />
      <Wrong typed={typed} />
    </fieldset>
  );
}

/** What is wrong with a passphrase, as soon as it was typed twice. */
function Wrong({ typed: { passphrase, repeated, signInName } }: { readonly typed: Typed }) {
  const { t, trouble } = useTexts();
  if (repeated === '') return null;
  const judged = judgePassphrase(passphrase, signInName);
  const words = judged.ok ? t('seat.differ') : trouble(judged).primary;
  if (judged.ok && passphrase === repeated) return null;
  return (
    <p className={styles.differ} role="alert">
      {words}
    </p>
  );
}
