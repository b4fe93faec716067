// One believable input and answer of every method, and every announced item of every stream. The
// type makes a missing key a compile error; the tests walk them.

import type { Contract, Input, Item, MethodName, Output } from '../../preload/contract/contract.ts';
import type { StreamMethod } from '../../preload/contract/method.ts';
import { approvalSamples } from './approval-samples.ts';
import { auditSamples } from './audit-samples.ts';
import { carriedSamples } from './carried-samples.ts';
import { decisionSamples } from './decision-samples.ts';
import { eventSamples } from './event-samples.ts';
import { handOverSamples } from './hand-over-samples.ts';
import { insightSamples } from './insight-samples.ts';
import { keepingSamples } from './keeping-samples.ts';
import { keySamples } from './key-samples.ts';
import { ledgerSamples } from './ledger-samples.ts';
import { masterSamples } from './master-samples.ts';
import { officeSamples } from './office-samples.ts';
import { overrideSamples } from './override-samples.ts';
import { preferenceSamples } from './preference-samples.ts';
import { requestSamples } from './request-samples.ts';
import { settlementSamples } from './settlement-samples.ts';

export type SampleOf<Name extends MethodName> = Contract[Name] extends StreamMethod
  ? { readonly input: Input<Name>; readonly item: Item<Name> }
  : { readonly input: Input<Name>; readonly output: Output<Name> };

const submissionId = '01999999-0000-7000-8000-000000000001';
const originalHash = '0123456789abcdef'.repeat(4);
const eur = (minor: bigint) => ({ minor, currency: 'EUR' });
const sums = [eur(123_456_789_012_345_678n), { minor: 500n, currency: 'JPY' }];
const at = 1_795_689_720_000;

const payment = {
  paymentId: 16_777_217,
  batchId: 1,
  endToEndId: '~n12 "E2E"',
  debtorAccount: 'DE89370400440532013000',
  debtorName: 'Ferrum GmbH',
  creditorName: '张伟 & Søhne \u2028',
  creditorAccount: null,
  amount: eur(-1n),
  requestedExecutionDate: '2026-11-26',
  executionDate: '2026-11-27',
  status: 'in_review',
  reasonCode: 'AM14',
  reason: 'amount_above_review_limit',
  receivedAt: at,
  allowedEvents: ['decideReview', 'cancelPayment'],
} as const;

const batch = {
  batchId: 1,
  messageId: 'MSG-1',
  fileName: 'payroll.xml',
  originalHash,
  status: 'processed',
  isoStatus: 'PART',
  numberOfTransactions: 2,
  processed: 2,
  sums,
  payments: { settled: 1, rejected: 1 },
  leavingSums: [],
  receivedAt: at,
} as const;

const problem = {
  code: 'control_sum_does_not_match',
  reasonCode: 'AM10',
  severity: 'refuses',
  place: { line: 12, path: 'GrpHdr/CtrlSum' },
  data: { stated: '10.00', counted: '11.00' },
} as const;

const outcome = {
  status: 'in_review',
  reasonCode: 'AM14',
  reason: 'amount_above_review_limit',
  payments: 1,
  sums,
} as const;

const batchSamples = {
  importAccounts: {
    input: { submissionId, path: '/data/accounts.csv' },
    output: { opened: 480, unchanged: 0, problems: [problem] },
  },
  draftBatch: {
    input: { path: 'C:\\files\\工资.xml' },
    output: { submissionId, originalHash, fileName: '工资.xml', size: 1_234_567 },
  },
  inspectFile: {
    input: { originalHash },
    item: {
      kind: 'preview',
      preview: {
        kind: 'pain.001.001.09',
        accepted: false,
        header: {
          messageType: 'pain.001.001.09',
          messageId: 'MSG-1',
          createdAt: '2026-11-26T10:42:00',
          numberOfTransactions: 2,
          controlSum: '10.00',
          initiatingPartyName: 'Ferrum GmbH',
          initiatingPartyId: null,
        },
        counts: { paymentInformations: 1, transactions: 2, sums },
        largest: sums,
        perPaymentInformation: [
          {
            paymentInformationId: 'PI-1',
            transactions: 2,
            sums,
            requestedExecutionDate: '2026-11-26',
            batchBooking: null,
            debtorAccount: 'DE89370400440532013000',
            debtorName: null,
          },
        ],
        problems: [problem],
        problemCount: 1,
      },
    },
  },
  rehearseBatch: {
    input: { originalHash },
    item: {
      kind: 'rehearsal',
      rehearsal: {
        businessDate: '2026-11-26',
        transactions: 2,
        sums,
        perPaymentInformation: [
          {
            paymentInformationId: 'PI-1',
            requestedExecutionDate: '2026-11-21',
            executionDate: '2026-11-26',
            dateReason: 'date_in_past',
            executesNow: true,
            batchBooking: false,
            debtorAccount: 'DE89370400440532013000',
            debtorName: null,
            transactions: 2,
            sums,
            outcomes: [outcome],
          },
        ],
        outcomes: [outcome],
        fees: [eur(10n)],
        cycles: [
          {
            currency: 'EUR',
            cycleId: null,
            settlementDate: '2026-11-26',
            payments: 1,
            amount: 12n,
          },
        ],
      },
    },
  },
  submitBatch: {
    input: { submissionId, originalHash, fileName: '工资.xml' },
    output: { batchId: 1 },
  },
  batchProgress: {
    input: { batchId: 1 },
    item: {
      batchId: 1,
      processed: 8_192,
      total: 12_400,
      payments: { accepted: 8_190, in_repair: 2 },
      startedAt: null,
      at,
      done: false,
    },
  },
  status: { input: {}, output: { batches: [batch], payments: batch.payments, sums } },
  batch: { input: { batchId: 1 }, output: batch },
  pain002: { input: { batchId: 1, sequence: 9 }, item: { kind: 'piece', text: '<Document>' } },
} as const;

