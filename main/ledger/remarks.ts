// What a person wrote beside a deed. It may name someone, so the chain holds a salted commitment
// only, and the words lie beside it until they are erased with what they were said of.
import type Database from 'better-sqlite3';
import { assert } from '../domain/assert.ts';
import type { RetentionSubject } from '../domain/retention.ts';
import { commitmentOf, type Field } from './digest.ts';
import type { Writing } from './journal.ts';

/** Words of a deed; '' is none. `subject` is what they are erased with. */
export type Remark = { readonly text: string; readonly subject: RetentionSubject };

/**
 * Makes the remark of a deed: of a batch, an account, or of nothing else that is erased as one. Words
 * about a person stand alone: they are erased by themselves, and may have to be kept for longer.
 */
export function remarkOf(text: string, subject: RetentionSubject | null): Remark {
  const isAlone = subject === null || subject.kind === 'person';
  return { text: text.trim(), subject: isAlone ? { kind: 'remark', id: 0 } : subject };
}

/**
 * What a submission binds of a remark: its commitment, which says nothing once the salt is gone. Of
 * a refused deed, whose words nobody keeps (`salt` is null), only whether there were any.
 */
export function boundRemark({ text }: Remark, salt: Uint8Array | null): Field {
  if (text === '') return '';
  return salt === null ? null : commitmentOf(salt, [text]);
}

export class Remarks {
  private readonly insert: Database.Statement;
  private readonly insertText: Database.Statement;

  constructor(db: Database.Database) {
    this.insert = db.prepare(
      `INSERT INTO remarks (deed, subject, subject_id, commitment, digest) VALUES (?, ?, ?, ?, ?)`,
    );
    this.insertText = db.prepare('INSERT INTO remark_texts (deed, text, salt) VALUES (?, ?, ?)');
  }

  /** Keeps the words of the deed in hand; its own sequence is the subject where it has no other. */
  keep(w: Writing, { text, subject }: Remark, salt: Uint8Array): void {
    assert(text !== '', 'a remark that is kept says something');
    assert(salt.length === 16, 'the salt of a remark is sixteen bytes');
    const { kind } = subject;
    const id = kind === 'remark' ? w.sequence : subject.id;
    const fields = [w.sequence, kind, id, commitmentOf(salt, [text])];
    const digest = w.rows.add('remarks', fields);
    assert(this.insert.run([...fields, digest]).changes === 1, 'the commitment was kept');
    assert(this.insertText.run(w.sequence, text, salt).changes === 1, 'the words were kept');
  }
}
