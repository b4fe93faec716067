// The directories as judging asks them: what was read of them stays known until master data moves or
// another day is open.
import type { BusinessDate } from '../domain/dates.ts';
import type { BankDirectories } from '../domain/payee-bank.ts';
import { readDirectories } from '../ledger/bank-directories.ts';
import type { Book } from '../ledger/book.ts';

type Kept = {
  readonly step: number;
  readonly day: BusinessDate;
  readonly directories: BankDirectories | null;
};
const kept = new WeakMap<Book, Kept>();

/** What the book holds of other banks on `day`; null where it was given no directory. */
export function bankDirectories(book: Book, day: BusinessDate): BankDirectories | null {
  const step = book.master.lastStep();
  const known = kept.get(book);
  if (known?.step === step && known.day === day) return known.directories;
  const directories = readDirectories(book.master.records, day);
  kept.set(book, { step, day, directories });
  return directories;
}
