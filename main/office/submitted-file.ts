// What a payment file that was read whole gives to the deed that brings it, and what follows once it
// is in the book: the same by whatever way it came.
import type { GroupHeader } from '../domain/payment.ts';
import type { Problem } from '../domain/problem.ts';
import { refuse } from '../domain/result.ts';
import type { Pain001Preview } from '../formats/pain001-inspect.ts';
import type { Office } from './office.ts';

/** Problems that a refusal names; it says how many there are. */
export const PROBLEMS_NAMED = 20;

/** The refusal of a file that has problems, with the first of them. */
export function problemsNamed({ problems }: Pain001Preview) {
  const refusing = problems.filter((each) => each.severity === 'refuses').map(inFull);
  return refuse({
    code: 'file_has_refusing_problems',
    problems: refusing.slice(0, PROBLEMS_NAMED),
  });
}

function inFull({ code, place }: Problem): string {
  return `${code} line ${place.line ?? '?'} ${place.path ?? ''}`.trim().slice(0, 200);
}

/** What reading the whole file found. */
export function whatWasRead(preview: Pain001Preview, header: GroupHeader) {
  const { counts, largest, perPaymentInformation: blocks } = preview;
  const areAll = blocks.length === counts.paymentInformations;
  const debtors = areAll ? blocks.map(({ debtorAccount }) => debtorAccount) : null;
  return { header, counts, largest, debtors };
}

/** The engine takes the batch up, and whoever looks is told that it is there. */
export function batchIsIn({ desk, engine, announcer }: Office, batchId: number): void {
  const batch = desk.book.batches.byId(batchId);
  const isNew = batch !== null && batch.nextRecord < batch.numberOfTransactions;
  if (isNew) engine.attach(batch);
  announcer.publish({ topic: 'batches', ids: [batchId] });
}
