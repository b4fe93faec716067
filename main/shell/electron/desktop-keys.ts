// The keys with which the desktop opens its book: from the workstation's keyring where it has joined,
// else from a file or from whoever sits at the terminal that it was started from; then it joins.
import { ok, type Result } from '../../domain/result.ts';
import { keyNeedOf, mastersOf } from '../../office/book-keys.ts';
import { finishNoted } from '../../office/finish-noted.ts';
import { type Asking, keysForCommand, type SecretRefusal } from '../secrets.ts';
import { joinKeyring, type Keyring, keysByKeyring } from './keyring.ts';

export type DesktopKeysAsked = {
  readonly folder: string;
  readonly keyFile: string | null;
  readonly keyring: Keyring;
  readonly asking: Asking;
  /** Milliseconds UTC. */
  readonly now: number;
};

/** The keys of the book, none for a plain one. Refuses as `keysForCommand`. */
export async function desktopKeys(
  asked: DesktopKeysAsked,
): Promise<Result<readonly Uint8Array[], SecretRefusal>> {
  const { folder, keyFile, keyring, asking, now } = asked;
  finishNoted(folder);
  const need = keyNeedOf(folder);
  if (need.kind === 'none') return ok([]);
  const opened = need.kind === 'slots' ? await keysByKeyring(keyring, need.slots) : null;
  if (opened !== null) {
    if (opened.isStale) await joinKeyring(keyring, folder, opened.keys, now);
    return ok(mastersOf(opened.keys));
  }
  const files = { keyFiles: keyFile === null ? [] : [keyFile], newKeyFile: null };
  const found = await keysForCommand(folder, files, asking);
  if (!found.ok) return found;
  const [master, ...earlier] = found.value;
  if (master !== undefined) await joinKeyring(keyring, folder, { master, earlier }, now);
  return found;
}
