// The Electron program: decides before Electron is ready whether this start goes on, then opens the
// desktop. Everything that is decided lies in shell/electron, in functions that take Electron's parts
// as arguments. Nothing here awaits at the top: Electron is ready only when this file has run.
import { randomBytes } from 'node:crypto';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import {
  app,
  BrowserWindow,
  crashReporter,
  dialog,
  Menu,
  MessageChannelMain,
  Notification,
  powerMonitor,
  protocol,
  safeStorage,
  screen,
  session,
  shell,
  utilityProcess,
} from 'electron';
import { beforeReady, sayRefused } from './shell/electron/before-ready.ts';
import { openCommand } from './shell/electron/command.ts';
import { EXIT, openDesktop } from './shell/electron/desktop.ts';
import { listenForHandedOver } from './shell/electron/handed-over.ts';
import { utilityOffice } from './shell/electron/office-utility.ts';
import { speaker } from './shell/electron/speak.ts';
import { terminalLanguage } from './shell/environment.ts';

const BUILT = dirname(fileURLToPath(import.meta.url));
const OFFICE = join(BUILT, 'office-process.js');
const endNow = (pid: number): void => void process.kill(pid, 'SIGKILL');

const verdict = beforeReady({
  app,
  crashReporter,
  protocol,
  argv: process.argv,
  env: process.env,
  version: process.versions.electron,
  now: Date.now(),
});
if (verdict.kind === 'other') {
  app.exit(EXIT.done);
} else if (verdict.kind === 'go') {
  const { args } = verdict;
  const handedOver = listenForHandedOver(app);
  void app.whenReady().then(() =>
    openDesktop({
      electron: {
        app,
        BrowserWindow,
        dialog,
        Menu,
        MessageChannelMain,
        Notification,
        powerMonitor,
        protocol,
        safeStorage,
        screen,
        session,
        shell,
        utilityProcess,
      },
      args,
      handedOver,
      places: {
        renderer: join(BUILT, '..', 'renderer'),
        preload: join(BUILT, '..', 'preload', 'index.cjs'),
        office: OFFICE,
      },
      env: process.env,
      platform: process.platform,
      version: process.versions.electron,
      now: Date.now,
      random: randomBytes,
      endNow,
    }),
  );
} else if (verdict.kind === 'command') {
  const { args, profile } = verdict;
  void app.whenReady().then(() =>
    openCommand({
      app,
      fork: utilityProcess.fork,
      args,
      startOffice: utilityOffice(utilityProcess.fork, OFFICE, process.env, endNow).start,
      program: join(BUILT, 'command-process.js'),
      profile,
      env: process.env,
    }),
  );
} else {
  sayRefused(verdict, speaker(terminalLanguage(null, process.env)));
  app.exit(EXIT.usage);
}
