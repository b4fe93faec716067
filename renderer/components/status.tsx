// A payment's status: icon, word and colour together, so that no one of them is needed alone.
import type { ShownStatus } from '../../main/domain/disclosure.ts';
import { Icon, type IconName } from './icon.tsx';
import styles from './status.module.css';

export type Tone = 'still' | 'going' | 'wait' | 'person' | 'good' | 'bad' | 'doubt';

const LOOKS = {
  draft: { icon: 'pen', tone: 'still' },
  received: { icon: 'dot', tone: 'still' },
  warehoused: { icon: 'calendar', tone: 'still' },
  in_repair: { icon: 'wrench', tone: 'wait' },
  being_processed: { icon: 'pause', tone: 'wait' },
  in_review: { icon: 'review', tone: 'person' },
  awaiting_approval: { icon: 'pen', tone: 'person' },
  awaiting_liquidity: { icon: 'drop', tone: 'wait' },
  suspended: { icon: 'pause', tone: 'wait' },
  accepted: { icon: 'arrow', tone: 'going' },
  dispatched: { icon: 'sent', tone: 'going' },
  acknowledged: { icon: 'check', tone: 'going' },
  unknown: { icon: 'question', tone: 'doubt' },
  settled: { icon: 'double', tone: 'good' },
  rejected: { icon: 'cross', tone: 'bad' },
  cancelled: { icon: 'undo', tone: 'still' },
  blocked: { icon: 'lock', tone: 'bad' },
  handed_over: { icon: 'sent', tone: 'still' },
} as const satisfies Record<ShownStatus, { readonly icon: IconName; readonly tone: Tone }>;

/** The icon and the tone of a status, for what draws them itself. */
export function lookOf(status: ShownStatus): { readonly icon: IconName; readonly tone: Tone } {
  return LOOKS[status];
}

export function toneOf(status: ShownStatus): Tone {
  return LOOKS[status].tone;
}

/** `quiet` leaves out the ground, for lists where every row has one. */
export function Status({
  status,
  word,
  quiet = false,
}: {
  readonly status: ShownStatus;
  readonly word: string;
  readonly quiet?: boolean;
}) {
  const { icon, tone } = LOOKS[status];
  return <Mark icon={icon} tone={tone} word={word} quiet={quiet} />;
}

export function Mark({
  icon,
  tone,
  word,
  quiet = false,
}: {
  readonly icon: IconName;
  readonly tone: Tone;
  readonly word: string;
  readonly quiet?: boolean;
}) {
  return (
    <span className={styles.mark} data-tone={tone} data-quiet={quiet || undefined}>
      <Icon name={icon} size={13} />
      {word}
    </span>
  );
}
