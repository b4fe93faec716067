// What must happen before Electron is ready, all of it at once and without waiting: whether this
// start is refused, whether it is the first one on its book, and where the program keeps its things.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { App, CrashReporter, Protocol } from 'electron';
import type { Environment } from '../environment.ts';
import { commandArguments, prepareCommand } from './command.ts';
import { sweepCrashDumps } from './crash-dumps.ts';
import { type DesktopArguments, readDesktopArguments, saidTo } from './desktop-arguments.ts';
import { judgeElectron, MADE_FOR } from './electron-version.ts';
import { APP_PRIVILEGES, APP_SCHEME } from './guards.ts';
import type { Say } from './speak.ts';
import { forbiddenSwitch } from './switches.ts';

export type BeforeReady = {
  readonly app: Pick<
    App,
    'isPackaged' | 'commandLine' | 'enableSandbox' | 'setPath' | 'requestSingleInstanceLock'
  >;
  readonly crashReporter: Pick<CrashReporter, 'start'>;
  readonly protocol: Pick<Protocol, 'registerSchemesAsPrivileged'>;
  /** As the system gave them: the program first, in a clone followed by the project's folder. */
  readonly argv: readonly string[];
  readonly env: Environment;
  /** Of the running Electron, as `process.versions` has it. */
  readonly version: string | undefined;
  /** Milliseconds UTC. */
  readonly now: number;
};

export type Verdict =
  | { readonly kind: 'go'; readonly args: DesktopArguments }
  /** Another start of ours has the book: it was told what this one was asked to open. */
  | { readonly kind: 'other'; readonly args: DesktopArguments }
  /** `--cli`: a command without a window, in a profile that is thrown away. */
  | { readonly kind: 'command'; readonly args: readonly string[]; readonly profile: string }
  | { readonly kind: 'usage' }
  | { readonly kind: 'switch'; readonly name: string }
  | { readonly kind: 'version'; readonly version: string }
  | { readonly kind: 'folder'; readonly detail: string };

/**
 * Refuses another Electron than the one it is made for, then a debugging switch in a packed build;
 * then a command goes its own way; then arguments that are not understood are refused, and a folder
 * that cannot be made; then sandbox, crash dumps that stay on this machine, our scheme, and the lock
 * of a single instance.
 */
export function beforeReady(options: BeforeReady): Verdict {
  const { app, crashReporter, protocol, argv, env, version, now } = options;
  if (judgeElectron(version, now) === 'other_major') {
    return { kind: 'version', version: version ?? '' };
  }
  const name = app.isPackaged ? forbiddenSwitch(argv.slice(1)) : null;
  if (name !== null) return { kind: 'switch', name };
  const command = commandArguments(argv, app.isPackaged);
  if (command !== null) return { kind: 'command', args: command, profile: prepareCommand(app) };
  const args = readDesktopArguments(saidTo(argv, app.isPackaged), env);
  if (args === null) return { kind: 'usage' };
  app.enableSandbox();
  const profile = join(args.data, 'window');
  const crashes = join(args.data, 'crashes');
  try {
    for (const folder of [args.data, profile, crashes]) {
      mkdirSync(folder, { recursive: true, mode: 0o700 });
    }
  } catch (error) {
    return { kind: 'folder', detail: error instanceof Error ? error.message : String(error) };
  }
  sweepCrashDumps(crashes, now);
  app.setPath('userData', profile);
  app.setPath('crashDumps', crashes);
  crashReporter.start({ uploadToServer: false });
  protocol.registerSchemesAsPrivileged([{ scheme: APP_SCHEME, privileges: APP_PRIVILEGES }]);
  // The lock belongs to the profile's folder, so each book has one program of its own.
  return { kind: app.requestSingleInstanceLock({ ...args.opened }) ? 'go' : 'other', args };
}

type Refused = Exclude<Verdict, { kind: 'go' | 'other' | 'command' }>;

/** Says on the terminal why a start goes no further. */
export function sayRefused(refused: Refused, say: Say): void {
  if (refused.kind === 'usage') say('usage');
  else if (refused.kind === 'switch') say('switch_refused', { name: refused.name });
  else if (refused.kind === 'folder') say('office_failed', { detail: refused.detail });
  else say('other_electron', { version: refused.version, made: String(MADE_FOR.major) });
}
