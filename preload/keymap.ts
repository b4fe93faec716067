// Every shortcut of the console as data: what the sheet shows, what the desktop program's menu shows,
// and what the listener in renderer/use-keys.ts obeys.

/** Where a shortcut works. `everywhere` includes text fields: only chords with Ctrl may do that. */
export type KeyScope = 'everywhere' | 'console' | 'list' | 'review';

export const ACTIONS = [
  'open_palette',
  'lock',
  'open_sheet',
  'go_queue',
  'go_batch',
  'go_review',
  'go_settlement',
  'go_insight',
  'go_audit',
  'go_admin',
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
  { action: 'lock', scope: 'everywhere', keys: ['ctrl+l'] },
  { action: 'open_sheet', scope: 'console', keys: ['?'] },
  { action: 'go_queue', scope: 'console', keys: ['g', 'q'] },
  { action: 'go_batch', scope: 'console', keys: ['g', 'b'] },
  { action: 'go_review', scope: 'console', keys: ['g', 'r'] },
  { action: 'go_settlement', scope: 'console', keys: ['g', 's'] },
  { action: 'go_insight', scope: 'console', keys: ['g', 'i'] },
  { action: 'go_audit', scope: 'console', keys: ['g', 'a'] },
  { action: 'go_admin', scope: 'console', keys: ['g', 'm'] },
  { action: 'next', scope: 'list', keys: ['j'] },
  { action: 'previous', scope: 'list', keys: ['k'] },
  { action: 'open', scope: 'list', keys: ['enter'] },
  { action: 'back', scope: 'list', keys: ['escape'] },
  { action: 'find', scope: 'list', keys: ['/'] },
  { action: 'show_new', scope: 'list', keys: ['.'] },
  { action: 'approve', scope: 'review', keys: ['a'] },
  { action: 'decline', scope: 'review', keys: ['d'] },
];

/** Whether a shortcut is a plain character, which a person may switch off (WCAG 2.1.4). */
export function isSingleKey({ keys }: Shortcut): boolean {
  return keys.some((key) => !key.startsWith('ctrl+') && [...key].length === 1);
}
