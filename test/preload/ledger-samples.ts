// One believable input and answer of every method that asks the ledger itself.
import type { MethodName } from '../../preload/contract/contract.ts';
import type { ledgerMethods } from '../../preload/contract/ledger.ts';
import type { SampleOf } from './samples.ts';

const submissionId = '01999999-0000-7000-8000-000000000003';
const at = 1_795_689_720_000;
const chainHead = 'cd'.repeat(32);
const day = '2026-11-26';
const counters = {
  debitsPending: 24_035n,
  debitsPosted: 0n,
  creditsPending: 0n,
  creditsPosted: 964_050n,
};

export const ledgerSamples: {
  readonly [Name in Extract<MethodName, keyof typeof ledgerMethods>]: SampleOf<Name>;
} = {
  dayView: {
    input: {},
    output: {
      openDay: '2026-11-27',
      days: [
        { day: '2026-11-27', state: 'open', chainHead: null, chainCount: null, rates: '' },
        { day, state: 'closed', chainHead, chainCount: 812, rates: 'USD 1.0825' },
      ],
      workCount: 2,
      work: [
        {
          kind: 'item_unapplied',
          reference: '2210 entry 45',
          owner: 'reconciler',
          since: day,
          currency: 'EUR',
          amount: 420_000n,
        },
        {
          kind: 'break_unexplained',
          reference: 'break 2',
          owner: 'reconciler',
          since: day,
          currency: 'USD',
          amount: -1_800n,
        },
      ],
    },
  },
  closeDay: {
    input: {
      submissionId,
      day,
      rates: [{ currency: 'USD', rate: '1.0825' }],
      carried: ['2210 entry 45'],
      remark: 'the rail answers tomorrow',
    },
    output: { day, revaluation: '-32076', entryId: 91, carried: 1, chainHead, chainCount: 812 },
  },
  changeAccount: {
    input: { submissionId, account: '2003', currency: 'EUR', status: 'debit_blocked' },
    output: { account: 12, status: 'debit_blocked' },
  },
  explainBreak: {
    input: { submissionId, breakId: 2, reason: 'the rail counted a return twice' },
    output: { breakId: 2 },
  },
  accountStatement: {
    input: { account: '2003', currency: 'EUR', day, offset: 0, sequence: 9 },
    output: {
      account: '2003',
      currency: 'EUR',
      day,
      final: true,
      opening: 964_050n,
      closing: 940_015n,
      entryCount: 1,
      entries: [
        {
          entryId: 17,
          event: 'B2',
          bookingDate: day,
          valueDate: day,
          settlementDate: '2026-11-27',
          counterAccount: '2110',
          amount: -24_035n,
          payments: 1,
        },
      ],
    },
  },
  coreJournal: {
    input: { day: '2026-11-26', format: 'csv', sequence: 9, after: 0, limit: 500 },
    output: {
      lines: [
        {
          posting: 7,
          entryId: 3,
          event: 'D4',
          debitAccount: '2003',
          creditAccount: '2120',
          currency: 'EUR',
          amount: 24_035n,
          bookingDate: '2026-11-26',
          valueDate: '2026-11-26',
          settlementDate: '2026-11-26',
        },
      ],
      anchor: { head: 'ab'.repeat(32), count: 41 },
    },
  },
  importCoreBalances: {
    input: { submissionId, originalHash: 'ab'.repeat(32) },
    output: { importId: 3, asOf: day, accounts: 480, differences: 1, repeated: false },
  },
  previewCoreBalances: {
    input: { originalHash: 'ab'.repeat(32) },
    output: {
      asOf: day,
      accounts: 480,
      differences: 1,
      repeated: false,
      totals: [{ currency: 'EUR', accounts: 480, sum: 964_050n }],
      refusal: 'core_date_goes_back',
    },
  },
  coreBalances: {
    input: { offset: 0, limit: 100 },
    output: {
      last: {
        importId: 3,
        asOf: day,
        at,
        format: 'csv',
        source: 'ab'.repeat(32),
        accounts: 480,
        differences: 1,
        unmentioned: 2,
        totals: [{ currency: 'EUR', accounts: 480, sum: 964_050n }],
        age: 1,
      },
      breaks: [
        {
          account: '2003',
          currency: 'EUR',
          ours: 964_050n,
          core: 964_000n,
          difference: -50n,
          ourStatus: 'open',
          coreStatus: null,
        },
      ],
      staleAfter: 1,
      rule: 'hold',
      stale: false,
    },
  },
  trialBalance: {
    input: {},
    output: {
      currencies: [
        {
          currency: 'EUR',
          rows: [
            {
              account: '1010',
              kind: 'settlement',
              accounts: 1,
              postedDebit: 964_050n,
              postedCredit: 0n,
              pendingDebit: 0n,
              pendingCredit: 24_035n,
            },
            {
              account: '',
              kind: 'customer',
              accounts: 480,
              postedDebit: 0n,
              postedCredit: 964_050n,
              pendingDebit: 24_035n,
              pendingCredit: 0n,
            },
          ],
          posted: { debit: 964_050n, credit: 964_050n },
          pending: { debit: 24_035n, credit: 24_035n },
        },
      ],
    },
  },
  balancesAt: {
    input: { at, offset: 0, limit: 500 },
    output: {
      accounts: [
        { account: '2003', currency: 'EUR', kind: 'customer', accountLimit: 0n, ...counters },
      ],
      accountCount: 1,
      totals: [{ currency: 'EUR', ...counters }],
    },
  },
};
