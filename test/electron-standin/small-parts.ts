// The parts of Electron that end at the desktop: menu, dialogs, the person's browser, notices, power,
// displays, crash dumps. What would need a person must be answered by the test, or it throws.
import { theApp } from './app.ts';
import { onlyKnown, StandinEmitter, strict } from './strict.ts';

function answeredByTest(name: string): () => never {
  return () => {
    throw new Error(`electron stand-in: ${name} must be answered by the test`);
  };
}

export const dialogParts = {
  showOpenDialog: answeredByTest('dialog.showOpenDialog'),
  showErrorBox: answeredByTest('dialog.showErrorBox'),
  showMessageBox: answeredByTest('dialog.showMessageBox'),
};

export const shellParts = {
  openExternal: answeredByTest('shell.openExternal'),
};

export const screenParts = {
  getAllDisplays: () => [{ id: 1, workArea: { x: 0, y: 0, width: 1920, height: 1080 } }],
};

export const crashReporterParts = {
  start({ uploadToServer = true, submitURL = '' }): void {
    if (uploadToServer && submitURL === '') {
      throw new Error('submitURL must be specified when uploadToServer is true');
    }
  },
};

class PowerMonitor extends StandinEmitter {
  constructor() {
    super(['suspend', 'resume', 'shutdown', 'lock-screen', 'unlock-screen']);
  }
  /** Seconds; a test puts its own function here. */
  getSystemIdleTime(): number {
    return 0;
  }
}
export const powerMonitorParts = new PowerMonitor();

/** Electron's own prefix of what its asynchronous calls sealed is not told; this is the stand-in's. */
const SEALED = 'standin';

/**
 * The keyring of a workstation that has none, as where the tests run: a test puts functions of its
 * own here to play another. What is sealed is told from the text, and is no protection at all.
 */
export const safeStorageParts = {
  getSelectedStorageBackend(): string {
    return theApp.isReady() ? 'basic_text' : 'unknown';
  },
  isAsyncEncryptionAvailable: (): Promise<boolean> => Promise.resolve(theApp.isReady()),
  encryptStringAsync(plain: string): Promise<Buffer> {
    if (typeof plain !== 'string') return Promise.reject(new TypeError('not a string'));
    return Promise.resolve(Buffer.from(`${SEALED}${Buffer.from(plain).toString('base64')}`));
  },
  decryptStringAsync(sealed: Buffer): Promise<{ result: string; shouldReEncrypt: boolean }> {
    const text = sealed.toString();
    if (!text.startsWith(SEALED)) {
      return Promise.reject(new Error('Error while decrypting the ciphertext provided.'));
    }
    const result = Buffer.from(text.slice(SEALED.length), 'base64').toString();
    return Promise.resolve({ result, shouldReEncrypt: false });
  },
};

type ItemOptions = {
  readonly id?: string;
  readonly label?: string;
  readonly role?: string;
  readonly type?: string;
  readonly accelerator?: string;
  readonly registerAccelerator?: boolean;
  readonly enabled?: boolean;
  readonly click?: (item: object, window: unknown, event: object) => void;
  readonly submenu?: readonly ItemOptions[];
};
const ITEM = [
  'id',
  'label',
  'role',
  'type',
  'accelerator',
  'registerAccelerator',
  'enabled',
  'click',
  'submenu',
];
const ROLES = [
  'undo',
  'redo',
  'cut',
  'copy',
  'paste',
  'selectAll',
  'zoomIn',
  'zoomOut',
  'resetZoom',
  'togglefullscreen',
  'appMenu',
  'quit',
];
const ACCELERATOR =
  /^(?:(?:CommandOrControl|CmdOrCtrl|Shift|Alt)\+)*(?:[A-Z0-9]|F\d{1,2}|[?/.,=+-])$/;

type Item = Omit<ItemOptions, 'submenu' | 'click'> & {
  readonly submenu: Menu | null;
  readonly click: () => void;
};

export class Menu {
  readonly items: readonly Item[];
  private static application: Menu | null = null;

  constructor(items: readonly Item[]) {
    this.items = items;
  }

  static buildFromTemplate(template: readonly ItemOptions[]): Menu {
    return strict('Menu', new Menu(template.map(itemOf)));
  }

  static setApplicationMenu(menu: Menu | null): void {
    Menu.application = menu;
  }

  static getApplicationMenu(): Menu | null {
    return Menu.application;
  }

  getMenuItemById(id: string): Item | null {
    for (const item of this.items) {
      if (item.id === id) return item;
      const found = item.submenu?.getMenuItemById(id) ?? null;
      if (found !== null) return found;
    }
    return null;
  }
}

function itemOf(options: ItemOptions): Item {
  onlyKnown('a menu item', options, ITEM);
  const { submenu, click, accelerator, role, type, label } = options;
  if (role !== undefined && !ROLES.includes(role)) {
    throw new Error(`electron stand-in: the role ${role} is not imitated`);
  }
  if (type !== 'separator' && role === undefined && label === undefined) {
    throw new Error('Invalid template for MenuItem: must have at least one of label, role or type');
  }
  if (accelerator !== undefined && !ACCELERATOR.test(accelerator)) {
    throw new TypeError(`Error processing argument: ${accelerator} is no accelerator`);
  }
  return strict('MenuItem', {
    id: '',
    enabled: true,
    ...options,
    submenu: submenu === undefined ? null : Menu.buildFromTemplate(submenu),
    click: () => click?.({}, undefined, {}),
  });
}

export class Notification extends StandinEmitter {
  readonly title: string;
  readonly body: string;

  constructor(options: { readonly title: string; readonly body: string }) {
    super(['click', 'show', 'close', 'failed']);
    onlyKnown('a notification', options, ['title', 'body']);
    if (!theApp.isReady()) throw new Error('Cannot create Notification before app is ready');
    this.title = options.title;
    this.body = options.body;
  }

  static isSupported(): boolean {
    return true;
  }

  show(): void {
    this.emit('show', {});
  }
}
