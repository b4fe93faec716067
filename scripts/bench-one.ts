// Runs one bench in the process that `bench.ts` made for it, sends the figures back, and removes the
// folders that the bench asked for.

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Bench, Figure } from '../test/bench/bench.ts';

const folders: string[] = [];
// On exit, not in a finally: a bench that throws or is told to stop leaves nothing behind either.
process.on('exit', () => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});
process.on('SIGINT', () => process.exit(130));
process.on('SIGTERM', () => process.exit(143));

const [name = ''] = process.argv.slice(2);
const module: { readonly bench: Bench } = await import(`../test/bench/${name}.bench.ts`);
const figures: readonly Figure[] = await module.bench.run({
  temporaryFolder: () => {
    const folder = mkdtempSync(join(tmpdir(), 'counterfoil-bench-'));
    folders.push(folder);
    return folder;
  },
  note: (text) => console.error(`${name}: ${text}`),
});
process.send?.(figures);
process.disconnect?.();
