// Where a shell takes secrets from: a file of mode 0600 that it was told of, or a person at
// the terminal. Never an argument, never the environment.
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { KeyLine } from '../../preload/locales/key-text.ts';
import { ok, type Refusal, type Result, refuse } from '../domain/result.ts';
import {
  isEncrypted,
  isOpenedBy,
  type KeyWrong,
  keyNeedOf,
  keysBySecret,
  mastersOf,
} from '../office/book-keys.ts';
import { finishNoted } from '../office/finish-noted.ts';
import { askSecret, canAsk } from './ask-secret.ts';
import type { KeyFiles } from './cli/key-arguments.ts';
import { type KeyFileRefusal, readKeyFile } from './key-file.ts';

export type SecretRefusal =
  | KeyFileRefusal
  | KeyWrong
  | Refusal<'book_key_missing' | 'passphrases_differ' | 'cancelled'>;

/** What a person is asked with, and told. */
export type Asking = {
  readonly keyWords: (line: KeyLine) => string;
  readonly refusal: (refusal: Refusal) => void;
};

const terminal = { input: process.stdin, output: process.stderr };

/** Tries that a person has before the command ends. */
const TRIES = 3;

/** The keys of the book in `folder`: none for a plain one. Refuses as {@link SecretRefusal}. */
export async function keysForCommand(
  folder: string,
  files: KeyFiles,
  asking: Asking,
): Promise<Result<readonly Uint8Array[], SecretRefusal>> {
  finishNoted(folder);
  if (keyNeedOf(folder).kind === 'none') return ok([]);
  return tried(folder, undefined, files, asking);
}

/** The same for the book in `file`, with slots in its own folder; nothing is finished there. */
export async function keysForFile(
  file: string,
  files: KeyFiles,
  asking: Asking,
): Promise<Result<readonly Uint8Array[], SecretRefusal>> {
  if (!isEncrypted(file)) return ok([]);
  return tried(dirname(file), file, files, asking);
}

async function tried(
  folder: string,
  file: string | undefined,
  files: KeyFiles,
  asking: Asking,
): Promise<Result<readonly Uint8Array[], SecretRefusal>> {
  for (let tries = 1; ; tries += 1) {
    const secret = await openingSecret(files, asking);
    if (!secret.ok) return secret;
    const keys = await keysBySecret(folder, secret.value, file);
    if (keys.ok) return ok(mastersOf(keys.value));
    if (files.keyFiles.length > 0 || tries === TRIES) return keys;
    asking.refusal(keys.refusal);
  }
}

export type RestoreKeys = {
  readonly keys: readonly Uint8Array[];
  /** Whether the folder takes the slots of the backup, having none of its own. */
  readonly takesSlots: boolean;
};

/**
 * The keys with which the backup in `source` goes into `folder`: those of the folder, and those of
 * the backup's time where they are others. Refuses `book_is_plain` too: an encrypted backup does
 * not go over a plain book, whose originals would stay plain.
 */
export async function keysForRestore(
  folder: string,
  source: string,
  files: KeyFiles,
  asking: Asking,
): Promise<Result<RestoreKeys, SecretRefusal | Refusal<'book_is_plain'>>> {
  const own = await keysForCommand(folder, files, asking);
  if (!own.ok) return own;
  const takesSlots = own.value.length === 0 && isEncrypted(source);
  if (!isEncrypted(source) || isOpenedBy(source, own.value)) {
    return ok({ keys: own.value, takesSlots });
  }
  if (takesSlots && existsSync(join(folder, 'book.db'))) return refuse({ code: 'book_is_plain' });
  // The last one named is the backup's, where it has another than the folder.
  const theirs = await keysForFile(
    source,
    { ...files, keyFiles: files.keyFiles.slice(-1) },
    asking,
  );
  if (!theirs.ok) return theirs;
  return ok({ keys: [...own.value, ...theirs.value], takesSlots });
}

/** A passphrase or a recovery key that opens the book as it is. */
export async function openingSecret(
  { keyFiles: [file] }: KeyFiles,
  asking: Asking,
): Promise<Result<string, SecretRefusal>> {
  if (file !== undefined) return readKeyFile(file);
  if (!canAsk(terminal)) return refuse({ code: 'book_key_missing' });
  const secret = await askSecret(asking.keyWords('ask_secret'), terminal);
  return secret === null ? refuse({ code: 'cancelled' }) : ok(secret);
}

/** Every secret that opens the book: the files named, or what a person types until an empty line. */
export async function everySecret(
  files: KeyFiles,
  passphrases: number,
  asking: Asking,
): Promise<Result<readonly string[], SecretRefusal>> {
  const secrets: string[] = [];
  for (const file of files.keyFiles) {
    const read = readKeyFile(file);
    if (!read.ok) return read;
    secrets.push(read.value);
  }
  if (secrets.length > 0) return ok(secrets);
  const first = await openingSecret(files, asking);
  if (!first.ok) return first;
  secrets.push(first.value);
  while (secrets.length < passphrases) {
    const other = await askSecret(asking.keyWords('ask_other'), terminal);
    if (other === null) return refuse({ code: 'cancelled' });
    if (other === '') break;
    secrets.push(other);
  }
  return ok(secrets);
}

/** A new passphrase: from its file, or typed twice. */
export async function newSecret(
  file: string | null,
  asking: Asking,
): Promise<Result<string, SecretRefusal>> {
  if (file !== null) return readKeyFile(file);
  if (!canAsk(terminal)) return refuse({ code: 'book_key_missing' });
  const first = await askSecret(asking.keyWords('ask_new'), terminal);
  const again = first === null ? null : await askSecret(asking.keyWords('ask_again'), terminal);
  if (first === null || again === null) return refuse({ code: 'cancelled' });
  return first === again ? ok(first) : refuse({ code: 'passphrases_differ' });
}
