// The check of the book at a start: everything can be read at once, deeds wait until it is through,
// and a book that fails it takes none. What was verified is noted in the anchor beside the book.
import type { Worker } from 'node:worker_threads';
import { Fault, type Refusal } from '../domain/result.ts';
import { KEY_CHANGE, START_CHECKS, type WaitsFor } from '../domain/start-checks.ts';
import type { Book } from '../ledger/book.ts';
import type { CheckedBook, FailedCheck } from '../ledger/check-book.ts';
import type { ChainAnchor } from '../ledger/verify-chain.ts';
import { readAnchor, writeAnchor } from './anchor.ts';
import type { CheckWord, CheckWork } from './check-worker-protocol.ts';
import { startBookThread } from './key-ring.ts';
import type { Log } from './log.ts';

/**
 * Deeds that may wait for the check at one time; the next one is refused at once. Less than what one
 * channel may have under way, so that reading goes on beside them.
 */
export const DEEDS_WAITING_MAX = 32;

/** How long a deed waits for the check before it is refused, in milliseconds. */
export const DEED_WAITS_MS = 10_000;

/** Milliseconds between two looks at whether the chain has grown and nothing else is to do. */
const LOOK_EVERY_MS = 15_000;

/** Characters of what a failed check found that a refusal carries. */
const DETAIL_MAX = 300;

export type CheckStanding =
  | {
      readonly kind: 'checking';
      readonly check: WaitsFor;
      /** Of all the checks, 0 to 1. */
      readonly fraction: number;
      /** Milliseconds; null while nothing can be said. */
      readonly remaining: number | null;
    }
  | { readonly kind: 'passed' }
  | ({ readonly kind: 'failed' } & FailedCheck);

export type NotAdmitted = Refusal<'office_is_not_ready' | 'book_failed_its_check'>;

export type BookCheckOptions = {
  readonly book: Book;
  readonly folder: string;
  readonly clock: () => number;
  readonly log: Log;
  /** Told once, when deeds may begin. */
  readonly onPassed: () => void;
  /** Told once, when deeds may not begin or must end. */
  readonly onFailed: () => void;
  /** How long a deed waits, in milliseconds; another than {@link DEED_WAITS_MS} in tests only. */
  readonly deedWaits?: number;
};

export class BookCheck {
  private readonly options: BookCheckOptions;
  private readonly waiting = new Set<() => void>();
  private readonly looking: NodeJS.Timeout;
  private now: CheckStanding = {
    kind: 'checking',
    check: START_CHECKS[0],
    fraction: 0,
    remaining: null,
  };
  private worker: Worker | null = null;
  private instanceId = '';
  /** How far the chain is verified; null until the check is through. */
  private verified: ChainAnchor | null = null;
  private noted = '';
  private readonly anchored: ChainAnchor | null;
  private readonly listeners = new Set<() => void>();

  /** Begins the check in a thread of its own. */
  constructor(options: BookCheckOptions) {
    this.options = options;
    const found = readAnchor(options.folder);
    if (found.kind === 'unreadable')
      options.log({ code: 'anchor_unreadable', cause: found.detail });
    const anchored = found.kind === 'anchor' ? found.anchor : null;
    this.anchored = anchored?.head ?? null;
    if (anchored !== null) this.noted = pointsOf(anchored.verified, anchored.head);
    this.begin({ kind: 'start', file: options.book.file, anchored });
    this.looking = setInterval(() => this.look(), LOOK_EVERY_MS);
    this.looking.unref();
  }

  standing(): CheckStanding {
    return this.now;
  }

