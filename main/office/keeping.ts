// The keeper of the book: makes backups and drills, one job at a time, on demand and when they are
// due, and stages a restore. What it knows lies in the folder of the backups.
import { join } from 'node:path';
import type { Context } from '../domain/context.ts';
import { ok, type Refusal, type Result, refuse } from '../domain/result.ts';
import type { Book } from '../ledger/book.ts';
import { backupDue, backupsToDrop, type Dated, drillDue } from './backup-schedule.ts';
import {
  type BackupReason,
  backupsOf,
  counts,
  dropBackups,
  type KeptBackup,
  listBackups,
  type Proof,
  removePartialBackups,
} from './backup-store.ts';
import { drill } from './drill.ts';
import type { Log } from './log.ts';
import { type BackupRefusal, makeBackup } from './make-backup.ts';
import { noteRestore, type RestoreRefusal, removeStaged, stageBackup } from './restore-book.ts';

/** Milliseconds between two looks at whether something is due. */
const LOOK_EVERY_MS = 600_000;

/** Milliseconds after the start before the first look: a start has enough to do. */
const FIRST_LOOK_MS = 60_000;

export type KeepingPhase = 'copying' | 'verifying' | 'originals';
export type OnPhase = (phase: KeepingPhase, done: number, total: number) => void;

/** What is under way: bytes, rows or files of how many; nothing between two jobs. */
export type Underway = {
  readonly job: 'backup' | 'drill' | 'restore' | 'key' | null;
  readonly phase: KeepingPhase | null;
  readonly done: number;
  readonly total: number;
};

const NOTHING: Underway = { job: null, phase: null, done: 0, total: 0 };

export type KeepingRefusal = Refusal<'keeping_is_busy'>;
export type DrillRefusal = Refusal<'backup_unknown' | 'cancelled'>;

/** A backup with whether it counts. */
export type KeptView = KeptBackup & { readonly good: boolean };

export type KeepingOptions = {
  readonly book: Book;
  readonly folder: string;
  readonly clock: () => number;
  readonly newId: () => string;
  readonly log: Log;
  /** Whether backups and drills are made when they are due: not for a command of a minute. */
  readonly scheduled: boolean;
};

export class Keeping {
  private readonly options: KeepingOptions;
  private readonly store: string;
  private readonly timers: NodeJS.Timeout[] = [];
  private readonly listeners = new Set<() => void>();
  private stopped = new AbortController();
  private running: Promise<unknown> | null = null;
  private now: Underway = NOTHING;

  constructor(options: KeepingOptions) {
    this.options = options;
    this.store = backupsOf(options.folder);
    if (!options.scheduled) return;
    const look = (): void => {
      this.look().catch((cause: unknown) => options.log({ code: 'backup_failed', cause }));
    };
    this.timers.push(setTimeout(look, FIRST_LOOK_MS).unref());
    this.timers.push(setInterval(look, LOOK_EVERY_MS).unref());
  }

  /** Every backup of the book, the newest first. */
  async list(): Promise<readonly KeptView[]> {
    const backups = await listBackups(this.store);
    return backups.map((each) => ({ ...each, good: counts(this.store, each) }));
  }

  /** The same for the schedule. */
  async dated(): Promise<readonly Dated[]> {
    return (await this.list()).map(({ name, manifest, proof, good }) => ({
      name,
      madeAt: manifest.madeAt,
      good,
      provenAt: proof?.ok === true ? proof.at : null,
    }));
  }

  /** Does what is due now: a backup, then a drill. */
  async look(): Promise<void> {
    const now = this.options.clock();
    if (backupDue(await this.dated(), now)) await this.backUp(null, 'daily');
    if (drillDue(await this.dated(), now)) await this.drill();
  }

  /**
   * Makes a backup, into `to` or the book's own store, where those that are no longer needed are
   * dropped then. Refuses `keeping_is_busy`, then as `makeBackup`.
   */
  backUp(
    to: string | null,
    why: BackupReason,
  ): Promise<Result<KeptView, BackupRefusal | KeepingRefusal>> {
    return this.alone('backup', async (onPhase, signal) => {
      const { book, folder, clock, newId, log } = this.options;
      const { sequence, digest } = book.chainHead();
      const anchor = { head: digest.toString('hex'), count: sequence };
      const asked = { folder, to, why, now: clock(), id: newId(), anchor, onPhase, signal };
      const made = await makeBackup(asked);
      if (!made.ok) return made;
      const { failed } = made.value.manifest;
      if (failed !== '') log({ code: 'backup_failed', cause: failed });
      if (to === null) await dropBackups(this.store, backupsToDrop(await this.dated()));
      return ok({ ...made.value, good: failed === '' });
    });
  }

