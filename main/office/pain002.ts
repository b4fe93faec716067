// Being written.
import type { Office } from './office.ts';
export async function* pain002(_o: Office, _b: number, _s: AbortSignal) {
  yield { kind: 'refused' as const, code: 'batch_unknown' as const };
}
