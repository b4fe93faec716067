// One person's word on what is shown: signed, or sent back for good with a reason code and a remark.
import { type FormEvent, useState } from 'react';
import { Button } from '../../components/button.tsx';
import { Field } from '../../components/field.tsx';
import { Trouble } from '../../components/message.tsx';
import { useIsReady, useOffice } from '../../context.ts';
import { useDeed } from '../../use-deed.ts';
import { useTexts } from '../../use-texts.ts';
import { ReasonField } from './reason-field.tsx';
import styles from './review-screen.module.css';
import type { WaitingView } from './signature-store.ts';

export function WordPanel({
  view,
  onSaid,
}: {
  readonly view: WaitingView;
  readonly onSaid: () => void;
}) {
  const { t } = useTexts();
  const office = useOffice();
  const deed = useDeed();
  const ready = useIsReady();
  const [sendsBack, setSendsBack] = useState(false);
  const [reasonCode, setReasonCode] = useState('');
  const [remark, setRemark] = useState('');
  const whole = !sendsBack || (reasonCode !== '' && remark.trim() !== '');
  const { paymentId } = view.payment;
  async function send(event: FormEvent) {
    event.preventDefault();
    if (!whole) return;
    const said = { paymentId, shown: view.shown, remark: remark.trim() };
    const done = await deed.run((submissionId) =>
      office.ask((client) =>
        sendsBack
          ? client.rejectApproval({ submissionId, ...said, reasonCode })
          : client.approve({ submissionId, ...said }),
      ),
    );
    if (done !== null) onSaid();
  }
  return (
    <form className={styles.form} onSubmit={(event) => void send(event)}>
      <h3>{t(sendsBack ? 'signing.sendBackTitle' : 'signing.signTitle')}</h3>
      {sendsBack && <ReasonField value={reasonCode} onChange={setReasonCode} />}
      <Field label={t(sendsBack ? 'review.remark' : 'review.remarkOptional')}>
        {(ids) => (
          <textarea
            {...ids}
            maxLength={500}
            required={sendsBack}
            value={remark}
            onChange={(event) => setRemark(event.target.value)}
          />
        )}
      </Field>
      <Trouble of={deed} />
      <div className={styles.actions}>
        <Button
          type="submit"
          kind={sendsBack ? 'danger' : 'primary'}
          isDisabled={!ready || deed.busy || !whole}
        >
          {t(sendsBack ? 'signing.sendBack' : 'signing.sign')}
        </Button>
        <Button onPress={() => setSendsBack(!sendsBack)}>
          {t(sendsBack ? 'cancel' : 'signing.sendBackInstead')}
        </Button>
      </div>
    </form>
  );
}