  /** Told when the standing is another one or more is verified; answers how to stop listening. */
  onChange(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /**
   * Null when a deed may begin now. Else it resolves when the check is through: to null, or to the
   * refusal `office_is_not_ready` (it took too long, too many wait, or `signal` aborted: the deed
   * was not begun) or `book_failed_its_check` (with the check and what it found).
   */
  admit(signal: AbortSignal): Promise<NotAdmitted | null> | null {
    if (this.now.kind === 'passed') return null;
    const isFull = this.waiting.size >= DEEDS_WAITING_MAX;
    if (this.now.kind === 'failed' || isFull || signal.aborted) {
      return Promise.resolve(this.refusal());
    }
    return new Promise((resolve) => {
      const settle = (): void => {
        clearTimeout(late);
        signal.removeEventListener('abort', settle);
        this.waiting.delete(settle);
        resolve(this.refusal());
      };
      const late = setTimeout(settle, this.options.deedWaits ?? DEED_WAITS_MS);
      signal.addEventListener('abort', settle, { once: true });
      this.waiting.add(settle);
    });
  }

  /**
   * From now on deeds wait as they do for a check, until `end`; `at` says how much is done, 0 to 1, and
   * what is left, in milliseconds. Null where the check is not passed.
   */
  occupy(): {
    readonly at: (fraction: number, remaining: number | null) => void;
    readonly end: () => void;
  } | null {
    if (this.now.kind !== 'passed') return null;
    const at = (fraction: number, remaining: number | null): void => {
      // Only what was passed is gone back to: a check that failed meanwhile stands.
      if (this.now.kind === 'failed') return;
      this.enter({ kind: 'checking', check: KEY_CHANGE, fraction, remaining });
    };
    at(0, null);
    return {
      at,
      end: () => {
        if (this.now.kind === 'checking') this.enter({ kind: 'passed' });
      },
    };
  }

  private refusal(): NotAdmitted | null {
    if (this.now.kind === 'passed') return null;
    if (this.now.kind === 'failed') {
      const { check, detail } = this.now;
      return { code: 'book_failed_its_check', check, detail: detail.slice(0, DETAIL_MAX) };
    }
    const { check, fraction, remaining } = this.now;
    const percent = Math.floor(fraction * 100);
    return { code: 'office_is_not_ready', check, percent, remaining };
  }

  private enter(standing: CheckStanding): void {
    this.now = standing;
    this.tell();
    if (standing.kind === 'checking') return;
    for (const settle of [...this.waiting]) settle();
  }

  private tell(): void {
    for (const tell of [...this.listeners]) tell();
  }

  private begin(work: CheckWork): void {
    const url = new URL('./check-worker.ts', import.meta.url);
    const worker = startBookThread(url, work);
    this.worker = worker;
    let isDone = false;
    worker.on('message', (word: CheckWord) => {
      if (this.worker !== worker) return;
      if (word.kind === 'progress') {
        const { check, fraction, remaining } = word;
        this.enter({ kind: 'checking', check, fraction, remaining });
        return;
      }
      if (word.kind === 'reached') {
        this.verified = word.verified;
        return;
      }
      isDone = true;
      this.worker = null;
      if (word.kind === 'checked') this.checked(word.found);
      else if (word.broken === null) this.advance(word.verified);
      else this.fail({ check: 'chain_is_whole', detail: word.broken });
    });
    let detail = 'the checking thread ended';
    worker.on('error', (error) => {
      detail = String(error);
    });
    worker.on('exit', () => {
      // A check that cannot be carried out has not been passed.
      if (isDone || this.worker !== worker) return;
      this.worker = null;
      const { now } = this;
      const isOfStart = now.kind === 'checking' && now.check !== KEY_CHANGE;
      this.fail({ check: isOfStart ? now.check : 'chain_is_whole', detail });
    });
  }

  private checked({ failed, instanceId, verified }: CheckedBook): void {
    if (failed !== null) {
      this.fail(failed);
      return;
    }
    this.instanceId = instanceId;
    this.verified = verified;
    this.note();
    this.options.onPassed();
    this.enter({ kind: 'passed' });
  }

  private fail(failed: FailedCheck): void {
    this.options.log({ code: 'book_failed_its_check', ...failed });
    this.verified = null;
    this.enter({ kind: 'failed', ...failed });
    this.options.onFailed();
  }

  /**
   * Looked at every few seconds: what was written since the last time is verified while no batch is
   * under way, so that the next start has little to do; and where the chain ends is noted.
   */
  look(): void {
    if (this.verified === null || this.worker !== null) return;
    this.note();
    const { book } = this.options;
    const hasGrown = book.chainHead().sequence > this.verified.sequence;
    if (!hasGrown || book.batches.unfinished().length > 0) return;
    this.begin({ kind: 'chain', file: book.file, from: this.verified });
  }

  /** The chain up to `verified` was recomputed and is whole: by the check itself, or an audit. */
  advance(verified: ChainAnchor): void {
    if (this.verified === null || verified.sequence < this.verified.sequence) return;
    this.verified = verified;
    this.note();
    this.tell();
  }

  /**
   * A link that the chain must pass through, for who verifies the whole of it: its end, or before
   * the check is passed what was anchored; null when nothing is known.
   */
  anchor(): ChainAnchor | null {
    if (this.verified === null) return this.anchored;
    const { sequence, digest } = this.options.book.chainHead();
    return { sequence, digest };
  }

  /** Writes the anchor when it would say something new. The work goes on where it cannot be. */
  private note(): void {
    const { book, folder, clock, log } = this.options;
    if (this.verified === null) return;
    const { verified, instanceId } = this;
    const { sequence, digest } = book.chainHead();
    const head = { sequence, digest };
    const points = pointsOf(verified, head);
    if (points === this.noted) return;
    try {
      writeAnchor(folder, { instanceId, verified, head, at: clock() });
      this.noted = points;
    } catch (error) {
      log({ code: error instanceof Fault ? error.code : 'unexpected', cause: error });
    }
  }

  /** Ends the check where it is, and notes where the chain ends. The book is still open. */
  async stop(): Promise<void> {
    clearInterval(this.looking);
    const { worker } = this;
    this.worker = null;
    for (const settle of [...this.waiting]) settle();
    await worker?.terminate();
    this.note();
  }
}

function pointsOf(verified: ChainAnchor, head: ChainAnchor): string {
  const hex = (digest: Uint8Array): string => Buffer.from(digest).toString('hex');
  return `${verified.sequence} ${hex(verified.digest)} ${head.sequence} ${hex(head.digest)}`;
}
