// A person takes something out of the book as a file: that is itself a deed, kept before the first byte
// is given out.
import type { Context } from '../domain/context.ts';
import { boundFile, FILES_OUT, type FileOut } from '../domain/files-out.ts';
import { holds, type NotPermitted } from '../domain/permissions.ts';
import { ok, type Refusal, type Result, refuse } from '../domain/result.ts';
import type { Desk } from './desk.ts';
import { isNotedAs, type Noted } from './export-trail.ts';

export type NoSuchAccount = Refusal<'account_unknown' | 'accounts_look_alike'>;

/** Why there is nothing in the book that the file would be of. */
export type NothingSuch = NoSuchAccount | Refusal<'hand_over_unknown'>;

export type ExportFileInput = {
  readonly submissionId: string;
  readonly file: FileOut;
  /**
   * Why the account or the hand-over that it was asked for is none; null where it is, or none is
   * asked.
   */
  readonly nothingSuch: NothingSuch | null;
};

export type ExportFileRefusal = NotPermitted | Refusal<'batch_unknown'> | NothingSuch;

/** `sequence`: the deed's own link, with which the file is fetched. */
export type ExportedFile = FileOut & { readonly sequence: number };

function callOf(submissionId: string, file: FileOut) {
  return { deed: 'exportFile', submissionId, input: boundFile(file) } as const;
}

/**
 * Keeps who took out which file, and answers its own link. Refuses `not_permitted` (who may not take
 * out a file of its kind), `batch_unknown`, then why there is no such account or hand-over. That it
 * was asked for is what is kept: of a batch that is not to be reported on nothing is given
 * afterwards.
 */
export function exportFile(
  desk: Desk,
  { submissionId, file, nothingSuch }: ExportFileInput,
  context: Context,
) {
  const { book } = desk;
  const call = callOf(submissionId, file);
  return book.perform<ExportedFile, ExportFileRefusal>(
    call,
    context,
    (w): Result<ExportedFile, ExportFileRefusal> => {
      const permission = FILES_OUT[file.of];
      if (!holds(context.actor, permission)) {
        const actor = context.actor.id;
        return refuse({ code: 'not_permitted', deed: call.deed, permission, actor });
      }
      const { batchId } = file;
      if (batchId !== null && book.batches.byId(batchId) === null) {
        return refuse({ code: 'batch_unknown', batchId });
      }
      if (nothingSuch !== null) return { ok: false, refusal: nothingSuch };
      return ok({ sequence: w.sequence, ...file });
    },
  );
}

/** Whether what one `exportFile` noted is the file that is fetched. */
export function isNotedFile(noted: Noted, file: FileOut): boolean {
  return isNotedAs(noted, callOf('', file));
}
