// Electron's default session: its handlers are kept and asked. A permission that the check handler
// denies is denied in Chromium, and a download that a listener prevents is cancelled.
import type { Cdp } from './cdp.ts';
import { fromPage } from './protocol.ts';
import { emitPreventable, StandinEmitter, StandinEvent } from './strict.ts';

/** Names of Chromium's permissions by the names that Electron's handlers are asked with. */
const PERMISSIONS = {
  geolocation: 'geolocation',
  notifications: 'notifications',
  midi: 'midi',
  media: 'camera',
  'clipboard-read': 'clipboard-read',
} as const;

type Check = (contents: null, permission: string, origin: string, details: object) => boolean;
type Request = (contents: null, permission: string, answer: (granted: boolean) => void) => void;

class StandinSession extends StandinEmitter {
  check: Check | null = null;
  request: Request | null = null;
  private readonly device: unknown[] = [];

  constructor() {
    super(['will-download']);
  }

  setPermissionCheckHandler(handler: Check): void {
    this.check = handler;
  }

  setPermissionRequestHandler(handler: Request): void {
    this.request = handler;
  }

  /** Chromium here has no devices and no displays to ask for. */
  setDevicePermissionHandler(handler: unknown): void {
    this.device.push(handler);
  }

  setDisplayMediaRequestHandler(handler: unknown): void {
    this.device.push(handler);
  }

  /** Carries the handlers' answers over into the browser, for the page at `origin`. */
  async apply(cdp: Cdp, origin: string): Promise<void> {
    for (const [name, inBrowser] of Object.entries(PERMISSIONS)) {
      const granted = this.check?.(null, name, fromPage(origin), {}) ?? true;
      const setting = granted ? 'granted' : 'denied';
      const permission = { name: inBrowser };
      await cdp.send('Browser.setPermission', { permission, setting, origin });
    }
  }

  /** A download began: kept only when a listener says where, which is not imitated. */
  download(url: string, fileName: string): void {
    let options: { readonly defaultPath?: string } | null = null;
    const item = {
      getURL: () => fromPage(url),
      getFilename: () => fileName,
      setSaveDialogOptions: (given: { readonly defaultPath?: string }) => {
        options = given;
      },
      getSaveDialogOptions: () => options,
    };
    emitPreventable(this, 'will-download', new StandinEvent(), item, null);
  }
}

export const theSession = new StandinSession();
