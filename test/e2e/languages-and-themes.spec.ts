// Goal: every screen can be used by everyone, in both themes and both languages. Method: axe
// (WCAG 2.2 A and AA, and its best practices) on every screen, empty and with payments, with the
// detail, the palette and the sheet open; and the glyphs of Chinese looked at. Here in one language
// and both shells; in the other, and in menus and dialogs, in the loopback shell, whose page is the same.
import { expect, test } from './app.ts';
import { choose, lookAtScreens } from './looking.ts';

test('axe finds nothing: en', async ({ app }) => {
  await lookAtScreens(app, 'en');
});

/** Draws each text in the page's font and gives its pixels. */
const DRAW = `(texts) => {
  const canvas = document.createElement('canvas');
  canvas.width = canvas.height = 64;
  const pen = canvas.getContext('2d', { willReadFrequently: true });
  pen.font = '48px ' + getComputedStyle(document.body).fontFamily;
  return texts.map((text) => {
    pen.clearRect(0, 0, 64, 64);
    pen.fillText(text, 4, 52);
    return pen.getImageData(0, 0, 64, 64).data.join();
  });
}`;

test('Chinese is drawn with glyphs, not with the box of a missing one', async ({ app }) => {
  const { page } = app;
  await choose(page, 'zh-CN', 'light');
  const texts = ['结', '算', '账', '\u{10FFFF}', '\u{E123}', ''];
  const drawn: string[] = await page.evaluate(`(${DRAW})(${JSON.stringify(texts)})`);
  const [settle, count, account, ...missing] = drawn;
  expect(new Set([settle, count, account]).size).toBe(3);
  for (const glyph of [settle, count, account]) expect(missing).not.toContain(glyph);
});
