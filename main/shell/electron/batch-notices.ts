// Hears when a batch has been worked through: it listens to the office's announcements, and tells each
// batch once.
import type { Client } from '../../../preload/contract/contract.ts';

/** Batches looked at and not yet done; more than anybody has in work. */
const WATCHED_MAX = 200;

/**
 * Listens on one channel until it closes; `watched` outlives it, so that a batch that was in work
 * when the office died is told when the next one has finished it.
 */
export async function noticeBatches(
  client: Pick<Client, 'changed' | 'batch'>,
  watched: Set<number>,
  done: (batchId: number, payments: number) => void,
): Promise<void> {
  for await (const { topic, ids } of client.changed({})) {
    if (topic !== 'batches' || ids === null) continue;
    for (const batchId of ids) {
      const reply = await client.batch({ batchId });
      if (!reply.ok) continue;
      const { status, numberOfTransactions } = reply.value;
      if (status !== 'processed') {
        if (watched.size < WATCHED_MAX) watched.add(batchId);
      } else if (watched.delete(batchId)) done(batchId, numberOfTransactions);
    }
  }
}
