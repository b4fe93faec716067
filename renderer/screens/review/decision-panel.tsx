// The decision on one payment: approve, or decline with a reason code and a remark. Enter sends it;
// the focus then stands on the next payment.
import { type FormEvent, useEffect, useRef, useState } from 'react';
import { Button } from '../../components/button.tsx';
import { Field } from '../../components/field.tsx';
import { Message, Trouble } from '../../components/message.tsx';
import { useIsReady, useMay, useOffice } from '../../context.ts';
import { useDeed } from '../../use-deed.ts';
import { useTexts } from '../../use-texts.ts';
import { ReasonField } from './reason-field.tsx';
import styles from './review-screen.module.css';
import type { ReviewState, ReviewStore } from './review-store.ts';

type Props = {
  readonly store: ReviewStore;
  readonly paymentId: number;
  readonly deciding: ReviewState['deciding'];
  /** A suspected repeat goes on only with two signatures. */
  readonly needsTwoPersons: boolean;
  readonly onDecided: () => void;
};

export function DecisionPanel({ store, paymentId, deciding, needsTwoPersons, onDecided }: Props) {
  const { t } = useTexts();
  const may = useMay('decideReview');
  const ready = useIsReady();
  if (!may) return <Message tone="info" text={{ primary: t('review.mayNot') }} />;
  return (
    <div className={styles.decision}>
      {needsTwoPersons && (
        <Message
          tone="wait"
          text={{ primary: t('review.twoPersons'), detail: t('review.twoPersonsDetail') }}
        />
      )}
      {deciding === null ? (
        <div className={styles.actions}>
          <Button
            kind="primary"
            icon="check"
            hotkey="a"
            isDisabled={!ready}
            onPress={() => store.decide('approve')}
          >
            {t('review.approve')}
          </Button>
          <Button
            kind="danger"
            icon="cross"
            hotkey="d"
            isDisabled={!ready}
            onPress={() => store.decide('decline')}
          >
            {t('review.decline')}
          </Button>
        </div>
      ) : (
        <DecisionForm
          key={`${paymentId}${deciding}`}
          store={store}
          paymentId={paymentId}
          outcome={deciding}
          onDecided={onDecided}
        />
      )}
    </div>
  );
}

function DecisionForm({
  store,
  paymentId,
  outcome,
  onDecided,
}: {
  readonly store: ReviewStore;
  readonly paymentId: number;
  readonly outcome: 'approve' | 'decline';
  readonly onDecided: () => void;
}) {
  const { t } = useTexts();
  const office = useOffice();
  const deed = useDeed();
  const [reasonCode, setReasonCode] = useState('');
  const [remark, setRemark] = useState('');
  const first = useRef<HTMLFormElement | null>(null);
  useEffect(() => {
    first.current?.querySelector<HTMLElement>('select, textarea')?.focus();
  }, []);
  const declining = outcome === 'decline';
  const whole = !declining || (reasonCode !== '' && remark.trim() !== '');
  async function submit(event?: FormEvent) {
    event?.preventDefault();
    if (!whole) return;
    const done = await deed.run((submissionId) =>
      office.ask((client) =>
        client.decideReview({
          submissionId,
          paymentId,
          outcome,
          reasonCode,
          remark: remark.trim(),
        }),
      ),
    );
    if (done !== null) onDecided();
  }
  return (
    <form ref={first} className={styles.form} onSubmit={(event) => void submit(event)}>
      <h3>{t(declining ? 'review.declineTitle' : 'review.approveTitle')}</h3>
      {declining && <ReasonField value={reasonCode} onChange={setReasonCode} />}
      <RemarkField
        required={declining}
        value={remark}
        onChange={setRemark}
        onEnter={() => void submit()}
        onEscape={() => store.decide(null)}
      />
      <Trouble of={deed} />
      <div className={styles.actions}>
        <Button
          type="submit"
          kind={declining ? 'danger' : 'primary'}
          isDisabled={deed.busy || !whole}
          hotkey="Enter"
        >
          {t(deed.busy ? 'checking' : declining ? 'review.decline' : 'review.approve')}
        </Button>
        <Button hotkey="Esc" onPress={() => store.decide(null)}>
          {t('cancel')}
        </Button>
      </div>
    </form>
  );
}

/** Enter sends, Shift+Enter begins a line, and neither while an input method composes. */
function RemarkField({
  required,
  value,
  onChange,
  onEnter,
  onEscape,
}: {
  readonly required: boolean;
  readonly value: string;
  readonly onChange: (remark: string) => void;
  readonly onEnter: () => void;
  readonly onEscape: () => void;
}) {
  const { t } = useTexts();
  return (
    <Field label={t(required ? 'review.remark' : 'review.remarkOptional')}>
      {(ids) => (
        <textarea
          {...ids}
          maxLength={500}
          required={required}
          value={value}
          onChange={(event) => onChange(event.target.value)}
          onKeyDown={(event) => {
            if (event.nativeEvent.isComposing || event.keyCode === 229) return;
            if (event.key === 'Escape') onEscape();
            if (event.key === 'Enter' && !event.shiftKey) {
              event.preventDefault();
              onEnter();
            }
          }}
        />
      )}
    </Field>
  );
}
