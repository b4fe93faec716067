// The rail: the rooms of the console, how much waits in each, and the keys that lead there.
import { useEffect, useState } from 'react';
import { useStore } from 'zustand';
import { KEYMAP, type Shortcut } from '../../preload/keymap.ts';
import { Icon, type IconName } from '../components/icon.tsx';
import { useComplianceRight, useConsole } from '../context.ts';
import type { Screen } from '../navigation.ts';
import { throttled } from '../throttle.ts';
import { useTexts } from '../use-texts.ts';
import styles from './frame.module.css';
import { useRooms } from './rooms.ts';

const ICONS = {
  queue: 'queue',
  batch: 'batch',
  review: 'review',
  settlement: 'settlement',
  insight: 'insight',
  audit: 'audit',
  admin: 'admin',
} as const satisfies Record<Screen, IconName>;

export function Rail() {
  const { t, format } = useTexts();
  const { navigation } = useConsole();
  const current = useStore(navigation.place, (place) => place.screen);
  const knows = useComplianceRight();
  const waiting = useWaiting(knows);
  const screens = useRooms();
  return (
    <nav className={styles.rail} aria-label={t('frame.screens')}>
      {screens.map((screen) => (
        <button
          key={screen}
          type="button"
          className={styles.room}
          aria-current={current === screen ? 'page' : undefined}
          onClick={() => navigation.go(screen)}
        >
          <Icon name={ICONS[screen]} />
          <span className={styles.roomName}>{t(`screen.${screen}`)}</span>
          {screen === 'review' && waiting > 0 && (
            <span className={styles.badge}>{format.count(waiting)}</span>
          )}
          <kbd>{keysOf(screen)}</kbd>
        </button>
      ))}
      <p className={styles.railNote}>{t(`about.${current}`)}</p>
    </nav>
  );
}

function keysOf(screen: Screen): string {
  const shortcut: Shortcut | undefined = KEYMAP.find(({ action }) => action === `go_${screen}`);
  return shortcut?.keys.join(' ') ?? '';
}

const LOOK_EVERY = 1500;

/** How many payments wait for a person's decision. */
function useWaiting(knows: boolean): number {
  const { office } = useConsole();
  const [waiting, setWaiting] = useState(0);
  useEffect(() => {
    if (!knows) return;
    let gone = false;
    const look = throttled(
      () => {
        void office
          .ask((client) => client.reviewList({ offset: 0, limit: 1 }))
          .then((reply) => {
            if (reply.ok && !gone) setWaiting(reply.value.total);
          });
      },
      LOOK_EVERY,
      office.later,
    );
    look();
    const stop = office.onChanged('payments', look);
    return () => {
      gone = true;
      stop();
    };
  }, [office, knows]);
  return waiting;
}
