// Takes something that waits out of the book, as the file in which it is signed elsewhere.
import { useState } from 'react';
import type { ThingNamed } from '../../main/domain/carried.ts';
import { Button } from '../components/button.tsx';
import { saveBlob } from '../components/chart/save.ts';
import { Message, Trouble } from '../components/message.tsx';
import { useIsReady, useOffice, useOfficeState } from '../context.ts';
import { useDeed } from '../use-deed.ts';
import { useTexts } from '../use-texts.ts';
import styles from './carried.module.css';

/** Hands a file of ours to the workstation. */
export function saveCarried(fileName: string, file: string): void {
  saveBlob(fileName, new Blob([file], { type: 'application/json' }));
}

export function TakeOut({ thing }: { readonly thing: ThingNamed }) {
  const { t, format } = useTexts();
  const office = useOffice();
  const ready = useIsReady();
  const deed = useDeed();
  const [said, setSaid] = useState<string | null>(null);
  // Nobody could answer: the only person of a book without people has no key in it.
  const isAlone = useOfficeState(({ session }) => session?.standing === 'no_people');
  async function take() {
    setSaid(null);
    const done = await deed.run((submissionId) =>
      office.ask((client) => client.exportApproval({ submissionId, things: [thing] })),
    );
    if (done === null) return;
    if (done.file !== null) saveCarried(done.fileName, done.file);
    const until = format.moment(done.expiresAt);
    setSaid(done.file === null ? t('carried.exportedBefore') : t('carried.exported', { until }));
  }
  if (isAlone) return null;
  return (
    <>
      <div className={styles.actions}>
        <Button
          kind="quiet"
          icon="save"
          isDisabled={!ready || deed.busy}
          onPress={() => void take()}
        >
          {t('carried.exportOne')}
        </Button>
      </div>
      {said !== null && <Message tone="info" text={{ primary: said }} />}
      <Trouble of={deed} />
    </>
  );
}
