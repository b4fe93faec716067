// `status`: every batch and how its payments stand, counted and summed.
import type { Output as AnswerOf } from '../../../preload/contract/contract.ts';
import { EXIT, type Exit } from './exit-codes.ts';
import { type Output, sumsObject, sumsText } from './output.ts';
import { type Desk, notDone } from './with-office.ts';

export async function status(desk: Desk, output: Output): Promise<Exit> {
  const reply = await desk.ask((client) => client.status({}));
  if (!reply.ok) return notDone(reply, output);
  const kept = await desk.ask((client) => client.backups({}));
  // Whether there are copies of the book is not told to everybody who reads payments.
  const isKept = 'refusal' in kept && kept.refusal.code === 'not_permitted';
  if (!kept.ok && !isKept) return notDone(kept, output);
  show(reply.value, kept.ok ? kept.value.backups : null, output);
  return EXIT.done;
}

type Backups = AnswerOf<'backups'>['backups'];

/** The newest backup that counts, and when any was last proven by a drill. */
function backupOf(backups: Backups): {
  readonly madeAt: string | null;
  readonly provenAt: string | null;
} {
  const madeAt = backups.find(({ good }) => good)?.madeAt ?? null;
  const proven = backups.flatMap(({ proof }) => (proof?.ok === true ? [proof.at] : []));
  const provenAt = proven.length === 0 ? null : Math.max(...proven);
  const text = (at: number | null) => (at === null ? null : new Date(at).toISOString());
  return { madeAt: text(madeAt), provenAt: text(provenAt) };
}

function show(
  { batches, payments, sums }: AnswerOf<'status'>,
  backups: Backups | null,
  output: Output,
): void {
  const backup = backups === null ? null : backupOf(backups);
  output.object({
    batches: batches.map((batch) => ({
      batchId: batch.batchId,
      messageId: batch.messageId,
      file: batch.fileName,
      status: batch.status,
      isoStatus: batch.isoStatus,
      numberOfTransactions: batch.numberOfTransactions,
      processed: batch.processed,
      payments: batch.payments,
      sums: sumsObject(batch.sums),
      receivedAt: new Date(batch.receivedAt).toISOString(),
    })),
    payments,
    sums: sumsObject(sums),
    backup,
  });
  if (backup?.madeAt === null) output.line('no_backup');
  else if (backup !== null)
    output.line('backups_line', { ...backup, provenAt: backup.provenAt ?? '–' });
  if (batches.length === 0) output.line('no_batches');
  for (const batch of batches) {
    const { batchId, isoStatus, messageId, processed, numberOfTransactions: total } = batch;
    const counts = countsText(batch.payments);
    output.line('batch_line', {
      batchId,
      isoStatus,
      messageId,
      processed,
      total,
      payments: counts,
    });
  }
  if (batches.length === 0) return;
  output.line('total_line', { payments: countsText(payments) });
  for (const sum of sums) output.line('sum_line', { sum: sumsText([sum]) });
}

function countsText(counts: { readonly [status: string]: number | undefined }): string {
  return Object.entries(counts)
    .map(([name, count]) => `${name} ${count}`)
    .join(', ');
}
