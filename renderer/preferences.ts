// What a person chose for this window: language, theme, shortcuts, columns, views, and where they were.
// The shell writes the first look into the page, the browser keeps a copy, the office keeps it all.
import { decode } from '../preload/channel.ts';
import { type Preferences, preferences as shape } from '../preload/contract/preferences.ts';

export type { Preferences, SavedView } from '../preload/contract/preferences.ts';
export type Theme = Preferences['theme'];

/**
 * The choices to start with. `given` is what the shell wrote into the page, `kept` what the browser
 * kept; whatever cannot be read falls back, one by one, at last on the browser's `languages`.
 */
export function readPreferences(
  kept: string | null,
  languages: readonly string[],
  given: string | null = null,
): Preferences {
  const first = languages[0]?.toLowerCase().startsWith('zh') === true ? 'zh-CN' : 'en';
  const defaults: Preferences = {
    language: first,
    theme: 'system',
    singleKeys: true,
    screen: 'queue',
    hiddenColumns: [],
    views: [],
  };
  const chosen = { ...defaults, ...partsOf(readText(kept)) };
  return { ...chosen, ...givenParts(given) };
}

/** What the shell wrote into the page: `language theme screen`, each `-` where nobody chose. */
export function givenParts(given: string | null): Partial<Preferences> {
  const [language, theme, screen] = (given ?? '').split(' ');
  return partsOf({ language, theme, screen: screen === '-' ? undefined : screen });
}

/** The parts that are as they should be. */
function partsOf(found: { readonly [name: string]: unknown }): Partial<Preferences> {
  const { language, theme, singleKeys, screen, hiddenColumns, views } = shape.partial().shape;
  return {
    ...part('language', language.safeParse(found.language).data),
    ...part('theme', theme.safeParse(found.theme).data),
    ...part('singleKeys', singleKeys.safeParse(found.singleKeys).data),
    ...part('screen', screen.safeParse(found.screen).data),
    ...part('hiddenColumns', hiddenColumns.safeParse(found.hiddenColumns).data),
    ...part('views', views.safeParse(found.views).data),
  };
}

function part<Name extends keyof Preferences>(
  name: Name,
  value: Preferences[Name] | undefined,
): Partial<Preferences> {
  return value === undefined ? {} : { [name]: value };
}

function readText(kept: string | null): { readonly [name: string]: unknown } {
  try {
    const parsed = decode(kept ?? '{}');
    return typeof parsed === 'object' && parsed !== null ? { ...parsed } : {};
  } catch {
    // Not ours, or cut off: the defaults stand.
    return {};
  }
}

/** What differs between two choices, as the second has it. */
export function changedParts(before: Preferences, after: Preferences): Partial<Preferences> {
  const changed = Object.entries(after).filter(
    ([name, value]) => Object.entries(before).find(([each]) => each === name)?.[1] !== value,
  );
  return partsOf(Object.fromEntries(changed));
}
