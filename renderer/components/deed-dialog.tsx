// The question before a deed, and what came of it: what stands in its way is told in place, and
// once another person was asked for it there is nothing left to confirm.
import type { ReactNode } from 'react';
import type { RunningDeed } from '../use-deed.ts';
import { useTexts } from '../use-texts.ts';
import { ConfirmDialog } from './dialog.tsx';
import { Trouble } from './message.tsx';

export function DeedDialog({
  title,
  confirm,
  deed,
  canConfirm = true,
  isOver = false,
  onConfirm,
  onClose,
  children,
}: {
  readonly title: string;
  /** What the deed is called on its button; it gives way to `checking` while it runs. */
  readonly confirm: string;
  readonly deed: Pick<RunningDeed, 'busy' | 'trouble' | 'isAsked'>;
  readonly canConfirm?: boolean;
  /** Whether it was done and is left open to be read. */
  readonly isOver?: boolean;
  readonly onConfirm: () => void;
  readonly onClose: () => void;
  /** Count and sums: what exactly will happen. */
  readonly children: ReactNode;
}) {
  const { t } = useTexts();
  const isEnded = isOver || deed.isAsked;
  return (
    <ConfirmDialog
      title={title}
      confirm={deed.busy ? t('checking') : confirm}
      cancel={t(isEnded ? 'close' : 'cancel')}
      busy={deed.busy}
      canConfirm={canConfirm && !isEnded}
      onConfirm={onConfirm}
      onCancel={onClose}
    >
      {children}
      <Trouble of={deed} />
    </ConfirmDialog>
  );
}
