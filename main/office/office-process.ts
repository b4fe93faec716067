// The office as a process of its own: started by a shell, spoken to over its pipe, ended with it.
import { type Channel, decode, encode } from '../../preload/channel.ts';
import type { Stated } from '../../preload/session.ts';
import { Fault } from '../domain/result.ts';
import { answerAt } from './answer-at.ts';
import { createPipe } from './channels.ts';
import { checkNative, installedNative } from './native-module.ts';
import { type Office, type OfficeStart, openOffice } from './office.ts';
import type { OfficeWord, Presence, ShellWord } from './office-protocol.ts';
import { removeErasedOriginals, removePartials } from './originals.ts';
import { parentOfThisProcess } from './parent.ts';

/** The process ended because something failed; the supervisor starts another. */
const EXIT_FAILED = 70;

const parent = parentOfThisProcess();
let office: Office | null = null;
let ending = false;

function say(word: OfficeWord, onSaid: () => void = () => undefined): void {
  parent.send?.({ office: encode(word) }, onSaid);
}

/**
 * Before a change of keys is noted the shell has them: whatever ends this process, it opens the
 * next one.
 */
function tellKeys(now: readonly Uint8Array[], next: readonly Uint8Array[]): Promise<void> {
  return new Promise((resolve) => say({ kind: 'keys', now, next }, resolve));
}

/** Nothing is known of the state any more: end at once, the next process reads it from the book. */
function fail(error: unknown): void {
  office?.log({ code: error instanceof Fault ? error.code : 'unexpected', cause: error });
  const code = error instanceof Fault ? error.code : 'unexpected';
  say({ kind: 'failed', code, detail: String(error) });
  process.exitCode = EXIT_FAILED;
  parent.leave();
  process.exit();
}

async function end(): Promise<void> {
  if (ending) return;
  ending = true;
  await office?.stop();
  process.exit(0);
}

function start(said: OfficeStart): void {
  checkNative(installedNative('better-sqlite3'));
  checkNative(installedNative('@node-rs/argon2'));
  const opened = openOffice(said, fail, tellKeys);
  if (!opened.ok) {
    say({ kind: 'refused', refusal: opened.refusal });
    return;
  }
  const running = opened.value;
  office = running;
  // The book is ours from here on, so nobody else is writing one of these.
  removePartials(running.folder);
  const { retention } = running.desk.book;
  removeErasedOriginals(running.folder, retention.erasedOriginals());
  running.keeping.tidy().catch(fail);
  const { sessions } = running;
  const answer = (channel: Channel, stated: unknown): void => {
    // The shell is the only one on the other end, and it types what it opens channels with.
    const place = sessions.placeOf(stated as Stated);
    answerAt(running, place, channel, fail);
  };
  createPipe(parent, answer);
  parent.onPort(answer);
  say({ kind: 'ready' });
}

/** A workstation that is locked or sleeps locks us with it. */
function heed(presence: Presence): void {
  office?.log({ code: 'presence', presence });
  if (presence === 'locked' || presence === 'suspended') office?.sessions.lockAll('workstation');
}

parent.on('message', (message: unknown) => {
  if (typeof message !== 'object' || message === null || !('shell' in message)) return;
  const said = decode(String(message.shell)) as OfficeStart | ShellWord;
  if ('kind' in said) {
    if (said.kind === 'presence') heed(said.presence);
    else if (said.kind === 'slot') office?.keys.join(said.slot);
    else end().catch(fail);
    return;
  }
  try {
    start(said);
  } catch (error) {
    fail(error);
  }
});
parent.on('disconnect', () => {
  end().catch(fail);
});
process.on('uncaughtException', fail);
process.on('unhandledRejection', fail);
// The shell decides when to end; an interrupt from the keyboard reaches the whole group.
process.on('SIGINT', () => undefined);
