// The one way to argon2id: its library is loaded when it is first needed, and only after its bytes
// were compared. Node has an argon2 of its own, which Electron's node:crypto lacks.
import { checkNative, installedNative } from './native-module.ts';

let loading: Promise<typeof import('@node-rs/argon2')> | null = null;

/** The library. Faults: {@link checkNative}, before a byte of it runs. */
export function argon2(): Promise<typeof import('@node-rs/argon2')> {
  loading ??= load();
  return loading;
}

async function load() {
  checkNative(installedNative('@node-rs/argon2'));
  return import('@node-rs/argon2');
}
