// The office's side of master data: pages and searches are the reader's, changes the writer's, and
// files go through the thread that reads lists.
import { createHash } from 'node:crypto';
import type { Handlers, Input, Item } from '../../preload/contract/contract.ts';
import type { Session } from '../../preload/session.ts';
import { anchorLine } from '../domain/export-anchor.ts';
import { fileOut } from '../domain/files-out.ts';
import type { Edition, EditionScope } from '../domain/master/editions.ts';
import type { MasterContent, MasterKind } from '../domain/master/kinds.ts';
import { PROBLEMS_KEPT, type Problem } from '../domain/problem.ts';
import { ok, refuse } from '../domain/result.ts';
import { masterListHeader, masterListLine } from '../formats/master-csv.ts';
import type { MasterChange } from '../ledger/master.ts';
import { decideMasterChange } from '../operations/decide-master-change.ts';
import {
  foreseeImportMaster,
  type ImportMasterInput,
  importMaster,
} from '../operations/import-master.ts';
import { proposeMasterChange } from '../operations/propose-master-change.ts';
import { isNoted } from './files-out.ts';
import type { ListPiece } from './master-protocol.ts';
import type { Office } from './office.ts';
import { hasOriginal, originalPath } from './originals.ts';
import { seesWhole } from './told-accounts.ts';
import type { Turn } from './writer.ts';

type MasterHandlers = Pick<
  Handlers<Session>,
  | 'masterPage'
  | 'masterRecord'
  | 'searchMaster'
  | 'masterWaiting'
  | 'masterChange'
  | 'proposeMasterChange'
  | 'decideMasterChange'
  | 'previewMaster'
  | 'importMaster'
  | 'masterProgress'
  | 'exportMaster'
>;

/** Records of one piece of an exported file, and of one announcement's worth of changes. */
const EXPORT_ROWS = 500;
const WAITING_MAX = 200;

/** Problems that a refusal names; it says how many there are. */
const PROBLEMS_NAMED = 20;

export function masterHandlers(office: Office): MasterHandlers {
  const { desk, reader, writer } = office;
  return {
    masterPage: async (asked, { actor }) => {
      const whole = seesWhole('masterPage', actor);
      const { total, rows, edition } = await reader.ask('masterPage', { ...asked, whole });
      return ok({
        total,
        edition,
        rows: rows.map(({ key, content, ended, effectiveOn }) => {
          return { key, content: contentOf(content), ended, effectiveOn };
        }),
      });
    },
    masterRecord: async (asked, { actor }) => {
      const whole = seesWhole('masterRecord', actor);
      const versions = await reader.ask('masterRecord', { ...asked, whole });
      if (versions.length === 0) return refuse({ code: 'master_record_unknown', key: asked.key });
      return ok({
        versions: versions.map((each) => ({ ...each, content: contentOf(each.content) })),
      });
    },
    searchMaster: async ({ text, kind, limit }, { actor }) => {
      const whole = seesWhole('searchMaster', actor);
      const found = await reader.ask('masterSearch', { text, kind: kind ?? '', limit, whole });
      const hits = found.hits.map((hit) => ({ ...hit, content: contentOf(hit.content) }));
      return ok({ hits, complete: found.complete });
    },
    masterWaiting: async () => {
      const changes = await reader.ask('masterWaiting', { limit: WAITING_MAX });
      return ok({ changes: changes.map((each) => ({ ...changeView(each), at: each.at })) });
    },
    masterChange: async (asked) => {
      const found = await reader.ask('masterChange', asked);
      const { changeId } = asked;
      if (found === null) return refuse({ code: 'master_change_unknown', changeId });
      const rows = found.rows.map(({ key, before, after, ended }) => {
        const was = before === null ? null : contentOf(before);
        return { key, before: was, after: contentOf(after), ended };
      });
      return ok({ change: changeView(found.change), rows });
    },
    proposeMasterChange: async (input, session) => {
      const done = await writer.do((turn) =>
        proposeMasterChange(desk, input, office.contextFor(session, turn)),
      );
      if (done.ok) office.masterImports.moved(done.value.changeId);
      return done;
    },
    decideMasterChange: async (input, session) => {
      const done = await writer.do((turn) =>
        decideMasterChange(desk, input, office.contextFor(session, turn)),
      );
      if (done.ok) office.masterImports.moved(done.value.changeId);
      return done;
    },
    previewMaster: (asked, _session, signal) => previewMaster(office, asked, signal),
    importMaster: (input, session) => beginImport(office, input, session),
    masterProgress: ({ changeId }, _session, signal) => masterProgress(office, changeId, signal),
    exportMaster: (asked, session, signal) => exportMaster(office, asked, session, signal),
  };
}

/** What is kept of a record; nothing once it was erased. */
function contentOf(json: string): MasterContent {
  const parsed: unknown = json === '' ? {} : JSON.parse(json);
  const fields = typeof parsed === 'object' && parsed !== null ? Object.entries(parsed) : [];
  return Object.fromEntries(fields.map(([name, value]) => [name, String(value)]));
}

function changeView({ id: changeId, original: _, ...change }: MasterChange) {
  const { kind, origin, state, validFrom, reason, maker, added, changed: count } = change;
  const { edition } = change;
  return {
    changeId,
    kind,
    origin,
    state,
    validFrom,
    reason,
    maker,
    added,
    changed: count,
    edition,
  };
}

type FileAsked = {
  readonly kind: MasterKind;
  readonly originalHash: string;
  readonly scope?: EditionScope;
};

