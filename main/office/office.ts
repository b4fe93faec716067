// The office: the one process that owns a book. It holds the writer, the engine, the reader and
// the file-reading thread, and answers the contract on every channel that its shell opens.
import { mkdirSync } from 'node:fs';
import type { Session, Shell } from '../../preload/session.ts';
import type { BookRole } from '../domain/chart-of-accounts.ts';
import type { Context, Ids } from '../domain/context.ts';
import { DEMO_BEGINS, DEMO_FIRST_DEED } from '../domain/demo-scenes.ts';
import { type Actor, localActor } from '../domain/permissions.ts';
import { Fault, ok, type Result } from '../domain/result.ts';
import { type Book, openBook } from '../ledger/book.ts';
import type { NewBook } from '../ledger/own-row.ts';
import { type BookInUse, takeOwnership } from '../ledger/owner-lock.ts';
import { type Desk, deskOf } from '../operations/desk.ts';
import type { WithheldAnswer } from '../operations/sign-in.ts';
import { type Announcer, createAnnouncer } from './announce.ts';
import { AnotherKey, type AnotherKeyOptions } from './another-key.ts';
import { BookCheck } from './book-check.ts';
import { fittingKeys, keyNeedOf } from './book-keys.ts';
import { Checkpoints } from './checkpoints.ts';
import { type EngineRoom, openEngineRoom } from './engine-room.ts';
import { FileReading } from './file-reading.ts';
import { FilesGiven } from './files-given.ts';
import { type Insight, insightOn } from './insight.ts';
import { Keeping } from './keeping.ts';
import { KeyDesk, type KeyDeskOptions } from './key-desk.ts';
import { clearKeys, heldRing, holdMasters } from './key-ring.ts';
import { type Log, openLog } from './log.ts';
import { MasterImports } from './master-import.ts';
import { type Movements, movements } from './movements.ts';
import {
  PolicyFileInForce,
  type PolicyFilePlace,
  readPolicyFile,
  systemPolicyFile,
} from './policy-file.ts';
import { Previews } from './previews.ts';
import type { Proofs } from './proofs.ts';
import { Reader } from './reader.ts';
import { finishRestore, removeStaged } from './restore-book.ts';
import { type SeatingOptions, seating } from './seating.ts';
import type { Sessions } from './sessions.ts';
import { finishKeyChange, removeStagedKeys } from './swap-key.ts';
import { type Clock, contextOf, OfficeClock, systemIds } from './system.ts';
import type { TakenBack } from './taken-back.ts';
import { openWriter, type Turn, type Writer } from './writer.ts';

/** What a shell says when it starts an office. */
export type OfficeStart = {
  /** The book's folder, made when it is not there. */
  readonly folder: string;
  readonly shell: Shell;
  /** Who opens the book; shown to whoever finds it in use. */
  readonly person: string;
  /** Marks a new book as a demonstration; a live one is then not opened. */
  readonly demo: boolean;
  /** For a demonstration: milliseconds UTC at which its clock starts; else null. */
  readonly clockStartsAt: number | null;
  /** What a new book is for; one that is there must be for that. Any book where it is left out. */
  readonly role?: BookRole;
  /**
   * The key of an encrypted book, and those it had before; cleared once what is needed has been
   * derived. None for a plain book.
   */
  readonly keys?: readonly Uint8Array[];
  /** Those of a change of keys that an office before began: taken where it came to its swap. */
  readonly nextKeys?: readonly Uint8Array[];
  /** The administrator's policy file; in tests another than the system's. */
  readonly policyFile?: PolicyFilePlace;
};

