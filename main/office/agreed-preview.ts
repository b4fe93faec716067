// A file's preview as its ordering party's agreements have it: what falls, and how far.
import type { Fall } from '../domain/file-control.ts';
import { PROBLEMS_KEPT, type Problem, type ProblemSeverity } from '../domain/problem.ts';
import type { Pain001Preview } from '../formats/pain001-inspect.ts';
import { type ControlledFile, fallsOfFile } from '../operations/control-file.ts';
import type { Desk } from '../operations/desk.ts';

/** A preview as it leaves the office. */
export type ToldPreview = Omit<Pain001Preview, 'control'>;

/** What control looks at in a file that was read. */
export function controlledFile({ control, counts }: Pain001Preview): ControlledFile {
  const { blocks, signedBy } = control;
  return { blocks, signedBy, paymentInformations: counts.paymentInformations };
}

/** Whether the file may be taken if agreements have it so. */
export function mayBeTaken({ accepted, control }: Pain001Preview): boolean {
  return accepted || control.onlyTotals;
}

/**
 * The preview with each problem as grave as the agreements in force at `now` (milliseconds UTC) make
 * it, those about signatures first, and whether the file is accepted under them.
 */
export function agreedPreview(desk: Desk, preview: Pain001Preview, now: number): ToldPreview {
  const { control: _control, ...told } = preview;
  if (!mayBeTaken(preview)) return told;
  const falls = fallsOfFile(desk, controlledFile(preview), now);
  const byOrdinal = new Map(falls.map((fall) => [fall.ordinal, fall]));
  const added = falls.filter(isOfItsOwn).map(problemOf);
  const problems = preview.problems.map((problem) => agreedProblem(problem, byOrdinal));
  return {
    ...told,
    accepted: falls.every(({ unit }) => unit === 'paymentInformation'),
    problems: [...added, ...problems].slice(0, PROBLEMS_KEPT),
    problemCount: preview.problemCount + added.length,
  };
}

const SEVERITY = {
  file: 'refuses',
  paymentInformation: 'rejects',
} as const satisfies Record<Fall['unit'], ProblemSeverity>;

const BLOCK_OF_PATH = /^CstmrCdtTrfInitn\/PmtInf\[(\d{1,9})\]/;

function agreedProblem(problem: Problem, byOrdinal: ReadonlyMap<number, Fall>): Problem {
  const place = BLOCK_OF_PATH.exec(problem.place.path ?? '')?.[1];
  const fall = place === undefined ? undefined : byOrdinal.get(Number(place) - 1);
  if (fall === undefined || problem.severity === 'warns') return problem;
  return { ...problem, severity: SEVERITY[fall.unit] };
}

/** What no reader of the file alone can tell. */
const OF_THE_BOOK: readonly string[] = [
  'signatures_missing',
  'signer_not_of_account',
  'too_many_payment_informations',
];

function isOfItsOwn({ mistake }: Fall): boolean {
  return OF_THE_BOOK.includes(mistake.code);
}

function problemOf({ ordinal, line, unit, mistake }: Fall): Problem {
  const { code, reasonCode } = mistake;
  const path = `CstmrCdtTrfInitn/PmtInf[${ordinal + 1}]`;
  const place = { line: line === 0 ? null : line, path };
  return { code, reasonCode, severity: SEVERITY[unit], place, data: { most: String(ordinal) } };
}
