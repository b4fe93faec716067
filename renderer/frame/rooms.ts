// Which rooms of the console are a person's: those whose list the office answers them.

import type { BookRole } from '../../main/domain/chart-of-accounts.ts';
import type { MethodName } from '../../preload/contract/contract.ts';
import { useAnswered, useComplianceRight, useMay, useOfficeState } from '../context.ts';
import { SCREENS, type Screen } from '../navigation.ts';

/** What each room shows first; any one of them is enough to enter. */
const SHOWN = {
  queue: ['queuePage'],
  batch: ['status'],
  review: ['reviewList', 'approvalList'],
  settlement: ['settlementView'],
  insight: ['insightNow'],
  audit: ['auditBook', 'trailPage'],
  admin: ['masterPage'],
} as const satisfies Record<Screen, readonly MethodName[]>;

/** The rooms of a clearing house: no customer's payments are in its book, only its participants'. */
const OF_ROLE: Record<BookRole, readonly Screen[]> = {
  participant: SCREENS,
  clearing: ['settlement', 'audit', 'admin'],
};

/** The rooms that are open to who sits here, in the order of the rail. */
export function useRooms(): readonly Screen[] {
  const session = useOfficeState((state) => state.session);
  const role = useOfficeState((state) => state.role);
  const screens = OF_ROLE[role];
  const isAnswered = useAnswered();
  const knows = useComplianceRight();
  // What waits in review is only for those who may be told of it; signatures for those who sign.
  const signs = useMay('approve');
  if (session?.standing === 'open') {
    return screens.filter((screen) => SHOWN[screen].some(isAnswered));
  }
  return screens.filter((screen) => knows || signs || screen !== 'review');
}
