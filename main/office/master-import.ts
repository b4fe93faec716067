// Imports of master data on their way into the book: a file is read by its own thread, a piece at a
// time, and each piece is one epoch of the writer. What a process left unfinished goes on.
import { rm } from 'node:fs/promises';
import { assert } from '../domain/assert.ts';
import type { Context } from '../domain/context.ts';
import type { MasterKind } from '../domain/master/kinds.ts';
import type { Fault } from '../domain/result.ts';
import type { Desk } from '../operations/desk.ts';
import { stageMaster } from '../operations/import-master.ts';
import type { Announcer } from './announce.ts';
import { AskedThread } from './asked-thread.ts';
import type { EngineRoom } from './engine-room.ts';
import type { ListPiece, MasterQuestions, OpenList } from './master-protocol.ts';
import { originalPath } from './originals.ts';
import type { Turn, Writer } from './writer.ts';

type ImportSurroundings = {
  readonly desk: Desk;
  readonly writer: Writer;
  readonly folder: string;
  readonly engine: Pick<EngineRoom, 'reload'>;
  readonly announcer: Pick<Announcer, 'publish'>;
  /** A thread that died, or a file that is not what it was: the process must end. */
  readonly onFailure: (error: unknown) => void;
};

/** Kinds that the tables of the task threads are made from. */
const READ_BY_THE_PIPELINE: readonly MasterKind[] = ['account', 'agreement', 'tariff'];

/** Megabytes of objects that the thread which reads lists may have; a piece takes a few of them. */
const HEAP_MEGABYTES = 96;

/** Files that are remembered as found whole. */
const WHOLE_MAX = 64;

type ListOfKind = { readonly kind: string; readonly originalHash: string };

/** How far an import has come; null when it is not being read. */
export type ImportProgress = { readonly rows: number; readonly bytes: number };

export class MasterImports {
  private readonly around: ImportSurroundings;
  private thread: AskedThread<MasterQuestions> | null = null;
  private readonly progress = new Map<number, ImportProgress>();
  private readonly running = new Set<Promise<void>>();
  private readonly whole = new Set<string>();
  private stopped = false;

  constructor(around: ImportSurroundings) {
    this.around = around;
  }

  private reading(): AskedThread<MasterQuestions> {
    const program = new URL('./master-worker.ts', import.meta.url);
    const onDied = (fault: Fault): void => this.around.onFailure(fault);
    this.thread ??= new AskedThread(
      program,
      this.around.desk.book.file,
      undefined,
      onDied,
      HEAP_MEGABYTES,
    );
    return this.thread;
  }

  /** Reads a list piece by piece; leaving the loop closes the file. */
  async *pieces(asked: OpenList): AsyncGenerator<ListPiece> {
    const thread = this.reading();
    const list = await thread.ask('open', asked);
    try {
      for (;;) {
        const piece = await thread.ask('next', { list });
        yield piece;
        if (piece.outcome !== null) return;
      }
    } finally {
      if (!this.stopped) await thread.ask('close', { list });
    }
  }

  /** After a commit that moved a change: the pipeline sees it, and whoever looks. */
  moved(changeId: number): void {
    const { desk, engine, announcer } = this.around;
    const change = desk.book.master.change(changeId);
    const isRead = change !== null && READ_BY_THE_PIPELINE.includes(change.kind);
    if (isRead && change.state === 'confirmed') engine.reload();
    announcer.publish({ topic: 'master', ids: [changeId] });
  }

  /** The file of this hash was read as a list of this kind, and all of it can be taken. */
  rememberWhole({ kind, originalHash }: ListOfKind): void {
    if (this.whole.size >= WHOLE_MAX) this.whole.clear();
    this.whole.add(`${kind} ${originalHash}`);
  }

  isWhole({ kind, originalHash }: ListOfKind): boolean {
    return this.whole.has(`${kind} ${originalHash}`);
  }

  progressOf(changeId: number): ImportProgress | null {
    return this.progress.get(changeId) ?? null;
  }

  /** Takes up what an earlier process left: `context` speaks for whoever owns the book. */
  resume(context: (turn: Turn) => Context): void {
    for (const { id } of this.around.desk.book.master.staging()) this.begin(id, context);
  }

  /** Brings a change in from its kept file; `context` speaks for whoever began it. */
  begin(changeId: number, context: (turn: Turn) => Context): void {
    const run = this.bringIn(changeId, context)
      .catch((error: unknown) => this.around.onFailure(error))
      .finally(() => {
        this.progress.delete(changeId);
        this.running.delete(run);
        this.moved(changeId);
      });
    this.running.add(run);
  }

  private async bringIn(changeId: number, context: (turn: Turn) => Context): Promise<void> {
    const { desk, writer, folder } = this.around;
    const change = desk.book.master.change(changeId);
    assert(change !== null, 'an import is begun by its deed');
    const path = originalPath(folder, change.original);
    const skip = this.rowsBroughtIn(changeId);
    const live = !desk.book.demo;
    this.progress.set(changeId, { rows: skip, bytes: 0 });
    for await (const piece of this.pieces({
      path,
      kind: change.kind,
      live,
      skip,
      counting: false,
      isFull: change.edition?.scope === 'full',
      upToStep: change.lastStep,
    })) {
      if (this.stopped) return;
      const { fromRow, toRow, versions, outcome, bytes } = piece;
      this.progress.set(changeId, { rows: toRow, bytes });
      const last = outcome !== null;
      if (!last && toRow <= skip) continue;
      assert(outcome === null || outcome.problemCount === 0, 'the file was found whole before');
      const input = { changeId, fromRow: Math.max(fromRow, skip), toRow, versions, last };
      const staged = await writer.do((turn) => stageMaster(desk, input, context(turn)));
      // Withdrawn meanwhile: what is there already stays unseen.
      if (!staged.ok) break;
      this.moved(changeId);
    }
    await rm(path, { force: true });
  }

  /** Rows that epochs of an earlier process brought in: each answers where it ended. */
  private rowsBroughtIn(changeId: number): number {
    let rows = 0;
    for (;;) {
      const kept = this.around.desk.book.answerOf(`master-${changeId}-${rows}`);
      const toRow = kept === null ? null : rowsOf(kept.answer);
      if (toRow === null || toRow <= rows) return rows;
      rows = toRow;
    }
  }

  async stop(): Promise<void> {
    this.stopped = true;
    await this.thread?.stop();
    await Promise.allSettled(this.running);
  }
}

function rowsOf(answer: unknown): number | null {
  if (typeof answer !== 'object' || answer === null || !('toRow' in answer)) return null;
  return typeof answer.toRow === 'number' ? answer.toRow : null;
}
