// What the commands of the keys were asked, and the files that secrets are read from.

export type KeyCommand =
  | { readonly name: 'encrypt' | 'keys' | 'keys add' | 'keys passphrase' }
  | { readonly name: 'rekey'; readonly dropOthers: boolean }
  | { readonly name: 'keys remove'; readonly slot: string };

const NAMES: ReadonlySet<string> = new Set<KeyCommand['name']>([
  'encrypt',
  'rekey',
  'keys',
  'keys add',
  'keys passphrase',
  'keys remove',
]);

/** Whether a command is one of the keys, which no office is started for. */
export function isKeyCommand(command: { readonly name: string }): command is KeyCommand {
  return NAMES.has(command.name);
}

export type KeyFiles = {
  /** What opens the book as it is: files of mode 0600, absolute. Without one a person is asked. */
  readonly keyFiles: readonly string[];
  /** The passphrase that is to be taken; null asks for it. */
  readonly newKeyFile: string | null;
};

export type KeyValues = {
  readonly 'key-file'?: readonly string[] | undefined;
  readonly 'new-key-file'?: string | undefined;
  readonly 'drop-others'?: boolean | undefined;
};

/** Which commands take a new passphrase. */
const TAKE_NEW: ReadonlySet<string> = new Set(['encrypt', 'rekey', 'keys', 'approval']);

/** Whether an option of the keys is given that `name` does not take. */
export function strayKeyOption(name: string | undefined, values: KeyValues): boolean {
  if (values['drop-others'] !== undefined && name !== 'rekey') return true;
  if (values['new-key-file'] !== undefined && !TAKE_NEW.has(name ?? '')) return true;
  return (values['key-file']?.length ?? 0) > 1 && name !== 'rekey' && name !== 'restore';
}

/** The command, or null where it cannot be understood or is not one of these. */
export function keyCommand(
  name: string | undefined,
  rest: readonly string[],
  values: KeyValues,
): KeyCommand | null {
  const [what, slot, ...more] = rest;
  if (name === 'encrypt') return rest.length === 0 ? { name } : null;
  if (name === 'rekey') {
    return rest.length === 0 ? { name, dropOthers: values['drop-others'] ?? false } : null;
  }
  if (name !== 'keys') return null;
  if (what === undefined) return { name };
  if (what === 'remove' && slot !== undefined && more.length === 0) {
    return { name: 'keys remove', slot };
  }
  if (slot !== undefined) return null;
  if (what === 'add') return { name: 'keys add' };
  return what === 'passphrase' ? { name: 'keys passphrase' } : null;
}

/** The files that secrets are read from; null where a name is empty. */
export function keyFilesOf(values: KeyValues, here: (path: string) => string): KeyFiles | null {
  const named = values['key-file'] ?? [];
  const fresh = values['new-key-file'];
  if (named.includes('') || fresh === '') return null;
  return { keyFiles: named.map(here), newKeyFile: fresh === undefined ? null : here(fresh) };
}
