// Makes material to try the console with, `npm run seed -- [N] [--folder DIR] [--seed N]`: a payment
// file of N payments, the accounts it needs, and the commands that submit them.

import { mkdir, writeFile } from 'node:fs/promises';
import { join, relative, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { accountsCsv, generateAccounts } from '../test/fixtures/generate-accounts.ts';
import { pain001Options } from '../test/fixtures/generate-pain001.ts';
import { ownIban } from '../test/fixtures/parties.ts';
import { writePain001 } from '../test/fixtures/write-pain001.ts';
import { wholeNumber } from './arguments.ts';

const DEBTORS = [
  { name: 'Adler Maschinenbau', iban: ownIban(2001) },
  { name: 'Brandt & Co', iban: ownIban(2002) },
  { name: 'Chen Wei', iban: ownIban(2003) },
  { name: 'Dupont Importations', iban: ownIban(2004) },
] as const;

/** Each debtor opens with this much above what its payments take, for the fees. */
const RESERVE = 10_000_00n;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    folder: { type: 'string', default: 'tmp/seed' },
    seed: { type: 'string', default: '1' },
  },
});
const transactions = wholeNumber('the number of payments', positionals[0] ?? '10000', 1, 10 ** 8);
const seed = wholeNumber('--seed', values.seed, 0, 2 ** 31);
// npm runs this in the project's folder; INIT_CWD is where the person stands.
const folder = resolve(process.env.INIT_CWD ?? '.', values.folder);
const options = pain001Options({
  seed,
  transactions,
  paymentInformations: Math.min(DEBTORS.length, transactions),
  debtorAccounts: DEBTORS,
  messageId: `SEED-${seed}-${transactions}`,
  // Today, so that what is submitted can be settled at once and nothing waits in the warehouse.
  requestedExecutionDate: new Date().toISOString().slice(0, 10),
});

await mkdir(folder, { recursive: true });
const payments = join(folder, 'payments.xml');
const accounts = join(folder, 'accounts.csv');
writePain001(payments, options);
await writeFile(accounts, accountsCsv(generateAccounts(options, RESERVE)));

const here = (path: string): string => relative(process.env.INIT_CWD ?? '.', path);
console.log(`${transactions} payments in ${payments}
their accounts in ${accounts}

Try them in a book of their own:
  npm run -s counterfoil -- accounts import ${here(accounts)} --data ${here(join(folder, 'book'))}
  npm run -s counterfoil -- submit ${here(payments)} --data ${here(join(folder, 'book'))}
  npm run -s counterfoil -- status --data ${here(join(folder, 'book'))}`);
