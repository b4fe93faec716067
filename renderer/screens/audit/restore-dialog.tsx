// Asks before a backup takes the place of the book: what is lost, what is kept, and what waits.
import { useRef, useState } from 'react';
import type { Text } from '../../../preload/locales/text.ts';
import { ConfirmDialog } from '../../components/dialog.tsx';
import { Trouble } from '../../components/message.tsx';
import { useOffice } from '../../context.ts';
import { useTexts } from '../../use-texts.ts';
import type { BackupsView } from './audit-screen.tsx';

export function RestoreDialog({
  backup,
  onClose,
}: {
  readonly backup: BackupsView['backups'][number];
  readonly onClose: () => void;
}) {
  const { t, format, trouble: troubleOf } = useTexts();
  const office = useOffice();
  const restoreId = useRef(office.newSubmissionId());
  const [busy, setBusy] = useState(false);
  const [trouble, setTrouble] = useState<Text | null>(null);
  async function run() {
    setBusy(true);
    setTrouble(null);
    // The office ends on the way; the next one answers the same question by its id.
    const asked = { restoreId: restoreId.current, name: backup.name };
    const reply = await office.ask((client) => client.restoreBackup(asked));
    setBusy(false);
    if (reply.ok) onClose();
    else setTrouble(troubleOf(reply));
  }
  return (
    <ConfirmDialog
      title={t('audit.restoreTitle', { at: format.dateTime(backup.madeAt) })}
      confirm={t(busy ? 'checking' : 'audit.restoreThis')}
      cancel={t('cancel')}
      busy={busy}
      onConfirm={() => void run()}
      onCancel={onClose}
    >
      <p>{t('audit.restoreDetail')}</p>
      <p>{t('audit.restoreWaits')}</p>
      <Trouble of={{ trouble }} />
    </ConfirmDialog>
  );
}
