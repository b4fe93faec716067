// Joins a check for an update to Electron: its dialogs, its network in a session that keeps nothing,
// the office's policy, and what is installed here.
import type * as Electron from 'electron';
import type { Environment, Language } from '../../environment.ts';
import { packageKind } from './judge-release.ts';
import { RELEASE_KEYS } from './release-keys.ts';
import { createUpdateDialog } from './update-dialog.ts';

/** In memory only, and apart from the window's own session. */
const PARTITION = 'counterfoil-updates';

export type DesktopUpdatesOptions = {
  readonly electron: Pick<typeof Electron, 'app' | 'dialog' | 'session' | 'shell'>;
  readonly readFeed: () => Promise<string | null>;
  readonly dataFolder: string;
  readonly platform: string;
  readonly env: Environment;
  /** Milliseconds UTC. */
  readonly now: () => number;
};

/** What "Check for updates…" does. */
export function desktopUpdates(
  options: DesktopUpdatesOptions,
): (language: Language) => Promise<void> {
  const { electron, readFeed, dataFolder, platform, env, now } = options;
  return createUpdateDialog({
    readFeed,
    updater: () => ({
      keys: RELEASE_KEYS,
      dataFolder,
      installed: {
        version: electron.app.getVersion(),
        platform: `${platform}-${process.arch}`,
        kind: packageKind(platform, env),
        now: now(),
      },
      fetch: (address, init) =>
        electron.session.fromPartition(PARTITION, { cache: false }).fetch(address, init),
    }),
    ask: async ({ buttons, ...box }, signal) => {
      const { response } = await electron.dialog.showMessageBox({
        ...box,
        title: 'Counterfoil',
        buttons: [...buttons],
        defaultId: 0,
        cancelId: buttons.length - 1,
        noLink: true,
        ...(signal === null ? {} : { signal }),
      });
      return response;
    },
    showFile: (path) => electron.shell.showItemInFolder(path),
  });
}
