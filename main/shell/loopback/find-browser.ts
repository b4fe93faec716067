// Where a browser of the Chromium family lies on this workstation: the one that the environment
// names, else the first of the known places. Nothing is started here.
import { accessSync, constants, statSync } from 'node:fs';
import { posix, win32 } from 'node:path';

/** What the search looks at; tests pass their own. */
export type Workstation = {
  readonly platform: string;
  readonly env: { readonly [name: string]: string | undefined };
  /** Whether a file is there and may be executed. */
  readonly isProgram: (path: string) => boolean;
};

/** Program names on Linux, in order of preference; each is looked for in every folder of PATH. */
const LINUX_NAMES = [
  'chromium',
  'chromium-browser',
  'google-chrome',
  'google-chrome-stable',
  'microsoft-edge',
  'microsoft-edge-stable',
];
/** Where Linux packages put them even when PATH does not say so. */
const LINUX_FOLDERS = ['/usr/bin', '/usr/local/bin', '/snap/bin'];
const LINUX_PROGRAMS = ['/opt/google/chrome/chrome', '/opt/microsoft/msedge/msedge'];

const MAC_PROGRAMS = [
  'Google Chrome.app/Contents/MacOS/Google Chrome',
  'Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
  'Chromium.app/Contents/MacOS/Chromium',
];

const WINDOWS_ROOTS = ['ProgramFiles', 'ProgramFiles(x86)', 'LocalAppData'];
const WINDOWS_PROGRAMS = [
  'Google\\Chrome\\Application\\chrome.exe',
  'Microsoft\\Edge\\Application\\msedge.exe',
  'Chromium\\Application\\chrome.exe',
];

/**
 * The path of the browser, or null when there is none. `COUNTERFOIL_BROWSER` decides alone when it
 * is set: a wrong path there is not repaired by another browser that the person did not choose.
 */
export function findBrowser(station: Workstation = thisWorkstation()): string | null {
  const chosen = station.env.COUNTERFOIL_BROWSER;
  if (chosen !== undefined && chosen !== '') return station.isProgram(chosen) ? chosen : null;
  return browserPlaces(station).find(station.isProgram) ?? null;
}

/** Every place that is looked at when the environment names none, in order. */
export function browserPlaces({ platform, env }: Pick<Workstation, 'platform' | 'env'>): string[] {
  if (platform === 'win32') {
    const roots = WINDOWS_ROOTS.flatMap((name) => env[name] ?? []);
    return WINDOWS_PROGRAMS.flatMap((program) => roots.map((root) => win32.join(root, program)));
  }
  if (platform === 'darwin') {
    const roots = ['/Applications', ...(env.HOME ? [`${env.HOME}/Applications`] : [])];
    return MAC_PROGRAMS.flatMap((program) => roots.map((root) => posix.join(root, program)));
  }
  // Only absolute folders: an empty or relative entry of PATH means wherever one happens to stand.
  const onPath = (env.PATH ?? '').split(':').filter((folder) => folder.startsWith('/'));
  const folders = [...new Set([...LINUX_FOLDERS, ...onPath])];
  const named = LINUX_NAMES.flatMap((name) => folders.map((folder) => posix.join(folder, name)));
  return [...named, ...LINUX_PROGRAMS];
}

function thisWorkstation(): Workstation {
  return { platform: process.platform, env: process.env, isProgram };
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}