export type Office = {
  readonly folder: string;
  readonly desk: Desk;
  /** Every deed goes through it: it is answered when it is durable. */
  readonly writer: Writer;
  readonly reader: Reader;
  readonly insight: Insight;
  readonly files: FileReading;
  readonly previews: Previews;
  readonly engine: EngineRoom;
  readonly check: BookCheck;
  /** What the administrator's policy file sets on this workstation. */
  readonly policyFile: PolicyFileInForce;
  readonly announcer: Announcer;
  readonly log: Log;
  readonly clock: Clock;
  /** The same clock, for the demonstration to set. */
  readonly officeClock: OfficeClock;
  readonly newId: () => string;
  readonly newBytes: (count: number) => Uint8Array;
  /**
   * Whoever asked, as what they are in the writer's turn. Throws {@link TakenBack} where they could not
   * ask it any more.
   */
  readonly contextFor: (session: Session, turn: Turn) => Context;
  /** What nobody at a seat asks: work that was begun before, and the demonstration's own people. */
  readonly contextOfWork: (actor: Actor, turn: Turn) => Context;
  /** Keeps that what a deed was to give out was not told. */
  readonly noteWithheld: (session: Session, answer: WithheldAnswer) => void;
  /** Milliseconds of a clock that only goes forward. */
  readonly uptime: () => number;
  /** What was noted to be taken out, and is given still. */
  readonly filesGiven: FilesGiven;
  /** Who sits at which seat, and what they may ask. */
  readonly sessions: Sessions;
  readonly proofs: Proofs;
  /** Said after a commit that moved payments of a batch: the reader first, then every listener. */
  readonly batchMoved: Movements['batchMoved'];
  readonly paymentMoved: Movements['paymentMoved'];
  /** Backups, drills and restores of the book. */
  readonly keeping: Keeping;
  /** The ways of opening the book. */
  readonly keys: KeyDesk;
  /** Lists of master data on their way into the book. */
  readonly masterImports: MasterImports;
  /** Ends the office so that the next one puts a restored book in place. */
  readonly restartToSwap: () => void;
  /** Ends in order: no new epoch, threads stopped, the book closed, the folder free. */
  readonly stop: () => Promise<void>;
};

/**
 * Opens the book in `start.folder` and everything around it: it can be read at once, and deeds and
 * unfinished batches go on when its check is through. Refuses `book_in_use`. Faults are those of
 * opening a book (`book_unreadable`, …), and `book_is_live`: a live book is not opened as a
 * demonstration, nor under another clock than the system's, nor any book in a role that is not its
 * own (`book_has_another_role`); and those of the policy file (`readPolicyFile`). `onFailure` is told
 * when the engine stops: the process must then end and be started again. `tellKeys` tells the shell
 * the keys of a change.
 */
export function openOffice(
  start: OfficeStart,
  onFailure: (error: unknown) => void,
  tellKeys: AnotherKeyOptions['tellKeys'] = async () => undefined,
): Result<Office, BookInUse> {
  const { folder, person } = start;
  const officeClock = new OfficeClock();
  const clock = officeClock.now;
  const ids = systemIds(clock);
  const owned = ownBook(start, officeClock, ids);
  if (!owned.ok) return owned;
  const { book, desk, release } = owned.value;
  const log = openLog(folder, 'office', clock);
  const { writer, endWriting } = writerWithCheckpoints(book, log, clock);
  const announcer = createAnnouncer();
  const reader = readerOf(book, announcer, onFailure);
  if (isWindows(start)) reader.begin();
  const insight = insightOn(book.file, onFailure);
  const files = new FileReading(onFailure);
  const context = () => contextOf(clock, ids, localActor(person));
  const around = { desk, writer, folder, files, context };
  const engine = openEngineRoom({
    ...around,
    isExpected: isWindows(start),
    onCommitted: (batch, firstRecord, lastRecord) => moved({ batch, firstRecord, lastRecord }),
  });
  const { moved, ...moves } = movements(book, reader, announcer);
  const masterImports = new MasterImports({ desk, writer, folder, engine, announcer, onFailure });
  const policyFile = policyFileOf(start, { desk, writer, clock, ids, engine, announcer });
  const kept = { book, folder, clock, log };
  const check = new BookCheck({
    ...kept,
    onPassed: () => void goOn(desk, engine, policyFile, masterImports, context).catch(onFailure),
    onFailed: () => void engine.stop().catch(onFailure),
  });
  const keeping = keepingOf({ ...kept, newId: ids.next }, start);
  const seats = seatsOf({ desk, writer, check, log, clock, ids, onFailure });
  const keys = keysOf({ ...around, ...kept, ...seats, check, keeping, tellKeys }, onFailure);
  return ok({
    folder,
    desk,
    writer,
    reader,
    insight,
    files,
    previews: new Previews(folder, files),
    engine,
    check,
    policyFile,
    announcer,
    log,
    clock,
    officeClock,
    newId: ids.next,
    ...seats,
    ...moves,
    keeping,
    keys,
    masterImports,
    restartToSwap: () => onFailure(new Fault('book_restored', 'it takes its place')),
    stop: async () => {
      await stopAll([engine, keeping, masterImports, keys]);
      await stopAll([reader, insight, files]);
      await endTrail({ ...seats, writer, check }, endWriting);
      book.close();
      release();
      clearKeys();
    },
  });
}

