// What this person may do on one payment now. The office says which deeds those are; the ones that
// belong to another screen lead there.
import { useState } from 'react';
import { Amount } from '../../components/amount.tsx';
import { Button } from '../../components/button.tsx';
import { ConfirmDialog } from '../../components/dialog.tsx';
import { Trouble } from '../../components/message.tsx';
import { useConsole, useIsReady } from '../../context.ts';
import { useDeed } from '../../use-deed.ts';
import { useTexts } from '../../use-texts.ts';
import { OnlyAbsent } from '../review/only-absent.tsx';
import { Reminded, useReminding } from '../review/remind.tsx';
import styles from './queue-screen.module.css';
import type { Trail } from './queue-store.ts';
import { RejectDialog } from './reject-dialog.tsx';

export function PaymentActions({ trail }: { readonly trail: Trail }) {
  const { t, code } = useTexts();
  const { office, navigation } = useConsole();
  const ready = useIsReady();
  const [asking, setAsking] = useState(false);
  const [rejecting, setRejecting] = useState(false);
  const deed = useDeed();
  const { payment, allowedEvents } = trail;
  const { paymentId } = payment;
  const reminding = useReminding(paymentId);
  function cancelPayment() {
    void deed
      .run((submissionId) =>
        office.ask((client) => client.cancelPayment({ submissionId, paymentId })),
      )
      .then(() => setAsking(false));
  }
  return (
    <>
      <div className={styles.actions}>
        {allowedEvents.includes('decideReview') && (
          <Button kind="primary" icon="review" onPress={() => navigation.go('review')}>
            {t('queue.toReview')}
          </Button>
        )}
        {allowedEvents.includes('cancelPayment') && (
          <Button icon="undo" isDisabled={!ready} onPress={() => setAsking(true)}>
            {code('paymentDeed', 'cancelPayment')}
          </Button>
        )}
        {allowedEvents.includes('remindPayment') &&
          !allowedEvents.includes('decideReview') &&
          reminding.button}
        {allowedEvents.includes('rejectAcknowledged') && (
          <Button icon="cross" isDisabled={!ready} onPress={() => setRejecting(true)}>
            {code('paymentDeed', 'rejectAcknowledged')}
          </Button>
        )}
        <Button kind="quiet" icon="batch" onPress={() => navigation.showBatch(payment.batchId)}>
          {t('queue.toBatch')}
        </Button>
        {payment.relatedPayment !== 0 && (
          <Button kind="quiet" onPress={() => navigation.showPayment(payment.relatedPayment)}>
            {t('queue.toRelated')}
          </Button>
        )}
      </div>
      {reminding.trouble}
      <Reminded at={trail.remindedAt} />
      <OnlyAbsent of={trail.absentSigners} isDecided={payment.status === 'in_review'} />
      <Trouble of={deed} />
      {rejecting && <RejectDialog trail={trail} onClose={() => setRejecting(false)} />}
      {asking && (
        <ConfirmDialog
          title={t('queue.cancel.title')}
          confirm={t('queue.cancel.confirm')}
          cancel={t('cancel')}
          busy={deed.busy}
          onCancel={() => setAsking(false)}
          onConfirm={cancelPayment}
        >
          <p>
            {payment.creditorName} · <Amount money={payment.amount} />
          </p>
          <p>{t('queue.cancel.detail')}</p>
        </ConfirmDialog>
      )}
    </>
  );
}
