// `npm start`: builds the console and opens it: in Electron where it can be had and can keep its
// sandbox, else in the loopback shell, saying in one line why. Arguments go through to the shell
// (`-- --demo`). The old Node is refused before this file loads (require-node.cjs).

import { type SpawnOptions, spawn, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { hasElectron } from './desktop-runtime.ts';
import { type Workstation, whyNoElectron } from './why-no-electron.ts';

const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));
const BUILD = join(ROOT, 'scripts', 'build.ts');
const LOOPBACK = join(ROOT, 'main', 'shell', 'loopback', 'start.ts');
const INSTALL = join(ROOT, 'node_modules', 'electron', 'install.js');
/** Milliseconds for the binary to come over the network; a workstation without one knows sooner. */
const FETCH_MS = 600_000;

/** Runs a program and answers its exit code. */
function run(
  program: string,
  args: readonly string[],
  options: SpawnOptions = {},
): Promise<number> {
  return new Promise((resolve) => {
    const child = spawn(program, args, { stdio: 'inherit', ...options });
    child.on('error', (error) => {
      console.error(`${program} could not be started: ${error.message}`);
      resolve(4);
    });
    child.on('exit', (code) => resolve(code ?? 4));
  });
}

function thisWorkstation(): Workstation {
  const read = (path: string): string | null => {
    try {
      return readFileSync(path, 'utf8').trim();
    } catch {
      return null;
    }
  };
  return {
    platform: process.platform,
    isRoot: process.getuid?.() === 0,
    hasDisplay: Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY),
    browserOnly: process.env.COUNTERFOIL_SHELL === 'loopback',
    read,
    fetchElectron() {
      if (hasElectron()) return true;
      console.log('Fetching Electron, once…');
      const got = spawnSync(process.execPath, [INSTALL], { stdio: 'ignore', timeout: FETCH_MS });
      return got.status === 0 && hasElectron();
    },
  };
}

async function start(args: readonly string[]): Promise<number> {
  const built = await run(process.execPath, [BUILD]);
  if (built !== 0) return built;
  const why = whyNoElectron(thisWorkstation());
  if (why !== null) {
    console.log(`${why} The console opens in a browser's window instead.`);
    return run(process.execPath, [LOOPBACK, ...args]);
  }
  const electron: string = createRequire(import.meta.url)('electron');
  const { NODE_OPTIONS: _options, ELECTRON_RUN_AS_NODE: _asNode, ...env } = process.env;
  return run(electron, [ROOT, ...args], { env });
}

// The shell ends in order on an interrupt; this process only waits for it.
process.on('SIGINT', () => undefined);
process.exitCode = await start(process.argv.slice(2));
