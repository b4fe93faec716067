// What a process wrote to the files of its book, in order, read from strace's log: the writes with
// their bytes, the syncs that made them last, and the answers it gave meanwhile.

import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';

export type Logged =
  | { readonly kind: 'write'; readonly file: string; readonly at: number; readonly bytes: Buffer }
  | { readonly kind: 'truncate'; readonly file: string; readonly size: number }
  | { readonly kind: 'sync'; readonly file: string }
  /** How long the chain is, as the process answered. */
  | { readonly kind: 'answer'; readonly sequence: number };

/** Longer writes than this would be cut by strace; SQLite writes at most a page. */
const LONGEST = 70_000;

/** The files a power cut leaves behind; the shared memory is made anew. */
const KEPT = new Set(['book.db', 'book.db-wal']);

/** Runs the command under strace and answers what it wrote. Throws where it did not end well. */
export function recordWrites(folder: string, command: readonly string[]): readonly Logged[] {
  const log = join(folder, 'writes.txt');
  const calls = 'trace=pwrite64,ftruncate,fsync,fdatasync,write';
  const options = ['-qq', '-y', '-xx', '-s', String(LONGEST), '-e', calls, '-o', log];
  // What was compiled is written at the end, in longer pieces than are looked at here.
  const env = { ...process.env, NODE_DISABLE_COMPILE_CACHE: '1' };
  const run = spawnSync('strace', [...options, ...command], { encoding: 'utf8', env });
  if (run.status !== 0) throw new Error(`the recorded process failed: ${run.stderr}`);
  return readFileSync(log, 'utf8')
    .split('\n')
    .map(parse)
    .filter((each) => each !== null);
}

const CALL = /^(\w+)\((\d+)<([^>]*)>(?:, (?:"((?:\\x[0-9a-f]{2})*)"(\.\.\.)?)?(.*))?\) += (-?\d+)/;

function parse(line: string): Logged | null {
  const match = CALL.exec(line);
  if (match === null) return null;
  const [, call = '', fd = '', path = '', hex = '', cut, rest = '', result = ''] = match;
  if (Number(result) < 0) return null;
  if (call === 'write') {
    if (fd !== '1') return null;
    return { kind: 'answer', sequence: Number(bytesOf(hex).toString()) };
  }
  const file = basename(path.includes('\\x') ? bytesOf(path).toString() : path);
  if (!KEPT.has(file)) return null;
  if (call === 'pwrite64') {
    if (cut !== undefined) throw new Error('a write was longer than the log shows');
    const at = Number(rest.split(',').at(-1));
    return { kind: 'write', file, at, bytes: bytesOf(hex).subarray(0, Number(result)) };
  }
  if (call === 'ftruncate') return { kind: 'truncate', file, size: Number(rest) };
  return { kind: 'sync', file };
}

function bytesOf(hex: string): Buffer {
  return Buffer.from(hex.replaceAll('\\x', ''), 'hex');
}
