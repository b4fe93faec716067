// A proof on its way to the office, and in words why it was not taken: with the time until when
// somebody must wait, on the clock of this machine.
import { useState } from 'react';
import type { Reply } from '../../preload/contract/method.ts';
import type { Text } from '../../preload/locales/text.ts';
import { useTexts } from '../use-texts.ts';

export type Trouble = Exclude<Reply<unknown>, { ok: true }>;

export type RunningProof = {
  readonly busy: boolean;
  /** In the language of now. */
  readonly trouble: Text | null;
  /** Asks, and says whether it was taken. */
  readonly run: (question: () => Promise<Reply<unknown>>) => Promise<boolean>;
  readonly refuse: (trouble: Trouble | null) => void;
};

export function useProof(): RunningProof {
  const texts = useTexts();
  const [busy, setBusy] = useState(false);
  const [trouble, setTrouble] = useState<Trouble | null>(null);
  return {
    busy,
    trouble: trouble === null ? null : wordsOf(trouble, texts),
    async run(question) {
      if (busy) return false;
      setBusy(true);
      setTrouble(null);
      const reply = await question();
      setBusy(false);
      if (!reply.ok) setTrouble(reply);
      return reply.ok;
    },
    refuse: setTrouble,
  };
}

function wordsOf(trouble: Trouble, { trouble: troubleOf, t, format }: ReturnType<typeof useTexts>) {
  const words = troubleOf(trouble);
  const until = untilOf(trouble);
  if (until === null) return words;
  return { ...words, detail: t('seat.blockedUntil', { time: format.time(until) }) };
}

function untilOf(trouble: Trouble): number | null {
  if (!('refusal' in trouble) || !('until' in trouble.refusal)) return null;
  const { until } = trouble.refusal;
  return typeof until === 'number' ? until : null;
}
