// Files that are taken out of the book, and what must be done before one is given.
import { z } from 'zod';
import { EXPORT_FORMATS } from '../../main/domain/export-anchor.ts';
import { FLOW_CHARTS, HANDED_FILES } from '../../main/domain/files-out.ts';
import { masterKind } from './master.ts';
import { method } from './method.ts';
import { businessDate, count, currency, deed, deedRefusals, rowId, text } from './values.ts';

/** Which file, by the method that its content comes from. */
const file = z.discriminatedUnion('of', [
  z.strictObject({
    of: z.literal('exportMaster'),
    kind: masterKind,
    format: z.enum(EXPORT_FORMATS),
  }),
  z.strictObject({ of: z.literal('pain002'), batchId: rowId }),
  z.strictObject({
    of: z.literal('coreJournal'),
    day: businessDate,
    format: z.enum(EXPORT_FORMATS),
  }),
  z.strictObject({
    of: z.literal('accountStatement'),
    /** As in the method: whoever is told numbers masked asks with what they were told. */
    account: text(140),
    currency,
    day: businessDate,
  }),
  z.strictObject({ of: z.literal('signHandOver'), kind: z.enum(HANDED_FILES), id: rowId }),
  z.strictObject({ of: z.literal('overrideList') }),
  z.strictObject({
    of: z.literal('insightSeries'),
    chart: z.enum(FLOW_CHARTS),
    format: z.enum(['csv', 'png']),
  }),
]);

export const fileMethods = {
  /**
   * Notes that a file is taken out, before it is: one row of the trail with who, what and when.
   *
   * These give a file out, and no other method does. `exportMaster`, `pain002`, `coreJournal`,
   * `accountStatement` and `signHandOver` give theirs only to whoever noted just it here, for five
   * minutes and with the link that is answered here, however often or in however many pages it is read
   * meanwhile; `trailFile` so after `exportTrail`.
   * `exportAccessReview`, `exportApproval` and `backUp` are deeds themselves and their own row.
   * `overrideList` and `insightSeries` are read for the screen, as everything else is, which leaves no
   * row; a page that is asked to save what it shows of them notes that here first.
   */
  exportFile: method({
    input: z.strictObject({ ...deed, file }),
    output: z.strictObject({ sequence: count }),
    refusals: [
      ...deedRefusals,
      'batch_unknown',
      'account_unknown',
      'accounts_look_alike',
      'hand_over_unknown',
    ],
  }),
};
