// `restore BACKUP`: puts a backup in place of the book. No office is needed, because the book that is
// to be replaced may be one that cannot be opened.
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { Fault } from '../../domain/result.ts';
import { bookIn } from '../../office/backup-store.ts';
import { restoreNow } from '../../office/restore-now.ts';
import { keysForRestore } from '../secrets.ts';
import { isBackupName, type Options } from './arguments.ts';
import { EXIT, type Exit } from './exit-codes.ts';
import { notChanged } from './keys.ts';
import type { Output } from './output.ts';
import { personHere, tellBookInUse } from './with-office.ts';

export async function restore(
  { data: folder, keyFiles, newKeyFile }: Options,
  backup: string,
  output: Output,
): Promise<Exit> {
  const path = isBackupName(backup) ? join(folder, 'backups', backup) : backup;
  const isFile = statSync(path, { throwIfNoEntry: false })?.isFile() === true;
  const source = isFile ? path : bookIn(path);
  const keys = await keysForRestore(folder, source, { keyFiles, newKeyFile }, output);
  if (!keys.ok) return notChanged(keys.refusal, output);
  const stopped = new AbortController();
  const stop = (): void => stopped.abort();
  process.once('SIGINT', stop);
  try {
    const done = await restoreNow({
      folder,
      backup: path,
      ...keys.value,
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
