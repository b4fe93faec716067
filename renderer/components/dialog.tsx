// Dialogs: one frame for all of them, and the one that asks before money moves. Cancel is where the
// focus starts, so that a stray Enter does nothing.
import { type ReactNode, useEffect, useRef } from 'react';
import { Dialog, Heading, Modal, ModalOverlay } from 'react-aria-components';
import { Button } from './button.tsx';
import styles from './dialog.module.css';

export function DialogFrame({
  label,
  onClose,
  wide = false,
  children,
}: {
  readonly label: string;
  readonly onClose: () => void;
  readonly wide?: boolean;
  readonly children: ReactNode;
}) {
  return (
    <ModalOverlay
      isOpen
      isDismissable
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
      className={styles.veil ?? ''}
    >
      <Modal className={styles.modal ?? ''} data-wide={wide || undefined}>
        <Dialog className={styles.dialog ?? ''} aria-label={label}>
          {children}
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}

export type ConfirmProps = {
  readonly title: string;
  /** Count and sums: what exactly will happen. */
  readonly children: ReactNode;
  readonly confirm: string;
  readonly cancel: string;
  readonly canConfirm?: boolean;
  readonly busy?: boolean;
  readonly onConfirm: () => void;
  readonly onCancel: () => void;
};

export function ConfirmDialog(props: ConfirmProps) {
  const { title, children, confirm, cancel, onConfirm, onCancel } = props;
  const canConfirm = props.canConfirm !== false && props.busy !== true;
  const away = useRef<HTMLButtonElement | null>(null);
  const pressed = useRef<HTMLButtonElement | null>(null);
  useEffect(() => {
    // A button that is switched off loses the focus, and the keys with it: Escape would close nothing.
    const { activeElement } = document;
    const lost = activeElement === document.body || activeElement === pressed.current;
    if (!canConfirm && lost) away.current?.focus();
  }, [canConfirm]);
  return (
    <DialogFrame label={title} onClose={onCancel}>
      <Heading slot="title" className={styles.title ?? ''}>
        {title}
      </Heading>
      <div className={styles.body}>{children}</div>
      <div className={styles.actions}>
        <Button ref={away} autoFocus onPress={onCancel}>
          {cancel}
        </Button>
        <Button ref={pressed} kind="primary" isDisabled={!canConfirm} onPress={onConfirm}>
          {confirm}
        </Button>
      </div>
    </DialogFrame>
  );
}
