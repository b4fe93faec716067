// What is wrong with a file, said with its place: the unit in which every reader reports.

/**
 * `refuses`: the file cannot be taken as it is. `rejects`: the file is taken without the one payment
 * information, as its ordering party has agreed. `repairs`: the file is taken, the one item waits in
 * repair. `warns`: shown, and nothing waits.
 */
export const PROBLEM_SEVERITIES = ['refuses', 'rejects', 'repairs', 'warns'] as const;
export type ProblemSeverity = (typeof PROBLEM_SEVERITIES)[number];

/** Where in the file: 1-based line, and a path such as `PmtInf[2]/CdtTrfTxInf[14]/Amt/InstdAmt`. */
export type Place = {
  readonly line: number | null;
  readonly path: string | null;
};

export type Problem = {
  /** snake_case sentence, keyed in the locales: `control_sum_does_not_match`. */
  readonly code: string;
  /** ISO 20022 external status reason code where one says it: AM10, DU01, AC01; else null. */
  readonly reasonCode: string | null;
  readonly severity: ProblemSeverity;
  readonly place: Place;
  /** What the text for people needs (`stated`, `counted`, `value`), short and already escaped. */
  readonly data: { readonly [name: string]: string };
};

/** How many problems one reading keeps; the rest are counted, so that memory stays bounded. */
export const PROBLEMS_KEPT = 500;
