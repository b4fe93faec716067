// Every method of the contract with its handler, joined from one file per screen: a method
// without a handler does not compile, and all of them answer through the barrier.
import type { Handlers } from '../../preload/contract/contract.ts';
import type { Session } from '../../preload/session.ts';
import { approvalHandlers } from './approval-handlers.ts';
import { withBarrier } from './barrier/barrier.ts';
import { batchHandlers } from './batch-handlers.ts';
import { carriedHandlers } from './carried/carried-handlers.ts';
import { handOverHandlers } from './carried/hand-over-handlers.ts';
import { clearingHandlers } from './clearing-handlers.ts';
import { coreHandlers } from './core-handlers.ts';
import { demoPeopleHandlers } from './demo/bring-people.ts';
import { demoHandlers } from './demo/demo-handlers.ts';
import { eventHandlers } from './event-handlers.ts';
import { fileHandlers } from './files-out.ts';
import { insightHandlers } from './insight-handlers.ts';
import { keepingHandlers } from './keeping-handlers.ts';
import { keyHandlers } from './key-handlers.ts';
import { ledgerHandlers } from './ledger-handlers.ts';
import { masterHandlers } from './master-handlers.ts';
import type { Office } from './office.ts';
import { officeHandlers as ownHandlers } from './office-handlers.ts';
import { overrideHandlers } from './override-handlers.ts';
import { peopleHandlers } from './people-handlers.ts';
import { preferenceHandlers } from './preference-handlers.ts';
import { queueHandlers } from './queue-handlers.ts';
import { requestHandlers } from './request-handlers.ts';
import { reviewHandlers } from './review-handlers.ts';
import type { Place } from './seat.ts';
import { seatHandlers } from './seat-handlers.ts';
import { settlementHandlers } from './settlement-handlers.ts';
import { trailHandlers } from './trail-handlers.ts';

/** The handlers for the channels of `place`. */
export function officeHandlers(office: Office, place: Place): Handlers<Session> {
  // What the demonstration's own people do goes through the same doors as anybody's deeds.
  const doors = {
    ...batchHandlers(office),
    ...reviewHandlers(office),
    ...approvalHandlers(office),
    ...requestHandlers(office),
    ...overrideHandlers(office),
    ...carriedHandlers(office),
    ...handOverHandlers(office),
    ...settlementHandlers(office),
    ...clearingHandlers(office),
    ...keepingHandlers(office),
    ...masterHandlers(office),
    ...ledgerHandlers(office),
    ...eventHandlers(office),
  };
  return withBarrier({
    ...doors,
    ...demoHandlers(office, doors),
    ...demoPeopleHandlers(office),
    ...queueHandlers(office),
    ...insightHandlers(office),
    ...ownHandlers(office, place),
    ...seatHandlers(office, place.seat),
    ...peopleHandlers(office),
    ...keyHandlers(office),
    ...preferenceHandlers(office),
    ...coreHandlers(office),
    ...trailHandlers(office),
    ...fileHandlers(office),
  });
}
