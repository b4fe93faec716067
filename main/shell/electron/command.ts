// `counterfoil --cli …`: the command line of the packed program, without a window. Electron starts the
// command in a utility process, starts the offices that it asks for, and ends with its exit code.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { StartOfficeProcess } from '../../office/supervise.ts';
import type { Environment } from '../environment.ts';
import { type CommandProcess, relayOffices } from './office-relay.ts';

const COMMAND_NAME = 'Counterfoil command';
/** Lets Chromium start where there is no display; it must be read before any file of ours. */
const NO_DISPLAY = '--ozone-platform=headless';
/** Milliseconds that an interrupted command has to end by itself. */
const INTERRUPTED_MS = 2000;
/** The exit code of a command that was ended from outside: 128 and the number of SIGTERM. */
const ENDED = 143;

/**
 * The command's own arguments, or null when the desktop is meant. `--cli` counts only as the first
 * one: a link or a file that the system hands over comes before whatever it may smuggle in.
 */
export function commandArguments(
  argv: readonly string[],
  isPackaged: boolean,
): readonly string[] | null {
  const args = argv.slice(isPackaged ? 1 : 2);
  const at = args[0] === NO_DISPLAY ? 1 : 0;
  return args[at] === '--cli' ? args.slice(at + 1) : null;
}

/** What a command needs of Electron's `app` before it is ready. */
export type AppToPrepare = {
  enableSandbox(): void;
  setPath(name: 'userData', path: string): void;
  readonly commandLine: { appendSwitch(name: string, value?: string): void };
};

/**
 * Before Electron is ready: sandboxed as ever, without a GPU, and with a profile that is thrown away,
 * for the desktop may be running on its own. Answers the profile's folder.
 */
export function prepareCommand(app: AppToPrepare, platform: string = process.platform): string {
  app.enableSandbox();
  app.commandLine.appendSwitch('disable-gpu');
  if (platform === 'linux') app.commandLine.appendSwitch('ozone-platform', 'headless');
  const profile = mkdtempSync(join(tmpdir(), 'counterfoil-command-'));
  app.setPath('userData', profile);
  return profile;
}

/** What a command needs of Electron's `app` when it is ready. */
export type AppToEnd = {
  exit(code: number): void;
  on(event: 'before-quit', listener: (event: { preventDefault(): void }) => void): unknown;
};

/** The utility process of the command: what is used of it. */
export type CommandChild = CommandProcess & {
  on(event: 'exit', listener: (code: number) => void): unknown;
  kill(): boolean;
};

export type CommandOptions = {
  readonly app: AppToEnd;
  /** `utilityProcess.fork`. */
  readonly fork: (
    program: string,
    args: string[],
    options: {
      readonly serviceName: string;
      readonly stdio: 'inherit';
      readonly env: Environment;
    },
  ) => CommandChild;
  readonly startOffice: StartOfficeProcess;
  /** The built file of command-process.ts. */
  readonly program: string;
  readonly args: readonly string[];
  readonly profile: string;
  readonly env: Environment;
};

/** Runs the command and ends Electron with its exit code, after every office it had. */
export function openCommand(options: CommandOptions): void {
  const { app, fork, startOffice, program, args, profile, env } = options;
  const { NODE_OPTIONS: _options, ELECTRON_RUN_AS_NODE: _asNode, ...rest } = env;
  const child = fork(program, [...args], {
    serviceName: COMMAND_NAME,
    stdio: 'inherit',
    env: rest,
  });
  const offices = relayOffices(child, startOffice);
  endWhenInterrupted(app, child);
  child.on('exit', (code) => {
    void offices.endAll().then(() => {
      rmSync(profile, { recursive: true, force: true });
      // A command that was ended by a signal has no code of its own, or one below nought.
      app.exit(Number.isInteger(code) && code >= 0 ? code : ENDED);
    });
  });
}

/** An interrupt reaches the command as well, which may end in order; one that does not is ended. */
function endWhenInterrupted(app: AppToEnd, child: CommandChild): void {
  let asked = false;
  app.on('before-quit', (event) => {
    event.preventDefault();
    if (asked) return;
    asked = true;
    const late = setTimeout(() => child.kill(), INTERRUPTED_MS);
    child.on('exit', () => clearTimeout(late));
  });
}
