// What a person is asked for when they book an event of the posting table: read from its row, so that
// a form, a command and a check never ask for anything else than the row needs.
import {
  ACCOUNT_KIND_RULES,
  type Account,
  type AccountKind,
  BANK_ACCOUNTS,
  type BankAccount,
  type BookRole,
  bankAccountCode,
  isBankAccount,
} from './chart-of-accounts.ts';
import { POSTED_BY } from './posting-deeds.ts';
import type {
  AccountRole,
  AmountName,
  BoundAccount,
  HoldName,
  Line,
  PostingRule,
  Signing,
} from './posting-rules.ts';
import { EVENT_CODES, type EventCode, POSTING_RULES, rowOf } from './posting-table.ts';

export type EventForm = {
  /** The accounts that the event names itself, each in the currency of an amount. */
  readonly roles: readonly { readonly role: BoundAccount; readonly amount: AmountName }[];
  /** An optional amount may be left out: there is none then. */
  readonly amounts: readonly { readonly name: AmountName; readonly isOptional: boolean }[];
  /** The holds that earlier events took and this one ends or marks. */
  readonly holds: readonly HoldName[];
  /** Whether it takes back an entry, or belongs to one. */
  readonly hasOriginal: boolean;
  /** Whether it moves an open item, which has a name. */
  readonly hasItem: boolean;
  /** What two persons stand for; null where one is enough. */
  readonly duty: Signing['duty'] | null;
};

/** What the row of `code` needs to be told, in the order of its lines. */
export function eventForm(code: EventCode): EventForm {
  const { steps, marks, signed }: PostingRule = POSTING_RULES[code];
  const roles = new Map<BoundAccount, AmountName>();
  const amounts = new Map<AmountName, boolean>();
  const holds = new Set<HoldName>(marks === undefined ? [] : ['funds']);
  let hasOriginal = false;
  let hasItem = false;
  for (const step of steps) {
    if (step.kind === 'correct') hasOriginal = true;
    else if (step.kind === 'hold' || step.kind === 'post') {
      if (step.kind === 'post' && step.corrects) hasOriginal = true;
      for (const line of step.lines) {
        askOf(line, roles, amounts);
        if (step.kind === 'post') hasItem ||= [line.debit, line.credit].some(hasOpenItems);
      }
    } else holds.add(step.of);
  }
  return {
    roles: [...roles].map(([role, amount]) => ({ role, amount })),
    amounts: [...amounts].map(([name, isOptional]) => ({ name, isOptional })),
    holds: [...holds],
    hasOriginal,
    // What a hold or an original moved is known only once it is named.
    hasItem: hasItem || hasOriginal || steps.some(({ kind }) => kind === 'post_hold'),
    duty: signed?.duty ?? null,
  };
}

function askOf(
  { debit, credit, amount, optional }: Line,
  roles: Map<BoundAccount, AmountName>,
  amounts: Map<AmountName, boolean>,
): void {
  for (const role of [debit, credit]) {
    if (!isBankAccount(role) && !roles.has(role)) roles.set(role, amount);
  }
  amounts.set(amount, (amounts.get(amount) ?? true) && optional);
}

/** Kinds of account that may play each part, and of the bank's own those that are meant. */
const PLAYED_BY: {
  readonly [role in BoundAccount]:
    | readonly AccountKind[]
    | { readonly own: readonly BankAccount[] };
} = {
  customer: ['customer'],
  payer: ['customer'],
  payee: ['customer'],
  railClearing: { own: ['instantClearing', 'outwardClearing', 'highValueClearing'] },
  ownAccount: ['settlement', 'nostro'],
  // Blocked funds are reached by their own events only, and so are participants' accounts.
  rightful: [
    'customer',
    'settlement',
    'nostro',
    'clearing',
    'suspense',
    'difference',
    'claim',
    'income',
    'expense',
  ],
  payerPosition: ['participant_position'],
  payeePosition: ['participant_position'],
  participantPosition: ['participant_position'],
  participantSettlement: ['participant_settlement'],
  opened: [],
};

/** What cycles owe and are owed: it moves with them, or none of them could be closed or settled. */
const KEPT_BY_CYCLES = ['outwardClearing', 'cyclePosition'] as const satisfies BankAccount[];

/** Whether an account may play a part that an event names. */
export function mayPlay(
  role: BoundAccount,
  account: Pick<Account, 'kind' | 'number' | 'currency'>,
) {
  const isOneOf = (purposes: readonly BankAccount[]) =>
    purposes.some((purpose) => bankAccountCode(purpose, account.currency) === account.number);
  const by = PLAYED_BY[role];
  if ('own' in by) return isOneOf(by.own);
  return by.includes(account.kind) && !(role === 'rightful' && isOneOf(KEPT_BY_CYCLES));
}

function hasOpenItems(role: AccountRole): boolean {
  const kinds: readonly AccountKind[] = isBankAccount(role)
    ? [BANK_ACCOUNTS[role].kind]
    : kindsOf(role);
  return kinds.some((kind) => ACCOUNT_KIND_RULES[kind].openItem);
}

function kindsOf(role: BoundAccount): readonly AccountKind[] {
  const by = PLAYED_BY[role];
  return 'own' in by ? by.own.map((purpose) => BANK_ACCOUNTS[purpose].kind) : by;
}

/** Whether a person may book the event: no deed keeps a cycle, a day or a book in step with it. */
export function isOffered(code: EventCode): boolean {
  const { steps, marks }: PostingRule = POSTING_RULES[code];
  // A row that only marks a hold posts nothing, and is told all the same.
  return POSTED_BY[code].includes('bookEvent') || (steps.length === 0 && marks !== undefined);
}

/** The events that a person may book in a book of `role`, in the order of the table. */
export function offeredEvents(role: BookRole): readonly EventCode[] {
  return EVENT_CODES.filter((code) => {
    const { book }: PostingRule = POSTING_RULES[code];
    return isOffered(code) && (book === 'any' || book === role);
  });
}

/** The part of the table that a row stands in, as its letter. */
export function partOf(code: EventCode): string {
  return code.slice(0, 1);
}

const RAIL_OF_PART: { readonly [part: string]: string } = {
  B: 'instant',
  C: 'instant',
  D: 'batch',
  E: 'high_value',
};

/** The rail whose row it is; '' for none. */
export function railOf(code: EventCode): string {
  return RAIL_OF_PART[partOf(code)] ?? '';
}

/** What an event that names an original takes back or belongs to: entries of these rows, no others. */
const ORIGINALS: { readonly [code in EventCode]?: readonly string[] } = {
  D5: ['D4'],
  F2: ['F1'],
  G7: ['G3', 'G6'],
  H5: ['H2', 'H3'],
};

/** Whether an entry of `row` may be the original of the event. */
export function mayCorrect(code: EventCode, row: string): boolean {
  return ORIGINALS[code]?.includes(row) ?? false;
}

/** Whether `row` takes holds of this name: a hold is never ended under the name of another. */
export function takesHold(row: string, name: HoldName): boolean {
  return EVENT_CODES.some((code) => {
    const { steps }: PostingRule = POSTING_RULES[code];
    return rowOf(code) === row && steps.some((step) => step.kind === 'hold' && step.as === name);
  });
}
