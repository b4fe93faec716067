// What waits since a restore: each stretch of a batch that may have left, and the deed that lets it
// go on the rail's word.
import { useState } from 'react';
import { Button } from '../../components/button.tsx';
import { DeedDialog } from '../../components/deed-dialog.tsx';
import { TextField } from '../../components/field.tsx';
import { Message } from '../../components/message.tsx';
import { useIsReady, useMay, useOffice } from '../../context.ts';
import { useDeed } from '../../use-deed.ts';
import { useTexts } from '../../use-texts.ts';
import styles from './audit-screen.module.css';
import type { WaitingView } from './audit-screen.tsx';

type Asked = {
  readonly batchId: number;
  readonly messageId: string;
  readonly firstRecord: number;
  readonly lastRecord: number;
};

export function Waiting({
  waiting,
  onDone,
}: {
  readonly waiting: WaitingView;
  readonly onDone: () => void;
}) {
  const { t, format } = useTexts();
  const ready = useIsReady();
  const may = useMay('releaseOutgoing');
  const [asked, setAsked] = useState<Asked | null>(null);
  return (
    <section className={styles.part} aria-label={t('audit.waiting')}>
      <h2>{t('audit.waiting')}</h2>
      <Message tone="wait" text={{ primary: t('audit.waitingDetail') }} />
      <table className={styles.list}>
        <tbody>
          {waiting.flatMap(({ batchId, messageId, stretches, ...counts }) =>
            stretches.map(({ firstRecord, lastRecord }) => (
              <tr key={`${batchId} ${firstRecord}`}>
                <td>
                  <code>{messageId}</code>
                </td>
                <td>
                  {t('audit.records', {
                    first: format.count(firstRecord + 1),
                    last: format.count(lastRecord + 1),
                  })}
                </td>
                <td>
                  {t('audit.accepted')} {format.count(counts.accepted)} · {t('audit.dispatched')}{' '}
                  {format.count(counts.dispatched)} · {t('audit.acknowledged')}{' '}
                  {format.count(counts.acknowledged)}
                </td>
                <td>
                  {may && (
                    <Button
                      isDisabled={!ready}
                      onPress={() => setAsked({ batchId, messageId, firstRecord, lastRecord })}
                    >
                      {t('audit.release')}
                    </Button>
                  )}
                </td>
              </tr>
            )),
          )}
        </tbody>
      </table>
      {asked !== null && (
        <ReleaseDialog
          asked={asked}
          onClose={() => {
            setAsked(null);
            onDone();
          }}
        />
      )}
    </section>
  );
}

function ReleaseDialog({
  asked,
  onClose,
}: {
  readonly asked: Asked;
  readonly onClose: () => void;
}) {
  const { t } = useTexts();
  const office = useOffice();
  const deed = useDeed();
  const [word, setWord] = useState<'sent' | 'not_sent' | null>(null);
  const [reference, setReference] = useState('');
  const { messageId, ...records } = asked;
  async function run() {
    if (word === null) return;
    const input = { ...records, word, reference: reference.trim() };
    const done = await deed.run((submissionId) =>
      office.ask((client) => client.releaseOutgoing({ submissionId, ...input })),
    );
    if (done !== null) onClose();
  }
  return (
    <DeedDialog
      title={t('audit.releaseTitle', { file: messageId })}
      confirm={t('audit.releaseThis')}
      deed={deed}
      canConfirm={word !== null && reference.trim() !== ''}
      onConfirm={() => void run()}
      onClose={onClose}
    >
      {(['sent', 'not_sent'] as const).map((each) => (
        <label key={each} className={styles.choice}>
          <input type="radio" name="word" checked={word === each} onChange={() => setWord(each)} />
          {t(each === 'sent' ? 'audit.sent' : 'audit.notSent')}
        </label>
      ))}
      <TextField
        label={t('audit.reference')}
        hint={t('audit.referenceHint')}
        most={140}
        value={reference}
        onChange={setReference}
      />
    </DeedDialog>
  );
}
