// `npm start`: the demo, from file to settled, on a book of its own. The old Node is refused before
// this file loads (require-node.cjs).

import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const cli = fileURLToPath(new URL('../main/shell/cli/index.ts', import.meta.url));
const child = spawn(process.execPath, [cli, 'demo', ...process.argv.slice(2)], {
  stdio: 'inherit',
});
child.on('error', (error) => {
  console.error(`The demo could not be started: ${error.message}`);
  process.exitCode = 4;
});
child.on('exit', (code) => {
  process.exitCode = code ?? 4;
});
