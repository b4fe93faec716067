// Opens the file of a book for the verifier: read-only, with the key that fits it where it is
// encrypted.
import Database from 'better-sqlite3';

/**
 * The book in `file`, opened read-only with the first of `keys` that opens it; without one where
 * none does: what is wrong with the file is then found by reading it.
 */
export function openAtRest(file: string, keys: readonly Uint8Array[]): Database.Database {
  for (const key of keys) {
    const db = new Database(file, { readonly: true, fileMustExist: true });
    db.pragma("cipher = 'aegis'");
    db.pragma("algorithm = 'aegis-256x4'");
    db.pragma(`key = "raw:${Buffer.from(key).toString('hex')}"`);
    db.pragma('temp_store = MEMORY');
    if (opens(db)) return db;
    db.close();
  }
  return new Database(file, { readonly: true, fileMustExist: true });
}

function opens(db: Database.Database): boolean {
  try {
    db.prepare('SELECT count(*) FROM sqlite_schema').get();
    return true;
  } catch (error) {
    if (error instanceof Database.SqliteError && error.code === 'SQLITE_NOTADB') return false;
    throw error;
  }
}
