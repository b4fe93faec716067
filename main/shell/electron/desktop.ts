// The desktop: opens the office in a process of its own and the console in a window of its own, joins
// them to each other and to what the system tells, and ends both in order.

import { userInfo } from 'node:os';
import { join } from 'node:path';
import type * as Electron from 'electron';
import { createClient } from '../../../preload/client.ts';
import { contract } from '../../../preload/contract/contract.ts';
import type { KeyLine } from '../../../preload/locales/key-text.ts';
import type { Stated } from '../../../preload/session.ts';
import { DEMO_BEGINS } from '../../domain/demo-scenes.ts';
import { localActor } from '../../domain/permissions.ts';
import { Fault, type Refusal } from '../../domain/result.ts';
import { holdMasters } from '../../office/key-ring.ts';
import { type Log, openLog } from '../../office/log.ts';
import { type StopReason, type SupervisedOffice, superviseOffice } from '../../office/supervise.ts';
import { appearanceOf } from '../appearance.ts';
import { type Environment, terminalLanguage } from '../environment.ts';
import { keyRefusalText, keyTexts } from '../key-words.ts';
import { readRendererFiles } from '../renderer-files.ts';
import { answerAppPage } from './app-page.ts';
import { noticeBatches } from './batch-notices.ts';
import type { DesktopArguments } from './desktop-arguments.ts';
import { desktopKeys } from './desktop-keys.ts';
import { judgeElectron, MADE_FOR } from './electron-version.ts';
import { APP_SCHEME, type GuardEvents, guardSession } from './guards.ts';
import type { HandedOver } from './handed-over.ts';
import { keyringSlot } from './keyring.ts';
import { LINK_SCHEME } from './links.ts';
import { createMenuBar, type MenuBar } from './menu-bar.ts';
import { type UtilityOffice, utilityOffice } from './office-utility.ts';
import { createOpener, type Opener } from './opened.ts';
import { watchPresence } from './presence.ts';
import { type RecentFiles, recentFiles } from './recent-files.ts';
import { desktopLine, faultWords, type Say, speaker } from './speak.ts';
import { desktopUpdates } from './update/desktop-updates.ts';
import { loadWindowState, saveWindowState } from './window-state.ts';
import { createWindows, type Windows } from './windows.ts';

export const EXIT = { done: 0, refused: 1, usage: 2, bookInUse: 3, fault: 4 } as const;

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
  | 'safeStorage'
  | 'screen'
  | 'session'
  | 'shell'
  | 'utilityProcess'
>;

export type DesktopOptions = {
  readonly electron: ElectronParts;
  readonly args: DesktopArguments;
  readonly handedOver: HandedOver;
  /** Where the build put what a window and an office are made of. */
  readonly places: { readonly renderer: string; readonly preload: string; readonly office: string };
  readonly env: Environment;
  readonly platform: string;
  /** Of the running Electron. */
  readonly version: string | undefined;
  /** Milliseconds UTC. */
  readonly now: () => number;
  readonly random: (bytes: number) => Uint8Array;
  /** Ends a process at once, as a crash would. */
  readonly endNow: (pid: number) => void;
};

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

/** What the parts below are joined by. */
type Desk = {
  readonly options: DesktopOptions;
  readonly session: Stated;
  readonly office: SupervisedOffice;
  readonly utility: UtilityOffice;
  readonly guard: GuardEvents;
  readonly recent: RecentFiles;
  readonly log: Log;
  readonly say: Say;
};

async function open(options: DesktopOptions, say: Say): Promise<void> {
  const { electron, args, places } = options;
  const session: Stated = { actor: localActor(userInfo().username), shell: 'electron' };
  const log = openLog(args.data, 'shell', options.now);
  const keys = await keysOf(options);
  if (keys === null) return;
  // What the shell itself reads of an encrypted book is sealed.
  holdMasters(keys);
  if (judgeElectron(options.version, options.now()) === 'out_of_support') {
    say('old_electron', { version: String(options.version), since: MADE_FOR.supportedUntil });
  }
  const guard = guardEvents(electron, log);
  const files = await readRendererFiles(places.renderer);
  const person = session.actor.id;
  const appearance = () => appearanceOf(args.data, person, args.language);
  const page = answerAppPage({ files, appearance, random: options.random });
  electron.protocol.handle(APP_SCHEME, page);
  guardSession(electron.session.defaultSession, guard);
  const utility = utilityOffice(
    electron.utilityProcess.fork,
    places.office,
    options.env,
    options.endNow,
  );
  const start = { ...officeStart(args, session), keys };
  const office = superviseOffice(start, utility.start);
  office.onKeys((changed) => void takeKeys(options, office, changed));
  const recent = recentFiles(join(args.data, 'recent.json'));
  const desk: Desk = { options, session, office, utility, guard, recent, log, say };
  const windows: Windows = openWindows(desk, () => menu);
  const opener = openerOf(desk, windows, () => menu.show());
  const menu: MenuBar = menuBarOf(desk, windows, opener);
  menu.show();
  endInOrder(desk, windows);
  listenToTheSystem(desk, windows);
  giveNotice(desk, windows, () => menu);
  windows.open();
  opener.all(args.opened);
  options.handedOver((opened) => {
    windows.show();
    opener.all(opened);
  });
}

