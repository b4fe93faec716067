// Builds what the console is made of into dist/: the renderer as plain files with hashed names, the
// Electron program with its office and workers as one file each, and the preload as the one CommonJS
// file that a sandboxed window takes. The page carries `__CSP_NONCE__` wherever a nonce belongs; the
// shell that serves it puts its own in.

import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import react from '@vitejs/plugin-react';
import { build, type InlineConfig } from 'vite';
import { bundled, officePrograms, ROOT } from './bundle.ts';

/** Stands in the built page for the nonce of one response. */
const NONCE_PLACEHOLDER = '__CSP_NONCE__';

/**
 * The program, its command line and every process and thread that the office starts, each bundled
 * whole: none of them looks for another file but the one that it starts.
 */
async function mainFiles(): Promise<string[]> {
  const programs = ['main/index.ts', 'main/shell/electron/command-process.ts'];
  return [...programs, ...(await officePrograms())];
}

const renderer: InlineConfig = {
  root: join(ROOT, 'renderer'),
  configFile: false,
  base: './',
  logLevel: 'warn',
  plugins: [react()],
  html: { cspNonce: NONCE_PLACEHOLDER },
  build: {
    outDir: join(ROOT, 'dist', 'renderer'),
    emptyOutDir: true,
    target: 'chrome130',
    // Nothing is inlined as a data: address, which the content policy does not allow for scripts.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    // One file: it comes from this machine, and the first paint needs nearly all of it.
    chunkSizeWarningLimit: 1200,
  },
};

for (const folder of ['main', 'preload']) {
  await rm(join(ROOT, 'dist', folder), { recursive: true, force: true });
}
await Promise.all([
  build(renderer),
  ...(await mainFiles()).map((source) => build(bundled({ source, folder: 'dist/main' }))),
  build(bundled({ source: 'preload/index.ts', folder: 'dist/preload', format: 'cjs' })),
]);
