// A file on its way in: kept, read, rehearsed, submitted, one step at a time and each stoppable.
import type { KeptFile } from '../../door.ts';
import type { OpenedFile } from '../../navigation.ts';
import { readBatches, select } from './batch-list.ts';
import type { Desk, Intake, Preview, Trouble } from './batch-state.ts';

/** Goes on with a file that was picked before the page was loaded again. */
export function goOn(desk: Desk): void {
  const draft = desk.drafts.read();
  if (draft === null || desk.state.getState().intake !== null) return;
  const { fileName } = draft;
  void takeKept(desk, { fileName, kept: { ok: true, value: draft } }, restart(desk));
}

export function restart(desk: Desk): AbortSignal {
  desk.working.abort();
  desk.working = new AbortController();
  return desk.working.signal;
}

export function stop(desk: Desk): void {
  restart(desk);
  const { intake } = desk.state.getState();
  if (intake?.step === 'preview' && intake.rehearsing !== null) {
    setPreview(desk, { rehearsing: null });
  } else {
    desk.drafts.keep(null);
    desk.state.setState({ intake: null });
  }
}

export async function takeIn(desk: Desk, file: File): Promise<void> {
  const { office, state } = desk;
  const signal = restart(desk);
  const { name: fileName, size } = file;
  state.setState({ intake: { step: 'keeping', fileName, size }, selected: null });
  const kept = await office.keepFile(file, signal);
  if (!signal.aborted) await takeKept(desk, { fileName, kept }, signal);
}

export async function takeKept(
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

export async function rehearse(desk: Desk): Promise<void> {
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

export async function submit(desk: Desk): Promise<void> {
  const { office, state } = desk;
  const { intake } = state.getState();
  if (intake?.step !== 'preview' || intake.submitting) return;
  setPreview(desk, { submitting: true, trouble: null });
  const { submissionId, originalHash, fileName } = intake.file;
  const reply = await office.ask((client) =>
    client.submitBatch({ submissionId, originalHash, fileName }),
  );
  // Another file may have been taken in while the office was away: it is not this one's answer.
  const shown = state.getState().intake;
  if (shown === null || (shown.step === 'preview' && shown.file.submissionId === submissionId)) {
    if (!reply.ok) return setPreview(desk, { submitting: false, trouble: reply });
    desk.drafts.keep(null);
    state.setState({ intake: null });
    select(desk, reply.value.batchId);
  }
  await readBatches(desk);
}
