// The audit as a stream: each check as it begins, then the verdict; ended with its channel.
import { once } from 'node:events';
import type { Item } from '../../preload/contract/contract.ts';
import { Fault } from '../domain/result.ts';
import type { AuditWord } from './audit-worker-protocol.ts';
import { startBookThread } from './key-ring.ts';
import type { Office } from './office.ts';

/** Audits of one office at one time; the next one is the fault `too_many_audits`. */
export const AUDITS_MAX = 2;

const running = new WeakMap<object, number>();

type Auditing = Pick<Office, 'desk' | 'check'>;

/** Only the newest word of progress waits for a slow reader. */
export async function* auditBook(
  office: Auditing,
  signal: AbortSignal,
): AsyncGenerator<Item<'auditBook'>> {
  const { book } = office.desk;
  const others = running.get(book) ?? 0;
  if (others >= AUDITS_MAX) throw new Fault('too_many_audits', `${others} audits run already`);
  running.set(book, others + 1);
  const work = { file: book.file, anchor: office.check.anchor() };
  const worker = startBookThread(new URL('./audit-worker.ts', import.meta.url), work);
  const ended = once(worker, 'exit');
  const state: { word: AuditWord | null; failed: unknown; over: boolean; wake: () => void } = {
    word: null,
    failed: null,
    over: false,
    wake: () => undefined,
  };
  worker.on('message', (word: AuditWord) => {
    state.word = word;
    state.wake();
  });
  worker.on('error', (error) => {
    state.failed = error;
    state.wake();
  });
  worker.on('exit', () => {
    state.over = true;
    state.wake();
  });
  const stop = (): void => {
    void worker.terminate();
    state.wake();
  };
  signal.addEventListener('abort', stop, { once: true });
  try {
    for (;;) {
      if (signal.aborted) return;
      const { word } = state;
      state.word = null;
      if (word?.kind === 'checking') yield word;
      else if (word?.kind === 'verdict') {
        yield { kind: 'verdict', verdict: verdictOf(office, word.verdict) };
        return;
      } else if (state.failed !== null || state.over) {
        throw new Fault('audit_stopped', String(state.failed));
      } else {
        await new Promise<void>((resolve) => {
          state.wake = resolve;
        });
      }
    }
  } finally {
    signal.removeEventListener('abort', stop);
    await worker.terminate();
    await ended;
    running.set(book, (running.get(book) ?? 1) - 1);
  }
}

/** What was verified is noted as the anchor's, as after every audit. */
function verdictOf(
  { check }: Auditing,
  found: Extract<AuditWord, { kind: 'verdict' }>['verdict'],
): Extract<Item<'auditBook'>, { kind: 'verdict' }>['verdict'] {
  if (found.ok) {
    check.advance({ sequence: found.count, digest: Buffer.from(found.head, 'hex') });
  }
  return found;
}
