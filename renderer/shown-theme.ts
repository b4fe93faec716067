// Light or dark, as the page is shown now: chosen by the person, or the system's where they leave it
// to that. What is drawn by itself, and not by tokens, is drawn again when it turns.
import { useSyncExternalStore } from 'react';
import { preferences } from './preference-store.ts';

const systemDark = () => window.matchMedia('(prefers-color-scheme: dark)');

/** Puts the theme on the page itself, so that every token follows it, now and whenever it turns. */
export function followTheme(): void {
  const dark = systemDark();
  const apply = () => {
    const { theme, language } = preferences.getState();
    const system = dark.matches ? 'dark' : 'light';
    document.documentElement.dataset.theme = theme === 'system' ? system : theme;
    document.documentElement.lang = language;
  };
  dark.addEventListener('change', apply);
  preferences.subscribe(apply);
  apply();
}

function subscribe(tell: () => void): () => void {
  const dark = systemDark();
  dark.addEventListener('change', tell);
  const forget = preferences.subscribe(tell);
  return () => {
    dark.removeEventListener('change', tell);
    forget();
  };
}

/** The theme that stands on the page. */
export function useShownTheme(): string {
  return useSyncExternalStore(subscribe, () => document.documentElement.dataset.theme ?? 'light');
}
