// Problems of a pain.001: their reason codes, their place, and how many of them are kept.
import type { Problem, ProblemSeverity } from '../domain/problem.ts';
import { PROBLEMS_KEPT } from '../domain/problem.ts';
import { visible } from '../domain/text.ts';

/** Room for refusals first: a file full of warnings must not hide why it is refused. */
export const REFUSALS_KEPT = PROBLEMS_KEPT - 200;
const WARNINGS_KEPT = 50;

/** No value is shown at more than this many characters. */
const SHOWN = 60;

/** ISO 20022 ExternalStatusReason1Code where one says it; FF01 for everything about the format. */
const REASON_CODES: { readonly [code: string]: string } = {
  amount_format: 'AM12',
  amount_not_positive: 'AM01',
  amount_too_large: 'AM02',
  attribute_missing: 'CH21',
  bic_format: 'RC01',
  country_format: 'BE09',
  currency_format: 'AM11',
  currency_unknown: 'AM11',
  date_invalid: 'DT01',
  date_time_invalid: 'DT01',
  debtor_account_missing: 'AC02',
  element_missing: 'CH21',
  element_not_expected: 'CH17',
  equivalent_amount_not_supported: 'CH17',
  iban_format: 'AC01',
  remittance_too_long: 'RR07',
  too_many_decimals: 'CH20',
  unstructured_address: 'BE04',
};

export type ProblemLog = {
  /** Counts the problem, and tells the sink while there is room for its severity. */
  add(problem: Omit<Problem, 'reasonCode'> & { readonly reasonCode?: string }): void;
  /** Whether a problem of this severity would still be told; if not, it need not be described. */
  hasRoom(severity: ProblemSeverity): boolean;
  /** Counts a problem that nobody will be told of. */
  count(severity: ProblemSeverity): void;
  total(): number;
  refuses(): boolean;
};

export function createProblemLog(tell: (problem: Problem) => void): ProblemLog {
  const counts = { refuses: 0, rejects: 0, repairs: 0, warns: 0 };
  const room = { refuses: REFUSALS_KEPT, rejects: 0, repairs: 0, warns: WARNINGS_KEPT };
  return {
    add(problem) {
      counts[problem.severity] += 1;
      if (counts[problem.severity] > room[problem.severity]) return;
      const { code, severity, place, data } = problem;
      const reasonCode = problem.reasonCode ?? reasonCodeOf(problem);
      tell({ code, reasonCode, severity, place, data });
    },
    hasRoom: (severity) => counts[severity] < room[severity],
    count(severity) {
      counts[severity] += 1;
    },
    total: () => counts.refuses + counts.rejects + counts.repairs + counts.warns,
    refuses: () => counts.refuses > 0,
  };
}

/** The code, made exact by whose account or agent it is where ISO 20022 tells them apart. */
function reasonCodeOf({ code, place }: Omit<Problem, 'reasonCode'>): string {
  const path = place.path ?? '';
  if (code === 'iban_format' && path.includes('/DbtrAcct/')) return 'AC02';
  if (code === 'iban_format' && path.includes('/CdtrAcct/')) return 'AC03';
  if (code === 'element_missing' && path.endsWith('/EndToEndId')) return 'FF08';
  return REASON_CODES[code] ?? 'FF01';
}

/** A value as it may be shown: cut, and without characters that deceive. */
export function shown(value: string): string {
  const text = value.length > SHOWN ? `${value.slice(0, SHOWN)}…` : value;
  return visible(text);
}
