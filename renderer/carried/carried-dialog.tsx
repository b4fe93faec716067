// What was carried here by file: a package is read and signed, whatever book is open; an answer is
// brought into the book that it came from.
import { useState } from 'react';
import { Heading } from 'react-aria-components';
import type { Output } from '../../preload/contract/contract.ts';
import { Button } from '../components/button.tsx';
import { DialogFrame } from '../components/dialog.tsx';
import { Trouble } from '../components/message.tsx';
import { useOffice } from '../context.ts';
import { useDeed } from '../use-deed.ts';
import { useNames } from '../use-names.ts';
import { useTexts } from '../use-texts.ts';
import { BringIn } from './bring-in.tsx';
import styles from './carried.module.css';
import { CarriedThing } from './carried-thing.tsx';
import { FileButton, type PickedFile } from './file-button.tsx';
import { SignForm } from './sign-form.tsx';

export type Carried = Output<'readCarried'>;
type Opened = { readonly file: string; readonly shown: Carried };

export function CarriedDialog({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTexts();
  const office = useOffice();
  const reading = useDeed();
  const [opened, setOpened] = useState<Opened | null>(null);
  async function open({ text }: PickedFile) {
    setOpened(null);
    const shown = await reading.run(() =>
      office.ask((client) => client.readCarried({ file: text })),
    );
    if (shown !== null) setOpened({ file: text, shown });
  }
  return (
    <DialogFrame label={t('carried.title')} onClose={onClose} wide>
      <Heading slot="title" className={styles.title ?? ''}>
        {t('carried.title')}
      </Heading>
      <p className={styles.lead}>{t('carried.lead')}</p>
      <Trouble of={reading} />
      {opened !== null && <OpenedFile key={opened.file} opened={opened} />}
      <div className={styles.actions}>
        <FileButton
          label={t('carried.open')}
          isDisabled={reading.busy}
          onPick={(picked) => void open(picked)}
        />
        <Button onPress={onClose}>{t('close')}</Button>
      </div>
    </DialogFrame>
  );
}

function OpenedFile({ opened: { file, shown } }: { readonly opened: Opened }) {
  const { t, format } = useTexts();
  const nameOf = useNames();
  const { isOwn, demo, exportedBy, exportedAt, expiresAt, things, answer } = shown;
  const from = {
    // Another book's people have other names.
    person: isOwn ? nameOf(exportedBy) : exportedBy,
    when: format.moment(exportedAt),
    until: format.moment(expiresAt),
  };
  return (
    <section className={styles.file} aria-label={t('carried.package', { name: shown.package })}>
      <h3>{t('carried.package', { name: shown.package.slice(0, 8) })}</h3>
      <p>{t('carried.from', from)}</p>
      {demo && <p>{t('carried.ofDemo')}</p>}
      <p>{t(isOwn ? 'carried.ofHere' : 'carried.ofElsewhere')}</p>
      {answer === null ? (
        <SignForm file={file} things={things} />
      ) : (
        <>
          <ol className={styles.things}>
            {answer.words.map((word) => {
              const thing = things[word.place];
              return thing === undefined ? null : (
                <li key={word.place}>
                  <CarriedThing thing={thing} />
                  <p>
                    <b>
                      {t(
                        word.word === 'approved' ? 'carried.wordApproved' : 'carried.wordRejected',
                      )}
                    </b>{' '}
                    {word.reasonCode} {word.remark}
                  </p>
                </li>
              );
            })}
          </ol>
          <p>
            {t('carried.answer', { when: format.moment(answer.signedAt) })}
            {' · '}
            {t('carried.answerKey', { key: answer.publicKey.slice(0, 16) })}
          </p>
          {isOwn && <BringIn file={file} words={answer.words} />}
        </>
      )}
    </section>
  );
}
