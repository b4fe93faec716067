// Searching master data by name: ranges of the ordered index of terms, of all its segments together,
// as far as a stated budget goes; each find is the newest confirmed version of its record, or it is not shown.
import type Database from 'better-sqlite3';
import { known } from '../domain/assert.ts';
import type { MasterKind } from '../domain/master/kinds.ts';
import { segmentOf } from './master.ts';

/** A beginning of terms to look for, where such terms end, and what else a term must fit. */
export type SoughtTerms = {
  readonly prefix: string;
  readonly end: string;
  readonly fits: (term: string) => boolean;
};

export type MasterHit = {
  readonly kind: MasterKind;
  readonly key: string;
  /** JSON of the record's fields. */
  readonly content: string;
  readonly ended: boolean;
};

export type MasterHits = {
  readonly hits: readonly MasterHit[];
  /** False where more may match than were looked at: a longer text finds them. */
  readonly complete: boolean;
};

/** Terms that one search looks at: what takes about ten milliseconds. */
const TERMS_LOOKED_AT = 30_000;
/** Terms of a range that are counted before it is told from a smaller one. */
const TERMS_COUNTED = 5000;

type Found = { kind: MasterKind; key: string; content: string; ended: bigint };

type Term = readonly [term: string, version: bigint, change: bigint];

export class MasterSearch {
  private readonly db: Database.Database;
  /** One statement per segment: each is read by a cursor of its own. */
  private readonly terms: Database.Statement<[number, string, string], Term>[] = [];
  private readonly record: Database.Statement<[bigint, string, string], Found>;
  private readonly size: Database.Statement<[number, string, string], bigint>;
  private readonly confirmed: Database.Statement<[bigint], bigint>;

  constructor(db: Database.Database) {
    this.db = db;
    this.record = db.prepare<[bigint, string, string], Found>(
      `SELECT v.kind, v.key, m.content, v.ended FROM master_versions v
       JOIN master_values m ON m.version = v.id
       WHERE v.id = ? AND (? = '' OR v.kind = ?) AND NOT EXISTS (
         SELECT 1 FROM master_versions newer
         JOIN master_steps s ON s.change = newer.change AND s.step = 'confirmed'
         WHERE newer.kind = v.kind AND newer.key = v.key AND newer.id > v.id)`,
    );
    this.size = db
      .prepare<[number, string, string], bigint>(
        `SELECT count(*) FROM (SELECT 1 FROM master_terms
         WHERE segment = ? AND term >= ? AND term < ? LIMIT ${TERMS_COUNTED})`,
      )
      .pluck();
    this.confirmed = db
      .prepare<[bigint], bigint>(
        "SELECT count(*) FROM master_steps WHERE change = ? AND step = 'confirmed'",
      )
      .pluck();
  }

  /** Of ranges of which any one will do, the one with the fewest terms, as far as it is counted. */
  private fewest(alike: readonly SoughtTerms[], segments: number): SoughtTerms {
    let best = known(alike[0], 'there is a range to look in');
    let least = Number.POSITIVE_INFINITY;
    for (const range of alike.length > 1 ? alike : []) {
      const { prefix, end } = range;
      let count = 0;
      for (let segment = 0; segment < segments && count < TERMS_COUNTED; segment += 1) {
        count += Number(this.size.get(segment, prefix, end));
      }
      if (count < least) [best, least] = [range, count];
    }
    return best;
  }

  private segments(): number {
    const sql = 'SELECT coalesce(max(id), 0) FROM master_versions';
    return segmentOf(Number(this.db.prepare<[], bigint>(sql).pluck().get() ?? 0n)) + 1;
  }

  private statementOf(segment: number): Database.Statement<[number, string, string], Term> {
    this.terms[segment] ??= this.db
      .prepare<[number, string, string], Term>(
        `SELECT term, version, change FROM master_terms
         WHERE segment = ? AND term >= ? AND term < ? ORDER BY term, version`,
      )
      .raw();
    return this.terms[segment];
  }

  /** The terms of a range in order, whichever segment each lies in. */
  private *inOrder(prefix: string, end: string, segments: number): Generator<Term> {
    const cursors: Cursor[] = [];
    try {
      for (let segment = 0; segment < segments; segment += 1) {
        const rows = this.statementOf(segment).iterate(segment, prefix, end);
        advance(cursors, rows);
      }
      for (;;) {
        const first = cursors.shift();
        if (first === undefined) return;
        advance(cursors, first.rows);
        yield first.term;
      }
    } finally {
      for (const { rows } of cursors) rows.return?.();
    }
  }

  /**
   * The records with a term in one range of each list, at most `limit`, each once; '' is every kind.
   * `isTold`: whether whoever asks is told what the term was made from; else it finds nothing.
   */
  find(
    ranges: readonly (readonly SoughtTerms[])[],
    kind: MasterKind | '',
    limit: number,
    isTold: (term: string, found: Pick<MasterHit, 'kind' | 'key' | 'content'>) => boolean = () =>
      true,
  ): MasterHits {
    const seen = new Set<string>();
    const hits: MasterHit[] = [];
    const isSeen = new Map<bigint, boolean>();
    const isConfirmed = (change: bigint): boolean => {
      const is = isSeen.get(change) ?? this.confirmed.get(change) === 1n;
      isSeen.set(change, is);
      return is;
    };
    let left = TERMS_LOOKED_AT;
    const segments = this.segments();
    for (const alike of ranges) {
      const { prefix, end, fits } = this.fewest(alike, segments);
      for (const [term, version, change] of this.inOrder(prefix, end, segments)) {
        if (left === 0 || hits.length === limit) return { hits, complete: false };
        left -= 1;
        if (!fits(term) || !isConfirmed(change)) continue;
        const found = this.record.get(version, kind, kind);
        if (found === undefined || seen.has(`${found.kind} ${found.key}`)) continue;
        if (!isTold(term, found)) continue;
        seen.add(`${found.kind} ${found.key}`);
        hits.push({ ...found, ended: found.ended === 1n });
      }
    }
    return { hits, complete: true };
  }
}

/** A cursor and the term that it stands at. */
type Cursor = { readonly rows: IterableIterator<Term>; readonly term: Term };

/** Puts a cursor where its next term belongs among the others; one that has ended is left out. */
function advance(cursors: Cursor[], rows: IterableIterator<Term>): void {
  const { done, value: term } = rows.next();
  if (done === true) return;
  let [low, high] = [0, cursors.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (isBefore(known(cursors[middle], 'the place is among them').term, term)) low = middle + 1;
    else high = middle;
  }
  cursors.splice(low, 0, { rows, term });
}

/** By UTF-16, which orders a few rare characters otherwise than the database: who is found is the same. */
function isBefore([one, a]: Term, [other, b]: Term): boolean {
  return one === other ? a < b : one < other;
}
