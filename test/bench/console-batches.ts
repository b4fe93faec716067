// Payment files of the console bench: several of one size, of different customers, with the accounts
// that they all need, and a submitted one that can be asked whether it is still under way.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Fault } from '../../main/domain/result.ts';
import type { Client } from '../../preload/contract/contract.ts';
import type { Reply } from '../../preload/contract/method.ts';
import { accountsCsv, generateAccounts } from '../fixtures/generate-accounts.ts';
import { pain001Options } from '../fixtures/generate-pain001.ts';
import { ownIban } from '../fixtures/parties.ts';
import { writePain001 } from '../fixtures/write-pain001.ts';

/** Minor units per payment that a debtor may be charged. */
const FEE = 5n;

export type ConsoleMaterial = {
  readonly files: readonly string[];
  readonly accounts: string;
};

/** Writes `count` files of `transactions`, each from a debtor of its own, and their accounts. */
export function consoleMaterial(
  folder: string,
  count: number,
  transactions: number,
): ConsoleMaterial {
  const options = Array.from({ length: count }, (_, at) => {
    const seed = at + 1;
    return pain001Options({
      seed,
      transactions,
      paymentInformations: 4,
      debtorAccounts: [{ name: `Debtor ${seed}`, iban: ownIban(2100 + seed) }],
      messageId: `CONSOLE-${seed}`,
    });
  });
  const rows = options.flatMap((each) => generateAccounts(each, BigInt(transactions) * FEE));
  // The files may pay the same customers, who have one account each.
  const byAccount = new Map(rows.map((row) => [row.account, row]));
  const accounts = join(folder, 'accounts.csv');
  writeFileSync(accounts, accountsCsv([...byAccount.values()]));
  const files = options.map((each) => {
    const file = join(folder, `${each.messageId}.xml`);
    writePain001(file, each);
    return file;
  });
  return { files, accounts };
}

/** The value of a reply; throws with what came instead. */
export function answerOf<Value>(reply: Reply<Value>): Value {
  if (reply.ok) return reply.value;
  throw new Fault('console_refused', 'refusal' in reply ? reply.refusal.code : reply.fault.code);
}

export type UnderWay = {
  /** False once every payment of the batch is judged. */
  readonly inFlight: () => boolean;
  /** Resolves with the seconds from submission to the end. */
  readonly done: Promise<number>;
};

/** Keeps and submits the file; answers when the office has taken it and is at work. */
export async function submit(client: Client, path: string): Promise<UnderWay> {
  const { submissionId, originalHash, fileName } = answerOf(await client.draftBatch({ path }));
  const { batchId } = answerOf(await client.submitBatch({ submissionId, originalHash, fileName }));
  const begun = performance.now();
  let inFlight = true;
  const follow = async (): Promise<number> => {
    for await (const { done } of client.batchProgress({ batchId })) if (done) break;
    inFlight = false;
    return (performance.now() - begun) / 1000;
  };
  return { inFlight: () => inFlight, done: follow() };
}
