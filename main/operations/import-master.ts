// Imports master data: begun by one deed, brought in by an epoch of records each, and proposed as one
// thing when the last one is in. Until it is confirmed nobody sees any of it.
import type { Context } from '../domain/context.ts';
import type { BusinessDate } from '../domain/dates.ts';
import type { Edition } from '../domain/master/editions.ts';
import type { MasterKind } from '../domain/master/kinds.ts';
import { ok, type Refusal, refuse } from '../domain/result.ts';
import type { NewVersion } from '../ledger/master.ts';
import { remarkOf } from '../ledger/remarks.ts';
import { type Desk, openDay } from './desk.ts';
import { type EditionRefusal, editionToTake } from './master-editions.ts';
import { proposed } from './master-steps.ts';

export type ImportMasterInput = {
  readonly submissionId: string;
  readonly kind: MasterKind;
  /** SHA-256 of the file. */
  readonly original: Uint8Array;
  readonly validFrom: BusinessDate;
  readonly reason: string;
  /** What a directory says of itself; null for a list of records. */
  readonly edition: Edition | null;
};

export type ImportMasterRefusal =
  | Refusal<'remark_required' | 'master_date_in_past' | 'master_import_runs'>
  | EditionRefusal;

/** What {@link importMaster} will answer whatever the file holds; null when that decides. */
export function foreseeImportMaster({ book }: Desk, input: ImportMasterInput, context: Context) {
  const call = callOf(input);
  return book.foresee<{ readonly changeId: number }, ImportMasterRefusal>(call, context);
}

function callOf({ submissionId, kind, original, validFrom, reason, edition }: ImportMasterInput) {
  const remark = remarkOf(reason, null);
  const { scope = '', base = '', validUntil = '' } = edition ?? {};
  return {
    deed: 'importMaster',
    submissionId,
    input: [kind, original, validFrom, scope, edition?.edition ?? '', base, validUntil],
    remark,
  } as const;
}

/**
 * Begins an import of a file that was read and found whole. Refuses `remark_required`,
 * `master_date_in_past`, `master_edition_not_of_kind` (nobody publishes this kind whole),
 * `master_edition_held` (the book has it already), `master_edition_base_differs` (a delta of another
 * edition than the one held), `master_import_runs` (another file is being read in).
 */
export function importMaster(desk: Desk, input: ImportMasterInput, context: Context) {
  const { book } = desk;
  const { kind, original, validFrom, reason, edition } = input;
  type Begun = { readonly changeId: number };
  return book.perform<Begun, ImportMasterRefusal>(callOf(input), context, (w) => {
    if (reason.trim() === '') return refuse({ code: 'remark_required' });
    const today = openDay(desk, context.now);
    if (validFrom < today) return refuse({ code: 'master_date_in_past', validFrom, today });
    const fitting = edition === null ? ok(null) : editionToTake(book.master, kind, edition);
    if (!fitting.ok) return fitting;
    const [running] = book.master.staging();
    if (running !== undefined) {
      return refuse({ code: 'master_import_runs', changeId: running.id });
    }
    const origin = 'import';
    return ok({
      changeId: book.master.addChange(w, {
        kind,
        origin,
        original,
        validFrom,
        edition: fitting.value,
      }),
    });
  });
}

export type StageMasterInput = {
  readonly changeId: number;
  /** Rows of the file that are behind these, unchanged ones among them. */
  readonly fromRow: number;
  readonly toRow: number;
  /** Those that add or change a record. */
  readonly versions: readonly Omit<NewVersion, 'salt'>[];
  /** These are the last of the file. */
  readonly last: boolean;
};

export type StageMasterRefusal = Refusal<'master_change_decided'>;

/** What an epoch left: `state` says whether the whole is proposed or, by one person, in force. */
export type Staged = { readonly changeId: number; readonly toRow: number; readonly state: string };

/** Brings in the next records of an import. Refuses `master_change_decided`: it was withdrawn. */
export function stageMaster(desk: Desk, input: StageMasterInput, context: Context) {
  const { master } = desk.book;
  const { changeId, fromRow, toRow, versions, last } = input;
  const submissionId = `master-${changeId}-${fromRow}`;
  const bound = [changeId, fromRow, toRow, versions.length];
  const call = { deed: 'stageMaster', submissionId, input: bound } as const;
  return desk.book.perform<Staged, StageMasterRefusal>(call, context, (w) => {
    const change = master.change(changeId);
    if (change === null || change.state !== 'staging') {
      const state = change?.state ?? 'unknown';
      return refuse({ code: 'master_change_decided', changeId, state });
    }
    const salts = context.ids.bytes(16 * versions.length);
    const salted = versions.map((version, at) => {
      return { ...version, salt: salts.subarray(16 * at, 16 * at + 16) };
    });
    master.addVersions(w, change, salted);
    if (!last) return ok({ changeId, toRow, state: 'staging' });
    const counts = master.countVersions(changeId);
    const { validFrom } = change;
    const state = proposed(desk, w, { changeId, validFrom, ...counts }, context);
    return ok({ changeId, toRow, state });
  });
}
