// The reasons a person may decline with: ISO 20022 external status reasons, the likeliest first.
// Compliance grounds are told to nobody: MS03 is what a customer may read.
export const DECLINE_REASONS = [
  'MS03',
  'AM05',
  'AM14',
  'AC01',
  'BE01',
  'FR01',
  'CUST',
  'RR04',
  'NARR',
] as const;
