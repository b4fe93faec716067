// What `rerun` is asked and what it answers, with values at their edges.
const approved = { outcome: 'approve', reasonCode: null, reason: null, repeats: false } as const;
const held = {
  outcome: 'review',
  reasonCode: 'AM14',
  reason: 'amount_above_review_limit',
  repeats: true,
} as const;

const amount = { minor: 2n ** 62n, currency: 'EUR' };

export const rerunSample = {
  input: { since: { epoch: 1 }, policies: [{ name: 'reviewAbove:EUR', value: '100000' }] },
  item: {
    kind: 'rerun',
    rerun: {
      epochs: 1,
      records: 1,
      was: [{ ...approved, payments: 1, sums: [amount] }],
      wouldBe: [{ ...held, payments: 1, sums: [amount] }],
      changed: 1,
      changes: [{ paymentId: 16_777_217, amount, was: approved, wouldBe: held }],
    },
  },
} as const;