/** The book has another key: what the shell reads is sealed with it, and the keyring opens it too. */
async function takeKeys(
  { electron, platform, now }: DesktopOptions,
  office: SupervisedOffice,
  keys: readonly Uint8Array[],
): Promise<void> {
  holdMasters(keys);
  const [master] = keys;
  if (master === undefined) return;
  const { safeStorage } = electron;
  const slot = await keyringSlot({ safeStorage, platform }, master, now());
  if (slot !== null) office.tellSlot(slot);
}

/** The keys of the book; null once a person was told why it stays closed. */
async function keysOf(options: DesktopOptions): Promise<readonly Uint8Array[] | null> {
  const { electron, args, env, platform, now } = options;
  const { safeStorage } = electron;
  const language = terminalLanguage(args.language, env);
  const keyWords = (line: KeyLine): string => keyTexts(language).line[line];
  const refusal = (said: Refusal): void => console.log(keyRefusalText(said, language));
  const found = await desktopKeys({
    folder: args.data,
    keyFile: args.keyFile,
    keyring: { safeStorage, platform },
    asking: { keyWords, refusal },
    now: now(),
  });
  if (found.ok) return found.value;
  refusal(found.refusal);
  electron.dialog.showErrorBox('Counterfoil', keyRefusalText(found.refusal, language));
  electron.app.exit(EXIT.refused);
  return null;
}

function officeStart({ data, demo }: DesktopArguments, { actor, shell }: Stated) {
  const clockStartsAt = demo ? DEMO_BEGINS : null;
  return { folder: data, shell, person: actor.id, demo, clockStartsAt };
}

function guardEvents(electron: ElectronParts, log: Log): GuardEvents {
  return {
    refused: (asked, url) =>
      // The scheme says enough: the rest of an address may be somebody's secret.
      log({ shell: 'electron', code: 'window_refused', asked, scheme: url.split(':')[0] ?? '' }),
    openOutside: (url) => void electron.shell.openExternal(url),
  };
}

function openWindows(desk: Desk, menu: () => MenuBar): Windows {
  const { options, session, utility, guard, log } = desk;
  const { electron, args, places } = options;
  const stateFile = join(args.data, 'window.json');
  return createWindows({
    newWindow: (given) => new electron.BrowserWindow(given),
    preload: places.preload,
    displays: () => electron.screen.getAllDisplays().map(({ workArea }) => workArea),
    kept: loadWindowState(stateFile),
    keep: (state) => saveWindowState(stateFile, state),
    guard,
    door: {
      newPorts: () => new electron.MessageChannelMain(),
      handOver: (port) => utility.handOver(session, port),
      keepFile: (path) => keepFile(desk, path),
      language: (language) => menu().speak(language),
      refused: guard.refused,
    },
    onDied(reason) {
      log({ shell: session.shell, code: 'window_died', reason });
      desk.say('window_died', { reason });
    },
    onSessionEnd: () => electron.app.quit(),
  });
}

async function keepFile({ office, session }: Desk, path: string): Promise<unknown> {
  await office.ready();
  const channel = office.open(session);
  try {
    return await createClient(contract, channel).draftBatch({ path });
  } finally {
    channel.close();
  }
}

async function updateFeed({ office, session }: Desk): Promise<string | null> {
  await office.ready();
  const channel = office.open(session);
  try {
    const reply = await createClient(contract, channel).updateFeed({});
    if (reply.ok) return reply.value.feed;
    // An office that went away must not read as "updates are off".
    const code = 'fault' in reply ? reply.fault.code : 'unexpected';
    throw new Fault(code, 'the policy was not read');
  } finally {
    channel.close();
  }
}

