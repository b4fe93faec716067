// `npm run pack -- --linux|--win|--mac`: builds the program and hands it to electron-builder, whose
// own arguments go through. The packages lie in build/packages.

import { spawnSync } from 'node:child_process';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));

function run(program: string, args: readonly string[]): number {
  const { status, error } = spawnSync(process.execPath, [join(ROOT, program), ...args], {
    cwd: ROOT,
    stdio: 'inherit',
  });
  if (error !== undefined) console.error(`${program} could not be started: ${error.message}`);
  return status ?? 1;
}

const built = run('scripts/build.ts', []);
process.exitCode =
  built === 0
    ? run('node_modules/electron-builder/cli.js', [...process.argv.slice(2), '--publish', 'never'])
    : built;
