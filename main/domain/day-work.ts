// What stands open on the evening of a day, by kind, and which of it keeps the day from closing.

/**
 * `carried`: the day closes over it once a person has named it. `explained`: only a reason that two
 * persons stand for lets it close. `listed`: it is kept in the snapshot and blocks nothing.
 */
export const DAY_WORK = {
  payment_unknown: 'carried',
  item_unapplied: 'carried',
  item_difference: 'carried',
  item_claim: 'carried',
  break_unexplained: 'explained',
  item_clearing: 'listed',
  item_blocked: 'listed',
} as const satisfies Record<string, 'carried' | 'explained' | 'listed'>;

export type DayWorkKind = keyof typeof DAY_WORK;

export const DAY_WORK_KINDS = Object.keys(DAY_WORK).filter(isDayWork);

function isDayWork(kind: string): kind is DayWorkKind {
  return Object.hasOwn(DAY_WORK, kind);
}
