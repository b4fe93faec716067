// The newest confirmed version of one record after another: what a list of a million is compared
// with, by statements that are prepared once.
import type Database from 'better-sqlite3';
import type { MasterKind } from '../domain/master/kinds.ts';

export type NewestVersion = {
  readonly id: number;
  readonly subject: number;
  /** JSON of the record's fields; '' once it was erased. */
  readonly content: string;
  readonly ended: boolean;
};

export class NewestVersions {
  private readonly kind: MasterKind;
  private readonly isEmpty: boolean;
  private readonly select: Database.Statement<
    [string, string],
    [bigint, bigint, string | null, bigint]
  >;

  constructor(db: Database.Database, kind: MasterKind) {
    this.kind = kind;
    this.select = db
      .prepare<[string, string], [bigint, bigint, string | null, bigint]>(
        `SELECT v.id, v.subject, m.content, v.ended FROM master_versions v
         JOIN master_steps s ON s.change = v.change AND s.step = 'confirmed'
         LEFT JOIN master_values m ON m.version = v.id
         WHERE v.kind = ? AND v.key = ? ORDER BY v.id DESC LIMIT 1`,
      )
      .raw();
    const some = `SELECT count(*) FROM (SELECT 1 FROM master_changes c
      JOIN master_steps s ON s.change = c.id AND s.step = 'confirmed' WHERE c.kind = ? LIMIT 1)`;
    this.isEmpty = db.prepare<[string], bigint>(some).pluck().get(kind) === 0n;
  }

  /** The newest confirmed version of the record, or null where there is none. */
  of(key: string): NewestVersion | null {
    if (this.isEmpty) return null;
    const row = this.select.get(this.kind, key);
    if (row === undefined) return null;
    const [id, subject, content, ended] = row;
    return {
      id: Number(id),
      subject: Number(subject),
      content: content ?? '',
      ended: ended === 1n,
    };
  }
}
