// A batch is handed over to another branch: asked with what leaves, what stays and why, and answered
// as done or as waiting for another person.
import { useEffect, useState } from 'react';
import { Heading } from 'react-aria-components';
import { type CountedStatus, partedCounts } from '../../main/domain/hand-over.ts';
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
import { branchesToGiveTo } from './hand-over-facts.ts';
import { HandOversDialog } from './hand-overs-dialog.tsx';

type Batch = Output<'batch'>;
type Key = Output<'branchKeys'>['keys'][number];
/** What was answered: it left, or somebody else is asked. */
type Answered = { readonly isDone: boolean; readonly branch: string };

/** The button on a batch of which something may leave; what keeps it here is told by the dialog. */
export function GiveBatch({ batch }: { readonly batch: Batch }) {
  const { t } = useTexts();
  const ready = useIsReady();
  const may = useMay('handOverBatch');
  const [shown, setShown] = useState<'ask' | 'list' | null>(null);
  const isOffered = partedCounts(batch.payments).goes > 0;
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
  return keys === null ? null : branchesToGiveTo(keys);
}

function Ask({
  batch,
  onAnswered,
  onClose,
}: {
  readonly batch: Batch;
  readonly onAnswered: (answered: Answered) => void;
  readonly onClose: () => void;
}) {
  const { t } = useTexts();
  const office = useOffice();
  const deed = useDeed();
  const branches = useBranches();
  const { batchId } = batch;
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
      canConfirm={to !== '' && partedCounts(batch.payments).stops.length === 0}
      onConfirm={() => void give()}
      onClose={onClose}
    >
      <p>{t('handOver.giveLead')}</p>
      <WhatLeaves batch={batch} />
      <BranchField branches={branches} to={to} onChange={setTo} />
    </DeedDialog>
  );
}

/** What leaves and what it comes to, what stays, and what keeps all of it here while it lasts. */
function WhatLeaves({ batch: { payments, leavingSums } }: { readonly batch: Batch }) {
  const { t, format } = useTexts();
  const { goes, stays, stops } = partedCounts(payments);
  return (
    <>
      <dl className={styles.lines}>
        <div>
          <dt>{t('handOver.leaves')}</dt>
          <dd>{format.count(goes)}</dd>
        </div>
        <div>
          <dt>{t('handOver.sums')}</dt>
          <dd>
            <Sums sums={leavingSums} />
          </dd>
        </div>
        {stays.length > 0 && (
          <div>
            <dt>{t('handOver.stays')}</dt>
            <dd>
              <Counted counts={stays} />
            </dd>
          </div>
        )}
        {stops.length > 0 && (
          <div>
            <dt>{t('handOver.stops')}</dt>
            <dd>
              <Counted counts={stops} />
            </dd>
          </div>
        )}
      </dl>
      {stops.length > 0 && (
        <Message
          tone="wait"
          text={{ primary: t('handOver.stopped'), detail: t('handOver.stoppedDetail') }}
        />
      )}
      {stops.length === 0 && stays.length > 0 && <p>{t('handOver.staysDetail')}</p>}
    </>
  );
}

function Counted({ counts }: { readonly counts: readonly CountedStatus[] }) {
  const { code, format } = useTexts();
  return (
    <>
      {counts.map(({ status, payments }) => (
        <div key={status}>
          {format.count(payments)} · {code('status', status)}
        </div>
      ))}
    </>
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
