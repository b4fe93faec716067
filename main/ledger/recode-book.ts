// A book under another key: written row by row into a new database that has that key from its first
// page on, so that nothing of it is ever plain on the disk where it was not before.
import Database from 'better-sqlite3';
import { Fault } from '../domain/result.ts';
import { classified } from './faults.ts';
import { keyOf, keyWord, unlock } from './held-keys.ts';

type Made = { readonly type: string; readonly name: string; readonly sql: string };

/**
 * Writes the book `source`, which nobody writes to meanwhile, to `target`, which must not exist,
 * under `key`: the same rows and rules, in rollback-journal mode, synced by the caller. `source` is
 * opened with whichever held key fits it. Blocks the thread until it is done. Faults as those of
 * opening a book, and `disk_full`, `disk_failed` for the target.
 */
export function recodeBook(source: string, target: string, key: Uint8Array): void {
  const sourceKey = keyOf(source);
  let db: Database.Database;
  try {
    db = new Database(target, { timeout: 5000 });
  } catch (error) {
    throw new Fault('book_unreadable', `${target}: ${String(error)}`, { cause: error });
  }
  try {
    unlock(db, key);
    // Whoever is interrupted here begins anew: the copy has no name yet that anybody opens.
    db.pragma('journal_mode = OFF');
    db.pragma('synchronous = OFF');
    db.pragma('foreign_keys = OFF');
    // SQL names the key of an attached database as text; a bound value keeps it out of messages.
    db.prepare('ATTACH ? AS source KEY ?').run(source, keyWord(sourceKey));
    db.transaction(() => copyAll(db))();
    for (const mark of ['application_id', 'user_version']) {
      db.pragma(`main.${mark} = ${Number(db.pragma(`source.${mark}`, { simple: true }))}`);
    }
  } catch (error) {
    throw classified(error);
  } finally {
    db.close();
  }
}

/** Tables with their rows first: an index is then built once, and no trigger meets a copied row. */
function copyAll(db: Database.Database): void {
  const made = db
    .prepare<[], Made>(
      `SELECT type, name, sql FROM source.sqlite_schema
       WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite_%' ORDER BY rowid`,
    )
    .all();
  for (const { type, name, sql } of made) {
    if (type !== 'table') continue;
    db.exec(sql);
    const quoted = `"${name.replaceAll('"', '""')}"`;
    db.exec(`INSERT INTO main.${quoted} SELECT * FROM source.${quoted}`);
  }
  for (const { type, sql } of made) if (type !== 'table') db.exec(sql);
}
