// Searching master data by name: ranges of the ordered index of terms, as far as a stated budget
// goes; each find is the newest confirmed version of its record, or it is not shown.
import type Database from 'better-sqlite3';
import type { MasterKind } from '../domain/master/kinds.ts';

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

type Found = { kind: MasterKind; key: string; content: string; ended: bigint };

export class MasterSearch {
  private readonly terms: Database.Statement<[string, string], [string, bigint, bigint]>;
  private readonly record: Database.Statement<[bigint, string, string], Found>;
  private readonly confirmed: Database.Statement<[bigint], bigint>;

  constructor(db: Database.Database) {
    this.terms = db
      .prepare<[string, string], [string, bigint, bigint]>(
        'SELECT term, version, change FROM master_terms WHERE term >= ? AND term < ? ORDER BY term',
      )
      .raw();
    this.record = db.prepare<[bigint, string, string], Found>(
      `SELECT v.kind, v.key, m.content, v.ended FROM master_versions v
       JOIN master_values m ON m.version = v.id
       WHERE v.id = ? AND (? = '' OR v.kind = ?) AND NOT EXISTS (
         SELECT 1 FROM master_versions newer
         JOIN master_steps s ON s.change = newer.change AND s.step = 'confirmed'
         WHERE newer.kind = v.kind AND newer.key = v.key AND newer.id > v.id)`,
    );
    this.confirmed = db
      .prepare<[bigint], bigint>(
        "SELECT count(*) FROM master_steps WHERE change = ? AND step = 'confirmed'",
      )
      .pluck();
  }

  /** The records with a term in any of the ranges, at most `limit`, each once; '' is every kind. */
  find(ranges: readonly SoughtTerms[], kind: MasterKind | '', limit: number): MasterHits {
    const seen = new Set<string>();
    const hits: MasterHit[] = [];
    const isSeen = new Map<bigint, boolean>();
    const isConfirmed = (change: bigint): boolean => {
      const known = isSeen.get(change) ?? this.confirmed.get(change) === 1n;
      isSeen.set(change, known);
      return known;
    };
    let left = TERMS_LOOKED_AT;
    for (const { prefix, end, fits } of ranges) {
      for (const [term, version, change] of this.terms.iterate(prefix, end)) {
        if (left === 0 || hits.length === limit) return { hits, complete: false };
        left -= 1;
        if (!fits(term) || !isConfirmed(change)) continue;
        const found = this.record.get(version, kind, kind);
        if (found === undefined || seen.has(`${found.kind} ${found.key}`)) continue;
        seen.add(`${found.kind} ${found.key}`);
        hits.push({ ...found, ended: found.ended === 1n });
      }
    }
    return { hits, complete: true };
  }
}
