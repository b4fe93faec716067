// A way of opening the book is added, replaced or removed, by whoever has a secret that opens it.
import { useState } from 'react';
import type { Output } from '../../../../preload/contract/contract.ts';
import { ConfirmDialog } from '../../../components/dialog.tsx';
import { Message } from '../../../components/message.tsx';
import { useOffice } from '../../../context.ts';
import { useDeed } from '../../../use-deed.ts';
import { useTexts } from '../../../use-texts.ts';
import styles from './keys.module.css';
import { SecretField } from './secret-field.tsx';

export type SlotAsked =
  | { readonly what: 'add' | 'replace' }
  | { readonly what: 'remove'; readonly slot: string };

/** Characters of a passphrase; the office looks again. */
const PASSPHRASE_MIN = 12;

export function SlotDialog({
  asked,
  onDone,
  onClose,
}: {
  readonly asked: SlotAsked;
  readonly onDone: (keys: Output<'bookKeys'>) => void;
  readonly onClose: () => void;
}) {
  const { t } = useTexts();
  const office = useOffice();
  const deed = useDeed();
  const [secret, setSecret] = useState('');
  const [fresh, setFresh] = useState('');
  const [again, setAgain] = useState('');
  const { what } = asked;
  const isLong = [...fresh.normalize('NFKC')].length >= PASSPHRASE_MIN;
  const isWhole = secret !== '' && (what === 'remove' || (isLong && fresh === again));
  async function run() {
    const done = await deed.run((submissionId) =>
      office.ask((client) => {
        if (asked.what === 'remove') {
          return client.removeKeySlot({ submissionId, secret, slot: asked.slot });
        }
        const input = { submissionId, secret, passphrase: fresh };
        return asked.what === 'add' ? client.addKeySlot(input) : client.replaceKeySlot(input);
      }),
    );
    if (done === null) return;
    onDone(done);
    onClose();
  }
  return (
    <ConfirmDialog
      title={t(`keys.${what}`)}
      confirm={t(deed.busy ? 'checking' : `keys.${what}`)}
      cancel={t('cancel')}
      busy={deed.busy}
      canConfirm={isWhole}
      onConfirm={() => void run()}
      onCancel={onClose}
    >
      <p>{t(`keys.${what}Lead`)}</p>
      <SecretField
        label={t(what === 'replace' ? 'keys.old' : 'keys.secret')}
        isFirst
        value={secret}
        onChange={setSecret}
      />
      {what !== 'remove' && (
        <>
          <SecretField
            label={t('keys.fresh')}
            hint={t('keys.rule')}
            isNew
            value={fresh}
            onChange={setFresh}
          />
          <SecretField label={t('keys.again')} isNew value={again} onChange={setAgain} />
          {again !== '' && fresh !== again && (
            <p className={styles.wrong} role="alert">
              {t('seat.differ')}
            </p>
          )}
        </>
      )}
      {deed.trouble !== null && <Message tone="bad" text={deed.trouble} />}
    </ConfirmDialog>
  );
}
