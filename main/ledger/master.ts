// Master data as the writer keeps it: changes, their versions and what was decided about them.
import type Database from 'better-sqlite3';
import { assert, known } from '../domain/assert.ts';
import type { Edition, EditionScope } from '../domain/master/editions.ts';
import { type MasterKind, recordOf } from '../domain/master/kinds.ts';
import { type BulkInsert, bulkInsert } from './bulk-insert.ts';
import { commitmentOf } from './digest.ts';
import type { Writing } from './journal.ts';
import { contentOf, MasterInForce } from './master-in-force.ts';
import { nextId } from './retention.ts';
import { MARK_BYTES } from './row-fold.ts';

export type MasterOrigin = 'entry' | 'import';
export type MasterStep = 'proposed' | 'confirmed' | 'rejected' | 'withdrawn';

/** A change and how far it has come; `state` is `staging` until it is proposed. */
export type MasterChange = {
  readonly id: number;
  readonly kind: MasterKind;
  readonly origin: MasterOrigin;
  /** SHA-256 of the imported file, lower-case hexadecimal; '' for an entry by hand. */
  readonly original: string;
  readonly validFrom: string;
  /** Of a directory's import; null for everything else. */
  readonly edition: Edition | null;
  /** The last step of any change when this one began. */
  readonly lastStep: number;
  /** Why, in the maker's words; '' once they were erased. */
  readonly reason: string;
  readonly state: 'staging' | MasterStep;
  /** Who proposed it; '' while it is staged. */
  readonly maker: string;
  readonly added: number;
  readonly changed: number;
};

export type NewChange = Pick<MasterChange, 'kind' | 'origin' | 'validFrom'> & {
  readonly original: Uint8Array | null;
  readonly edition?: Edition | null;
};

/** One version to keep. `content` is the JSON of its fields, `salt` sixteen random bytes. */
export type NewVersion = {
  readonly key: string;
  readonly content: string;
  readonly ended: boolean;
  /** The newest confirmed version of the record; null where it is new. */
  readonly replaces: { readonly id: number; readonly subject: number } | null;
  readonly terms: readonly string[];
  readonly salt: Uint8Array;
};

/** A beneficiary's new account, since the day on which it took effect. */
export type ChangedPayee = {
  readonly customer: string;
  readonly account: string;
  /** Null: the policy's. */
  readonly coolOffDays: number | null;
  readonly since: string;
};

export type NewStep = {
  readonly step: MasterStep;
  readonly effectiveOn: string;
  readonly firstPerson: string;
  readonly secondPerson: string;
  readonly added: number;
  readonly changed: number;
};

type ChangeRow = {
  id: bigint;
  kind: MasterKind;
  origin: MasterOrigin;
  original: Buffer | null;
  valid_from: string;
  scope: '' | EditionScope;
  edition: string;
  base: string;
  valid_until: string;
  last_step: bigint;
  reason: string;
  step: MasterStep | null;
  maker: string | null;
  added: bigint | null;
  changed: bigint | null;
};

/** The newest step decides; counts and maker are those of the proposal. */
export const SELECT_CHANGES = `SELECT c.id, c.kind, c.origin, c.original, c.valid_from,
    c.scope, c.edition, c.base, c.valid_until, c.last_step,
    coalesce(t.text, '') AS reason,
    (SELECT s.step FROM master_steps s WHERE s.change = c.id ORDER BY s.id DESC LIMIT 1) AS step,
    p.first_person AS maker, p.added, p.changed
  FROM master_changes c LEFT JOIN remark_texts t ON t.deed = c.deed
  LEFT JOIN master_steps p ON p.change = c.id AND p.step = 'proposed'`;

/** A row of {@link SELECT_CHANGES}. */
export function toChange(row: ChangeRow): MasterChange {
  return {
    id: Number(row.id),
    kind: row.kind,
    origin: row.origin,
    original: row.original?.toString('hex') ?? '',
    validFrom: row.valid_from,
    edition: editionOf(row),
    lastStep: Number(row.last_step),
    reason: row.reason,
    state: row.step ?? 'staging',
    maker: row.maker ?? '',
    added: Number(row.added ?? 0n),
    changed: Number(row.changed ?? 0n),
  };
}

function editionOf({ scope, edition, base, valid_until }: ChangeRow): Edition | null {
  return scope === '' ? null : { scope, edition, base, validUntil: valid_until };
}

const VERSION_COLUMNS = [
  'id',
  'deed',
  'change',
  'kind',
  'key',
  'subject',
  'replaces',
  'ended',
  'commitment',
  'digest',
] as const;

/** Versions of one segment: their terms are less than the writer's cache. */
const SEGMENT_VERSIONS = 1 << 16;

/** The segment of the index of names that the terms of a version lie in. */
export function segmentOf(version: number): number {
  return Math.floor(version / SEGMENT_VERSIONS);
}

const NO_EDITION = { scope: '', edition: '', base: '', validUntil: '' } as const;

export class MasterData {
  private readonly db: Database.Database;
  private readonly versions: BulkInsert;
  private readonly values: BulkInsert;
  private readonly terms: BulkInsert;
  private readonly selectChange: Database.Statement<[number], ChangeRow>;
  /** Single records as they are in force on a day. */
  readonly records: MasterInForce;

