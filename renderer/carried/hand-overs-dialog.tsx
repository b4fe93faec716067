// Batches that were handed over to other branches and that came from them, with how each stands; what
// came by file is read here, and the files that are carried are made here.
import { useCallback, useEffect, useState } from 'react';
import { Heading } from 'react-aria-components';
import { HAND_OVER_FILE_MAX } from '../../main/domain/hand-over.ts';
import type { Output } from '../../preload/contract/contract.ts';
import { Button } from '../components/button.tsx';
import { DialogFrame } from '../components/dialog.tsx';
import { Trouble } from '../components/message.tsx';
import { useOffice, useOfficeState } from '../context.ts';
import { useDeed } from '../use-deed.ts';
import { useTexts } from '../use-texts.ts';
import { type Came, CameFile } from './came-file.tsx';
import styles from './carried.module.css';
import { FileButton, type PickedFile } from './file-button.tsx';
import { GivenLine, TakenLine } from './hand-over-lines.tsx';
import { MakeKey } from './make-key.tsx';

type HandOvers = Output<'handOvers'>;

/** All hand-overs, read again whenever a batch moved or somebody signed; null at first. */
function useHandOvers(): { readonly all: HandOvers | null; readonly look: () => Promise<void> } {
  const office = useOffice();
  const [all, setAll] = useState<HandOvers | null>(null);
  const look = useCallback(async () => {
    const reply = await office.ask((client) => client.handOvers({}));
    if (reply.ok) setAll(reply.value);
  }, [office]);
  useEffect(() => {
    void look();
    const topics = ['payments', 'requests'] as const;
    const stops = topics.map((topic) => office.onChanged(topic, () => void look()));
    return () => {
      for (const stop of stops) stop();
    };
  }, [office, look]);
  return { all, look };
}

export function HandOversDialog({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTexts();
  const office = useOffice();
  const reading = useDeed();
  const { all, look } = useHandOvers();
  const [came, setCame] = useState<Came | null>(null);
  const [isMaking, setMaking] = useState(false);
  // With people, each makes and enrols a key of their own in their menu.
  const isAlone = useOfficeState(({ session }) => session?.standing === 'no_people');
  async function read({ text }: PickedFile) {
    setCame(null);
    const shown = await reading.run(() =>
      office.ask((client) => client.readHandOver({ file: text })),
    );
    if (shown !== null) setCame({ file: text, shown });
  }
  return (
    <DialogFrame label={t('handOver.title')} onClose={onClose} wide>
      <Heading slot="title" className={styles.title ?? ''}>
        {t('handOver.title')}
      </Heading>
      <p className={styles.lead}>{t('handOver.lead')}</p>
      <Trouble of={reading} />
      {came !== null && <CameFile key={came.file} came={came} onSaid={() => void look()} />}
      {all === null ? <p role="status">{t('loading')}</p> : <Lists all={all} />}
      {isMaking && <MakeKey />}
      <div className={styles.actions}>
        <FileButton
          label={t('handOver.read')}
          most={HAND_OVER_FILE_MAX}
          isDisabled={reading.busy}
          onPick={(picked) => void read(picked)}
        />
        {isAlone && (
          <Button icon="plus" onPress={() => setMaking(true)}>
            {t('carried.keyMake')}
          </Button>
        )}
        <Button onPress={onClose}>{t('close')}</Button>
      </div>
    </DialogFrame>
  );
}

function Lists({ all: { given, taken } }: { readonly all: HandOvers }) {
  const { t } = useTexts();
  return (
    <>
      <section className={styles.file} aria-label={t('handOver.given')}>
        <h3>{t('handOver.given')}</h3>
        {given.length === 0 && <p>{t('handOver.givenNone')}</p>}
        <ul className={styles.things}>
          {given.map((each) => (
            <li key={each.handOver}>
              <GivenLine given={each} />
            </li>
          ))}
        </ul>
      </section>
      <section className={styles.file} aria-label={t('handOver.taken')}>
        <h3>{t('handOver.taken')}</h3>
        {taken.length === 0 && <p>{t('handOver.takenNone')}</p>}
        <ul className={styles.things}>
          {taken.map((each) => (
            <li key={each.takeOver}>
              <TakenLine taken={each} />
            </li>
          ))}
        </ul>
      </section>
    </>
  );
}
