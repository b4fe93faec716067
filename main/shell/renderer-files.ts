// The built console as a shell serves it: read once at the start, so that no request
// ever reaches the file system.
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Fault } from '../domain/result.ts';

export type RendererFile = { readonly type: string; readonly bytes: Buffer };

/** By the path of a request: `/` is the page, the others are named as they were built. */
export type RendererFiles = ReadonlyMap<string, RendererFile>;

const TYPES: { readonly [extension: string]: string } = {
  html: 'text/html; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  css: 'text/css; charset=utf-8',
  svg: 'image/svg+xml',
  png: 'image/png',
  ico: 'image/x-icon',
  woff2: 'font/woff2',
};

const FILES_MAX = 500;
const BYTES_MAX = 64 * 1024 * 1024;

/**
 * Reads the folder that the build wrote. Files of an unknown kind are not served. Faults:
 * `console_not_built` when there is no page, `console_too_large` beyond the limits.
 */
export async function readRendererFiles(folder: string): Promise<RendererFiles> {
  const files = new Map<string, RendererFile>();
  let total = 0;
  for (const name of await filesIn(folder)) {
    const type = TYPES[name.slice(name.lastIndexOf('.') + 1)];
    if (type === undefined) continue;
    const bytes = await readFile(join(folder, name));
    total += bytes.length;
    if (files.size >= FILES_MAX || total > BYTES_MAX) {
      throw new Fault('console_too_large', `${folder} holds more than a built console`);
    }
    files.set(name === 'index.html' ? '/' : `/${name}`, { type, bytes });
  }
  if (!files.has('/')) throw new Fault('console_not_built', `there is no page in ${folder}`);
  return files;
}

async function filesIn(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(join(folder, '/').length))
    .map((path) => path.replaceAll('\\', '/'));
}
