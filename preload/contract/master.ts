// Master data: what the bank knows of customers, accounts, agreements and other banks; proposed by
// one person and confirmed by another, by hand or by the file.
import { z } from 'zod';
import { EXPORT_FORMATS } from '../../main/domain/export-anchor.ts';
import { EDITION_SCOPES } from '../../main/domain/master/editions.ts';
import { MASTER_KIND_NAMES, type MasterKind } from '../../main/domain/master/kinds.ts';
import { method, stream } from './method.ts';
import {
  businessDate,
  count,
  deed,
  deedRefusals,
  hash,
  instant,
  list,
  PAGE_ROWS_MAX,
  problems,
  rowId,
  text,
} from './values.ts';

const [firstKind, ...otherKinds] = MASTER_KIND_NAMES;
export const masterKind = z.enum<readonly MasterKind[]>(
  firstKind === undefined ? otherKinds : [firstKind, ...otherKinds],
);

/** The key's fields with a space between. */
const key = text(140);
/** The text of every field that has one, by the field's name. */
const content = z.record(z.string().max(64), text(2000));
const state = z.enum(['staging', 'proposed', 'confirmed', 'rejected', 'withdrawn']);
const reason = text(500);

/** Records that one search answers with. */
export const MASTER_HITS_MAX = 100;
/** Units of one piece of an exported file. */
const PIECE_UNITS_MAX = 1 << 20;

/** What a directory's edition says of itself; `validUntil` '' names no last day. */
const edition = z.strictObject({
  scope: z.enum(EDITION_SCOPES),
  edition: z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._:/-]{0,39}$/),
  base: text(40),
  validUntil: z.union([businessDate, z.literal('')]),
});

const change = z.strictObject({
  changeId: rowId,
  kind: masterKind,
  origin: z.enum(['entry', 'import']),
  state,
  validFrom: businessDate,
  reason,
  /** '' while an import is read in. */
  maker: text(200),
  added: count,
  changed: count,
  /** Of a directory's import; null for everything else. */
  edition: edition.nullable(),
});

const record = z.strictObject({ key, content, ended: z.boolean(), effectiveOn: businessDate });
const counts = { added: count, changed: count, ended: count, unchanged: count };