  constructor(db: Database.Database) {
    this.db = db;
    this.versions = bulkInsert(db, 'master_versions', VERSION_COLUMNS, {
      packed: { commitment: 32, digest: MARK_BYTES },
    });
    this.values = bulkInsert(db, 'master_values', ['version', 'content', 'terms', 'salt'], {
      packed: { salt: 16 },
    });
    this.terms = bulkInsert(db, 'master_terms', ['segment', 'term', 'version', 'change']);
    this.selectChange = db.prepare(`${SELECT_CHANGES} WHERE c.id = ?`);
    this.records = new MasterInForce(db);
  }

  /** Forgets what was collected of a deed that was undone. */
  discard(): void {
    for (const each of [this.versions, this.values, this.terms]) each.discard();
  }

  /** The place in the trail of the deed that proposed a change; 0 while it is staged. */
  proposedIn(change: number): number {
    const sql = "SELECT deed FROM master_steps WHERE change = ? AND step = 'proposed'";
    return Number(this.db.prepare<[number], bigint>(sql).pluck().get(change) ?? 0n);
  }

  change(id: number): MasterChange | null {
    const row = this.selectChange.get(id);
    return row === undefined ? null : toChange(row);
  }

  /** Imports whose file is not all in yet, oldest first: they go on after a restart. */
  staging(): readonly MasterChange[] {
    const sql = `${SELECT_CHANGES} WHERE c.origin = 'import' AND NOT EXISTS
      (SELECT 1 FROM master_steps s WHERE s.change = c.id) ORDER BY c.id`;
    return this.db.prepare<[], ChangeRow>(sql).all().map(toChange);
  }

  /** Begins a change and answers its id. */
  addChange(w: Writing, change: NewChange): number {
    const { kind, origin, original, validFrom, edition: given } = change;
    const id = nextId(this.db, 'master_changes');
    const { scope, edition, base, validUntil } = given ?? NO_EDITION;
    const head = [id, w.sequence, kind, origin, original, this.lastStep(), validFrom];
    const fields = [...head, scope, edition, base, validUntil];
    const digest = w.rows.add('master_changes', fields);
    const places = fields.map(() => '?').join(', ');
    const insert = this.db.prepare(`INSERT INTO master_changes VALUES (${places}, ?)`);
    assert(insert.run([...fields, digest]).changes === 1, 'the change was kept');
    return id;
  }

  /** Adds versions to a change, in the order given; the terms of all are written in theirs. */
  addVersions(
    w: Writing,
    change: Pick<MasterChange, 'id' | 'kind'>,
    versions: readonly NewVersion[],
  ): void {
    const terms: (readonly [term: string, version: number])[] = [];
    let id = nextId(this.db, 'master_versions');
    for (const { key, content, ended, replaces, terms: ofOne, salt } of versions) {
      const commitment = commitmentOf(salt, [content, ofOne.join('\n')]);
      const subject = replaces?.subject ?? id;
      const fields = [id, w.sequence, change.id, change.kind, key, subject, replaces?.id ?? 0];
      const rest = [ended ? 1 : 0, commitment];
      const digest = w.rows.addKept('master_versions', fields, rest);
      this.versions.add([...fields, ...rest, digest]);
      this.values.add([id, content, ofOne.join('\n'), salt]);
      for (const term of ofOne) terms.push([term, id]);
      id += 1;
    }
    this.versions.flush();
    this.values.flush();
    // Neighbours in the index are written one after another: a page is looked for once.
    terms.sort(([one, a], [other, b]) => {
      const segments = segmentOf(a) - segmentOf(b);
      return segments !== 0 ? segments : one < other ? -1 : one > other ? 1 : a - b;
    });
    for (const [term, version] of terms) {
      this.terms.add([segmentOf(version), term, version, change.id]);
    }
    this.terms.flush();
  }

  /** How many records a change adds, and how many it changes or ends. */
  countVersions(change: number): { readonly added: number; readonly changed: number } {
    const sql = `SELECT coalesce(sum(replaces = 0), 0) AS added, count(*) AS versions
      FROM master_versions WHERE change = ?`;
    const row = known(
      this.db.prepare<[number], { added: bigint; versions: bigint }>(sql).get(change),
      'the query answers one row',
    );
    return { added: Number(row.added), changed: Number(row.versions - row.added) };
  }

  /** Keeps what became of a change. */
  addStep(w: Writing, change: number, step: NewStep): void {
    const { effectiveOn, firstPerson, secondPerson, added, changed } = step;
    const id = nextId(this.db, 'master_steps');
    const head = [id, w.sequence, change, step.step, effectiveOn];
    const fields = [...head, firstPerson, secondPerson, added, changed];
    const digest = w.rows.add('master_steps', fields);
    const insert = this.db.prepare(
      'INSERT INTO master_steps VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)',
    );
    assert(insert.run([...fields, digest]).changes === 1, 'the step was kept');
  }

