// `encrypt`, `rekey` and `keys`: the keys of a book that no office has open.
import { type Refusal, type Result, refuse } from '../../domain/result.ts';
import { keyNeedOf } from '../../office/book-keys.ts';
import type { Slot } from '../../office/key-slots.ts';
import {
  addPassphrase,
  changePassphrase,
  encryptBook,
  type KeysAsked,
  rekeyBook,
  removeSlot,
} from '../../office/manage-keys.ts';
import { everySecret, newSecret, openingSecret } from '../secrets.ts';
import { EXIT, type Exit } from './exit-codes.ts';
import type { KeyCommand, KeyFiles } from './key-arguments.ts';
import type { Output } from './output.ts';
import { personHere, tellBookInUse } from './with-office.ts';

type Told = { readonly folder: string; readonly files: KeyFiles; readonly output: Output };

export async function keys(command: KeyCommand, told: Told): Promise<Exit> {
  const stopped = new AbortController();
  const stop = (): void => stopped.abort();
  process.once('SIGINT', stop);
  const { folder, output } = told;
  const asked: KeysAsked = {
    folder,
    person: personHere(),
    onPhase: (phase, done, total) => output.progress.at(phase, done, total),
    signal: stopped.signal,
  };
  try {
    const refused = await run(command, asked, told);
    output.progress.end();
    return refused === null ? EXIT.done : notChanged(refused, output);
  } finally {
    process.removeListener('SIGINT', stop);
  }
}

/** Does it and says what came of it; or what it was refused for. */
async function run(command: KeyCommand, asked: KeysAsked, told: Told): Promise<Refusal | null> {
  switch (command.name) {
    case 'encrypt':
      return encrypt(asked, told);
    case 'rekey':
      return rekey(asked, command.dropOthers, told);
    case 'keys':
      return list(told);
    case 'keys remove':
      return changeSlots(told, (secret) => removeSlot({ ...asked, secret, slot: command.slot }));
    default: {
      const change = command.name === 'keys add' ? addPassphrase : changePassphrase;
      return changeSlots(told, async (secret) => {
        const fresh = await newSecret(told.files.newKeyFile, told.output);
        return fresh.ok ? change({ ...asked, secret, passphrase: fresh.value }) : fresh;
      });
    }
  }
}

async function encrypt(asked: KeysAsked, { folder, files, output }: Told): Promise<Refusal | null> {
  if (keyNeedOf(folder).kind !== 'none') return { code: 'book_is_encrypted' };
  const [file = null] = files.keyFiles;
  const fresh = await newSecret(files.newKeyFile ?? file, output);
  if (!fresh.ok) return fresh.refusal;
  const done = await encryptBook({ ...asked, passphrase: fresh.value });
  if (!done.ok) return done.refusal;
  output.progress.end();
  output.object({ outcome: 'encrypted', ...done.value });
  output.keyLine('encrypted', done.value);
  tellRecovery(done.value.recoveryKey, output);
  return null;
}

async function rekey(
  asked: KeysAsked,
  dropOthers: boolean,
  { folder, files, output }: Told,
): Promise<Refusal | null> {
  const need = keyNeedOf(folder);
  if (need.kind === 'none') return { code: 'book_is_plain' };
  const slots = need.kind === 'slots' ? need.slots.slots : [];
  const passphrases = slots.filter(({ kind }) => kind === 'passphrase').length;
  const secrets = await everySecret(files, dropOthers ? 1 : passphrases, output);
  if (!secrets.ok) return secrets.refusal;
  const fresh = files.newKeyFile === null ? null : await newSecret(files.newKeyFile, output);
  if (fresh !== null && !fresh.ok) return fresh.refusal;
  const passphrase = fresh === null ? null : fresh.value;
  // Whoever left a passphrase behind with an empty line has said so.
  const isSaid = dropOthers || files.keyFiles.length === 0;
  const whole = { ...asked, secrets: secrets.value, passphrase, dropOthers: isSaid };
  const done = await rekeyBook(whole);
  if (!done.ok) return done.refusal;
  output.progress.end();
  const { keyId, recoveryKey, dropped } = done.value;
  output.object({ outcome: 'rekeyed', keyId, recoveryKey, dropped });
  output.keyLine('rekeyed', { keyId });
  if (dropped > 0) output.keyLine('dropped', { dropped });
  tellRecovery(recoveryKey, output);
  return null;
}

function tellRecovery(recoveryKey: string, output: Output): void {
  output.keyLine('recovery_key_keep');
  output.keyLine('recovery_key', { recoveryKey });
}

async function changeSlots<R extends Refusal>(
  { files, output }: Told,
  change: (secret: string) => Promise<Result<readonly Slot[], R | Refusal>>,
): Promise<Refusal | null> {
  const secret = await openingSecret(files, output);
  const done = secret.ok ? await change(secret.value) : refuse<Refusal>(secret.refusal);
  if (!done.ok) return done.refusal;
  output.object({ outcome: 'changed', slots: done.value.map(toldSlot) });
  output.keyLine('slots_changed', { slots: done.value.length });
  return null;
}

/** A slot as it is shown: never what is wrapped in it. */
function toldSlot(slot: Slot) {
  const { id, kind, madeAt } = slot;
  const detail = slot.kind === 'keyring' ? slot.backend : 'argon2id';
  return { id, kind, madeAt: new Date(madeAt).toISOString(), detail };
}

function list({ folder, output }: Told): null {
  const need = keyNeedOf(folder);
  if (need.kind !== 'slots') {
    output.object({ encrypted: need.kind === 'lost', slots: [] });
    output.keyLine(need.kind === 'lost' ? 'slots_damaged' : 'plain_book');
    return null;
  }
  const { keyId, slots, earlier } = need.slots;
  output.object({ encrypted: true, keyId, earlier: earlier.length, slots: slots.map(toldSlot) });
  output.keyLine('key_line', { keyId, earlier: earlier.length });
  for (const slot of slots) output.keyLine('slot_line', toldSlot(slot));
  return null;
}

/** What was refused: said, and the exit code. */
export function notChanged(refusal: Refusal, output: Output): Exit {
  if (refusal.code === 'book_in_use') return tellBookInUse(refusal, output);
  output.object({ outcome: 'refused', ...refusal, message: output.refusalText(refusal) });
  output.refusal(refusal);
  return EXIT.refused;
}
