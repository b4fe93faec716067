// Goal: a grid's rows are fetched around what is looked at, bounded in number, replaced in place and
// never moved by themselves. Method: a source in memory that counts its questions and can change.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  createRowPages,
  PAGE_ROWS,
  PAGES_KEPT,
} from '../../../renderer/components/grid/row-pages.ts';
import { turn } from '../../office/channel-pair.ts';

type Row = { readonly id: number; readonly status: string };

function source(count: number) {
  const state = {
    ids: Array.from({ length: count }, (_, at) => at + 1),
    status: 'received',
    asked: [] as number[],
    away: false,
  };
  const pages = createRowPages<Row>(
    async (offset, limit) => {
      state.asked.push(offset);
      if (state.away) return null;
      const rows = state.ids
        .slice(offset, offset + limit)
        .map((id) => ({ id, status: state.status }));
      return { total: state.ids.length, rows };
    },
    ({ id }) => id,
  );
  return { state, pages };
}

test('only the pages looked at are fetched, and each once', async () => {
  const { state, pages } = source(10_000);
  assert.equal(pages.total(), null);
  pages.want(0, 40);
  await turn();
  pages.want(2 * PAGE_ROWS - 10, 2 * PAGE_ROWS + 10);
  await turn();
  pages.want(0, 40);
  await turn();
  assert.deepEqual(state.asked, [0, PAGE_ROWS, 2 * PAGE_ROWS]);
  assert.equal(pages.total(), 10_000);
  assert.equal(pages.row(2 * PAGE_ROWS + 5)?.id, 2 * PAGE_ROWS + 6);
  assert.equal(pages.row(5000), null);
});

test('a bounded number of pages is kept, the ones looked at among them', async () => {
  const { pages } = source(PAGE_ROWS * 200);
  for (let page = 0; page < 150; page += 1) {
    pages.want(page * PAGE_ROWS, page * PAGE_ROWS + 30);
    await turn();
    assert.equal(pages.row(page * PAGE_ROWS)?.id, page * PAGE_ROWS + 1);
  }
  let kept = 0;
  for (let page = 0; page < 200; page += 1) if (pages.row(page * PAGE_ROWS) !== null) kept += 1;
  assert.equal(kept, PAGES_KEPT);
});

test('rows that kept their place are replaced in it', async () => {
  const { state, pages } = source(500);
  pages.want(0, 40);
  await turn();
  state.status = 'settled';
  pages.refresh();
  await turn();
  assert.equal(pages.row(0)?.status, 'settled');
  assert.equal(pages.waiting(), null);
});

test('new rows move nothing, are counted, and come when asked for', async () => {
  const { state, pages } = source(500);
  pages.want(0, 40);
  await turn();
  state.ids = [501, 502, 503, ...state.ids];
  pages.refresh();
  await turn();
  assert.equal(pages.row(0)?.id, 1);
  assert.equal(pages.waiting(), 3);
  pages.reload();
  await turn();
  assert.deepEqual([pages.row(0)?.id, pages.total(), pages.waiting()], [501, 503, null]);
});

test('what is shown stays true while new rows wait before it, and fits what is fetched', async () => {
  const { state, pages } = source(500);
  pages.want(0, 40);
  await turn();
  state.ids = [501, 502, 503, ...state.ids];
  state.status = 'settled';
  pages.refresh();
  await turn();
  assert.deepEqual([pages.row(0)?.id, pages.row(0)?.status, pages.waiting()], [1, 'settled', 3]);
  pages.want(PAGE_ROWS, PAGE_ROWS + 40);
  await turn();
  const around = [pages.row(PAGE_ROWS - 1)?.id, pages.row(PAGE_ROWS)?.id];
  assert.deepEqual(around, [PAGE_ROWS, PAGE_ROWS + 1], 'no row twice');
});

test('rows that come at the end shift nothing', async () => {
  const { state, pages } = source(500);
  pages.want(0, 40);
  await turn();
  state.ids = [...state.ids, 501];
  pages.refresh();
  await turn();
  pages.want(PAGE_ROWS, PAGE_ROWS + 40);
  await turn();
  const shown = [pages.row(0)?.id, pages.row(PAGE_ROWS)?.id, pages.waiting()];
  assert.deepEqual(shown, [1, PAGE_ROWS + 1, 1]);
});

test('another order of the same rows waits too, and a return of the old one does not', async () => {
  const { state, pages } = source(3);
  pages.want(0, 3);
  await turn();
  state.ids = [2, 1, 3];
  pages.refresh();
  await turn();
  assert.deepEqual([pages.row(0)?.id, pages.waiting()], [1, 0]);
  state.ids = [1, 2, 3];
  pages.refresh();
  await turn();
  assert.equal(pages.waiting(), null);
});

test('an empty list fills by itself: nothing stands in it', async () => {
  const { state, pages } = source(0);
  pages.want(0, 1);
  await turn();
  assert.equal(pages.total(), 0);
  state.ids = [7, 8];
  pages.refresh();
  await turn();
  assert.deepEqual([pages.total(), pages.row(0)?.id, pages.waiting()], [2, 7, null]);
});

test('an answer that cannot be had is told, and the old rows stay', async () => {
  const { state, pages } = source(10);
  pages.want(0, 10);
  await turn();
  state.away = true;
  pages.refresh();
  await turn();
  assert.deepEqual([pages.unanswered(), pages.row(0)?.id], [true, 1]);
});

test('answers to questions from before a reload are dropped', async () => {
  const { state, pages } = source(10);
  pages.want(0, 10);
  state.ids = [99];
  pages.reload();
  await turn();
  assert.deepEqual([pages.total(), pages.row(0)?.id], [1, 99]);
});
