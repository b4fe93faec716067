// `handover …`: a batch goes to another branch's book by a signed file, comes from one, and the word
// that is said of it is carried back; and whose keys count.
import { join } from 'node:path';
import { HAND_OVER_FILE_MAX } from '../../domain/hand-over.ts';
import { ok, type Refusal, type Result, refuse } from '../../domain/result.ts';
import { inFours } from '../../domain/text.ts';
import { KEY_FILE_MAX } from '../../office/carried/signing-key-file.ts';
import { askSecret, canAsk } from '../ask-secret.ts';
import { type KeyFileRefusal, readKeyFile } from '../key-file.ts';
import { isNew, readCarriedFile, writeNew } from './carried.ts';
import { EXIT, type Exit } from './exit-codes.ts';
import { notedFile } from './noted-file.ts';
import type { Output } from './output.ts';
import { newSubmissionId } from './submission-id.ts';
import { type Desk, notDone } from './with-office.ts';

export type HandOverCommand =
  | { readonly name: 'handover list' | 'handover branches' }
  | { readonly name: 'handover give'; readonly batchId: number; readonly to: string }
  | {
      readonly name: 'handover sign';
      readonly kind: 'hand_over' | 'receipt';
      readonly id: number;
      readonly keyFile: string;
      /** A file of mode 0600 with the key's passphrase; null where it is typed. */
      readonly passphraseFile: string | null;
      /** Where the file goes; null is under its own name in `folder`, where the person stands. */
      readonly to: string | null;
      readonly folder: string;
    }
  | {
      readonly name: 'handover take' | 'handover decline' | 'handover close';
      readonly file: string;
    }
  | {
      readonly name: 'handover trust' | 'handover end';
      readonly book: string;
      readonly branch: string;
      readonly publicKey: string;
    };

/** Whether a command is one of these. */
export function isHandOverCommand(command: { readonly name: string }): command is HandOverCommand {
  return command.name.startsWith('handover ');
}

export type HandOverValues = {
  readonly to?: string | undefined;
  readonly key?: string | undefined;
  readonly 'key-passphrase-file'?: string | undefined;
};

/** Whether an option of these commands is given that `name` with `what` does not take. */
export function strayHandOverOption(
  name: string | undefined,
  what: string | undefined,
  values: HandOverValues,
): boolean {
  const signs = name === 'handover' && what === 'sign';
  if (values['key-passphrase-file'] !== undefined && !signs) return true;
  return name === 'handover' && values.to !== undefined && !signs && what !== 'give';
}

/** The command behind `handover …`, or null where it cannot be understood. */
export function handOverCommand(
  name: string | undefined,
  [what, ...rest]: readonly string[],
  values: HandOverValues,
  here: (path: string) => string,
): HandOverCommand | null {
  if (name !== 'handover' || values.to === '') return null;
  const [first, second, ...more] = rest;
  if (first === undefined) {
    return what === 'list' || what === 'branches' ? { name: `handover ${what}` } : null;
  }
  if (what === 'trust' || what === 'end') {
    const key = more.join('').toLowerCase();
    if (second === undefined || !/^[0-9a-f]{64}$/.test(key)) return null;
    return { name: `handover ${what}`, book: first, branch: second, publicKey: key };
  }
  if (second !== undefined) return null;
  if (what === 'take' || what === 'decline' || what === 'close') {
    return { name: `handover ${what}`, file: here(first) };
  }
  if (what === 'give') {
    const isBatch = /^[1-9]\d{0,14}$/.test(first);
    if (!isBatch || values.to === undefined) return null;
    return { name: 'handover give', batchId: Number(first), to: values.to };
  }
  const [, receipt, digits] = /^(r?)([1-9]\d{0,14})$/.exec(first) ?? [];
  if (what !== 'sign' || digits === undefined || values.key === undefined) return null;
  const passphraseFile = values['key-passphrase-file'];
  return {
    name: 'handover sign',
    kind: receipt === 'r' ? 'receipt' : 'hand_over',
    id: Number(digits),
    keyFile: here(values.key),
    passphraseFile: passphraseFile === undefined ? null : here(passphraseFile),
    to: values.to === undefined ? null : here(values.to),
    folder: here('.'),
  };
}

export async function handOver(
  command: HandOverCommand,
  desk: Desk,
  output: Output,
): Promise<Exit> {
  switch (command.name) {
    case 'handover list':
      return list(desk, output);
    case 'handover branches':
      return branches(desk, output);
    case 'handover give': {
      const { batchId, to } = command;
      const asked = { submissionId: newSubmissionId(), batchId, to };
      const done = await desk.ask((client) => client.handOverBatch(asked));
      if (!done.ok) return notDone(done, output);
      output.object({ outcome: 'handed_over', batchId, to, ...done.value });
      const { handOver: id, payments, stayed } = done.value;
      output.line('batch_handed_over', { batchId, id, payments, stayed });
      return EXIT.done;
    }
    case 'handover sign':
      return sign(command, desk, output);
    case 'handover close':
      return close(command.file, desk, output);
    case 'handover trust':
    case 'handover end': {
      const { book, branch, publicKey } = command;
      const state = command.name === 'handover trust' ? 'trusted' : 'ended';
      const key = { book, name: branch, publicKey, state } as const;
      const asked = { submissionId: newSubmissionId(), ...key };
      const done = await desk.ask((client) => client.setBranchKey(asked));
      if (!done.ok) return notDone(done, output);
      output.object({ outcome: state, ...key });
      output.line(`branch_${state}`, { branch, publicKey: inFours(publicKey) });
      return EXIT.done;
    }
    default:
      return answer(
        command.file,
        command.name === 'handover take' ? 'taken' : 'declined',
        desk,
        output,
      );
  }
}