const queueSamples = {
  queuePage: {
    input: {
      filter: {
        statuses: ['in_review'],
        worklist: 'review',
        currency: 'EUR',
        amountFrom: 1n,
        receivedOn: '2026-11-26',
        text: '~',
      },
      sort: { by: 'receivedAt', descending: true },
      offset: 0,
      limit: 50,
    },
    output: { total: 1, offset: 0, sequence: 77, complete: true, rows: [payment] },
  },
  paymentTrail: {
    input: { paymentId: 16_777_217 },
    output: {
      payment: {
        paymentId: 16_777_217,
        batchId: 1,
        line: 41,
        messageId: 'MSG-1',
        paymentInformationId: 'PI-1',
        endToEndId: '~n12 "E2E"',
        rail: 'batch',
        amount: eur(1n),
        status: 'accepted',
        reasonCode: null,
        reason: null,
        relatedPayment: 0,
        cycle: 0,
        debtorAccount: 'DE89370400440532013000',
        debtorName: null,
        creditorName: '张伟 & Søhne \u2028',
        creditorAccount: null,
        remittance: 'line 1\nline 2',
        batchBooking: false,
        requestedExecutionDate: '2026-11-21',
        executionDate: '2026-11-26',
        dateReason: 'date_in_past',
      },
      why: {
        valueDate: {
          code: 'value_date_moved_past',
          data: { requested: '2026-11-21', executes: '2026-11-26' },
        },
        hold: { code: 'held_until_dispatched', data: {} },
        decision: null,
      },
      bank: {
        bic: 'SOONDEFFXXX',
        source: 'iban',
        name: 'Soon Bank',
        validUntil: '2026-11-27',
        schemes: ['SCT'],
        problem: 'creditor_bank_expired',
      },
      remindedAt: null,
      absentSigners: { named: [], more: 0 },
      steps: [
        {
          sequence: 1,
          at,
          actor: 'engine',
          deed: 'commitEpoch',
          from: 'received',
          to: 'in_review',
          reasonCode: null,
          reason: null,
          remark: null,
        },
      ],
      postings: [
        {
          entryId: 9,
          event: 'A2',
          layer: 'hold',
          debitAccount: '2001',
          creditAccount: '2120',
          amount: eur(1n),
          bookingDate: '2026-11-26',
          valueDate: '2026-11-26',
          settlementDate: '2026-11-26',
          shared: false,
        },
      ],
      allowedEvents: ['cancelPayment'],
    },
  },
  dayEquation: {
    input: { receivedOn: '2026-11-26' },
    output: {
      businessDate: '2026-11-26',
      notYetRead: 3,
      currencies: [
        {
          currency: 'EUR',
          received: { payments: 2, amount: 3n },
          settled: { payments: 1, amount: 1n },
          rejected: { payments: 0, amount: 0n },
          returned: { payments: 0, amount: 0n },
          inDoubt: { payments: 0, amount: 0n },
          waiting: { review: { payments: 1, amount: 2n } },
        },
      ],
    },
  },
  findPayment: {
    input: { text: 'E2E' },
    output: {
      found: [
        { kind: 'payment', by: 'endToEndId', whole: false, payment },
        { kind: 'batch', by: 'messageId', whole: true, batch },
      ],
      more: false,
    },
  },
} as const;

const reviewSamples = {
  reviewList: {
    input: { offset: 0, limit: 50 },
    output: {
      total: 1,
      offset: 0,
      rows: [
        {
          ...payment,
          heldSince: at,
          relatedPayment: 0,
          needsTwoPersons: false,
          remindedAt: at,
          absentSigners: { named: [{ person: 'person:4', until: '2026-11-27' }], more: 2 },
        },
      ],
    },
  },
  cancelPayment: {
    input: { submissionId, paymentId: 16_777_217 },
    output: { status: 'cancelled' },
  },
} as const;

export const samples = {
  ...batchSamples,
  ...queueSamples,
  ...reviewSamples,
  ...settlementSamples,
  ...insightSamples,
  ...officeSamples,
  ...keepingSamples,
  ...approvalSamples,
  ...requestSamples,
  ...overrideSamples,
  ...carriedSamples,
  ...handOverSamples,
  ...decisionSamples,
  ...ledgerSamples,
  ...eventSamples,
  ...masterSamples,
  ...preferenceSamples,
  ...auditSamples,
  ...keySamples,
} satisfies { readonly [Name in MethodName]: SampleOf<Name> };
