// What a key means: chords of presses, and the action that the keymap gives them here and now.
import { type Action, isSingleKey, KEYMAP, type KeyScope } from '../preload/keymap.ts';

/** Milliseconds that the second key of a sequence may take. */
export const SEQUENCE_TIMEOUT = 1200;

/** A key as an event tells it; only what decides. */
export type KeyPress = {
  readonly key: string;
  readonly keyCode: number;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
  readonly isComposing: boolean;
};

/** The chord of a press, or null while an input method composes or for a lone modifier. */
export function chordOf(press: KeyPress): string | null {
  // 229 is what browsers say for keys that an input method has taken.
  if (press.isComposing || press.keyCode === 229 || press.altKey) return null;
  const key = press.key.toLowerCase();
  if (key === 'control' || key === 'shift' || key === 'meta' || key === 'process') return null;
  return press.ctrlKey || press.metaKey ? `ctrl+${key}` : key;
}

export type KeyContext = {
  readonly scopes: ReadonlySet<KeyScope>;
  readonly inText: boolean;
  readonly singleKeys: boolean;
};

/**
 * What a chord means after `first` (the chord before it, or null): an action, `waiting` when it
 * begins a sequence, or null.
 */
export function actionOf(
  chord: string,
  first: string | null,
  { scopes, inText, singleKeys }: KeyContext,
): Action | 'waiting' | null {
  const live = KEYMAP.filter(
    (shortcut) =>
      (shortcut.scope === 'everywhere' || (!inText && scopes.has(shortcut.scope))) &&
      (singleKeys || !isSingleKey(shortcut)),
  );
  const whole = live.find(({ keys }) =>
    keys.length === 1
      ? first === null && keys[0] === chord
      : keys[0] === first && keys[1] === chord,
  );
  if (whole !== undefined) return whole.action;
  if (first !== null) return actionOf(chord, null, { scopes, inText, singleKeys });
  return live.some(({ keys }) => keys.length === 2 && keys[0] === chord) ? 'waiting' : null;
}
