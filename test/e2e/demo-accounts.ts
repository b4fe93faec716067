// Accounts for files that specs write themselves: a payer of the demonstration, and payees at a bank
// whose code nobody was given.
import { readFile } from 'node:fs/promises';
import { known } from '../../main/domain/assert.ts';
import { ibanCheckDigits } from '../../main/domain/iban.ts';

/** The first customer of an account list, and an IBAN for each transaction. */
export async function findAccount(
  accounts: string,
): Promise<{ debtor: string; creditor: (index: number) => string }> {
  const rows = (await readFile(accounts, 'utf8')).split('\n');
  const row = rows.find((each) => each.includes(',customer,'));
  const debtor = known(row?.split(',')[0], 'the demonstration has customers');
  return { debtor, creditor: outsideIban };
}

function outsideIban(index: number): string {
  const bban = `99999998${String(7_000_000 + index).padStart(10, '0')}`;
  return `DE${ibanCheckDigits('DE', bban)}${bban}`;
}
