// `master …`: a list of master data brought in, all of it or nothing, a kind printed as a list, and
// who is found under a name.
import type { EditionScope } from '../../domain/master/editions.ts';
import { kindRule, type MasterContent, type MasterKind } from '../../domain/master/kinds.ts';
import { ok, refuse } from '../../domain/result.ts';
import { EXIT, type Exit } from './exit-codes.ts';
import { problemObjects } from './inspect.ts';
import type { MasterCommand } from './master-arguments.ts';
import { notedFile } from './noted-file.ts';
import type { Output } from './output.ts';
import { newSubmissionId } from './submission-id.ts';
import { type Desk, notDone } from './with-office.ts';

type Import = Extract<MasterCommand, { name: 'master import' }>;

export async function importMaster(desk: Desk, asked: Import, output: Output): Promise<Exit> {
  const { kind, file, reason, edition } = asked;
  const drafted = await desk.ask((client) => client.draftBatch({ path: file }));
  if (!drafted.ok) return notDone(drafted, output);
  const { originalHash, size } = drafted.value;
  const scope = edition === null ? {} : { scope: edition.scope };
  const read = await previewOf(desk, { kind, originalHash, size, ...scope }, output);
  if (!read.ok) return notDone(read, output);
  const preview = read.value;
  const { rows, added, changed, ended, unchanged, problems, problemCount } = preview;
  const counts = { rows, added, changed, ended, unchanged };
  if (!preview.accepted) {
    const listed = problemObjects(problems, output);
    output.object({ file, kind, outcome: 'refused', ...counts, problemCount, problems: listed });
    output.line('refused_file', { file, count: problemCount });
    output.problems(problems, problemCount);
    return EXIT.refused;
  }
  output.line('master_preview', { file, ...counts });
  // An edition without news is still the one that is held from now on.
  if (added + changed + ended === 0 && edition === null) {
    output.object({ file, kind, outcome: 'accepted', ...counts, changeId: null, state: null });
    output.line('master_nothing_new');
    return EXIT.done;
  }
  const session = await desk.ask((client) => client.session({}));
  if (!session.ok) return notDone(session, output);
  const validFrom = asked.from ?? session.value.businessDate;
  const named = edition === null ? {} : { edition };
  const deed = { submissionId: newSubmissionId(), kind, originalHash, validFrom, ...named };
  const begun = await desk.ask((client) =>
    client.importMaster({ ...deed, reason: reason ?? `list ${originalHash.slice(0, 12)}` }),
  );
  if (!begun.ok) return notDone(begun, output);
  const { changeId } = begun.value;
  const state = await follow(desk, changeId, rows, output);
  output.object({ file, kind, outcome: 'accepted', ...counts, changeId, state });
  output.line(state === 'confirmed' ? 'master_imported' : 'master_waits', { changeId, validFrom });
  return EXIT.done;
}

/** An office that ended in the middle of a stream. */
const CUT_OFF = { ok: false, fault: { id: null, code: 'channel_closed' } } as const;

async function previewOf(
  desk: Desk,
  {
    size,
    ...asked
  }: {
    readonly kind: MasterKind;
    readonly originalHash: string;
    readonly size: number;
    readonly scope?: EditionScope;
  },
  output: Output,
) {
  const stream = desk.client().previewMaster(asked);
  for await (const item of stream) {
    if (item.kind === 'progress') output.progress.at('master_reading', item.bytes, size);
    if (item.kind !== 'preview') continue;
    output.progress.end();
    return ok(item);
  }
  const end = await stream.end;
  return end.ok ? CUT_OFF : end;
}

/** Follows an import until it is decided or proposed; an interruption takes it back. */
async function follow(
  desk: Desk,
  changeId: number,
  total: number,
  output: Output,
): Promise<string> {
  let interrupted = false;
  const interrupt = (): void => {
    interrupted = true;
  };
  process.once('SIGINT', interrupt);
  try {
    for (;;) {
      const seated = await desk.ask((client) => client.session({}));
      if ('refusal' in seated) return 'staging';
      const stream = desk.client().masterProgress({ changeId });
      for await (const { rows, change, done } of stream) {
        output.progress.at('master_bringing_in', rows, total);
        if (done) return change.state;
        if (!interrupted) continue;
        const taken = { submissionId: newSubmissionId(), changeId, decision: 'withdrawn' as const };
        await desk.ask((client) => client.decideMasterChange({ ...taken, reason: '' }));
        interrupted = false;
      }
    }
  } finally {
    process.removeListener('SIGINT', interrupt);
    output.progress.end();
  }
}

/** Prints a kind as the list that `master import` reads; with `--json` one object per record. */
export async function exportMaster(desk: Desk, kind: MasterKind, output: Output): Promise<Exit> {
  const format = output.json ? 'jsonl' : 'csv';
  const noted = await notedFile(desk, { of: 'exportMaster', kind, format });
  if (!noted.ok) return notDone(noted, output);
  const stream = desk.client().exportMaster({ kind, format, ...noted.value });
  for await (const item of stream) {
    if (item.kind === 'refused') return notDone(refuse({ code: item.code }), output);
    output.raw(item.text);
  }
  const end = await stream.end;
  return end.ok ? EXIT.done : notDone(end, output);
}

/** Prints who is found under a text, at most a hundred. */
export async function searchMaster(desk: Desk, text: string, output: Output): Promise<Exit> {
  const found = await desk.ask((client) => client.searchMaster({ text, kind: null, limit: 100 }));
  if (!found.ok) return notDone(found, output);
  const { hits, complete } = found.value;
  for (const { kind, key, content, ended } of hits) {
    output.object({ kind, key, ...content, ended });
    output.line('master_hit', { kind, key, title: titleOf(kind, content) });
  }
  if (hits.length === 0) output.line('master_no_hit');
  if (!complete) output.line('master_more');
  return EXIT.done;
}

function titleOf(kind: MasterKind, content: MasterContent): string {
  return content[kindRule(kind).title] ?? '';
}
