// The Audit screen: whether the book holds, the trail of all deeds, its backups and when one was last proven, and what
// waits for a person since a restore.
import { useCallback, useEffect, useState } from 'react';
import type { Output } from '../../../preload/contract/contract.ts';
import { useConsole, useMay } from '../../context.ts';
import { throttled } from '../../throttle.ts';
import { useTexts } from '../../use-texts.ts';
import styles from './audit-screen.module.css';
import { Backups } from './backups.tsx';
import { Chain } from './chain.tsx';
import { Overrides } from './overrides.tsx';
import { TrailList } from './trail-list.tsx';
import { Waiting } from './waiting.tsx';

export type BackupsView = Output<'backups'>;
export type WaitingView = Output<'outgoingWaiting'>['batches'];

const LOOK_EVERY = 1500;

export function AuditScreen() {
  const { t } = useTexts();
  const { office } = useConsole();
  const mayRead = useMay('exportTrail');
  const [backups, setBackups] = useState<BackupsView | null>(null);
  const [waiting, setWaiting] = useState<WaitingView>([]);
  const read = useCallback(async () => {
    const [kept, held] = await Promise.all([
      office.ask((client) => client.backups({})),
      office.ask((client) => client.outgoingWaiting({})),
    ]);
    if (kept.ok) setBackups(kept.value);
    if (held.ok) setWaiting(held.value.batches);
  }, [office]);
  useEffect(() => {
    const look = throttled(() => void read(), LOOK_EVERY, office.later);
    look();
    return office.onChanged('payments', look);
  }, [office, read]);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region is reached by Tab
    <section className={styles.screen} tabIndex={0} aria-label={t('screen.audit')}>
      {waiting.length > 0 && <Waiting waiting={waiting} onDone={() => void read()} />}
      <Overrides />
      {/* A restored book is another one: what was found of the last says nothing of it. */}
      <Chain key={backups?.restores ?? 0} />
      {mayRead && <TrailList />}
      {backups !== null && <Backups view={backups} onDone={() => void read()} />}
    </section>
  );
}
