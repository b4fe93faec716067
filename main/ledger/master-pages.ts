// Where in a kind the row of a given position is: every so many keys one is remembered, so that a
// grid over a million records turns to any of them without counting from the first.
import type Database from 'better-sqlite3';
import type { MasterKind } from '../domain/master/kinds.ts';
import {
  type MasterRow,
  type Placed,
  placeOf,
  readEntered,
  readKeys,
  rowsOf,
} from './read-master.ts';

/** Keys behind one remembered key, and keys read at once while they are counted. */
const BLOCK_KEYS = 500;
const SLICE_KEYS = 5000;

/** By key; or as they were entered, for whoever is told the numbers in keys masked. */
export type MasterOrder = 'key' | 'entered';

/** Neighbouring records: the place of the first, and how many there are up to the next block. */
type Block = { readonly first: string; count: number };

type Counted = {
  readonly blocks: Block[];
  total: number;
  /** The step up to which what was confirmed is counted. */
  upTo: number;
  /** The place up to which the first counting has come; null when it is through. */
  counting: string | null;
};

export type MasterPage = { readonly rows: readonly MasterRow[]; readonly total: number };

export class MasterPages {
  private readonly db: Database.Database;
  private readonly kinds = new Map<MasterKind, Counted>();

  private readonly order: MasterOrder;

  constructor(db: Database.Database, order: MasterOrder) {
    this.db = db;
    this.order = order;
  }

  private read(kind: MasterKind, asked: Parameters<typeof readKeys>[2]): readonly Placed[] {
    if (this.order === 'entered') return readEntered(this.db, kind, asked);
    return readKeys(this.db, kind, asked).map((key) => ({ place: key, key }));
  }

  /** Counts a slice more of a kind; whether there is more to count before it can be paged. */
  countSlice(kind: MasterKind): boolean {
    const step = lastStep(this.db);
    let counted = this.kinds.get(kind);
    if (counted !== undefined && counted.upTo < step && !this.addConfirmed(kind, counted, step)) {
      counted = undefined;
    }
    if (counted === undefined) {
      counted = { blocks: [], total: 0, upTo: step, counting: '' };
      this.kinds.set(kind, counted);
    }
    if (counted.counting === null) return false;
    const asked = { from: counted.counting, inclusive: false, limit: SLICE_KEYS };
    const keys = this.read(kind, asked);
    for (let at = 0; at < keys.length; at += BLOCK_KEYS) {
      const count = Math.min(BLOCK_KEYS, keys.length - at);
      counted.blocks.push({ first: keys[at]?.place ?? '', count });
    }
    counted.total += keys.length;
    counted.counting = keys.length < SLICE_KEYS ? null : (keys.at(-1)?.place ?? null);
    return counted.counting !== null;
  }

  /** Takes up what was confirmed since; false where that is so much that counting anew is less. */
  private addConfirmed(kind: MasterKind, counted: Counted, step: number): boolean {
    if (counted.counting !== null) return false;
    const sql = `SELECT v.id, v.key FROM master_steps s JOIN master_versions v ON v.change = s.change
      WHERE s.id > ? AND s.id <= ? AND s.step = 'confirmed' AND v.kind = ? AND v.replaces = 0
      LIMIT ${SLICE_KEYS}`;
    type Row = { id: bigint; key: string };
    const added = this.db.prepare<[number, number, string], Row>(sql).all(counted.upTo, step, kind);
    if (added.length === SLICE_KEYS || counted.blocks.length === 0) return false;
    for (const { id, key } of added) {
      addTo(counted.blocks, this.order === 'entered' ? placeOf(id) : key);
    }
    counted.total += added.length;
    counted.upTo = step;
    return true;
  }

  /** The rows from `offset` on. The kind is counted ({@link countSlice} answered false). */
  page(kind: MasterKind, offset: number, limit: number): MasterPage {
    const { blocks, total } = this.kinds.get(kind) ?? { blocks: [], total: 0 };
    let before = 0;
    for (const { first, count } of blocks) {
      if (before + count > offset) {
        const skipped = offset - before;
        const asked = { from: first, inclusive: true, limit: skipped + limit };
        const keys = this.read(kind, asked).slice(skipped);
        return {
          rows: rowsOf(
            this.db,
            kind,
            keys.map(({ key }) => key),
          ),
          total,
        };
      }
      before += count;
    }
    return { rows: [], total };
  }
}

function addTo(blocks: Block[], place: string): void {
  let [low, high] = [0, blocks.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (isAfter(place, blocks[middle]?.first ?? '')) low = middle + 1;
    else high = middle;
  }
  const block = blocks[low - 1];
  const next = blocks[0];
  if (block !== undefined) block.count += 1;
  else if (next !== undefined) blocks[0] = { first: place, count: next.count + 1 };
}

/** In the order of the database, which is that of code points; places hold ASCII only. */
function isAfter(place: string, first: string): boolean {
  return place >= first;
}

function lastStep(db: Database.Database): number {
  const sql = 'SELECT coalesce(max(id), 0) FROM master_steps';
  return Number(db.prepare<[], bigint>(sql).pluck().get() ?? 0n);
}
