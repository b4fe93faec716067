// What a shell answers to a file that it was handed, read without believing its shape.
import type { Reply } from '../preload/contract/method.ts';
import type { KeptFile } from './door.ts';

/** A fault of the page's own side. */
export function faulty(code: string): {
  readonly ok: false;
  readonly fault: { id: null; code: string };
} {
  return { ok: false, fault: { id: null, code } };
}

/** Reads the shell's answer to a file: what `draftBatch` answered. */
export function keptFileOf(answer: unknown): Reply<KeptFile> {
  if (typeof answer !== 'object' || answer === null) return faulty('upload_failed');
  if ('value' in answer) return keptFileOf(answer.value);
  if ('refusal' in answer) {
    const code = codeOf(answer.refusal);
    return code === null ? faulty('upload_failed') : { ok: false, refusal: { code } };
  }
  if ('fault' in answer) {
    const code = codeOf(answer.fault);
    // A copy that was cut off is no deed: nothing is being checked, and the file is picked again.
    return faulty(code === null || code === 'channel_closed' ? 'upload_failed' : code);
  }
  const named = 'originalHash' in answer && 'fileName' in answer && 'size' in answer;
  if (!(named && 'submissionId' in answer)) return faulty('upload_failed');
  const { submissionId, originalHash, fileName, size } = answer;
  const whole =
    typeof submissionId === 'string' &&
    typeof originalHash === 'string' &&
    typeof fileName === 'string' &&
    typeof size === 'number';
  if (!whole) return faulty('upload_failed');
  return { ok: true, value: { submissionId, originalHash, fileName, size } };
}

function codeOf(value: unknown): string | null {
  if (typeof value !== 'object' || value === null || !('code' in value)) return null;
  return typeof value.code === 'string' ? value.code : null;
}