  /** Proves the newest backup that counts. Refuses `keeping_is_busy`, `backup_unknown`. */
  drill(): Promise<Result<Proof & { readonly name: string }, KeepingRefusal | DrillRefusal>> {
    return this.alone<Proof & { readonly name: string }, DrillRefusal>(
      'drill',
      async (onPhase, signal) => {
        const backup = (await this.list()).find(({ good }) => good);
        const { store } = this;
        if (backup === undefined) return refuse({ code: 'backup_unknown', path: store });
        const onProgress = (done: number, total: number) => onPhase('verifying', done, total);
        const now = this.options.clock();
        try {
          const proof = await drill({ store, backup, now, onProgress, signal });
          if (!proof.ok) this.options.log({ code: 'backup_failed', cause: proof.detail });
          return ok({ ...proof, name: backup.name });
        } catch (error) {
          if (signal.aborted) return refuse({ code: 'cancelled' });
          throw error;
        }
      },
    );
  }

  /**
   * Stages the good backup `name` and notes that it is to be swapped: the process must end at once
   * then, and the next one swaps; the book as it is stays aside. Refuses `keeping_is_busy`,
   * `backup_unknown`, then as `stageBackup`.
   */
  restore(
    name: string,
    submissionId: string,
    context: () => Promise<Context>,
  ): Promise<Result<{ readonly held: number }, KeepingRefusal | RestoreRefusal>> {
    return this.alone<{ held: number }, RestoreRefusal>('restore', async (onPhase, signal) => {
      const { folder, newId } = this.options;
      const kept = (await this.list()).find((each) => each.name === name && each.good);
      if (kept === undefined) return refuse({ code: 'backup_unknown', path: name });
      const backup = join(this.store, name);
      const staged = await stageBackup({ folder, backup, id: newId(), onPhase, signal });
      if (!staged.ok) return staged;
      try {
        return ok(noteRestore(folder, staged.value, submissionId, await context()));
      } catch (error) {
        // Whoever asked for it may not any more: what lies beside the book is not left there.
        removeStaged(folder);
        throw error;
      }
    });
  }

  /**
   * Runs a change of the book's key as the one job that is under way. Refuses `keeping_is_busy`,
   * then as `run`.
   */
  changeKey<V, R extends Refusal>(
    run: (onPhase: OnPhase, signal: AbortSignal) => Promise<Result<V, R>>,
  ): Promise<Result<V, R | KeepingRefusal>> {
    return this.alone('key', run);
  }

  private async alone<V, R extends Refusal>(
    job: NonNullable<Underway['job']>,
    run: (onPhase: OnPhase, signal: AbortSignal) => Promise<Result<V, R>>,
  ): Promise<Result<V, R | KeepingRefusal>> {
    if (this.running !== null) return refuse({ code: 'keeping_is_busy' });
    this.stopped = new AbortController();
    this.tell({ ...NOTHING, job });
    const onPhase: OnPhase = (phase, done, total) => this.tell({ job, phase, done, total });
    const running = run(onPhase, this.stopped.signal);
    this.running = running.catch(() => undefined);
    try {
      return await running;
    } finally {
      this.running = null;
      this.tell(NOTHING);
    }
  }

  private tell(now: Underway): void {
    this.now = now;
    for (const listener of this.listeners) listener();
  }

  /** What is under way, at once and whenever it changed; what nobody took up in time is skipped. */
  async *follow(signal: AbortSignal): AsyncGenerator<Underway> {
    let wake = (): void => undefined;
    const stir = (): void => wake();
    this.listeners.add(stir);
    signal.addEventListener('abort', stir, { once: true });
    try {
      let told: Underway | null = null;
      while (!signal.aborted) {
        if (told !== this.now) {
          told = this.now;
          yield told;
          continue;
        }
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
    } finally {
      this.listeners.delete(stir);
      signal.removeEventListener('abort', stir);
    }
  }

  /** Stops what is under way; its caller is answered `cancelled`. */
  cancel(): void {
    this.stopped.abort();
  }

  /** Removes what a process that died left half made; before the first job only. */
  async tidy(): Promise<void> {
    await removePartialBackups(this.store);
  }

  /** Stops what is under way and waits for its end. */
  async stop(): Promise<void> {
    for (const timer of this.timers) clearTimeout(timer);
    this.cancel();
    if (this.running !== null) await this.running;
  }
}
