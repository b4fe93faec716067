// What a worker knows of the book's accounts: numbers, currencies and whether they may be debited.
// Never balances. Rebuilt from columns when accounts are opened.
import { type AccountTerms, NO_TERMS } from '../domain/account-terms.ts';
import { known } from '../domain/assert.ts';
import type { Account, AccountStatus } from '../domain/chart-of-accounts.ts';
import { ColumnsView, defineColumns } from '../stream/columns.ts';
import { ColumnsWriter } from '../stream/columns-writer.ts';

export type DirectoryEntry = {
  readonly id: number;
  readonly currency: string;
  readonly status: AccountStatus;
  /** A customer's account: others are not paid to or from by a payment file. */
  readonly isCustomer: boolean;
  readonly debitBlocked: boolean;
  readonly creditBlocked: boolean;
  readonly dormant: boolean;
};

const STATUSES: readonly AccountStatus[] = ['open', 'debit_blocked', 'closed'];

const DIRECTORY_COLUMNS = defineColumns({
  id: 'u32',
  number: 'text',
  currency: 'text',
  status: 'u8',
  isCustomer: 'u8',
  blocks: 'u8',
  duplicateWindowDays: 'u8',
});

/** Accounts a book may have before the directory refuses: about 200 MB in each worker. */
export const DIRECTORY_ACCOUNTS_MAX = 2_000_000;

/** What master data blocks, as bits of one number. */
const DEBITS = 1;
const CREDITS = 2;
const DORMANT = 4;
/** No window of its own: the policy's. */
const NO_WINDOW = 255;

/** The accounts and their terms as columns, to be sent to the workers. */
export function directoryColumns(
  accounts: readonly Account[],
  termsOf: (account: Account) => AccountTerms = () => NO_TERMS,
): SharedArrayBuffer {
  const writer = new ColumnsWriter(DIRECTORY_COLUMNS, {
    rowsMax: DIRECTORY_ACCOUNTS_MAX,
    bytesMax: 1 << 30,
  });
  for (const account of accounts) {
    writer.u32('id', account.id);
    writer.text('number', account.number);
    writer.text('currency', account.currency);
    writer.u8('status', STATUSES.indexOf(account.status));
    writer.u8('isCustomer', account.kind === 'customer' ? 1 : 0);
    const { debitBlocked, creditBlocked, dormant, duplicateWindowDays } = termsOf(account);
    const blocks = (debitBlocked ? DEBITS : 0) | (creditBlocked ? CREDITS : 0);
    writer.u8('blocks', blocks | (dormant ? DORMANT : 0));
    writer.u8('duplicateWindowDays', duplicateWindowDays ?? NO_WINDOW);
    known(writer.endRow() || null, 'the directory has room for every account');
  }
  return writer.finishShared();
}

export class AccountDirectory {
  private byNumber = new Map<string, readonly DirectoryEntry[]>();
  private windows = new Map<number, number>();

  /** Replaces what is known by the accounts in `buffer`. */
  load(buffer: SharedArrayBuffer): void {
    const view = new ColumnsView(DIRECTORY_COLUMNS, buffer);
    const byNumber = new Map<string, readonly DirectoryEntry[]>();
    const windows = new Map<number, number>();
    for (let row = 0; row < view.length; row += 1) {
      const number = known(view.text('number', row), 'an account has its number');
      const blocks = known(view.u8('blocks')[row], 'the row lies in the batch');
      const entry: DirectoryEntry = {
        id: known(view.u32('id')[row], 'the row lies in the batch'),
        currency: known(view.text('currency', row), 'an account has its currency'),
        status: known(STATUSES[known(view.u8('status')[row], 'in the batch')], 'a known status'),
        isCustomer: view.u8('isCustomer')[row] === 1,
        debitBlocked: (blocks & DEBITS) !== 0,
        creditBlocked: (blocks & CREDITS) !== 0,
        dormant: (blocks & DORMANT) !== 0,
      };
      const window = known(view.u8('duplicateWindowDays')[row], 'the row lies in the batch');
      if (window !== NO_WINDOW) windows.set(entry.id, window);
      byNumber.set(number, [...(byNumber.get(number) ?? []), entry]);
    }
    this.byNumber = byNumber;
    this.windows = windows;
  }

  /** Days within which a repeat of this account is suspected; null: the policy's. */
  duplicateWindowDays(id: number): number | null {
    return this.windows.get(id) ?? null;
  }

  /** Every account of this number, one per currency; none when the book has none. */
  withNumber(number: string): readonly DirectoryEntry[] {
    return this.byNumber.get(number) ?? [];
  }
}
