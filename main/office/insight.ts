// The thread of measures, started when somebody first asks: whoever never looks at Insight pays
// nothing for it. It begins where it last was.
import type { Fault } from '../domain/result.ts';
import { AskedThread } from './asked-thread.ts';
import type { InsightQuestions } from './insight-protocol.ts';

export type Insight = Pick<AskedThread<InsightQuestions>, 'ask' | 'stop'>;

/** Measures of the book `file`; `onDied` as of {@link AskedThread}. */
export function insightOn(file: string, onDied: (fault: Fault) => void): Insight {
  const program = new URL('./insight-worker.ts', import.meta.url);
  return new AskedThread<InsightQuestions>(program, file, undefined, onDied);
}
