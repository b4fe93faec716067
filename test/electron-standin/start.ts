// The stand-in's program: reads Electron's command line, runs the program's main file unmodified,
// starts Chromium, says where it listens, and makes the program ready.
import './hooks.ts';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { theApp } from './app.ts';
import { startChromium } from './chromium.ts';
import { showPagesIn } from './web-contents.ts';

/** Electron's own switches, which its main process never sees as arguments of the program. */
const NODE_SWITCHES = /^--(?:inspect|remote-debugging-port)(?:=|$)/;

type CommandLine = {
  /** Files to load before the program, in order. */
  readonly required: readonly string[];
  readonly debugged: boolean;
  readonly program: string;
};

function readCommandLine(args: readonly string[]): CommandLine {
  const required: string[] = [];
  for (let at = 0; at < args.length; at += 1) {
    const given = args[at] ?? '';
    if (given === '-r') required.push(args[++at] ?? '');
    else if (!given.startsWith('-')) {
      return { required, debugged: args.some((each) => NODE_SWITCHES.test(each)), program: given };
    }
  }
  throw new Error('electron stand-in: no program was named');
}

/** Where the program begins: a folder's `main`, or a file. */
function entryOf(program: string): string {
  const path = resolve(program);
  if (/\.[cm]?js$/.test(path)) return path;
  const { main = 'index.js' }: { main?: string } = JSON.parse(
    readFileSync(join(path, 'package.json'), 'utf8'),
  );
  return join(path, main);
}

const { version }: { version: string } = createRequire(import.meta.url)('electron/package.json');
const versions = Object.freeze({ ...process.versions, electron: version });
Object.defineProperty(process, 'versions', { value: versions });

const [node = '', , ...args] = process.argv;
const packed = process.env.ELECTRON_STANDIN_PACKAGED === '1';
const { required, debugged, program } = readCommandLine(
  packed ? [process.env.ELECTRON_STANDIN_APP ?? '', ...args] : args,
);
// As Electron has them: the executable, its switches, the program's folder, the program's arguments.
process.argv.splice(0, process.argv.length, node, ...args);
const require = createRequire(import.meta.url);
for (const each of required) require(each);

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(signal, () => theApp.quit());
}
// A main file that waits for readiness at its top waits forever, here as in Electron.
await import(pathToFileURL(entryOf(program)).href);
const renderer = await startChromium(theApp.getPath('userData'), theApp.switches);
await showPagesIn(renderer.cdp);
theApp.becomeReady();
if (debugged) process.stderr.write(`DevTools listening on ${renderer.address}\n`);
