// What a command takes out of the book is noted in the trail before the first byte of it is printed.
import type { Input, Output } from '../../../preload/contract/contract.ts';
import type { Reply } from '../../../preload/contract/method.ts';
import { newSubmissionId } from './submission-id.ts';
import type { Desk } from './with-office.ts';

/** Notes that a file is taken out, and answers the link with which it is fetched. */
export function notedFile(
  desk: Desk,
  file: Input<'exportFile'>['file'],
): Promise<Reply<Output<'exportFile'>>> {
  const asked = { submissionId: newSubmissionId(), file };
  return desk.ask((client) => client.exportFile(asked));
}