/** The pieces of a kept file, counted only. */
function counted(
  office: Office,
  { kind, originalHash, scope }: FileAsked,
): AsyncGenerator<ListPiece> {
  const path = originalPath(office.folder, originalHash);
  const live = !office.desk.book.demo;
  const read = { skip: 0, counting: true, isFull: scope === 'full', upToStep: null };
  return office.masterImports.pieces({ path, kind, live, ...read });
}

/** Rows between two words of progress. */
const PROGRESS_ROWS = 20_000;

async function* previewMaster(office: Office, asked: FileAsked, signal: AbortSignal) {
  if (!(await hasOriginal(office.folder, asked.originalHash))) {
    yield { kind: 'refused' as const, code: 'original_unknown' as const };
    return;
  }
  let told = 0;
  for await (const { toRow: rows, bytes, counts, outcome } of counted(office, asked)) {
    if (signal.aborted) return;
    if (outcome !== null) {
      const { problems, problemCount } = outcome;
      const accepted = problemCount === 0;
      if (accepted) office.masterImports.rememberWhole(asked);
      const kept = problems.slice(0, PROBLEMS_KEPT);
      const held = office.desk.book.master.records.newestHeld(asked.kind)?.edition ?? '';
      const found = { accepted, rows: outcome.rows, ...counts, held };
      yield { kind: 'preview' as const, ...found, problems: kept, problemCount };
    } else if (rows - told >= PROGRESS_ROWS) {
      told = rows;
      yield { kind: 'progress' as const, bytes, rows };
    }
  }
}

type ImportAsked = Omit<ImportMasterInput, 'original' | 'edition'> &
  Omit<FileAsked, 'scope'> & { readonly edition?: Edition };

async function beginImport(office: Office, asked: ImportAsked, session: Session) {
  const { originalHash, edition = null, ...input } = asked;
  const original = Buffer.from(originalHash, 'hex');
  const context = (turn: Turn) => office.contextFor(session, turn);
  const given = { ...input, original, edition };
  const known = await office.writer.do((turn) =>
    foreseeImportMaster(office.desk, given, context(turn)),
  );
  if (known !== null) return known;
  if (!(await hasOriginal(office.folder, originalHash))) {
    return refuse({ code: 'original_unknown', originalHash });
  }
  const problems = await problemsOf(office, asked);
  if (problems.count > 0) return refuse({ code: 'master_list_has_problems', ...problems });
  const begun = await office.writer.do((turn) => {
    const by = context(turn);
    return { done: importMaster(office.desk, given, by), actor: by.actor };
  });
  const { done, actor } = begun;
  // What was begun goes on as theirs, whether or not they are still there.
  const goOn = (turn: Turn) => office.contextOfWork(actor, turn);
  if (done.ok) office.masterImports.begin(done.value.changeId, goOn);
  return done;
}

async function problemsOf(office: Office, asked: FileAsked) {
  if (office.masterImports.isWhole(asked)) return { count: 0, problems: [] };
  for await (const { outcome } of counted(office, asked)) {
    if (outcome === null) continue;
    const named = outcome.problems.slice(0, PROBLEMS_NAMED).map(inOneLine);
    return { count: outcome.problemCount, problems: named };
  }
  return { count: 0, problems: [] };
}

/** A problem of a list as the refusal carries it: `line 3: master_field_missing name`. */
function inOneLine({ code, place, data }: Problem): string {
  const { column = '', value = '' } = data;
  return `line ${place.line ?? '?'}: ${code} ${column} ${value}`.trim().slice(0, 200);
}

async function* masterProgress(office: Office, changeId: number, signal: AbortSignal) {
  const changes = office.announcer.listen(signal)[Symbol.asyncIterator]();
  try {
    while (!signal.aborted) {
      const asked = { changeId, offset: 0, limit: 1 };
      const standing = await office.reader.ask('masterChange', asked);
      if (standing === null) return;
      const { change } = standing;
      const progress = office.masterImports.progressOf(changeId);
      const done = change.state !== 'staging' && progress === null;
      const { rows, bytes } = progress ?? { rows: change.added + change.changed, bytes: 0 };
      yield { change: changeView(change), rows, bytes, done };
      if (done) return;
      const next = await changes.next();
      if (next.done === true) return;
    }
  } finally {
    await changes.return?.();
  }
}

async function* exportMaster(
  office: Office,
  { kind, format, sequence }: Input<'exportMaster'>,
  { actor }: Session,
  signal: AbortSignal,
): AsyncGenerator<Item<'exportMaster'>> {
  const { reader } = office;
  const file = fileOut('exportMaster', { name: kind, format });
  if (!(await isNoted(office, file, sequence, actor))) {
    yield { kind: 'refused', code: 'export_unknown' };
    return;
  }
  const hash = createHash('sha256');
  const hashed = (text: string, rows: number) => {
    hash.update(text);
    return { kind: 'piece', text, rows } as const;
  };
  if (format === 'csv') yield hashed(masterListHeader(kind), 0);
  for (let after = ''; !signal.aborted; ) {
    const rows = await reader.ask('masterRowsAfter', { kind, after, limit: EXPORT_ROWS });
    const last = rows.at(-1);
    if (last === undefined) {
      // Asked after the last row, so that the chain up to this link has all that is in the file.
      const point = await reader.ask('chainPoint', null);
      const anchor = { ...point, sha256: hash.digest('hex') };
      yield { kind: 'piece', text: anchorLine(format, `master ${kind}`, anchor), rows: 0 };
      return;
    }
    after = last.key;
    const lines = rows.map(({ content, ended, effectiveOn }) =>
      format === 'csv'
        ? masterListLine(kind, contentOf(content), ended)
        : `${JSON.stringify({ kind, ...contentOf(content), ended, effectiveOn })}\n`,
    );
    yield hashed(lines.join(''), rows.length);
  }
}
