// The thread that reads lists of master data and says what is new in them. It reads on only when it
// is asked for the next piece, so that its memory does not grow with the file.
import { parentPort } from 'node:worker_threads';
import { assert, known } from '../domain/assert.ts';
import { namesOf } from '../domain/master/kinds.ts';
import { Fault } from '../domain/result.ts';
import { KeySet } from '../formats/key-set.ts';
import {
  createMasterListReader,
  type MasterListOutcome,
  type MasterListReader,
  type MasterListRow,
} from '../formats/master-csv.ts';
import { openForReading } from '../ledger/connection.ts';
import { contentOf } from '../ledger/master-in-force.ts';
import { NewestVersions } from '../ledger/newest-versions.ts';
import { readKeysUpTo } from '../ledger/read-master.ts';
import { termsOf } from '../screening/name-terms.ts';
import { fileBytes } from './file-bytes.ts';
import { bookThreadData } from './key-ring.ts';
import type { ListPiece, MasterQuestions, OpenList } from './master-protocol.ts';

const port = known(parentPort, 'this file runs as a worker thread');
const connection = openForReading(String(bookThreadData()));

/** Rows of one piece: an epoch that keeps the writer for some tens of milliseconds. */
const PIECE_ROWS = 2000;

/** A list that is being read. */
class ReadList {
  private readonly asked: OpenList;
  private readonly pieces: AsyncGenerator<Uint8Array>;
  private readonly decoder = new TextDecoder('utf-8', { fatal: true });
  private readonly reader: MasterListReader;
  private readonly newest: NewestVersions;
  private rows: MasterListRow[] = [];
  private row = 0;
  private bytes = 0;
  private outcome: MasterListOutcome | null = null;
  private counts = { added: 0, changed: 0, ended: 0, unchanged: 0 };
  /** Of a full edition: the keys that stood in the file, and how far the book's were gone through. */
  private readonly listed = new KeySet();
  private behind: string | null = '';

  constructor(asked: OpenList) {
    this.asked = asked;
    this.pieces = fileBytes(asked.path);
    this.newest = new NewestVersions(connection.db, asked.kind);
    if (!asked.isFull) this.behind = null;
    this.reader = createMasterListReader(asked.kind, asked.live, (row) => {
      if (asked.isFull) this.listed.add(row.key);
      this.rows.push(row);
    });
  }

  async next(): Promise<ListPiece> {
    while (this.rows.length < PIECE_ROWS && this.outcome === null) await this.readOn();
    while (this.rows.length < PIECE_ROWS && this.outcome?.problemCount === 0 && this.goesBehind());
    const fromRow = this.row;
    // What is given away is let go of, or the whole file would be in memory in the end.
    const piece = this.rows.splice(0, PIECE_ROWS);
    const versions = piece.flatMap((row) => this.judged(row));
    const { bytes, counts } = this;
    const outcome = this.rows.length === 0 ? this.outcome : null;
    return { fromRow, toRow: this.row, bytes, counts: { ...counts }, versions, outcome };
  }

  /** Adds what the book has and a full edition does not list; whether there may be more of it. */
  private goesBehind(): boolean {
    if (this.behind === null) return false;
    const { kind, upToStep } = this.asked;
    const step = upToStep ?? Number.MAX_SAFE_INTEGER;
    const asked = { after: this.behind, limit: PIECE_ROWS, step };
    const keys = readKeysUpTo(connection.db, kind, asked);
    for (const key of keys) {
      if (!this.listed.add(key)) continue;
      const content = contentOf(this.newest.of(key)?.content ?? '{}');
      this.rows.push({ line: 0, key, content, ended: true });
    }
    this.behind = keys.length < PIECE_ROWS ? null : (keys.at(-1) ?? null);
    return this.behind !== null;
  }

  private async readOn(): Promise<void> {
    const { done, value } = await this.nextPiece();
    const text = this.decoded(value, done);
    if (text === null) {
      this.outcome = refusedOutcome('text_is_not_utf8', this.reader.end());
      return;
    }
    const goesOn = this.reader.push(text);
    this.bytes += value?.length ?? 0;
    if (done || !goesOn) this.outcome = this.reader.end();
  }

  private async nextPiece(): Promise<{ done: boolean; value: Uint8Array | undefined }> {
    try {
      const { done, value } = await this.pieces.next();
      return { done: done === true, value: value instanceof Uint8Array ? value : undefined };
    } catch (error) {
      if (!(error instanceof Fault) || error.code === 'file_cannot_be_read') throw error;
      this.outcome = refusedOutcome(error.code, this.reader.end());
      return { done: true, value: undefined };
    }
  }

  private decoded(value: Uint8Array | undefined, done: boolean): string | null {
    try {
      return this.decoder.decode(value, { stream: !done });
    } catch {
      return null;
    }
  }

  /** What a row comes to: a version, or nothing where the book has it so already. */
  private judged({ line, key, content, ended }: MasterListRow): ListPiece['versions'] {
    this.row += 1;
    if (this.row <= this.asked.skip) return [];
    const text = JSON.stringify(content);
    const newest = this.newest.of(key);
    if (newest !== null && newest.content === text && newest.ended === ended) {
      // What the file does not name is no row of it.
      if (line > 0) this.counts.unchanged += 1;
      return [];
    }
    if (ended) this.counts.ended += 1;
    else if (newest === null) this.counts.added += 1;
    else this.counts.changed += 1;
    if (this.asked.counting) return [];
    const replaces = newest === null ? null : { id: newest.id, subject: newest.subject };
    const terms = termsOf(namesOf(this.asked.kind, content), key);
    return [{ key, content: text, ended, replaces, terms }];
  }

  async close(): Promise<void> {
    await this.pieces.return(undefined);
  }
}

function refusedOutcome(code: string, read: MasterListOutcome): MasterListOutcome {
  const place = { line: null, path: null };
  const problem = { code, reasonCode: null, severity: 'refuses' as const, place, data: {} };
  return { ...read, problems: [problem], problemCount: 1 };
}

const lists = new Map<number, ReadList>();
let lastList = 0;

/** Lists open at once; whoever opens closes. */
const LISTS_MAX = 16;

type Answers = {
  [Name in keyof MasterQuestions]: (
    input: MasterQuestions[Name]['input'],
  ) => MasterQuestions[Name]['answer'] | Promise<MasterQuestions[Name]['answer']>;
};

const ANSWERS: Answers = {
  open: (asked) => {
    assert(lists.size < LISTS_MAX, 'lists are closed by whoever opened them');
    lastList += 1;
    lists.set(lastList, new ReadList(asked));
    return lastList;
  },
  next: ({ list }) => known(lists.get(list), 'the list is open').next(),
  close: async ({ list }) => {
    await lists.get(list)?.close();
    lists.delete(list);
    return null;
  },
};

type Request =
  | {
      readonly kind: 'ask';
      readonly id: number;
      readonly question: keyof MasterQuestions;
      readonly input: unknown;
    }
  | { readonly kind: 'changed' | 'stop' };

async function answer(id: number, name: keyof MasterQuestions, input: unknown): Promise<void> {
  try {
    // The request's type pairs each name with its own input.
    const value: unknown = await ANSWERS[name](input as never);
    port.postMessage({ kind: 'answer', id, ok: true, value });
  } catch (error) {
    port.postMessage({ kind: 'answer', id, ok: false, detail: String(error) });
  }
}

port.on('message', (request: Request) => {
  if (request.kind === 'ask') void answer(request.id, request.question, request.input);
  else if (request.kind === 'stop') {
    port.close();
    connection.db.close();
    process.exit(0);
  }
});
