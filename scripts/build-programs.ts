// The programs that a long run starts many times over, built before it begins: reading hundreds of
// sources anew would take most of its time.
import { ARE_BUILT } from '../test/programs.ts';

/** Builds them, unless the check has, and says so to whatever is started from here on. */
export async function buildPrograms(): Promise<void> {
  if (process.env[ARE_BUILT] === '1') return;
  await import('./build-check.ts');
  process.env[ARE_BUILT] = '1';
}
