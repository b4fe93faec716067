// One believable input and answer of the events that a person books.

import type { MethodName } from '../../preload/contract/contract.ts';
import type { eventMethods } from '../../preload/contract/events.ts';
import type { SampleOf } from './samples.ts';

const told = {
  event: 'H3.debit',
  amounts: [{ name: 'principal', amount: { minor: 31_240n, currency: 'EUR' } }],
  accounts: [{ role: 'ownAccount', account: '1010' }],
  holds: [],
  originals: [],
  item: '',
  valueDate: null,
  settlementDate: null,
} as const;

export const eventSamples: {
  readonly [Name in Extract<MethodName, keyof typeof eventMethods>]: SampleOf<Name>;
} = {
  previewEvent: {
    input: told,
    output: {
      entries: [
        {
          kind: 'post',
          postings: [
            {
              debitAccount: '2240',
              creditAccount: '1010',
              amount: { minor: 31_240n, currency: 'EUR' },
            },
          ],
        },
      ],
      why: 'insufficient_funds',
      isSigned: false,
    },
  },
  bookEvent: {
    input: {
      submissionId: '01999999-0000-7000-8000-000000000001',
      ...told,
      holds: [{ name: 'funds', entryId: 12 }],
      originals: [7],
      valueDate: '2026-11-26',
      reference: 'statement 26-331',
    },
    output: { entries: [91], holds: [{ name: 'funds', entryId: 91 }] },
  },
};
