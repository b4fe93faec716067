// Emergency overrides as they stand now, read anew whenever one moved.
import { useCallback, useEffect, useState } from 'react';
import type { Output } from '../preload/contract/contract.ts';
import { useOffice } from './context.ts';

export type OverridesView = Output<'overrideList'>;

/** What is told of overrides, null until it is; and a way to look again. */
export function useOverrides(): {
  readonly view: OverridesView | null;
  readonly look: () => Promise<void>;
} {
  const office = useOffice();
  const [view, setView] = useState<OverridesView | null>(null);
  const look = useCallback(async () => {
    const reply = await office.ask((client) => client.overrideList({}));
    if (reply.ok) setView(reply.value);
  }, [office]);
  useEffect(() => {
    void look();
    const topics = ['requests', 'policies'] as const;
    const stops = topics.map((topic) => office.onChanged(topic, () => void look()));
    return () => {
      for (const stop of stops) stop();
    };
  }, [office, look]);
  return { view, look };
}
