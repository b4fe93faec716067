// What a person chose for this window: language, theme, density of shortcuts. Kept in the browser's
// own storage, because it belongs to the screen and not to the book.
import { LANGUAGES, type Language } from './format.ts';

export const THEMES = ['system', 'light', 'dark'] as const;
export type Theme = (typeof THEMES)[number];

export type Preferences = {
  readonly language: Language;
  readonly theme: Theme;
  /** Shortcuts of one plain character (WCAG 2.1.4). */
  readonly singleKeys: boolean;
};

/** The kept choices; whatever cannot be read falls back, one by one. */
export function readPreferences(kept: string | null, languages: readonly string[]): Preferences {
  let found: { readonly [name: string]: unknown } = {};
  try {
    const parsed: unknown = JSON.parse(kept ?? '{}');
    if (typeof parsed === 'object' && parsed !== null) found = { ...parsed };
  } catch {
    // Not ours, or cut off: the defaults stand.
  }
  const first = languages[0]?.toLowerCase().startsWith('zh') === true ? 'zh-CN' : 'en';
  return {
    language: LANGUAGES.find((each) => each === found.language) ?? first,
    theme: THEMES.find((each) => each === found.theme) ?? 'system',
    singleKeys: found.singleKeys !== false,
  };
}
