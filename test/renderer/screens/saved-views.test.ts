// Goal: a view is kept under its name, once, and never more of them than are kept. Method: lists of
// views with one put in and taken out, at each limit.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type SavedView, VIEW_NAME_MAX, VIEWS_MAX } from '../../../preload/contract/preferences.ts';
import { withoutView, withView } from '../../../renderer/screens/queue/saved-views.ts';

const SORT = { by: 'amount', descending: true } as const;

function views(count: number): readonly SavedView[] {
  return Array.from({ length: count }, (_, at) => ({ name: `v${at}`, filter: {}, sort: SORT }));
}

test('a view is kept under its name, and replaces the one that had it', () => {
  const filter = { worklist: 'repair' } as const;
  const one = withView([], '  mine ', filter, SORT);
  assert.deepEqual(one, [{ name: 'mine', filter, sort: SORT }]);
  const again = withView(one ?? [], 'mine', {}, SORT);
  assert.deepEqual(again, [{ name: 'mine', filter: {}, sort: SORT }]);
  assert.deepEqual(withoutView(again ?? [], 'mine'), []);
});

test('a view needs a name of bounded length, and there are not too many', () => {
  assert.equal(withView([], ' ', {}, SORT), null);
  assert.equal(withView([], 'x'.repeat(VIEW_NAME_MAX + 1), {}, SORT), null);
  assert.equal(withView([], 'x'.repeat(VIEW_NAME_MAX), {}, SORT)?.length, 1);
  assert.equal(withView(views(VIEWS_MAX - 1), 'x', {}, SORT)?.length, VIEWS_MAX);
  assert.equal(withView(views(VIEWS_MAX), 'x', {}, SORT), null);
  assert.equal(withView(views(VIEWS_MAX), 'v0', {}, SORT)?.length, VIEWS_MAX, 'one is replaced');
});
