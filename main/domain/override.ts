// The emergency override: two other persons let happen what waits for a signature that nobody who is
// there can give. What it never reaches stands here as tables, so that it can be reviewed.
import type { SignedDeed } from './approval-policy.ts';

/** What may wait for a signature: a deed that was asked for, or a payment. */
export const OVERRIDE_KINDS = ['request', 'payment'] as const;
export type OverrideKind = (typeof OVERRIDE_KINDS)[number];

export const OVERRIDE_STEPS = ['begin', 'confirm'] as const;
export type OverrideStep = (typeof OVERRIDE_STEPS)[number];

/** Milliseconds from the first person's word within which the second confirms it. */
export const OVERRIDE_WINDOW = 3_600_000;

export const OVERRIDE_STATES = ['begun', 'expired', 'confirmed', 'acknowledged'] as const;
export type OverrideState = (typeof OVERRIDE_STATES)[number];

/**
 * Which deeds an override reaches. An account's status may be a freeze, and what an event or a written
 * off difference needs is the duty of named roles (domain.md §1.3); what participants settle, or a
 * cycle that fell, is owed among banks. None of it is ever let past.
 */
const REACHED: Record<SignedDeed, boolean> = {
  setPolicy: true,
  correctEntry: true,
  releaseOutgoing: true,
  changeAccount: false,
  explainBreak: false,
  bookEvent: false,
  settlePositions: false,
  unwindCycle: false,
  setBranchKey: false,
  handOverBatch: false,
  changeKey: false,
};

/** Settings that keep a day going. No other, for it may loosen four eyes, a rule or a limit. */
const REACHED_SETTINGS: readonly string[] = [
  'cutOff',
  'pastExecutionDate',
  'batchBookingDefault',
  'coreBalancesStaleAfter',
  'coreBalancesStale',
  'railScheme',
];

/** Whether an override may let this deed happen; `setting` is the name of the one that is changed. */
export function isOverridable(deed: SignedDeed, setting: string | null): boolean {
  if (!REACHED[deed]) return false;
  return setting === null || REACHED_SETTINGS.includes(setting.split(':')[0] ?? '');
}

/** Where an override stands at `now`, milliseconds UTC. */
export function overrideState(
  said: {
    readonly begunAt: number;
    readonly isConfirmed: boolean;
    readonly isAcknowledged: boolean;
  },
  now: number,
): OverrideState {
  if (said.isAcknowledged) return 'acknowledged';
  if (said.isConfirmed) return 'confirmed';
  return now < said.begunAt + OVERRIDE_WINDOW ? 'begun' : 'expired';
}
