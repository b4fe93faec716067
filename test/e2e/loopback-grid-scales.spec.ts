// Goal: the first, the last and any other of a million rows are reached, whole, at every scale of a
// screen. Method: a browser per scale; its office is real, but every page of payments is made a part
// of a million on its way, because a million rows of 28 pixels are more than Chromium lays out from
// scale 1.25 on, which the control looks at. Only a browser of one's own can be started at a scale, so
// that this is about the loopback shell.
import { chromium, type Locator, type Page, type WebSocketRoute } from 'playwright/test';
import { known } from '../../main/domain/assert.ts';
import { decode, encode, replyFrame, requestFrame } from '../../preload/channel.ts';
import { contract, type Input, type Output } from '../../preload/contract/contract.ts';
import { expect, launchOptions, test } from './app.ts';
import { answerOf, prepareBook, submitFile, writeMaterial } from './material.ts';
import { words } from './words.ts';

const ROWS = 1_000_000;
const ROW_HEIGHT = 28;
/** Zooming a page multiplies the screen's scale in the same way, and there is no other. */
const SCALES = [1, 1.5, 2, 3] as const;

type PaymentRow = Output<'queuePage'>['rows'][number];

/** Makes each page of payments that passes a part of a million of them, each like `sample`. */
function stretch(socket: WebSocketRoute, sample: PaymentRow): void {
  const office = socket.connectToServer();
  const asked = new Map<number, Input<'queuePage'>>();
  socket.onMessage((frame) => {
    const said = requestFrame.parse(decode(String(frame)));
    if (said.kind === 'call' && said.method === 'queuePage') {
      asked.set(said.seq, contract.queuePage.input.parse(said.input));
    }
    office.send(frame);
  });
  office.onMessage((frame) => {
    const said = replyFrame.parse(decode(String(frame)));
    const question = asked.get(said.seq);
    if (question === undefined || said.kind !== 'reply' || !said.reply.ok) {
      return socket.send(frame);
    }
    const { offset, limit } = question;
    const rows = Array.from({ length: Math.min(limit, ROWS - offset) }, (_, at) => ({
      ...sample,
      paymentId: offset + at + 1,
      endToEndId: `row-${offset + at + 1}`,
    }));
    const value = { ...contract.queuePage.output.parse(said.reply.value), total: ROWS, rows };
    socket.send(encode({ ...said, reply: { ok: true, value } }));
  });
}

/**
 * A page on a screen of this scale. A scale that is emulated leaves the layout as it is, so that the
 * browser itself is started for such a screen.
 */
async function openAt(scale: number) {
  const { executablePath, args } = launchOptions();
  const screen = [`--force-device-scale-factor=${scale}`, '--window-size=1440,900'];
  const browser = await chromium.launch({ executablePath, args: [...args, ...screen] });
  const context = await browser.newContext({ viewport: null, locale: 'en-GB' });
  const page = await context.newPage();
  expect(await page.evaluate('devicePixelRatio')).toBe(scale);
  return { page, close: () => browser.close() };
}

/**
 * What keeps the row from standing whole between the head and the lower edge, with nothing over it;
 * "nothing" when it does.
 */
const HIDDEN_BY = `(index) => {
  const grid = document.querySelector('[role=grid]');
  const row = grid.querySelector('[aria-rowindex="' + index + '"]');
  const at = 'scrolled to ' + grid.scrollTop + ' of ' + grid.scrollHeight;
  if (row === null) return 'not drawn, ' + at;
  if (row.hasAttribute('data-pending')) return 'not here yet';
  const { top, bottom, left } = row.getBoundingClientRect();
  const head = grid.querySelector('[role=columnheader]').getBoundingClientRect();
  const edge = grid.getBoundingClientRect().top + grid.clientTop + grid.clientHeight;
  if (top < head.bottom - 1) return 'the head, by ' + (head.bottom - top) + ', ' + at;
  if (bottom > edge + 1) return 'the edge, by ' + (bottom - edge) + ', ' + at;
  const hits = [top + 2, bottom - 2].map((y) => document.elementFromPoint(left + 24, y));
  const over = hits.find((hit) => !row.contains(hit));
  return over === undefined ? 'nothing' : 'what lies over it: ' + over?.outerHTML.slice(0, 200);
}`;

async function seesRow(page: Page, row: number): Promise<void> {
  // The head is the first row.
  const hiddenBy = () => page.evaluate(`(${HIDDEN_BY})(${row + 2})`);
  await expect.poll(hiddenBy, { message: `row ${row}` }).toBe('nothing');
}

/** The position of the row that the focused grid points at. */
function activeRow(page: Page): Promise<number> {
  return page.evaluate(`Number(document
    .getElementById(document.activeElement.getAttribute('aria-activedescendant'))
    .closest('[role=row]').getAttribute('aria-rowindex')) - 2`);
}

