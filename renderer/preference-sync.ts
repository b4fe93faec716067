// Joins the choices of a window to what the office keeps of them.
import type { StoreApi } from 'zustand/vanilla';
import type { Office } from './office.ts';
import { changedParts, type Preferences } from './preferences.ts';
import { throttled } from './throttle.ts';

/** Milliseconds between two words to the office, however fast somebody chooses. */
const KEEP_EVERY = 200;

/**
 * Takes over what the office kept, but for what the page was given and what was chosen since the
 * start; from then on tells the office of every choice.
 */
export async function joinToOffice(
  store: StoreApi<Preferences>,
  office: Pick<Office, 'ask' | 'later'>,
  start: Partial<Preferences>,
): Promise<void> {
  const before = store.getState();
  const reply = await office.ask((client) => client.preferences({}));
  const chosen = changedParts(before, store.getState());
  const kept = reply.ok ? reply.value.kept : null;
  if (kept !== null) store.setState({ ...kept, ...start, ...chosen });
  const keep = throttled(
    () => void office.ask((client) => client.keepPreferences(store.getState())),
    KEEP_EVERY,
    office.later,
  );
  store.subscribe(keep);
  if (Object.keys(chosen).length > 0) keep();
}
