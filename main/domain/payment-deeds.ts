// Which deeds a person may do on one payment as it stands: the screens show these and no others,
// so that no rule of business lives in a screen. The deeds themselves check again.
import { isWait } from './disclosure.ts';
import { mayMove, type PaymentStatus } from './payment-status.ts';
import { type Actor, authorise, DEEDS, isOnlyPerson, type Permission } from './permissions.ts';

/** Deeds on a single payment, the likeliest first. */
export const PAYMENT_DEEDS = [
  'decideReview',
  'approve',
  'rejectApproval',
  'rejectAcknowledged',
  'cancelPayment',
  'remindPayment',
] as const;
export type PaymentDeed = (typeof PAYMENT_DEEDS)[number];

/** Where each deed takes a payment: it is allowed when the status table has one of these moves. */
const LEADS_TO = {
  decideReview: { from: 'in_review', to: ['accepted', 'settled', 'rejected'] },
  approve: { from: 'awaiting_approval', to: ['accepted', 'settled'] },
  rejectApproval: { from: 'awaiting_approval', to: ['rejected'] },
  rejectAcknowledged: { from: 'acknowledged', to: ['rejected'] },
  cancelPayment: { from: null, to: ['cancelled'] },
} as const satisfies Record<
  Exclude<PaymentDeed, 'remindPayment'>,
  { readonly from: PaymentStatus | null; readonly to: readonly PaymentStatus[] }
>;

/** The deeds that `actor` may do on a payment in `status`, in the order of PAYMENT_DEEDS. */
export function allowedDeeds(status: PaymentStatus, actor: Actor): readonly PaymentDeed[] {
  return PAYMENT_DEEDS.filter((deed) => {
    if (deed === 'remindPayment') return isWait(status) && mayRemind(actor);
    const { from, to } = LEADS_TO[deed];
    if (from !== null && from !== status) return false;
    const permission: Permission = DEEDS[deed];
    if (!to.some((next) => mayMove(status, next, permission))) return false;
    return authorise(deed, actor, null).ok;
  });
}

/** Whether `actor` may remind of a payment that waits: the only person of a book has nobody to. */
export function mayRemind(actor: Actor): boolean {
  return authorise('remindPayment', actor, null).ok && !isOnlyPerson(actor);
}
