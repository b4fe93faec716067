// The Batch screen's state: the newest batches, the one looked at with its live progress, and the
// file that is being taken in: kept, read, rehearsed, submitted. One step at a time, each stoppable.
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Client, Item, Output } from '../../../preload/contract/contract.ts';
import type { Reply, Stream } from '../../../preload/contract/method.ts';
import type { KeptFile } from '../../door.ts';
import type { DraftKeeper } from '../../draft-keeper.ts';
import type { OpenedFile } from '../../navigation.ts';
import type { Office } from '../../office.ts';
import { throttled } from '../../throttle.ts';

export type BatchView = Output<'batch'>;
export type Preview = Extract<Item<'inspectFile'>, { kind: 'preview' }>['preview'];
export type Rehearsal = Extract<Item<'rehearseBatch'>, { kind: 'rehearsal' }>['rehearsal'];
export type Progress = Item<'batchProgress'>;
export type Trouble = Exclude<Reply<unknown>, { ok: true }>;
/** Bytes read of the size of the file. */
export type Reading = { readonly bytes: number; readonly size: number };

/** A file on its way in. Its draft's id is kept until the submission is answered. */
export type Intake =
  | { readonly step: 'keeping'; readonly fileName: string; readonly size: number }
  | { readonly step: 'reading'; readonly file: KeptFile; readonly reading: Reading }
  | {
      readonly step: 'preview';
      readonly file: KeptFile;
      readonly preview: Preview;
      readonly rehearsal: Rehearsal | null;
      readonly rehearsing: Reading | null;
      readonly submitting: boolean;
      readonly trouble: Trouble | null;
    }
  | { readonly step: 'refused'; readonly fileName: string; readonly trouble: Trouble };

export type AccountsImport =
  | { readonly step: 'running'; readonly fileName: string }
  | { readonly step: 'done'; readonly fileName: string; readonly result: Output<'importAccounts'> }
  | { readonly step: 'refused'; readonly fileName: string; readonly trouble: Trouble };

export type BatchState = {
  readonly batches: readonly BatchView[] | null;
  readonly selected: number | null;
  readonly progress: Progress | null;
  readonly intake: Intake | null;
  readonly accounts: AccountsImport | null;
};

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

/** What the functions below work on. */
type Desk = {
  readonly office: Office;
  readonly state: StoreApi<BatchState>;
  readonly drafts: DraftKeeper;
  /** Stops the file on its way in. */
  working: AbortController;
  /** Stops following the batch looked at. */
  following: AbortController;
};

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
    statusReport: (batchId) => joined(office, (client) => client.pain002({ batchId })),
  };
}

