// The ledger as a person asks for it: the day and what keeps it from closing, an account's
// statement, and balances as of any instant.
import { z } from 'zod';
import { ACCOUNT_KINDS, ACCOUNT_STATUSES } from '../../main/domain/chart-of-accounts.ts';
import { CORE_FORMATS } from '../../main/domain/core-list.ts';
import { DAY_WORK_KINDS } from '../../main/domain/day-work.ts';
import { EXPORT_FORMATS } from '../../main/domain/export-anchor.ts';
import { STALE_RULES } from '../../main/domain/policy.ts';
import { method } from './method.ts';
import {
  businessDate,
  chainPoint,
  count,
  currency,
  deed,
  deedRefusals,
  hash,
  instant,
  list,
  minor,
  PAGE_ROWS_MAX,
  rowId,
  text,
} from './values.ts';

/** An account's number: an IBAN, another bank's way of writing one, or a code of the chart. */
const accountNumber = text(140);

/** Both layers of an account, in minor units of its currency. */
const counters = {
  debitsPending: minor,
  debitsPosted: minor,
  creditsPending: minor,
  creditsPosted: minor,
};

const dayState = z.strictObject({
  day: businessDate,
  state: z.enum(['open', 'closed']),
  /** Of a closed day, the head of the chain that was printed that evening, and its number. */
  chainHead: hash.nullable(),
  chainCount: count.nullable(),
  rates: text(2000),
});

/** Something that stands open, with who is asked about it. */
const standingWork = z.strictObject({
  kind: z.enum(DAY_WORK_KINDS),
  /** What `closeDay` calls it where it is carried. */
  reference: text(200),
  owner: text(200),
  since: businessDate,
  currency,
  /** Credit less debit. */
  amount: minor,
});

/** Debit and credit of one layer, in minor units. */
const sides = z.strictObject({ debit: minor, credit: minor });

const trialBalanceRow = z.strictObject({
  account: accountNumber,
  kind: z.enum(ACCOUNT_KINDS),
  accounts: count,
  postedDebit: minor,
  postedCredit: minor,
  pendingDebit: minor,
  pendingCredit: minor,
});

const coreTotal = z.strictObject({ currency, accounts: count, sum: minor });

/** Core's word on an account and ours; amounts are credit less debit. */
const coreBreak = z.strictObject({
  account: accountNumber,
  currency,
  ours: minor,
  core: minor,
  /** Core's balance less ours; zero where only the status differs. */
  difference: minor,
  ourStatus: z.enum(ACCOUNT_STATUSES),
  /** Null where core said nothing of it. */
  coreStatus: z.enum(ACCOUNT_STATUSES).nullable(),
});

const statementEntry = z.strictObject({
  entryId: rowId,
  event: text(8),
  bookingDate: businessDate,
  valueDate: businessDate,
  settlementDate: businessDate,
  counterAccount: accountNumber,
  /** Credit less debit. */
  amount: minor,
  /** Payments behind it; more than one for a batch booking. */
  payments: count,
});

