// What a window may do: stay on its own page, and nothing else. Every judgement is a function over
// plain values; `guardContents` and `guardSession` only ask them at the right moment.
import type { Session, WebContents, WebFrameMain } from 'electron';

export const APP_SCHEME = 'app';
export const APP_PAGE = 'app://counterfoil/';

/** Items 2 to 6 and 8 to 12 of Electron's security checklist, as one value that a test reads. */
export const WEB_PREFERENCES = {
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
  disableDialogs: true,
  spellcheck: false,
  safeDialogs: true,
} as const;

/** Item 18, and CVE-2026-70604: with the fetch API, a scheme must take part in CORS too. */
export const APP_PRIVILEGES = {
  standard: true,
  secure: true,
  supportFetchAPI: true,
  corsEnabled: true,
  stream: false,
  bypassCSP: false,
  allowServiceWorkers: false,
  codeCache: false,
} as const;

/** Whether an address is our page itself, whatever its fragment. */
export function isOwnPage(url: string): boolean {
  return url === APP_PAGE || url.startsWith(`${APP_PAGE}#`);
}

/** Whether an address is of our page or of what it made itself (a download of its own bytes). */
export function isOwnOrigin(url: string): boolean {
  return url.startsWith(APP_PAGE) || url.startsWith(`blob:${APP_PAGE}`);
}

/** Pages that the help menu opens in the person's browser: whole addresses, nothing is built. */
export const EXTERNAL_PAGES = {
  reasonCodes:
    'https://www.iso20022.org/catalogue-messages/additional-content-messages/external-code-sets',
} as const;

/** Whether an address may leave for the person's browser. */
export function mayOpenOutside(url: string): boolean {
  return Object.values(EXTERNAL_PAGES).some((page) => page === url);
}

/** A frame that sent a message: what we look at of it. */
export type Frame = Pick<WebFrameMain, 'url' | 'parent' | 'frameTreeNodeId'>;

/** Whether a message came from our page in the window's own frame, and from nowhere else. */
export function isOwnFrame(frame: Frame | null, mainFrame: Frame): boolean {
  if (frame === null || frame.parent !== null || !isOwnPage(frame.url)) return false;
  return frame.frameTreeNodeId === mainFrame.frameTreeNodeId;
}

/** A file name that may be offered for a download: no path, no control or bidi characters. */
export function downloadName(name: string): string {
  const plain = name.replace(/[\p{Cc}\p{Cf}/\\:*?"<>|]+/gu, '_').replace(/^\.+|[. ]+$/g, '');
  return plain === '' ? 'counterfoil.txt' : plain.slice(0, 120);
}

export type GuardEvents = {
  /** Told of everything that was refused: what was asked and its scheme, never a whole address. */
  readonly refused: (asked: string, url: string) => void;
  /** Opens an allowed page in the person's browser. */
  readonly openOutside: (url: string) => void;
};

/** Keeps one window's contents on our page: items 13 to 15. */
export function guardContents(contents: WebContents, events: GuardEvents): void {
  const refuse = (asked: string) => (event: { url: string; preventDefault(): void }) => {
    // Loading the page anew is the only navigation there is.
    if (asked !== 'redirect' && isOwnPage(event.url)) return;
    event.preventDefault();
    events.refused(asked, event.url);
  };
  contents.on('will-navigate', refuse('navigation'));
  contents.on('will-frame-navigate', refuse('frame'));
  contents.on('will-redirect', refuse('redirect'));
  contents.on('did-navigate', (_event, url) => {
    // A blank page is loaded without asking anyone, so it is left again.
    if (isOwnPage(url)) return;
    events.refused('left', url);
    void contents.loadURL(APP_PAGE);
  });
  contents.setWindowOpenHandler(({ url }) => {
    if (mayOpenOutside(url)) events.openOutside(url);
    else events.refused('window-open', url);
    return { action: 'deny' };
  });
  contents.on('will-attach-webview', (event) => {
    event.preventDefault();
    events.refused('webview', '');
  });
}

/** Denies every permission, device and display, and every download that is not the page's own. */
export function guardSession(session: Session, events: GuardEvents): void {
  session.setPermissionRequestHandler((_contents, permission, answer) => {
    events.refused(permission, '');
    answer(false);
  });
  session.setPermissionCheckHandler(() => false);
  session.setDevicePermissionHandler(() => false);
  session.setDisplayMediaRequestHandler((_request, answer) => answer({}));
  session.on('will-download', (event, item) => {
    if (isOwnOrigin(item.getURL())) {
      item.setSaveDialogOptions({ defaultPath: downloadName(item.getFilename()) });
      return;
    }
    event.preventDefault();
    events.refused('download', item.getURL());
  });
}
