// The console's windows: each on our page behind the guards, with a door of its own; the first one
// stands where it stood. A window whose page died is loaded again.
import type { BrowserWindow, BrowserWindowConstructorOptions, Rectangle } from 'electron';
import type { DesktopWord } from '../../../preload/desktop-door.ts';
import { DOOR } from '../../../preload/desktop-door.ts';
import { APP_PAGE, type GuardEvents, guardContents, WEB_PREFERENCES } from './guards.ts';
import { openWindowDoor, type WindowDoorOptions } from './window-door.ts';
import { placeWindow, SMALLEST, type WindowState } from './window-state.ts';

export type WindowsOptions = {
  readonly newWindow: new (options: BrowserWindowConstructorOptions) => BrowserWindow;
  readonly preload: string;
  readonly displays: () => readonly Rectangle[];
  readonly kept: WindowState | null;
  readonly keep: (state: WindowState) => void;
  readonly door: WindowDoorOptions;
  readonly guard: GuardEvents;
  /** A page's process ended by itself, with Electron's reason; it is being loaded again. */
  readonly onDied: (reason: string) => void;
};

export type Windows = {
  readonly open: () => BrowserWindow;
  /** Brings the newest window to the front, or opens one. */
  readonly show: () => BrowserWindow;
  /** Says a word to the newest window, which is brought to the front. */
  readonly tell: (word: DesktopWord) => void;
  readonly isFocused: () => boolean;
  readonly closeAll: () => void;
};

/** Pages that die so often in a row stay dead: what kills them would kill the next one too. */
const RELOADS_MAX = 5;
/** Pixels by which the next window is moved from the one before. */
const STEP = 32;

export function createWindows(options: WindowsOptions): Windows {
  const open = new Set<BrowserWindow>();
  let last = options.kept;
  const newest = (): BrowserWindow | undefined => [...open].at(-1);

  function openOne(): BrowserWindow {
    const { area, maximized } = placeWindow(last, options.displays());
    const offset = open.size * STEP;
    const window = new options.newWindow({
      ...area,
      x: area.x + offset,
      y: area.y + offset,
      minWidth: SMALLEST.width,
      minHeight: SMALLEST.height,
      show: false,
      title: 'Counterfoil',
      webPreferences: { ...WEB_PREFERENCES, preload: options.preload },
    });
    open.add(window);
    guardContents(window.webContents, options.guard);
    openWindowDoor(window.webContents, options.door);
    reloadWhenDead(window, options.onDied);
    window.on('close', () => {
      last = { area: window.getNormalBounds(), maximized: window.isMaximized() };
      options.keep(last);
    });
    window.on('closed', () => open.delete(window));
    window.once('ready-to-show', () => {
      if (maximized && open.size === 1) window.maximize();
      window.show();
    });
    void window.loadURL(APP_PAGE);
    return window;
  }

  function show(): BrowserWindow {
    const window = newest() ?? openOne();
    if (window.isMinimized()) window.restore();
    window.focus();
    return window;
  }

  return {
    open: openOne,
    show,
    tell: (word) => show().webContents.send(DOOR.word, word),
    isFocused: () => [...open].some((window) => window.isFocused()),
    closeAll() {
      for (const window of [...open]) window.close();
    },
  };
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
