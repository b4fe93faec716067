// Which payments were added or moved since one last looked, told by the book itself: every epoch
// and every run of status changes is a row with a number that grows. What a reader keeps in memory
// is brought to exactly the commit that its read transaction sees.
import type Database from 'better-sqlite3';
import type { ReadableDb } from './connection.ts';

/** Records of a batch, both ends included. */
export type ChangedRange = {
  readonly batch: number;
  readonly firstRecord: number;
  readonly lastRecord: number;
};

export type Changes = {
  /** Payments that were added; they may have moved since. */
  readonly added: readonly ChangedRange[];
  /** Everything to be read again, those added included; in order, without overlaps. */
  readonly changed: readonly ChangedRange[];
  /** Whether there may be more. */
  readonly more: boolean;
};

/** Records between two ranges that are read with them: cheaper than a query of their own. */
const GAP_READ_THROUGH = 64;

type RangeFields = [number: number, batch: number, first: number, last: number];

export class ChangedPayments {
  private readonly selectMoves: Database.Statement<[number, number], RangeFields>;
  private readonly selectEpochs: Database.Statement<[number, number], RangeFields>;
  private lastMove: number;
  private lastEpoch: number;

  /** Looks from now on: what the book holds at this moment is not told. */
  constructor({ db }: ReadableDb) {
    const prepare = (sql: string) =>
      db.prepare<[number, number], RangeFields>(sql).safeIntegers(false).raw();
    this.selectMoves = prepare(
      `SELECT id, batch, first_record, last_record FROM status_changes WHERE id > ? ORDER BY id
       LIMIT ?`,
    );
    this.selectEpochs = prepare(
      `SELECT deed, batch, from_record, to_record - 1 FROM epochs WHERE deed > ?
       ORDER BY deed LIMIT ?`,
    );
    const greatest = (sql: string): number =>
      Number(db.prepare<[], bigint>(sql).pluck().get() ?? 0n);
    this.lastMove = greatest('SELECT coalesce(max(id), 0) FROM status_changes');
    this.lastEpoch = greatest('SELECT coalesce(max(deed), 0) FROM epochs');
  }

  /**
   * What changed since the last call, as the read transaction in hand sees it: of moves and of
   * epochs the first `most` each.
   */
  take(most: number): Changes {
    const moves = this.selectMoves.all(this.lastMove, most);
    const epochs = this.selectEpochs.all(this.lastEpoch, most);
    this.lastMove = moves.at(-1)?.[0] ?? this.lastMove;
    this.lastEpoch = epochs.at(-1)?.[0] ?? this.lastEpoch;
    const added = epochs.map(rangeOf).filter((range) => range.lastRecord >= range.firstRecord);
    const more = moves.length === most || epochs.length === most;
    return { added, changed: joined([...moves.map(rangeOf), ...added]), more };
  }
}

function rangeOf([, batch, firstRecord, lastRecord]: RangeFields): ChangedRange {
  return { batch, firstRecord, lastRecord };
}

function joined(ranges: ChangedRange[]): ChangedRange[] {
  ranges.sort((a, b) => a.batch - b.batch || a.firstRecord - b.firstRecord);
  const result: ChangedRange[] = [];
  for (const range of ranges) {
    const last = result.at(-1);
    const joins =
      last?.batch === range.batch && range.firstRecord <= last.lastRecord + GAP_READ_THROUGH;
    if (!joins) result.push(range);
    else if (range.lastRecord > last.lastRecord) {
      result[result.length - 1] = { ...last, lastRecord: range.lastRecord };
    }
  }
  return result;
}