/** The seats, and what is given of what was noted at them. */
function seatsOf(options: SeatingOptions) {
  const seats = seating(options);
  return { ...seats, filesGiven: new FilesGiven(seats.uptime) };
}

/** A command asks for one thing and ends; whoever looks at a window asks at once, and for more. */
function isWindows({ shell }: OfficeStart): boolean {
  return shell !== 'cli';
}

/** The keys of the book: a change of them ends the office, and the next one opens the book with them. */
function keysOf(
  around: Omit<KeyDeskOptions & AnotherKeyOptions, 'another' | 'restart'>,
  onFailure: (error: unknown) => void,
): KeyDesk {
  const restart = (): void =>
    onFailure(new Fault('key_changed', 'the book under its new key takes its place'));
  return new KeyDesk({ ...around, another: new AnotherKey({ ...around, restart }) });
}

/** Backups by the clock where a person works with the book from day to day. */
function keepingOf(
  around: Omit<ConstructorParameters<typeof Keeping>[0], 'scheduled'>,
  start: OfficeStart,
): Keeping {
  return new Keeping({ ...around, scheduled: isWindows(start) && !around.book.demo });
}

type Owned = { readonly book: Book; readonly desk: Desk; readonly release: () => void };

/** Takes the folder and opens its book, with the clock that such a book is worked with. */
function ownBook(start: OfficeStart, clock: OfficeClock, ids: Ids): Result<Owned, BookInUse> {
  const { folder, shell, person, demo } = start;
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const since = clock.now();
  const owned = takeOwnership(folder, { person, shell, pid: process.pid, since });
  if (!owned.ok) return owned;
  const { release } = owned.value;
  const role = start.role === undefined ? {} : { role: start.role };
  const fresh = { instanceId: ids.next(), now: since, demo, ...role };
  const book = bookOf(start, fresh, ids.bytes);
  const isAnother = start.role !== undefined && start.role !== book.role;
  if (!isAnother && setClock(book, start, clock)) return ok({ book, desk: deskOf(book), release });
  book.close();
  release();
  if (isAnother) throw new Fault('book_has_another_role', `${folder} is a ${book.role}’s book`);
  throw new Fault('book_is_live', `${folder} holds a live book`);
}

/**
 * Sets the clock where the book is a demonstration, and answers false where a live book was to be
 * worked with by another clock than the system's. A demonstration's time goes on after its last
 * deed, whatever restarts.
 */
function setClock(book: Book, start: OfficeStart, clock: OfficeClock): boolean {
  if (!book.demo) return !start.demo && start.clockStartsAt === null;
  const { sequence, at } = book.chainHead();
  const isPlayed = book.answerOf(DEMO_FIRST_DEED) !== null;
  const asked = isPlayed ? null : start.clockStartsAt;
  clock.set(asked ?? (sequence === 0 ? DEMO_BEGINS : at), 1);
  return true;
}

