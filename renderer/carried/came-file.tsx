// A file that came from another branch, as it says it is: a batch that is taken or declined here, or
// the word on one that left, which is kept. Nothing of it is believed before the office was asked.
import { type ReactNode, useState } from 'react';
import { parseSignedAmount } from '../../main/domain/money.ts';
import { inFours } from '../../main/domain/text.ts';
import type { Output } from '../../preload/contract/contract.ts';
import { Amount } from '../components/amount.tsx';
import { Button } from '../components/button.tsx';
import { ConfirmDialog } from '../components/dialog.tsx';
import { Message, Trouble } from '../components/message.tsx';
import { useIsReady, useMay, useOffice } from '../context.ts';
import { useDeed } from '../use-deed.ts';
import { useTexts } from '../use-texts.ts';
import styles from './carried.module.css';
import { standsInTheWay } from './hand-over-facts.ts';

type Shown = Output<'readHandOver'>;
type ShownBatch = Extract<Shown, { kind: 'hand_over' }>;
type ShownReceipt = Extract<Shown, { kind: 'receipt' }>;
export type Came = { readonly file: string; readonly shown: Shown };

export function CameFile({
  came: { file, shown },
  onSaid,
}: {
  readonly came: Came;
  readonly onSaid: () => void;
}) {
  const { t } = useTexts();
  const name = shown.name.slice(0, 8);
  const title = t(shown.kind === 'receipt' ? 'handOver.receiptOf' : 'handOver.fileOf', { name });
  return (
    <section className={styles.file} aria-label={title}>
      <h3>{title}</h3>
      {shown.kind === 'receipt' ? (
        <CameReceipt file={file} shown={shown} onSaid={onSaid} />
      ) : (
        <CameBatch file={file} shown={shown} onSaid={onSaid} />
      )}
    </section>
  );
}

/** What a file says, and whether its word can count here. */
function Said({ shown, children }: { readonly shown: Shown; readonly children: ReactNode }) {
  const { t, trouble } = useTexts();
  const { branch, from, to, isForHere, publicKey } = shown;
  const stands = standsInTheWay(shown);
  return (
    <>
      <dl className={styles.lines}>
        <Line what={t('handOver.from')}>
          {branch === null
            ? t('handOver.fromUnknown', { book: from })
            : t('handOver.fromTrusted', { branch })}
        </Line>
        <Line what={t('handOver.forBook')}>
          {isForHere ? t('handOver.forHere') : t('handOver.forOther', { book: to })}
        </Line>
        {children}
        <Line what={t('handOver.key')}>
          <code className={styles.key}>{inFours(publicKey)}</code>
        </Line>
      </dl>
      {stands !== null && (
        <Message tone="wait" text={trouble({ ok: false, refusal: { code: stands } })} />
      )}
    </>
  );
}

function Line({ what, children }: { readonly what: string; readonly children: ReactNode }) {
  return (
    <div>
      <dt>{what}</dt>
      <dd>{children}</dd>
    </div>
  );
}

function CameBatch({
  file,
  shown,
  onSaid,
}: {
  readonly file: string;
  readonly shown: ShownBatch;
  readonly onSaid: () => void;
}) {
  const { t, format } = useTexts();
  const { messageId, payments, stayed, sums, handedOverBy, releasedBy, at, demo, said } = shown;
  return (
    <>
      <Said shown={shown}>
        <Line what={t('handOver.message')}>{messageId}</Line>
        <Line what={t('handOver.payments')}>{format.count(payments)}</Line>
        <Line what={t('handOver.sums')}>
          {sums.map((each) => (
            <Sum key={each.currency} {...each} />
          ))}
        </Line>
        {stayed > 0 && <Line what={t('handOver.staysThere')}>{format.count(stayed)}</Line>}
        <Line what={t('handOver.handedOver')}>
          {t('handOver.handedOverBy', { person: handedOverBy, when: format.moment(at) })}
        </Line>
        {releasedBy !== handedOverBy && <Line what={t('handOver.releasedBy')}>{releasedBy}</Line>}
      </Said>
      {demo && <p>{t('handOver.ofDemo')}</p>}
      {said === null ? (
        <Answer file={file} shown={shown} onSaid={onSaid} />
      ) : (
        <Message
          tone="info"
          text={{ primary: t(`handOver.answered.${said}`), detail: t('handOver.receiptAgain') }}
        />
      )}
    </>
  );
}

