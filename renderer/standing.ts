// How the seat of this page stands, as questions about it: who is at work, and which answers mean
// that the page is behind the office.
import type { Item } from '../preload/contract/contract.ts';
import type { Reply } from '../preload/contract/method.ts';
import type { OfficeState } from './office.ts';

export type Standing = Item<'sessionStanding'>['standing'];

/** Why this page's seat was lost: as the office said it, or because an office of before knew of it. */
export type Left = Exclude<Item<'sessionStanding'>['left'], null> | 'office_away';

/**
 * Why nobody sits there any more, to be said where one signs in; null where somebody does, or who left
 * knows by themselves. `told` is what the office says with how the seat stands, `before` what this page
 * knew; `wasCutOff`: the office was away since this page saw somebody there.
 */
export function leftBy(
  { standing, left: told }: Pick<Item<'sessionStanding'>, 'standing' | 'left'>,
  before: Pick<OfficeState, 'standing' | 'left'>,
  wasCutOff: boolean,
): Left | null {
  if (standing !== 'signed_out') return null;
  if (told !== null) return told;
  if (wasCutOff) return 'office_away';
  return before.standing === 'signed_out' ? before.left : null;
}

/** Whether somebody sits there who signed in, also behind the lock. */
export function isSeated(standing: Standing | null): boolean {
  return standing === 'open' || standing === 'locked' || standing === 'must_change';
}

/** Whether screens are shown: somebody signed in, or a book without people. */
export function isAtWork(standing: Standing | null): boolean {
  return standing === 'open' || standing === 'no_people';
}

/** The actor who is at work, or null while nobody is. */
export function whoOf({ standing, session }: Pick<OfficeState, 'standing' | 'session'>) {
  return isAtWork(standing) && session !== null ? session.actor.id : null;
}

const SHUT = ['sign_in_required', 'session_locked', 'credential_must_change'];

/** Whether the answer is that nobody is at the seat: nothing was looked at. */
export function isShut(reply: Reply<unknown>): boolean {
  return 'refusal' in reply && SHUT.includes(reply.refusal.code);
}

/** Whether the answer says that the seat stands otherwise than the page shows it. */
export function isBehind(reply: Reply<unknown>): boolean {
  if (!('refusal' in reply)) return false;
  return isShut(reply) || ['not_locked', 'no_people'].includes(reply.refusal.code);
}
