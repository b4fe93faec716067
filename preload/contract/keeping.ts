// Keeping the book: its backups, the drill that proves them, restoring one, and what waits for a
// person since.
import { z } from 'zod';
import { method, stream } from './method.ts';
import {
  count,
  deed,
  deedRefusals,
  hash,
  instant,
  list,
  path,
  reference,
  rowId,
  submissionId,
  text,
} from './values.ts';

const backupView = z.strictObject({
  /** The name of its folder under `backups/`. */
  name: text(200),
  madeAt: instant,
  why: z.enum(['daily', 'on_demand']),
  /** Whether it counts: a backup whose check failed is named and does not. */
  good: z.boolean(),
  failed: text(4000),
  head: hash.nullable(),
  count,
  bytes: count,
  originals: count,
  /** Originals that the book names and that were not there to be kept. */
  missing: count,
  /** What the last drill found of it; null when none was made. */
  proof: z.strictObject({ at: instant, ok: z.boolean(), detail: text(4000) }).nullable(),
});

/** What personal data hangs on. */
const subject = z.strictObject({
  kind: z.enum(['batch', 'account', 'remark', 'person']),
  id: rowId,
});

const stretch = z.strictObject({ firstRecord: count, lastRecord: count });

const busy = 'keeping_is_busy';

export const keepingMethods = {
  /** Every backup in the book's own folder, the newest first, and whether one or a drill is due. */
  backups: method({
    input: z.strictObject({}),
    output: z.strictObject({
      folder: path,
      backups: list(backupView, 500),
      backupDue: z.boolean(),
      drillDue: z.boolean(),
      /** How many times the book went on from a backup. */
      restores: count,
    }),
    refusals: [],
  }),
  /** Makes a backup now, while the book is worked with; answers when it is made and checked. */
  backUp: method({
    input: z.strictObject({ to: path.nullable() }),
    output: backupView,
    refusals: ['not_permitted', busy, 'backup_folder_unusable', 'cancelled'],
  }),
  /** Restores the newest good backup aside and looks whether everything is there. */
  drillBackup: method({
    input: z.strictObject({}),
    output: z.strictObject({ name: text(200), at: instant, ok: z.boolean(), detail: text(4000) }),
    refusals: ['not_permitted', busy, 'backup_unknown', 'cancelled'],
  }),
  /**
   * Puts a backup in place of the book: the office ends and the next one opens it, with everything
   * outgoing waiting for a person. Answered by that one, with how many batches wait: `restoreId` is
   * what it is asked again by. It waits for no check of the book, for it may be what mends it.
   */
  restoreBackup: method({
    input: z.strictObject({ restoreId: submissionId, name: text(200).min(1) }),
    output: z.strictObject({ held: count }),
    refusals: [
      'not_permitted',
      busy,
      'backup_unknown',
      'backup_differs_from_its_manifest',
      'backup_failed_its_check',
      'backup_of_another_book',
      'cancelled',
    ],
  }),
  /** Stops the backup, drill or restore that is under way; nothing of it is left behind. */
  stopKeeping: method({
    input: z.strictObject({}),
    output: z.strictObject({}),
    refusals: ['not_permitted'],
  }),
  /** What is under way, at once and as it goes on; `job` is null between two. */
  keepingProgress: stream({
    input: z.strictObject({}),
    item: z.strictObject({
      job: z.enum(['backup', 'drill', 'restore', 'key']).nullable(),
      phase: z.enum(['copying', 'verifying', 'originals']).nullable(),
      done: count,
      total: count,
    }),
  }),
  /** Batches of which something may have left before a restore, and which of their records wait. */
  outgoingWaiting: method({
    input: z.strictObject({}),
    output: z.strictObject({
      batches: list(
        z.strictObject({
          batchId: rowId,
          messageId: text(140),
          stretches: list(stretch, 500),
          accepted: count,
          dispatched: count,
          acknowledged: count,
        }),
        500,
      ),
    }),
    refusals: [],
  }),
  /**
   * Releases records of such a batch on the rail's word: what was sent is dispatched without being
   * sent, what was not leaves with the next dispatch.
   */
  releaseOutgoing: method({
    input: z.strictObject({
      ...deed,
      batchId: rowId,
      firstRecord: count,
      lastRecord: count,
      word: z.enum(['not_sent', 'sent']),
      reference,
    }),
    output: z.strictObject({ payments: count }),
    refusals: [
      ...deedRefusals,
      'second_person_required',
      'batch_unknown',
      'outgoing_not_waiting',
      'remark_required',
    ],
  }),
  /**
   * Erases the names, accounts, texts and the file of a batch, the name of an account, or the words
   * of one deed, once nothing asks for them any more.
   */
  erasePersonalData: method({
    input: z.strictObject({ ...deed, subject }),
    output: z.strictObject({ rows: count, original: text(64) }),
    refusals: [
      ...deedRefusals,
      'batch_unknown',
      'account_unknown',
      'remark_unknown',
      'person_unknown',
      'personal_data_erased',
      'batch_not_ended',
      'account_not_closed',
      'person_not_ended',
      'retention_hold_runs',
      'retention_class_runs',
    ],
  }),
  /** Keeps personal data beyond its class, for a reason, until it is lifted. */
  placeRetentionHold: method({
    input: z.strictObject({ ...deed, subject, reason: text(140) }),
    output: z.strictObject({ hold: rowId }),
    refusals: [
      ...deedRefusals,
      'batch_unknown',
      'account_unknown',
      'remark_unknown',
      'person_unknown',
      'personal_data_erased',
      'remark_required',
    ],
  }),
  liftRetentionHold: method({
    input: z.strictObject({ ...deed, hold: rowId, reason: text(140) }),
    output: z.strictObject({ hold: rowId }),
    refusals: [...deedRefusals, 'retention_hold_unknown', 'remark_required'],
  }),
};
