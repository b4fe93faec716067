// `verify FILE`: whether a book is what its own trail says, by a program that shares nothing with
// the one that wrote it. Touches no book: a backup or a copy is read, never one that is open.
import { Fault } from '../../domain/result.ts';
import { readAnchor, verifyFile } from '../../office/verify-file.ts';
import { keysForFile } from '../secrets.ts';
import { EXIT, type Exit } from './exit-codes.ts';
import type { KeyFiles } from './key-arguments.ts';
import { notChanged } from './keys.ts';
import type { Output } from './output.ts';

export type VerifyAsked = { readonly file: string; readonly anchor: string | null };

export async function verify(
  { file, anchor }: VerifyAsked,
  files: KeyFiles,
  output: Output,
): Promise<Exit> {
  const anchored = anchor === null ? null : await readAnchor(anchor);
  if (anchored === null && anchor !== null) {
    output.object({ outcome: 'refused', code: 'anchor_unreadable', value: anchor });
    output.line('anchor_unreadable', { value: anchor });
    return EXIT.usage;
  }
  const keys = await keysForFile(file, files, output);
  if (!keys.ok) return notChanged(keys.refusal, output);
  const stopped = new AbortController();
  const stop = (): void => stopped.abort();
  process.once('SIGINT', stop);
  try {
    const found = await verifyFile(file, {
      anchor: anchored,
      keys: keys.value,
      onProgress: (done, total) => output.progress.at('verifying', done, total),
      signal: stopped.signal,
    });
    output.progress.end();
    if (found.ok) return told(found.value, output);
    const { code } = found.refusal;
    output.object({ outcome: 'refused', ...found.refusal });
    output.line(code === 'book_in_use' ? 'verify_in_use' : 'verify_unreadable', { file });
    return code === 'book_in_use' ? EXIT.bookInUse : EXIT.refused;
  } catch (error) {
    output.progress.end();
    output.fault(error instanceof Fault ? error.code : 'unexpected', String(error));
    return EXIT.fault;
  } finally {
    process.removeListener('SIGINT', stop);
  }
}

type Verdict = Extract<Awaited<ReturnType<typeof verifyFile>>, { readonly ok: true }>['value'];

/** Says every check, and the head to keep outside the book. */
function told({ ok, checks, head, count }: Verdict, output: Output): Exit {
  output.object({ ok, checks, head, count });
  for (const { name, ok: passed, detail } of checks) {
    output.line(passed ? 'check_ok' : 'check_failed', { name, detail });
  }
  output.line('chain_head', { count, head });
  return ok ? EXIT.done : EXIT.auditFailed;
}
