// The gate before the screens: they stand only while somebody is at work. Behind a lock nothing of
// them is left in the page; what was begun and kept (filters, place, drafts) waits in the stores.
import { useEffect, useMemo, useState } from 'react';
import { useStore } from 'zustand';
import { App, createStores } from '../app.tsx';
import { useOffice, useOfficeState } from '../context.ts';
import { joined } from '../preference-store.ts';
import { whoOf } from '../standing.ts';
import { SeatScreen } from './seat-screen.tsx';

export function Gate() {
  const office = useOffice();
  const standing = useOfficeState((state) => state.standing);
  const who = useOfficeState(whoOf);
  const [owner, setOwner] = useState<string | null>(null);
  const [isSwitching, setSwitching] = useState(false);
  useEffect(() => {
    if (who === null) return;
    setSwitching(false);
    setOwner((before) => before ?? who);
  }, [who]);
  const whose = owner ?? who;
  const stores = useMemo(
    () => (whose === null ? null : createStores(office, whose)),
    [office, whose],
  );
  const isJoined = useStore(joined);
  // What one person left in the stores is shown to nobody else: the page begins anew for them. And
  // it waits for what they chose before: a choice made earlier would be lost under the kept one.
  if (stores !== null && who === whose && isJoined) {
    return <App stores={stores} onSwitch={() => setSwitching(true)} />;
  }
  const shown = who === null ? standing : null;
  return <SeatScreen standing={shown} isSwitching={isSwitching} onSwitch={setSwitching} />;
}
