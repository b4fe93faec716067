// Draws the program's mark, renderer/icon.svg, in every size that a desktop asks for, and packs the
// pictures: run by hand after the mark was changed, its results are kept beside this file.

import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright';
import { ensureBrowser } from '../ensure-browser.ts';
import { ICON_SIZES, icnsFile, icoFile } from './icon-files.ts';

const HERE = dirname(fileURLToPath(import.meta.url));
const FOLDER = join(HERE, 'icons');
/** What a Linux desktop looks for by name; the larger ones are in the .icns alone. */
const LINUX_MAX = 512;

const found = ensureBrowser();
if ('why' in found) throw new Error(found.why);
const mark = await readFile(join(HERE, '..', '..', 'renderer', 'icon.svg'), 'utf8');
const browser = await chromium.launch({
  executablePath: found.path,
  args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
});
const pictures = new Map<number, Uint8Array>();
try {
  for (const size of ICON_SIZES) {
    const page = await browser.newPage({ viewport: { width: size, height: size } });
    await page.setContent(`<style>body{margin:0}svg{display:block;width:100vw}</style>${mark}`);
    pictures.set(size, await page.screenshot({ omitBackground: true }));
    await page.close();
  }
} finally {
  await browser.close();
}
await mkdir(FOLDER, { recursive: true });
for (const [size, png] of pictures) {
  if (size <= LINUX_MAX) await writeFile(join(FOLDER, `${size}x${size}.png`), png);
}
await writeFile(join(FOLDER, 'icon.ico'), icoFile(pictures));
await writeFile(join(FOLDER, 'icon.icns'), icnsFile(pictures));
console.log(`${pictures.size} sizes of the mark in ${FOLDER}`);
