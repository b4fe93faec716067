// An office with a planted bug: the submission id is not looked up, so a deed that is asked for
// again is done again.

import { Book } from '../../../main/ledger/book.ts';

const { perform } = Book.prototype;
let asked = 0;
Object.assign(Book.prototype, {
  perform(this: Book, call: { submissionId: string }, ...rest: unknown[]) {
    asked += 1;
    const submissionId = `${call.submissionId}.${process.pid}.${asked}`;
    return Reflect.apply(perform, this, [{ ...call, submissionId }, ...rest]);
  },
});

await import('../../../main/office/office-process.ts');
