// The chart of accounts (domain.md §1.1) as data: what kinds of account there are and how each
// behaves, and the bank's own accounts of both roles that a book can have. A customer's account is
// opened by import; the bank's own are opened for a currency when the book first meets it.
import type { Money } from './money.ts';

/**
 * What a book is for. A `participant` (a branch) sees its own position in the cycles of others; a
 * `clearing` house keeps a position and a settlement account per participant and settles cycles.
 */
export const BOOK_ROLES = ['participant', 'clearing'] as const;
export type BookRole = (typeof BOOK_ROLES)[number];

export const ACCOUNT_KINDS = [
  'customer',
  'settlement',
  'nostro',
  'clearing',
  'suspense',
  'difference',
  'claim',
  'blocked',
  'position',
  'income',
  'tax',
  'expense',
  'opening',
  'participant_position',
  'participant_settlement',
] as const;
export type AccountKind = (typeof ACCOUNT_KINDS)[number];

/** The kinds that only one role's book keeps; every other kind is kept by both. */
export const KINDS_OF_ONE_ROLE: { readonly [kind in AccountKind]?: BookRole } = {
  customer: 'participant',
  nostro: 'participant',
  clearing: 'participant',
  suspense: 'participant',
  difference: 'participant',
  claim: 'participant',
  blocked: 'participant',
  position: 'participant',
  participant_position: 'clearing',
  participant_settlement: 'clearing',
};

/** Whether a book of `role` keeps accounts of `kind`. */
export function isKindOf(kind: AccountKind, role: BookRole): boolean {
  return (KINDS_OF_ONE_ROLE[kind] ?? role) === role;
}

export type NormalSide = 'debit' | 'credit';

/**
 * When the available balance may not fall below zero less the account limit. `always`: neither a
 * hold nor a booking may overdraw. `holds`: a hold may not (R4: own liquidity is reserved before
 * dispatch), but a booking states what the central bank or the correspondent already did, and is
 * followed. `never`: the account follows, and is watched.
 */
export type FundsCheck = 'never' | 'holds' | 'always';

export type KindRule = {
  readonly normalSide: NormalSide;
  /** Each movement is cleared by named others; the balance is a list of items (R6). */
  readonly openItem: boolean;
  /** Debited only under a reference and two compliance persons (R11). */
  readonly locked: boolean;
  readonly fundsCheck: FundsCheck;
};

export const ACCOUNT_KIND_RULES = {
  customer: credit({ fundsCheck: 'always' }),
  settlement: debit({ fundsCheck: 'holds' }),
  nostro: debit({ fundsCheck: 'holds' }),
  clearing: credit({ openItem: true }),
  suspense: credit({ openItem: true, fundsCheck: 'always' }),
  difference: debit({ openItem: true }),
  claim: debit({ openItem: true }),
  blocked: credit({ openItem: true, locked: true, fundsCheck: 'always' }),
  position: debit({}),
  income: credit({}),
  tax: credit({}),
  expense: debit({}),
  opening: credit({}),
  participant_position: credit({ fundsCheck: 'always' }),
  participant_settlement: credit({ fundsCheck: 'always' }),
} as const satisfies Record<AccountKind, KindRule>;

type Traits = Partial<Omit<KindRule, 'normalSide'>>;

function debit({ openItem = false, locked = false, fundsCheck = 'never' }: Traits): KindRule {
  return { normalSide: 'debit', openItem, locked, fundsCheck };
}

function credit({ openItem = false, locked = false, fundsCheck = 'never' }: Traits): KindRule {
  return { normalSide: 'credit', openItem, locked, fundsCheck };
}

type ChartRow = {
  readonly kind: AccountKind;
  /** The account's number; where it differs by currency, `others` serves those not named. */
  readonly code: string | { readonly [currency: string]: string; readonly others: string };
  /** The books that have it; without one, both have. */
  readonly only?: BookRole;
};

