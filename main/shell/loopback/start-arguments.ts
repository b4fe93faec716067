// What the loopback shell is told on its command line, and where a book lies when it is not told.
import { parseArgs } from 'node:util';
import {
  defaultDataFolder,
  type Environment,
  LANGUAGES,
  type Language,
  pathFromHere,
} from '../environment.ts';

export type StartArguments = {
  /** The book's folder, absolute. */
  readonly data: string;
  readonly language: Language | null;
  readonly demo: boolean;
  /** A file of mode 0600 with what opens an encrypted book, absolute; null asks at the terminal. */
  readonly keyFile: string | null;
};

/** The arguments, or null when they are not understood. */
export function readStartArguments(
  args: readonly string[],
  env: Environment,
): StartArguments | null {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        data: { type: 'string' },
        lang: { type: 'string' },
        demo: { type: 'boolean' },
        'key-file': { type: 'string' },
      },
    });
    const language = LANGUAGES.find((each) => each === values.lang) ?? null;
    if (values.lang !== undefined && language === null) return null;
    const named = values['key-file'];
    if (values.data === '' || named === '') return null;
    const data =
      values.data === undefined ? defaultDataFolder(env) : pathFromHere(values.data, env);
    const keyFile = named === undefined ? null : pathFromHere(named, env);
    return { data, language, demo: values.demo ?? false, keyFile };
  } catch {
    return null;
  }
}