export const masterMethods = {
  /** The records of a kind in the order of their keys, as their newest confirmed version has them. */
  masterPage: method({
    input: z.strictObject({
      kind: masterKind,
      offset: count,
      limit: z.int().min(1).max(PAGE_ROWS_MAX),
    }),
    output: z.strictObject({
      total: count,
      /** The directory's edition that is held, whenever it takes effect; null for none. */
      edition: z
        .strictObject({
          edition: text(40),
          validUntil: z.union([businessDate, z.literal('')]),
          effectiveOn: businessDate,
        })
        .nullable(),
      rows: list(record, PAGE_ROWS_MAX),
    }),
    refusals: [],
  }),
  /** A record with its versions, newest first: those in force, waiting and refused. */
  masterRecord: method({
    input: z.strictObject({ kind: masterKind, key }),
    output: z.strictObject({
      versions: list(
        z.strictObject({
          versionId: rowId,
          changeId: rowId,
          content,
          ended: z.boolean(),
          state,
          effectiveOn: businessDate,
          reason,
          maker: text(200),
          /** '' where one person made it so, or nobody has decided. */
          checker: text(200),
          at: instant,
        }),
        PAGE_ROWS_MAX,
      ),
    }),
    refusals: ['master_record_unknown'],
  }),
  /** Who is found under a text: a name in any script, pinyin, initials, or a key's beginning. */
  searchMaster: method({
    input: z.strictObject({
      text: text(200),
      /** Null is every kind. */
      kind: masterKind.nullable(),
      limit: z.int().min(1).max(MASTER_HITS_MAX),
    }),
    output: z.strictObject({
      hits: list(
        z.strictObject({ kind: masterKind, key, content, ended: z.boolean() }),
        MASTER_HITS_MAX,
      ),
      /** False: more may match; a longer text finds them. */
      complete: z.boolean(),
    }),
    refusals: [],
  }),
  /** Changes that nobody has decided, oldest first. */
  masterWaiting: method({
    input: z.strictObject({}),
    output: z.strictObject({
      changes: list(z.strictObject({ ...change.shape, at: instant }), PAGE_ROWS_MAX),
    }),
    refusals: [],
  }),
  /** A change, and records of it as they are and as they would be. */
  masterChange: method({
    input: z.strictObject({
      changeId: rowId,
      offset: count,
      limit: z.int().min(1).max(PAGE_ROWS_MAX),
    }),
    output: z.strictObject({
      change,
      rows: list(
        z.strictObject({
          key,
          /** Null: the record is new. */
          before: content.nullable(),
          after: content,
          ended: z.boolean(),
        }),
        PAGE_ROWS_MAX,
      ),
    }),
    refusals: ['master_change_unknown'],
  }),
  /** Proposes a record as it shall be; one person of a book without others makes it so at once. */
  proposeMasterChange: method({
    input: z.strictObject({
      ...deed,
      kind: masterKind,
      written: content,
      ended: z.boolean(),
      validFrom: businessDate,
      reason,
    }),
    output: z.strictObject({ changeId: rowId, state: text(20) }),
    refusals: [
      ...deedRefusals,
      'remark_required',
      'master_content_invalid',
      'master_date_in_past',
      'master_change_waits',
      'master_record_unknown',
      'master_nothing_changed',
      'master_date_before_newest',
    ],
  }),
  /** Confirms or rejects what another person proposed, or takes back what oneself did. */
  decideMasterChange: method({
    input: z.strictObject({
      ...deed,
      changeId: rowId,
      decision: z.enum(['confirmed', 'rejected', 'withdrawn']),
      reason,
    }),
    output: z.strictObject({ changeId: rowId, state: text(20) }),
    refusals: [
      ...deedRefusals,
      'master_change_unknown',
      'master_change_decided',
      'only_its_maker_withdraws',
      'master_change_not_all_there',
      'second_person_must_differ',
      'remark_required',
      'master_change_overtaken',
      'master_edition_base_differs',
    ],
  }),
  /** Reads a kept file and says what importing it would do. Cancelled by leaving the stream. */
  previewMaster: stream({
    input: z.strictObject({
      kind: masterKind,
      originalHash: hash,
      /** As an edition of a directory; without it, a list of records. */
      scope: z.enum(EDITION_SCOPES).exactOptional(),
    }),
    item: z.discriminatedUnion('kind', [
      z.strictObject({ kind: z.literal('progress'), bytes: count, rows: count }),
      z.strictObject({
        kind: z.literal('preview'),
        accepted: z.boolean(),
        rows: count,
        ...counts,
        /** The edition that is held, '' for none. */
        held: text(40),
        problems,
        problemCount: count,
      }),
      z.strictObject({ kind: z.literal('refused'), code: z.literal('original_unknown') }),
    ]),
  }),
  /** Begins to bring a kept file in, if all of it can be; `masterProgress` tells how it goes. */
  importMaster: method({
    input: z.strictObject({
      ...deed,
      kind: masterKind,
      originalHash: hash,
      validFrom: businessDate,
      reason,
      edition: edition.exactOptional(),
    }),
    output: z.strictObject({ changeId: rowId }),
    refusals: [
      ...deedRefusals,
      'original_unknown',
      'master_list_has_problems',
      'remark_required',
      'master_date_in_past',
      'master_edition_not_of_kind',
      'master_edition_held',
      'master_edition_base_differs',
      'master_import_runs',
    ],
  }),
  /** How far an import is: once at the start, after its epochs, and when it is decided. */
  masterProgress: stream({
    input: z.strictObject({ changeId: rowId }),
    item: z.strictObject({ change, rows: count, bytes: count, done: z.boolean() }),
  }),
  /**
   * A kind as a file in pieces to be joined in order, its last line the anchor. The CSV can be
   * imported again; JSON Lines say of each record also from when on it holds. One refusal instead
   * where `exportFile` did not answer `sequence` for it.
   */
  exportMaster: stream({
    input: z.strictObject({
      kind: masterKind,
      format: z.enum(EXPORT_FORMATS),
      sequence: count,
    }),
    item: z.discriminatedUnion('kind', [
      z.strictObject({ kind: z.literal('piece'), text: text(PIECE_UNITS_MAX), rows: count }),
      z.strictObject({ kind: z.literal('refused'), code: z.literal('export_unknown') }),
    ]),
  }),
};
