// Writes one generated pain.001 file, of any size, in the memory of a small one:
// node scripts/generate-pain001.ts FILE [--transactions N] [--seed N] [--version 09] …

import { parseArgs } from 'node:util';
import { type MessageVersion, pain001Options } from '../test/fixtures/generate-pain001.ts';
import { ownIban } from '../test/fixtures/parties.ts';
import { writePain001 } from '../test/fixtures/write-pain001.ts';
import { usage, wholeNumber } from './arguments.ts';

const VERSIONS: readonly MessageVersion[] = ['03', '08', '09', '11'];

function versionOf(text: string): MessageVersion {
  const version = VERSIONS.find((one) => one === text);
  if (version === undefined) return usage(`--version is one of ${VERSIONS.join(', ')}`);
  return version;
}

/** A share is given in whole percent. */
function shareOf(text: string): number {
  return wholeNumber('a share', text, 0, 100) / 100;
}

const defaults = pain001Options();
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    seed: { type: 'string', default: '1' },
    transactions: { type: 'string', default: '1000' },
    blocks: { type: 'string', default: '1' },
    debtors: { type: 'string', default: '1' },
    currency: { type: 'string', default: 'EUR' },
    'batch-booking': { type: 'boolean', default: false },
    'on-us': { type: 'string', default: '10' },
    'wrong-iban': { type: 'string', default: '0' },
    date: { type: 'string', default: defaults.requestedExecutionDate },
    'message-id': { type: 'string', default: defaults.messageId },
    version: { type: 'string', default: '09' },
  },
});
const [file] = positionals;
if (file === undefined) usage('Name the file to write.');
const debtors = wholeNumber('--debtors', values.debtors, 1, 100_000);
writePain001(file, {
  ...defaults,
  seed: wholeNumber('--seed', values.seed, 0, 2 ** 31),
  transactions: wholeNumber('--transactions', values.transactions, 1, 100_000_000),
  paymentInformations: wholeNumber('--blocks', values.blocks, 1, 1_000_000),
  currency: values.currency,
  batchBooking: values['batch-booking'] ? true : null,
  debtorAccounts: [
    ...defaults.debtorAccounts,
    ...Array.from({ length: debtors - 1 }, (_, at) => ({
      name: `Debtor ${at + 2}`,
      iban: ownIban(2002 + at),
    })),
  ],
  onUsShare: shareOf(values['on-us']),
  wrongIbanShare: shareOf(values['wrong-iban']),
  requestedExecutionDate: values.date,
  messageId: values['message-id'],
  version: versionOf(values.version),
});
