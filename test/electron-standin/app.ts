// Electron's `app`: readiness, quitting in Electron's order, paths, switches, one instance.
import { mkdirSync, openSync, readdirSync, readFileSync, rmSync, watch, writeSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { emitPreventable, StandinEmitter, strict } from './strict.ts';

/** Something that quits with the program: windows and utility processes. */
export type Quitting = {
  /** Closes it as its user would; false when it refused. */
  readonly close: () => Promise<boolean>;
  readonly destroy: () => void;
};

export type Metric = {
  readonly pid: number;
  readonly type: string;
  readonly serviceName?: string;
  readonly name?: string;
};

const TOLD = [
  'ready',
  'will-finish-launching',
  'window-all-closed',
  'before-quit',
  'will-quit',
  'quit',
  'activate',
  'open-file',
  'open-url',
  'second-instance',
  'web-contents-created',
  'browser-window-created',
];
type SecondStart = {
  readonly argv: readonly string[];
  readonly cwd: string;
  readonly additionalData: object | null;
};

const PATHS = ['userData', 'crashDumps', 'sessionData', 'logs'] as const;

class StandinApp extends StandinEmitter {
  /** A packed program is told by where it lies; the stand-in is told by who starts it. */
  readonly isPackaged = process.env.ELECTRON_STANDIN_PACKAGED === '1';
  readonly windows = new Set<Quitting>();
  readonly utilities = new Set<Quitting>();
  readonly metrics = new Set<() => Metric | null>();
  readonly commandLine = strict('app.commandLine', {
    appendSwitch: (name: string, value = '') => {
      if (this.ready) throw new Error('electron stand-in: a switch after ready does nothing');
      this.switches.push(value === '' ? `--${name}` : `--${name}=${value}`);
    },
    hasSwitch: (name: string) => this.switches.some((each) => each.split('=')[0] === `--${name}`),
    getSwitchValue: (name: string) =>
      this.switches.find((each) => each.startsWith(`--${name}=`))?.slice(name.length + 3) ?? '',
  });
  readonly switches: string[] = [];
  private ready = false;
  private readonly paths = new Map<string, string>();
  private quitting = false;
  private markReady: (event: object) => void = () => undefined;
  private readonly becameReady = new Promise<object>((resolve) => {
    this.markReady = resolve;
  });

  constructor() {
    super(TOLD);
    this.paths.set('userData', join(homedir(), '.config', 'electron-stand-in'));
  }

  isReady(): boolean {
    return this.ready;
  }

  whenReady(): Promise<object> {
    return this.becameReady;
  }

  /** Called by the stand-in when the program's file has run and the renderer is there. */
  becomeReady(): void {
    this.ready = true;
    const event = {};
    this.markReady(event);
    this.emit('ready', event, {});
  }

  enableSandbox(): void {
    if (this.ready) throw new Error('app.enableSandbox() can only be called before app is ready');
  }

  setPath(name: (typeof PATHS)[number], path: string): void {
    if (!PATHS.includes(name)) throw new Error(`electron stand-in: no path ${name}`);
    this.paths.set(name, path);
  }

  getPath(name: string): string {
    const path = this.paths.get(name);
    if (path === undefined) throw new Error(`electron stand-in: no path ${name}`);
    return path;
  }

  getLocale(): string {
    return this.commandLine.getSwitchValue('lang') || 'en-US';
  }

  getVersion(): string {
    return '0.0.1';
  }

  getAppMetrics(): Metric[] {
    const found = [...this.metrics].map((each) => each()).filter((each) => each !== null);
    return [{ pid: process.pid, type: 'Browser' }, ...found];
  }

  setAppUserModelId(): void {}
  addRecentDocument(): void {}
  clearRecentDocuments(): void {}

  setAsDefaultProtocolClient(): boolean {
    if (!this.isPackaged) throw new Error('a clone does not register itself with the system');
    return true;
  }

  /** A file in the profile's folder is the lock; a second start leaves its arguments beside it. */
  requestSingleInstanceLock(additionalData: object | null = null): boolean {
    const folder = this.getPath('userData');
    mkdirSync(folder, { recursive: true });
    const lock = join(folder, 'stand-in.lock');
    const holder = pidIn(lock);
    if (holder !== null && isAlive(holder)) {
      const note = openSync(join(folder, `stand-in.second.${process.pid}`), 'wx');
      writeSync(note, JSON.stringify({ argv: process.argv, cwd: process.cwd(), additionalData }));
      return false;
    }
    rmSync(lock, { force: true });
    writeSync(openSync(lock, 'wx'), String(process.pid));
    process.on('exit', () => rmSync(lock, { force: true }));
    watch(folder, () => this.readNotes(folder)).unref();
    return true;
  }

  private readNotes(folder: string): void {
    for (const name of readdirSync(folder)) {
      if (!name.startsWith('stand-in.second.')) continue;
      const text = readFileSync(join(folder, name), 'utf8');
      // The note is made before it is written; the writing is told as well.
      if (text === '') continue;
      rmSync(join(folder, name));
      const { argv, cwd, additionalData }: SecondStart = JSON.parse(text);
      this.emit('second-instance', {}, argv, cwd, additionalData);
    }
  }

  /** The window is gone; without listeners the last one ends the program, as in Electron. */
  windowClosed(window: Quitting): void {
    this.windows.delete(window);
    if (this.windows.size > 0) return;
    if (this.quitting) this.finishQuit();
    else if (this.listenerCount('window-all-closed') > 0) this.emit('window-all-closed');
    else this.quit();
  }

  quit(): void {
    if (emitPreventable(this, 'before-quit')) return;
    this.quitting = true;
    if (this.windows.size === 0) this.finishQuit();
    else void Promise.all([...this.windows].map((each) => each.close())).then(this.afterClosing);
  }

  private readonly afterClosing = (closed: readonly boolean[]): void => {
    if (closed.includes(false)) this.quitting = false;
  };

  private finishQuit(): void {
    if (emitPreventable(this, 'will-quit')) {
      this.quitting = false;
      return;
    }
    this.exit(0);
  }

  exit(code = 0): void {
    for (const each of [...this.windows, ...this.utilities]) each.destroy();
    this.emit('quit', {}, code);
    process.exit(code);
  }
}

function pidIn(lock: string): number | null {
  try {
    return Number(readFileSync(lock, 'utf8'));
  } catch {
    return null;
  }
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

/** The one app, without the strictness that the program sees it with. */
export const theApp = new StandinApp();
