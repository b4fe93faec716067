// The file beside the book in which measures are kept between starts. Everything in it can be made
// again from the book, so it has no trail and is thrown away when it does not fit the book.

import type Database from 'better-sqlite3';
import type { FlowPlace } from './flow-reader.ts';
import { openKeyed } from './held-keys.ts';

/** Raised when what a cell holds means something else than before: older files are made anew. */
const VERSION = 2;

/** Where measures stand: their place in the trail, and their watermark in milliseconds UTC. */
export type MeasuresPlace = FlowPlace & { readonly watermark: number };

/** One cell: what is measured in a window under a key, as text that its owner reads. */
export type KeptCell = {
  readonly resolution: string;
  readonly start: number;
  readonly key: string;
  readonly cell: string;
};

export class MeasuresFile {
  private readonly db: Database.Database;

  /** Opens the file or makes it; measures of another book, or of an older kind, are forgotten. */
  constructor(path: string, instanceId: string) {
    this.db = openKeyed(path, { timeout: 5000 });
    this.db.pragma('journal_mode = WAL');
    // It may lose its last words in a power cut: the place it has read to is lost with them.
    this.db.pragma('synchronous = NORMAL');
    this.db.exec(
      `CREATE TABLE IF NOT EXISTS place (id INTEGER PRIMARY KEY CHECK (id = 1), version INTEGER,
         instance_id TEXT, move INTEGER, epoch INTEGER, watermark INTEGER) STRICT;
       CREATE TABLE IF NOT EXISTS cells (resolution TEXT, start INTEGER, key TEXT, cell TEXT,
         PRIMARY KEY (resolution, start, key)) STRICT, WITHOUT ROWID;`,
    );
    const fits = this.db
      .prepare<[number, string], number>(
        'SELECT 1 FROM place WHERE version = ? AND instance_id = ?',
      )
      .pluck();
    if (fits.get(VERSION, instanceId) === undefined) this.forget(instanceId);
  }

  /** Forgets everything: the measures are made again from the beginning. */
  forget(instanceId: string): void {
    this.db.exec('BEGIN; DELETE FROM cells; DELETE FROM place;');
    this.db.prepare('INSERT INTO place VALUES (1, ?, ?, 0, 0, 0)').run(VERSION, instanceId);
    this.db.exec('COMMIT');
  }

  /** How far the kept measures have read, and the event time they had come to. */
  place(): MeasuresPlace {
    const sql = 'SELECT move, epoch, watermark FROM place';
    return this.db.prepare<[], MeasuresPlace>(sql).get() ?? { move: 0, epoch: 0, watermark: 0 };
  }

  cells(): Iterable<KeptCell> {
    return this.db.prepare<[], KeptCell>('SELECT * FROM cells').iterate();
  }

  /** Keeps changed cells with the place they are as of; older ones of a resolution are let go. */
  keep(
    place: MeasuresPlace,
    changed: Iterable<KeptCell>,
    keptFrom: ReadonlyMap<string, number>,
  ): void {
    const put = this.db.prepare('INSERT OR REPLACE INTO cells VALUES (?, ?, ?, ?)');
    const drop = this.db.prepare('DELETE FROM cells WHERE resolution = ? AND start <= ?');
    const move = this.db.prepare('UPDATE place SET move = ?, epoch = ?, watermark = ?');
    this.db.transaction(() => {
      for (const { resolution, start, key, cell } of changed) put.run(resolution, start, key, cell);
      for (const [resolution, from] of keptFrom) drop.run(resolution, from);
      move.run(place.move, place.epoch, place.watermark);
    })();
  }

  close(): void {
    this.db.close();
  }
}