/** As the file writes it where it is no amount of a currency that is known here. */
function Sum({ amount, currency }: ShownBatch['sums'][number]) {
  const money = parseSignedAmount(amount, currency);
  return <div>{money.ok ? <Amount money={money.value} /> : `${amount} ${currency}`}</div>;
}

function Answer({
  file,
  shown,
  onSaid,
}: {
  readonly file: string;
  readonly shown: ShownBatch;
  readonly onSaid: () => void;
}) {
  const { t } = useTexts();
  const office = useOffice();
  const ready = useIsReady();
  const may = useMay('answerHandOver');
  const deed = useDeed();
  const [isDeclining, setDeclining] = useState(false);
  const [told, setTold] = useState<string | null>(null);
  if (!may || standsInTheWay(shown) !== null) return null;
  async function say(word: 'taken' | 'declined') {
    const done = await deed.run((submissionId) =>
      office.ask((client) => client.answerHandOver({ submissionId, file, word })),
    );
    setDeclining(false);
    if (done === null) return;
    const { batchId } = done;
    setTold(word === 'taken' ? t('handOver.tookOne', { batchId }) : t('handOver.declinedOne'));
    onSaid();
  }
  if (told !== null) {
    return <Message tone="good" text={{ primary: told, detail: t('handOver.receiptNext') }} />;
  }
  const off = !ready || deed.busy;
  return (
    <>
      <Trouble of={deed} />
      <div className={styles.actions}>
        <Button kind="primary" isDisabled={off} onPress={() => void say('taken')}>
          {t(deed.busy ? 'checking' : 'handOver.take')}
        </Button>
        <Button isDisabled={off} onPress={() => setDeclining(true)}>
          {t('handOver.decline')}
        </Button>
      </div>
      {isDeclining && (
        <ConfirmDialog
          title={t('handOver.declineTitle')}
          confirm={t('handOver.decline')}
          cancel={t('cancel')}
          busy={deed.busy}
          onConfirm={() => void say('declined')}
          onCancel={() => setDeclining(false)}
        >
          <p>{t('handOver.declineDetail')}</p>
        </ConfirmDialog>
      )}
    </>
  );
}

function CameReceipt({
  file,
  shown,
  onSaid,
}: {
  readonly file: string;
  readonly shown: ShownReceipt;
  readonly onSaid: () => void;
}) {
  const { t, format } = useTexts();
  const office = useOffice();
  const ready = useIsReady();
  const may = useMay('closeHandOver');
  const deed = useDeed();
  const [kept, setKept] = useState<Output<'closeHandOver'> | null>(null);
  const { word, saidBy, at } = shown;
  async function keep() {
    const done = await deed.run((submissionId) =>
      office.ask((client) => client.closeHandOver({ submissionId, file })),
    );
    if (done === null) return;
    setKept(done);
    onSaid();
  }
  const keptWords = kept?.state === 'taken_back' ? 'hereAgain' : 'theirsNow';
  return (
    <>
      <Said shown={shown}>
        <Line what={t('handOver.theirWord')}>{t(`handOver.theirs.${word}`)}</Line>
        <Line what={t('handOver.answeredBy')}>
          {t('handOver.handedOverBy', { person: saidBy, when: format.moment(at) })}
        </Line>
      </Said>
      <Trouble of={deed} />
      {kept !== null ? (
        <Message
          tone="good"
          text={{ primary: t(`handOver.${keptWords}`, { batchId: kept.batchId }) }}
        />
      ) : (
        may &&
        standsInTheWay(shown) === null && (
          <div className={styles.actions}>
            <Button kind="primary" isDisabled={!ready || deed.busy} onPress={() => void keep()}>
              {t(deed.busy ? 'checking' : 'handOver.keep')}
            </Button>
          </div>
        )
      )}
    </>
  );
}
