// `status`: every batch and how its payments stand, counted and summed.
import type { Output as AnswerOf } from '../../../preload/contract/contract.ts';
import { EXIT, type Exit } from './exit-codes.ts';
import { type Output, sumsObject, sumsText } from './output.ts';
import { type Desk, notDone } from './with-office.ts';

export async function status(desk: Desk, output: Output): Promise<Exit> {
  const reply = await desk.ask((client) => client.status({}));
  if (!reply.ok) return notDone(reply, output);
  show(reply.value, output);
  return EXIT.done;
}

function show({ batches, payments, sums }: AnswerOf<'status'>, output: Output): void {
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
  });
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
