// One hand-over as it stands, given or taken, and the file of it that is carried to the other branch.
import { type FormEvent, useState } from 'react';
import type { Output } from '../../preload/contract/contract.ts';
import { Button } from '../components/button.tsx';
import { Message, Trouble } from '../components/message.tsx';
import { useAnswered, useOffice } from '../context.ts';
import { useDeed } from '../use-deed.ts';
import { useNames } from '../use-names.ts';
import { useTexts } from '../use-texts.ts';
import styles from './carried.module.css';
import type { PickedFile } from './file-button.tsx';
import { KeyFields } from './key-fields.tsx';
import { saveCarried } from './take-out.tsx';

type Given = Output<'handOvers'>['given'][number];
type Taken = Output<'handOvers'>['taken'][number];

export function GivenLine({ given }: { readonly given: Given }) {
  const { t, format } = useTexts();
  const nameOf = useNames();
  const { handOver, batchId, payments, stayed, handedOverBy, releasedBy, at, state } = given;
  const branch = given.branch ?? given.to;
  const facts = {
    payments: t('payments', { count: payments, number: format.count(payments) }),
    when: format.moment(at),
    person: nameOf(handedOverBy),
    releasedBy: nameOf(releasedBy),
  };
  return (
    <>
      <b>{t('handOver.batchTo', { batchId, branch })}</b>
      <span>{t(`handOver.state.${state}`)}</span>
      <small>{t(handedOverBy === releasedBy ? 'handOver.byOne' : 'handOver.byTwo', facts)}</small>
      {stayed > 0 && (
        <small>{t('handOver.stayed', { count: stayed, number: format.count(stayed) })}</small>
      )}
      {state === 'handed_over' && <MakeFile kind="hand_over" id={handOver} branch={branch} />}
    </>
  );
}

export function TakenLine({ taken }: { readonly taken: Taken }) {
  const { t, format } = useTexts();
  const nameOf = useNames();
  const { takeOver, batchId, theirBatchId, payments, saidBy, at, word } = taken;
  const branch = taken.branch ?? taken.from;
  const facts = {
    payments: t('payments', { count: payments, number: format.count(payments) }),
    when: format.moment(at),
    person: nameOf(saidBy),
  };
  return (
    <>
      <b>{t('handOver.cameFrom', { branch, batchId: theirBatchId })}</b>
      <span>{t(`handOver.word.${word}`, { batchId })}</span>
      <small>{t('handOver.saidBy', facts)}</small>
      <MakeFile kind="receipt" id={takeOver} branch={branch} />
    </>
  );
}

type FileOf = {
  readonly kind: 'hand_over' | 'receipt';
  readonly id: number;
  readonly branch: string;
};

/** The button for whoever may sign; the same file can be made as often as it is lost. */
function MakeFile(of: FileOf) {
  const { t } = useTexts();
  const [isOpen, setOpen] = useState(false);
  const isAnswered = useAnswered();
  if (!isAnswered('signHandOver')) return null;
  const words = of.kind === 'receipt' ? 'handOver.makeReceipt' : 'handOver.makeFile';
  return (
    <>
      <div className={styles.actions}>
        <Button icon="pen" onPress={() => setOpen(!isOpen)}>
          {t(words)}
        </Button>
      </div>
      {isOpen && <SignFile {...of} />}
    </>
  );
}

function SignFile({ kind, id, branch }: FileOf) {
  const { t } = useTexts();
  const office = useOffice();
  const signing = useDeed();
  const [key, setKey] = useState<PickedFile | null>(null);
  const [keyPassphrase, setKeyPassphrase] = useState('');
  const [saved, setSaved] = useState<string | null>(null);
  const canSign = key !== null && keyPassphrase !== '' && !signing.busy;
  async function sign(event: FormEvent) {
    event.preventDefault();
    if (!canSign || key === null) return;
    const file = { of: 'signHandOver', kind, id } as const;
    const done = await signing.run(async (submissionId) => {
      const noted = await office.ask((client) => client.exportFile({ submissionId, file }));
      if (!noted.ok) return noted;
      const asked = { kind, id, ...noted.value, keyFile: key.text, keyPassphrase };
      return office.ask((client) => client.signHandOver(asked));
    });
    setKeyPassphrase('');
    if (done === null) return;
    saveCarried(done.fileName, done.file);
    setSaved(done.fileName);
  }
  if (saved !== null) {
    const primary = t('handOver.saved', { name: saved, branch });
    return <Message tone="good" text={{ primary }} />;
  }
  return (
    <form className={styles.form} onSubmit={(event) => void sign(event)}>
      <KeyFields
        picked={key}
        onPick={setKey}
        passphrase={keyPassphrase}
        onPassphrase={setKeyPassphrase}
      />
      <Trouble of={signing} />
      <div className={styles.actions}>
        <Button kind="primary" type="submit" isDisabled={!canSign}>
          {t(signing.busy ? 'checking' : 'handOver.sign')}
        </Button>
      </div>
    </form>
  );
}
