// A whole batch is handed over to another branch: asked with the count and the sums, and answered as
// done or as waiting for another person.
import { useEffect, useState } from 'react';
import { Heading } from 'react-aria-components';
import { MAY_BE_HANDED_OVER } from '../../main/domain/hand-over.ts';
import type { Output } from '../../preload/contract/contract.ts';
import { Sums } from '../components/amount.tsx';
import { Button } from '../components/button.tsx';
import { DeedDialog } from '../components/deed-dialog.tsx';
import { DialogFrame } from '../components/dialog.tsx';
import { Field } from '../components/field.tsx';
import { Message } from '../components/message.tsx';
import { useIsReady, useMay, useOffice } from '../context.ts';
import { useDeed } from '../use-deed.ts';
import { useTexts } from '../use-texts.ts';
import styles from './carried.module.css';
import { HandOversDialog } from './hand-overs-dialog.tsx';

type Batch = Output<'batch'>;
type Key = Output<'branchKeys'>['keys'][number];
/** What was answered: it left, or somebody else is asked. */
type Answered = { readonly isDone: boolean; readonly branch: string };

/** The button on a batch of which something may leave; a batch that may not all leave is told why. */
export function GiveBatch({ batch }: { readonly batch: Batch }) {
  const { t } = useTexts();
  const ready = useIsReady();
  const may = useMay('handOverBatch');
  const [shown, setShown] = useState<'ask' | 'list' | null>(null);
  const isOffered = MAY_BE_HANDED_OVER.some((status) => (batch.payments[status] ?? 0) > 0);
  return (
    <>
      {may && isOffered && (
        <div className={styles.actions}>
          <Button icon="sent" isDisabled={!ready} onPress={() => setShown('ask')}>
            {t('handOver.give')}
          </Button>
        </div>
      )}
      {shown === 'ask' && (
        <GiveDialog batch={batch} onList={() => setShown('list')} onClose={() => setShown(null)} />
      )}
      {shown === 'list' && <HandOversDialog onClose={() => setShown(null)} />}
    </>
  );
}

function GiveDialog({
  batch,
  onList,
  onClose,
}: {
  readonly batch: Batch;
  readonly onList: () => void;
  readonly onClose: () => void;
}) {
  const { t } = useTexts();
  const [answered, setAnswered] = useState<Answered | null>(null);
  if (answered === null) return <Ask batch={batch} onAnswered={setAnswered} onClose={onClose} />;
  const { isDone, branch } = answered;
  const title = t('handOver.giveTitle', { batchId: batch.batchId });
  return (
    <DialogFrame label={title} onClose={onClose}>
      <Heading slot="title" className={styles.title ?? ''}>
        {title}
      </Heading>
      {isDone ? (
        <Message
          tone="good"
          text={{ primary: t('handOver.gaveOne', { branch }), detail: t('handOver.gaveDetail') }}
        />
      ) : (
        <Message
          tone="wait"
          text={{ primary: t('handOver.waits'), detail: t('handOver.waitsDetail') }}
        />
      )}
      <div className={styles.actions}>
        <Button autoFocus onPress={onClose}>
          {t('close')}
        </Button>
        {isDone && <Button onPress={onList}>{t('handOver.open')}</Button>}
      </div>
    </DialogFrame>
  );
}

/** The branches of which a key is trusted, each once and by its newest name; null while being read. */
function useBranches(): readonly Key[] | null {
  const office = useOffice();
  const [keys, setKeys] = useState<readonly Key[] | null>(null);
  useEffect(() => {
    let isGone = false;
    void office
      .ask((client) => client.branchKeys({}))
      .then((reply) => {
        if (reply.ok && !isGone) setKeys(reply.value.keys);
      });
    return () => {
      isGone = true;
    };
  }, [office]);
  if (keys === null) return null;
  const trusted = keys.filter(({ state }) => state === 'trusted');
  return [...new Map(trusted.map((key) => [key.book, key])).values()];
}

function Ask({
  batch: { batchId, numberOfTransactions, sums },
  onAnswered,
  onClose,
}: {
  readonly batch: Batch;
  readonly onAnswered: (answered: Answered) => void;
  readonly onClose: () => void;
}) {
  const { t, format } = useTexts();
  const office = useOffice();
  const deed = useDeed();
  const branches = useBranches();
  const [to, setTo] = useState('');
  const branch = branches?.find(({ book }) => book === to)?.name ?? to;
  async function give() {
    const done = await deed.runOrAsk((submissionId) =>
      office.ask((client) => client.handOverBatch({ submissionId, batchId, to })),
    );
    if (done !== null) onAnswered({ isDone: done !== 'asked', branch });
  }
  return (
    <DeedDialog
      title={t('handOver.giveTitle', { batchId })}
      confirm={t('handOver.giveConfirm')}
      deed={deed}
      canConfirm={to !== ''}
      onConfirm={() => void give()}
      onClose={onClose}
    >
      <p>{t('handOver.giveLead')}</p>
      <dl className={styles.lines}>
        <div>
          <dt>{t('handOver.payments')}</dt>
          <dd>{format.count(numberOfTransactions)}</dd>
        </div>
        <div>
          <dt>{t('handOver.sums')}</dt>
          <dd>
            <Sums sums={sums} />
          </dd>
        </div>
      </dl>
      <BranchField branches={branches} to={to} onChange={setTo} />
    </DeedDialog>
  );
}

function BranchField({
  branches,
  to,
  onChange,
}: {
  readonly branches: readonly Key[] | null;
  readonly to: string;
  readonly onChange: (book: string) => void;
}) {
  const { t } = useTexts();
  return (
    <>
      {branches !== null && branches.length === 0 && (
        <Message tone="wait" text={{ primary: t('handOver.noBranch') }} />
      )}
      <Field label={t('handOver.to')}>
        {(ids) => (
          <select {...ids} value={to} onChange={({ target }) => onChange(target.value)}>
            <option value="">{t('handOver.choose')}</option>
            {branches?.map(({ book, name }) => (
              <option key={book} value={book}>
                {name}
              </option>
            ))}
          </select>
        )}
      </Field>
    </>
  );
}
