// The sample of a person's decision on what a rule held.
import type { SampleOf } from './samples.ts';

const submissionId = '01999999-0000-7000-8000-000000000001';

export const decisionSamples: { readonly decideReview: SampleOf<'decideReview'> } = {
  decideReview: {
    input: {
      submissionId,
      paymentId: 16_777_217,
      outcome: 'decline',
      reasonCode: 'MS03',
      remark: 'not the payee that was agreed',
    },
    output: { status: 'rejected' },
  },
};