function openerOf(desk: Desk, windows: Windows, changed: () => void): Opener {
  const { electron } = desk.options;
  return createOpener({
    keepFile: (path) => keepFile(desk, path),
    tell: windows.tell,
    opening(path) {
      desk.recent.add(path);
      electron.app.addRecentDocument(path);
      changed();
    },
  });
}

function menuBarOf(desk: Desk, windows: Windows, opener: Opener): MenuBar {
  const { electron, args, env, platform, now } = desk.options;
  const readFeed = () => updateFeed(desk);
  const updates = { electron, readFeed, dataFolder: args.data, platform, env, now };
  const check = desktopUpdates(updates);
  return createMenuBar({
    electron,
    language: terminalLanguage(args.language, env),
    recent: desk.recent,
    isMac: platform === 'darwin',
    act: (action) => windows.tell({ kind: 'action', action }),
    openFile: (path) => void opener.file(path),
    newWindow: windows.open,
    checkForUpdates: (language) => void check(language),
  });
}

/** Links of ours, the program's icon, and whether somebody is there at all. */
function listenToTheSystem(desk: Desk, windows: Windows): void {
  const { electron, env } = desk.options;
  const { app } = electron;
  // A portable program lies in a temporary folder, where a link must not look for it tomorrow.
  if (app.isPackaged && env.PORTABLE_EXECUTABLE_FILE === undefined) {
    // On Windows what follows -- is never a switch, whatever a link holds.
    app.setAsDefaultProtocolClient(LINK_SCHEME, process.execPath, ['--']);
  }
  app.on('activate', () => windows.show());
  watchPresence({
    power: electron.powerMonitor,
    every: (look, ms) => void setInterval(look, ms).unref(),
    tell: desk.office.tellPresence,
  });
}

/** Says what a person who looks at something else should know: a batch is done, the office is away. */
function giveNotice(desk: Desk, windows: Windows, menu: () => MenuBar): void {
  const { Notification } = desk.options.electron;
  const { office, session } = desk;
  const watched = new Set<number>();
  const show = (title: string, body: string, onClick: () => void): void => {
    if (windows.isFocused() || !Notification.isSupported()) return;
    const notice = new Notification({ title, body });
    notice.on('click', onClick);
    notice.show();
  };
  const done = (batchId: number, payments: number): void => {
    const texts = menu().texts();
    const body = desktopLine(texts, 'notice_batch_body', { number: String(payments) });
    show(texts.notice_batch, body, () =>
      windows.tell({ kind: 'show', place: { kind: 'batch', batchId } }),
    );
  };
  office.onState(({ kind }) => {
    const texts = menu().texts();
    if (kind === 'restarting') show(texts.notice_office, texts.notice_office_body, windows.show);
    if (kind !== 'ready') return;
    const client = createClient(contract, office.open(session));
    void noticeBatches(client, watched, done);
  });
}

/** Quitting closes the windows, then the office, and only then the program. */
function endInOrder(desk: Desk, windows: Windows): void {
  const { electron } = desk.options;
  const { app } = electron;
  let code: number = EXIT.done;
  let ending = false;
  app.on('window-all-closed', () => app.quit());
  app.on('before-quit', (event) => {
    event.preventDefault();
    if (ending) return;
    ending = true;
    windows.closeAll();
    void desk.office.stop().then(() => app.exit(code));
  });
  electron.powerMonitor.on('shutdown', () => app.quit());
  desk.office.onState((state) => {
    if (state.kind !== 'stopped' || state.reason.kind === 'ended') return;
    code = state.reason.kind === 'refused' ? EXIT.bookInUse : EXIT.fault;
    electron.dialog.showErrorBox('Counterfoil', whyStopped(state.reason, desk));
    app.quit();
  });
}

/** Prints why the office has stopped for good, and gives the words for a dialog. */
function whyStopped(reason: Exclude<StopReason, { kind: 'ended' }>, desk: Desk): string {
  const { args, env } = desk.options;
  if (reason.kind === 'failed') {
    const detail = faultWords(terminalLanguage(args.language, env), reason.code, reason.detail);
    return desk.say('office_gone', { detail });
  }
  const { person, shell, since } = reason.refusal;
  const at = typeof since === 'number' ? new Date(since).toLocaleString() : String(since);
  return desk.say('book_in_use', { person: String(person), shell: String(shell), since: at });
}
