// The bank's own accounts (domain.md §1.1) as data. A customer's account is opened by import; these
// are opened for a currency when the book first meets it, under one code per purpose.
import type { Money } from './money.ts';

export const ACCOUNT_KINDS = [
  'customer',
  'settlement',
  'nostro',
  'clearing',
  'suspense',
  'blocked',
  'position',
  'income',
  'expense',
  'opening',
] as const;
export type AccountKind = (typeof ACCOUNT_KINDS)[number];

export type NormalSide = 'debit' | 'credit';

type KindRule = {
  readonly normalSide: NormalSide;
  /** Each movement is cleared by named others; the balance is a list of items (R6). */
  readonly openItem: boolean;
  /**
   * Whether the available balance may not fall below zero less the account limit. The central
   * bank's and our clearing accounts follow what the rail says happened, so they are watched,
   * not refused.
   */
  readonly fundsChecked: boolean;
};

export const ACCOUNT_KIND_RULES = {
  customer: { normalSide: 'credit', openItem: false, fundsChecked: true },
  settlement: { normalSide: 'debit', openItem: false, fundsChecked: false },
  nostro: { normalSide: 'debit', openItem: false, fundsChecked: false },
  clearing: { normalSide: 'credit', openItem: true, fundsChecked: false },
  suspense: { normalSide: 'credit', openItem: true, fundsChecked: false },
  blocked: { normalSide: 'credit', openItem: true, fundsChecked: true },
  position: { normalSide: 'debit', openItem: false, fundsChecked: false },
  income: { normalSide: 'credit', openItem: false, fundsChecked: false },
  expense: { normalSide: 'debit', openItem: false, fundsChecked: false },
  opening: { normalSide: 'credit', openItem: false, fundsChecked: false },
} as const satisfies Record<AccountKind, KindRule>;

/** What each of the bank's accounts is for; the code is the chart's. */
export const BANK_ACCOUNTS = {
  settlement: { code: '1010', kind: 'settlement' },
  outwardClearing: { code: '2120', kind: 'clearing' },
  inwardClearing: { code: '2121', kind: 'clearing' },
  cyclePosition: { code: '2125', kind: 'clearing' },
  unappliedFunds: { code: '2210', kind: 'suspense' },
  otherCustomers: { code: '2900', kind: 'customer' },
  feeIncome: { code: '4010', kind: 'income' },
  opening: { code: '9990', kind: 'opening' },
} as const satisfies Record<string, { code: string; kind: AccountKind }>;

export type BankAccount = keyof typeof BANK_ACCOUNTS;

/** The account as the book keeps it, without its balances. */
export type Account = {
  /** Small, dense, in order of opening: the index of its balances in memory. */
  readonly id: number;
  /** IBAN in electronic form, another number as the bank writes it, or a code of the chart. */
  readonly number: string;
  readonly currency: string;
  readonly kind: AccountKind;
  /** How far below zero the available balance may fall, in minor units; 0 for most. */
  readonly accountLimit: bigint;
  readonly status: AccountStatus;
};

export type AccountStatus = 'open' | 'debit_blocked' | 'closed';

/** The four counters of an account, in minor units (TigerBeetle's model). */
export type Balance = {
  readonly debitsPending: bigint;
  readonly debitsPosted: bigint;
  readonly creditsPending: bigint;
  readonly creditsPosted: bigint;
};

/** Booked balance on the account's normal side. */
export function postedBalance(balance: Balance, kind: AccountKind): bigint {
  const credit = balance.creditsPosted - balance.debitsPosted;
  return ACCOUNT_KIND_RULES[kind].normalSide === 'credit' ? credit : -credit;
}

/**
 * What may still be used, before the account limit is added: what is booked less what is held
 * against it. Pending *incoming* amounts never count (domain.md §1.1).
 */
export function availableBalance(balance: Balance, kind: AccountKind): bigint {
  return ACCOUNT_KIND_RULES[kind].normalSide === 'credit'
    ? balance.creditsPosted - balance.debitsPosted - balance.debitsPending
    : balance.debitsPosted - balance.creditsPosted - balance.creditsPending;
}

/** One movement between two accounts of one currency: it cannot be unbalanced. */
export type Posting = {
  /** `Account.id` */
  readonly debitAccount: number;
  readonly creditAccount: number;
  readonly amount: Money;
};
