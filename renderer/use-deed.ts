// A deed on its way: the same submission id until it is answered, and what to tell if it was not
// done. While the office is away the answer is pending, never failed.
import { useRef, useState } from 'react';
import type { Reply } from '../preload/contract/method.ts';
import type { Text } from '../preload/locales/text.ts';
import { useOffice } from './context.ts';
import { useTexts } from './use-texts.ts';
import { wasAsked } from './was-asked.ts';

type Sent<Value> = (submissionId: string) => Promise<Reply<Value>>;

export type RunningDeed = {
  readonly busy: boolean;
  readonly trouble: Text | null;
  /**
   * Whether `trouble` is only that another person was asked to sign for it: it is done once they do,
   * and run again it would be asked for a second time.
   */
  readonly isAsked: boolean;
  /** Runs the deed; answers its value, or null when `trouble` says what stood in its way. */
  run<Value>(deed: Sent<Value>): Promise<Value | null>;
  /** The same, and `asked` where another person was asked. */
  runOrAsk<Value extends object>(deed: Sent<Value>): Promise<Value | 'asked' | null>;
  clear(): void;
};

type Stood = { readonly trouble: Text | null; readonly isAsked: boolean };
const NOTHING: Stood = { trouble: null, isAsked: false };

export function useDeed(): RunningDeed {
  const office = useOffice();
  const { trouble: troubleOf } = useTexts();
  const [busy, setBusy] = useState(false);
  const [stood, setStood] = useState(NOTHING);
  const running = useRef(false);
  async function send<Value>(deed: Sent<Value>): Promise<Reply<Value> | null> {
    // A second press while the first is on its way would be a second deed.
    if (running.current) return null;
    running.current = true;
    setBusy(true);
    setStood(NOTHING);
    const reply = await deed(office.newSubmissionId());
    running.current = false;
    setBusy(false);
    if (!reply.ok) setStood({ trouble: troubleOf(reply), isAsked: wasAsked(reply) });
    return reply;
  }
  return {
    busy,
    ...stood,
    async run(deed) {
      const reply = await send(deed);
      return reply?.ok === true ? reply.value : null;
    },
    async runOrAsk(deed) {
      const reply = await send(deed);
      if (reply === null) return null;
      if (reply.ok) return reply.value;
      return wasAsked(reply) ? 'asked' : null;
    },
    clear: () => setStood(NOTHING),
  };
}
