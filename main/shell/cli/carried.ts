// `approval key | show | sign`: a key is made, and a package is read and signed, on a workstation that
// has no book: nothing is looked up, and nothing leaves but the file that is named.
import {
  closeSync,
  existsSync,
  fsyncSync,
  openSync,
  readFileSync,
  statSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import {
  ANSWER_BYTES_MAX,
  type CarriedThing,
  type PackageContent,
  type SaidWord,
  type ThingNamed,
} from '../../domain/carried.ts';
import { ok, type Refusal, type Result, refuse } from '../../domain/result.ts';
import { inFours, visible } from '../../domain/text.ts';
import { readAnswer, readPackage, signPackage } from '../../office/carried/approval-files.ts';
import {
  KEY_FILE_MAX,
  newSigningKey,
  openSigningKey,
} from '../../office/carried/signing-key-file.ts';
import { askSecret, canAsk } from '../ask-secret.ts';
import { type KeyFileRefusal, readKeyFile } from '../key-file.ts';
import { newSecret, type SecretRefusal } from '../secrets.ts';
import { type CarriedCommand, nameOfThing } from './approval-arguments.ts';
import { EXIT, type Exit } from './exit-codes.ts';
import type { KeyFiles } from './key-arguments.ts';
import type { Output } from './output.ts';

type FileRefusal = Refusal<'carried_file_unreadable' | 'carried_file_exists'>;
type WriteRefusal = Refusal<
  'carried_file_exists' | 'carried_file_not_written' | 'carried_file_in_part'
>;
type Sign = Extract<CarriedCommand, { readonly name: 'approval sign' }>;

const terminal = { input: process.stdin, output: process.stderr };

export async function carried(
  command: CarriedCommand,
  files: KeyFiles,
  output: Output,
): Promise<Exit> {
  const done = await run(command, files, output);
  if (done.ok) return EXIT.done;
  const { refusal } = done;
  output.object({ outcome: 'refused', ...refusal, message: output.refusalText(refusal) });
  output.refusal(refusal);
  return EXIT.refused;
}

async function run(
  command: CarriedCommand,
  files: KeyFiles,
  output: Output,
): Promise<Result<null, Refusal>> {
  switch (command.name) {
    case 'approval key':
      return makeKey(command, files, output);
    case 'approval show':
      return show(command.file, output);
    case 'approval sign':
      return sign(command, files, output);
  }
}

async function makeKey(
  { file, signInName }: Extract<CarriedCommand, { readonly name: 'approval key' }>,
  { newKeyFile }: KeyFiles,
  output: Output,
): Promise<Result<null, Refusal>> {
  const passphrase = await newSecret(newKeyFile, output);
  if (!passphrase.ok) return passphrase;
  const made = await newSigningKey({ signInName, passphrase: passphrase.value }, Date.now());
  if (!made.ok) return made;
  const written = writeNew(file, made.value.file);
  if (!written.ok) return written;
  const { publicKey } = made.value;
  output.object({ outcome: 'made', file, publicKey });
  output.line('signing_key_made', { file, publicKey: inFours(publicKey) });
  return ok(null);
}

/** What a package or an answer says, and the words in an answer. */
async function show(file: string, output: Output): Promise<Result<null, Refusal>> {
  const text = readCarriedFile(file, ANSWER_BYTES_MAX);
  if (!text.ok) return text;
  const answer = readAnswer(text.value);
  if (!answer.ok && answer.refusal.code === 'carried_signature_wrong') return answer;
  const read = answer.ok ? ok(answer.value.content) : readPackage(text.value);
  if (!read.ok) return read;
  const { exportedAt, expiresAt, ...content } = read.value;
  const times = { exportedAt: time(exportedAt), expiresAt: time(expiresAt) };
  const signed = answer.ok
    ? {
        publicKey: answer.value.publicKey,
        signedAt: time(answer.value.signedAt),
        words: answer.value.words,
      }
    : null;
  output.object({ kind: answer.ok ? 'answer' : 'package', ...content, ...times, answer: signed });
  tell(read.value, answer.ok ? answer.value.words : [], output);
  if (signed !== null) {
    const { signedAt } = signed;
    output.line('answer_line', { signedAt, publicKey: inFours(signed.publicKey) });
  }
  return ok(null);
}

/** Each thing as it is shown to whoever signs; what somebody typed cannot move the cursor. */
function tell(content: PackageContent, words: readonly SaidWord[], output: Output): void {
  const { exportedBy, book, exportedAt, expiresAt } = content;
  const from = { package: content.package, book, exportedBy };
  const times = { exportedAt: time(exportedAt), expiresAt: time(expiresAt) };
  output.line(content.demo ? 'package_line_demo' : 'package_line', { ...from, ...times });
  for (const [place, thing] of content.things.entries()) {
    if (thing.kind === 'payment') tellPayment(thing, output);
    else tellRequest(thing, output);
    for (const { permission, person } of thing.levels) {
      output.line(person === null ? 'level_open_line' : 'level_line', { permission, person });
    }
    const word = words.find((each) => each.place === place);
    if (word === undefined) continue;
    const { reasonCode, remark } = word;
    output.line(`word_${word.word}_line`, { reasonCode, remark: visible(remark) });
  }
}

function tellPayment(
  thing: Extract<CarriedThing, { readonly kind: 'payment' }>,
  output: Output,
): void {
  const { paymentId, amount, executionDate, version, makers, usual, shown } = thing;
  const said = (text: string | null): string => visible(text ?? '–');
  output.line('payment_thing', { id: paymentId, amount: `${amount.amount} ${amount.currency}` });
  const debtor = `${said(thing.debtorName)} ${said(thing.debtorAccount)}`;
  const creditor = `${said(thing.creditorName)} ${said(thing.creditorAccount)}`;
  output.line('payment_parties', { debtor, creditor });
  output.line(thing.rail === 'on_us' ? 'payment_stays' : 'payment_leaves', { executionDate });
  const { ofDebtor, toCreditor, largest } = usual;
  output.line(largest === null ? 'usual_none' : 'usual_line', { ofDebtor, toCreditor, largest });
  output.line('payment_text', { remittance: said(thing.remittance) });
  const bound = { version, makers: makers.join(', '), shown: shown.slice(0, 16) };
  output.line('payment_bound', bound);
}

function tellRequest(
  thing: Extract<CarriedThing, { readonly kind: 'request' }>,
  output: Output,
): void {
  const { requestId, deed, maker, at, effect, remark } = thing;
  const head = { id: `r${requestId}`, deed: output.effectWords(deed), maker, at: time(at) };
  output.line('request_thing', head);
  for (const { what, before, after } of effect) {
    const seen = { what, before: before === null ? null : visible(before), after: visible(after) };
    const change = output.effectLine(seen);
    output.line('effect_line', { what: output.effectWords(what), change });
  }
  if (remark !== null) output.line('remark_line', { remark: visible(remark) });
}

async function sign(
  command: Sign,
  files: KeyFiles,
  output: Output,
): Promise<Result<null, Refusal>> {
  const { file, keyFile, to } = command;
  const text = readCarriedFile(file, ANSWER_BYTES_MAX);
  if (!text.ok) return text;
  const read = readPackage(text.value);
  if (!read.ok) return read;
  const words = wordsOf(read.value.things, command);
  if (!words.ok) return words;
  const key = readCarriedFile(keyFile, KEY_FILE_MAX);
  if (!key.ok) return key;
  // What is signed for is seen before the passphrase is given.
  if (!output.json) tell(read.value, words.value, output);
  const passphrase = await keyPassphrase(files, output);
  if (!passphrase.ok) return passphrase;
  const opened = await openSigningKey(key.value, passphrase.value);
  if (!opened.ok) return opened;
  const answer = signPackage(text.value, words.value, opened.value, Date.now());
  opened.value.seed.fill(0);
  if (!answer.ok) return answer;
  const target = to ?? join(dirname(file), answerName(file));
  const written = writeNew(target, answer.value);
  if (!written.ok) return written;
  const { package: name } = read.value;
  output.object({ outcome: 'signed', package: name, file: target, words: words.value });
  output.line('answer_written', { file: target });
  return ok(null);
}

/** A word on everything: signed for, but what is to be sent back. Refuses `word_of_nothing`. */
function wordsOf(
  things: readonly CarriedThing[],
  { rejected, reasonCode, reason }: Sign,
): Result<readonly SaidWord[], Refusal<'word_of_nothing'>> {
  const names = things.map((thing) => nameOfThing(named(thing)));
  const off = rejected.map(nameOfThing);
  const strange = off.find((name) => !names.includes(name));
  if (strange !== undefined) return refuse({ code: 'word_of_nothing', thing: strange });
  return ok(
    names.map((name, place) => {
      if (!off.includes(name)) return { place, word: 'approved', reasonCode: '', remark: '' };
      const isPayment = things[place]?.kind === 'payment';
      return { place, word: 'rejected', reasonCode: isPayment ? reasonCode : '', remark: reason };
    }),
  );
}

function named(thing: CarriedThing): ThingNamed {
  return thing.kind === 'payment'
    ? { kind: 'payment', id: thing.paymentId }
    : { kind: 'request', id: thing.requestId };
}

/** From a file of mode 0600, or typed. */
async function keyPassphrase(
  { keyFiles: [file] }: KeyFiles,
  output: Output,
): Promise<Result<string, SecretRefusal | KeyFileRefusal>> {
  if (file !== undefined) return readKeyFile(file);
  if (!canAsk(terminal)) return refuse({ code: 'book_key_missing' });
  const typed = await askSecret(output.words('ask_signing_key'), terminal);
  return typed === null ? refuse({ code: 'cancelled' }) : ok(typed);
}

/** `x.package.json` is answered by `x.answer.json`. */
function answerName(file: string): string {
  return `${basename(file).replace(/(?:\.package)?\.json$/, '')}.answer.json`;
}

/** The text of a file that was carried here. Refuses `carried_file_unreadable`. */
export function readCarriedFile(path: string, bytesMax: number): Result<string, FileRefusal> {
  try {
    const found = statSync(path);
    if (!found.isFile() || found.size > bytesMax) throw new Error('no such file');
    // Bytes that are no text are none of ours, whatever they would be read as.
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
    return ok(text.decode(readFileSync(path)));
  } catch {
    return refuse({ code: 'carried_file_unreadable', path });
  }
}

/**
 * Whether nothing stands yet where a file is to go, asked before anything is noted of it: null is under
 * a name that is not known yet. Refuses `carried_file_exists`.
 */
export function isNew(path: string | null): Result<null, FileRefusal> {
  const stands = path !== null && existsSync(path);
  return stands ? refuse({ code: 'carried_file_exists', path }) : ok(null);
}

/**
 * A new file for its owner's eyes, on the disk when it is answered; one that is there stays. Refuses
 * `carried_file_exists`, `carried_file_not_written` (the disk is full or failed; nothing of it is left),
 * then `carried_file_in_part` (and what was written could not be taken away again). `write` is another
 * than the system's where a test has it fail.
 */
export function writeNew(
  path: string,
  text: string,
  write: (file: number, text: string) => void = writeFileSync,
): Result<null, WriteRefusal> {
  let file: number;
  try {
    file = openSync(path, 'wx', 0o600);
  } catch {
    return refuse({ code: 'carried_file_exists', path });
  }
  if (isWhole(file, () => write(file, text))) return ok(null);
  try {
    unlinkSync(path);
  } catch {
    return refuse({ code: 'carried_file_in_part', path });
  }
  return refuse({ code: 'carried_file_not_written', path });
}

/** Whether the file was written, is on the disk and closed; it is closed in every case. */
function isWhole(file: number, write: () => void): boolean {
  try {
    try {
      write();
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
    return true;
  } catch {
    return false;
  }
}

function time(at: number): string {
  return new Date(at).toISOString();
}
