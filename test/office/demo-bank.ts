// The demo bank's opening balances (domain.md §2) as an account list, what this book has accounts
// for; and its customers' accounts by their numbers.

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { outsideParty, ownIban } from '../fixtures/parties.ts';

const ROWS = [
  '1010,Central-bank settlement account,EUR,settlement,42000000.00,0',
  `${ownIban(2001)},Adler Maschinenbau,EUR,customer,1250000.00,0`,
  `${ownIban(2002)},Brandt & Co,EUR,customer,48200.00,0`,
  `${ownIban(2003)},Chen Wei,EUR,customer,9640.50,0`,
  `${ownIban(2005)},Eva Lindqvist,EUR,customer,2150.75,0`,
  `${ownIban(2006)},Ferrum Handels,EUR,customer,75000.00,0`,
  '2900,Other customers,EUR,customer,45803897.64,0',
];

export const ADLER = { name: 'Adler Maschinenbau', iban: ownIban(2001) } as const;
export const BRANDT = { name: 'Brandt & Co', iban: ownIban(2002) } as const;

/** Writes the account list into `folder` and answers its path. */
export function demoBankList(folder: string): string {
  const path = join(folder, 'accounts.csv');
  const header = 'account,name,currency,kind,openingBalance,accountLimit';
  writeFileSync(path, `${[header, ...ROWS].join('\n')}\n`);
  return path;
}

/** The account of somebody who banks elsewhere. */
export function supplierIban(number: number): string {
  return outsideParty(2, number).iban;
}
