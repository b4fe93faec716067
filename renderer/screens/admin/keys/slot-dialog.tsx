// A way of opening the book is added, replaced or removed, by whoever has a secret that opens it.
import { useState } from 'react';
import type { Output } from '../../../../preload/contract/contract.ts';
import { DeedDialog } from '../../../components/deed-dialog.tsx';
import { useOffice } from '../../../context.ts';
import { useDeed } from '../../../use-deed.ts';
import { useTexts } from '../../../use-texts.ts';
import { NewPassphrase } from './new-passphrase.tsx';
import { SecretField } from './secret-field.tsx';

export type SlotAsked =
  | { readonly what: 'add' | 'replace' }
  | { readonly what: 'remove'; readonly slot: string };

export function SlotDialog({
  asked,
  onDone,
  onClose,
}: {
  readonly asked: SlotAsked;
  readonly onDone: (keys: Output<'addKeySlot'>) => void;
  readonly onClose: () => void;
}) {
  const { t } = useTexts();
  const office = useOffice();
  const deed = useDeed();
  const [secret, setSecret] = useState('');
  const [fresh, setFresh] = useState<string | null>(null);
  const { what } = asked;
  const isWhole = secret !== '' && (what === 'remove' || fresh !== null);
  async function run() {
    const done = await deed.run((submissionId) =>
      office.ask((client) => {
        if (asked.what === 'remove') {
          return client.removeKeySlot({ submissionId, secret, slot: asked.slot });
        }
        const input = { submissionId, secret, passphrase: fresh ?? '' };
        return asked.what === 'add' ? client.addKeySlot(input) : client.replaceKeySlot(input);
      }),
    );
    if (done === null) return;
    onDone(done);
    onClose();
  }
  return (
    <DeedDialog
      title={t(`keys.${what}`)}
      confirm={t(`keys.${what}`)}
      deed={deed}
      canConfirm={isWhole}
      onConfirm={() => void run()}
      onClose={onClose}
    >
      <p>{t(`keys.${what}Lead`)}</p>
      <SecretField
        label={t(what === 'replace' ? 'keys.old' : 'keys.secret')}
        isFirst
        value={secret}
        onChange={setSecret}
      />
      {what !== 'remove' && <NewPassphrase onChange={setFresh} />}
    </DeedDialog>
  );
}
