// The console's windows: each on our page behind the guards, with a door of its own; the first one
// stands where it stood. A window whose page died is loaded again.
import type { BrowserWindow, BrowserWindowConstructorOptions, Rectangle } from 'electron';
import { type DesktopWord, DOOR } from '../../../preload/desktop-door.ts';
import { APP_PAGE, type GuardEvents, guardContents, WEB_PREFERENCES } from './guards.ts';
import { openWindowDoor, type WindowDoorOptions } from './window-door.ts';
import { placeWindow, SMALLEST, type WindowState } from './window-state.ts';

export type WindowsOptions = {
  readonly newWindow: (options: BrowserWindowConstructorOptions) => BrowserWindow;
  readonly preload: string;
  readonly displays: () => readonly Rectangle[];
  readonly kept: WindowState | null;
  readonly keep: (state: WindowState) => void;
  readonly door: Omit<WindowDoorOptions, 'opened'>;
  readonly guard: GuardEvents;
  /** A page's process ended by itself, with Electron's reason; it is being loaded again. */
  readonly onDied: (reason: string) => void;
  /** Windows ends the person's session and gives the program a few seconds. */
  readonly onSessionEnd: () => void;
};

export type Windows = {
  readonly open: () => void;
  /** Brings the newest window to the front, or opens one. */
  readonly show: () => void;
  /** Says a word to the newest window, which is brought to the front; it waits for its page. */
  readonly tell: (word: DesktopWord) => void;
  readonly isFocused: () => boolean;
  readonly closeAll: () => void;
};

/** Pages that die so often stay dead: what kills them would kill the next one too. */
const RELOADS_MAX = 5;
/** Pixels by which the next window is moved from the one before. */
const STEP = 32;

/** A window and the words that wait for its page. */
type Open = { readonly window: BrowserWindow; waiting: DesktopWord[] | null };

export function createWindows(options: WindowsOptions): Windows {
  const windows = new Set<Open>();
  let last = options.kept;

  function open(): Open {
    const { area, maximized } = placeWindow(last, options.displays());
    const offset = windows.size * STEP;
    const window = options.newWindow({
      ...area,
      x: area.x + offset,
      y: area.y + offset,
      minWidth: SMALLEST.width,
      minHeight: SMALLEST.height,
      show: false,
      title: 'Counterfoil',
      webPreferences: { ...WEB_PREFERENCES, preload: options.preload },
    });
    const opened: Open = { window, waiting: [] };
    windows.add(opened);
    guardContents(window.webContents, options.guard);
    openWindowDoor(window.webContents, { ...options.door, opened: () => flush(opened) });
    reloadWhenDead(window, options.onDied);
    window.on('close', () => {
      last = { area: window.getNormalBounds(), maximized: window.isMaximized() };
      options.keep(last);
    });
    window.on('session-end', options.onSessionEnd);
    window.on('closed', () => windows.delete(opened));
    window.once('ready-to-show', () => {
      if (maximized && windows.size === 1) window.maximize();
      window.show();
    });
    void window.loadURL(APP_PAGE);
    return opened;
  }

  function show(): Open {
    const newest = [...windows].at(-1) ?? open();
    if (newest.window.isMinimized()) newest.window.restore();
    newest.window.focus();
    return newest;
  }

  return {
    open: () => void open(),
    show: () => void show(),
    tell(word) {
      const { window, waiting } = show();
      if (waiting === null) window.webContents.send(DOOR.word, word);
      else waiting.push(word);
    },
    isFocused: () => [...windows].some(({ window }) => window.isFocused()),
    closeAll() {
      for (const { window } of [...windows]) window.close();
    },
  };
}

/** The page has asked for its channel, so the preload is there and hears. */
function flush(opened: Open): void {
  const waiting = opened.waiting ?? [];
  opened.waiting = null;
  for (const word of waiting) opened.window.webContents.send(DOOR.word, word);
}

function reloadWhenDead(window: BrowserWindow, onDied: (reason: string) => void): void {
  let deaths = 0;
  window.webContents.on('render-process-gone', (_event, { reason }) => {
    if (reason === 'clean-exit' || window.isDestroyed()) return;
    deaths += 1;
    onDied(reason);
    if (deaths <= RELOADS_MAX) window.webContents.reload();
  });
}
