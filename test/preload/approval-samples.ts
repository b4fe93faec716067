// One believable input and answer of every method on what waits for another signature.
import type { approvalMethods } from '../../preload/contract/approvals.ts';
import type { MethodName } from '../../preload/contract/contract.ts';
import type { SampleOf } from './samples.ts';

const submissionId = '01999999-0000-7000-8000-000000000004';
const shown = 'ef'.repeat(32);
const said = { submissionId, paymentId: 16_777_217, shown, remark: 'called the customer' };

export const approvalSamples: {
  readonly [Name in Extract<MethodName, keyof typeof approvalMethods>]: SampleOf<Name>;
} = {
  approvalList: {
    input: { offset: 0, limit: 100 },
    output: {
      total: 3,
      mine: 1,
      rows: [
        {
          paymentId: 16_777_217,
          amount: { minor: 15_000_000n, currency: 'EUR' },
          debtorAccount: '2008',
          debtorName: 'Hafen Logistik',
          creditorAccount: '2001',
          creditorName: null,
          reason: 'amount_above_authority_limit',
          shown,
          version: 1,
          open: 1,
          cannot: 'second_person_must_differ',
          inPlaceOf: 'person:5',
          remindedAt: 1_795_000_000_000,
          absentSigners: { named: [{ person: 'person:3', until: '2026-12-24' }], more: 2 },
        },
      ],
    },
  },
  approvalView: {
    input: { paymentId: 16_777_217 },
    output: {
      payment: {
        paymentId: 16_777_217,
        version: 2,
        status: 'awaiting_approval',
        since: 41,
        batchId: 1,
        messageId: 'MSG-1',
        endToEndId: 'E2E-1',
        rail: 'on_us',
        amount: { minor: 15_000_000n, currency: 'EUR' },
        debtorAccount: '2008',
        debtorName: 'Hafen Logistik',
        creditorAccount: '2001',
        creditorName: 'Adler Maschinenbau',
        creditorAgent: null,
        creditorCountry: null,
        remittance: 'Milling machine\nsecond part',
        purpose: null,
        executionDate: '2026-11-26',
        reasonCode: null,
        reason: 'amount_above_authority_limit',
        relatedPayment: 0,
        makers: ['li'],
      },
      shown,
      rule: 'payment_above_second_limit',
      order: 'sequential',
      levels: [
        { permission: 'sign', person: 'ben' },
        { permission: 'approve', person: null },
      ],
      usual: { ofDebtor: 12, toCreditor: 3, largest: 9_600_000n, average: 1_200_000n },
      cannot: null,
      inPlaceOf: null,
      lapsed: [{ level: 1, person: 'person:6', why: 'right_ended' }],
      remindedAt: null,
      absentSigners: { named: [], more: 0 },
    },
  },
  approve: {
    input: said,
    output: { status: 'settled', open: 0 },
  },
  amendPayment: {
    input: { submissionId, paymentId: 16_777_217, remittance: 'Milling machine' },
    output: { version: 2 },
  },
  remindPayment: {
    input: { submissionId, paymentId: 16_777_217 },
    output: { remindedAt: 1_795_000_000_000 },
  },
  rejectApproval: {
    input: { ...said, reasonCode: 'NARR' },
    output: { status: 'rejected', open: 0 },
  },
};
