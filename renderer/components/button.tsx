// The buttons of the console: one look, four weights.
import type { Ref } from 'react';
import { Button as AriaButton, type ButtonProps } from 'react-aria-components';
import styles from './button.module.css';
import { Icon, type IconName } from './icon.tsx';

export type Props = Omit<ButtonProps, 'className' | 'style' | 'children'> & {
  readonly kind?: 'plain' | 'primary' | 'danger' | 'quiet';
  readonly icon?: IconName;
  /** The key that does the same, for people to learn it. */
  readonly hotkey?: string;
  readonly children?: React.ReactNode;
  readonly ref?: Ref<HTMLButtonElement>;
};

export function Button({ kind, icon, hotkey, children, ...rest }: Props) {
  return (
    <AriaButton
      {...rest}
      className={styles.button ?? ''}
      data-kind={kind ?? 'plain'}
      data-bare={children === undefined || undefined}
    >
      {icon !== undefined && <Icon name={icon} size={14} />}
      {children}
      {hotkey !== undefined && <kbd className={styles.hotkey}>{hotkey}</kbd>}
    </AriaButton>
  );
}
