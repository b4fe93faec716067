// The Audit screen's side of the office: the audit with its progress, the trail by pages, and the
// trail as a file.

import { PIECE_UNITS_MAX } from '../../preload/contract/batch.ts';
import type { Handlers, Input, Item } from '../../preload/contract/contract.ts';
import type { Session } from '../../preload/session.ts';
import { hasComplianceRight } from '../domain/disclosure.ts';
import { maskAccount, maskText } from '../domain/masked.ts';
import { holds } from '../domain/permissions.ts';
import { ok, refuse } from '../domain/result.ts';
import { createPieceJoiner } from '../formats/pain002-writer.ts';
import {
  type TrailExportHead,
  type TrailExportRow,
  trailEnd,
  trailHead,
  trailRow,
} from '../formats/trail-export.ts';
import type { DeedRowsAsked, TrailDeed } from '../ledger/read-deeds.ts';
import { exportTrail, isNotedTrail } from '../operations/export-trail.ts';
import { auditBook } from './audit-book.ts';
import { noteOut } from './files-out.ts';
import type { Office } from './office.ts';
import { seesWhole } from './told-accounts.ts';

type TrailHandlers = Pick<
  Handlers<Session>,
  'auditBook' | 'trailPage' | 'exportTrail' | 'trailFile'
>;

/** Deeds read for an export by one question. */
const ROWS_MAX = 1000;

export function trailHandlers(office: Office): TrailHandlers {
  return {
    auditBook: (_input, _session, signal) => auditBook(office, signal),
    trailPage: async ({ filter, before, limit }, { actor }) => {
      if (!holds(actor, 'read_trail')) {
        return refuse({ code: 'not_permitted', permission: 'read_trail', actor: actor.id });
      }
      const knows = hasComplianceRight(actor);
      const whole = seesWhole('trailPage', actor);
      const found = await office.reader.ask('deeds', { filter, before, limit, knows, whole });
      return ok({ ...found, rows: found.rows.map(({ link: _, ...row }) => row) });
    },
    exportTrail: ({ submissionId, filter, format }, session) => {
      const input = { submissionId, format, filter: JSON.stringify(filter) };
      return noteOut(office, submissionId, (turn) =>
        exportTrail(office.desk, input, office.contextFor(session, turn)),
      );
    },
    trailFile: (input, session, signal) => trailFile(office, input, session, signal),
  };
}

/**
 * Every deed that the filter lets through, up to and with the one that noted just this export;
 * refused where that is given no more (`FilesGiven`).
 */
async function* trailFile(
  { reader, clock, filesGiven }: Pick<Office, 'reader' | 'clock' | 'filesGiven'>,
  { filter, format, sequence }: Input<'trailFile'>,
  { actor }: Session,
  signal: AbortSignal,
): AsyncGenerator<Item<'trailFile'>> {
  const knows = hasComplianceRight(actor);
  const whole = holds(actor, 'see_accounts');
  const own = { deed: 'exportTrail', actor: actor.id } as const;
  const at = { after: sequence - 1, upTo: sequence, limit: 1 };
  // Read with its link, which is looked at here and told to nobody.
  const noted = await reader.ask('deedRows', { filter: own, knows: true, whole, ...at });
  const wanted = { format, filter: JSON.stringify(filter) };
  const isNoted = filesGiven.isGiven(sequence) && noted.rows.some((row) => isOfThis(row, wanted));
  if (!isNoted || noted.head === null) {
    yield { kind: 'refused', code: 'export_unknown' };
    return;
  }
  const asked = { filter, knows, whole, upTo: sequence, limit: ROWS_MAX };
  const head = headOf(noted.head, asked, clock(), actor.id);
  const joiner = createPieceJoiner(PIECE_UNITS_MAX);
  let after = 0;
  let rows = 0;
  let texts = [trailHead(format, head)];
  for (;;) {
    const stretch = await reader.ask('deedRows', { ...asked, after });
    if (signal.aborted) return;
    texts.push(...stretch.rows.map((row) => trailRow(format, rowOf(row, whole))));
    rows += stretch.rows.length;
    for (const text of texts) {
      const full = joiner.add(text);
      if (full !== null) yield* pieces(full);
    }
    texts = [];
    const last = stretch.rows.at(-1);
    if (last === undefined || stretch.rows.length < ROWS_MAX) break;
    after = last.sequence;
  }
  const full = joiner.add(trailEnd(format, rows));
  if (full !== null) yield* pieces(full);
  yield* pieces(joiner.rest());
}

function isOfThis(
  { outcome, link }: TrailDeed,
  wanted: { readonly format: string; readonly filter: string },
): boolean {
  return link !== null && isNotedTrail({ outcome, inputHash: link.inputHash }, wanted);
}

/** One row may be longer than a piece. */
function* pieces(text: string): Generator<Item<'trailFile'>> {
  for (let at = 0; at < text.length; at += PIECE_UNITS_MAX) {
    yield { kind: 'piece', text: text.slice(at, at + PIECE_UNITS_MAX) };
  }
}

type Asked = Pick<DeedRowsAsked, 'filter' | 'knows' | 'whole' | 'upTo'>;

function headOf(
  head: string,
  { filter, knows, whole, upTo }: Asked,
  at: number,
  by: string,
): TrailExportHead {
  const parts: { readonly [part: string]: string | number } = { ...filter };
  return {
    head,
    count: upTo,
    whole: knows && Object.keys(filter).length === 0,
    linked: knows,
    masked: whole ? [] : ['subject', 'remark'],
    exportedAt: at,
    exportedBy: by,
    filter: parts,
  };
}

/**
 * Subjects and remarks stand outside the links, so they can be told masked; what a link is made from
 * cannot.
 */
function rowOf(deed: TrailDeed, whole: boolean): TrailExportRow {
  const { subject, file, link } = deed;
  const remark = deed.remark ?? '';
  return {
    sequence: deed.sequence,
    at: new Date(deed.at).toISOString(),
    actor: deed.actor,
    deed: deed.deed,
    outcome: deed.outcome,
    refusal: deed.refusal ?? '',
    subject: subject === null ? fileInText(file, whole) : `${subject.kind} ${subject.id}`,
    remark: whole ? remark : maskText(remark),
    submissionId: link?.submissionId ?? '',
    inputHash: link?.inputHash ?? '',
    answer: link?.answer ?? '',
    program: link?.program ?? '',
    rowCount: link?.rowCount ?? '',
    rowsDigest: link?.rowsDigest ?? '',
    previous: link?.previous ?? '',
    digest: link?.digest ?? '',
  };
}

/** What was taken out in one line: the method, what it is of, the form. '' where nothing was. */
function fileInText(file: TrailDeed['file'], whole: boolean): string {
  if (file === null) return '';
  const { of, account, currency, name, format } = file;
  const number = account === null || whole ? account : maskAccount(account);
  return [of, number, currency, name, format]
    .filter((part) => part !== null && part !== '')
    .join(' ');
}
