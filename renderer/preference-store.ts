// The choices of this window: a store that the screens read, copied to the browser, and joined to
// what the office keeps, because a loopback window has a new browser and address each time.
import { createStore } from 'zustand/vanilla';
import { encode } from '../preload/channel.ts';
import type { Office } from './office.ts';
import { joinToOffice } from './preference-sync.ts';
import { givenParts, type Preferences, readPreferences } from './preferences.ts';

const KEY = 'counterfoil.preferences';

/** Left behind by a page that began anew for another person. */
const ANEW = 'counterfoil.anew';

/** What the shell wrote into the page; null where the page already went its own way. */
const given = isAnew()
  ? null
  : (document.querySelector('meta[name="counterfoil"]')?.getAttribute('content') ?? null);

export const preferences = createStore<Preferences>(() =>
  readPreferences(storage()?.getItem(KEY) ?? null, navigator.languages, given),
);

preferences.subscribe((chosen) => storage()?.setItem(KEY, encode(chosen)));

/** Whether the choices that the office keeps of whoever is at work have been taken over. */
export const joined = createStore<boolean>(() => false);

/** Joins this window's choices to what the office keeps, for as long as the window stands. */
export function keepInOffice(office: Office): void {
  void joinToOffice(preferences, office, givenParts(given)).then(() => joined.setState(true, true));
}

/** Loads the page again, in the language and look that were chosen last. */
export function beginAnew(): void {
  try {
    sessionStorage.setItem(ANEW, '1');
  } catch {
    // Without storage the page begins as the shell wrote it.
  }
  location.reload();
}

function isAnew(): boolean {
  try {
    const found = sessionStorage.getItem(ANEW) !== null;
    sessionStorage.removeItem(ANEW);
    return found;
  } catch {
    return false;
  }
}

/** Storage may be switched off by policy; then choices last as long as the window. */
function storage(): Storage | null {
  try {
    return window.localStorage;
  } catch {
    return null;
  }
}
