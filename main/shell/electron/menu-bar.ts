// The menu as it stands now: built anew when the language or the recent files change, and joined to
// what its items do.
import type * as Electron from 'electron';
import type { Action } from '../../../preload/keymap.ts';
import { enScreens } from '../../../preload/locales/en-screens.ts';
import { enUpdate } from '../../../preload/locales/en-update.ts';
import { zhScreens } from '../../../preload/locales/zh-CN-screens.ts';
import { zhUpdate } from '../../../preload/locales/zh-CN-update.ts';
import { LANGUAGES, type Language } from '../environment.ts';
import { EXTERNAL_PAGES } from './guards.ts';
import { type MenuActs, menuTemplate } from './menu.ts';
import type { RecentFiles } from './recent-files.ts';
import { desktopTexts } from './speak.ts';

export type MenuBarOptions = {
  readonly electron: Pick<typeof Electron, 'app' | 'dialog' | 'Menu' | 'shell'>;
  readonly language: Language;
  readonly recent: RecentFiles;
  readonly isMac: boolean;
  readonly act: (action: Action) => void;
  readonly openFile: (path: string) => void;
  readonly newWindow: () => void;
  readonly checkForUpdates: (language: Language) => void;
};

export type MenuBar = {
  readonly show: () => void;
  /** Speaks another language from now on; one that is not ours changes nothing. */
  readonly speak: (language: string) => void;
  readonly texts: () => ReturnType<typeof desktopTexts>;
};

/** Kinds of files that the open dialog offers first. */
const PAYMENT_FILES = ['xml', 'gz'];

export function createMenuBar(options: MenuBarOptions): MenuBar {
  const { electron, recent, isMac } = options;
  let { language } = options;
  const texts = () => desktopTexts(language);
  const acts: MenuActs = {
    act: options.act,
    newWindow: options.newWindow,
    openRecent: options.openFile,
    openFile: () => void askForFile(electron.dialog, texts(), options.openFile),
    clearRecent() {
      recent.clear();
      electron.app.clearRecentDocuments();
      show();
    },
    quit: () => electron.app.quit(),
    reasonCodes: () => void electron.shell.openExternal(EXTERNAL_PAGES.reasonCodes),
    checkForUpdates: () => options.checkForUpdates(language),
  };
  function show(): void {
    const { action: actionTexts } = language === 'zh-CN' ? zhScreens : enScreens;
    const template = menuTemplate({
      texts: texts(),
      updates: (language === 'zh-CN' ? zhUpdate : enUpdate).line.menu,
      actionTexts,
      recent: recent.list(),
      isMac,
      acts,
    });
    electron.Menu.setApplicationMenu(electron.Menu.buildFromTemplate(template));
  }
  return {
    show,
    texts,
    speak(asked) {
      const known = LANGUAGES.find((each) => each === asked);
      if (known === undefined || known === language) return;
      language = known;
      show();
    },
  };
}

async function askForFile(
  dialog: Electron.Dialog,
  texts: ReturnType<typeof desktopTexts>,
  openFile: (path: string) => void,
): Promise<void> {
  const { canceled, filePaths } = await dialog.showOpenDialog({
    title: texts.open_title,
    properties: ['openFile'],
    filters: [
      { name: texts.open_kinds, extensions: PAYMENT_FILES },
      { name: texts.open_all_kinds, extensions: ['*'] },
    ],
  });
  const [path] = filePaths;
  if (!canceled && path !== undefined) openFile(path);
}