/** By the keys: both ends, a page up and down, and never beyond. */
async function goByKeys(page: Page, grid: Locator): Promise<void> {
  const last = ROWS - 1;
  await grid.focus();
  const keys = ['Control+End', 'PageUp', 'PageDown', 'ArrowDown', 'PageDown'] as const;
  const at: number[] = [];
  for (const key of keys) {
    await page.keyboard.press(key);
    at.push(await activeRow(page));
    await seesRow(page, at.at(-1) ?? 0);
  }
  const [, above] = at;
  expect(at).toEqual([last, above, last, last, last]);
  expect(above).toBeLessThan(last - 5);
  await page.keyboard.press('ArrowUp');
  expect(await activeRow(page)).toBe(last - 1);
  await page.keyboard.press('Control+Home');
  expect(await activeRow(page)).toBe(0);
  await seesRow(page, 0);
}

/** A bar that comes and goes above the rows takes nothing from who looks at the last one. */
async function keepsTheLastRow(page: Page, grid: Locator): Promise<void> {
  await grid.focus();
  await page.keyboard.press('Control+End');
  await seesRow(page, ROWS - 1);
  const heights: number[] = [];
  for (const bar of [0, 36, 0]) {
    const height: number = await page.evaluate(`((grid) => {
      grid.style.height = 'calc(100% - ${bar}px)';
      return grid.clientHeight;
    })(document.querySelector('[role=grid]'))`);
    heights.push(height + bar);
    await seesRow(page, ROWS - 1);
  }
  const [whole = 0] = heights;
  expect(heights).toEqual([whole, whole, whole]);
  await page.keyboard.press('Control+Home');
  await seesRow(page, 0);
}

/** By the scrollbar: its ends and its middle. */
async function goByScrollbar(page: Page, grid: Locator): Promise<void> {
  const to = (share: number) =>
    page.evaluate(`((grid) => {
      grid.scrollTop = ${share} * (grid.scrollHeight - grid.clientHeight);
    })(document.querySelector('[role=grid]'))`);
  await to(1);
  await seesRow(page, ROWS - 1);
  await to(0.5);
  // The rows that were there before the bar moved may still stand when it has moved.
  const middle = grid.locator('[role=row]:not([data-pending])').nth(5);
  await expect
    .poll(async () => Math.abs(Number(await middle.getAttribute('aria-rowindex')) - ROWS / 2))
    .toBeLessThan(ROWS / 100);
  await to(0);
  await seesRow(page, 0);
}

/** By the wheel: no row is passed over, and the last notch ends at the last row. */
async function goByWheel(page: Page, grid: Locator): Promise<void> {
  const first = () =>
    page.evaluate(`Math.min(...[
      ...document.querySelectorAll('[role=grid] [aria-rowindex]:not([data-active])'),
    ]
      .map((row) => Number(row.getAttribute('aria-rowindex'))).filter((each) => each > 1))`);
  await grid.hover();
  await page.mouse.wheel(0, ROW_HEIGHT * 20);
  await expect.poll(first).toBe(21);
  await page.mouse.wheel(0, ROW_HEIGHT * ROWS);
  await seesRow(page, ROWS - 1);
}

test('the last of a million rows is reached at every scale', async ({ start }) => {
  const shell = await start();
  const client = await shell.client();
  const material = await writeMaterial(shell.folder);
  await prepareBook(client, material);
  await submitFile(client, material.invoices);
  const sort = { by: 'amount', descending: true } as const;
  const { rows } = answerOf(await client.queuePage({ filter: {}, sort, offset: 0, limit: 1 }));
  const sample = known(rows[0], 'five invoices were submitted');
  for (const scale of SCALES) {
    await test.step(`scale ${scale}`, async () => {
      const { page, close } = await openAt(scale);
      await page.routeWebSocket(/\/office$/, (socket) => stretch(socket, sample));
      await page.goto(await shell.address());
      const grid = page.getByRole('grid', { name: words('queue.title') });
      await expect(grid).toHaveAttribute('aria-rowcount', String(ROWS + 1));
      await seesRow(page, 0);
      await goByKeys(page, grid);
      await keepsTheLastRow(page, grid);
      await goByScrollbar(page, grid);
      await goByWheel(page, grid);
      await close();
    });
  }
});

test('without a mapping the last rows would be out of reach', async () => {
  const tall = async (scale: number): Promise<boolean> => {
    const { page, close } = await openAt(scale);
    await page.setContent(`<div style="height: ${ROWS * ROW_HEIGHT}px"></div>`);
    const height: number = await page.evaluate('document.documentElement.scrollHeight');
    await close();
    return height >= ROWS * ROW_HEIGHT;
  };
  const whole: boolean[] = [];
  for (const scale of SCALES) whole.push(await tall(scale));
  expect(whole).toEqual([true, false, false, false]);
});
