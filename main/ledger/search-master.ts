// Searching master data by name: ranges of the ordered index of terms, as far as a stated budget
// goes; each find is the newest confirmed version of its record, or it is not shown.
import type Database from 'better-sqlite3';
import { known } from '../domain/assert.ts';
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
/** Terms of a range that are counted before it is told from a smaller one. */
const TERMS_COUNTED = 5000;

type Found = { kind: MasterKind; key: string; content: string; ended: bigint };

export class MasterSearch {
  private readonly terms: Database.Statement<[string, string], [string, bigint, bigint]>;
  private readonly record: Database.Statement<[bigint, string, string], Found>;
  private readonly size: Database.Statement<[string, string], bigint>;
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
    this.size = db
      .prepare<[string, string], bigint>(
        `SELECT count(*) FROM
         (SELECT 1 FROM master_terms WHERE term >= ? AND term < ? LIMIT ${TERMS_COUNTED})`,
      )
      .pluck();
    this.confirmed = db
      .prepare<[bigint], bigint>(
        "SELECT count(*) FROM master_steps WHERE change = ? AND step = 'confirmed'",
      )
      .pluck();
  }

  /** Of ranges of which any one will do, the one with the fewest terms, as far as it is counted. */
  private fewest(alike: readonly SoughtTerms[]): SoughtTerms {
    let best = known(alike[0], 'there is a range to look in');
    let least = Number.POSITIVE_INFINITY;
    for (const range of alike.length > 1 ? alike : []) {
      const { prefix, end } = range;
      const count = Number(this.size.get(prefix, end));
      if (count < least) [best, least] = [range, count];
    }
    return best;
  }

  /**
   * The records with a term in one range of each list, at most `limit`, each once; '' is every kind.
   */
  find(
    ranges: readonly (readonly SoughtTerms[])[],
    kind: MasterKind | '',
    limit: number,
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
    for (const alike of ranges) {
      const { prefix, end, fits } = this.fewest(alike);
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
