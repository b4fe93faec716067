// The module `electron` of the main process as the stand-in has it. A name that is not here cannot be
// imported, and a property that is not imitated throws.
import { theApp } from './app.ts';
import { BrowserWindow as Window, webContentsParts } from './browser-window.ts';
import { MessageChannelMain as Channel, MessagePortMain as Port } from './ports.ts';
import { protocolParts } from './protocol.ts';
import { theSession } from './session.ts';
import {
  Menu as AppMenu,
  crashReporterParts,
  dialogParts,
  Notification as Notice,
  powerMonitorParts,
  safeStorageParts,
  screenParts,
  shellParts,
} from './small-parts.ts';
import { strict } from './strict.ts';
import { fork } from './utility-process.ts';

export const app = strict('app', theApp);
export const BrowserWindow = strict('BrowserWindow', Window);
export const crashReporter = strict('crashReporter', crashReporterParts);
export const dialog = strict('dialog', dialogParts);
export const Menu = strict('Menu', AppMenu);
export const MessageChannelMain = Channel;
export const MessagePortMain = Port;
export const Notification = strict('Notification', Notice);
export const powerMonitor = strict('powerMonitor', powerMonitorParts);
export const protocol = strict('protocol', protocolParts);
export const safeStorage = strict('safeStorage', safeStorageParts);
export const screen = strict('screen', screenParts);
export const session = strict('session', { defaultSession: strict('session', theSession) });
export const shell = strict('shell', shellParts);
export const utilityProcess = strict('utilityProcess', { fork });
export const webContents = strict('webContents', webContentsParts);
