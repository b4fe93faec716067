// Builds what a window loads: the renderer, bundled by Vite into dist/renderer with hashed names.
// The page carries `__CSP_NONCE__` wherever a nonce belongs; the shell that serves it puts its own in.

import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { build } from 'vite';

const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));

/** Stands in the built page for the nonce of one response. */
const NONCE_PLACEHOLDER = '__CSP_NONCE__';

await build({
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
});
