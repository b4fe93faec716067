// Joins the seats to the book: tries, locks and refusals are deeds of its trail, and a book that
// takes no deeds yet says them in the office's log instead.
import type { Session } from '../../preload/session.ts';
import type { Context, Ids } from '../domain/context.ts';
import { actorId } from '../domain/people.ts';
import type { Actor } from '../domain/permissions.ts';
import { Fault } from '../domain/result.ts';
import type { Desk } from '../operations/desk.ts';
import {
  noteLeaving,
  noteRefusedCall,
  noteTry,
  noteWithheld,
  type WithheldAnswer,
} from '../operations/sign-in.ts';
import type { BookCheck } from './book-check.ts';
import type { Log } from './log.ts';
import { Proofs } from './proofs.ts';
import { Sessions } from './sessions.ts';
import { type Clock, contextOf } from './system.ts';
import { TakenBack } from './taken-back.ts';
import type { Turn, Writer } from './writer.ts';

export type SeatingOptions = {
  readonly desk: Desk;
  readonly writer: Writer;
  readonly check: BookCheck;
  readonly log: Log;
  readonly clock: Clock;
  readonly ids: Ids;
  /** Told when a record's commit is unknown: the process must end. */
  readonly onFailure: (error: unknown) => void;
};

/** The office's seats and the proofs that lead to them. */
export function seating(options: SeatingOptions): {
  readonly sessions: Sessions;
  readonly proofs: Proofs;
  readonly uptime: () => number;
  readonly newBytes: (count: number) => Uint8Array;
  readonly contextFor: (session: Session, turn: Turn) => Context;
  readonly contextOfWork: (actor: Actor, turn: Turn) => Context;
  readonly noteWithheld: (session: Session, answer: WithheldAnswer) => void;
} {
  const { desk, writer, check, log, clock, ids, onFailure } = options;
  const contextOfWork = (actor: Actor, _turn: Turn) => contextOf(clock, ids, actor);
  const contextFor = (session: Session, turn: Turn) => {
    const closed = session.takenBack();
    if (closed !== null) throw new TakenBack(closed);
    return contextOfWork(session.actor, turn);
  };
  const uptime = (): number => performance.now();
  const record = (actor: Actor, entry: object, keep: (context: Context) => void): void => {
    log({ code: 'session', actor: actor.id, ...entry });
    if (check.standing().kind !== 'passed' || !desk.book.isOpen) return;
    writer
      .do((turn) => keep(contextOfWork(actor, turn)))
      .catch((error: unknown) => {
        const isKnown = error instanceof Fault && error.code !== 'commit_unknown';
        if (isKnown) log({ code: error.code, cause: error });
        else onFailure(error);
      });
  };
  const withheld = ({ actor, person }: Session, answer: WithheldAnswer): void => {
    // Also of somebody who was ended meanwhile.
    const whose = person === null ? actor : { ...actor, id: actorId(person) };
    record(whose, { withheld: answer.method, why: answer.code }, (context) =>
      noteWithheld(desk, answer, context),
    );
  };
  const sessions = new Sessions({
    desk,
    clock,
    uptime,
    wall: Date.now,
    onLeft: (actor, deed, why) =>
      record(actor, { deed, why }, (context) => noteLeaving(desk, { deed, why }, context)),
    onRefused: (actor, method, code, times) =>
      record(actor, { refused: code, method, times }, (context) =>
        noteRefusedCall(desk, { method, code, times }, context),
      ),
  });
  const proofs = new Proofs({
    desk,
    clock,
    wall: Date.now,
    note: (tried) => {
      const actor = { id: `person:${tried.person}`, name: '', roles: [] };
      return writer.do((turn) => noteTry(desk, tried, contextOfWork(actor, turn)));
    },
  });
  const contexts = { contextFor, contextOfWork };
  return { sessions, proofs, uptime, newBytes: ids.bytes, ...contexts, noteWithheld: withheld };
}
