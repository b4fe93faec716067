// What a person chose for how the console looks and where it stands. It is no deed: it changes
// nothing of the book, and is kept beside it, because a loopback window has a new browser each time.
import { z } from 'zod';
import { method } from './method.ts';
import { queueFilter, queueSort } from './queue.ts';
import { list, text } from './values.ts';

/** Views that one person keeps; the next one needs one to be taken off. */
export const VIEWS_MAX = 20;
/** Characters of a view's name. */
export const VIEW_NAME_MAX = 40;

export const THEMES = ['system', 'light', 'dark'] as const;
export const LANGUAGES = ['en', 'zh-CN'] as const;

const savedView = z.strictObject({
  name: text(VIEW_NAME_MAX).min(1),
  filter: queueFilter,
  sort: queueSort,
});

export const preferences = z.strictObject({
  language: z.enum(LANGUAGES),
  theme: z.enum(THEMES),
  /** Shortcuts of one plain character (WCAG 2.1.4). */
  singleKeys: z.boolean(),
  /** The screen that was looked at last, by its name. */
  screen: text(32),
  /** Columns of the queue that are left out, by their keys. */
  hiddenColumns: list(text(40), 20),
  views: list(savedView, VIEWS_MAX),
});
export type Preferences = z.output<typeof preferences>;
export type SavedView = Preferences['views'][number];

export const preferenceMethods = {
  /** What the person of this channel chose last; null when nothing is kept that can be read. */
  preferences: method({
    input: z.strictObject({}),
    output: z.strictObject({ kept: preferences.nullable() }),
    refusals: [],
  }),
  /** Keeps the whole of it in place of what was kept. */
  keepPreferences: method({ input: preferences, output: z.strictObject({}), refusals: [] }),
};
