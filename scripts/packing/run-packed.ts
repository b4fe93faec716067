// Runs what was packed: its files taken out of the archive, outside of the project, so that a file
// which is missing from the archive is missing here. On Electron where it has been downloaded, else on
// the stand-in.

import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { _electron } from 'playwright';
import { enScreens } from '../../preload/locales/en-screens.ts';
import { ensureBrowser } from '../ensure-browser.ts';
import { extractAsar, readAsar } from './asar.ts';
import type { Finding } from './finding.ts';
import type { Packed } from './pack-linux.ts';

/** Milliseconds for one command or for the first screen, on a busy machine. */
const PATIENCE_MS = 60_000;

/** How a new book's status begins: one line of JSON, whatever else it says. */
const EMPTY = /^\{"batches":\[\],"payments":\{\},"sums":\{\}.*\}\n$/;

type Place = {
  readonly root: string;
  /** The files of the archive. */
  readonly app: string;
  /** A folder for books, thrown away with the rest. */
  readonly books: string;
  readonly isReal: boolean;
};

/** The packed program on the command line and in a window; one line for each thing it must do. */
export async function runPacked(packed: Packed, root: string): Promise<readonly Finding[]> {
  const why = reasonNotToRun(packed);
  if (why !== null) return [{ check: 'run', what: 'the packed program', detail: why, wrong: null }];
  const folder = await mkdtemp(join(tmpdir(), 'counterfoil-packed-'));
  try {
    const app = join(folder, 'app');
    await extractAsar(await readAsar(join(packed.folder, 'resources', 'app.asar')), app);
    const place = { root, app, books: join(folder, 'books'), isReal: packed.isReal };
    return [
      await status(place, packed),
      await demo(place, packed),
      await debugged(place, packed),
      await firstScreen(place),
    ];
  } finally {
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

function reasonNotToRun(packed: Packed): string | null {
  if (process.platform !== 'linux') return 'skipped: what is packed for Linux runs on Linux';
  if (packed.isReal) {
    return process.getuid?.() === 0 ? 'skipped: Electron does not start as root' : null;
  }
  const browser = ensureBrowser();
  return 'why' in browser ? `skipped: ${browser.why}` : null;
}

type Ran = { readonly code: number | null; readonly out: string; readonly err: string };

/** Runs the program as its users would: the packed binary itself, or the stand-in as a packed one. */
function runProgram(place: Place, packed: Packed, args: readonly string[]): Promise<Ran> {
  const { ELECTRON_OVERRIDE_DIST_PATH: _path, INIT_CWD: _here, ...inherited } = process.env;
  const program = place.isReal
    ? join(packed.folder, 'counterfoil')
    : join(place.root, 'test', 'electron-standin', 'bin', 'electron');
  const env = {
    ...inherited,
    PATH: `${join(place.root, 'node_modules', '.bin')}${delimiter}${inherited.PATH ?? ''}`,
    ELECTRON_STANDIN_PACKAGED: '1',
    ELECTRON_STANDIN_APP: place.app,
    LANG: 'en_GB.UTF-8',
  };
  return new Promise((resolve) => {
    let out = '';
    let err = '';
    const child = spawn(program, args, {
      cwd: tmpdir(),
      env,
      stdio: ['ignore', 'pipe', 'pipe'],
      timeout: PATIENCE_MS,
      killSignal: 'SIGKILL',
    });
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      out += text;
    });
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      err += text;
    });
    child.on('error', (error) => resolve({ code: null, out, err: String(error) }));
    child.on('close', (code) => resolve({ code, out, err }));
  });
}

const told = ({ code, out, err }: Ran): string =>
  `it ended with ${code}, saying ${JSON.stringify((out + err).slice(0, 500))}`;

async function status(place: Place, packed: Packed): Promise<Finding> {
  const args = ['--cli', 'status', '--json', '--data', join(place.books, 'status')];
  const ran = await runProgram(place, packed, args);
  return {
    check: 'run',
    what: 'counterfoil --cli status --json',
    detail: runtime(place),
    wrong: ran.code === 0 && EMPTY.test(ran.out) ? null : told(ran),
  };
}

/** The whole journey: every process and thread of the archive is started by it. */
async function demo(place: Place, packed: Packed): Promise<Finding> {
  const ran = await runProgram(place, packed, ['--cli', 'demo', '--json']);
  const isSound = ran.code === 0 && ran.out.includes('{"ok":true,"checks":[');
  return {
    check: 'run',
    what: 'counterfoil --cli demo --json',
    detail: 'from file to settled, audited',
    wrong: isSound ? null : told(ran),
  };
}

async function debugged(place: Place, packed: Packed): Promise<Finding> {
  const args = ['--cli', 'status', '--data', join(place.books, 'status')];
  const ran = await runProgram(place, packed, [...args, '--remote-debugging-port=0']);
  return {
    check: 'run',
    what: 'a debugging switch',
    detail: 'ends the packed program',
    wrong: ran.code === 2 ? null : told(ran),
  };
}

function runtime({ isReal }: Place): string {
  return `runtime: ${isReal ? 'Electron' : 'stand-in'}`;
}

/** The window of an untouched book offers the first start; the page has nothing to complain about. */
async function firstScreen(place: Place): Promise<Finding> {
  const finding = { check: 'run', what: 'the first screen', detail: runtime(place) };
  // Playwright asks Electron's own package for the program, which asks the environment.
  if (!place.isReal) {
    process.env.ELECTRON_OVERRIDE_DIST_PATH = join(place.root, 'test', 'electron-standin', 'bin');
  }
  const complaints: string[] = [];
  const electron = await _electron.launch({
    args: [place.app, '--data', join(place.books, 'window'), '--lang', 'en'],
    cwd: tmpdir(),
    timeout: PATIENCE_MS,
  });
  try {
    const page = await electron.firstWindow({ timeout: PATIENCE_MS });
    page.on('console', (message) => {
      if (message.type() === 'error') complaints.push(message.text());
    });
    page.on('pageerror', (error) => complaints.push(error.message));
    // Both come from the office: the book is open and empty.
    await page.getByText(enScreens.queue.none.yetHint).waitFor({ timeout: PATIENCE_MS });
    await page.keyboard.press('g');
    await page.keyboard.press('b');
    await page.getByText(enScreens.first.demo).waitFor({ timeout: PATIENCE_MS });
    return { ...finding, wrong: complaints.length === 0 ? null : complaints.join('; ') };
  } catch (error) {
    const said = error instanceof Error ? error.message : String(error);
    return { ...finding, wrong: [...complaints, said].join('; ') };
  } finally {
    await electron.close();
  }
}
