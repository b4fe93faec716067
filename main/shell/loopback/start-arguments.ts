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
};

/** The arguments, or null when they are not understood. */
export function readStartArguments(
  args: readonly string[],
  env: Environment,
): StartArguments | null {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: { data: { type: 'string' }, lang: { type: 'string' }, demo: { type: 'boolean' } },
    });
    const language = LANGUAGES.find((each) => each === values.lang) ?? null;
    if (values.lang !== undefined && language === null) return null;
    if (values.data === '') return null;
    const data =
      values.data === undefined ? defaultDataFolder(env) : pathFromHere(values.data, env);
    return { data, language, demo: values.demo ?? false };
  } catch {
    return null;
  }
}
