// An office that dies in the moment between a commit and its answer: while a file `die-next` lies
// beside the book, the next commit is made durable and the process is killed before it goes on. The
// file has a character for each death that is still to come.
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import Database from 'better-sqlite3';
import { programOf } from '../programs.ts';

let before: unknown = null;

/** A commit of a transaction that wrote nothing is not the one to die after. */
function changesOf(db: Database.Database): unknown {
  return db.prepare('SELECT total_changes()').pluck().get();
}

const exec = Database.prototype.exec;
Database.prototype.exec = function (this: Database.Database, sql: string): Database.Database {
  const isBook = basename(this.name) === 'book.db';
  if (isBook && sql === 'BEGIN IMMEDIATE') before = changesOf(this);
  const isDue = isBook && sql === 'COMMIT' && changesOf(this) !== before;
  const done = exec.call(this, sql);
  const mark = join(dirname(this.name), 'die-next');
  if (isDue && existsSync(mark)) {
    const left = readFileSync(mark, 'utf8').slice(1);
    if (left === '') rmSync(mark);
    else writeFileSync(mark, left);
    process.kill(process.pid, 'SIGKILL');
  }
  return done;
};

await import(programOf('main/office/office-process.ts').href);
