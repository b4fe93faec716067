// The fields of whatever is signed for a file: the person's own key, and what opens it.
import { ProofInput } from '../seat/forms.tsx';
import { useTexts } from '../use-texts.ts';
import styles from './carried.module.css';
import { FileButton, type PickedFile } from './file-button.tsx';

/** The file of the key, and the passphrase that opens it. */
export function KeyFields({
  picked,
  onPick,
  passphrase,
  onPassphrase,
}: {
  readonly picked: PickedFile | null;
  readonly onPick: (picked: PickedFile) => void;
  readonly passphrase: string;
  readonly onPassphrase: (passphrase: string) => void;
}) {
  const { t } = useTexts();
  return (
    <>
      <h3>{t('carried.key')}</h3>
      <div className={styles.actions}>
        <FileButton label={t('carried.keyChoose')} onPick={onPick} />
        {picked !== null && <span>{t('carried.keyChosen', { name: picked.name })}</span>}
      </div>
      <ProofInput
        label={t('carried.keyPassphrase')}
        kind="current-password"
        value={passphrase}
        onChange={onPassphrase}
      />
    </>
  );
}
