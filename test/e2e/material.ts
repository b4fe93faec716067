// Files that specs submit: the demonstration's accounts and payments, written where a page can pick
// them, and a book that has them already.
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { demoFiles } from '../../main/office/demo/demo-files.ts';
import type { Client } from '../../preload/contract/contract.ts';
import type { Reply } from '../../preload/contract/method.ts';

export type Material = {
  readonly accounts: string;
  /** Brandt's five invoices, one to a wrong account, one on us. */
  readonly invoices: string;
  /** Adler's payroll of 1,240 items. */
  readonly payroll: string;
};

/** Writes the files under `folder` and gives their paths. */
export async function writeMaterial(folder: string): Promise<Material> {
  const made = demoFiles('2026-11-26');
  const place = join(folder, 'files');
  await mkdir(place, { recursive: true });
  const accounts = join(place, 'accounts.csv');
  await writeFile(accounts, made.accounts);
  for (const { name, text } of made.payments) await writeFile(join(place, name), text);
  return { accounts, invoices: join(place, 'invoices.xml'), payroll: join(place, 'payroll.xml') };
}

/** The value of a reply, or an error that shows what came instead. */
export function answerOf<Value>(reply: Reply<Value>): Value {
  if (!reply.ok) throw new Error(JSON.stringify(reply));
  return reply.value;
}

let lastId = 0;

function newId(): string {
  lastId += 1;
  return `spec-${lastId}`;
}

/** Opens the accounts, and lets single payments above 2,200.00 EUR wait for a person. */
export async function prepareBook(client: Client, { accounts }: Material): Promise<void> {
  answerOf(await client.importAccounts({ submissionId: newId(), path: accounts }));
  await setPolicy(client, 'reviewAbove:EUR', '220000');
}

export async function setPolicy(client: Client, name: string, value: string): Promise<void> {
  answerOf(await client.setPolicy({ submissionId: newId(), name, value }));
}

/** Submits a file past the page and waits until all of it is judged. */
export async function submitFile(client: Client, path: string): Promise<number> {
  const { originalHash, fileName, submissionId } = answerOf(await client.draftBatch({ path }));
  const deed = { submissionId, originalHash, fileName };
  const { batchId } = answerOf(await client.submitBatch(deed));
  for await (const { done } of client.batchProgress({ batchId })) if (done) break;
  return batchId;
}