  /** The newest confirmed version of a record, whenever it takes effect; null where there is none. */
  newest(kind: MasterKind, key: string): (NonNullable<NewVersion['replaces']> & Stored) | null {
    const sql = `SELECT v.id, v.subject, v.ended, m.content, s.effective_on FROM master_versions v
      JOIN master_steps s ON s.change = v.change AND s.step = 'confirmed'
      LEFT JOIN master_values m ON m.version = v.id
      WHERE v.kind = ? AND v.key = ? ORDER BY v.id DESC LIMIT 1`;
    type Row = StoredRow & { id: bigint; subject: bigint; ended: bigint };
    const row = this.db.prepare<[string, string], Row>(sql).get(kind, key);
    if (row === undefined) return null;
    const { id, subject, ended, content, effective_on: effectiveOn } = row;
    const stored = { ended: ended === 1n, content, effectiveOn };
    return { id: Number(id), subject: Number(subject), ...stored };
  }

  /**
   * A record that a change would change, and that another change confirmed since it began has
   * changed too; null where there is none. Only what was confirmed since is looked at.
   */
  overtaken(change: number): string | null {
    const sql = `SELECT other.key FROM master_changes c
      JOIN master_steps s ON s.id > c.last_step AND s.step = 'confirmed' AND s.change <> c.id
      JOIN master_versions other ON other.change = s.change AND other.kind = c.kind
      JOIN master_versions mine ON mine.kind = c.kind AND mine.key = other.key
        AND mine.change = c.id
      WHERE c.id = ? AND mine.replaces < other.id ORDER BY other.key LIMIT 1`;
    return this.db.prepare<[number], string>(sql).pluck().get(change) ?? null;
  }

  /** The number of the last step of any change: what has moved since is known by it. */
  lastStep(): number {
    return nextId(this.db, 'master_steps') - 1;
  }

  /**
   * What the records of a kind say on `day` that have not ended by then, as JSON. Of accounts only
   * those of which more is said than whose they are and where they are kept.
   */
  inForce(kind: MasterKind, day: string): readonly string[] {
    const telling = `(instr(m.content, 'Blocked"') OR instr(m.content, '"dormantSince"')
      OR instr(m.content, '"agreement"'))`;
    const sql = `SELECT m.content FROM master_versions v
      JOIN master_values m ON m.version = v.id
      WHERE v.kind = ? AND v.ended = 0 ${kind === 'account' ? `AND ${telling}` : ''}
        AND v.id = (SELECT max(n.id) FROM master_versions n
          JOIN master_steps s ON s.change = n.change AND s.step = 'confirmed'
          WHERE n.kind = v.kind AND n.key = v.key AND s.effective_on <= ?)
      ORDER BY v.key`;
    return this.db.prepare<[string, string], string>(sql).pluck().all(kind, day);
  }

  /** Beneficiaries whose account another one replaced, in force after `from` and by `day`. */
  changedPayees(from: string, day: string): readonly ChangedPayee[] {
    const sql = `SELECT n.content, s.effective_on FROM master_steps s
      JOIN master_changes c ON c.id = s.change AND c.kind = 'beneficiary'
      JOIN master_versions v ON v.change = c.id AND v.replaces > 0 AND v.ended = 0
      JOIN master_values n ON n.version = v.id
      LEFT JOIN master_values o ON o.version = v.replaces
      WHERE s.step = 'confirmed' AND s.effective_on > ? AND s.effective_on <= ?
        AND json_extract(o.content, '$.account') IS NOT json_extract(n.content, '$.account')`;
    type Row = { content: string; effective_on: string };
    return this.db
      .prepare<[string, string], Row>(sql)
      .all(from, day)
      .map(({ content, effective_on: since }) => {
        const { customer, account, coolOffDays } = recordOf('beneficiary', contentOf(content));
        return { customer, account, coolOffDays, since };
      });
  }

  /** Whose the account is by its newest confirmed record; null where none says it. */
  customerOf(number: string, currency: string): string | null {
    const content = this.newest('account', `${number} ${currency}`)?.content ?? null;
    return content === null ? null : recordOf('account', contentOf(content)).customer;
  }

  /** Where the account is kept by its newest confirmed record; null where none says it. */
  branchOf(number: string, currency: string): string | null {
    const content = this.newest('account', `${number} ${currency}`)?.content ?? null;
    return content === null ? null : recordOf('account', contentOf(content)).branch;
  }

  /** Whether a change that waits would change this record. */
  waitingChange(kind: MasterKind, key: string): number | null {
    const sql = `SELECT v.change FROM master_versions v WHERE v.kind = ? AND v.key = ?
      AND NOT EXISTS (SELECT 1 FROM master_steps s WHERE s.change = v.change
        AND s.step IN ('confirmed', 'rejected', 'withdrawn')) ORDER BY v.id LIMIT 1`;
    const found = this.db.prepare<[string, string], bigint>(sql).pluck().get(kind, key);
    return found === undefined ? null : Number(found);
  }
}

type StoredRow = { content: string | null; effective_on: string };
type Stored = {
  readonly ended: boolean;
  readonly content: string | null;
  readonly effectiveOn: string;
};
