// The choices of this window, kept where the browser keeps things of a page.
import { createStore } from 'zustand/vanilla';
import { type Preferences, readPreferences } from './preferences.ts';

const KEY = 'counterfoil.preferences';

export const preferences = createStore<Preferences>(() =>
  readPreferences(storage()?.getItem(KEY) ?? null, navigator.languages),
);

preferences.subscribe((chosen) => storage()?.setItem(KEY, JSON.stringify(chosen)));

/** Storage may be switched off by policy; then choices last as long as the window. */
function storage(): Storage | null {
  try {
    return window.localStorage;
  } catch {
    return null;
  }
}
