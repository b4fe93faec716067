// The menu of the desktop program as plain data: what the keymap knows, in the person's language,
// with the keys that do the same. What a menu does is done by the page or by the shell, never here.
import type { MenuItemConstructorOptions } from 'electron';
import { type Action, KEYMAP } from '../../../preload/keymap.ts';
import type { DesktopTexts } from '../../../preload/locales/desktop-text.ts';

export type MenuActs = {
  /** The page does what the key of this action does. */
  readonly act: (action: Action) => void;
  readonly openFile: () => void;
  readonly openRecent: (path: string) => void;
  readonly clearRecent: () => void;
  readonly newWindow: () => void;
  readonly quit: () => void;
  readonly reasonCodes: () => void;
  readonly checkForUpdates: () => void;
};

export type MenuOptions = {
  readonly texts: DesktopTexts;
  /** What the item that checks for an update is called. */
  readonly updates: string;
  readonly actionTexts: { readonly [action in Action]: string };
  /** Paths, the newest first. */
  readonly recent: readonly string[];
  readonly isMac: boolean;
  readonly acts: MenuActs;
};

type Item = MenuItemConstructorOptions;
const LINE: Item = { type: 'separator' };

/** Actions that mean something whatever stands on the screen, in the order of the menu. */
const GOING: readonly Action[] = [
  'open_palette',
  'go_queue',
  'go_batch',
  'go_review',
  'go_settlement',
];

/** The accelerator of an action's keys, or null when they are no chord with Ctrl. */
export function acceleratorOf(keys: readonly string[]): string | null {
  const [first = '', ...more] = keys;
  const key = /^ctrl\+(.)$/.exec(first)?.[1];
  return key === undefined || more.length > 0 ? null : `CommandOrControl+${key.toUpperCase()}`;
}

/** The menu's template. */
export function menuTemplate(options: MenuOptions): Item[] {
  const { texts, isMac } = options;
  return [
    ...(isMac ? [{ role: 'appMenu' } satisfies Item] : []),
    fileMenu(options),
    {
      label: texts.menu_edit,
      submenu: [
        { role: 'undo', label: texts.menu_undo },
        { role: 'redo', label: texts.menu_redo },
        LINE,
        { role: 'cut', label: texts.menu_cut },
        { role: 'copy', label: texts.menu_copy },
        { role: 'paste', label: texts.menu_paste },
        { role: 'selectAll', label: texts.menu_select_all },
      ],
    },
    { label: texts.menu_go, submenu: GOING.map((action) => actionItem(action, options)) },
    {
      label: texts.menu_view,
      submenu: [
        { role: 'zoomIn', label: texts.menu_larger },
        { role: 'zoomOut', label: texts.menu_smaller },
        { role: 'resetZoom', label: texts.menu_usual_size },
        LINE,
        { role: 'togglefullscreen', label: texts.menu_full_screen },
      ],
    },
    {
      label: texts.menu_help,
      submenu: [
        actionItem('open_sheet', options),
        LINE,
        { id: 'reason_codes', label: texts.menu_reason_codes, click: options.acts.reasonCodes },
        { id: 'updates', label: options.updates, click: options.acts.checkForUpdates },
      ],
    },
  ];
}

function fileMenu({ texts, recent, isMac, acts }: MenuOptions): Item {
  const paths = recent.map((path, at): Item => {
    // An ampersand in a name would otherwise become the key of the item.
    const label = path.replaceAll('&', '&&');
    return { id: `recent_${at}`, label, click: () => acts.openRecent(path) };
  });
  return {
    label: texts.menu_file,
    submenu: [
      {
        id: 'open',
        label: texts.menu_open,
        accelerator: 'CommandOrControl+O',
        click: acts.openFile,
      },
      {
        id: 'recent',
        label: texts.menu_recent,
        enabled: recent.length > 0,
        submenu: [
          ...paths,
          ...(recent.length > 0 ? [LINE] : []),
          { id: 'clear_recent', label: texts.menu_clear_recent, click: acts.clearRecent },
        ],
      },
      LINE,
      {
        id: 'window',
        label: texts.menu_window,
        accelerator: 'CommandOrControl+Shift+N',
        click: acts.newWindow,
      },
      ...(isMac
        ? []
        : [
            LINE,
            {
              id: 'quit',
              label: texts.menu_quit,
              accelerator: 'CommandOrControl+Q',
              click: acts.quit,
            } satisfies Item,
          ]),
    ],
  };
}

/**
 * One action of the keymap. The page listens for its keys itself, so the accelerator is shown and
 * not registered; keys that are no chord stand behind the words.
 */
function actionItem(action: Action, { actionTexts, acts }: MenuOptions): Item {
  const keys = KEYMAP.find((shortcut) => shortcut.action === action)?.keys ?? [];
  const accelerator = acceleratorOf(keys);
  const item = { id: action, click: () => acts.act(action) };
  if (accelerator !== null) {
    return { ...item, label: actionTexts[action], accelerator, registerAccelerator: false };
  }
  return { ...item, label: `${actionTexts[action]}  (${keys.join(' ').toUpperCase()})` };
}
