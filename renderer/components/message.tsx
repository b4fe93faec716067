// What a person is told in place: one line, what it means and what to do next. Never a modal.
import type { ReactNode } from 'react';
import type { Text } from '../../preload/locales/text.ts';
import { Icon, type IconName } from './icon.tsx';
import styles from './message.module.css';

export type MessageTone = 'bad' | 'wait' | 'good' | 'info';

const ICONS = {
  bad: 'alert',
  wait: 'clock',
  good: 'check',
  info: 'info',
} as const satisfies Record<MessageTone, IconName>;

export function Message({
  tone,
  text,
  children,
}: {
  readonly tone: MessageTone;
  readonly text: Text;
  readonly children?: ReactNode;
}) {
  return (
    <div className={styles.message} data-tone={tone} role={tone === 'bad' ? 'alert' : 'status'}>
      <Icon name={ICONS[tone]} />
      <div className={styles.words}>
        <strong>{text.primary}</strong>
        {text.detail !== undefined && <p>{text.detail}</p>}
        {text.hint !== undefined && <p className={styles.hint}>{text.hint}</p>}
      </div>
      {children !== undefined && <div className={styles.actions}>{children}</div>}
    </div>
  );
}

/** What stood in the way of a deed, if anything did; that it waits for another person is no failure. */
export function Trouble({
  of: { trouble, isAsked = false },
}: {
  readonly of: { readonly trouble: Text | null; readonly isAsked?: boolean };
}) {
  return trouble === null ? null : <Message tone={isAsked ? 'wait' : 'bad'} text={trouble} />;
}

/** A place with nothing in it yet, that leads somewhere. */
export function Empty({
  icon,
  text,
  children,
}: {
  readonly icon: IconName;
  readonly text: Text;
  readonly children?: ReactNode;
}) {
  return (
    <div className={styles.empty}>
      <span className={styles.sign}>
        <Icon name={icon} size={26} />
      </span>
      <h2>{text.primary}</h2>
      {text.detail !== undefined && <p>{text.detail}</p>}
      {text.hint !== undefined && <p>{text.hint}</p>}
      {children !== undefined && <div className={styles.emptyActions}>{children}</div>}
    </div>
  );
}
