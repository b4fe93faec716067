// How a program for Node becomes one file: itself and everything it imports, but for the packages
// with a native part. Processes and threads that start each other are built side by side.

import { readdir, readFile } from 'node:fs/promises';
import { isBuiltin } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { InlineConfig, Plugin } from 'vite';

export const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));

/** How a process or a thread is named by the source that starts it. */
const STARTED = /new URL\((['"])\.\/([\w-]+)\.ts\1, import\.meta\.url\)/g;

/** What the bundles find at run time: Electron itself, and the packages with a native part. */
const NOT_BUNDLED = ['electron', 'better-sqlite3', '@node-rs/argon2'];

/** The sources of every process and thread that the office starts, below the project's folder. */
export async function officePrograms(): Promise<string[]> {
  const folder = join(ROOT, 'main', 'office');
  const names = (await readdir(folder)).filter((name) => name.endsWith('.ts'));
  const texts = await Promise.all(names.map((name) => readFile(join(folder, name), 'utf8')));
  const started = texts.flatMap((text) => [...text.matchAll(STARTED)].map(([, , name]) => name));
  return [...new Set(started)].map((name) => `main/office/${name}.ts`);
}

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

export type Bundle = {
  /** Below the project's folder, as the folder it goes to. */
  readonly source: string;
  readonly folder: string;
  readonly format?: 'es' | 'cjs';
  /** The file's name without its ending; the source's where it is left out. */
  readonly name?: string;
};

/** How Vite builds one program into one file. */
export function bundled({ source, folder, format = 'es', name = '[name]' }: Bundle): InlineConfig {
  return {
    root: ROOT,
    configFile: false,
    logLevel: 'warn',
    plugins: [builtNeighbours],
    ssr: { noExternal: true },
    build: {
      ssr: join(ROOT, source),
      target: 'node24',
      outDir: join(ROOT, folder),
      emptyOutDir: false,
      minify: false,
      rolldownOptions: {
        external: (id) => isBuiltin(id) || NOT_BUNDLED.includes(id),
        output: {
          format,
          entryFileNames: format === 'cjs' ? `${name}.cjs` : `${name}.js`,
          codeSplitting: false,
        },
      },
    },
  };
}
