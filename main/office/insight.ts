// The thread of measures, started when somebody first asks: whoever never looks at Insight pays
// nothing for it. It begins where it last was.
import type { Fault } from '../domain/result.ts';
import { AskedThread } from './asked-thread.ts';
import type { InsightQuestions } from './insight-protocol.ts';

export type Insight = {
  readonly ask: AskedThread<InsightQuestions>['ask'];
  readonly stop: () => Promise<void>;
};

/** Measures of the book `file`; `onDied` as of {@link AskedThread}. */
export function insightOn(file: string, onDied: (fault: Fault) => void): Insight {
  let thread: AskedThread<InsightQuestions> | null = null;
  return {
    ask: (question, input) => {
      const program = new URL('./insight-worker.ts', import.meta.url);
      thread ??= new AskedThread(program, file, undefined, onDied);
      return thread.ask(question, input);
    },
    stop: async () => {
      await thread?.stop();
    },
  };
}
