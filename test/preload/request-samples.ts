// One believable input and answer of every method on deeds that wait for another person.
import type { MethodName } from '../../preload/contract/contract.ts';
import type { requestMethods } from '../../preload/contract/requests.ts';
import type { SampleOf } from './samples.ts';

const shown = 'cd'.repeat(32);

export const requestSamples: {
  readonly [Name in Extract<MethodName, keyof typeof requestMethods>]: SampleOf<Name>;
} = {
  requestList: {
    input: {},
    output: {
      requests: [
        {
          requestId: 3,
          deed: 'changeAccount',
          maker: 'person:4',
          at: 1_795_000_000_000,
          remark: null,
          effect: [
            { what: 'account', before: null, after: '2006 EUR' },
            { what: 'status', before: 'open', after: 'debit_blocked' },
          ],
          shown,
          rule: 'account_changes',
          levels: [{ permission: 'approve', person: null }],
          remindedAt: 1_795_000_100_000,
          isOwn: false,
          cannot: null,
          inPlaceOf: null,
          absentSigners: { named: [{ person: 'person:4', until: '2026-11-27' }], more: 2 },
        },
      ],
    },
  },
  decideRequest: {
    input: {
      submissionId: '01999999-0000-7000-8000-000000000031',
      requestId: 3,
      decision: 'approved',
      shown,
      remark: '',
    },
    output: { state: 'done', open: 0 },
  },
};
