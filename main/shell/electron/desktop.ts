// The desktop: opens the office in a process of its own, the console in a window of its own, joins
// them, and ends both in order.
import { userInfo } from 'node:os';
import { join } from 'node:path';
import type * as Electron from 'electron';
import { createClient } from '../../../preload/client.ts';
import { contract } from '../../../preload/contract/contract.ts';
import type { DesktopLine } from '../../../preload/locales/desktop-text.ts';
import { enDesktop } from '../../../preload/locales/en-desktop.ts';
import { zhDesktop } from '../../../preload/locales/zh-CN-desktop.ts';
import type { Session } from '../../../preload/session.ts';
import { localActor } from '../../domain/permissions.ts';
import { type Log, openLog } from '../../office/log.ts';
import { type StopReason, type SupervisedOffice, superviseOffice } from '../../office/supervise.ts';
import { DEMO_BEGINS, type Environment, type Language, terminalLanguage } from '../environment.ts';
import { readRendererFiles } from '../renderer-files.ts';
import { answerAppPage } from './app-page.ts';
import type { DesktopArguments } from './desktop-arguments.ts';
import { APP_SCHEME, type GuardEvents, guardSession } from './guards.ts';
import { type UtilityOffice, utilityOffice } from './office-utility.ts';
import { loadWindowState, saveWindowState } from './window-state.ts';
import { createWindows, type Windows } from './windows.ts';

export const EXIT = { done: 0, usage: 2, bookInUse: 3, fault: 4 } as const;

/** The parts of Electron that the desktop is made of. */
export type ElectronParts = Pick<
  typeof Electron,
  | 'app'
  | 'BrowserWindow'
  | 'dialog'
  | 'Menu'
  | 'MessageChannelMain'
  | 'Notification'
  | 'powerMonitor'
  | 'protocol'
  | 'screen'
  | 'session'
  | 'shell'
  | 'utilityProcess'
>;

export type DesktopOptions = {
  readonly electron: ElectronParts;
  readonly args: DesktopArguments;
  /** Where the build put what a window and an office are made of. */
  readonly places: { readonly renderer: string; readonly preload: string; readonly office: string };
  readonly env: Environment;
  /** Milliseconds UTC. */
  readonly now: () => number;
  readonly random: (bytes: number) => Uint8Array;
  /** Ends a process at once, as a crash would. */
  readonly endNow: (pid: number) => void;
};

export type Say = (line: DesktopLine, data?: { readonly [name: string]: string }) => string;

/** Prints a line of the desktop in a language, and gives it back. */
export function speaker(language: Language): Say {
  const texts = language === 'zh-CN' ? zhDesktop : enDesktop;
  return (line, data = {}) => {
    const said = texts[line].replace(/\{\{(\w+)\}\}/g, (_whole, name: string) => data[name] ?? '');
    console.log(said);
    return said;
  };
}

/** Opens the desktop; it runs until Electron quits. A failure to open it is said, and ends it. */
export async function openDesktop(options: DesktopOptions): Promise<void> {
  const { electron, args, env } = options;
  const say = speaker(terminalLanguage(args.language, env));
  try {
    await open(options, say);
  } catch (error) {
    say('office_failed', { detail: error instanceof Error ? error.message : String(error) });
    electron.app.exit(EXIT.fault);
  }
}

async function open(options: DesktopOptions, say: Say): Promise<void> {
  const { electron, args, places } = options;
  const { app } = electron;
  const person = userInfo().username;
  const session: Session = { actor: localActor(person), shell: 'electron' };
  const log = openLog(args.data, options.now);
  const guard = guardEvents(electron, log);
  const files = await readRendererFiles(places.renderer);
  electron.protocol.handle(APP_SCHEME, answerAppPage({ files, random: options.random }));
  guardSession(electron.session.defaultSession, guard);
  const fork = electron.utilityProcess.fork;
  const utility = utilityOffice(fork, places.office, options.env, options.endNow);
  const office = superviseOffice(
    {
      folder: args.data,
      shell: session.shell,
      person,
      demo: args.demo,
      clockStartsAt: args.demo ? DEMO_BEGINS : null,
    },
    utility.start,
  );
  const windows = openWindows(options, { session, office, utility, guard, log });
  endInOrder(app, windows, office);
  office.onState((state) => {
    if (state.kind === 'stopped') stopped(electron, state.reason, say);
  });
  app.on('second-instance', () => void windows.show());
  app.on('activate', () => void windows.show());
  windows.open();
}

type Joined = {
  readonly session: Session;
  readonly office: SupervisedOffice;
  readonly utility: UtilityOffice;
  readonly guard: GuardEvents;
  readonly log: Log;
};

function openWindows(options: DesktopOptions, joined: Joined): Windows {
  const { electron, args, places } = options;
  const { session, office, utility, guard, log } = joined;
  const stateFile = join(args.data, 'window.json');
  return createWindows({
    newWindow: electron.BrowserWindow,
    preload: places.preload,
    displays: () => electron.screen.getAllDisplays().map(({ workArea }) => workArea),
    kept: loadWindowState(stateFile),
    keep: (state) => saveWindowState(stateFile, state),
    guard,
    door: {
      newPorts: () => new electron.MessageChannelMain(),
      handOver: (port) => utility.handOver(session, port),
      keepFile: (path) => keepFile(office, session, path),
      language: () => undefined,
      refused: guard.refused,
    },
    onDied: (reason) => log({ shell: session.shell, code: 'window_died', reason }),
  });
}

function guardEvents(electron: ElectronParts, log: Log): GuardEvents {
  return {
    refused: (asked, url) =>
      // The scheme says enough: the rest of an address may be somebody's secret.
      log({ shell: 'electron', code: 'window_refused', asked, scheme: url.split(':')[0] ?? '' }),
    openOutside: (url) => void electron.shell.openExternal(url),
  };
}

async function keepFile(
  office: SupervisedOffice,
  session: Session,
  path: string,
): Promise<unknown> {
  const channel = office.open(session);
  try {
    return await createClient(contract, channel).draftBatch({ path });
  } finally {
    channel.close();
  }
}

/** The exit code once the office has ended; whoever quits first decides it. */
let exitCode: number = EXIT.done;

/** Quitting closes the windows, then the office, and only then the program. */
function endInOrder(app: Electron.App, windows: Windows, office: SupervisedOffice): void {
  let ending = false;
  app.on('window-all-closed', () => app.quit());
  app.on('before-quit', (event) => {
    event.preventDefault();
    if (ending) return;
    ending = true;
    windows.closeAll();
    void office.stop().then(() => app.exit(exitCode));
  });
}

/** The office has stopped for good: says why, on the terminal and in a dialog, and quits. */
function stopped(electron: ElectronParts, reason: StopReason, say: Say): void {
  if (reason.kind === 'ended') return;
  let said: string;
  if (reason.kind === 'refused') {
    const { person, shell, since } = reason.refusal;
    const at = typeof since === 'number' ? new Date(since).toLocaleString() : String(since);
    said = say('book_in_use', { person: String(person), shell: String(shell), since: at });
    exitCode = EXIT.bookInUse;
  } else {
    said = say('office_gone', { detail: reason.detail });
    exitCode = EXIT.fault;
  }
  electron.dialog.showErrorBox('Counterfoil', said);
  electron.app.quit();
}
