// A passphrase or a recovery key out of a file that only its owner may read: for programs that start
// Counterfoil without a person at the keyboard.
import { closeSync, constants, fstatSync, openSync, readFileSync } from 'node:fs';
import { ok, type Refusal, type Result, refuse } from '../domain/result.ts';

const BYTES_MAX = 4096;

export type KeyFileRefusal = Refusal<'key_file_unreadable' | 'key_file_open_to_others'>;

/**
 * The secret in the file at `path`: its text without the line end. Refuses `key_file_unreadable`
 * (missing, empty, too large, a link, no file), `key_file_open_to_others` (anybody else may read
 * or write it, or it belongs to somebody else; Windows has no such modes).
 */
export function readKeyFile(path: string): Result<string, KeyFileRefusal> {
  let file: number;
  try {
    file = openSync(path, constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0));
  } catch {
    return refuse({ code: 'key_file_unreadable', path });
  }
  try {
    const found = fstatSync(file);
    if (!found.isFile() || found.size === 0 || found.size > BYTES_MAX) {
      return refuse({ code: 'key_file_unreadable', path });
    }
    const isOwn = process.getuid === undefined || found.uid === process.getuid();
    if (process.platform !== 'win32' && ((found.mode & 0o077) !== 0 || !isOwn)) {
      return refuse({ code: 'key_file_open_to_others', path });
    }
    const secret = readFileSync(file, 'utf8').replace(/\r?\n$/, '');
    return secret === '' ? refuse({ code: 'key_file_unreadable', path }) : ok(secret);
  } finally {
    closeSync(file);
  }
}
