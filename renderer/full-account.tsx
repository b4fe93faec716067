// A masked account of a payment, wherever one is shown, and the way to see it in full: with a reason
// that the trail keeps before the number is told. What was told stands as long as it is open here.
import { useState } from 'react';
import { Button as AriaButton, Dialog, DialogTrigger, Popover } from 'react-aria-components';
import { isMasked, REVEAL_REASONS, type RevealReason } from '../main/domain/masked.ts';
import { Icon } from './components/icon.tsx';
import { Trouble } from './components/message.tsx';
import { type DrawAccount, grouped, type ShownAccount } from './components/trail.tsx';
import { useIsReady, useMay, useOffice } from './context.ts';
import styles from './full-account.module.css';
import { useDeed } from './use-deed.ts';
import { useTexts } from './use-texts.ts';

const LABELS = { debtor: 'reveal.showDebtor', creditor: 'reveal.showCreditor' } as const;

export function FullAccount({ paymentId, party, account }: ShownAccount) {
  const { t } = useTexts();
  const office = useOffice();
  const may = useMay('revealAccount');
  const ready = useIsReady();
  const deed = useDeed();
  const [told, setTold] = useState<string | null>(null);
  const [isOpen, setOpen] = useState(false);
  async function reveal(reason: RevealReason) {
    const asked = { paymentId, party, reason };
    const done = await deed.run((submissionId) =>
      office.ask((client) => client.revealAccount({ submissionId, ...asked })),
    );
    if (done === null) return;
    setTold(done.account ?? t('reveal.erased'));
    setOpen(false);
  }
  const isHidden = may && isMasked(account) && told === null;
  return (
    <>
      <code>{told === null ? grouped(account) : grouped(told)}</code>
      {isHidden && (
        <DialogTrigger isOpen={isOpen} onOpenChange={setOpen}>
          <AriaButton className={styles.reveal ?? ''} aria-label={t(LABELS[party])}>
            <Icon name="review" size={12} />
            {t('reveal.show')}
          </AriaButton>
          <Popover className={styles.reasons ?? ''} placement="bottom start">
            <Dialog aria-label={t(LABELS[party])}>
              <p>{t('reveal.why')}</p>
              {REVEAL_REASONS.map((reason) => (
                <button
                  key={reason}
                  type="button"
                  disabled={!ready || deed.busy}
                  onClick={() => void reveal(reason)}
                >
                  {t(`reveal.reason.${reason}`)}
                </button>
              ))}
              <Trouble of={deed} />
            </Dialog>
          </Popover>
        </DialogTrigger>
      )}
    </>
  );
}

/** A payment's accounts, each with the way to see it in full. */
export const drawFullAccount: DrawAccount = (shown) => (
  <FullAccount key={`${shown.paymentId}${shown.party}`} {...shown} />
);
