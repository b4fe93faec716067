// A deed on its way: the same submission id until it is answered, and what to tell if it was not
// done. While the office is away the answer is pending, never failed.
import { useRef, useState } from 'react';
import type { Reply } from '../preload/contract/method.ts';
import type { Text } from '../preload/locales/text.ts';
import { useOffice } from './context.ts';
import { useTexts } from './use-texts.ts';

export type RunningDeed = {
  readonly busy: boolean;
  readonly trouble: Text | null;
  /** Runs the deed; answers its value, or null when `trouble` says what stood in its way. */
  run<Value>(deed: (submissionId: string) => Promise<Reply<Value>>): Promise<Value | null>;
  clear(): void;
};

export function useDeed(): RunningDeed {
  const office = useOffice();
  const { trouble: troubleOf } = useTexts();
  const [busy, setBusy] = useState(false);
  const [trouble, setTrouble] = useState<Text | null>(null);
  const running = useRef(false);
  return {
    busy,
    trouble,
    async run(deed) {
      // A second press while the first is on its way would be a second deed.
      if (running.current) return null;
      running.current = true;
      setBusy(true);
      setTrouble(null);
      const reply = await deed(office.newSubmissionId());
      running.current = false;
      setBusy(false);
      if (reply.ok) return reply.value;
      setTrouble(troubleOf(reply));
      return null;
    },
    clear: () => setTrouble(null),
  };
}
