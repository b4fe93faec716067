// One journey through a new office, as the benches time it: from a file in a folder to every
// payment judged and durable, asked for over the contract like any shell does.

import { readFileSync, writeFileSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { localActor } from '../../main/domain/permissions.ts';
import { Fault } from '../../main/domain/result.ts';
import { type SupervisedOffice, superviseOffice } from '../../main/office/supervise.ts';
import { createClient } from '../../preload/client.ts';
import { type Client, contract } from '../../preload/contract/contract.ts';
import type { Reply } from '../../preload/contract/method.ts';
import { accountsCsv, generateAccounts } from '../fixtures/generate-accounts.ts';
import { type Pain001Options, pain001Options } from '../fixtures/generate-pain001.ts';
import { ownIban } from '../fixtures/parties.ts';
import { writePain001 } from '../fixtures/write-pain001.ts';

/** 09:42 UTC on the demo day: what the files ask for executes at once. */
const DEMO_DAY = Date.UTC(2026, 10, 26, 9, 42);

const FEE = 5n;

/** A payment file and the list of the accounts it needs, on disk. */
export type Material = {
  readonly file: string;
  readonly accounts: string;
  readonly options: Pain001Options;
};

/** Four debtors, one payment information each; every payment is covered. */
export function material(folder: string, transactions: number): Material {
  const options = pain001Options({
    transactions,
    paymentInformations: 4,
    debtorAccounts: [
      { name: 'Adler Maschinenbau', iban: ownIban(2001) },
      { name: 'Brandt & Co', iban: ownIban(2002) },
      { name: 'Chen Wei', iban: ownIban(2003) },
      { name: 'Dupont Importations', iban: ownIban(2004) },
    ],
    messageId: `BENCH-${transactions}`,
  });
  const file = join(folder, `payments-${transactions}.xml`);
  const accounts = join(folder, `accounts-${transactions}.csv`);
  writePain001(file, options);
  writeFileSync(accounts, accountsCsv(generateAccounts(options, BigInt(transactions) * FEE)));
  return { file, accounts, options };
}

export type JourneyOffice = {
  readonly folder: string;
  readonly office: SupervisedOffice;
  readonly client: Client;
};

/** A new office whose book has the material's accounts; encrypted where keys are given. */
export async function openJourney(
  folder: string,
  { accounts }: Material,
  keys: readonly Uint8Array[] = [],
): Promise<JourneyOffice> {
  await mkdir(folder, { recursive: true });
  const office = superviseOffice({
    folder,
    shell: 'cli',
    person: 'bench',
    demo: true,
    clockStartsAt: DEMO_DAY,
    keys,
  });
  await office.ready();
  const session = { actor: localActor('bench'), shell: 'cli' } as const;
  const client = createClient(contract, office.open(session));
  answerOf(await client.importAccounts({ submissionId: 'bench-accounts', path: accounts }));
  return { folder, office, client };
}

export type Progress = { readonly processed: number; readonly total: number };

/** Keeps and submits the file and follows it to its end; answers how many payments were judged. */
export async function runJourney(
  { client }: JourneyOffice,
  { file }: Material,
  onProgress: (progress: Progress) => void = () => undefined,
): Promise<number> {
  const draft = answerOf(await client.draftBatch({ path: file }));
  const { submissionId, originalHash, fileName } = draft;
  const asked = { submissionId, originalHash, fileName };
  const { batchId } = answerOf(await client.submitBatch(asked));
  for await (const item of client.batchProgress({ batchId })) {
    onProgress(item);
    if (!item.done) continue;
    const judged = (item.payments.accepted ?? 0) + (item.payments.settled ?? 0);
    if (judged === item.total) return judged;
    throw new Fault('not_all_accepted', JSON.stringify(item.payments));
  }
  throw new Fault('journey_cut_off', 'the office ended before the batch was judged');
}

export function answerOf<Value>(reply: Reply<Value>): Value {
  if (reply.ok) return reply.value;
  throw new Fault('journey_refused', 'refusal' in reply ? reply.refusal.code : reply.fault.code);
}

/** The office's largest resident size so far, in bytes; NaN where the system does not say. */
export function peakOf({ office }: JourneyOffice): number {
  const pid = office.pid();
  if (process.platform !== 'linux' || pid === null) return Number.NaN;
  const found = /VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'));
  return Number(found?.[1] ?? Number.NaN) * 1024;
}
