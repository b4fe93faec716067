// The views of the queue: filters and orders under a name. Some come with the console, the others
// are a person's own.
import { type SavedView, VIEW_NAME_MAX, VIEWS_MAX } from '../../../preload/contract/preferences.ts';
import type { QueueFilter, QueueSort } from './queue-filter.ts';

/** What every console begins with: the worklists that a day starts from. */
export const DEFAULT_VIEWS = [
  'repair',
  'review',
  'dispatch',
] as const satisfies readonly NonNullable<QueueFilter['worklist']>[];

/**
 * `views` with one more, or with the one of the same name replaced; null when the name is empty or
 * too long, or when there are as many as are kept.
 */
export function withView(
  views: readonly SavedView[],
  typed: string,
  filter: QueueFilter,
  sort: QueueSort,
): readonly SavedView[] | null {
  const name = typed.trim();
  if (name === '' || name.length > VIEW_NAME_MAX) return null;
  const others = withoutView(views, name);
  return others.length >= VIEWS_MAX ? null : [...others, { name, filter, sort }];
}

export function withoutView(views: readonly SavedView[], name: string): readonly SavedView[] {
  return views.filter((view) => view.name !== name);
}
