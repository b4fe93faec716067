// Builds what the console is made of into dist/: the renderer as plain files with hashed names, the
// Electron program with its office and workers as one file each, and the preload as the one CommonJS
// file that a sandboxed window takes. The page carries `__CSP_NONCE__` wherever a nonce belongs; the
// shell that serves it puts its own in.

import { readdir, readFile, rm } from 'node:fs/promises';
import { isBuiltin } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { build, type InlineConfig, type Plugin } from 'vite';

const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));

/** Stands in the built page for the nonce of one response. */
const NONCE_PLACEHOLDER = '__CSP_NONCE__';

/** How a process or a thread is named by the source that starts it. */
const STARTED = /new URL\((['"])\.\/([\w-]+)\.ts\1, import\.meta\.url\)/g;

/**
 * The program, its command line and every process and thread that the office starts, each bundled
 * whole: none of them looks for another file but the one that it starts.
 */
async function mainFiles(): Promise<string[]> {
  const folder = join(ROOT, 'main', 'office');
  const names = (await readdir(folder)).filter((name) => name.endsWith('.ts'));
  const texts = await Promise.all(names.map((name) => readFile(join(folder, name), 'utf8')));
  const started = texts.flatMap((text) => [...text.matchAll(STARTED)].map(([, , name]) => name));
  const programs = ['main/index.ts', 'main/shell/electron/command-process.ts'];
  return [...programs, ...new Set(started.map((name) => `main/office/${name}.ts`))];
}

/** What the bundles find at run time: Electron itself, and the packages with a native part. */
const NOT_BUNDLED = ['electron', 'better-sqlite3', '@node-rs/argon2'];

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

/** A process and its threads name each other by their sources; what was built lies side by side. */
const builtNeighbours: Plugin = {
  name: 'built-neighbours',
  renderChunk: (code) =>
    code.replace(
      STARTED,
      (_whole, quote: string, name: string) =>
        `new URL(${quote}./${name}.js${quote}, import.meta.url)`,
    ),
};

function forNode(source: string, folder: string, format: 'es' | 'cjs'): InlineConfig {
  return {
    root: ROOT,
    configFile: false,
    logLevel: 'warn',
    plugins: [builtNeighbours],
    ssr: { noExternal: true },
    build: {
      ssr: join(ROOT, source),
      target: 'node24',
      outDir: join(ROOT, 'dist', folder),
      emptyOutDir: false,
      minify: false,
      rolldownOptions: {
        external: (id) => isBuiltin(id) || NOT_BUNDLED.includes(id),
        output: {
          format,
          entryFileNames: format === 'cjs' ? '[name].cjs' : '[name].js',
          codeSplitting: false,
        },
      },
    },
  };
}

for (const folder of ['main', 'preload']) {
  await rm(join(ROOT, 'dist', folder), { recursive: true, force: true });
}
await Promise.all([
  build(renderer),
  ...(await mainFiles()).map((source) => build(forNode(source, 'main', 'es'))),
  build(forNode('preload/index.ts', 'preload', 'cjs')),
]);
