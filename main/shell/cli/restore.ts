// `restore BACKUP`: puts a backup in place of the book. No office is needed, because the book that is
// to be replaced may be one that cannot be opened.
import { join } from 'node:path';
import { Fault } from '../../domain/result.ts';
import { restoreNow } from '../../office/restore-now.ts';
import { isBackupName } from './arguments.ts';
import { EXIT, type Exit } from './exit-codes.ts';
import type { Output } from './output.ts';
import { personHere, tellBookInUse } from './with-office.ts';

export async function restore(folder: string, backup: string, output: Output): Promise<Exit> {
  const path = isBackupName(backup) ? join(folder, 'backups', backup) : backup;
  const stopped = new AbortController();
  const stop = (): void => stopped.abort();
  process.once('SIGINT', stop);
  try {
    const done = await restoreNow({
      folder,
      backup: path,
      person: personHere(),
      onPhase: (phase, at, total) => output.progress.at(phase, at, total),
      signal: stopped.signal,
    });
    output.progress.end();
    if (done.ok) {
      const { count, held } = done.value;
      output.object({ outcome: 'restored', backup: path, count, waiting: held });
      output.line('restored', { backup: path, count });
      if (held > 0) output.line('restored_waiting', { held });
      return EXIT.done;
    }
    const { refusal } = done;
    if (refusal.code === 'book_in_use') return tellBookInUse(refusal, output);
    output.object({ outcome: 'refused', ...refusal });
    output.refusal(refusal);
    return EXIT.refused;
  } catch (error) {
    output.progress.end();
    output.fault(error instanceof Fault ? error.code : 'unexpected', String(error));
    return EXIT.fault;
  } finally {
    process.removeListener('SIGINT', stop);
  }
}
