// The Audit screen: the book's invariants, asked on demand, and the trail of all deeds: searched,
// paged and taken out as a file.
import { z } from 'zod';
import { FILES_OUT_NAMES } from '../../main/domain/files-out.ts';
import { TRAIL_FORMATS } from '../../main/domain/trail-formats.ts';
import { PIECE_UNITS_MAX } from './batch.ts';
import { method, stream } from './method.ts';
import {
  code,
  count,
  currency,
  deed,
  deedRefusals,
  hash,
  instant,
  list,
  rowId,
  text,
} from './values.ts';

/** Deeds in one page of the trail. */
export const TRAIL_PAGE_MAX = 200;

const checks = list(z.strictObject({ name: text(80), ok: z.boolean(), detail: text(2000) }), 100);

const verdict = z.strictObject({ ok: z.boolean(), checks, head: hash.nullable(), count });

/** Every part that is given must hold. */
export const trailFilter = z.strictObject({
  actor: text(200).exactOptional(),
  deed: text(64).exactOptional(),
  outcome: z.enum(['done', 'refused']).exactOptional(),
  /** The first included and the second not. */
  from: instant.exactOptional(),
  to: instant.exactOptional(),
  /** Deeds after this link: what changed since an anchor. */
  after: count.exactOptional(),
  payment: rowId.exactOptional(),
  batch: rowId.exactOptional(),
  /** Found anywhere in the person, the deed or its id; with the compliance right in its answer. */
  text: text(140).exactOptional(),
});

const trailDeed = z.strictObject({
  sequence: count,
  at: instant,
  /** '' where the person is not told. */
  actor: text(200),
  deed: text(64),
  outcome: z.enum(['done', 'refused']),
  refusal: code.nullable(),
  subject: z.strictObject({ kind: z.enum(['payment', 'batch']), id: rowId }).nullable(),
  remark: text(500).nullable(),
  /** What was taken out by `exportFile`; `name` is a kind of master data, a day, a chart, or what is handed over. */
  file: z
    .strictObject({
      of: z.enum(FILES_OUT_NAMES),
      name: text(80),
      format: text(8),
      account: text(140).nullable(),
      currency: currency.nullable(),
    })
    .nullable(),
});

export const auditMethods = {
  /** Every invariant by name, and the chain's head with the number of its links. */
  audit: method({ input: z.strictObject({}), output: verdict, refusals: [] }),
  /** The same on a thread of its own: each check as it begins, then the verdict. */
  auditBook: stream({
    input: z.strictObject({}),
    item: z.discriminatedUnion('kind', [
      z.strictObject({ kind: z.literal('checking'), name: text(80), done: count, total: count }),
      z.strictObject({ kind: z.literal('verdict'), verdict }),
    ]),
  }),
  /** Deeds, the newest first; `before` is the last one that was seen, null at the beginning. */
  trailPage: method({
    input: z.strictObject({
      filter: trailFilter,
      before: count.nullable(),
      limit: z.int().min(1).max(TRAIL_PAGE_MAX),
    }),
    output: z.strictObject({
      total: count,
      /** Links in the chain. */
      count,
      /** The last link whose digest was printed at the close of a day; null before the first. */
      anchored: count.nullable(),
      /** Everybody who did something. */
      actors: list(text(200), 500),
      rows: list(trailDeed, TRAIL_PAGE_MAX),
    }),
    refusals: ['not_permitted'],
  }),
  /** Notes that the trail is taken out as a file: a deed of its own, and the last in that file. */
  exportTrail: method({
    input: z.strictObject({ ...deed, filter: trailFilter, format: z.enum(TRAIL_FORMATS) }),
    output: z.strictObject({ sequence: count }),
    refusals: [...deedRefusals],
  }),
  /**
   * The file that was noted, in pieces to be joined in order: the chain's head, then the deeds with
   * the oldest first up to and with the note. One refusal instead where the person noted none there.
   */
  trailFile: stream({
    input: z.strictObject({
      filter: trailFilter,
      format: z.enum(TRAIL_FORMATS),
      /** What `exportTrail` answered. */
      sequence: count,
    }),
    item: z.discriminatedUnion('kind', [
      z.strictObject({ kind: z.literal('piece'), text: text(PIECE_UNITS_MAX) }),
      z.strictObject({ kind: z.literal('refused'), code: z.literal('export_unknown') }),
    ]),
  }),
};
