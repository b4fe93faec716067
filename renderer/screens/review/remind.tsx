// Reminding whoever something waits for: the button, and when it was last done.
import { mayRemind } from '../../../main/domain/payment-deeds.ts';
import { Button } from '../../components/button.tsx';
import { Trouble } from '../../components/message.tsx';
import { useIsReady, useOffice, useOfficeState } from '../../context.ts';
import { useDeed } from '../../use-deed.ts';
import { useTexts } from '../../use-texts.ts';
import styles from './review-screen.module.css';

export function RemindButton({
  isDisabled,
  onPress,
}: {
  readonly isDisabled: boolean;
  readonly onPress: () => void;
}) {
  const { t } = useTexts();
  return (
    <Button isDisabled={isDisabled} onPress={onPress}>
      {t('signing.remind')}
    </Button>
  );
}

/** Nothing where it was never reminded of. */
export function Reminded({ at }: { readonly at: number | null }) {
  const { t, format } = useTexts();
  if (at === null) return null;
  return (
    <span className={styles.reminded}>{t('signing.reminded', { when: format.moment(at) })}</span>
  );
}

/**
 * The button by which whoever a payment waits for is reminded, and what came of it: told where it
 * waits, once the office has kept it. No button for who may not, nor for the only person of a book.
 */
export function useReminding(paymentId: number) {
  const office = useOffice();
  const ready = useIsReady();
  const deed = useDeed();
  const remind = () =>
    void deed.run((submissionId) =>
      office.ask((client) => client.remindPayment({ submissionId, paymentId })),
    );
  const may = useOfficeState(({ session }) => session !== null && mayRemind(session.actor));
  const button = may ? <RemindButton isDisabled={!ready || deed.busy} onPress={remind} /> : null;
  return { button, trouble: <Trouble of={deed} /> };
}
