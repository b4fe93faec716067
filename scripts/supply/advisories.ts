// The judgement on known vulnerabilities: what the registry or a kept answer of it says, less the
// exceptions that somebody gave a reason and a last day. What cannot be judged does not pass.
import { z } from 'zod';
import type { LockedPackage } from './lockfile.ts';

/** A kept answer older than this says too little about today. */
export const SNAPSHOT_DAYS_MAX = 30;

const finding = z.object({
  /** `GHSA-…`, or what else the registry names it by. */
  id: z.string().min(1),
  package: z.string().min(1),
  severity: z.enum(['info', 'low', 'moderate', 'high', 'critical']),
  title: z.string(),
});
export type Finding = z.output<typeof finding>;

/** What the registry answered on one day, for exactly these packages. */
export const snapshot = z.object({
  format: z.literal('counterfoil-advisories-1'),
  takenOn: z.iso.date(),
  packages: z.array(z.string()),
  findings: z.array(finding),
});
export type Snapshot = z.output<typeof snapshot>;

export const exceptions = z.array(
  z.object({
    id: z.string().min(1),
    package: z.string().min(1),
    /** Why it does not reach us. */
    reason: z.string().min(10),
    /** The last day on which it stands; the one who put it there looks again before. */
    until: z.iso.date(),
  }),
);
export type Exceptions = z.output<typeof exceptions>;

export type Judged = { readonly ok: boolean; readonly lines: readonly string[] };

export function namesOf(packages: readonly LockedPackage[]): readonly string[] {
  return [...new Set(packages.map(({ name, version }) => `${name}@${version}`))].sort();
}

/**
 * The judgement of `today` (`YYYY-MM-DD`) on an answer. `answer` is null when nobody answered and
 * nothing was kept: then, and where a kept answer is too old or of other packages, nothing passes.
 */
export function judge(
  answer: Snapshot | null,
  from: 'registry' | 'snapshot',
  installed: readonly string[],
  excepted: Exceptions,
  today: string,
): Judged {
  if (answer === null) {
    return {
      ok: false,
      lines: ['Not judged: the registry did not answer and no answer of it was kept.'],
    };
  }
  const lines: string[] = [];
  if (from === 'snapshot') {
    lines.push(`The registry did not answer; judged by what it said on ${answer.takenOn}.`);
    const age = (Date.parse(today) - Date.parse(answer.takenOn)) / 86_400_000;
    if (age > SNAPSHOT_DAYS_MAX || age < 0) lines.push(`Too old: ${age} days.`);
    const known = new Set(answer.packages);
    const unknown = installed.filter((each) => !known.has(each));
    if (unknown.length > 0) lines.push(`Not asked about then: ${unknown.join(', ')}.`);
  }
  const blind = lines.length > (from === 'snapshot' ? 1 : 0);
  const expired = excepted.filter(({ until }) => until < today);
  for (const { id, package: name, until } of expired) {
    lines.push(`The exception for ${id} in ${name} ended on ${until}.`);
  }
  const stands = new Set(
    excepted.filter(({ until }) => until >= today).map(({ id, package: of }) => `${id} ${of}`),
  );
  const left = answer.findings.filter(({ id, package: of }) => !stands.has(`${id} ${of}`));
  for (const { id, package: of, severity, title } of left) {
    lines.push(`${severity}: ${of}: ${title} (${id})`);
  }
  const ok = !blind && expired.length === 0 && left.length === 0;
  lines.push(ok ? `Nothing known against ${installed.length} packages.` : 'Does not pass.');
  return { ok, lines };
}

const via = z.union([
  z.string(),
  z.object({
    source: z.union([z.number(), z.string()]),
    name: z.string(),
    title: z.string(),
    url: z.string().default(''),
    severity: finding.shape.severity,
  }),
]);

/** What `npm audit --json` says when it could ask (audit report version 2). */
const AuditReport = z.object({
  auditReportVersion: z.literal(2),
  vulnerabilities: z.record(z.string(), z.object({ via: z.array(via) })),
  metadata: z.object({ dependencies: z.object({ total: z.number().min(1) }) }),
});

/** The findings of npm's report, or null when the text is none: an error is never "nothing found". */
export function findingsOf(text: string): readonly Finding[] | null {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    return null;
  }
  const report = AuditReport.safeParse(parsed);
  if (!report.success) return null;
  const found = new Map<string, Finding>();
  for (const { via: causes } of Object.values(report.data.vulnerabilities)) {
    for (const cause of causes) {
      if (typeof cause === 'string') continue;
      const id = /GHSA-[\w-]+/.exec(cause.url)?.[0] ?? String(cause.source);
      const { name, severity, title } = cause;
      found.set(`${id} ${name}`, { id, package: name, severity, title });
    }
  }
  return [...found.values()];
}