/** The reader of the book; whoever listens hears when it knows every payment. */
function readerOf(book: Book, announcer: Announcer, onFailure: (error: unknown) => void): Reader {
  const onLoaded = () => announcer.publish({ topic: 'payments', ids: null });
  return new Reader(book.file, onLoaded, onFailure);
}

async function stopAll(parts: readonly { readonly stop: () => unknown }[]): Promise<void> {
  await Promise.all(parts.map((part) => part.stop()));
}

/** What the seats have still to tell is written before it is noted where the chain ends. */
async function endTrail(
  { sessions, writer, check }: Pick<Office, 'sessions' | 'writer' | 'check'>,
  endWriting: () => Promise<void>,
): Promise<void> {
  sessions.stop();
  await writer.idle();
  await check.stop();
  await endWriting();
}

/** The writer, and the thread that folds its log back; at the end one after the other. */
function writerWithCheckpoints(book: Book, log: Log, clock: Clock) {
  const checkpoints = new Checkpoints(book.file, {
    onFailed: (detail) => log({ code: 'checkpoints_stopped', cause: detail }),
  });
  const durably: Pick<Book, 'together'> = {
    together: (deeds, enough) => {
      book.assertStillDurable(clock());
      return book.together(deeds, enough);
    },
  };
  const writer = openWriter(durably, () => checkpoints.committed());
  const endWriting = async (): Promise<void> => {
    await writer.idle();
    await checkpoints.stop();
  };
  return { writer, endWriting };
}

/**
 * What the policy file sets; the operators and whoever looks hear of it. One not to be trusted
 * throws.
 */
function policyFileOf(
  start: OfficeStart,
  {
    desk,
    writer,
    clock,
    ids,
    engine,
    announcer,
  }: Pick<Office, 'desk' | 'writer' | 'clock' | 'engine' | 'announcer'> & { readonly ids: Ids },
): PolicyFileInForce {
  return new PolicyFileInForce(readPolicyFile(start.policyFile ?? systemPolicyFile()), {
    desk,
    writer,
    context: (actor) => contextOf(clock, ids, actor),
    onSet: () => {
      engine.reload();
      announcer.publish({ topic: 'policies', ids: null });
    },
  });
}

/** The policy file first; then imports and the engine take up what was left, until it is stopped. */
async function goOn(
  { book }: Desk,
  engine: EngineRoom,
  policyFile: PolicyFileInForce,
  imports: MasterImports,
  context: () => Context,
): Promise<void> {
  await policyFile.applyToUsed();
  imports.resume(context);
  for (const batch of book.batches.unfinished()) engine.attach(batch);
  engine.redrive();
  await engine.run();
}

/**
 * Opens the book of a folder with its keys, after a restore or a change of keys that a process which
 * died had noted is finished. Faults: `book_key_missing`, `book_key_wrong`, then those of opening it.
 */
function bookOf(
  { folder, keys = [], nextKeys = [] }: OfficeStart,
  fresh: NewBook,
  random: (count: number) => Uint8Array,
): Book {
  finishKeyChange(folder);
  removeStagedKeys(folder);
  holdMasters(fittingKeys(folder, keys, nextKeys));
  for (const key of [...keys, ...nextKeys]) key.fill(0);
  assertKeyFits(folder);
  finishRestore(folder);
  removeStaged(folder);
  return openBook(folder, fresh, random);
}

/** Beside slots no plain book is made or opened, and none under another key than theirs. */
function assertKeyFits(folder: string): void {
  const need = keyNeedOf(folder);
  const [own] = heldRing();
  if (own === undefined && need.kind !== 'none') {
    throw new Fault('book_key_missing', 'the book is encrypted, and no key was given');
  }
  if (own !== undefined && need.kind === 'slots' && need.slots.keyId !== own.id) {
    throw new Fault('book_key_wrong', 'the key is not the one of the slots beside the book');
  }
}