export const ledgerMethods = {
  /** The business days, newest first, and what stands open now: what blocks a close, and why. */
  dayView: method({
    input: z.strictObject({}),
    output: z.strictObject({
      /** The day in which something done now is booked. */
      openDay: businessDate,
      days: list(dayState, PAGE_ROWS_MAX),
      workCount: count,
      /** The first of it; the rest is counted. */
      work: list(standingWork, PAGE_ROWS_MAX),
    }),
    refusals: [],
  }),
  /**
   * Closes a business day. `rates` are units of a currency for one euro, as decimal texts; `carried`
   * names what is taken over into the next day. `revaluation` is minor units of the euro.
   */
  closeDay: method({
    input: z.strictObject({
      ...deed,
      day: businessDate,
      rates: list(z.strictObject({ currency, rate: text(24) }), 200),
      carried: list(text(200), PAGE_ROWS_MAX),
      /** Kept beside the chain; may be empty. */
      remark: text(500),
    }),
    output: z.strictObject({
      day: businessDate,
      revaluation: text(40),
      entryId: count,
      carried: count,
      chainHead: hash,
      chainCount: count,
    }),
    refusals: [
      ...deedRefusals,
      'day_already_closed',
      'day_has_not_begun',
      'earlier_day_is_open',
      'carried_item_unknown',
      'day_has_blockers',
      'rate_unreadable',
      'rate_missing',
    ],
  }),
  /** Blocks an account for debits, opens it again, or closes it for good when it is empty. */
  changeAccount: method({
    input: z.strictObject({
      ...deed,
      account: accountNumber,
      currency,
      status: z.enum(ACCOUNT_STATUSES),
      /** Kept beside the chain, and shown to whoever signs. */
      reason: text(500).exactOptional(),
    }),
    output: z.strictObject({ account: rowId, status: z.enum(ACCOUNT_STATUSES) }),
    refusals: [
      ...deedRefusals,
      'second_person_required',
      'account_unknown',
      'account_status_is_that',
      'account_is_closed',
      'account_is_not_empty',
    ],
  }),
  /** Says why our word and another's differ; a second person stands for it. */
  explainBreak: method({
    input: z.strictObject({
      ...deed,
      breakId: rowId,
      /** Kept beside the chain. */
      reason: text(500),
    }),
    output: z.strictObject({ breakId: rowId }),
    refusals: [...deedRefusals, 'second_person_required', 'break_unknown', 'reason_required'],
  }),
  /**
   * A file: an account's statement for one business day; `offset` pages through its entries. Whoever
   * is told numbers masked asks with what they were told. `sequence` is what `exportFile` answered.
   */
  accountStatement: method({
    input: z.strictObject({
      account: accountNumber,
      currency,
      day: businessDate,
      offset: count,
      sequence: count,
    }),
    output: z.strictObject({
      account: accountNumber,
      currency,
      day: businessDate,
      /** The day is closed: nothing will be added. */
      final: z.boolean(),
      opening: minor,
      closing: minor,
      entryCount: count,
      entries: list(statementEntry, PAGE_ROWS_MAX),
    }),
    refusals: ['account_unknown', 'accounts_look_alike', 'export_unknown'],
  }),
  /**
   * A file: the general-ledger journal of a business day for the core-banking system, every booked
   * movement in order of booking; pages go on after a posting, and an empty one ends the journal.
   * `anchor` is the chain's head at the moment of the page; that of the last page is the file's. It is
   * written by whoever asks, in the `format` with which `exportFile` answered `sequence`.
   */
  coreJournal: method({
    input: z.strictObject({
      day: businessDate,
      format: z.enum(EXPORT_FORMATS),
      sequence: count,
      after: count,
      limit: z.int().min(1).max(PAGE_ROWS_MAX),
    }),
    output: z.strictObject({
      lines: list(
        z.strictObject({
          posting: rowId,
          entryId: rowId,
          event: text(8),
          debitAccount: accountNumber,
          creditAccount: accountNumber,
          currency,
          amount: minor,
          bookingDate: businessDate,
          valueDate: businessDate,
          settlementDate: businessDate,
        }),
        PAGE_ROWS_MAX,
      ),
      anchor: chainPoint,
    }),
    refusals: ['export_unknown'],
  }),
  /** What `importCoreBalances` would do with a kept file; nothing is written. */
  previewCoreBalances: method({
    input: z.strictObject({ originalHash: hash }),
    output: z.strictObject({
      asOf: businessDate,
      accounts: count,
      differences: count,
      repeated: z.boolean(),
      totals: list(coreTotal, 200),
      /** What it would be refused with; null: it would be taken in. */
      refusal: text(80).nullable(),
    }),
    refusals: ['original_unknown', 'core_list_has_problems'],
  }),
  /**
   * Takes in a kept file of the core-banking system's balances, whole or not at all. Nothing is
   * booked: what differs from this book is listed by `coreBalances`. A file that was taken in before
   * is answered with that import, and `repeated`.
   */
  importCoreBalances: method({
    input: z.strictObject({ ...deed, originalHash: hash }),
    output: z.strictObject({
      importId: rowId,
      /** The balances are those before anything is booked in this day. */
      asOf: businessDate,
      accounts: count,
      differences: count,
      repeated: z.boolean(),
    }),
    refusals: [
      ...deedRefusals,
      'original_unknown',
      'core_list_has_problems',
      'core_day_has_not_begun',
      'core_date_goes_back',
      'core_accounts_unknown',
    ],
  }),
  /** The last import from the core-banking system, its age, and a page of what differs. */
  coreBalances: method({
    input: z.strictObject({ offset: count, limit: z.int().min(1).max(PAGE_ROWS_MAX) }),
    output: z.strictObject({
      /** Null where there was none. */
      last: z
        .strictObject({
          importId: rowId,
          asOf: businessDate,
          at: instant,
          format: z.enum(CORE_FORMATS),
          source: hash,
          accounts: count,
          differences: count,
          /** Customers' accounts, not closed, of which it said nothing. */
          unmentioned: count,
          totals: list(coreTotal, 200),
          /** Business days from `asOf` to the open one; 0 is of today. */
          age: count,
        })
        .nullable(),
      breaks: list(coreBreak, PAGE_ROWS_MAX),
      /** Business days after which balances are stale, and what becomes of a payment then. */
      staleAfter: count,
      rule: z.enum(STALE_RULES),
      stale: z.boolean(),
    }),
    refusals: [],
  }),
  /**
   * The trial balance of every currency: the bank's accounts one by one (`account` is a code of the
   * chart), those of customers and participants in one line per kind (`account` is empty).
   */
  trialBalance: method({
    input: z.strictObject({}),
    output: z.strictObject({
      currencies: list(
        z.strictObject({
          currency,
          rows: list(trialBalanceRow, 200),
          posted: sides,
          pending: sides,
        }),
        200,
      ),
    }),
    refusals: [],
  }),
  /** Every account's balances as the book stood at an instant; null is now. */
  balancesAt: method({
    input: z.strictObject({
      at: instant.nullable(),
      offset: count,
      limit: z.int().min(1).max(PAGE_ROWS_MAX),
    }),
    output: z.strictObject({
      accounts: list(
        z.strictObject({
          account: accountNumber,
          currency,
          kind: z.enum(ACCOUNT_KINDS),
          accountLimit: minor,
          ...counters,
        }),
        PAGE_ROWS_MAX,
      ),
      accountCount: count,
      /** Per currency: in each layer debits equal credits. */
      totals: list(z.strictObject({ currency, ...counters }), 200),
    }),
    refusals: [],
  }),
};