/** What each of the bank's accounts is for, and its number in the chart. */
export const BANK_ACCOUNTS = {
  settlement: { code: '1010', kind: 'settlement' },
  instantSettlement: { code: '1020', kind: 'settlement', only: 'participant' },
  nostro: {
    code: { USD: '1110', GBP: '1120', JPY: '1130', others: '1190' },
    kind: 'nostro',
    only: 'participant',
  },
  instantClaims: { code: '1350', kind: 'claim', only: 'participant' },
  instantClearing: { code: '2110', kind: 'clearing', only: 'participant' },
  outwardClearing: { code: '2120', kind: 'clearing', only: 'participant' },
  inwardClearing: { code: '2121', kind: 'clearing', only: 'participant' },
  cyclePosition: { code: '2125', kind: 'clearing', only: 'participant' },
  highValueClearing: { code: '2130', kind: 'clearing', only: 'participant' },
  unappliedFunds: { code: '2210', kind: 'suspense', only: 'participant' },
  blockedFunds: { code: '2230', kind: 'blocked', only: 'participant' },
  differences: { code: '2240', kind: 'difference', only: 'participant' },
  otherCustomers: { code: { EUR: '2900', others: '2950' }, kind: 'customer', only: 'participant' },
  fxPosition: {
    code: { EUR: '3010', USD: '3020', GBP: '3030', others: '3090' },
    kind: 'position',
    only: 'participant',
  },
  /** Tax charged with fees and owed to the state: never income. */
  feeTax: { code: '2990', kind: 'tax', only: 'participant' },
  feeIncome: { code: '4010', kind: 'income' },
  fxMargin: { code: '4020', kind: 'income', only: 'participant' },
  fxRevaluation: { code: '4030', kind: 'income', only: 'participant' },
  otherIncome: { code: '4090', kind: 'income' },
  railCharges: { code: '5010', kind: 'expense' },
  operationalLosses: { code: '5020', kind: 'expense' },
  opening: { code: '9990', kind: 'opening' },
} as const satisfies Record<string, ChartRow>;

export type BankAccount = keyof typeof BANK_ACCOUNTS;

export const BANK_PURPOSES = Object.keys(BANK_ACCOUNTS).filter(isBankAccount);

export function isBankAccount(purpose: string): purpose is BankAccount {
  return Object.hasOwn(BANK_ACCOUNTS, purpose);
}

/** The number of the bank's own account for `purpose` in `currency`. */
export function bankAccountCode(purpose: BankAccount, currency: string): string {
  const { code }: ChartRow = BANK_ACCOUNTS[purpose];
  return typeof code === 'string' ? code : (code[currency] ?? code.others);
}

/** Whether a book of `role` has an account for `purpose`. */
export function isInChart(purpose: BankAccount, role: BookRole): boolean {
  const { only }: ChartRow = BANK_ACCOUNTS[purpose];
  return only === undefined || only === role;
}

/** The kind that the chart gives to `number` in `currency`, or null: it is no account of ours. */
export function chartKind(number: string, currency: string): AccountKind | null {
  const own = BANK_PURPOSES.find((purpose) => bankAccountCode(purpose, currency) === number);
  return own === undefined ? null : BANK_ACCOUNTS[own].kind;
}

/**
 * A participant's two accounts in a clearing house's book: the number of the chart, a stroke, and the
 * code of the participant, as in `2410/ALPNATW0XXX`.
 */
export const PARTICIPANT_ACCOUNTS = { position: '2410', settlement: '2420' } as const;

/** The code of the participant whose account `number` is: what stands behind its first stroke. */
export function participantOf(number: string): string {
  const at = number.indexOf('/');
  return at < 0 ? number : number.slice(at + 1);
}

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

/** `debit_blocked`: it takes money and gives none (A7). `closed`: neither. */
export const ACCOUNT_STATUSES = ['open', 'debit_blocked', 'closed'] as const;
export type AccountStatus = (typeof ACCOUNT_STATUSES)[number];

/** The four counters of an account, in minor units (TigerBeetle's model). */
export type Balance = {
  readonly debitsPending: bigint;
  readonly debitsPosted: bigint;
  readonly creditsPending: bigint;
  readonly creditsPosted: bigint;
};

export const NO_BALANCE: Balance = {
  debitsPending: 0n,
  debitsPosted: 0n,
  creditsPending: 0n,
  creditsPosted: 0n,
};

/** Booked balance on the account's normal side. */
export function postedBalance(balance: Balance, kind: AccountKind): bigint {
  const credited = balance.creditsPosted - balance.debitsPosted;
  return ACCOUNT_KIND_RULES[kind].normalSide === 'credit' ? credited : -credited;
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
