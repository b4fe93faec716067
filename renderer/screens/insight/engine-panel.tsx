// The engine and its intake: how far it has come, whether payments are taken in, and the orders to
// pause, drain or go on. What is ordered stands for everybody until another order is given.
import { useEffect, useRef, useState } from 'react';
import type { IntakeOrder } from '../../../main/domain/intake.ts';
import type { Output } from '../../../preload/contract/contract.ts';
import { Button } from '../../components/button.tsx';
import { DeedDialog } from '../../components/deed-dialog.tsx';
import { WordsField } from '../../components/field.tsx';
import { Meter } from '../../components/meter.tsx';
import { useConsole, useIsReady, useMay, useOffice } from '../../context.ts';
import { throttled } from '../../throttle.ts';
import { useDeed } from '../../use-deed.ts';
import { useTexts } from '../../use-texts.ts';
import styles from './insight-screen.module.css';

type Standing = Output<'engineStanding'>;

/** Between two looks while payments are judged. */
const LOOK_EVERY = 500;

export function EnginePanel() {
  const { t } = useTexts();
  const ready = useIsReady();
  const may = useMay('steerIntake');
  const [asked, setAsked] = useState<IntakeOrder | null>(null);
  const standing = useStanding();
  if (standing === null) return null;
  const { state } = standing.intake;
  const order = state === 'drained' ? 'draining' : state;
  return (
    <section className={styles.block} aria-label={t('insight.engineTitle')}>
      <h2>{t('insight.engineTitle')}</h2>
      <Stands standing={standing} />
      {may && (
        <div className={styles.bar}>
          {(['paused', 'draining', 'running'] as const)
            .filter((each) => each !== order)
            .map((each) => (
              <Button key={each} isDisabled={!ready} onPress={() => setAsked(each)}>
                {t(`insight.intake.order.${each}`)}
              </Button>
            ))}
        </div>
      )}
      {asked !== null && <OrderDialog order={asked} onClose={() => setAsked(null)} />}
    </section>
  );
}

/** How the engine stands, looked at again while payments move. */
function useStanding(): Standing | null {
  const { office } = useConsole();
  const [standing, setStanding] = useState<Standing | null>(null);
  useEffect(() => {
    let isGone = false;
    const read = async () => {
      const reply = await office.ask((client) => client.engineStanding({}));
      if (reply.ok && !isGone) setStanding(reply.value);
    };
    const look = throttled(() => void read(), LOOK_EVERY, office.later);
    look();
    const stop = office.onChanged('batches', look);
    return () => {
      isGone = true;
      stop();
    };
  }, [office]);
  return standing;
}

function Stands({ standing }: { readonly standing: Standing }) {
  const { t, format } = useTexts();
  const { counts, epoch, watermark, intake } = standing;
  const { state, since, by, reason, underWay, waiting } = intake;
  const engine = {
    epoch: format.count(epoch),
    records: format.count(counts.records),
    late: format.count(counts.late),
    quarantined: format.count(counts.quarantined),
    watermark: watermark === null ? t('insight.unknown') : format.dateTime(watermark),
  };
  return (
    <div role="status">
      <p className={styles.lead}>{t(`insight.intake.state.${state}`)}</p>
      {state !== 'running' && since !== null && (
        <p>
          {t('insight.intake.told', {
            time: format.dateTime(since),
            by: by ?? t('insight.unknown'),
            reason: reason ?? t('insight.unknown'),
          })}
        </p>
      )}
      {state === 'draining' && <DrainMeter left={underWay.payments} />}
      {state === 'paused' && (
        <p>
          {t('insight.intake.wait', {
            count: underWay.payments,
            number: format.count(underWay.payments),
          })}
        </p>
      )}
      {waiting.payments > 0 && (
        <p>
          {t('insight.intake.after', {
            count: waiting.payments,
            number: format.count(waiting.payments),
          })}
        </p>
      )}
      <p>{t('insight.engine', engine)}</p>
    </div>
  );
}

/** How far a drain is, of what was left when it was first looked at. */
function DrainMeter({ left }: { readonly left: number }) {
  const { t, format } = useTexts();
  const most = useRef(left);
  most.current = Math.max(most.current, left);
  const value = most.current === 0 ? 1 : 1 - left / most.current;
  const words = t('insight.intake.left', { count: left, number: format.count(left) });
  return <Meter label={t('insight.intake.state.draining')} value={value} words={words} />;
}

function OrderDialog({
  order,
  onClose,
}: {
  readonly order: IntakeOrder;
  readonly onClose: () => void;
}) {
  const { t } = useTexts();
  const office = useOffice();
  const deed = useDeed();
  const [reason, setReason] = useState('');
  async function run() {
    const input = { order, reason: reason.trim() };
    const done = await deed.run((submissionId) =>
      office.ask((client) => client.steerIntake({ submissionId, ...input })),
    );
    if (done !== null) onClose();
  }
  return (
    <DeedDialog
      title={t(`insight.intake.order.${order}`)}
      confirm={t(`insight.intake.order.${order}`)}
      deed={deed}
      canConfirm={order === 'running' || reason.trim() !== ''}
      onConfirm={() => void run()}
      onClose={onClose}
    >
      <p>{t(`insight.intake.about.${order}`)}</p>
      <WordsField
        label={t('insight.intake.reason')}
        hint={t('insight.intake.reasonHint')}
        value={reason}
        onChange={setReason}
      />
    </DeedDialog>
  );
}
