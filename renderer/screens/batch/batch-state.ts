// What the Batch screen knows: the batches, the one looked at, the file on its way in, and what the
// functions that change it work on.
import type { StoreApi } from 'zustand/vanilla';
import type { Item, Output } from '../../../preload/contract/contract.ts';
import type { Reply } from '../../../preload/contract/method.ts';
import type { KeptFile } from '../../door.ts';
import type { DraftKeeper } from '../../draft-keeper.ts';
import type { Office } from '../../office.ts';

/** The endings under which payments come. */
export const PAYMENT_FILES = '.xml,.gz,.csv';

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

/** What the functions of this screen work on. */
export type Desk = {
  readonly office: Office;
  readonly state: StoreApi<BatchState>;
  readonly drafts: DraftKeeper;
  /** Stops the file on its way in. */
  working: AbortController;
  /** Stops following the batch looked at. */
  following: AbortController;
};
