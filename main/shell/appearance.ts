// How the console looks before it has asked anybody: written into the page by the shell that serves
// it, so that no wrong language, theme or screen is seen first. It holds no customer's data.
import { readPreferences } from '../office/preferences-file.ts';
import type { Language } from './environment.ts';

/** Stands in the built page where the appearance belongs. */
export const APPEARANCE_PLACEHOLDER = '__APPEARANCE__';

/** A screen's name as the page writes it; anything else is not put into a page. */
const SCREEN = /^[a-z]{1,32}$/;

/**
 * `language theme screen`, with `-` for what nobody chose. `asked` is the language of the
 * command line, which goes before what was kept.
 */
export function appearanceOf(folder: string, person: string, asked: Language | null): string {
  const kept = readPreferences(folder, person);
  const screen = kept !== null && SCREEN.test(kept.screen) ? kept.screen : '-';
  const language = asked ?? kept?.language ?? '-';
  return `${language} ${kept?.theme ?? '-'} ${screen}`;
}
