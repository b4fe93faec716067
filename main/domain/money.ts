// Money is an integer count of minor units and its currency, in every room. A decimal string
// exists only at the edges: files, JSON, text. No amount ever passes through a float.

/** `minor` counts the smallest unit of `currency` (ISO 4217): 12.34 EUR is 1234n, 500 JPY is 500n. */
export type Money = {
  readonly minor: bigint;
  readonly currency: string;
};
