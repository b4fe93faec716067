// Fills a demonstration: its customers and three payment files, through the same doors as any file.
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Session } from '../../preload/session.ts';
import { assert } from '../domain/assert.ts';
import { ok } from '../domain/result.ts';
import { openDay } from '../operations/desk.ts';
import { startDemo as markDemo } from '../operations/start-demo.ts';
import { importAccounts, submit } from './batch-handlers.ts';
import { demoFiles } from './demo-files.ts';
import type { Office } from './office.ts';
import { keepOriginal } from './originals.ts';

/**
 * Marks the book and fills it. Every step has a submission id of its own made from the one given,
 * so that asking again after a failure goes on where it stopped.
 */
export async function startDemo(
  office: Office,
  { submissionId }: { readonly submissionId: string },
  session: Session,
) {
  const marked = await office.writer.do(() =>
    markDemo(office.desk, { submissionId }, office.contextFor(session.actor)),
  );
  if (!marked.ok) return marked;
  const files = demoFiles(openDay(office.desk, office.clock()));
  const folder = await mkdtemp(join(office.folder, 'demo-'));
  try {
    const path = join(folder, 'accounts.csv');
    await writeFile(path, files.accounts);
    const accounts = { submissionId: `${submissionId}.accounts`, path };
    const opened = await importAccounts(office, accounts, session);
    assert(opened.ok, 'the demonstration’s own accounts can be opened');
    const batches: number[] = [];
    for (const { name, text } of [...files.payments, files.held]) {
      await writeFile(join(folder, name), text);
      const kept = await keepOriginal(office.folder, join(folder, name), office.newId());
      assert(kept.ok, 'the demonstration’s own file can be kept');
      const { hash: originalHash, fileName } = kept.value;
      const asked = { submissionId: `${submissionId}.${name}`, originalHash, fileName };
      const submitted = await submit(office, asked, session);
      assert(submitted.ok, 'the demonstration’s own file can be submitted');
      batches.push(submitted.value.batchId);
    }
    return ok({ batches });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
