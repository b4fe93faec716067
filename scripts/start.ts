// `npm start`: builds the console and opens it in the loopback shell. Arguments go through to the
// shell (`-- --demo`). The old Node is refused before this file loads (require-node.cjs).

import { type SpawnOptions, spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const BUILD = fileURLToPath(new URL('./build.ts', import.meta.url));
const SHELL = fileURLToPath(new URL('../main/shell/loopback/start.ts', import.meta.url));

/** Runs one of the project's own programs and answers its exit code. */
function run(program: string, args: readonly string[], options: SpawnOptions): Promise<number> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [program, ...args], { stdio: 'inherit', ...options });
    child.on('error', (error) => {
      console.error(`${program} could not be started: ${error.message}`);
      resolve(4);
    });
    child.on('exit', (code) => resolve(code ?? 4));
  });
}

const built = await run(BUILD, [], {});
// The shell ends in order on an interrupt; this process only waits for it.
process.on('SIGINT', () => undefined);
process.exitCode = built === 0 ? await run(SHELL, process.argv.slice(2), {}) : built;
