// The newest batches and the one looked at: its live progress, how long it will take, and its status
// report.
import type { Reply } from '../../../preload/contract/method.ts';
import { wholeFile } from '../../whole-file.ts';
import type { Desk, Progress } from './batch-state.ts';

export async function readBatches(desk: Desk): Promise<void> {
  const { office, state } = desk;
  const reply = await office.ask((client) => client.status({}));
  if (!reply.ok) return;
  const { batches: before, selected, intake } = state.getState();
  state.setState({ batches: reply.value.batches });
  const newest = reply.value.batches[0];
  // Whoever comes first sees the newest batch rather than an empty pane.
  if (before === null && selected === null && intake === null && newest !== undefined) {
    select(desk, newest.batchId);
  }
}

/** Looks at a batch, and follows it until another is looked at. */
export function select(desk: Desk, batchId: number | null): void {
  const { office, state } = desk;
  desk.following.abort();
  desk.following = new AbortController();
  const { signal } = desk.following;
  state.setState({ selected: batchId, progress: null });
  if (batchId === null) return;
  void office
    .follow(
      (client) => client.batchProgress({ batchId }),
      (progress) => state.setState({ progress }),
      signal,
    )
    .then(() => (signal.aborted ? undefined : readBatches(desk)));
}

/** The status report of a batch, noted in the trail and then whole; or why there is none. */
export async function statusReport({ office }: Desk, batchId: number): Promise<Reply<string>> {
  const submissionId = office.newSubmissionId();
  const file = { of: 'pain002', batchId } as const;
  const noted = await office.ask((client) => client.exportFile({ submissionId, file }));
  if (!noted.ok) return noted;
  return wholeFile(office, (client) => client.pain002({ batchId, ...noted.value }));
}

/**
 * Seconds until a batch is through, from what it has done since it began; null while that says
 * nothing yet.
 */
export function secondsLeft({ startedAt, at, processed, total }: Progress): number | null {
  if (startedAt === null || processed === 0 || at - startedAt < 500) return null;
  return ((at - startedAt) / processed) * ((total - processed) / 1000);
}
