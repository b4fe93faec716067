// Joins a channel of the office to the seat it is for: who asks, what they may ask, when they must wait,
// and what of an answer leaves the office.
import { z } from 'zod';
import type { Channel } from '../../preload/channel.ts';
import { contract } from '../../preload/contract/contract.ts';
import type { CallMethod } from '../../preload/contract/method.ts';
import { deed } from '../../preload/contract/values.ts';
import type { Session } from '../../preload/session.ts';
import { isKeptBack, mayGiveOut } from './given-out.ts';
import { officeHandlers } from './handlers.ts';
import { isDeed } from './joined-table.ts';
import type { Office } from './office.ts';
import type { Place } from './seat.ts';
import { serve, type Untold } from './serve.ts';
import { toldAccounts } from './told-accounts.ts';

/** Of what a deed is asked with: the id under which the trail has it. */
const deedInput = z.object(deed);

/** Methods beside the deeds that write to the book. */
const WRITING: readonly string[] = [
  'signIn',
  'unlock',
  'stepUp',
  'changePassphrase',
  'joinAuthenticator',
  'leaveAuthenticator',
  // Where another must stand for the key, it is put to them.
  'offerKey',
];

function writes(method: CallMethod, name: string): boolean {
  return isDeed(method) || WRITING.includes(name);
}

/**
 * Answers `channel` for `place` until it closes. `onUnknown` is told when nobody knows whether something
 * was committed: the next process answers, not this one.
 */
export function answerAt(
  office: Office,
  place: Place,
  channel: Channel,
  onUnknown: (cause: unknown) => void,
): void {
  const { sessions } = office;
  const untold = untoldOf(office);
  serve<typeof contract, Session>(contract, officeHandlers(office, place), channel, {
    session: sessions.sessionAt(place),
    enter: (method, input) => {
      const entered = sessions.enter(place, method, input);
      if (entered.ok) untold.begun(method, input, entered.value.session);
      return entered;
    },
    tell: (method, answered, { actor }) => toldAccounts(method, answered, actor),
    keepsBack: isKeptBack,
    onUntold: untold.note,
    log: (entry) => {
      if (entry.code === 'commit_unknown') onUnknown(entry.cause);
      office.log(entry);
    },
    newFaultId: office.newId,
    // Whatever writes to the book waits until the book is known to be sound.
    admit: (method, signal, name) => (writes(method, name) ? admitted(office, name, signal) : null),
  });
}

/**
 * Keeps in the trail what a deed was to give out and its asker was not told, whatever the reason: their
 * seat is open no more, their channel is closed, or there was a fault after it was done.
 */
function untoldOf(office: Office) {
  const { book } = office.desk;
  // Of what these ask nothing was in the trail when they asked it.
  const first = new WeakSet<Session>();
  const submissionIn = (method: string, input: unknown): string | null =>
    mayGiveOut(method) ? (deedInput.safeParse(input).data?.submissionId ?? null) : null;
  return {
    begun: (method: string, input: unknown, session: Session): void => {
      const submissionId = submissionIn(method, input);
      if (submissionId !== null && book.answerOf(submissionId) === null) first.add(session);
    },
    note: (method: string, { input, session, answered, code }: Untold<Session>): void => {
      const submissionId = submissionIn(method, input);
      // Whether something was committed is for the next process to find out.
      if (submissionId === null || code === 'commit_unknown') return;
      const wasGiven =
        answered === null
          ? first.has(session) && book.isOpen && book.answerOf(submissionId)?.outcome === 'done'
          : isKeptBack(method, answered.value);
      if (wasGiven) office.noteWithheld(session, { method, submissionId, code });
    },
  };
}

/** Deeds wait for the check, and all but the one that makes a demonstration for the policy file. */
function admitted(running: Office, name: string, signal: AbortSignal) {
  const { check, policyFile } = running;
  const checked = check.admit(signal);
  if (policyFile.file === null || name === 'startDemo') return checked;
  return (async () => {
    const refusal = await checked;
    if (refusal === null) await policyFile.apply();
    return refusal;
  })();
}
