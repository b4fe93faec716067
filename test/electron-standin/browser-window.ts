// Electron's `BrowserWindow`: a page of Chromium, and the little of a window that can be told of it.
import { theApp } from './app.ts';
import { emitPreventable, onlyKnown, StandinEmitter, strict } from './strict.ts';
import { pages, WebContents } from './web-contents.ts';

type Rectangle = {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
};
type Options = Partial<Rectangle> & {
  readonly webPreferences?: { readonly preload?: string; readonly [name: string]: unknown };
  readonly [name: string]: unknown;
};

const OPTIONS = [
  'x',
  'y',
  'width',
  'height',
  'minWidth',
  'minHeight',
  'show',
  'title',
  'icon',
  'backgroundColor',
  'webPreferences',
];
const PREFERENCES: { readonly [name: string]: boolean | null } = {
  // Chromium's page is what these say; anything else would be another window than the real one.
  sandbox: true,
  contextIsolation: true,
  nodeIntegration: false,
  nodeIntegrationInWorker: false,
  nodeIntegrationInSubFrames: false,
  webSecurity: true,
  allowRunningInsecureContent: false,
  experimentalFeatures: false,
  webviewTag: false,
  plugins: false,
  navigateOnDragDrop: false,
  disableDialogs: null,
  safeDialogs: null,
  spellcheck: null,
  preload: null,
};
const TOLD = ['close', 'closed', 'ready-to-show', 'focus', 'blur', 'show', 'hide', 'session-end'];

const windows = new Set<BrowserWindow>();
let focused: BrowserWindow | null = null;

export class BrowserWindow extends StandinEmitter {
  readonly webContents: WebContents;
  private bounds: Rectangle;
  private visible: boolean;
  private maximized = false;
  private minimized = false;
  private destroyedNow = false;
  private readonly seen: this;

  constructor(options: Options = {}) {
    super(TOLD);
    if (!theApp.isReady()) throw new Error('Cannot create BrowserWindow before app is ready');
    onlyKnown('BrowserWindow', options, OPTIONS);
    const preferences = options.webPreferences ?? {};
    onlyKnown('webPreferences', preferences, Object.keys(PREFERENCES));
    for (const [name, value] of Object.entries(preferences)) {
      const only = PREFERENCES[name];
      if (typeof only === 'boolean' && value !== only) {
        throw new Error(`electron stand-in: only a window with ${name}=${only} is imitated`);
      }
    }
    const { x = 0, y = 0, width = 800, height = 600 } = options;
    this.bounds = { x, y, width, height };
    this.visible = options.show !== false;
    const contents = new WebContents(preferences, { width, height });
    this.webContents = strict('webContents', contents);
    contents.seen = this.webContents;
    this.seen = strict('BrowserWindow', this);
    contents.on('ready-to-show', () => this.emit('ready-to-show'));
    contents.on('destroyed', () => this.gone());
    windows.add(this.seen);
    theApp.windows.add(this);
    theApp.emit('browser-window-created', {}, this.seen);
    // biome-ignore lint/correctness/noConstructorReturn: the program must see the strict window.
    return this.seen;
  }

  loadURL(url: string): Promise<void> {
    return this.webContents.loadURL(url);
  }

  show(): void {
    this.visible = true;
    this.focus();
  }

  isVisible(): boolean {
    return this.visible;
  }

  focus(): void {
    if (focused !== null && focused !== this.seen) focused.emit('blur');
    focused = this.seen;
    this.emit('focus');
  }

  blur(): void {
    if (focused === this.seen) focused = null;
    this.emit('blur');
  }

  isFocused(): boolean {
    return focused === this.seen;
  }

  minimize(): void {
    this.minimized = true;
    this.blur();
  }

  isMinimized(): boolean {
    return this.minimized;
  }

  restore(): void {
    this.minimized = false;
  }

  maximize(): void {
    this.maximized = true;
  }

  isMaximized(): boolean {
    return this.maximized;
  }

  setBounds(bounds: Rectangle): void {
    this.bounds = bounds;
  }

  getNormalBounds(): Rectangle {
    return this.bounds;
  }

  isDestroyed(): boolean {
    return this.destroyedNow;
  }

  /** Asks as a person's closing does; whether it was let close. */
  async close(): Promise<boolean> {
    if (this.destroyedNow) return true;
    if (emitPreventable(this, 'close')) return false;
    const closed = new Promise((resolve) => this.once('closed', resolve));
    this.webContents.close();
    await closed;
    return true;
  }

  destroy(): void {
    this.gone();
  }

  private gone(): void {
    if (this.destroyedNow) return;
    this.destroyedNow = true;
    windows.delete(this.seen);
    if (focused === this.seen) focused = null;
    this.emit('closed');
    theApp.windowClosed(this);
  }

  static getAllWindows(): BrowserWindow[] {
    return [...windows];
  }

  static getFocusedWindow(): BrowserWindow | null {
    return focused;
  }

  static fromWebContents(contents: WebContents): BrowserWindow | null {
    return [...windows].find((window) => window.webContents === contents) ?? null;
  }
}

/** `webContents` as a module: what Playwright asks of it. */
export const webContentsParts = {
  fromDevToolsTargetId: (targetId: string) => WebContents.fromDevToolsTargetId(targetId),
  getAllWebContents: () => [...pages.values()].map((page) => page.seen),
};