async function readBatches(desk: Desk): Promise<void> {
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

function select(desk: Desk, batchId: number | null): void {
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

/** Goes on with a file that was picked before the page was loaded again. */
function goOn(desk: Desk): void {
  const draft = desk.drafts.read();
  if (draft === null || desk.state.getState().intake !== null) return;
  const { fileName } = draft;
  void takeKept(desk, { fileName, kept: { ok: true, value: draft } }, restart(desk));
}

function restart(desk: Desk): AbortSignal {
  desk.working.abort();
  desk.working = new AbortController();
  return desk.working.signal;
}

function stop(desk: Desk): void {
  restart(desk);
  const { intake } = desk.state.getState();
  if (intake?.step === 'preview' && intake.rehearsing !== null) {
    setPreview(desk, { rehearsing: null });
  } else {
    desk.drafts.keep(null);
    desk.state.setState({ intake: null });
  }
}

async function takeIn(desk: Desk, file: File): Promise<void> {
  const { office, state } = desk;
  const signal = restart(desk);
  const { name: fileName, size } = file;
  state.setState({ intake: { step: 'keeping', fileName, size }, selected: null });
  const kept = await office.keepFile(file, signal);
  if (!signal.aborted) await takeKept(desk, { fileName, kept }, signal);
}

async function takeKept(
  desk: Desk,
  { fileName, kept }: OpenedFile,
  signal: AbortSignal,
): Promise<void> {
  desk.state.setState({ selected: null });
  if (kept.ok) await read(desk, kept.value, signal);
  else desk.state.setState({ intake: { step: 'refused', fileName, trouble: kept } });
}

async function read(desk: Desk, file: KeptFile, signal: AbortSignal): Promise<void> {
  const { office, state, drafts } = desk;
  const { originalHash, fileName, size } = file;
  drafts.keep(file);
  state.setState({ intake: { step: 'reading', file, reading: { bytes: 0, size } } });
  const end = await office.follow(
    (client) => client.inspectFile({ originalHash }),
    (item) => {
      if (item.kind === 'progress') {
        state.setState({ intake: { step: 'reading', file, reading: item } });
      } else if (item.kind === 'refused') {
        drafts.keep(null);
        const trouble: Trouble = { ok: false, refusal: { code: item.code } };
        state.setState({ intake: { step: 'refused', fileName, trouble } });
      } else {
        state.setState({ intake: previewOf(file, item.preview) });
      }
    },
    signal,
  );
  if (!end.ok && !signal.aborted && state.getState().intake?.step === 'reading') {
    state.setState({ intake: { step: 'refused', fileName, trouble: end } });
  }
}

type PreviewIntake = Extract<Intake, { step: 'preview' }>;

function previewOf(file: KeptFile, preview: Preview): PreviewIntake {
  return {
    step: 'preview',
    file,
    preview,
    rehearsal: null,
    rehearsing: null,
    submitting: false,
    trouble: null,
  };
}

function setPreview({ state }: Desk, change: Partial<PreviewIntake>): void {
  const { intake } = state.getState();
  if (intake?.step === 'preview') state.setState({ intake: { ...intake, ...change } });
}

async function rehearse(desk: Desk): Promise<void> {
  const { intake } = desk.state.getState();
  if (intake?.step !== 'preview') return;
  const { signal } = desk.working;
  const { originalHash, size } = intake.file;
  setPreview(desk, { rehearsing: { bytes: 0, size }, trouble: null });
  const end = await desk.office.follow(
    (client) => client.rehearseBatch({ originalHash }),
    (item) => {
      if (item.kind === 'progress') setPreview(desk, { rehearsing: item });
      else if (item.kind === 'rehearsal') setPreview(desk, { rehearsal: item.rehearsal });
      else setPreview(desk, { trouble: { ok: false, refusal: { code: item.code } } });
    },
    signal,
  );
  if (!signal.aborted) setPreview(desk, { rehearsing: null, ...(end.ok ? {} : { trouble: end }) });
}

async function submit(desk: Desk): Promise<void> {
  const { office, state } = desk;
  const { intake } = state.getState();
  if (intake?.step !== 'preview' || intake.submitting) return;
  setPreview(desk, { submitting: true, trouble: null });
  const { submissionId, originalHash, fileName } = intake.file;
  const reply = await office.ask((client) =>
    client.submitBatch({ submissionId, originalHash, fileName }),
  );
  if (!reply.ok) return setPreview(desk, { submitting: false, trouble: reply });
  desk.drafts.keep(null);
  state.setState({ intake: null });
  select(desk, reply.value.batchId);
  await readBatches(desk);
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

/** The pieces of a report joined in order, or why there is none. */
async function joined(
  office: Office,
  open: (client: Client) => Stream<Item<'pain002'>>,
): Promise<Reply<string>> {
  let pieces: string[] = [];
  let refused: Trouble | null = null;
  const end = await office.follow(
    (client) => {
      // After an absence the report begins again.
      pieces = [];
      return open(client);
    },
    (item) => {
      if (item.kind === 'piece') pieces.push(item.text);
      else refused = { ok: false, refusal: { code: item.code } };
    },
    new AbortController().signal,
  );
  if (refused !== null) return refused;
  return end.ok ? { ok: true, value: pieces.join('') } : end;
}

/**
 * Seconds until a batch is through, from what it has done since it began; null while that says
 * nothing yet.
 */
export function secondsLeft({ startedAt, at, processed, total }: Progress): number | null {
  if (startedAt === null || processed === 0 || at - startedAt < 500) return null;
  return ((at - startedAt) / processed) * ((total - processed) / 1000);
}
