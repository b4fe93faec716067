// Runs a command against an office of its own: started, asked, asked again after a restart, and
// ended in order.
import { userInfo } from 'node:os';
import { createClient, isChannelClosed } from '../../../preload/client.ts';
import { type Client, contract } from '../../../preload/contract/contract.ts';
import type { Reply } from '../../../preload/contract/method.ts';
import type { BookRole } from '../../domain/chart-of-accounts.ts';
import { localActor } from '../../domain/permissions.ts';
import { Fault, type Refusal } from '../../domain/result.ts';
import {
  OfficeStopped,
  type StartOfficeProcess,
  type SupervisedOffice,
  superviseOffice,
} from '../../office/supervise.ts';
import { EXIT, type Exit } from './exit-codes.ts';
import type { Output } from './output.ts';
import type { SeatAsked } from './people-arguments.ts';
import { seatTaker, type TakeSeat } from './seat.ts';

export type Book = {
  readonly folder: string;
  readonly demo: boolean;
  readonly clockStartsAt: number | null;
  readonly startOffice: StartOfficeProcess;
  /** The book's keys; none for a plain one. */
  readonly keys: readonly Uint8Array[];
  /** What a new book is made for; any book where it is left out. */
  readonly role?: BookRole;
  /** Who runs the command; nobody where it is left out, as in a demonstration. */
  readonly seat?: SeatAsked;
};

/** The office as commands use it. */
export type Desk = {
  /**
   * Asks until it is answered: when the office dies meanwhile, the same question goes to the next
   * one. Deeds carry their submission id, so asking again never does them twice.
   */
  readonly ask: <Value>(
    question: (client: Client) => Promise<Reply<Value>>,
  ) => Promise<Reply<Value>>;
  /** The client into the office as it is now, for streams. */
  readonly client: () => Client;
};

const NOBODY: SeatAsked = { as: null, passphraseFiles: [] };

/** Runs a command once whoever asks has signed in, or need not; otherwise says why it is not run. */
export async function withOffice(
  { startOffice, seat = NOBODY, ...book }: Book,
  output: Output,
  run: (desk: Desk) => Promise<Exit>,
): Promise<Exit> {
  const person = personHere();
  const office = superviseOffice({ ...book, shell: 'cli', person }, startOffice);
  try {
    await office.ready();
    const desk = deskOf(office, person, seatTaker(seat, output), output);
    // Streams are opened without asking first, so the seat is taken before anything is.
    const seated = await desk.ask((client) => client.session({}));
    return seated.ok ? await run(desk) : notDone(seated, output);
  } catch (error) {
    return explain(error, output);
  } finally {
    await office.stop();
  }
}

/** The name the system has for the person; a process may run under an id without one. */
export function personHere(): string {
  try {
    return userInfo().username;
  } catch {
    return `user ${process.getuid?.() ?? '?'}`;
  }
}

function deskOf(
  office: SupervisedOffice,
  person: string,
  takeSeat: TakeSeat,
  output: Output,
): Desk {
  const session = { actor: localActor(person), shell: 'cli' } as const;
  let client: Client | null = null;
  let seated: Client | null = null;
  office.onState((state) => {
    if (state.kind === 'restarting') output.line('checking');
    if (state.kind !== 'ready') client = null;
  });
  const current = (): Client => {
    client ??= createClient(contract, office.open(session));
    return client;
  };
  return {
    client: current,
    ask: async (question) => {
      for (;;) {
        await office.ready();
        const here = current();
        const kept = here === seated ? null : await takeSeat(here);
        if (kept !== null && !isChannelClosed(kept)) return kept;
        if (kept !== null) {
          client = null;
          continue;
        }
        seated = here;
        const stopSaying = sayWhileChecking(here, output);
        const reply = await question(here).finally(stopSaying);
        // Nobody stands here to try again: the deed waits for as long as the check takes.
        const isEarly = 'refusal' in reply && reply.refusal.code === 'office_is_not_ready';
        if (!isChannelClosed(reply) && !isEarly) return reply;
        if (!isEarly) client = null;
      }
    },
  };
}

/** Milliseconds that a question may wait for the check of the book before it is told why. */
const SILENT_MS = 1000;

/** Says on the terminal how far the check of the book is while a question waits for it. */
function sayWhileChecking(client: Client, output: Output): () => void {
  const states = client.officeState({});
  let fraction: number | null = null;
  let isTold = false;
  const tell = (): void => {
    if (fraction === null) return;
    if (!isTold) output.note('checking_the_book');
    isTold = true;
    output.progress.at('checking_the_book', fraction, 1);
  };
  // By the clock, not by the check's own words: one step of it may take longer.
  let isLong = false;
  const patience = setTimeout(() => {
    isLong = true;
    tell();
  }, SILENT_MS);
  void (async () => {
    for await (const { phase, check } of states) {
      if (phase !== 'checking_the_book' || check === null) break;
      fraction = check.fraction;
      if (isLong) tell();
    }
    fraction = null;
    if (isTold) output.progress.end();
  })();
  return () => {
    clearTimeout(patience);
    states.cancel();
  };
}

/** The end of a command that could not run: the book is in use, or something failed. */
function explain(error: unknown, output: Output): Exit {
  if (error instanceof OfficeStopped && error.reason.kind === 'refused') {
    return tellBookInUse(error.reason.refusal, output);
  }
  if (error instanceof OfficeStopped && error.reason.kind === 'failed') {
    output.fault(error.reason.code, error.reason.detail);
    return EXIT.fault;
  }
  output.fault(error instanceof Fault ? error.code : 'unexpected', String(error));
  return EXIT.fault;
}

/** Who has the book, and the exit code for it. */
export function tellBookInUse(refusal: Refusal, output: Output): Exit {
  const { person, shell, since } = refusal;
  const at = typeof since === 'number' ? new Date(since).toISOString() : '?';
  output.object({ outcome: 'refused', code: 'book_in_use', person, shell, since: at });
  output.line('book_in_use', { person, shell, since: at });
  return EXIT.bookInUse;
}

/** What a reply that is not a value comes to: said, in JSON as one object, and the exit code. */
export function notDone(
  reply: Exclude<Reply<unknown>, { readonly ok: true }>,
  output: Output,
): Exit {
  if ('refusal' in reply) {
    const { code } = reply.refusal;
    output.object({ outcome: 'refused', code, message: output.refusalText(reply.refusal) });
    output.refusal(reply.refusal);
    return EXIT.refused;
  }
  output.fault(reply.fault.code, reply.fault.id ?? '');
  return EXIT.fault;
}
