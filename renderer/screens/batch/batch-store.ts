// The Batch screen's store: what a person may do there, each deed by the part that it belongs to.
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Reply } from '../../../preload/contract/method.ts';
import type { DraftKeeper } from '../../draft-keeper.ts';
import type { OpenedFile } from '../../navigation.ts';
import type { Office } from '../../office.ts';
import { throttled } from '../../throttle.ts';
import { readBatches, select, statusReport } from './batch-list.ts';
import type { BatchState, Desk } from './batch-state.ts';
import { goOn, rehearse, restart, stop, submit, takeIn, takeKept } from './intake.ts';

export type BatchStore = {
  readonly state: StoreApi<BatchState>;
  listen(): () => void;
  select(batchId: number | null): void;
  takeIn(file: File): void;
  /** Goes on with a file that the shell has handed to the office already. */
  takeKept(opened: OpenedFile): void;
  rehearse(): void;
  submit(): void;
  /** Stops keeping, reading or rehearsing, and leaves nothing behind. */
  stop(): void;
  importAccounts(file: File): void;
  closeAccounts(): void;
  /** The status report of a batch, whole. */
  statusReport(batchId: number): Promise<Reply<string>>;
};

const LOOK_EVERY = 1000;

export function createBatchStore(office: Office, drafts: DraftKeeper): BatchStore {
  const state = createStore<BatchState>(() => ({
    batches: null,
    selected: null,
    progress: null,
    intake: null,
    accounts: null,
  }));
  const desk: Desk = {
    office,
    state,
    drafts,
    working: new AbortController(),
    following: new AbortController(),
  };
  return {
    state,
    listen() {
      const look = throttled(() => void readBatches(desk), LOOK_EVERY, office.later);
      look();
      goOn(desk);
      return office.onChanged('batches', look);
    },
    select: (batchId) => select(desk, batchId),
    takeIn: (file) => void takeIn(desk, file),
    takeKept: (opened) => void takeKept(desk, opened, restart(desk)),
    rehearse: () => void rehearse(desk),
    submit: () => void submit(desk),
    stop: () => stop(desk),
    importAccounts: (file) => void importAccounts(desk, file),
    closeAccounts: () => state.setState({ accounts: null }),
    statusReport: (batchId) => statusReport(desk, batchId),
  };
}

async function importAccounts({ office, state }: Desk, file: File): Promise<void> {
  const fileName = file.name;
  state.setState({ accounts: { step: 'running', fileName } });
  const submissionId = office.newSubmissionId();
  const kept = await office.keepFile(file, new AbortController().signal);
  const reply = kept.ok
    ? await office.ask((client) =>
        client.importAccounts({ submissionId, originalHash: kept.value.originalHash }),
      )
    : kept;
  state.setState({
    accounts: reply.ok
      ? { step: 'done', fileName, result: reply.value }
      : { step: 'refused', fileName, trouble: reply },
  });
}
