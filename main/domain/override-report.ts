// The report of emergency overrides as a file that a spreadsheet opens: who, what, why, when, and who
// read of it.
import { csvLine } from './csv.ts';
import { isMasked } from './masked.ts';
import type { OverrideKind, OverrideState } from './override.ts';

type Said = { readonly person: string; readonly at: number; readonly reason: string | null };

export type ReportedOverride = {
  readonly overrideId: number;
  readonly kind: OverrideKind;
  readonly thing: number | null;
  readonly what: string;
  readonly effect: readonly { readonly what: string; readonly after: string }[];
  readonly shown: string;
  readonly state: OverrideState;
  readonly begun: Said;
  readonly confirmed: Said | null;
  readonly acknowledged: Said | null;
};

const WORDS = ['begun', 'confirmed', 'acknowledged'] as const;

const COLUMNS = [
  'override',
  'state',
  'kind',
  'id',
  'what',
  'effect',
  'bound_to',
  ...WORDS.flatMap((word) => [`${word}_by`, `${word}_at`, `${word}_reason`]),
  'masked',
] as const;

/**
 * One record per override under a header; instants in UTC (ISO 8601), persons as `nameOf` has them.
 * The last field names those of the record in which an account was told masked, apart by spaces.
 */
export function overridesCsv(
  overrides: readonly ReportedOverride[],
  nameOf: (person: string) => string,
): string {
  const records = overrides.map((override) => {
    const { overrideId, state, kind, thing, what, effect, shown } = override;
    const comesTo = effect.map((line) => `${line.what} ${line.after}`).join('; ');
    const said = WORDS.flatMap((word) => saidCells(override[word], nameOf));
    const fields = [overrideId, state, kind, thing ?? '', what, comesTo, shown, ...said];
    const masked = COLUMNS.filter((_, at) => isMasked(String(fields[at] ?? '')));
    return csvLine([...fields, masked.join(' ')]);
  });
  return [csvLine(COLUMNS), ...records].join('');
}

function saidCells(said: Said | null, nameOf: (person: string) => string): readonly string[] {
  if (said === null) return ['', '', ''];
  return [nameOf(said.person), new Date(said.at).toISOString(), said.reason ?? ''];
}
