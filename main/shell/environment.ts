// What every shell takes from its surroundings: where a book lies when nobody says, and the
// language of the terminal.
import { homedir, platform } from 'node:os';
import { join, resolve } from 'node:path';

export const LANGUAGES = ['en', 'zh-CN'] as const;
export type Language = (typeof LANGUAGES)[number];

export type Environment = { readonly [name: string]: string | undefined };

/** A path as the person means it: npm changes the working directory and keeps it in INIT_CWD. */
export function pathFromHere(path: string, env: Environment): string {
  return resolve(env.INIT_CWD ?? process.cwd(), path);
}

/** The language of the terminal: the one asked for, else the environment's, else English. */
export function terminalLanguage(asked: Language | null, env: Environment): Language {
  if (asked !== null) return asked;
  const locale = env.LC_ALL || env.LC_MESSAGES || env.LANG || '';
  return locale.startsWith('zh') ? 'zh-CN' : 'en';
}

/** The desktop's data folder on this system. */
export function defaultDataFolder(env: Environment): string {
  const home = homedir();
  if (platform() === 'win32') {
    return join(env.APPDATA ?? join(home, 'AppData', 'Roaming'), 'Counterfoil');
  }
  if (platform() === 'darwin') return join(home, 'Library', 'Application Support', 'Counterfoil');
  return join(env.XDG_CONFIG_HOME ?? join(home, '.config'), 'Counterfoil');
}
