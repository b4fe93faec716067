// Words on what a package shows, signed with the person's own key: nothing of it reaches the book that
// is open here.
import { type FormEvent, useState } from 'react';
import type { CarriedWord, SaidWord } from '../../main/domain/carried.ts';
import { Button } from '../components/button.tsx';
import { Field, WordsField } from '../components/field.tsx';
import { Message, Trouble } from '../components/message.tsx';
import { useOffice } from '../context.ts';
import { ReasonField } from '../screens/review/reason-field.tsx';
import { useDeed } from '../use-deed.ts';
import { useTexts } from '../use-texts.ts';
import styles from './carried.module.css';
import { CarriedThing, type Thing } from './carried-thing.tsx';
import type { PickedFile } from './file-button.tsx';
import { KeyFields } from './key-fields.tsx';
import { saveCarried } from './take-out.tsx';

/** A word as it is being chosen. */
type Draft = Omit<SaidWord, 'word'> & { readonly word: CarriedWord | null };

function isWhole({ word, reasonCode, remark }: Draft, thing: Thing): boolean {
  if (word !== 'rejected') return true;
  return remark.trim() !== '' && (thing.kind !== 'payment' || reasonCode !== '');
}

export function SignForm({
  file,
  things,
}: {
  readonly file: string;
  readonly things: readonly Thing[];
}) {
  const { t } = useTexts();
  const office = useOffice();
  const signing = useDeed();
  const [drafts, setDrafts] = useState<readonly Draft[]>(
    things.map((_, place) => ({ place, word: null, reasonCode: '', remark: '' })),
  );
  const [key, setKey] = useState<PickedFile | null>(null);
  const [keyPassphrase, setKeyPassphrase] = useState('');
  const [isSigned, setSigned] = useState(false);
  const words = drafts.flatMap((draft): readonly SaidWord[] => {
    const { word } = draft;
    return word === null ? [] : [{ ...draft, word, remark: draft.remark.trim() }];
  });
  const whole = things.every((thing, place) => {
    const draft = drafts[place];
    return draft === undefined || isWhole(draft, thing);
  });
  const canSign = words.length > 0 && whole && key !== null && keyPassphrase !== '';
  async function sign(event: FormEvent) {
    event.preventDefault();
    if (!canSign || key === null) return;
    const asked = { file, words, keyFile: key.text, keyPassphrase };
    const done = await signing.run(() => office.ask((client) => client.signCarried(asked)));
    setKeyPassphrase('');
    if (done === null) return;
    saveCarried(done.fileName, done.file);
    setSigned(true);
  }
  if (isSigned) return <Message tone="good" text={{ primary: t('carried.signed') }} />;
  return (
    <form className={styles.form} onSubmit={(event) => void sign(event)}>
      <ol className={styles.things}>
        {things.map((thing, place) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a thing of a package is its place
          <li key={place}>
            <CarriedThing thing={thing} />
            <WordField
              thing={thing}
              draft={drafts[place]}
              onChange={(draft) =>
                setDrafts(drafts.map((each, at) => (at === place ? draft : each)))
              }
            />
          </li>
        ))}
      </ol>
      <KeyFields
        picked={key}
        onPick={setKey}
        passphrase={keyPassphrase}
        onPassphrase={setKeyPassphrase}
      />
      <Trouble of={signing} />
      <div className={styles.actions}>
        <Button kind="primary" type="submit" isDisabled={!canSign || signing.busy}>
          {t(signing.busy ? 'checking' : 'carried.sign')}
        </Button>
      </div>
    </form>
  );
}

function WordField({
  thing,
  draft,
  onChange,
}: {
  readonly thing: Thing;
  readonly draft: Draft | undefined;
  readonly onChange: (draft: Draft) => void;
}) {
  const { t } = useTexts();
  if (draft === undefined) return null;
  const { word, reasonCode, remark } = draft;
  return (
    <>
      <Field label={t('carried.yourWord')}>
        {(ids) => (
          <select
            {...ids}
            value={word ?? ''}
            onChange={({ target: { value } }) => {
              const said = value === 'approved' || value === 'rejected' ? value : null;
              onChange({ ...draft, word: said, reasonCode: '', remark: '' });
            }}
          >
            <option value="">{t('carried.wordNone')}</option>
            <option value="approved">{t('carried.wordApproved')}</option>
            <option value="rejected">{t('carried.wordRejected')}</option>
          </select>
        )}
      </Field>
      {word === 'rejected' && thing.kind === 'payment' && (
        <ReasonField
          value={reasonCode}
          onChange={(chosen) => onChange({ ...draft, reasonCode: chosen })}
        />
      )}
      {word === 'rejected' && (
        <WordsField
          label={t('review.remark')}
          required
          value={remark}
          onChange={(text) => onChange({ ...draft, remark: text })}
        />
      )}
    </>
  );
}
