// The reader: the thread that answers what the screens ask of the book while the writer works.
import type { Fault } from '../domain/result.ts';
import { AskedThread } from './asked-thread.ts';
import type { Questions } from './reader-protocol.ts';

export class Reader extends AskedThread<Questions> {
  /** See {@link AskedThread} for when the thread starts, and what is told when. */
  constructor(file: string, onLoaded?: () => void, onDied?: (fault: Fault) => void) {
    super(new URL('./reader-worker.ts', import.meta.url), file, onLoaded, onDied);
  }
}