async function sign(
  command: Extract<HandOverCommand, { readonly name: 'handover sign' }>,
  desk: Desk,
  output: Output,
): Promise<Exit> {
  const { kind, id, to, folder } = command;
  const free = isNew(to);
  if (!free.ok) return notDone(free, output);
  const key = readCarriedFile(command.keyFile, KEY_FILE_MAX);
  if (!key.ok) return notDone(key, output);
  const passphrase = await passphraseOf(command.passphraseFile, output);
  if (!passphrase.ok) return notDone(passphrase, output);
  const noted = await notedFile(desk, { of: 'signHandOver', kind, id });
  if (!noted.ok) return notDone(noted, output);
  const asked = { kind, id, ...noted.value, keyFile: key.value, keyPassphrase: passphrase.value };
  const done = await desk.ask((client) => client.signHandOver(asked));
  if (!done.ok) return notDone(done, output);
  const target = to ?? join(folder, done.value.fileName);
  const written = writeNew(target, done.value.file);
  if (!written.ok) return notDone(written, output);
  output.object({ outcome: 'signed', kind, id, file: target });
  output.line('hand_over_written', { file: target });
  return EXIT.done;
}

/** From a file of mode 0600, or typed. */
async function passphraseOf(
  file: string | null,
  output: Output,
): Promise<Result<string, KeyFileRefusal | Refusal<'book_key_missing' | 'cancelled'>>> {
  if (file !== null) return readKeyFile(file);
  const terminal = { input: process.stdin, output: process.stderr };
  if (!canAsk(terminal)) return refuse({ code: 'book_key_missing' });
  const typed = await askSecret(output.words('ask_signing_key'), terminal);
  return typed === null ? refuse({ code: 'cancelled' }) : ok(typed);
}

async function answer(
  path: string,
  word: 'taken' | 'declined',
  desk: Desk,
  output: Output,
): Promise<Exit> {
  const text = readCarriedFile(path, HAND_OVER_FILE_MAX);
  if (!text.ok) return notDone(text, output);
  const asked = { submissionId: newSubmissionId(), file: text.value, word };
  const done = await desk.ask((client) => client.answerHandOver(asked));
  if (!done.ok) return notDone(done, output);
  const { takeOver, batchId } = done.value;
  output.object({ outcome: word, takeOver, batchId });
  output.line(`hand_over_${word}`, { batchId, id: takeOver });
  return EXIT.done;
}

async function close(path: string, desk: Desk, output: Output): Promise<Exit> {
  const text = readCarriedFile(path, HAND_OVER_FILE_MAX);
  if (!text.ok) return notDone(text, output);
  const asked = { submissionId: newSubmissionId(), file: text.value };
  const done = await desk.ask((client) => client.closeHandOver(asked));
  if (!done.ok) return notDone(done, output);
  const { batchId, state } = done.value;
  output.object({ outcome: 'closed', ...done.value });
  output.line(state === 'taken' ? 'hand_over_is_theirs' : 'hand_over_is_ours', { batchId });
  return EXIT.done;
}

async function branches(desk: Desk, output: Output): Promise<Exit> {
  const reply = await desk.ask((client) => client.branchKeys({}));
  if (!reply.ok) return notDone(reply, output);
  const { book, keys } = reply.value;
  output.object({ book, keys });
  output.line('own_book_line', { book });
  for (const { name, publicKey, state, ...key } of keys) {
    const facts = { branch: name, book: key.book, publicKey: inFours(publicKey) };
    output.line(`branch_${state}_line`, facts);
  }
  return EXIT.done;
}

async function list(desk: Desk, output: Output): Promise<Exit> {
  const reply = await desk.ask((client) => client.handOvers({}));
  if (!reply.ok) return notDone(reply, output);
  const { given, taken } = reply.value;
  const time = (at: number): string => new Date(at).toISOString();
  for (const { at, endedAt, ...each } of given) {
    const ended = endedAt === null ? null : time(endedAt);
    output.object({ ...each, at: time(at), endedAt: ended });
    const { handOver: id, batchId, payments, stayed, state } = each;
    const branch = each.branch ?? each.to;
    output.line(`given_${state}_line`, { id, batchId, branch, payments, stayed, at: time(at) });
  }
  for (const { at, ...each } of taken) {
    output.object({ ...each, at: time(at) });
    const { takeOver: id, batchId, payments, word } = each;
    const branch = each.branch ?? each.from;
    output.line(`came_${word}_line`, { id, batchId, branch, payments, at: time(at) });
  }
  if (given.length + taken.length === 0) output.line('no_hand_overs');
  return EXIT.done;
}
