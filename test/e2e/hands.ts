// What a person's hands do on every screen, by the words that are on it.
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { expect, type Locator, type Page } from 'playwright/test';
import { buttonName, type Language, words } from './words.ts';

const AXE = fileURLToPath(import.meta.resolve('axe-core/axe.min.js'));

/**
 * Around an open menu React Aria puts two hidden buttons that close it, for screen readers; they
 * stand outside its dialog, which is what the best practice about regions speaks of.
 */
export const IN_A_MENU = { rules: { region: { enabled: false } } };

/** What a theme can break: it sets colours and nothing else. */
const OF_COLOURS = { runOnly: ['color-contrast', 'link-in-text-block'] };

/** Nothing but what is broken is gathered: of a full list, to tell what passes takes the longest. */
const BROKEN_ALONE = { resultTypes: ['violations'], selectors: false };

/** Runs axe and gives rules and where they are broken, which is all that leaves the page. */
const FIND = `(asked) => axe.run(document, asked).then(({ violations }) =>
  violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => id + ' ' + html)))`;

/**
 * What axe finds on the page in each theme: rules and where they are broken. All rules are asked in
 * one theme, and in the other those that colours decide.
 */
export async function findingsInThemes(page: Page, rules = {}): Promise<string[]> {
  const html = page.locator('html');
  const before = (await html.getAttribute('data-theme')) ?? 'light';
  const found: string[] = [];
  await loadAxe(page);
  for (const [theme, asked] of [
    ['light', rules],
    ['dark', OF_COLOURS],
  ] as const) {
    // Set as the page does it, for a press elsewhere would close what has opened.
    await html.evaluate((root, chosen) => root.setAttribute('data-theme', chosen), theme);
    const options = JSON.stringify({ ...BROKEN_ALONE, ...asked });
    found.push(...(await page.evaluate<string[]>(`(${FIND})(${options})`)));
  }
  await html.evaluate((root, chosen) => root.setAttribute('data-theme', chosen), before);
  return found;
}

/** Puts axe on the page, once as long as the page lives. */
async function loadAxe(page: Page): Promise<void> {
  if (await page.evaluate("typeof axe === 'undefined'")) {
    await page.evaluate(await readFile(AXE, 'utf8'));
  }
}

/** Presses the button of these words, on the page or in a part of it. */
export async function press(
  where: Page | Locator,
  key: string,
  language: Language = 'en',
): Promise<void> {
  await where.getByRole('button', { name: buttonName(key, language) }).click();
}

/** Presses in the dialog that asks before money moves, and sees it gone. */
export async function confirm(page: Page, key: string): Promise<void> {
  const dialog = page.getByRole('dialog');
  await press(dialog, key);
  await expect(dialog).toBeHidden();
}

/** Goes to a screen by the rail. */
export async function go(page: Page, screen: string, language: Language = 'en'): Promise<void> {
  const rail = page.getByRole('navigation', { name: words('frame.screens', language) });
  await press(rail, `screen.${screen}`, language);
}

const KEEP_WHAT_IS_SAVED = `
  const said = document.documentElement.dataset;
  delete said.saved;
  delete said.savedAs;
  const { createObjectURL } = URL;
  URL.createObjectURL = (blob) => {
    URL.createObjectURL = createObjectURL;
    blob.text().then((text) => { said.saved = text; });
    return createObjectURL.call(URL, blob);
  };
  const { click } = HTMLAnchorElement.prototype;
  HTMLAnchorElement.prototype.click = function () {
    HTMLAnchorElement.prototype.click = click;
    said.savedAs = this.download;
    return click.call(this);
  };
`;

/**
 * What `press` offers to be saved. A browser downloads and a desktop asks where to: what is handed
 * over is the same in both.
 */
export async function savedBy(
  page: Page,
  press: () => Promise<void>,
): Promise<{ readonly name: string; readonly text: string }> {
  await page.evaluate(KEEP_WHAT_IS_SAVED);
  await press();
  const html = page.locator('html');
  await expect(html).toHaveAttribute('data-saved', /./);
  await expect(html).toHaveAttribute('data-saved-as', /./);
  const name = (await html.getAttribute('data-saved-as')) ?? '';
  return { name, text: (await html.getAttribute('data-saved')) ?? '' };
}
