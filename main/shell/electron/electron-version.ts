// The Electron that this program is made for. Only the newest three majors get security fixes, so a
// program that stands on an older one says so, and one on another major does not run at all.

/** Dates in UTC. A major is supported until the third one after it is released, every eight weeks. */
export const MADE_FOR = {
  major: 45,
  released: '2026-10-21',
  supportedUntil: '2027-04-07',
} as const;

export type VersionVerdict = 'supported' | 'out_of_support' | 'other_major';

/** What to think of a running Electron's version (`45.4.1`) at `now`, milliseconds UTC. */
export function judgeElectron(version: string | undefined, now: number): VersionVerdict {
  if (Number(version?.split('.')[0]) !== MADE_FOR.major) return 'other_major';
  return now < Date.parse(MADE_FOR.supportedUntil) ? 'supported' : 'out_of_support';
}
