// Every shortcut of the console as data: what the sheet shows, what the tests check for conflicts,
// and what the listener in use-keys.ts obeys.

/** Where a shortcut works. `everywhere` includes text fields: only chords with Ctrl may do that. */
export type KeyScope = 'everywhere' | 'console' | 'list' | 'review';

export const ACTIONS = [
  'open_palette',
  'open_sheet',
  'go_queue',
  'go_batch',
  'go_review',
  'go_settlement',
  'next',
  'previous',
  'open',
  'back',
  'find',
  'show_new',
  'approve',
  'decline',
] as const;
export type Action = (typeof ACTIONS)[number];

/**
 * `keys`: one chord, or two pressed one after the other. A chord is the `key` of the event in
 * lower case, with `ctrl+` before it for Ctrl or ⌘.
 */
export type Shortcut = {
  readonly action: Action;
  readonly scope: KeyScope;
  readonly keys: readonly [string] | readonly [string, string];
};

export const KEYMAP: readonly Shortcut[] = [
  { action: 'open_palette', scope: 'everywhere', keys: ['ctrl+k'] },
  { action: 'open_sheet', scope: 'console', keys: ['?'] },
  { action: 'go_queue', scope: 'console', keys: ['g', 'q'] },
  { action: 'go_batch', scope: 'console', keys: ['g', 'b'] },
  { action: 'go_review', scope: 'console', keys: ['g', 'r'] },
  { action: 'go_settlement', scope: 'console', keys: ['g', 's'] },
  { action: 'next', scope: 'list', keys: ['j'] },
  { action: 'previous', scope: 'list', keys: ['k'] },
  { action: 'open', scope: 'list', keys: ['enter'] },
  { action: 'back', scope: 'list', keys: ['escape'] },
  { action: 'find', scope: 'list', keys: ['/'] },
  { action: 'show_new', scope: 'list', keys: ['.'] },
  { action: 'approve', scope: 'review', keys: ['a'] },
  { action: 'decline', scope: 'review', keys: ['d'] },
];

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

/** Whether a shortcut is a plain character, which a person may switch off (WCAG 2.1.4). */
export function isSingleKey({ keys }: Shortcut): boolean {
  return keys.some((key) => !key.startsWith('ctrl+') && [...key].length === 1);
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
